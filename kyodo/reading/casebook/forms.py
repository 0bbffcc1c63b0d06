"""What may be asked of the list of cases. The address holds all of it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kyodo.commons.groups.models import Group
from kyodo.commons.groups.terms import FIELDS
from kyodo.cycle.collaborations.states import Direction, Form, Stage, StartType, Zone
from kyodo.kernel.access import Actor, refs_of
from kyodo.kernel.calendar import era_fiscal_year
from kyodo.offices.city.models import Ward
from kyodo.offices.people.models import Person
from kyodo.ui import forms
from kyodo.ui.parts import Applied

from .queries.listing import PAST_END

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ALL = ("", _("すべて"))
MINE = "mine"


class FilterForm(forms.GetForm):
    """案件の一覧をしぼる. What cannot be read is left out rather than refused."""

    party = forms.ChoiceField(label=_("当事者"))
    stage = forms.ChoiceField(label=_("段階"), choices=[ALL, (PAST_END, _("期限切れ・要判断")), *Stage.choices])
    direction = forms.ChoiceField(label=_("向き"), choices=[ALL, *Direction.choices])
    type = forms.ChoiceField(label=_("類型"), choices=[ALL, *StartType.choices])
    form = forms.ChoiceField(label=_("形態"), choices=[ALL, *Form.choices])
    zone = forms.ChoiceField(label=_("領域（どちらかの側の見方）"), choices=[ALL, *Zone.choices])
    field = forms.ChoiceField(label=_("分野"), choices=[ALL, *FIELDS.items()])
    ward = forms.ModelChoiceField(Ward.objects.all(), label=_("地区"), to_field_name="ref", empty_label=_("すべて"))
    year = forms.ChoiceField(label=_("受付年度"))

    def __init__(self, data: QueryDict, *, years: list[int], actor: Actor, at: datetime) -> None:
        super().__init__(data)
        self.query = data
        self.holders = self._parties(actor, at)
        self.fields["year"].choices = [ALL, *((str(y), era_fiscal_year(y)) for y in years)]  # type: ignore[attr-defined]

    def _parties(self, actor: Actor, at: datetime) -> dict[str, frozenset[str]]:
        """Whose cases may be asked for: one's own, and those of the group a page of a group leads here with."""
        choices: list[tuple[str, StrOrPromise]] = [ALL]
        holders: dict[str, frozenset[str]] = {}
        if isinstance(actor, Person):
            choices.append((MINE, _("わたしの関わる案件")))
            holders[MINE] = refs_of(actor, at)
        named = self.query.get("party", "")
        if named not in ("", MINE) and (group := Group.objects.visible_to(actor, at=at).filter(ref=named).first()):
            choices.append((named, group.name))
            holders[named] = frozenset({group.subject})
        self.fields["party"].choices = choices  # type: ignore[attr-defined]
        if not holders:
            del self.fields["party"]
        return holders

    def asked(self) -> dict[str, Any]:
        """The question for `queries.listing`."""
        given = self._given()
        return {**given, "party": self.holders.get(given.get("party", ""))}

    def _given(self) -> dict[str, Any]:
        self.is_valid()
        return self.cleaned_data

    def applied(self) -> list[Applied]:
        """The filters in force, each with the address of the list without it."""
        return [
            Applied(self._words(name, value), self._without(name)) for name, value in self._given().items() if value
        ]

    def _words(self, name: str, value: Any) -> str:
        field = self.fields[name]
        choices = {str(code): label for code, label in getattr(field, "choices", ())} if isinstance(value, str) else {}
        return f"{field.label}：{choices.get(str(value), value)}"

    def _without(self, name: str) -> str:
        rest = self.query.copy()
        for left_out in (name, "after"):
            rest.pop(left_out, None)
        return f"?{rest.urlencode()}"
