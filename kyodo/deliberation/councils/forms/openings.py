"""The forms of a call for seats: the call itself, applying, typing in what came on paper, judging, the outcome."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.councils.states.bodies import ApplicationState, Choosing, Gender, Route
from kyodo.ui import forms


class OpeningForm(forms.EditForm):
    """公募の内容: everything that somebody must know before applying."""

    seats = forms.IntegerField(label=_("募集する人数"), min_value=1, max_value=100)
    route = forms.ChoiceField(
        label=_("選び方"), choices=[(r.value, r.label) for r in (Route.PUBLIC, Route.RECOMMENDED, Route.RANDOM)]
    )
    who = forms.LongTextField(label=_("応募できる人"), max_length=500)
    duties = forms.LongTextField(label=_("仕事の内容"), max_length=1000)
    starts_on = forms.DateField(label=_("任期の始まり"))
    ends_on = forms.DateField(label=_("任期の終わり"))
    burden = forms.TextField(label=_("会議の回数と時間帯"), max_length=200, help_text=_("例：年5回、平日の夜2時間"))
    pay = forms.YenField(label=_("1回の報酬（円）"), required=False)
    help = forms.TextField(label=_("託児・手話通訳など"), max_length=300, required=False)
    opens_on = forms.DateField(label=_("受付の始まり"))
    closes_on = forms.DateField(label=_("受付の終わり"))
    choosing = forms.ChoiceField(label=_("決め方"), choices=Choosing.choices)
    criteria = forms.LongTextField(label=_("選ぶ基準"), max_length=1000, required=False)


#: 「答えない」 is said once.
GENDERS = (("", _("答えない")), *((g.value, _("その他") if g == Gender.OTHER else g.label) for g in Gender))


class ApplyFields(forms.Form):
    """応募の内容."""

    name = forms.NameField(label=_("氏名"))
    address = forms.TextField(label=_("住所"), max_length=200, autocomplete="street-address")
    age = forms.IntegerField(label=_("年齢"), min_value=0, max_value=130)
    occupation = forms.TextField(label=_("職業・勤務先・学校"), max_length=100, required=False)
    phone = forms.PhoneField(label=_("電話"), required=False)
    email = forms.EmailField(label=_("メールアドレス"), required=False)
    reason = forms.LongTextField(label=_("応募の理由"), max_length=800)
    other_seats = forms.TextField(label=_("いま務めているほかの会議体"), max_length=300, required=False)
    interests = forms.TextField(
        label=_("利害の関わり"), max_length=300, required=False,
        help_text=_("話し合うことに、仕事や団体として関わりがあれば書いてください。"),
    )  # fmt: skip
    wishes = forms.TextField(label=_("託児・手話通訳などの希望"), max_length=300, required=False)
    gender = forms.ChoiceField(
        label=_("性別"), choices=GENDERS, required=False,
        help_text=_("割合の統計だけに使います。"),
    )  # fmt: skip

    def clean(self) -> dict[str, Any] | None:
        """Some way to reach the applicant."""
        given = super().clean()
        if not self.errors.keys() & {"phone", "email"} and not (given and (given.get("phone") or given.get("email"))):
            self.add_error("phone", _("電話かメールアドレスの、どちらかを入力してください。"))
        return given


class ApplyForm(ApplyFields, forms.OpenForm):
    """応募する, with or without an account."""


CHANNELS = (("post", _("郵送")), ("counter", _("窓口")), ("fax", _("ファクス")), ("mail", _("電子メール")))


class PaperForm(ApplyFields):
    """紙で届いた応募を入力する."""

    channel = forms.ChoiceField(label=_("受付方法"), choices=CHANNELS)
    received_at = forms.MomentField(label=_("受け付けた日時"))
    scan = forms.ScanField()
    field_order = ("submission_key", "channel", "received_at")


RESULTS = (
    (ApplicationState.CHOSEN.value, _("委員に選ぶ")),
    (ApplicationState.RESERVE.value, _("補欠にする")),
    (ApplicationState.PASSED.value, _("今回は選ばない")),
)


class JudgeForm(forms.Form):
    """選考の結果: the applicant reads the reason."""

    result = forms.ChoiceField(label=_("結果"), choices=RESULTS, widget=forms.RadioSelect)
    reserve = forms.IntegerField(
        label=_("補欠の順"), min_value=1, max_value=100, required=False,
        help_text=_("補欠にするときだけ入力します。席が空いたとき、この順に繰り上げます。"),
    )  # fmt: skip
    reason = forms.LongTextField(label=_("理由"), max_length=500, help_text=_("応募した方にお知らせします。"))


class CallUpForm(forms.Form):
    """補欠から繰り上げる."""

    reason = forms.LongTextField(label=_("理由"), max_length=500, help_text=_("応募した方にお知らせします。"))


class StepBackForm(forms.Form):
    """辞退を記録する."""

    reason = forms.TextField(label=_("辞退の事情"), max_length=300, help_text=_("担当課の記録に残します。"))


class OutcomeForm(forms.Form):
    """結果を公表する: no names of those who were not chosen."""

    outcome = forms.LongTextField(
        label=_("選考の結果"),
        max_length=1000,
        help_text=_("応募の数、選んだ数、選び方の経過を書きます。公開されます。"),
    )


class CallOffForm(forms.Form):
    """公募を取りやめる."""

    reason = forms.TextField(
        label=_("理由"), max_length=300, help_text=_("公開されます。例：応募が少ないため、団体からの推薦に改める。")
    )
