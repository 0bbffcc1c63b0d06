"""Deciding, publishing, and the question afterwards."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.consultations.models import Consultation
from kyodo.deliberation.consultations.states import Satisfied
from kyodo.deliberation.consultations.terms import REASON_LENGTH
from kyodo.ui import forms


class ConfirmForm(forms.Form):
    """Nothing to say: only to be sure."""


class ReasonForm(forms.Form):
    """理由."""

    reason = forms.LongTextField(label=_("理由（公表されます）"), max_length=500, rows=3)


class AdoptForm(forms.Form):
    """決裁する."""

    adopted_as = forms.TextField(label=_("だれの決裁か"), max_length=200, help_text=_("例：市長決裁、部長決裁"))


class ReleaseForm(forms.Form):
    """結果を公表する: the three sentences at the top of the page."""

    heard = forms.LongTextField(label=_("聴いたこと"), max_length=1000, rows=3, help_text=_("だれに、何を、どうやって"))
    said = forms.LongTextField(label=_("言われたこと"), max_length=1000, rows=3, help_text=_("少数の意見も含めて"))
    done = forms.LongTextField(
        label=_("こうしたこと"), max_length=1000, rows=3, help_text=_("変えたこと、変えなかったこと")
    )
    because = forms.TextField(label=_("訂正の理由"), max_length=500)

    def __init__(self, *args: Any, it: Consultation, **kwargs: Any) -> None:
        last = it.results.order_by("-number").first()
        if last:
            kwargs.setdefault("initial", {"heard": last.heard, "said": last.said, "done": last.done})
        super().__init__(*args, **kwargs)
        if last is None:
            del self.fields["because"]


class EnactForm(forms.Form):
    """策定・施行を知らせる."""

    words = forms.LongTextField(
        label=_("どうなったか"),
        max_length=REASON_LENGTH,
        rows=4,
        help_text=_("例：令和8年10月1日に指針を決定しました。"),
    )


class RespondForm(forms.Form):
    """お答えになっていましたか."""

    satisfied = forms.ChoiceField(
        label=_("お答えになっていましたか"), choices=Satisfied.choices, widget=forms.RadioSelect
    )
    words = forms.LongTextField(label=_("ひとこと"), max_length=500, rows=3, required=False)
