"""手元の案を直す: one row at a time in one's own copy, so that a telephone is enough to write an agreement."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.agreements import terms
from kyodo.cycle.agreements.models import (
    Agreement,
    Clause,
    ClausesText,
    ClauseText,
    ConditionText,
    GoalText,
    ItemText,
    RoleText,
    TermsText,
    WorkingCopy,
)
from kyodo.cycle.agreements.states import Kind, Section, Way
from kyodo.cycle.agreements.workflow import Improvement, offered
from kyodo.kernel.access import Actor
from kyodo.kernel.policy import Refused
from kyodo.kernel.text import new_ref

from .changing import edit
from .holding import require_side
from .wording import LINE

#: Into which part of the text an improvement goes, by how it is taken over.
INTO: dict[str, Section] = {Way.GOAL: Section.GOALS, Way.ROLE: Section.ROLES, Way.CLAUSE: Section.CLAUSES}


def draft_of(agreement: Agreement, section: str, *, by: Actor, at: datetime) -> Any:
    """What this side has written so far, else the joint text."""
    side = require_side(agreement, by=by, at=at)
    copy = WorkingCopy.objects.filter(agreement=agreement, side=side, section=section).first()
    return copy.value if copy else agreement.text.section(section)


def edit_purpose(agreement: Agreement, *, value: str, by: Actor, at: datetime) -> WorkingCopy:
    """Write the joint purpose in one's copy."""
    return edit(agreement, Section.PURPOSE, value, by=by, at=at)


def edit_terms(agreement: Agreement, *, value: TermsText, by: Actor, at: datetime) -> WorkingCopy:
    """Write period and money in one's copy."""
    return edit(agreement, Section.TERMS, value, by=by, at=at)


def put_row(agreement: Agreement, section: str, *, row: Any, by: Actor, at: datetime) -> WorkingCopy:
    """Add a row to one's copy, or rewrite the one with the same reference."""
    value = draft_of(agreement, section, by=by, at=at)
    rows = list(_rows(value))
    place = next((n for n, other in enumerate(rows) if other.ref == row.ref), len(rows))
    rows[place : place + 1] = [row]
    return edit(agreement, section, _with_rows(value, rows), by=by, at=at)


def take_row_out(agreement: Agreement, section: str, *, ref: str, by: Actor, at: datetime) -> WorkingCopy:
    """Leave a row out of one's copy."""
    value = draft_of(agreement, section, by=by, at=at)
    return edit(agreement, section, _with_rows(value, [r for r in _rows(value) if r.ref != ref]), by=by, at=at)


def raise_row(agreement: Agreement, section: str, *, ref: str, by: Actor, at: datetime) -> WorkingCopy:
    """Move a row up by one place in one's copy."""
    value = draft_of(agreement, section, by=by, at=at)
    rows = list(_rows(value))
    place = next((n for n, row in enumerate(rows) if row.ref == ref), 0)
    if place:
        rows[place - 1 : place + 1] = [rows[place], rows[place - 1]]
    return edit(agreement, section, _with_rows(value, rows), by=by, at=at)


def choose_kind(agreement: Agreement, *, kind: str, by: Actor, at: datetime) -> WorkingCopy:
    """Choose the contract type in one's copy: its required clauses come in, those it has no use for go out."""
    if kind not in Kind.values:
        raise Refused(_("協定の類型を選んでください。"), field="kind")
    value: ClausesText = draft_of(agreement, Section.CLAUSES, by=by, at=at)
    library = {c.key: c for c in Clause.objects.standing(at=at)}
    kept = {r.key: r for r in value.rows if r.key not in library or library[r.key].is_for(kind)}
    rows = [kept.get(c.key) or _taken(c) for c in library.values() if kind in c.required or c.key in kept]
    own = [row for key, row in kept.items() if key not in library]
    return edit(agreement, Section.CLAUSES, ClausesText(kind, (*rows, *own)), by=by, at=at)


def add_clause(agreement: Agreement, *, clause: str, by: Actor, at: datetime) -> WorkingCopy:
    """Take a clause of the library into one's copy."""
    found = Clause.objects.standing(at=at).filter(key=clause).first()
    value: ClausesText = draft_of(agreement, Section.CLAUSES, by=by, at=at)
    if found is None or any(row.key == clause for row in value.rows):
        raise Refused(_("この条項は選べません。すでに入っていないかご確認ください。"), field="clause")
    return put_row(agreement, Section.CLAUSES, row=_taken(found), by=by, at=at)


def renew_clause(agreement: Agreement, *, ref: str, by: Actor, at: datetime) -> WorkingCopy:
    """Take the library's newest wording of a clause into one's copy, in place of the one it began with."""
    value: ClausesText = draft_of(agreement, Section.CLAUSES, by=by, at=at)
    row = next((row for row in value.rows if row.ref == ref), None)
    newest = Clause.objects.standing(at=at).filter(key=row.key if row else "").first()
    if row is None or newest is None:
        raise Refused(_("この条項には、ひな形の新しい版がありません。"))
    return put_row(agreement, Section.CLAUSES, row=replace(_taken(newest), ref=row.ref), by=by, at=at)


def inherit(
    agreement: Agreement, *, improvement: str, way: str, target: str = "", side: str = "", due: date | None = None,
    because: str = "", by: Actor, at: datetime,
) -> WorkingCopy:  # fmt: skip
    """Answer, in one's copy, what an earlier evaluation left: a row that is still to be written is begun as well."""
    left = next((each for each in offered(agreement.case, at) if each.ref == improvement), None)
    if left is None:
        raise Refused(_("この改善は、もう終わっているか、この案件のものではありません。"))
    with transaction.atomic():
        if way in INTO and not target:
            section, begun = INTO[way], begin_row(left, way, side=side, due=due)
            put_row(agreement, section, row=begun, by=by, at=at)
            target = begun.ref
        row = ConditionText(
            ref=left.ref, source=left.source, improvement=left.words, way=way, target=target if way in INTO else "",
            side=side, due=due, because=because.strip() if way == Way.NONE else "",
        )  # fmt: skip
        return put_row(agreement, Section.CONDITIONS, row=row, by=by, at=at)


def begin_row(left: Improvement, way: str, *, side: str, due: date | None) -> GoalText | RoleText | ClauseText:
    """A goal, role or clause with the words of an improvement, for its writer to go on with."""
    ref, words = new_ref(), " ".join(left.words.split())[:LINE]
    if way == Way.GOAL:
        return GoalText(ref=ref, what=words, by=due)
    if way == Way.ROLE:
        return RoleText(ref=ref, task=words, side=side, due=due)
    return ClauseText(ref=ref, key=f"own-{ref}", title=str(_("前の評価からの改善")), text=left.words)


def begin_disclosure(agreement: Agreement, *, by: Actor, at: datetime) -> WorkingCopy:
    """Start the disclosure from what agreements usually declare, everything public."""
    items = tuple(ItemText(ref=new_ref(), name=name) for name in terms.DISCLOSED)
    return edit(agreement, Section.DISCLOSURE, items, by=by, at=at)


def _rows(value: Any) -> tuple[Any, ...]:
    rows: tuple[Any, ...] = value.rows if isinstance(value, ClausesText) else value
    return rows


def _with_rows(value: Any, rows: list[Any]) -> Any:
    return replace(value, rows=tuple(rows)) if isinstance(value, ClausesText) else tuple(rows)


def _taken(clause: Clause) -> ClauseText:
    """A clause of the library as an agreement begins with it: its words are its own from here on."""
    return ClauseText(ref=new_ref(), key=clause.key, title=clause.title, text=clause.text, version=clause.version)
