"""団体概要: one group in a dozen lines, as a paper that names it keeps them. Never whom to call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from kyodo.commons.groups.models import Group

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Line:
    """One line: its label, what it says of a group, and the switch that may close it."""

    label: StrOrPromise
    says: Callable[[Group], object]
    switch: str = ""


def _accounts(group: Group) -> str:
    if not group.is_filled("accounts"):
        return ""
    sums = {"year": group.accounts_year, "income": f"{group.income:,}", "expense": f"{group.expense:,}"}
    return str(_("%(year)s年度　収入 %(income)s円　支出 %(expense)s円") % sums)


LINES: Mapping[str, Line] = {
    "number": Line(_("登録番号"), lambda g: g.number),
    "kana": Line(_("フリガナ"), lambda g: g.kana),
    "kind": Line(_("団体の種類"), lambda g: g.get_kind_display()),
    "corporate_number": Line(_("法人番号"), lambda g: g.corporate_number),
    "founded": Line(_("設立年月"), lambda g: g.founded_month, "founded"),
    "members": Line(_("会員数"), lambda g: g.members, "members"),
    "resident_members": Line(_("うち市内の会員数"), lambda g: g.resident_members, "resident_members"),
    "fee": Line(_("会費"), lambda g: g.fee, "fee"),
    "purpose": Line(_("目的"), lambda g: g.purpose),
    "activities": Line(_("主な活動"), lambda g: g.activities),
    "fields": Line(_("活動分野"), lambda g: "、".join(str(field) for field in g.fields.all())),
    "wards": Line(_("活動する地区"), lambda g: "、".join(ward.name for ward in g.wards.all())),
    "meeting": Line(_("集まる場所・日"), lambda g: g.meeting, "meeting"),
    "accounts": Line(_("直近の決算"), _accounts, "accounts"),
    "url": Line(_("ホームページ・SNS"), lambda g: g.url, "url"),
}


def outline(group: Group) -> list[dict[str, object]]:
    """What the register says of a group now: rows of name, words, and whether everybody may read them."""
    said = {name: str(line.says(group) or "") for name, line in LINES.items()}
    return [
        {"name": name, "words": words, "open": group.is_open(LINES[name].switch)}
        for name, words in said.items()
        if words
    ]
