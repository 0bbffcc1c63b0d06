"""What a proposed wording must keep whatever it says: lengths, known words, whole yen, dates in order.

Whether it is complete is asked later, by the rules of the start: a half-finished proposal may be talked about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.agreements.models import ClausesText, ConditionText, GoalText, ItemText, RoleText, TermsText
from kyodo.cycle.agreements.states import Bearer, Because, Kind, Payment, Phase, Renewal, Section, Way
from kyodo.kernel.access import BOTH_SIDES
from kyodo.kernel.policy import Refused
from kyodo.kernel.text import safe_text

LONG, LINE, SHORT = 4000, 200, 100
MANY_ROWS = 200
MUCH_YEN = 10**12
LARGE = Decimal(10**12)


def check_section(section: str, value: Any, *, empty: bool = False) -> None:
    """Refuse a wording that no agreement may hold. `empty` lets a private draft be unfinished."""
    checks: dict[str, Callable[[Any], None]] = {
        Section.PURPOSE: _purpose, Section.GOALS: _goals, Section.ROLES: _roles,
        Section.CONDITIONS: _conditions, Section.CLAUSES: _clauses, Section.TERMS: _terms, Section.DISCLOSURE: _items,
    }  # fmt: skip
    if section == Section.PURPOSE and empty and not value:
        return
    try:
        checks[Section(section)](value)
    except ValueError as reason:
        raise Refused(str(reason), field=str(section)) from None


def _purpose(value: str) -> None:
    _written(value, _("目的"), LONG)


def _goals(rows: Sequence[GoalText]) -> None:
    _rows(rows)
    for goal in rows:
        _written(goal.what, _("何を"), LINE)
        _short(goal.unit, _("単位"), 20)
        _short(goal.indicator, _("測り方"), LINE)
        _short(goal.baseline, _("いまの値"), LINE)
        _amount(goal.amount)


def _roles(rows: Sequence[RoleText]) -> None:
    _rows(rows)
    for role in rows:
        _written(role.task, _("仕事"), LINE)
        _one_of(role.phase, Phase, _("段階"))
        _one_of(role.bearer, Bearer, _("費用の負担"))
        _one_of(role.because, Because, _("担う理由"), empty=True)
        if role.side and role.side not in BOTH_SIDES:
            raise ValueError(_("担う側は、市民か行政のどちらかです。"))
        for text, name, length in (
            (role.because_text, _("理由のことば"), 300), (role.charge, _("担当する人・課"), SHORT),
            (role.resources, _("使うもの"), 300), (role.risk, _("心配なことと備え"), 300),
            (role.ownership, _("成果物の帰属"), LINE),
        ):  # fmt: skip
            _short(text, name, length)


def _conditions(rows: Sequence[ConditionText]) -> None:
    _rows(rows)
    for row in rows:
        _written(row.improvement, _("改善すること"), LONG)
        _one_of(row.way, Way, _("引き継ぎ方"))
        if row.side and row.side not in BOTH_SIDES:
            raise ValueError(_("進める側は、市民か行政のどちらかです。"))
        if row.way == Way.NONE and not row.because.strip():
            raise ValueError(_("引き継がない理由を書いてください。"))
        _short(row.because, _("引き継がない理由"), 2000)


def _clauses(value: ClausesText) -> None:
    _one_of(value.kind, Kind, _("協定の類型"), empty=True)
    _rows(value.rows)
    for clause in value.rows:
        _written(clause.title, _("条項の見出し"), LINE)
        _written(clause.text, _("条項の文"), LONG)


def _terms(value: TermsText) -> None:
    if value.starts_on and value.ends_on and value.ends_on < value.starts_on:
        raise ValueError(_("終わりの日は、始まりの日よりあとにしてください。"))
    _one_of(value.renewal, Renewal, _("更新の扱い"))
    _one_of(value.payment, Payment, _("支払方法"))
    for yen in (value.citizens_yen, value.city_yen):
        if not 0 <= yen < MUCH_YEN:
            raise ValueError(_("金額は、0円以上の整数で入力してください。"))
    for text, name in (
        (value.renewal_text, _("更新の条件")), (value.citizens_contact, _("市民側の連絡先")),
        (value.city_contact, _("行政側の連絡先")),
    ):  # fmt: skip
        _short(text, name, 300)


def _items(rows: Sequence[ItemText]) -> None:
    _rows(rows)
    for item in rows:
        _written(item.name, _("項目"), LINE)
        _short(item.reason, _("公開しない理由"), 300)


def _rows(rows: Sequence[Any]) -> None:
    if len(rows) > MANY_ROWS:
        raise ValueError(_("%(n)s行までにしてください。") % {"n": MANY_ROWS})
    refs = [row.ref for row in rows]
    if len(set(refs)) != len(refs) or not all(ref.isalnum() and len(ref) <= 12 for ref in refs):
        raise ValueError(_("同じ行が二つあります。画面を開き直してやり直してください。"))


def _written(text: str, name: Any, length: int) -> None:
    if not text.strip():
        raise ValueError(_("「%(name)s」を入力してください。") % {"name": name})
    _short(text, name, length)


def _short(text: str, name: Any, length: int) -> None:
    if len(text) > length:
        raise ValueError(_("「%(name)s」は%(n)s文字までです。") % {"name": name, "n": length})
    if safe_text(text) != text:
        raise ValueError(_("「%(name)s」の改行を入力し直してください。") % {"name": name})


def _amount(amount: Decimal | None) -> None:
    # A column of 15 digits with 3 decimals holds it; NaN and infinity compare as nothing.
    if amount is None:
        return
    if not amount.is_finite() or abs(amount) >= LARGE or amount != round(amount, 3):
        raise ValueError(_("「どれだけ」は、小数点以下3けたまでの数で入力してください。"))


def _one_of(value: str, choices: type[TextChoices], name: Any, *, empty: bool = False) -> None:
    known: Iterable[str] = choices.values
    if value not in known and not (empty and value == ""):
        raise ValueError(_("「%(name)s」を選び直してください。") % {"name": name})
