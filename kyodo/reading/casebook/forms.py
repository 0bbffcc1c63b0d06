"""What may be asked of the list of cases. The address holds all of it."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kyodo.commons.groups.terms import FIELDS
from kyodo.cycle.collaborations.states import Direction, Form, Stage, StartType, Zone
from kyodo.kernel.calendar import era_fiscal_year
from kyodo.offices.city.models import Ward
from kyodo.ui import forms
from kyodo.ui.parts import Applied

from .queries.listing import PAST_END

ALL = ("", _("すべて"))


class FilterForm(forms.GetForm):
    """案件の一覧をしぼる. What cannot be read is left out rather than refused."""

    stage = forms.ChoiceField(label=_("段階"), choices=[ALL, (PAST_END, _("期限切れ・要判断")), *Stage.choices])
    direction = forms.ChoiceField(label=_("向き"), choices=[ALL, *Direction.choices])
    type = forms.ChoiceField(label=_("類型"), choices=[ALL, *StartType.choices])
    form = forms.ChoiceField(label=_("形態"), choices=[ALL, *Form.choices])
    zone = forms.ChoiceField(label=_("領域（どちらかの側の見方）"), choices=[ALL, *Zone.choices])
    field = forms.ChoiceField(label=_("分野"), choices=[ALL, *FIELDS.items()])
    ward = forms.ModelChoiceField(Ward.objects.all(), label=_("地区"), to_field_name="ref", empty_label=_("すべて"))
    year = forms.ChoiceField(label=_("受付年度"))

    def __init__(self, data: QueryDict, *, years: list[int]) -> None:
        super().__init__(data)
        self.query = data
        self.fields["year"].choices = [ALL, *((str(y), era_fiscal_year(y)) for y in years)]  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        """The question for `queries.listing`."""
        self.is_valid()
        return self.cleaned_data

    def applied(self) -> list[Applied]:
        """The filters in force, each with the address of the list without it."""
        return [Applied(self._words(name, value), self._without(name)) for name, value in self.asked().items() if value]

    def _words(self, name: str, value: Any) -> str:
        field = self.fields[name]
        choices = {str(code): label for code, label in getattr(field, "choices", ())} if isinstance(value, str) else {}
        return f"{field.label}：{choices.get(str(value), value)}"

    def _without(self, name: str) -> str:
        rest = self.query.copy()
        for left_out in (name, "after"):
            rest.pop(left_out, None)
        return f"?{rest.urlencode()}"
