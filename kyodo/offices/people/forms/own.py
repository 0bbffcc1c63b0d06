"""The forms of people's own pages, and of taking up an invitation."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import find
from kyodo.offices.people.models import Invitation, Person
from kyodo.ui import forms


class ProfileForm(forms.Form):
    """わたしの情報: what other people see of me, and how the desk reaches me."""

    name = forms.NameField(label=_("お名前"))
    kana = forms.KanaField(label=_("フリガナ"), required=False, help_text=_("ひらがなで入力してもかまいません。"))
    phone = forms.PhoneField(
        label=_("電話番号"), required=False, help_text=_("市の担当者からの連絡にだけ使います。公開されません。")
    )


class LeaveForm(forms.Form):
    """退会: said twice, since it cannot be undone."""

    sure = forms.BooleanField(label=_("お名前と連絡先が消え、元に戻せないことがわかりました"))

    def values(self) -> dict[str, Any]:
        return {}


class AcceptForm(forms.Form):
    """招待を引き受ける, for whoever has an account and is signed in."""


class AcceptAsNewForm(forms.Form):
    """招待を引き受ける, with a new account."""

    name = forms.NameField(label=_("お名前"))
    kana = forms.KanaField(label=_("フリガナ"), required=False, help_text=_("ひらがなで入力してもかまいません。"))
    password = django_forms.CharField(
        label=_("パスワード"), strip=False, widget=django_forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, initial={"name": invitation.name}, **kwargs)
        self.invitation = invitation
        self.fields["password"].help_text = " ".join(map(str, password_validators_help_texts()))
        if isinstance(known := find(invitation.subject_ref) if invitation.subject_ref else None, Person):
            self.initial.update(name=known.name, kana=known.kana)

    def clean_password(self) -> str:
        known = self.cleaned_data
        person = Person(email=self.invitation.email, name=known.get("name", ""), kana=known.get("kana", ""))
        validate_password(known["password"], person)
        return str(known["password"])
