"""The entries of a group in the parts in which they are asked, dated and sourced."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.forms import TextInput
from django.utils.translation import gettext_lazy as _

from kyodo.commons.groups.models import Group
from kyodo.commons.groups.states import Involvement, Kind, Part
from kyodo.commons.groups.terms import FIELDS, MOST_FIELDS, PART_FIELDS, SWITCHES
from kyodo.offices.city.models import Ward
from kyodo.ui import forms

FIELD_CHOICES = [("", _("選んでください")), *((str(code), f"{code} {label}") for code, label in FIELDS.items())]
#: What may follow a year, or a year and a month, so that it reads as a day.
MONTH_TAILS = ("", "1日", "-1", "1月1日", "-1-1")


class MonthField(forms.DateField):
    """年月: 平成10年4月, H10.4, 1998/4 or a year alone; kept as the first day of the month."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", TextInput(attrs={"class": "ky-medium", "autocomplete": "off"}))
        super().__init__(**options)

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, date) or not str(value or "").strip():
            return value or None
        for tail in MONTH_TAILS:
            with suppress(ValidationError):
                return super().to_python(f"{value}{tail}")
        raise ValidationError(_("年月として読めません。「平成10年4月」「1998/4」のように入力してください。"))

    def prepare_value(self, value: Any) -> Any:
        return f"{value.year}年{value.month}月" if isinstance(value, date) else value


class EntriesForm(forms.Form):
    """Entries that may be saved unfinished: what is still missing is asked for when the application is sent."""

    always: ClassVar[frozenset[str]] = frozenset({"name"})  #: without these not even a draft is kept

    def __init__(self, *args: Any, unfinished: bool = False, **kwargs: Any) -> None:
        self.unfinished = unfinished
        super().__init__(*args, **kwargs)

    def full_clean(self) -> None:
        marked = {name: field.required for name, field in self.fields.items()}
        for name, field in self.fields.items():
            field.required = marked[name] and (not self.unfinished or name in self.always)
        super().full_clean()
        for name, field in self.fields.items():
            field.required = marked[name]


class ProfileForm(EntriesForm):
    """団体のこと: who they are and what they do. All of it is public."""

    name = forms.NameField(label=_("団体名"), max_length=100, autocomplete="organization")
    kana = forms.KanaField(label=_("フリガナ"), max_length=200)
    kind = forms.ChoiceField(label=_("団体の種類"), choices=Kind.choices)
    corporate_number = forms.TextField(
        label=_("法人番号"), max_length=13, required=False, help_text=_("法人の場合のみ。13桁の数字です。")
    )
    founded = MonthField(label=_("設立年月"), required=False, help_text=_("例：平成10年4月"))
    purpose = forms.LongTextField(label=_("目的"), max_length=1000, rows=3, help_text=_("何のために活動していますか。"))
    activities = forms.LongTextField(label=_("主な活動"), max_length=2000, rows=5)
    field_1 = forms.ChoiceField(label=_("活動分野（主なもの）"), choices=FIELD_CHOICES)
    field_2 = forms.ChoiceField(label=_("活動分野（2つ目）"), choices=FIELD_CHOICES, required=False)
    field_3 = forms.ChoiceField(label=_("活動分野（3つ目）"), choices=FIELD_CHOICES, required=False)
    wards = forms.ModelMultipleChoiceField(
        Ward.objects.all(), label=_("活動する地区"), to_field_name="ref", required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("市全域で活動している場合は、選ばずに進んでください。"),
    )  # fmt: skip
    url = forms.URLField(label=_("ホームページ・SNSのアドレス"), max_length=300, required=False)

    def clean_corporate_number(self) -> str:
        number = str(self.cleaned_data["corporate_number"])
        if number and not is_corporate_number(number):
            raise ValidationError(_("法人番号は13桁の数字です。検査用の数字が合わないので、もう一度ご確認ください。"))
        return number

    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        values = {name: given[name] for name in PART_FIELDS[Part.PROFILE]}
        return {"values": values, "fields": chosen_fields(given), "wards": given["wards"]}


def chosen_fields(given: Mapping[str, Any]) -> list[int]:
    """The fields of activity in the order of their boxes, each once."""
    codes = (given[f"field_{n}"] for n in range(1, MOST_FIELDS + 1))
    return list(dict.fromkeys(int(code) for code in codes if code))


class ContactForm(EntriesForm):
    """連絡先: closed to the public unless the group opens it."""

    postcode = forms.PostcodeField(label=_("郵便番号"), required=False)
    address = forms.TextField(
        label=_("所在地"), max_length=200, help_text=_("事務所がない場合は、代表か連絡担当の方の住所でかまいません。")
    )
    phone = forms.PhoneField(label=_("電話番号"), required=False)
    fax = forms.PhoneField(label=_("FAX"), required=False)
    email = forms.EmailField(label=_("メールアドレス"), required=False)

    def clean(self) -> dict[str, Any] | None:
        given = super().clean()
        if not (self.unfinished or self.errors or self.cleaned_data.get("phone") or self.cleaned_data.get("email")):
            self.add_error("phone", _("電話番号かメールアドレスの、どちらかを入力してください。"))
        return given

    def values(self) -> dict[str, Any]:
        return {"values": super().values()}


class ActivityForm(EntriesForm):
    """会員と活動のようす."""

    members = forms.IntegerField(label=_("会員数"), min_value=1, max_value=1_000_000)
    resident_members = forms.IntegerField(
        label=_("うち市内に住む会員の数"), required=False, min_value=0, max_value=1_000_000
    )
    fee = forms.TextField(label=_("会費"), required=False, help_text=_("例：年1,000円、なし"))
    meeting_place = forms.TextField(label=_("集まる場所"), max_length=100, required=False)
    meeting_frequency = forms.TextField(
        label=_("集まる日・回数"), max_length=100, required=False, help_text=_("例：毎月第2土曜の午前")
    )
    looking_for_members = forms.BooleanField(label=_("会員や参加する人を募集しています"), required=False)
    involvement = forms.ChoiceField(
        label=_("どんなかかわり方を募集していますか"),
        choices=Involvement.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    looking_for = forms.LongTextField(
        label=_("募集の内容"), max_length=400, rows=3, required=False,
        help_text=_("どんな人に、いつ、どこで、何をしてほしいか。初めての人が来てよいかも書くと伝わります。"),
    )  # fmt: skip
    accounts_year = forms.YearField(label=_("いちばん新しい決算の年度"), required=False)
    income = forms.YenField(label=_("収入の合計"), required=False)
    expense = forms.YenField(label=_("支出の合計"), required=False)

    def clean(self) -> dict[str, Any] | None:
        given = super().clean()
        residents, members = self.cleaned_data.get("resident_members"), self.cleaned_data.get("members")
        if residents is not None and members is not None and residents > members:
            self.add_error("resident_members", _("市内に住む会員の数が、会員数より多くなっています。"))
        if self.cleaned_data.get("looking_for_members") and not self.cleaned_data.get("involvement"):
            self.add_error("involvement", _("募集しているときは、かかわり方を選んでください。"))
        return given

    def values(self) -> dict[str, Any]:
        return {"values": super().values()}


PART_FORMS: Mapping[str, type[EntriesForm]] = {
    Part.PROFILE: ProfileForm,
    Part.CONTACT: ContactForm,
    Part.ACTIVITY: ActivityForm,
}


def entries_of(group: Group, part: str) -> dict[str, Any]:
    """What a part already says, as its form shows it."""
    known = {name: getattr(group, name) for name in PART_FIELDS[Part(part)]}
    if part == Part.PROFILE:
        codes = [field.code for field in group.fields.all()]
        known |= {f"field_{n}": str(code) for n, code in enumerate(codes, start=1)}
        known["wards"] = [ward.ref for ward in group.wards.all()]
    return known


def is_corporate_number(number: str) -> bool:
    """法人番号: thirteen digits, the first of which checks the others. 法人番号の指定等に関する省令 2条."""
    if len(number) != 13 or not (number.isascii() and number.isdigit()):
        return False
    weighed = sum(int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number[1:])))
    return int(number[0]) == 9 - weighed % 9


#: 公開を選べる項目 in words.
SWITCH_LABELS = {
    "representative": _("代表者の氏名"),
    "contact": _("連絡担当者の氏名"),
    "postcode": _("郵便番号"),
    "address": _("所在地"),
    "phone": _("電話番号"),
    "fax": _("FAX"),
    "email": _("メールアドレス"),
    "url": _("ホームページ・SNS"),
    "founded": _("設立年月"),
    "members": _("会員数"),
    "resident_members": _("市内に住む会員の数"),
    "fee": _("会費"),
    "meeting": _("集まる場所・日"),
    "accounts": _("決算（収入と支出）"),
}


class PublicationForm(forms.Form):
    """公開の設定: what everybody may see."""

    unmarked = True

    open_entries = forms.MultipleChoiceField(
        label=_("市民に公開する項目"), choices=[(entry, SWITCH_LABELS[entry]) for entry in SWITCHES], required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("印のない項目は、団体の人と市の職員だけが見られます。団体名・目的・活動・分野・地区は必ず公開します。"),
    )  # fmt: skip

    def values(self) -> dict[str, Any]:
        chosen = set(self.cleaned_data["open_entries"])
        return {"switches": {entry: entry in chosen for entry in SWITCHES}}
