"""年次報告: every consultation of a fiscal year with its days and numbers, zero ones too."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from kyodo.deliberation.consultations.models import Consultation, Result, Submission, Unit
from kyodo.deliberation.consultations.states import State
from kyodo.kernel.calendar import fiscal_span, fiscal_year

from .coding import Told, told_in
from .reading import TOLD

#: Years outside these hold nothing; asking about them is no fault.
EARLIEST, LATEST = 1947, 9000


@dataclass(frozen=True)
class Line:
    """One consultation of the year. What was read and what became of it is told only with the result."""

    it: Consultation
    submissions: int
    persons: int
    opinions: int | None
    reflected: int | None
    result: Result | None

    @property
    def coded(self) -> Told | None:
        """二人目の分類, as the result tells of it."""
        return told_in(self.result) if self.result else None

    @property
    def none(self) -> bool:
        return self.submissions == 0


@dataclass(frozen=True)
class Year:
    """一年: the lines and their sum."""

    year: int
    lines: list[Line]

    @property
    def total(self) -> tuple[int, int, int, int, int]:
        """Submissions, persons (as counted in each), opinions, reflected, consultations without any."""
        sums = [
            sum(getattr(line, name) or 0 for line in self.lines)
            for name in ("submissions", "persons", "opinions", "reflected")
        ]
        return (sums[0], sums[1], sums[2], sums[3], sum(line.none for line in self.lines))

    @property
    def short(self) -> int:
        """How many ran for less than thirty days, with a published reason."""
        return sum(bool(line.it.short_reason) for line in self.lines)


def year_report(year: int) -> Year:
    """The consultations whose draft was published in that fiscal year, in a constant number of queries."""
    first, last = fiscal_span(min(max(year, EARLIEST), LATEST))
    found = Consultation.objects.exclude(state__in=(State.DRAFT, State.ANNOUNCED, State.CANCELLED))
    cases = list(found.filter(opens_on__range=(first, last)).select_related("section").order_by("opens_on", "pk"))
    ids = [it.pk for it in cases]
    sent = Submission.objects.filter(consultation__in=ids).order_by().values("consultation")
    counts = {
        row["consultation"]: (row["n"], row["persons"])
        for row in sent.annotate(n=Count("pk"), persons=Count("sender_key", distinct=True))
    }
    results = {
        r.consultation_id: r
        for r in Result.objects.filter(consultation__in=ids, consultation__state__in=TOLD, withdrawn_at=None).order_by("number")
    }  # fmt: skip
    units = Unit.objects.standing().filter(consultation__in=results).order_by().values("consultation")
    changed = Sum("bundle__voices", filter=Q(answer__category__demands_change=True))
    told = {
        row["consultation"]: (row["n"] or 0, row["r"] or 0)
        for row in units.annotate(n=Sum("bundle__voices"), r=changed)
    }
    known: dict[int, tuple[int | None, int | None]] = {pk: told.get(pk, (0, 0)) for pk in results}
    return Year(
        year,
        [Line(it, *counts.get(it.pk, (0, 0)), *known.get(it.pk, (None, None)), results.get(it.pk)) for it in cases],
    )


def years() -> list[int]:
    """Fiscal years in which a consultation ran, the latest first."""
    days = Consultation.objects.filter(opens_on__isnull=False).order_by().values_list("opens_on", flat=True)
    return sorted({fiscal_year(day) for day in days if day}, reverse=True)
