"""提案、返事、確認、免除: what is asked before an act of weight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.cycle.agreements.states import WAIVABLE, Matter
from kyodo.kernel.calendar import era_fiscal_year
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


class AmendForm(ReasonForm):
    """変更を申し出る."""

    kinds = forms.MultipleChoiceField(
        label=_("何を変えたいですか"), choices=Matter.choices, widget=forms.CheckboxSelectMultiple,
        help_text=_("事業を途中でやめるときは、変更ではなく、事業のページの「中止する」を使います。"),
    )  # fmt: skip
    impact = forms.LongTextField(
        label=_("影響"), max_length=2000, rows=3, required=False,
        help_text=_("相手の側、参加する人、費用などに、どのような影響がありそうか。"),
    )  # fmt: skip
    field_order = ["kinds", "reason", "impact"]


class RegisterForm(forms.GetForm):
    """協定の変更の一覧をしぼる: the fiscal year, the newest there is unless another is asked for."""

    year = forms.ChoiceField(label=_("年度"), choices=[])

    def __init__(self, *args: Any, years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.years = years
        self.fields["year"].choices = [(str(year), era_fiscal_year(year)) for year in years]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> int | None:
        """The year asked for, else the newest; none while there is no change at all."""
        asked = self.cleaned_data["year"] if self.is_valid() else ""
        return int(asked) if asked else next(iter(self.years), None)


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
