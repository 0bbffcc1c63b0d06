"""Numbers in any usual spelling: full or half width, with or without commas, decimals allowed."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kyodo.kernel.text import search_key

from .fields import TextField, spoken

MOST = Decimal(10) ** 12
#: What people write around a count: 約45人, 320世帯.
COUNTERS = re.compile(r"^約|(?<=[0-9])(?:人|名|件|回|戸|世帯|年|か月|日|点|枚|台|箇所|か所|円|%|％)$")


def read_number(typed: str) -> Decimal:
    """１，２３４．５ or 1,234.5. Raises ValueError with a sentence."""
    try:
        number = Decimal(search_key(typed).replace(",", "").strip())
    except InvalidOperation:
        raise ValueError(_("数として読めません。「12」「3.5」のように入力してください。")) from None
    if not number.is_finite() or abs(number) >= MOST:
        raise ValueError(_("数が大きすぎます。"))
    return number.quantize(Decimal("0.001"))


class NumberField(TextField):
    """数, kept to three decimals."""

    inputmode = "decimal"

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        return spoken(read_number, typed) if typed else None


class IntegerField(forms.IntegerField):
    """人数・年: １２, 1,200, 45人 or 12. A plain box: one for numbers would swallow full-width digits without a word."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "ky-short", "autocomplete": "off"})

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, str):
            value = COUNTERS.sub("", "".join(search_key(value).replace(",", "").split()))
        return super().to_python(value)
