"""協働事業: begun through the gate, told by both sides, measured, felt by the pulse, looked back on, reported or stopped."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile

from kyodo.cycle.agreements.models import Goal
from kyodo.cycle.projects import actions as projects
from kyodo.cycle.projects import queries
from kyodo.cycle.projects.models import Money, Project
from kyodo.cycle.projects.states import Flow, Manner, Target
from kyodo.demo.book import JST, Row, at
from kyodo.demo.timeline import Life
from kyodo.demo.town import Town
from kyodo.kernel.access import Side
from kyodo.offices.papers.actions import CannotPrint, pdf
from kyodo.offices.people.models import Person

PAPERS = timedelta(days=9)  # for the section to read the papers of a report
STARTED = ("running", "past_end", "evaluating", "closed", "stopped")
#: Whoever pays what neither side's own money covers, the citizens' side brought it in.
BEARERS = {"city": Side.CITY, "citizens": Side.CITIZENS, "other": Side.CITIZENS}


def project(town: Town, key: str) -> Project:
    """The project as it stands now."""
    return Project.objects.select_related("case").get(case=town.cases[key])


def goal(town: Town, key: str, number: int) -> Goal:
    """A goal by its number in the agreement."""
    goals: list[Goal] = list(Goal.objects.filter(agreement__case=town.cases[key], dropped_at=None).order_by("order"))
    return goals[number - 1]


def starting(town: Town, key: str) -> Life:
    """Begin the work on its first day, and enter the budget both sides agreed on."""
    case = town.book.cases[key]
    agreed = case["agreement"]
    now = max(at(agreed["from"]), at(agreed["signed"], 13))
    yield now
    by = town.officer(case["sections"][0], now)
    it = projects.start(town.case(key), by=by, at=now)
    if agreed["money"]["lines"]:
        now += timedelta(hours=1)
        yield now
        projects.keep_books(it, lines=list(_books(agreed["money"])), by=by, at=now)


def _books(money: Row) -> Iterator[Row]:
    shares: dict[Side, int] = {}
    for line in money["lines"]:
        bearer = BEARERS[line["bearer"]]
        shares[bearer] = shares.get(bearer, 0) + line["amount"]
        target = Target.IN if bearer == Side.CITY else Target.OUT
        yield {"flow": "expense", "item": line["item"], "bearer": bearer, "target": target, "budget": line["amount"]}
    for bearer, amount in shares.items():
        yield {"flow": "income", "item": f"{bearer.label}の負担", "bearer": bearer, "budget": amount}


def paying(town: Town, key: str, row: Row) -> Life:
    """領収書: attached on the evening of the day on which somebody paid."""
    for one in row["receipts"]:
        now = at(one["on"], 20)
        yield now
        line = project(town, key).books.get(item=row["item"])
        projects.add_receipt(
            line.project, line=line, upload=_receipt(town, line, one), paid_on=one["on"], payee=one["to"],
            amount=one["amount"], reason="取引先の口座や印影がのっているため。", by=town.person(row["by"], now), at=now,
        )  # fmt: skip


def _receipt(town: Town, line: Money, one: Row) -> SimpleUploadedFile:
    """What the shop wrote, on paper; in plain words where this machine cannot print."""
    said = {**one, "item": line.item, "project": line.project.case.title, "number": f"{one['on']:%y%m}-{line.order:02}"}
    name = f"領収書_{one['on']:%Y%m%d}"
    try:
        return town.upload(f"{name}.pdf", pdf("demo/receipt.html", said, at=at(one["on"])))
    except CannotPrint:
        return town.upload(f"{name}.txt", f"領収書\n{line.item}\n金 {one['amount']:,}円 也\n{one['to']}\n")


def _settle(town: Town, key: str, *, by: Person, now: datetime) -> None:
    """精算: what every line came to; the city brings what its lines came to, at most what it promised, the citizens the rest."""
    it, case = project(town, key), town.book.cases[key]
    said = {row["item"]: row for row in case.get("spent", ())}
    rows = queries.lines_of(it)
    for row in rows:
        if row["flow"] == Flow.EXPENSE:
            told = said.get(row["item"], {})
            row |= {"settled": told.get("amount", row["budget"]), "because": told.get("because", "")}
    spent = [row for row in rows if row["flow"] == Flow.EXPENSE]
    for row in rows:
        if row["flow"] == Flow.INCOME:
            row["settled"] = _brought(Side(row["bearer"]), spent, promised=case["agreement"]["money"]["city"])
    if rows:
        projects.keep_books(it, lines=rows, by=by, at=now)


def _brought(side: Side, spent: list[Row], *, promised: int) -> int:
    city: int = min(sum(row["settled"] for row in spent if row["bearer"] == Side.CITY), promised)
    whole: int = sum(row["settled"] for row in spent)
    return city if side == Side.CITY else whole - city


def fixing(town: Town, key: str, ended: datetime) -> Life:
    """額の確定: all that was spent on what counts is recognised, where nothing else is told some days after the end.

    What ended lately still waits for it.
    """
    case = town.book.cases[key]
    promised = case["agreement"]["money"]["city"]
    told = case.get("settled", {"at": at(ended.date() + PAPERS, 10), "paid": promised})
    now = told["at"]
    if now.date() >= town.book.today:
        return
    yield now
    it = project(town, key)
    eligible = {line.ref: line.actual or 0 for line in queries.counted_lines(it)}
    by = town.person(told["by"], now) if "by" in told else town.officer(case["sections"][0], now)
    projects.fix(
        it, eligible=eligible, decided=promised, rate=100, paid=told["paid"], fixed_on=now.date(),
        remark=told.get("remark", ""), by=by, at=now,
    )  # fmt: skip


def telling(town: Town, key: str, entry: Row) -> Life:
    """進捗, with the values measured that day."""
    now = entry["at"]
    yield now
    by = town.person(entry["by"], now)
    it = project(town, key)
    projects.tell(it, on=now.date(), pace="on_time", done=entry["text"], people=entry.get("people"), by=by, at=now)
    for value in entry.get("values", ()):
        _measure(town, key, value["goal"], value["value"], by=by, now=now)


def _measure(town: Town, key: str, number: int, value: float, *, by: Person, now: datetime) -> None:
    measured = goal(town, key, number)
    projects.measure(project(town, key), goal=measured, value=Decimal(str(value)), on=now.date(), by=by, at=now)


def looking_back(town: Town, key: str, report: Row) -> Life:
    """中間ふりかえり: the mid-term report of one side."""
    yield report["filed"]
    by = town.person(report["by"], report["filed"])
    projects.look_back(
        project(town, key), went_well=report["text"], entry_score=4, course_score=3, by=by, at=report["filed"]
    )


def reporting(town: Town, key: str, reports: list[Row]) -> Life:
    """実績報告: what each side reported, with the values that were still to be measured."""
    last = max(reports, key=lambda r: r["filed"])
    now = last["filed"]
    yield now
    by = town.person(last["by"], now)
    for number, row in enumerate(town.book.cases[key]["agreement"]["goals"], start=1):
        if not goal(town, key, number).values.exists():
            _measure(town, key, number, row["present"], by=by, now=now)
    _settle(town, key, by=by, now=now)
    said = {row["side"]: row["text"] for row in reports}
    people = [entry["people"] for entry in town.book.cases[key]["progress"] if "people" in entry]
    projects.report(
        project(town, key), report=said.get("citizens") or said["city"], outcome=said.get("city") or said["citizens"],
        participants=sum(people) or None, **town.book.cases[key].get("told", {}), by=by, at=now,
    )  # fmt: skip


def pulsing(town: Town, key: str, pulse: Row) -> Life:
    """マナー脈診: three people a side answer within a month."""
    case = town.book.cases[key]
    month = town.book.day(date.fromisoformat(f"{pulse['month']}-20"))
    for nth in range(len(pulse["city"])):
        now = datetime(month.year, month.month, 20 + nth, 18, 10, tzinfo=JST)
        yield now
        for side in ("citizens", "city"):
            who = town.person(_people(town, case, side, now.date())[nth], now)
            answers = dict(zip(Manner.values, pulse[side][nth], strict=True))
            projects.take_pulse(project(town, key), scores=answers, by=who, at=now)


def _people(town: Town, case: Row, side: str, on: date) -> list[str]:
    if side == "citizens":
        return [key for group in case["groups"] for key in town.members_of(group)]
    return [key for section in case["sections"] for key in town.officers_of(section, on)]


def stopping(town: Town, key: str, ending: Row) -> Life:
    """中止: with what happened, and what both sides say of it."""
    yield ending["at"]
    words = (
        ending["text"],
        f"市民：{ending['said']['citizens']}",
        f"行政：{ending['said']['city']}",
        ending["learned"],
    )
    by = town.person(ending["by"], ending["at"])
    told_last = town.book.cases[key]["progress"][-1]["by"]
    _settle(town, key, by=town.person(told_last, ending["at"]), now=ending["at"])
    projects.stop(project(town, key), reason="\n".join(words), by=by, at=ending["at"])
