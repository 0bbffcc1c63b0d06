"""The shorter forms: beginning, answering, moving, belonging, and typing in what came on paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.commons.groups.models import Group, Membership
from kyodo.commons.groups.queries import Search
from kyodo.commons.groups.states import SPEAKERS, Channel, Involvement, Kind, PaperKind, Part, Role
from kyodo.commons.groups.terms import FIELDS, PART_FIELDS
from kyodo.offices.city.models import Ward
from kyodo.offices.papers.states import Disclosure
from kyodo.ui import forms
from kyodo.ui.forms import attaching
from kyodo.ui.forms.dates import MomentField

from .entries import ActivityForm, ContactForm, ProfileForm, chosen_fields

SPEAKER_CHOICES = [(role.value, role.label) for role in SPEAKERS]


class BeginForm(forms.Form):
    """申請を始める: enough for a draft one can come back to."""

    name = forms.NameField(label=_("団体名"), autocomplete="organization")
    kana = forms.KanaField(label=_("フリガナ"), max_length=200)
    kind = forms.ChoiceField(label=_("団体の種類"), choices=Kind.choices, help_text=_("法人でなくても登録できます。"))
    role = forms.ChoiceField(label=_("あなたの役割"), choices=SPEAKER_CHOICES, widget=forms.RadioSelect)


class ConditionsForm(forms.Form):
    """要件の確認: each statement as it is shown; what is not ticked does not hold."""

    unmarked = True

    holding = forms.MultipleChoiceField(
        label=_("当てはまるものすべてに印を付けてください"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, statements: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.statements = statements
        self.fields["holding"].choices = [(str(n), text) for n, text in enumerate(statements)]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        holding = set(self.cleaned_data["holding"])
        return {"answers": {text: str(n) in holding for n, text in enumerate(self.statements)}}


class CheckForm(forms.Form):
    """市が確かめる: which entries, against what."""

    parts = forms.MultipleChoiceField(
        label=_("確かめたまとまり"), choices=Part.choices, widget=forms.CheckboxSelectMultiple
    )
    against = forms.TextField(
        label=_("何で確かめたか"), max_length=100, help_text=_("例：規約と総会の資料。団体の頁で公開します。")
    )


class PaperForm(ConditionsForm, ActivityForm, ContactForm, ProfileForm):
    """紙の申請を入力する: the same entries at once, with how and when they came and who represents the group.

    What the paper lacks may stay empty: it is then asked for like the missing entries of any draft.
    """

    unmarked = False
    keeps_draft = False  # the counter's computer is everybody's
    always = frozenset({"name", "channel", "received_at", "representative"})

    channel = forms.ChoiceField(
        label=_("受付方法"), choices=[c for c in Channel.choices if c[0] not in (Channel.WEB, Channel.REGISTER)]
    )
    received_at = MomentField(label=_("受け付けた日時"))
    representative = forms.NameField(label=_("代表者の氏名"), autocomplete="off")
    representative_kana = forms.KanaField(label=_("代表者のフリガナ"), required=False)
    scan = forms.ScanField()
    field_order = ("submission_key", "channel", "received_at", "name", "kana", "representative", "representative_kana")

    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            **ConditionsForm.values(self),
            **{
                name: given[name]
                for name in ("channel", "received_at", "representative", "representative_kana", "scan")
            },
            "values": {name: given[name] for names in PART_FIELDS.values() for name in names},
            "fields": chosen_fields(given),
            "wards": given["wards"],
        }


class BlankForm(PaperForm):
    """申請書の用紙: what an officer types in from it, without how and when it came."""

    channel = received_at = None  # type: ignore[assignment]


class ReasonForm(forms.Form):
    """A move with the words that go with it."""

    reason = forms.LongTextField(label=_("理由・伝えること"), max_length=1000, rows=4)

    def __init__(self, *args: Any, needed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not needed:
            del self.fields["reason"]


class AttachForm(attaching.AttachForm):
    """団体の書類を付ける."""

    kinds = PaperKind.choices
    audiences = ((Disclosure.PUBLIC, _("だれにでも公開する")), (Disclosure.PARTIES, _("団体の人と市の職員だけ")))
    caution = _("電話番号や住所の載った名簿は「団体の人と市の職員だけ」にしてください。あとから変えられます。")
    because = _("会員の個人の情報が載っているため。")


class InviteForm(forms.Form):
    """仲間を招く: a colleague who gets an own sign-in."""

    name = forms.NameField(label=_("招く方の氏名"), autocomplete="off")
    email = forms.EmailField(label=_("メールアドレス"))
    role = forms.ChoiceField(
        label=_("役割"), choices=Role.choices, widget=forms.RadioSelect, initial=Role.CONTACT,
        help_text=_("代表を選ぶと、その方が招待を受けた日に代表が交代します。"),
    )  # fmt: skip


class SignInForm(forms.Form):
    """サインインの案内 for somebody who was entered from paper."""

    email = forms.EmailField(label=_("ご本人のメールアドレス"))


class HandOverForm(forms.Form):
    """引き継ぐ: to somebody who already belongs to the group, or to somebody without an account, by name."""

    role = forms.ChoiceField(label=_("引き継ぐ役割"), choices=SPEAKER_CHOICES, widget=forms.RadioSelect)
    to = forms.ModelChoiceField(
        Membership.objects.none(), label=_("次の方"), to_field_name="ref", required=False,
        empty_label=_("下に名前を入力する"),
    )  # fmt: skip
    name = forms.NameField(
        label=_("次の方の氏名"), required=False, autocomplete="off",
        help_text=_("まだ仲間に入っていない方や、インターネットを使わない方の場合に入力します。"),
    )  # fmt: skip
    kana = forms.KanaField(label=_("次の方のフリガナ"), required=False)
    title = forms.TextField(label=_("肩書"), max_length=30, required=False, help_text=_("例：会長、事務局長"))

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = group.memberships.filter(until=None).select_related("person", "group")
        self.fields["to"].queryset = held  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        given = super().clean()
        if not self.errors and not self.cleaned_data.get("to") and not self.cleaned_data.get("name"):
            self.add_error("to", _("次の方を選ぶか、氏名を入力してください。"))
        return given

    def values(self) -> dict[str, Any]:
        given = super().values()
        chosen: Membership | None = given.pop("to")
        return {**given, "to": chosen.person if chosen else None}


class CityConditionsForm(forms.Form):
    """登録の要件を改める: one statement a line."""

    text = forms.LongTextField(
        label=_("登録の要件"), max_length=4000, rows=12,
        help_text=_("1行に1つ、「はい」で答えられる文を書きます。これまでの回答には、その時の文が残ります。"),
    )  # fmt: skip


class SearchForm(forms.GetForm):
    """団体をさがす."""

    q = forms.TextField(label=_("名前・フリガナ"), max_length=100)
    field = forms.ChoiceField(label=_("活動分野"), choices=[("", _("すべて")), *FIELDS.items()])
    ward = forms.ModelChoiceField(Ward.objects.all(), label=_("地区"), to_field_name="ref", empty_label=_("すべて"))
    looking = forms.BooleanField(label=_("会員を募集している団体だけ"))
    involvement = forms.ChoiceField(
        label=_("募集しているかかわり方"), choices=[("", _("すべて")), *Involvement.choices]
    )
    lapsed = forms.BooleanField(label=_("登録の期限が切れている団体も含める"))

    def search(self) -> Search:
        """What is asked; an unreadable question asks for everything."""
        given = self.cleaned_data if self.is_valid() else {}
        return Search(
            text=given.get("q") or "",
            field=int(code) if (code := given.get("field")) else None,
            ward=ward.ref if (ward := given.get("ward")) else "",
            looking=bool(given.get("looking")),
            involvement=given.get("involvement") or "",
            lapsed=bool(given.get("lapsed")),
        )
