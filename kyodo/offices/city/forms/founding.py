"""The forms that begin a city and name it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms as django_forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from kyodo.kernel.text import name_key, search_key
from kyodo.offices.city.actions import is_first_run_code
from kyodo.offices.city.actions.founding import FirstOfficer, NewSection
from kyodo.offices.city.actions.rules import standard_sets
from kyodo.offices.city.models import City
from kyodo.offices.city.terms import is_local_code
from kyodo.offices.people.models import Person
from kyodo.ui import forms

from .passwords import LocalWordsValidator

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class CityForm(forms.Form):
    """市と窓口: what every page and letter names."""

    name = forms.TextField(label=_("市の名前"), max_length=50)
    kana = forms.KanaField(
        label=_("市の名前のフリガナ"), required=False, help_text=_("ひらがなで入力してもかまいません。")
    )
    prefecture = forms.TextField(label=_("都道府県"), max_length=20)
    code = forms.TextField(
        label=_("団体コード"),
        max_length=10,
        help_text=_("検査数字を含む6桁です。例：越前市は182095"),
    )
    desk_name = forms.TextField(label=_("窓口の名前"), max_length=100, required=False)
    desk_phone = forms.PhoneField(label=_("窓口の電話"), required=False)
    desk_hours = forms.TextField(label=_("窓口の時間"), max_length=100, required=False)
    desk_email = forms.EmailField(label=_("窓口のメールアドレス"), required=False)

    def clean_code(self) -> str:
        """Full-width figures are read; the check digit must fit."""
        code = search_key(self.cleaned_data["code"])
        if not is_local_code(code):
            raise ValidationError(
                _("「団体コード」の検査数字が合いません。6桁をもう一度ご確認ください。"), code="check"
            )
        return code


class FirstRunForm(CityForm):
    """はじめての設定: the city, its sections, its principles, and the first officer."""

    setup_code = forms.TextField(label=_("設定コード"), help_text=_("サーバーを起動した画面に出ている文字です。"))
    sections = forms.LongTextField(
        label=_("課"), max_length=20000, rows=8,
        help_text=_("1行に1つ、「コード,課名,かな」か課名だけを入力します。1行目の課が協働の窓口になります。"),
    )  # fmt: skip
    principles = forms.ChoiceField(label=_("はじめに使う協働の原則"), widget=forms.RadioSelect)
    officer_name = forms.NameField(label=_("最初の担当者のお名前"))
    officer_kana = forms.KanaField(label=_("最初の担当者のフリガナ"), required=False)
    officer_email = forms.EmailField(label=_("最初の担当者のメールアドレス"))
    officer_password = django_forms.CharField(
        label=_("最初の担当者のパスワード"), strip=False,
        widget=django_forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    field_order = ("setup_code",)
    PARTS = (
        (_("市"), ("name", "kana", "prefecture", "code")),
        (_("協働の窓口"), ("desk_name", "desk_phone", "desk_hours", "desk_email")),
        (_("課と原則"), ("sections", "principles")),
        (_("最初の担当者"), ("officer_name", "officer_kana", "officer_email", "officer_password")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["principles"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [(key, f"{one['name']}（{one['source']}）") for key, one in standard_sets().items()]
        self.fields["officer_password"].help_text = " ".join(map(str, password_validators_help_texts()))

    @property
    def parts(self) -> list[tuple[StrOrPromise, list[BoundField]]]:
        """The fields as the page groups them."""
        return [(title, [self[name] for name in names]) for title, names in self.PARTS]

    def clean_setup_code(self) -> str:
        if not is_first_run_code(self.cleaned_data["setup_code"]):
            raise ValidationError(_("「設定コード」が違います。サーバーを起動した画面をご確認ください。"), code="code")
        return ""

    def clean_sections(self) -> list[NewSection]:
        return list(read_sections(self.cleaned_data["sections"]))

    def clean_officer_password(self) -> str:
        given = self.cleaned_data
        password = str(given["officer_password"])
        validate_password(password, Person(email=given.get("officer_email"), name=given.get("officer_name", "")))
        LocalWordsValidator().check(password, City(name=given.get("name", ""), kana=given.get("kana", "")))
        return password

    def values(self) -> dict[str, Any]:
        given = super().values()
        given.pop("setup_code")
        officer = {f: given.pop(f"officer_{f}") for f in ("name", "kana", "email", "password")}
        return {**given, "officer": FirstOfficer(**officer)}


def read_sections(text: str) -> list[NewSection]:
    """One section a line: code, name and reading, or the name alone; any comma. Missing codes are counted up."""
    found: dict[int, NewSection] = {}
    for place, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        parts = [part.strip() for part in re.split(r"[,，、\t]", line)]
        code, name, kana = (f"{len(found) + 1:03}", parts[0], "") if len(parts) == 1 else (*parts, "", "")[:3]
        if not name or not code:
            raise ValidationError(_("「%(line)s」の課名が読み取れません。"), params={"line": line}, code="line")
        _require_new(found, place, code=code, name=name)
        found[place] = NewSection(code, name, kana)
    return list(found.values())


def _require_new(found: Mapping[int, NewSection], place: int, *, code: str, name: str) -> None:
    """Nobody could tell two sections of one name apart, nor keep two of one code."""
    for before, other in found.items():
        said = {"before": before, "place": place, "code": code, "name": name}
        if other.code == code:
            raise ValidationError(_("%(before)s行目と%(place)s行目の課コードが同じです（%(code)s）。"), params=said)
        if name_key(other.name) == name_key(name):
            raise ValidationError(
                _("%(before)s行目と%(place)s行目の課名が同じです（%(name)s）。見分けのつく名前にしてください。"),
                params=said,
            )
