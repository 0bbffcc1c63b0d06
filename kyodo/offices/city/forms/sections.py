"""The forms of sections and wards."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kyodo.offices.city.models import Section
from kyodo.offices.city.queries import sections_on
from kyodo.ui import forms


def offer(form: forms.Form, field: str, rows: QuerySet[Any]) -> None:
    """Narrow what a choice offers, to what stands on the day in question."""
    choice = form.fields[field]
    assert isinstance(choice, forms.ModelChoiceField)
    choice.queryset = rows


class SectionForm(forms.Form):
    """課."""

    code = forms.TextField(label=_("課コード"), max_length=20)
    name = forms.TextField(label=_("課名"), max_length=50)
    kana = forms.KanaField(label=_("フリガナ"), required=False)
    division = forms.TextField(label=_("部"), max_length=50, required=False)
    phone = forms.PhoneField(label=_("電話"), required=False)
    duties_text = forms.TextField(label=_("担当する仕事"), max_length=200, required=False)
    is_desk = forms.BooleanField(
        label=_("協働の窓口課にする"), required=False, help_text=_("窓口課は1つです。いまの窓口課から移ります。")
    )


class NewSectionForm(SectionForm):
    """新しい課."""

    since = forms.DateField(label=_("設置日"))


class EndSectionForm(forms.Form):
    """課を終える."""

    on = forms.DateField(label=_("廃止日"), help_text=_("この日から、課はなくなります。例：4月1日の組織替えなら4月1日"))
    successor = forms.ModelChoiceField(
        Section.objects.none(), label=_("引き継ぐ課"), required=False, to_field_name="ref", empty_label=_("引き継ぐ課はない"),
        help_text=_("この課の宿題や案件は、引き継ぐ課に移ります。"),
    )  # fmt: skip

    def __init__(self, *args: Any, section: Section, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "successor", sections_on(today).exclude(pk=section.pk))


class WardForm(forms.Form):
    """地区."""

    code = forms.TextField(
        label=_("地区コード"), max_length=20, help_text=_("登録済みのコードを入れると、名前を直せます。")
    )
    name = forms.TextField(label=_("地区名"), max_length=50)
    kana = forms.KanaField(label=_("フリガナ"), required=False)

    def values(self) -> dict[str, Any]:
        given = super().values()
        return {"code": given.pop("code"), "values": given}
