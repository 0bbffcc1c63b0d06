"""市が書く: corrections, the section's opinion, the check of public benefit, answers."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.cycle.collaborations.states import Form as Way
from kyodo.cycle.collaborations.states import Zone
from kyodo.cycle.proposals.states import Answer, Feasibility
from kyodo.cycle.proposals.terms import BENEFIT_QUESTIONS, REASON_LENGTH
from kyodo.ui import forms


class ReturnForm(forms.Form):
    """補正をお願いする."""

    reason = forms.LongTextField(label=_("補正してほしいところ（提案者に伝わります）"), max_length=1000)
    correct_by = forms.DateField(label=_("いつまでに"))


class OpinionForm(forms.Form):
    """課の意見書."""

    need = forms.LongTextField(label=_("必要性"), max_length=1000, rows=3)
    existing = forms.LongTextField(label=_("すでにある事業との関係"), max_length=1000, rows=3, required=False)
    law = forms.LongTextField(label=_("法令・権限"), max_length=1000, rows=3, required=False)
    budget = forms.LongTextField(label=_("予算の見込み"), max_length=1000, rows=3, required=False)
    city_can = forms.LongTextField(label=_("市が担えること"), max_length=1000, rows=3)
    difficulties = forms.LongTextField(label=_("難しいこと"), max_length=1000, rows=3, required=False)
    meetings = forms.IntegerField(label=_("提案者と話し合った回数"), required=False, min_value=0, max_value=99)
    outcome = forms.LongTextField(label=_("話し合いの結果"), max_length=1000, rows=3, required=False)
    feasibility = forms.ChoiceField(label=_("実施可能性"), choices=Feasibility.choices, widget=forms.RadioSelect)
    conditions = forms.LongTextField(label=_("条件"), max_length=1000, rows=3, required=False)
    ways = forms.MultipleChoiceField(
        label=_("望ましい形態"), choices=Way.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    zone = forms.ChoiceField(label=_("協働の領域（市の考え）"), choices=Zone.choices, widget=forms.RadioSelect)
    because = forms.LongTextField(label=_("領域をそう考える理由"), max_length=REASON_LENGTH, rows=3)

    def values(self) -> dict[str, Any]:
        given = super().values()
        ways = given.pop("ways")
        return {**given, "forms": ways, "meetings": given["meetings"] or 0}


class BenefitForm(forms.Form):
    """公益性と領域の確認: each question with an answer and a reason."""

    zone = forms.ChoiceField(label=_("協働の領域（市の考え）"), choices=Zone.choices, widget=forms.RadioSelect)
    sent_on_to = forms.TextField(
        label=_("つなぎ先（AかEのとき）"), max_length=200, required=False, help_text=_("課・団体・窓口の名前と連絡先")
    )
    reason = forms.LongTextField(label=_("理由（提案者に伝わります）"), max_length=REASON_LENGTH, rows=4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked: dict[str, Any] = {}
        for n, question in enumerate(BENEFIT_QUESTIONS):
            asked[f"answer_{n}"] = forms.ChoiceField(label=question, choices=Answer.choices, widget=forms.RadioSelect)
            asked[f"because_{n}"] = forms.TextField(label=_("そう考える理由"), max_length=REASON_LENGTH)
        for name, field in asked.items():
            self.fields[name] = field
        self.order_fields([*asked, "zone", "sent_on_to", "reason"])

    def values(self) -> dict[str, Any]:
        given = super().values()
        answers = [
            {"answer": given.pop(f"answer_{n}"), "because": given.pop(f"because_{n}")}
            for n in range(len(BENEFIT_QUESTIONS))
        ]
        return {**given, "answers": answers}


class AskForm(forms.OpenForm):
    """質問する: without a name."""

    text = forms.LongTextField(
        label=_("質問"), max_length=1000, help_text=_("回答といっしょに公開します。お名前や連絡先は書かないでください。")
    )  # fmt: skip


class AnswerForm(forms.Form):
    """質問に答える."""

    answer = forms.LongTextField(label=_("回答（みなさんに公開します）"), max_length=3000)
