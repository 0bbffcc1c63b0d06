"""本文の一部のページ: what stands, what lies open, what one's own side is writing, and the tables made of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from kyodo.cycle.agreements.models import Agreement, Change, ClausesText, ConditionText, ItemText, Text, read_section
from kyodo.cycle.agreements.states import Ending, Kind, Section, State
from kyodo.cycle.agreements.workflow import Improvement, offered
from kyodo.kernel.access import Side

from . import words
from .contrast import Contrast, Fate, compare, goal_lines
from .library import Origin, origins
from .reading import open_changes, working_copy


def contrast_of(change: Change) -> list[Contrast]:
    """What a proposal changes, line against line."""
    before, after = read_section(change.section, change.before), read_section(change.section, change.after)
    return compare(change.section, before, after, names=words.names_of(change.agreement.text))


def ending_of(change: Change | None) -> dict[str, str]:
    """How an open proposal would end a difference, in words."""
    if change is None or change.difference is None:
        return {}
    after = change.after or {}
    wording = goal_lines(change.difference.value(after["wording"]))
    label = words.label_of(Ending, after["ending"])
    return {"ending": label, "wording": wording, "because": after["because"], "note": change.note}


#: The parts whose rows others name.
INTO = (Section.GOALS, Section.ROLES, Section.CLAUSES)


@dataclass(frozen=True)
class Row:
    """A row of a section on its page: its reference, its words, and what became of it in one's own copy."""

    ref: str
    facts: words.Pairs
    fate: str
    word: str
    origin: Origin | None = None


@dataclass(frozen=True)
class Board:
    """One part of the text on its page: what stands, what lies open, what one's own side is writing."""

    value: Any
    rows: list[Row]
    gone: list[Contrast]
    contrast: list[Contrast]
    change: Change | None
    is_mine: bool
    has_copy: bool
    may_write: bool
    kind: str
    facts: words.Pairs
    left: list[Improvement]


def board(agreement: Agreement, section: Section, side: Side | None, *, at: datetime) -> Board:
    """One part of the text for somebody of that side; the neutral side reads and does not write."""
    change = next((c for c in open_changes(agreement) if c.section == section), None)
    copy = working_copy(agreement, section, side) if side else None
    now = agreement.text.section(section)
    value = copy.value if copy else now
    names = words.names_of(agreement.text, text_at_hand(agreement, side))
    contrast = compare(section, now, value, names=names)
    is_mine = bool(change and change.side == side)
    return Board(
        value=value,
        rows=_rows(section, now, value, names, agreement.text),
        gone=[line for line in contrast if line.fate == Fate.REMOVED],
        contrast=contrast,
        change=change,
        is_mine=is_mine,
        has_copy=copy is not None,
        may_write=side is not None and agreement.state == State.DRAFTING and not is_mine,
        kind=words.label_of(Kind, value.kind) if section == Section.CLAUSES else "",
        facts=words.terms_facts(value, contacts=True) if section == Section.TERMS else [],
        left=left_in(agreement, value, at=at) if section == Section.CONDITIONS else [],
    )


def rows_of(value: Any) -> tuple[Any, ...]:
    """The rows of a section; none where it has no rows."""
    if isinstance(value, ClausesText):
        return value.rows
    return value if isinstance(value, tuple) else ()


def left_in(agreement: Agreement, rows: tuple[ConditionText, ...], *, at: datetime) -> list[Improvement]:
    """What an earlier evaluation left and these rows say nothing about."""
    answered = {row.source for row in rows}
    return [each for each in offered(agreement.case, at) if each.source not in answered]


def text_at_hand(agreement: Agreement, side: Side | None) -> Text:
    """The joint text with the goals, roles and clauses that one's own side is just writing."""
    text = agreement.text
    for copy in agreement.copies.filter(side=side, section__in=INTO) if side else ():
        text = text.with_section(copy.section, copy.value)
    return text


def _rows(section: Section, now: Any, value: Any, names: dict[str, str], text: Text) -> list[Row]:
    before = {row.ref: row for row in rows_of(now)}
    taken = {each.clause.ref: each for each in origins(value.rows)} if section == Section.CLAUSES else {}
    says: dict[str, Callable[[Any], words.Pairs]] = {
        Section.GOALS: words.goal_facts,
        Section.ROLES: lambda role: words.role_facts(role, names),
        Section.CONDITIONS: lambda condition: words.condition_facts(condition, names),
        Section.CLAUSES: words.clause_facts,
        Section.DISCLOSURE: words.item_facts,
    }
    rows = []
    for row in rows_of(value):
        fate = fate_of(row, before)
        facts = says[section](row) + words.inherited(text, row.ref)
        rows.append(Row(row.ref, facts, fate, "" if fate == Fate.SAME else str(fate.label), taken.get(row.ref)))
    return rows


def fate_of(row: Any, before: dict[str, Any]) -> Fate:
    """What became of a row in one's own copy."""
    return Fate.ADDED if row.ref not in before else Fate.SAME if before[row.ref] == row else Fate.CHANGED


def boxes_of(row: Any) -> dict[str, Any]:
    """A row as its form shows it."""
    boxes = dict(vars(row))
    if isinstance(row, ItemText):
        boxes["public"] = "yes" if row.public else "no"
    return boxes


def disclosed(item: ItemText) -> str:
    """公開, or 公開しない with its reason and its day."""
    return "\n".join(
        f"{label}：{said}" if label != item.name else said for label, said in words.item_facts(item)[1:]
    ) or _("公開")


def role_table(text: Text) -> tuple[list[str], list[list[str]]]:
    """役割分担表: heads and lines, as a town hall prints it."""
    names = words.names_of(text)
    heads = [_("段階"), _("仕事"), _("担う側"), _("担う理由"), _("期限"), _("担当・使うもの・費用")]
    lines = []
    for role in text.roles:
        said = dict(words.role_facts(role, names))
        rest = [
            _("担当する人・課"),
            _("使うもの"),
            _("費用の負担"),
            _("心配なことと備え"),
            _("成果物の帰属"),
            _("役立つ目標"),
        ]
        more = "\n".join(f"{label}：{said[label]}" for label in rest if label in said)
        lines.append([said.get(head, "") for head in heads[:5]] + [more])
    return heads, lines
