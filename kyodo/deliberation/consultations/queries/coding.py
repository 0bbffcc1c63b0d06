"""The second coding: which opinions the lot names, what whoever codes reads, and how far the two agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from kyodo.deliberation.consultations.models import Coding, Consultation, Recoding, Result
from kyodo.deliberation.consultations.states import CodingState
from kyodo.deliberation.consultations.terms import CODED_LEAST, CODED_SHARE
from kyodo.deliberation.councils.queries.sortition import Listed, drawn, list_hash
from kyodo.kernel.access import Actor
from kyodo.kernel.covering import covered
from kyodo.offices.city.queries import number

from .agreement import Agreement, agreement


def _lines(refs: Sequence[str]) -> list[Listed]:
    return [Listed(ref, "") for ref in refs]


def hash_of(coding: Coding) -> str:
    """名簿の要約値 of the opinions the lot was drawn from."""
    return list_hash(_lines(coding.listed))


def lot_of(refs: Sequence[str], seed: str) -> list[str]:
    """くじ: a share of the opinions, but never fewer than the city's least; in the order of the lot."""
    share = -(-len(refs) * number(CODED_SHARE) // 100)
    wanted = min(len(refs), max(share, number(CODED_LEAST)))
    return [row.number for row in drawn(_lines(refs), {"": wanted}, seed)]


@dataclass(frozen=True)
class ToCode:
    """One opinion as whoever codes reads it: the words of the original and where the sender put them; nothing the first wrote."""

    row: Recoding
    nth: int
    shown: str
    around: str
    place: str


def to_code(coding: Coding, actor: Actor, *, at: Any, wanted: str = "") -> ToCode | None:
    """The opinion that is named, or the next one that waits; None when all are done."""
    rows = coding.rows.readable(actor, at=at).defer("first_category", "first_section")
    row = rows.filter(ref=wanted).first() if wanted else rows.filter(coded_at=None).first()
    if row is None:
        return None
    unit = row.unit
    masks, text = list(unit.source.masks.all()), unit.source.reading
    shown, around = covered(text, masks, start=unit.start, end=unit.end).strip(), covered(text, masks).strip()
    nth = rows.filter(pk__lte=row.pk).count()
    return ToCode(row, nth, shown, around if around != shown else "", unit.source.place)


@dataclass(frozen=True)
class Compared:
    """An opinion that two people sorted, and how it stands now."""

    row: Recoding
    outcome: str  #: first, second, other: with whom it stands now

    @property
    def category_differs(self) -> bool:
        return self.row.category_id != self.row.first_category_id

    @property
    def section_differs(self) -> bool:
        return self.row.section_id != self.row.first_section_id


def disputes_of(coding: Coding, actor: Actor, *, at: Any) -> list[Compared]:
    """食い違い: with both codings and what stands now."""
    rows = coding.rows.readable(actor, at=at).disputed().select_related(
        "category", "section", "first_category", "first_section", "unit__answer__category", "unit__section", "unit__bundle"
    )  # fmt: skip
    return [Compared(row, _outcome(row)) for row in rows]


def _outcome(row: Recoding) -> str:
    now = (row.unit.answer.category_id if row.unit.answer else None, row.unit.section_id)
    if now == (row.first_category_id, row.first_section_id):
        return "first"
    return "second" if now == (row.category_id, row.section_id) else "other"


@dataclass(frozen=True)
class Told:
    """二人目の分類 in figures, as the result and the year tell of it."""

    opinions: int  #: kinds of opinions when the lot was drawn
    coded: int  #: of which a second person sorted so many
    category: Agreement
    section: Agreement
    disputed: int
    kept: int  #: disputes that stand as the first sorted them
    changed: int  #: disputes that now stand as the second did
    otherwise: int
    open: int  #: disputes that nobody has settled; none once it is public
    seed: str
    seed_from: str
    digest: str  #: 名簿の要約値

    def stored(self) -> dict[str, Any]:
        """As a publication keeps them."""
        return asdict(self)

    @classmethod
    def read(cls, kept: dict[str, Any]) -> Told:
        """From what a publication kept."""
        agreements = {name: Agreement(**kept[name]) for name in ("category", "section")}
        return cls(**{**kept, **agreements})


def told_of_coding(coding: Coding) -> Told:
    """Count what two people sorted; opinions that were taken back since do not count."""
    rows = list(
        Recoding.objects.counted().filter(coding=coding).select_related("unit__answer").order_by("pk")
    )  # fmt: skip
    disputed = [
        row for row in rows if (row.category_id, row.section_id) != (row.first_category_id, row.first_section_id)
    ]
    outcomes = [_outcome(row) for row in disputed]
    return Told(
        opinions=len(coding.listed), coded=len(rows),
        category=agreement([(row.first_category_id, row.category_id) for row in rows]),
        section=agreement([(row.first_section_id, row.section_id) for row in rows]),
        disputed=len(outcomes), kept=outcomes.count("first"), changed=outcomes.count("second"),
        otherwise=outcomes.count("other"), open=sum(row.settled_at is None for row in disputed),
        seed=coding.seed, seed_from=coding.seed_from, digest=hash_of(coding),
    )  # fmt: skip


def told_in(result: Result) -> Told | None:
    """二人目の分類 as a publication told of it; None where there was none."""
    kept = result.figures.get("coding")
    return Told.read(kept) if kept else None


def filed_coding(it: Consultation) -> Coding | None:
    """The second coding of a consultation that can be told of."""
    return it.codings.filter(state=CodingState.FILED).first()
