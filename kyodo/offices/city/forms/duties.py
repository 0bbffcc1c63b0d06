"""The forms that name, invite, hand over and look up people."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.offices.city.models import Duty, Section
from kyodo.offices.city.queries import officers_on, sections_on
from kyodo.offices.city.states import Role
from kyodo.offices.people.models import Person
from kyodo.ui import forms

from .sections import offer


class DutyForm(forms.Form):
    """任命."""

    section = forms.ModelChoiceField(
        Section.objects.none(), label=_("課"), to_field_name="ref", empty_label=_("選んでください")
    )
    role = forms.ChoiceField(label=_("役割"), choices=Role.choices)
    since = forms.DateField(label=_("開始日"))
    until = forms.DateField(label=_("終了日"), required=False, help_text=_("決まっていなければ空のままにします。"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"since": today, **kwargs.pop("initial", {})}, **kwargs)
        offer(self, "section", sections_on(today))


class EndDutyForm(forms.Form):
    """職務を終える."""

    on = forms.DateField(label=_("終わる日"), help_text=_("この日から、職務についていません。"))
    reason = forms.TextField(label=_("理由"), required=False)


class TrainingForm(forms.Form):
    """研修を記録する."""

    held_on = forms.DateField(label=_("受けた日"))
    title = forms.TextField(label=_("研修の名前"), max_length=100, help_text=_("例：協働入門、話し合いの進め方"))
    learned = forms.LongTextField(
        label=_("自己点検"), max_length=1000, rows=4, required=False,
        help_text=_("できるようになったこと、仕事で試してみること。ご本人と協働担当課が読みます。"),
    )  # fmt: skip


class HandOverForm(forms.Form):
    """引き継ぐ."""

    to = forms.ModelChoiceField(
        Person.objects.none(), label=_("引き継ぐ相手"), empty_label=_("選んでください"), to_field_name="ref",
        help_text=_("一覧にない方は、先に招待してください。"),
    )  # fmt: skip
    on = forms.DateField(label=_("引き継ぐ日"))
    note = forms.TextField(label=_("申し送り"), required=False, max_length=300)

    def __init__(self, *args: Any, duty: Duty, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"on": today}, **kwargs)
        offer(self, "to", officers_on(today).exclude(pk=duty.person_id))


class InviteForm(forms.Form):
    """職員を招待する."""

    section = forms.ModelChoiceField(
        Section.objects.none(), label=_("課"), to_field_name="ref", empty_label=_("選んでください")
    )
    role = forms.ChoiceField(label=_("役割"), choices=Role.choices)
    name = forms.NameField(label=_("お名前"), autocomplete="off")
    email = forms.EmailField(label=_("メールアドレス"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "section", sections_on(today))


class SearchForm(forms.GetForm):
    """利用者を探す."""

    q = forms.TextField(label=_("お名前・フリガナ・メールアドレスの一部"))


class ReasonForm(forms.Form):
    """利用者の扱いを変える, with the reason that the journal keeps."""

    reason = forms.TextField(label=_("理由"), max_length=300, help_text=_("記録に残ります。"))
