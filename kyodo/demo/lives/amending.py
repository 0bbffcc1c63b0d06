"""変更: what was changed in agreements that both sides had concluded, and in the clauses they are made of."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from kyodo.cycle.agreements import actions as agreements
from kyodo.cycle.agreements.models import Clause, ClausesText, ClauseText, RoleText
from kyodo.cycle.agreements.states import Section
from kyodo.demo.book import Row, called
from kyodo.demo.timeline import Life
from kyodo.demo.town import Town
from kyodo.kernel.text import new_ref
from kyodo.offices.city.actions import standards

from .agreements import Desk, confirming

MATTERS = {"money": "amount"}


def keeping(town: Town, row: Row) -> Life:
    """条項のひな形: what the desk changed in the city's own library since the city began with the program."""
    now = row["at"]
    yield now
    by, because = town.desk(now), row.get("because", "")
    old = Clause.objects.newest().filter(key=row.get("key", "")).first()
    names = agreements.Wording._fields
    held: dict[str, Any] = {name: getattr(old, name) for name in names} if old else {}
    said = agreements.Wording(**held | {name: row[name] for name in names if name in row})
    if old is None:
        agreements.write_clause(said, by=by, at=now)
    elif row.get("retired"):
        standards.retire(old, reason=because, by=by, at=now)
    else:
        agreements.revise_clause(old, said, reason=because, by=by, at=now)


def changing(town: Town, key: str, change: Row) -> Life:
    """変更: one side asks for other words while the work goes on; the other has answered, or not yet."""
    yield change["at"]
    desk, now = Desk(town, key), change["at"]
    agreements.amend(
        desk.agreement, kinds=[called(MATTERS, change["kind"])], reason=change["because"], impact=change.get("impact", ""),
        by=town.person(change["by"], now), at=now,
    )  # fmt: skip
    approved = change.get("approved")
    section = Section.ROLES if "roles" in change else Section.CLAUSES
    value = _other_roles(desk, change) if "roles" in change else _another_clause(desk, change)
    later = now + timedelta(minutes=20)
    yield from desk.write(section, value, accepted=approved is not None, now=later, side=change["side"])
    if approved:
        yield from confirming(desk, approved)


def _other_roles(desk: Desk, change: Row) -> tuple[RoleText, ...]:
    """The roles with what the change says of some of them."""
    told = {row["task"]: {"risk": row["risk"]} for row in change["roles"]}
    return tuple(replace(role, **told.get(role.task, {})) for role in desk.agreement.text.roles)


def _another_clause(desk: Desk, change: Row) -> ClausesText:
    """The clauses with one more that says what is different now."""
    clauses: ClausesText = desk.agreement.text.clauses
    row = ClauseText(ref=(ref := new_ref()), key=ref, title=f"「{change['before']}」の変更", text=change["after"])
    return ClausesText(kind=clauses.kind, rows=(*clauses.rows, row))
