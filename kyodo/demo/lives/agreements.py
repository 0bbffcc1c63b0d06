"""協定: stated blind, reconciled, drafted section by section and confirmed, as far as the two sides have come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from kyodo.cycle.agreements import actions as agreements
from kyodo.cycle.agreements import terms
from kyodo.cycle.agreements.models import (
    Agreement,
    Change,
    Clause,
    ClausesText,
    ClauseText,
    ConditionText,
    Difference,
    GoalText,
    ItemText,
    RoleText,
    TermsText,
    seal,
)
from kyodo.cycle.agreements.queries import offered
from kyodo.cycle.agreements.states import Section
from kyodo.cycle.collaborations import actions as cases
from kyodo.demo.book import Row, at, between, called
from kyodo.demo.timeline import Life
from kyodo.demo.town import Town, refs
from kyodo.kernel.access import BOTH_SIDES, Side
from kyodo.kernel.text import new_ref
from kyodo.offices.people.models import Person

from .likeness import most_alike

KINDS = {"contribution": "share", "cohost": "co_hosting"}
CLAUSES = {
    "sharing": "information", "ownership": "results", "damage": "liability", "subcontract": "subcontracting",
    "no_gang": "organised_crime", "doubt": "doubts",
}  # fmt: skip
#: A clause the library leaves to the sides.
OWN = {
    "photos": (
        "写真と映像",
        "写真や映像を撮るときは、写る人の同意を先に得る。子どもの顔と名前は、保護者の同意なしに公開しない。",
    )
}
PAYMENTS = {
    "概算": "estimate",
    "前金": "advance",
    "精算": "settled",
    "実績": "settled",
    "四半期": "settled",
    "毎月": "settled",
    "負担金": "advance",
}


#: How long the other side takes to read a proposal at the same table.
ANSWER = timedelta(minutes=40)


class Desk:
    """One agreement under way: who speaks for each side, and how words are proposed and accepted."""

    def __init__(self, town: Town, key: str) -> None:
        self.town, self.key = town, key
        self.case = town.book.cases[key]
        self.said: Row = self.case["agreement"]
        self.clock: datetime | None = None  #: when the two sides last did something with the text

    @property
    def agreement(self) -> Agreement:
        """The agreement as it stands now."""
        return Agreement.objects.select_related("case").get(case=self.town.cases[self.key])

    def speaker(self, side: str, now: datetime) -> Person:
        """Whoever stated for a side speaks for it, as long as they are there."""
        if side == Side.CITY:
            return self.town.officer(self.case["sections"][0], now)
        return self.town.person(self.said["citizens"]["by"], now)

    def write(self, section: Section, value: Any, *, accepted: bool, now: datetime, side: str = Side.CITIZENS) -> Life:
        """Propose a section and have it accepted by the other side, or leave it waiting for an answer."""
        now = max(now, self.clock or now)
        yield now
        mine, other = sorted(BOTH_SIDES, key=lambda s: s != side)
        by, agreement = self.speaker(mine, now), self.agreement
        if agreement.text.section(section) == value:
            return
        agreements.edit(agreement, section, value, by=by, at=now)
        change = agreements.propose(agreement, section, seen=seal(agreement.text.section(section)), by=by, at=now)
        if accepted:
            yield from self.accept(change, side=other, now=now)

    def accept(self, change: Change, *, side: str, now: datetime) -> Life:
        """The other side has read a proposal and takes it."""
        self.clock = now + ANSWER
        yield self.clock
        agreements.accept(change, by=self.speaker(side, self.clock), at=self.clock)


def agreeing(town: Town, key: str, *, since: datetime) -> Life:
    """From the first separate word to the second confirmation."""
    desk = Desk(town, key)
    said = desk.said
    stated = sorted((s for s in BOTH_SIDES if s in said), key=lambda s: said[s]["at"])
    opened = between(since, said[stated[0]]["at"], 0.4)
    yield opened
    case, by = town.case(key), desk.speaker(Side.CITY, opened)
    cases.describe(
        case, start_type=desk.case.get("start_type", ""), forms=refs(desk.case.get("forms", [])), by=by, at=opened
    )
    agreements.open_agreement(town.case(key), by=by, at=opened)
    for side in stated:
        now = said[side]["at"]
        yield now
        goals = [GoalText(ref=new_ref(), what=what) for what in said[side]["goals"]]
        who = town.person(said[side]["by"], now)
        agreements.save_statement(desk.agreement, purpose=said[side]["purpose"], goals=goals, by=who, at=now)
        agreements.file_statement(desk.agreement, by=who, at=now)
    if len(stated) < len(BOTH_SIDES):
        return
    confirmed = said.get("confirmed", {})
    end = min((c["at"] for c in confirmed.values()), default=at(town.book.today - timedelta(days=2)))
    if "differences" in said:
        yield from _reconciling(desk, between(said[stated[-1]]["at"], end, 0.3))
    if "purpose" in said:
        yield from _drafting(desk, between(said[stated[-1]]["at"], end, 0.6), end)
    if confirmed:
        yield from confirming(desk, confirmed)


def _reconciling(desk: Desk, now: datetime) -> Life:
    """Every difference is ended in common words, or kept with its reason; what the data leaves open stays open."""
    yield now
    said, rows = desk.said, list(desk.agreement.differences.filter(ending=""))
    points = sorted(said["differences"], key=lambda d: d.get("ends") != "kept")
    goals = list(_goals(said))
    left = [row for row in rows if not row.is_purpose] or rows
    chosen: dict[int, Row] = {}
    for point in points:
        row = most_alike(_words(point), [r for r in left if r.pk not in chosen], _spoken)
        if row is not None:
            chosen[row.pk] = point
    for row in rows:
        point = chosen.get(row.pk, {})
        if point.get("ends") == "kept":
            yield from _end(desk, row, {"ending": "kept", "because": point["because"]}, note=_words(point), now=now)
        elif "purpose" in said:
            goal = goals[0] if row.is_purpose else most_alike(_spoken(row), goals, lambda g: g.what)
            wording = said["purpose"] if row.is_purpose else goal
            yield from _end(
                desk, row, {"ending": "same", "wording": wording}, note=_words(point) if point else "", now=now
            )


def _words(point: Row) -> str:
    return f"{point['about']}。市民の側は「{point['citizens']}」、行政の側は「{point['city']}」。{point.get('because', '')}"


def _spoken(row: Difference) -> str:
    """What both sides said on a point."""
    said = (row.said(side) for side in BOTH_SIDES)
    return " ".join(one if isinstance(one, str) else one.what for one in said if one)


def _end(desk: Desk, row: Difference, how: Row, *, note: str, now: datetime) -> Life:
    now = max(now, desk.clock or now)
    yield now
    change = agreements.end_difference(row, **how, note=note, by=desk.speaker(Side.CITIZENS, now), at=now)
    yield from desk.accept(change, side=Side.CITY, now=now)


def _goals(said: Row) -> Iterator[GoalText]:
    for goal in said.get("goals", ()):
        yield GoalText(
            ref=new_ref(), what=goal["what"], amount=Decimal(str(goal["amount"])), unit=goal["unit"], by=goal["by"],
            indicator=goal["indicator"], baseline=goal["baseline"],
        )  # fmt: skip


def _drafting(desk: Desk, start: datetime, end: datetime) -> Life:
    """Section by section; where the two sides are not done yet, the last proposal waits for its answer."""
    said, done = desk.said, "money" in desk.said
    goals = tuple(_goals(said))
    yield from desk.write(Section.PURPOSE, said["purpose"], accepted=True, now=start)
    yield from desk.write(Section.GOALS, goals, accepted=True, now=start, side=Side.CITY)
    yield from desk.write(Section.ROLES, tuple(_roles(said, goals)), accepted=True, now=between(start, end, 0.3))
    now = between(start, end, 0.5)
    clauses = _clauses(said, now)
    yield from desk.write(Section.CLAUSES, clauses, accepted=done, now=now, side=Side.CITY)
    if done:
        now = between(start, end, 0.7)
        items = tuple(ItemText(ref=new_ref(), name=str(name)) for name in terms.DISCLOSED)
        yield from desk.write(Section.CONDITIONS, _conditions(desk, now), accepted=True, now=now)
        yield from desk.write(Section.TERMS, _terms(desk), accepted=True, now=now)
        yield from desk.write(Section.DISCLOSURE, items, accepted=True, now=now, side=Side.CITY)


def _roles(said: Row, goals: tuple[GoalText, ...]) -> Iterator[RoleText]:
    """A task of both sides is one role for each: nobody answers for half a role."""
    for role in said["roles"]:
        for side in BOTH_SIDES if role["side"] == "both" else (role["side"],):
            yield RoleText(
                ref=new_ref(), task=role["task"], side=side, because=role["because"].replace("complement", "together"),
                charge=role["who"], due=role["due"], resources=role["resources"], bearer=role["cost"], risk=role["risk"],
                goals=tuple(goal.ref for goal in goals),
            )  # fmt: skip


def _clauses(said: Row, now: datetime) -> ClausesText:
    kind = called(KINDS, said["contract"])
    wanted = {called(CLAUSES, key) for key in said["clauses"]}
    offered = [c for c in Clause.objects.standing(at=now) if c.is_for(kind)]
    rows = [
        ClauseText(ref=new_ref(), key=c.key, title=c.title, text=c.text, version=c.version)
        for c in offered
        if kind in c.required or c.key in wanted
    ]
    own = [OWN[key] for key in said["clauses"] if key in OWN]
    own += [("この協定だけの決まり", text) for text in said.get("special", ())]
    rows += [ClauseText(ref=(ref := new_ref()), key=ref, title=title, text=text) for title, text in own]
    return ClausesText(kind=kind, rows=tuple(rows))


def _conditions(desk: Desk, now: datetime) -> tuple[ConditionText, ...]:
    """What the evaluation before left to improve, each with the role that takes it over, or why none does."""
    agreement, answers = desk.agreement, {row["improvement"]: row for row in desk.said.get("inherit", ())}
    roles = {role.task: role.ref for role in agreement.text.roles}
    rows = []
    for left in offered(agreement.case, now):
        row = answers[left.words]
        way, target = ("role", roles[row["role"]]) if "role" in row else ("none", "")
        rows.append(
            ConditionText(
                ref=left.ref, source=left.source, improvement=left.words, way=way, target=target,
                because=row.get("because", ""),
            )
        )  # fmt: skip
    return tuple(rows)


def _terms(desk: Desk) -> TermsText:
    said, money, section = desk.said, desk.said["money"], desk.case["sections"][0]
    paid = next((code for word, code in PAYMENTS.items() if word in money["payment"]), "none")
    renewal = "ends" if said["renewal"].startswith(("なし", "更新しない")) else "talk"
    group = next(g for g in desk.town.book.groups if g["key"] == desk.case["groups"][0])
    office = next(s for s in desk.town.book.city["section"] if s["key"] == section)
    return TermsText(
        starts_on=said["from"], ends_on=said["until"], renewal=renewal, renewal_text=said["renewal"],
        citizens_yen=money["group"] + money["other"], city_yen=money["city"], payment=paid,
        citizens_contact=group["name"], city_contact=f"{desk.town.sections[section].name} {office['phone']}",
    )  # fmt: skip


def confirming(desk: Desk, confirmed: Row) -> Life:
    """Both sides are asked for their word and give it, each in its own time."""
    first = min(c["at"] for c in confirmed.values())
    asked = between(desk.clock or first - ANSWER, first, 0.5)
    yield asked
    agreements.call(desk.agreement, by=desk.speaker(Side.CITIZENS, asked), at=asked)
    for row in sorted(confirmed.values(), key=lambda c: c["at"]):
        yield row["at"]
        agreement = desk.agreement
        agreements.confirm(
            agreement, digest=agreement.digest(), by=desk.town.person(row["by"], row["at"]), at=row["at"]
        )
