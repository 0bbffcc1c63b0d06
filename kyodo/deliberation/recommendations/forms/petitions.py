"""Forms of petitions."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.recommendations.models import Petition
from kyodo.deliberation.recommendations.states import Channel, PetitionResult
from kyodo.ui import forms

from .lives import section_field

PLAIN = ("author_name", "title", "problem", "purpose", "effect", "cost", "cost_detail", "history")


class SupporterRow(forms.RowForm):
    """賛同者の1行."""

    name = forms.NameField(label=_("賛同者の氏名"))
    address = forms.TextField(label=_("賛同者の住所"), max_length=200)
    of_age = forms.BooleanField(label=_("年齢の要件を満たす"), required=False)


class PetitionForm(forms.EditForm):
    """市民政策提案."""

    title = forms.TextField(label=_("提案の題名"), max_length=150)
    author_name = forms.NameField(label=_("代表者の氏名"))
    problem = forms.LongTextField(label=_("いまの課題"), max_length=2000)
    purpose = forms.LongTextField(label=_("提案の内容と理由"), max_length=4000)
    effect = forms.LongTextField(label=_("見込まれる効果"), max_length=2000)
    cost = forms.YenField(label=_("費用の見込み"), required=False)
    cost_detail = forms.LongTextField(label=_("費用の内訳"), max_length=2000, required=False)
    history = forms.LongTextField(label=_("検討の経過"), max_length=2000, required=False)

    repeat = {
        "supporters": forms.rows(
            SupporterRow, title=_("賛同者"), help=_("氏名と住所は、市の窓口と代表者だけが見ます。"), blanks=10,
            add=_("賛同者を加える"),
        )
    }  # fmt: skip

    @staticmethod
    def initial_of(petition: Petition) -> dict[str, Any]:
        """What the petition says now."""
        plain = {name: getattr(petition, name) for name in PLAIN}
        return {**plain, "supporters": list(petition.supporters.values("name", "address", "of_age"))}


class PaperForm(PetitionForm):
    """紙で届いた提案を入力する: the same questions, with how and when it came."""

    keeps_draft = False  # the counter's computer is everybody's

    channel = forms.ChoiceField(label=_("受付方法"), choices=[c for c in Channel.choices if c[0] != Channel.WEB])
    received_at = forms.MomentField(label=_("受け付けた日時"))
    scan = forms.ScanField()
    field_order = ("channel", "received_at", *PLAIN, "scan")


class AcceptForm(forms.Form):
    """受理する."""

    section = section_field(required=True, empty_label=_("選んでください"))
    summary = forms.LongTextField(
        label=_("公表する概要"), max_length=2000, help_text=_("個人が特定されることは書きません。")
    )


class ExtendForm(forms.Form):
    """回答の期限を延ばす."""

    until = forms.DateField(label=_("新しい期限"))
    reason = forms.TextField(label=_("延ばす理由（公開されます）"), max_length=500)


class DecideForm(forms.Form):
    """検討の結果."""

    result = forms.ChoiceField(label=_("検討の結果"), choices=PetitionResult.choices, widget=forms.RadioSelect)
    reason = forms.LongTextField(label=_("結果の理由（公開されます）"), max_length=4000)
