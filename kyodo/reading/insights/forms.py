"""What may be asked of the figures. The address holds all of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kyodo.kernel.calendar import era_fiscal_year
from kyodo.ui import forms

from .queries import SORTS


class YearForm(forms.GetForm):
    """どの年度を見るか."""

    year = forms.ChoiceField(label=_("年度"))

    def __init__(self, data: QueryDict, *, years: Sequence[int]) -> None:
        super().__init__(data)
        self.years = years
        self.fields["year"].choices = [(str(y), era_fiscal_year(y)) for y in years]  # type: ignore[attr-defined]

    def asked(self) -> int:
        """The year asked for, else the present one."""
        self.is_valid()
        return int(self.cleaned_data.get("year") or self.years[0])


class SheetForm(forms.GetForm):
    """一覧の並びと範囲."""

    sort = forms.ChoiceField(label=_("並び順"), choices=[(key, sort.label) for key, sort in SORTS.items()])
    ended = forms.BooleanField(label=_("終わった案件も見る"))

    def asked(self) -> dict[str, Any]:
        """The question for `queries.sheet`."""
        self.is_valid()
        return {"sort": self.cleaned_data.get("sort") or "due", "ended": bool(self.cleaned_data.get("ended"))}
