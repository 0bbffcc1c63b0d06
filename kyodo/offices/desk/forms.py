"""Handing over everything an officer holds, resting a reminder, stopping long work."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kyodo.offices.city.queries import officers_on
from kyodo.offices.desk.models import Errand
from kyodo.offices.people.models import Person
from kyodo.ui import forms


class HandoverForm(forms.Form):
    """異動の引継ぎ."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("異動する人"), to_field_name="ref")
    to = forms.ModelChoiceField(
        Person.objects.none(), label=_("引き継ぐ人"), to_field_name="ref",
        help_text=_("一覧にいない方は、先に職員として招待してください。"),
    )  # fmt: skip
    on = forms.DateField(label=_("引き継ぐ日"), help_text=_("先の日付も入力できます。その日に移ります。"))
    note = forms.LongTextField(label=_("申し送り"), max_length=1000, required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, people in (
            ("person", officers_on(today)),
            ("to", Person.objects.filter(is_active=True).order_by("kana")),
        ):
            self.fields[name].queryset = people  # type: ignore[attr-defined]


class PauseForm(forms.Form):
    """知らせを止める."""

    until = forms.DateField(label=_("いつまで"), help_text=_("この日まで、だれにも知らせません。期限は変わりません。"))
    reason = forms.TextField(
        label=_("理由"), max_length=300, help_text=_("持ち主にも見え、記録に残ります。例：災害対応のため、会長が入院中のため。")
    )  # fmt: skip


class StopForm(forms.Form):
    """作業を止める: with the choice what becomes of what was done, where it can be taken back as a whole."""

    done = forms.ChoiceField(
        label=_("ここまでに済んだ分"), widget=forms.RadioSelect, initial="keep",
        choices=[("keep", _("残す（続きは、元の画面からあとで始められます）")), ("take_back", _("まとめて取り消す"))],
    )  # fmt: skip
    reason = forms.TextField(
        label=_("止める理由"), max_length=300, help_text=_("記録に残ります。例：別のファイルだった。")
    )

    def __init__(self, *args: Any, errand: Errand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if errand.kind not in settings.TAKES_BACK:
            del self.fields["done"]

    def values(self) -> dict[str, Any]:
        given = super().values()
        takes_back = given.pop("done", "keep") == "take_back"
        return {**given, "takes_back": takes_back}
