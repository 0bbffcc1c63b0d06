"""What chains ask for: beginning, signing, handing on, the receipt, the reply."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.councils.models.body import Body
from kyodo.deliberation.councils.models.chain import Chain
from kyodo.deliberation.councils.models.meeting import Meeting
from kyodo.deliberation.councils.states.meetings import ChainKind, HopKind
from kyodo.offices.city.models import Section
from kyodo.ui import forms


class ChainForm(forms.Form):
    """やりとりを始める."""

    kind = forms.ChoiceField(label=_("種類"), choices=ChainKind.choices, widget=forms.RadioSelect)
    title = forms.TextField(label=_("題"), max_length=200)
    text = forms.LongTextField(label=_("内容"), max_length=5000, required=False)
    began_on = forms.DateField(label=_("始めた日"))
    section = forms.ModelChoiceField(Section.objects.none(), label=_("担当課"), to_field_name="ref")
    body = forms.ModelChoiceField(Body.objects.none(), label=_("会議体"), to_field_name="ref", required=False)
    parent = forms.ModelChoiceField(
        Chain.objects.none(), label=_("もとになったやりとり"), to_field_name="ref", required=False
    )
    about = forms.SubjectField(label=_("何について"), required=False)

    def __init__(self, *args: Any, chains: Any, sections: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, found in (("section", sections), ("body", bodies), ("parent", chains)):
            self.fields[name].queryset = found  # type: ignore[attr-defined]


class SignForm(forms.Form):
    """連名団体を加える."""

    name = forms.NameField(label=_("団体名"), max_length=100)
    signed_on = forms.DateField(label=_("署名した日"))


class HandForm(forms.Form):
    """次の段階へ手渡す."""

    kind = forms.ChoiceField(label=_("種類"), choices=HopKind.choices)
    giver = forms.TextField(label=_("出した人"), max_length=100)
    taker = forms.TextField(label=_("受け取る人"), max_length=100)
    taker_ref = forms.ChoiceField(label=_("受け取る課・会議体"), required=False)
    handed_on = forms.DateField(label=_("出した日"))
    text = forms.LongTextField(label=_("内容"), max_length=5000, required=False)
    meeting = forms.ModelChoiceField(Meeting.objects.none(), label=_("扱った会議"), to_field_name="ref", required=False)
    needs_reply = forms.BooleanField(label=_("返答を求める"), required=False, initial=True)
    reply_due = forms.DateField(label=_("返答の期限"), required=False)
    answers = forms.ModelChoiceField(Chain.objects.none(), label=_("これに答えた"), to_field_name="ref", required=False)

    def __init__(self, *args: Any, chain: Chain, takers: list[tuple[str, str]], meetings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["taker_ref"].choices = [("", _("登録のない相手")), *takers]  # type: ignore[attr-defined]
        self.fields["meeting"].queryset = meetings  # type: ignore[attr-defined]
        self.fields["answers"].queryset = chain.hops.filter(answered_by=None)  # type: ignore[attr-defined]


class ReceiveForm(forms.Form):
    """受領を知らせる."""

    received_on = forms.DateField(label=_("受領した日"))
    receipt = forms.TextField(label=_("受領の番号"), max_length=30)


class ReplyForm(forms.Form):
    """返答する."""

    replied_on = forms.DateField(label=_("返答した日"))
    text = forms.LongTextField(label=_("返答"), max_length=10_000)
