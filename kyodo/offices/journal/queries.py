"""Reading the journal, and telling its entries in words."""

from __future__ import annotations

import importlib
import os
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from django.apps import apps
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import LinkHolder, Office, Visitor, find_all
from kyodo.kernel.workflow import Workflow

from .models import Entry, Head

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

#: The acts by which a person takes as theirs what they handed in without an account, and lets go of it.
TIE, UNTIE = "tie", "untie"
MANY = 4  #: so many things of one kind that somebody did alike on one day are one line
LINK = LinkHolder("").subject  #: how the subject of whoever came by a secret link begins


def history_of(*subjects: str) -> QuerySet[Entry]:
    """What happened to these things, oldest first."""
    return Entry.objects.filter(subject__in=subjects).order_by("seq")


def life_of(whole: str) -> QuerySet[Entry]:
    """Everything that happened in a case, oldest first."""
    return Entry.objects.filter(whole=whole).order_by("seq")


def after(seq: int, *, limit: int = 1000) -> QuerySet[Entry]:
    """Entries that came after a sequence number, for readers that catch up."""
    return Entry.objects.filter(seq__gt=seq).order_by("seq")[:limit]


def latest(subjects: Iterable[str], *, limit: int = 20) -> QuerySet[Entry]:
    """The newest entries about these things."""
    return Entry.objects.filter(subject__in=list(subjects)).order_by("-seq")[:limit]


def news_of(wholes: Iterable[str], *, but_by: str = "", limit: int = 20) -> QuerySet[Entry]:
    """The newest entries in these cases that somebody else made."""
    return Entry.objects.filter(whole__in=list(wholes)).exclude(actor=but_by).order_by("-seq")[:limit]


def wholes_touched_by(actor: str, *, limit: int = 100) -> list[str]:
    """The cases in which somebody did something lately."""
    recent = Entry.objects.filter(actor=actor).order_by("-seq").values_list("whole", flat=True)[:limit]
    return list(dict.fromkeys(recent))


def length() -> int:
    """How many entries the journal holds."""
    return Head.objects.values_list("seq", flat=True).first() or 0


@dataclass(frozen=True)
class Told:
    """One entry as people read it."""

    at: datetime
    what: StrOrPromise
    title: str
    url: str
    who: str
    acting_as: str
    reason: str
    whole: str = ""  #: the bigger thing it is part of, where the title does not name it
    home: str = ""  #: the page of that bigger thing


def whole_of(title: str, whole: object) -> str:
    """What to say beside a title, so that a reader of many cases knows which one it is about."""
    name = str(whole or "")
    return "" if name in title else name


def told(entries: Iterable[Entry], *, bodies: Mapping[str, Collection[str]] | None = None) -> list[Told]:
    """Entries in words, with one query for each kind of thing they name, and one for receipts tied to an account.

    A reader who may not know everything is told for whom somebody acted, among the `bodies` of each whole, and no name.
    """
    entries = list(entries)
    owners = _owners(entries) if bodies is None else {}
    named = {owners.get(e.seq, e.actor) for e in entries} if bodies is None else set()
    found: Mapping[str, object] = find_all({subject for e in entries for subject in (e.subject, e.whole)} | named)

    def tell(entry: Entry) -> Told:
        thing, actor = found.get(entry.subject), owners.get(entry.seq, entry.actor)
        return Told(
            at=entry.at, what=act_in_words(entry.subject, entry.act), title=str(thing or ""), url=_address(thing),
            who=str(found.get(actor) or _unstored(actor)), reason=entry.reason,
            acting_as=entry.actor_as if bodies is None else fitting(entry.actor_as, bodies.get(entry.whole, ())),
            whole=whole_of(str(thing or ""), found.get(entry.whole)), home=_address(found.get(entry.whole)),
        )  # fmt: skip

    return [tell(entry) for entry in entries]


def fitting(acting_as: str, bodies: Collection[str]) -> str:
    """Of all somebody was at that moment, what they were in these bodies: what else they are is not told with it."""
    begins = tuple(f"{name} " for name in bodies)
    return "、".join(label for label in acting_as.split("、") if label.startswith(begins))


def _unstored(actor: str) -> str:
    """What an actor without a record is called."""
    if actor.startswith(LINK):
        return LinkHolder(actor.removeprefix(LINK)).display
    return {each.subject: each.display for each in (Visitor(), Office())}.get(actor, "")


def _owners(entries: Iterable[Entry]) -> dict[int, str]:
    """Whose these entries of visitors are now: of whoever has tied the thing to their account. The chain tells it itself."""
    open_ones = [e for e in entries if e.actor == Visitor().subject or e.actor.startswith(LINK)]
    things = {ref for e in open_ones for ref in (e.subject, e.actor.removeprefix(LINK))}
    owner: dict[str, str] = {}
    for subject, act, actor in history_of(*things).filter(act__in=(TIE, UNTIE)).values_list("subject", "act", "actor"):
        owner |= {subject: actor if act == TIE else ""}
    # What was done in one breath with handing in the thing was done by the same person.
    breath = {(e.whole, e.at): owner[e.subject] for e in open_ones if e.subject in owner}
    whose = {e.seq: owner.get(e.actor.removeprefix(LINK)) or breath.get((e.whole, e.at), "") for e in open_ones}
    return {seq: actor for seq, actor in whose.items() if actor}


@dataclass(frozen=True)
class News:
    """新しい動き: what happened to one thing on one day, told by the last act; or to many that were done alike."""

    last: Told
    others: int  #: acts of that day before it
    kind: StrOrPromise = ""  #: what the things done alike are
    alike: tuple[News, ...] = ()  #: all of them, the newest first, where there are many


def news(entries: Iterable[Entry], *, limit: int, bodies: Mapping[str, Collection[str]] | None = None) -> list[News]:
    """Entries, newest first, as one line for each bigger thing and day, told as in `told`; what was done in bulk is one line."""
    days: dict[tuple[str, date], list[Entry]] = {}
    for entry in entries:
        days.setdefault((entry.whole, _day(entry)), []).append(entry)
    together = Counter(_deed(acts[0]) for acts in days.values())
    runs: dict[object, list[list[Entry]]] = {}
    for acts in days.values():
        deed = _deed(acts[0])
        runs.setdefault(deed if together[deed] >= MANY else acts[0].seq, []).append(acts)
    kept = list(runs.values())[:limit]
    lasts = iter(told((acts[0] for run in kept for acts in run), bodies=bodies))
    return [_line([News(next(lasts), len(acts) - 1) for acts in run], kind=_kind(run[0][0])) for run in kept]


def _line(run: list[News], *, kind: StrOrPromise) -> News:
    return replace(run[0], kind=kind, alike=tuple(run)) if len(run) > 1 else run[0]


def _day(entry: Entry) -> date:
    return timezone.localtime(entry.at).date()


def _deed(entry: Entry) -> object:
    """What makes acts one deed: kind of thing, act, day, and by whom; of visitors nobody knows who is who."""
    if entry.actor == Visitor().subject or entry.actor.startswith(LINK):
        return entry.seq
    return entry.subject.partition("/")[0], entry.act, entry.actor, _day(entry)


def _kind(entry: Entry) -> StrOrPromise:
    try:
        return apps.get_model(entry.subject.partition("/")[0])._meta.verbose_name or ""
    except LookupError:
        return _("記録")


def act_in_words(subject: str, act: str) -> StrOrPromise:
    """The label of an act: the move's own, or what the room's AppConfig says under `acts`."""
    return _words(subject.partition("/")[0]).get(act, _("記録"))


@cache
def _words(label: str) -> dict[str, StrOrPromise]:
    try:
        config = apps.get_app_config(label.partition(".")[0])
    except LookupError:
        return {}
    words: dict[str, StrOrPromise] = dict(getattr(config, "acts", {}))
    if find_spec(f"{config.name}.workflow"):
        lives = vars(importlib.import_module(f"{config.name}.workflow")).values()
        for life in (life for life in lives if isinstance(life, Workflow) and life.name == label):
            words |= {"begin": life.begins, **{move.name: move.label for move in life.moves}}
    return words


def _address(thing: object) -> str:
    address = getattr(thing, "get_absolute_url", None)
    return str(address()) if address else ""


_ANCHOR = re.compile(r"^(\d{4}-\d\d-\d\d)\t(\d+)\t([0-9a-f]{64})$", re.MULTILINE)


@dataclass(frozen=True)
class Anchor:
    """控え: the head of the chain as it was noted on a day."""

    day: date
    seq: int
    digest: str


def anchors_file() -> Path:
    """Where the daily anchors are kept: outside the database, to be copied elsewhere with every backup."""
    return Path(settings.KYODO_HOME) / "journal-anchors.txt"


def read_anchors(*, tail: int | None = None) -> list[Anchor]:
    """Every anchor noted so far, oldest first, or those in the last so many bytes of the file."""
    if not anchors_file().exists():
        return []
    with anchors_file().open("rb") as file:
        if tail:
            file.seek(-min(tail, file.seek(0, os.SEEK_END)), os.SEEK_END)
        rows = _ANCHOR.findall(file.read().decode(errors="replace"))
    return [Anchor(date.fromisoformat(day), int(seq), digest) for day, seq, digest in rows]
