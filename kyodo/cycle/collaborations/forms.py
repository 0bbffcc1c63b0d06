"""What is asked for an act on a case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.commons.groups.models import Group
from kyodo.kernel.access import Side
from kyodo.offices.city.models import Section
from kyodo.offices.city.queries import local_day
from kyodo.ui import forms

from .states import Form, StartType, Zone
from .terms import REASON_LENGTH


class ReasonForm(forms.Form):
    """理由: for a move that is explained in public."""

    reason = forms.LongTextField(label=_("理由"), max_length=REASON_LENGTH, help_text=_("案件のページに公開されます。"))


class TitleForm(ReasonForm, forms.EditForm):
    """件名を改める."""

    title = forms.TextField(label=_("件名"), max_length=100)
    field_order = ("title", "reason")


class ZoneForm(forms.EditForm):
    """領域の判断, by one side."""

    zone = forms.ChoiceField(label=_("この案件の領域"), choices=Zone.choices, widget=forms.RadioSelect)
    because = forms.LongTextField(
        label=_("そう考える理由"), max_length=REASON_LENGTH, help_text=_("双方の見方を並べて公開します。")
    )


class KindForm(forms.EditForm):
    """類型と形態."""

    start_type = forms.ChoiceField(
        label=_("類型（始まり方）"), choices=StartType.choices, required=False, widget=forms.RadioSelect
    )
    forms_ = forms.MultipleChoiceField(
        label=_("形態（進め方）"),
        choices=Form.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("あてはまるものをすべて選んでください。"),
    )

    def values(self) -> dict[str, Any]:
        given = super().values()
        forms_chosen = given.pop("forms_")
        return {**given, "forms": forms_chosen}


class SearchForm(forms.GetForm):
    """団体をさがす."""

    q = forms.TextField(label=_("団体の名前"), max_length=50, help_text=_("名前の一部やひらがなでもさがせます。"))


class GroupForm(forms.Form):
    """団体を加える: one of those found."""

    group = forms.ModelChoiceField(
        Group.objects.none(), label=_("加える団体"), to_field_name="ref", widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args: Any, found: Sequence[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = Group.objects.filter(pk__in=[g.pk for g in found])  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        return {"holder": super().values()["group"], "side": Side.CITIZENS}


class SectionForm(forms.Form):
    """課を加える."""

    section = forms.ModelChoiceField(Section.objects.none(), label=_("加える課"), to_field_name="ref")

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = Section.objects.on(local_day(at))  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        return {"holder": super().values()["section"], "side": Side.CITY}
