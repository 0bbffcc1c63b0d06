"""相談する: what a talk needs to know beforehand, and what its record says."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.cycle.calls.models import Round
from kyodo.cycle.calls.states import State as RoundState
from kyodo.cycle.proposals.models import PriorTalk
from kyodo.cycle.proposals.policies import is_officer
from kyodo.cycle.proposals.states import Method, TalkResult
from kyodo.cycle.seeds.states import Channel
from kyodo.kernel.access import Actor
from kyodo.offices.people.models import Person
from kyodo.ui import forms

from .beginning import WhoForm


class TalkForm(WhoForm):
    """相談の内容: what is to be solved, in one's own words."""

    name = forms.NameField(label=_("お名前・団体名"))
    theme = forms.TextField(label=_("相談したいテーマ"), max_length=100)
    solve = forms.LongTextField(label=_("解決したいこと"), max_length=2000)
    idea = forms.LongTextField(label=_("考えている方法"), max_length=2000, rows=3, required=False)
    hopes = forms.LongTextField(label=_("市に期待すること"), max_length=1000, rows=3, required=False)
    asked_before = forms.TextField(label=_("すでに相談したところ"), max_length=200, required=False)
    phone = forms.PhoneField(label=_("電話番号"), required=False)
    round_ = forms.ModelChoiceField(
        Round.objects.filter(state=RoundState.PUBLISHED).select_related("programme"),
        label=_("考えている募集"), required=False, to_field_name="ref", empty_label=_("決まっていない"),
    )  # fmt: skip
    field_order: tuple[str, ...] = (
        "body", "name", "theme", "solve", "idea", "hopes", "asked_before", "round_", "phone", "email",
    )  # fmt: skip


class RequestForm(TalkForm):
    """事前相談の申込み. Who has an account has said their name, and their group's."""

    wished_time = forms.TextField(
        label=_("希望する日時・時期"), max_length=200, required=False, help_text=_("例：平日の午後、6月中に")
    )

    def __init__(self, *args: Any, actor: Actor, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, at=at, **kwargs)
        if isinstance(actor, Person) and not is_officer.check(actor, None, at=at):
            self.fields["name"].required = False
            self.fields["name"].help_text = (
                _("空のままなら、選んだ団体かご本人の名前になります。")
                if self.bodies
                else _("空のままなら、ご本人の名前になります。")
            )

    def clean(self) -> dict[str, Any] | None:
        """Somebody must be reachable, or the talk cannot be fixed."""
        given = super().clean()
        if not self.errors and not self.cleaned_data.get("phone") and not self.cleaned_data.get("email"):
            self.add_error("phone", _("日取りをご相談するため、電話かメールのどちらかを入力してください。"))
        return given


class PaperForm(RequestForm):
    """紙で届いた申込みを入力する: the same questions, with how and when it came."""

    keeps_draft = False  # the counter's computer is everybody's

    channel = forms.ChoiceField(label=_("受付方法"), choices=[c for c in Channel.choices if c[0] != Channel.WEB])
    received_at = forms.MomentField(label=_("受け付けた日時"))
    scan = forms.ScanField()
    field_order = ("channel", "received_at", *TalkForm.field_order, "wished_time", "scan")


class AdviceForm(forms.Form):
    """相談から出たこと."""

    advice = forms.LongTextField(label=_("助言（相談した方も読めます）"), max_length=3000)
    sent_on_to = forms.TextField(label=_("紹介先（課・団体・センター）"), max_length=200, required=False)
    next_on = forms.DateField(label=_("次回"), required=False)
    result = forms.ChoiceField(label=_("結果"), choices=TalkResult.choices, widget=forms.RadioSelect)

    @classmethod
    def initial_of(cls, talk: PriorTalk) -> dict[str, Any]:
        """The record as it stands."""
        return {name: getattr(talk, name) for name in ("advice", "sent_on_to", "next_on", "result")}


class AddForm(AdviceForm, forms.EditForm):
    """相談の記録を書き足す."""


class RecordForm(AdviceForm):
    """相談の記録."""

    held_on = forms.DateField(label=_("相談した日"))
    method = forms.ChoiceField(label=_("方法"), choices=Method.choices)
    handled_by = forms.NameField(
        label=_("対応した人"), required=False, help_text=_("空欄なら、あなたの名前になります。")
    )
    field_order: tuple[str, ...] = ("held_on", "method", "handled_by", "advice", "sent_on_to", "next_on", "result")


class EnterForm(TalkForm, RecordForm):
    """窓口・電話の相談を入力する: what was asked and its record on one page."""

    field_order = (*TalkForm.field_order, *RecordForm.field_order)
