"""What a screening asks for: the result with its reasons, the decision, the budget, questions and answers."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.ui import forms

from .models import Screening
from .queries import criteria_of
from .states import FINDINGS


class RecommendForm(forms.Form):
    """審査結果: the outcome, and a reason for each criterion of the programme."""

    held_on = forms.DateField(label=_("審査した日"))
    outcome = forms.ChoiceField(label=_("判定"), choices=FINDINGS, widget=forms.RadioSelect)
    remark = forms.LongTextField(label=_("付帯意見"), max_length=1000, rows=3, required=False)

    def __init__(self, *args: Any, screening: Screening, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = [str(name) for name in criteria_of(screening.proposal)]
        kept = {row["criterion"]: row["text"] for row in screening.reasons}
        asked = [f"reason_{n}" for n in range(len(self.criteria))]
        for field, name in zip(asked, self.criteria, strict=True):
            label = _("「%(name)s」についての理由") % {"name": name}
            self.fields[field] = forms.LongTextField(label=label, max_length=500, rows=3, initial=kept.get(name, ""))
        self.order_fields(["held_on", "outcome", *asked, "remark"])

    def values(self) -> dict[str, Any]:
        given = super().values()
        reasons = {name: given.pop(f"reason_{n}") for n, name in enumerate(self.criteria)}
        return {**given, "reasons": reasons}


class ConditionRow(forms.RowForm):
    """条件の行."""

    text = forms.TextField(label=_("条件"), max_length=300)
    due = forms.DateField(label=_("期限"), required=False)


class DecideForm(forms.Form):
    """決定."""

    outcome = forms.ChoiceField(label=_("判定"), choices=FINDINGS, widget=forms.RadioSelect)
    reason = forms.LongTextField(label=_("判定の理由（提案者に伝わります）"), max_length=1000)
    amount = forms.YenField(label=_("採択額"), required=False)
    budget_pending = forms.BooleanField(label=_("予算の成立を条件とする"), required=False)
    repeat = {"conditions": forms.rows(ConditionRow, title=_("採択の条件"))}


class BudgetForm(forms.Form):
    """予算が成立した."""

    on = forms.DateField(label=_("予算が決まった日"))


class FailedBudgetForm(BudgetForm):
    """予算が成立しなかった."""

    reason = forms.LongTextField(label=_("理由（提案者に伝わります）"), max_length=500)


class ReasonForm(forms.Form):
    """理由."""

    reason = forms.LongTextField(label=_("理由"), max_length=500)


class InquiryForm(forms.Form):
    """理由を問い合わせる."""

    text = forms.LongTextField(label=_("問い合わせたいこと"), max_length=2000)


class AnswerForm(forms.Form):
    """問合せに答える."""

    answer = forms.LongTextField(label=_("回答"), max_length=3000)


class MetForm(forms.Form):
    """条件が満たされた."""

    note = forms.TextField(label=_("確かめたこと"), max_length=300, required=False)


class NothingForm(forms.Form):
    """押すだけ: an act that asks for nothing."""
