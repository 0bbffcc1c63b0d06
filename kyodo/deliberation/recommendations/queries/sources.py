"""Where recommendations come from: papers handed over in chains, terms and meetings of bodies; and who speaks for them."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kyodo.commons.groups.models import Group
from kyodo.deliberation.councils.models import Body, Chain, Hop, Meeting, Term
from kyodo.deliberation.councils.states.meetings import HopKind, HopState
from kyodo.deliberation.recommendations.models import Report
from kyodo.deliberation.recommendations.states import SourceKind
from kyodo.kernel.access import Actor, find
from kyodo.kernel.calendar import era_date
from kyodo.offices.city.queries import local_day

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    Choices = list[tuple[str, str]]

SHOWN = 60  #: of each kind, the newest
#: The beginning of an item in a paper: 1. １） (1) ① 第1 ・ - …
_ITEM = re.compile(
    r"^[\s　]*(?:第?[0-9０-９]{1,2}[.．、)）:：\s　]|[(（][0-9０-９]{1,2}[)）]|[①-⑳]|[・●○◯◆■\-－*])[\s　]*(?P<title>.+)$"
)


def voices(at: datetime) -> Choices:
    """Bodies and groups for which somebody can speak."""
    day = local_day(at)
    bodies = [(body.subject, body.name) for body in Body.objects.on(day).order_by("kana", "name")]
    return bodies + [(g.subject, g.name) for g in Group.objects.current(day).order_by("kana", "name")]


def meetings(at: datetime) -> Choices:
    """Meetings that may have decided something: those that have begun, newest first."""
    held = Meeting.objects.filter(starts_at__lte=at).select_related("term__body").order_by("-starts_at", "-pk")
    return [(m.subject, f"{m}（{era_date(local_day(m.starts_at), weekday=False)}）") for m in held[:SHOWN]]


def sources(at: datetime) -> list[tuple[StrOrPromise, Choices]]:
    """What a paper may have come from, by kind; a paper already taken in is left out. Provisions are looked for by words."""
    taken = set(Report.objects.filter(kind=SourceKind.PAPER).values_list("source_ref", flat=True))
    terms = Term.objects.select_related("body").order_by("-since", "-pk")[:SHOWN]
    found: list[tuple[StrOrPromise, Choices]] = [
        (SourceKind.PAPER.label, [(c.subject, c.title) for c in Chain.objects.filter(hops__in=_handed_over()).distinct()[:SHOWN]]),
        (SourceKind.TERM.label, [(t.subject, f"{t.body.name} {t}") for t in terms]),
        (SourceKind.MEETING.label, meetings(at)),
    ]  # fmt: skip
    return [(kind, [(ref, name) for ref, name in rows if ref not in taken]) for kind, rows in found]


def _handed_over() -> Any:
    return Hop.objects.filter(kind__in=[HopKind.PROPOSAL, HopKind.ADVICE]).exclude(state=HopState.SENT)


def waiting_papers(actor: Actor, *, at: datetime) -> list[Chain]:
    """Papers that were handed over and received, whose items nobody tracks yet."""
    taken = Report.objects.exclude(source_ref="").values_list("source_ref", flat=True)
    refs = [ref.partition("/")[2] for ref in taken if ref.startswith(f"{Chain._meta.label_lower}/")]
    seen = Chain.objects.visible_to(actor, at=at).filter(hops__in=_handed_over()).exclude(ref__in=refs)
    return list(seen.distinct()[:SHOWN])


def paper_of(subject: str) -> dict[str, Any]:
    """What a handed-over paper already says, for the form: its title, who made it, when it came, its items."""
    chain = find(subject) if subject.startswith(f"{Chain._meta.label_lower}/") else None
    hop = _handed_over().filter(chain=chain).order_by("order").first() if isinstance(chain, Chain) else None
    if not isinstance(chain, Chain) or hop is None:
        return {}
    return {
        "title": chain.title[:150], "kind": SourceKind.PAPER, "source_ref": chain.subject, "handed_on": hop.handed_on,
        "voice_ref": chain.body.subject if chain.body else "", "voice_name": hop.giver, "items": items_of(hop.text or chain.text),
    }  # fmt: skip


def items_of(text: str) -> list[dict[str, str]]:
    """The items of a paper: lines that begin with a number or a mark, each with the lines below it as its text."""
    items: list[dict[str, str]] = []
    for line in text.splitlines():
        if begun := _ITEM.match(line):
            items.append({"title": begun["title"].strip()[:200], "text": ""})
        elif items and line.strip():
            items[-1]["text"] = f"{items[-1]['text']}\n{line.strip()}".strip()
    return items
