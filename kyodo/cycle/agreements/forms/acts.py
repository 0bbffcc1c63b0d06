"""提案、返事、確認、免除: what is asked before an act of weight."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.cycle.agreements.states import WAIVABLE
from kyodo.offices.papers.states import Disclosure
from kyodo.ui import forms


class ProposeForm(forms.Form):
    """提案する: with the wording one compared with, and why."""

    seen = forms.SeenField()
    note = forms.LongTextField(label=_("変える理由"), max_length=2000, rows=3, required=False)


class AnswerForm(forms.Form):
    """返す: why not."""

    answer = forms.LongTextField(label=_("返す理由"), max_length=2000, rows=3)


class ConfirmForm(forms.Form):
    """確認する: this very content."""

    own = forms.Form.own | {"read"}
    digest = forms.SeenField()
    read = forms.BooleanField(label=_("全文を読み、この内容で協定を結ぶことを確認しました"))


class ReasonForm(forms.Form):
    """理由, which everybody may read."""

    reason = forms.LongTextField(label=_("理由"), max_length=2000, rows=3, help_text=_("この理由は公開されます。"))


class WaiveForm(ReasonForm):
    """免除する: one rule about completeness, in one's own name."""

    rule = forms.ChoiceField(label=_("免除する決まり"), choices=[(r.value, r.label) for r in WAIVABLE])
    field_order = ["rule", "reason"]


class SignedForm(forms.Form):
    """署名した協定書の写し: open to everybody unless the reason not to be is written."""

    file = forms.FileField(label=_("ファイル"), kinds=("pdf", "jpg", "jpeg", "png"))
    disclosure = forms.ChoiceField(
        label=_("公開の範囲"), choices=Disclosure.choices, widget=forms.RadioSelect, initial=Disclosure.PUBLIC
    )
    reason = forms.TextField(
        label=_("公開しない理由"), max_length=300, required=False,
        help_text=_("「公開」のほかを選んだときに必要です。件数は、だれにでも見えます。"),
    )  # fmt: skip
    review_on = forms.DateField(label=_("見直す日"), required=False, help_text=_("空のままにすると1年後になります。"))

    def values(self) -> dict[str, Any]:
        given = super().values()
        upload = given.pop("file")
        return {**given, "upload": upload, "review_on": given["review_on"] or None}
