"""Reading the money of a project: its tables as forms show them, what its receipts add up to, what the city bears."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kyodo.cycle.projects.models import Money, Project, Receipt, Settlement
from kyodo.cycle.projects.states import Flow, Target
from kyodo.cycle.proposals.models import MoneyLine
from kyodo.cycle.proposals.states import Bearer
from kyodo.cycle.screening.models import Screening
from kyodo.cycle.screening.queries import adoptions_of, asked_by
from kyodo.cycle.screening.states import ADOPTING
from kyodo.kernel.access import BOTH_SIDES, Actor, Side
from kyodo.offices.papers.models import File
from kyodo.offices.papers.queries import files_about

#: What a row of each table says, in the order of its form.
MILESTONE = ("name", "due", "done_on")
LINE = ("ref", "flow", "item", "detail", "bearer", "target", "budget", "settled", "because")


def milestones_of(project: Project) -> list[dict[str, Any]]:
    """The milestones as their form shows them."""
    return list(project.milestones.values(*MILESTONE))


def lines_of(project: Project) -> list[dict[str, Any]]:
    """The books as their form shows them."""
    return list(project.books.values(*LINE))


def first_lines(project: Project) -> list[dict[str, Any]]:
    """What the form offers while nothing is written: the budget of the proposal that was adopted."""
    budget = MoneyLine.objects.filter(proposal__case=project.case).order_by("-flow", "order")
    return [_from_budget(line) for line in budget]


def _from_budget(line: MoneyLine) -> dict[str, Any]:
    of_city, spent = Bearer.CITY in (line.bearer, line.source), line.flow == Flow.EXPENSE
    kind = line.get_category_display() or line.get_source_display()
    price = f"{line.unit_price:,}円×{line.row()['quantity']}{line.unit}" if line.unit_price and line.quantity else ""
    return {
        "flow": line.flow, "item": (kind or line.item)[:60],
        "detail": "、".join(said for said in (kind and line.item, price, line.note) if said)[:200],
        "bearer": Side.CITY if of_city else Side.CITIZENS, "target": Target.IN if line.counts or not spent else Target.OUT,
        "budget": line.amount,
    }  # fmt: skip


def totals(rows: Iterable[Money]) -> tuple[dict[str, int], dict[str, int]]:
    """Budget and settlement, each with its sum of income and of expense. Settlement counts once a line has one."""
    budget, settled = ({flow.value: 0 for flow in Flow} for _n in range(2))
    for row in rows:
        budget[row.flow] += row.budget
        settled[row.flow] += row.settled or 0
    return budget, settled


@dataclass(frozen=True)
class Sum:
    """One line below the books: what of one flow was planned and what it came to."""

    flow: Flow
    budget: int
    actual: int | None

    @property
    def difference(self) -> int | None:
        return None if self.actual is None else self.actual - self.budget


@dataclass(frozen=True)
class Books:
    """精算: the lines, their sums, and how many receipts stand behind them. The sums are for everybody."""

    lines: tuple[Money, ...]
    sums: tuple[Sum, ...]
    receipts: int
    proved: int
    is_open: bool  #: whether this reader's side still writes here
    are_shown: bool  #: whether this reader may see the receipts themselves


def books_of(project: Project, actor: Actor, *, at: datetime) -> Books | None:
    """The books of a project as this reader sees them, None where nobody has written any."""
    lines = tuple(project.books.prefetch_related("receipts"))
    if not lines:
        return None
    sums = tuple(_sum(flow, [line for line in lines if line.flow == flow]) for flow in Flow)
    standing = [one for line in lines for one in line.standing]
    is_open = project.case.side_of(actor, at) in BOTH_SIDES and settlement_of(project) is None
    are_shown = project.may_read_receipts(actor, at)
    return Books(lines, sums, len(standing), sum(one.amount for one in standing), is_open, are_shown)


def _sum(flow: Flow, lines: list[Money]) -> Sum:
    known = [line.actual for line in lines if line.actual is not None]
    return Sum(flow, sum(line.budget for line in lines), sum(known) if known else None)


def receipts_of(project: Project) -> list[tuple[Receipt, list[File]]]:
    """The receipts with their papers, oldest payment first: for both sides only."""
    receipts = list(project.receipts.select_related("line", "project__case"))
    papers: dict[str, list[File]] = {}
    for file in files_about(*(one.subject for one in receipts)):
        papers.setdefault(file.subject_ref, []).append(file)
    return [(one, papers.get(one.subject, [])) for one in receipts]


def settlement_of(project: Project) -> Settlement | None:
    """What the city bears, once that is fixed."""
    return Settlement.objects.filter(project=project).first()


def counted_lines(project: Project) -> list[Money]:
    """対象経費: the lines of expense from which the city's share is worked out."""
    lines = project.books.filter(flow=Flow.EXPENSE, target=Target.IN).prefetch_related("receipts")
    return list(lines)


def borne(eligible: int, *, decided: int, rate: int, rounding: int) -> int:
    """確定額: the city's share of what it recognised, cut to the rounding, and never more than was decided."""
    return min(decided, eligible * rate // 100 // rounding * rounding)


@dataclass(frozen=True)
class Terms:
    """What was promised: the amount decided, the share of the cost, and to how many yen it is cut."""

    decided: int
    rate: int
    rounding: int


@dataclass(frozen=True)
class Adopted:
    """採択額 where it is another than the sum proposed: both, and what the books now say the city brings."""

    asked: int
    amount: int
    written: int | None  #: None while nothing is written


def adopted_otherwise(project: Project) -> Adopted | None:
    """What the decision fixed, where that differs from what was proposed; the budget offered is the proposal's."""
    told = adoptions_of(project.case).filter(amount__isnull=False)
    screening = told.select_related("version", "proposal__round__programme").first()
    if screening is None or screening.amount is None or screening.amount == (asked := asked_by(screening)):
        return None
    return Adopted(asked, screening.amount, _brought(project) if project.books.exists() else None)


def _brought(project: Project) -> int:
    """What the city's side brings into the books."""
    return sum(line.budget for line in project.books.filter(flow=Flow.INCOME, bearer=Side.CITY))


def terms_of(project: Project) -> Terms:
    """By the decision and the programme; without them, what the city's side brings into the books."""
    screening = Screening.objects.filter(proposal__case=project.case, outcome__in=ADOPTING).first()
    programme = screening.proposal.round.programme if screening and screening.proposal.round else None
    decided = screening.amount if screening and screening.amount is not None else _brought(project)
    return Terms(decided, (programme and programme.rate) or 100, programme.rounding if programme else 1)
