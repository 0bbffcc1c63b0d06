"""目標の欄: the same boxes in a statement, in the ending of a difference and in the joint text."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

import django.forms
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.agreements.models import GoalText
from kyodo.ui import forms


class AmountField(django.forms.Field):
    """どれだけ: 120, １２０, 1,200 or 0.5."""

    widget = django.forms.TextInput(attrs={"inputmode": "decimal", "class": "ky-short", "autocomplete": "off"})

    def to_python(self, value: Any) -> Decimal | None:
        plain = unicodedata.normalize("NFKC", str(value or "")).replace(",", "").replace("、", "").strip()
        if not plain:
            return None
        try:
            amount = Decimal(plain)
        except InvalidOperation:
            amount = Decimal("NaN")
        if not amount.is_finite():
            sentence = _("「%(label)s」は、数字だけで入力してください（例：120）。単位は次の欄に入れます。")
            raise forms.ValidationError(sentence, params={"label": self.label})
        return amount

    def prepare_value(self, value: Any) -> Any:
        return format(value.normalize(), "f") if isinstance(value, Decimal) else value


class GoalFields(django.forms.Form):
    """目標: what, how much, by when, how measured, from where."""

    what = forms.TextField(label=_("何を"), max_length=200, help_text=_("例：川の教室に来る子ども"))
    amount = AmountField(label=_("どれだけ"), required=False)
    unit = forms.TextField(label=_("単位"), max_length=20, required=False, help_text=_("人、回、％など"))
    by = forms.DateField(label=_("いつまでに"), required=False)
    indicator = forms.TextField(label=_("測り方"), max_length=200, required=False, help_text=_("何を数えれば分かるか"))
    baseline = forms.TextField(label=_("いまの値"), max_length=200, required=False, help_text=_("例：昨年度 40人"))


class GoalRow(forms.RowForm, GoalFields):
    """One goal among several."""


def goal_of(row: Mapping[str, Any], *, ref: str) -> GoalText:
    """A goal from its boxes; a box left empty is an empty word or nothing."""
    words = {name: row.get(name) or "" for name in ("what", "unit", "indicator", "baseline")}
    return GoalText(ref=ref, amount=row.get("amount"), by=row.get("by") or None, **words)
