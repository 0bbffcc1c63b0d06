"""Reading texts: documents and versions as people may see them, comparisons with their causes, the life of a provision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Model, QuerySet

from kyodo.deliberation.texts.models import Anchor, Cause, Document, Effort, Provision, Remark, Trigger, Version
from kyodo.deliberation.texts.models.comparing import Row, changes, compare
from kyodo.deliberation.texts.states import (
    FOLLOWS,
    FOLLOWS_ONCE_DECIDED,
    IN_FORCE,
    Anchored,
    Change,
    RemarkState,
    Stage,
    VersionState,
)
from kyodo.kernel.access import Actor
from kyodo.kernel.naming import Finder

from .wording import Piece, pieces


def visible_to(actor: Actor, *, at: datetime) -> QuerySet[Document]:
    """The documents the actor may see."""
    return Document.objects.visible_to(actor, at=at).select_related("section")


def versions_for(actor: Actor, document: Document, *, at: datetime) -> list[Version]:
    """The versions of a text that the actor may see, the newest first."""
    found = Version.objects.visible_to(actor, at=at).filter(document=document).exclude(state=VersionState.DROPPED)
    return list(found.select_related("document"))


def provisions(version: Version) -> list[Provision]:
    """The provisions of a version in their order."""
    found = list(version.provisions.order_by("order"))
    for one in found:
        one.version = version
    return found


def last_published(document: Document) -> Version | None:
    """The version published last that still stands."""
    return Version.objects.published().filter(document=document).select_related("document").first()


def text_in_force(document: Document, on: date | None = None) -> Version | None:
    """The version in force on a day; without a day, or before anything is in force, the one published last."""
    decided = Version.objects.published().filter(document=document, stage__in=IN_FORCE)
    if on is not None:
        return decided.filter(effective_on__lte=on).order_by("-effective_on", "-number").first()
    return decided.first() or last_published(document)


def stages_after(document: Document) -> tuple[Stage, ...]:
    """The stages a new version may have."""
    last = last_published(document)
    stage = last.stage if last else ""
    decided = Version.objects.public().filter(document=document, stage__in=IN_FORCE).exists()
    return (FOLLOWS_ONCE_DECIDED if decided else FOLLOWS).get(stage, FOLLOWS[stage])


@dataclass(frozen=True)
class Explained:
    """One row of the comparison: what changed, in which words, and why."""

    row: Row
    heading: list[Piece]
    text: list[Piece]
    causes: list[Cause]

    @property
    def lacks_cause(self) -> bool:
        return self.row.needs_cause and not self.causes


@dataclass(frozen=True)
class Comparison:
    """新旧対照: two versions of one text and every row that differs."""

    old: Version
    new: Version
    rows: list[Explained]
    counts: dict[Change, int]


def comparison(old: Version, new: Version) -> Comparison:
    """What differs between two versions, with the causes of every version after the old one up to the new."""
    rows = changes(compare(old.lines(), new.lines()))
    low, high = sorted((old.number, new.number))
    reasons = defaultdict[str, list[Cause]](list)
    named = Cause.objects.filter(
        version__document=new.document_id, version__number__gt=low, version__number__lte=high
    ).exclude(version__state=VersionState.DROPPED)
    for cause in named.select_related("version__document"):
        reasons[cause.uid].append(cause)
    counts = {kind: sum(row.change == kind for row in rows) for kind in Change}
    told = [_explained(row, reasons[row.uid]) for row in rows]
    return Comparison(old, new, told, {kind: n for kind, n in counts.items() if n})


def _explained(row: Row, causes: list[Cause]) -> Explained:
    before, after = (line.words if line else ("", "") for line in (row.old, row.new))
    return Explained(row, pieces(before[0], after[0]), pieces(before[1], after[1]), causes)


def sources_of(causes: Iterable[Cause | Trigger | Effort], actor: Actor, *, at: datetime) -> dict[str, Model]:
    """What causes, triggers of reviews and efforts name: answers, decisions, recommendations the reader may know of."""
    return Finder(actor, at).seen(cause.subject_ref for cause in causes)


def causes_from(subject: str) -> list[Cause]:
    """The changes an answer, a decision or a recommendation brought about, in versions that were published."""
    found = Cause.objects.filter(subject_ref=subject, version__state=VersionState.PUBLISHED)
    return list(found.select_related("version__document"))


@dataclass(frozen=True)
class Past:
    """A provision in one version: what it said, what had become of it, and why."""

    version: Version
    provision: Provision | None
    change: Change | None
    heading: list[Piece]
    text: list[Piece]
    causes: list[Cause]


def life_of(document: Document, uid: str, versions: Iterable[Version]) -> list[Past]:
    """A provision through the versions given, the newest first; versions before its time are left out."""
    public = [v for v in versions if v.state == VersionState.PUBLISHED]
    said = {p.version_id: p for p in Provision.objects.filter(uid=uid, version__in=public)}
    reasons = defaultdict[int, list[Cause]](list)
    for cause in Cause.objects.filter(uid=uid, version__in=public).select_related("version__document"):
        reasons[cause.version_id].append(cause)
    life, before = list[Past](), None
    for version in sorted(public, key=lambda v: v.number):
        version.document = document
        now = said.get(version.pk)
        if now is None and before is None:
            continue
        old, new = ((p.heading, p.text) if p else ("", "") for p in (before, now))
        life.append(Past(
            version, now, _became(before, now), pieces(old[0], new[0]) if before else [], pieces(old[1], new[1]) if before else [],
            reasons[version.pk],
        ))  # fmt: skip
        before = now
    return life[::-1]


def _became(before: Provision | None, now: Provision | None) -> Change:
    if before is None:
        return Change.NEW
    if now is None:
        return Change.DELETED
    if (before.heading, before.text) != (now.heading, now.text):
        return Change.CHANGED
    if before.parent_uid != now.parent_uid:
        return Change.MOVED
    return Change.RENUMBERED if before.label != now.label else Change.SAME


def remarks_in(version: Version, actor: Actor, *, at: datetime) -> dict[str, list[Remark]]:
    """The remarks the actor may read, by the provision of this version on which they stand."""
    readable = Remark.objects.visible_to(actor, at=at).exclude(state=RemarkState.HIDDEN)
    found = Anchor.objects.filter(version=version, remark__in=readable).exclude(uid="").select_related("remark")
    hung = defaultdict[str, list[Remark]](list)
    for place in found.order_by("remark__received_at", "remark__pk"):
        hung[place.uid].append(place.remark)
    return dict(hung)  # a template would ask a defaultdict for its "items"


def homeless(version: Version) -> list[Remark]:
    """Remarks whose place in this version a person has to find, the longest-waiting first."""
    places = Anchor.objects.filter(version=version, how=Anchored.LOST).select_related("remark")
    return [place.remark for place in places.order_by("remark__received_at", "remark__pk")]


def places_of(remark: Remark) -> list[Provision]:
    """The provisions on which a remark stood and stands, in the versions it was carried through."""
    wanted = list(remark.anchors.exclude(uid="").values_list("version_id", "uid"))
    found = Provision.objects.filter(version__in=[v for v, _uid in wanted], uid__in=[uid for _v, uid in wanted])
    return [p for p in found.select_related("version__document") if (p.version_id, p.uid) in set(wanted)]
