"""What a seed needs to say, on the screen and typed in from paper."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.commons.groups.terms import FIELDS
from kyodo.cycle.collaborations.states import Direction, Zone
from kyodo.kernel.access import Actor, acting_refs, find_all
from kyodo.kernel.covering import MaskKind
from kyodo.kernel.thing import Thing
from kyodo.offices.city.models import Section, Ward
from kyodo.offices.city.queries import desk_section, local_day
from kyodo.ui import forms
from kyodo.ui.forms.dates import MomentField

from .actions import Sower
from .models import Seed
from .states import Channel, CloseCode, State
from .terms import REASON_LENGTH

OPEN_TO_ALL = _("種のページに公開されます。お名前など、個人のことは書かないでください。")


class SeedForm(forms.OpenForm):
    """協働の種: four things in one's own words, the rest is optional."""

    title = forms.TextField(
        label=_("ひとことで言うと"), max_length=100, help_text=_("例：通学路の見守りをいっしょに続けたい")
    )
    problem = forms.LongTextField(label=_("困っていること・きっかけ"), max_length=2000)
    wish = forms.LongTextField(label=_("やってみたいこと"), max_length=2000, required=False)
    own_part = forms.LongTextField(label=_("自分たちにできること"), max_length=1000, required=False)
    other_part = forms.LongTextField(label=_("相手にお願いしたいこと"), max_length=1000, required=False)
    ward = forms.ModelChoiceField(
        Ward.objects.all(), label=_("地区"), required=False, to_field_name="ref", empty_label=_("市全体・わからない")
    )
    fields_ = forms.MultipleChoiceField(
        label=_("活動分野"), choices=list(FIELDS.items()), required=False, widget=forms.CheckboxSelectMultiple
    )
    section = forms.ModelChoiceField(
        Section.objects.none(),
        label=_("届けたい課"),
        required=False,
        to_field_name="ref",
        empty_label=_("わからない（協働担当課が受け取ります）"),
    )
    body = forms.ChoiceField(label=_("どの立場で出しますか"), required=False)
    name = forms.NameField(label=_("お名前"), help_text=_("公開しません。お返事のためにうかがいます。"))
    shown_name = forms.NameField(
        label=_("公開してよい名前"),
        required=False,
        help_text=_("空欄なら「匿名」と表示します。団体名でもかまいません。"),
    )
    email = forms.EmailField(
        label=_("メールアドレス"),
        required=False,
        help_text=_("お返事があったことをお知らせします。なくても受付控えの画面で読めます。"),
    )
    phone = forms.PhoneField(label=_("電話番号"), required=False)

    def __init__(self, *args: Any, actor: Actor, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at
        self.fields["section"].queryset = Section.objects.on(local_day(at))  # type: ignore[attr-defined]
        self.bodies: dict[str, Thing] = {
            ref: body
            for ref, body in find_all(acting_refs(actor, at) - {actor.subject}).items()
            if isinstance(body, Thing)
        }
        if self.bodies:
            choices = [("", _("個人として")), *((ref, str(body)) for ref, body in self.bodies.items())]
            self.fields["body"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["body"]

    def values(self) -> dict[str, Any]:
        given = super().values()
        sower = Sower(given.pop("name"), email=given.pop("email"), phone=given.pop("phone"))
        codes = [int(code) for code in given.pop("fields_")]
        body = self.bodies.get(given.pop("body", ""))
        section = given.pop("section") or desk_section(self.at)
        return {**given, "sower": sower, "fields": codes, "section": section, "body": body}


class PaperForm(SeedForm):
    """紙・電話・窓口: a seed that an officer types in, with how and when it arrived."""

    keeps_draft = False  # the counter's computer is everybody's

    channel = forms.ChoiceField(label=_("受付方法"), choices=[c for c in Channel.choices if c[0] != Channel.WEB])
    received_at = MomentField(label=_("受け付けた日時"))
    scan = forms.ScanField()


class AnswerForm(forms.Form):
    """お返事: words of a human."""

    text = forms.LongTextField(
        label=_("お返事"),
        max_length=3000,
        help_text=_(
            "受け止めたこと、次にすること、いつごろまでかを書きます。種の内容といっしょに公開されます。お名前など、個人のことは書かないでください。"
        ),
    )


class SayForm(forms.OpenForm):
    """書き足す, on the receipt."""

    text = forms.LongTextField(
        label=_("書き足すこと"), max_length=2000, rows=5,
        help_text=_("お返事への返事、まちがいの訂正、日どりの希望など。種のページに公開されます。個人のことは書かないでください。"),
    )  # fmt: skip


class CoverForm(forms.Form):
    """伏せる: the words exactly as they stand."""

    words = forms.TextField(label=_("伏せる言葉（書かれているとおりに）"), max_length=200)
    kind = forms.ChoiceField(label=_("伏せる理由"), choices=MaskKind.choices)
    note = forms.TextField(label=_("説明"), max_length=200, required=False, help_text=_("「その他」のときは必ず"))


class RouteForm(forms.Form):
    """つなぐ: where it goes and why."""

    to = forms.TextField(label=_("つなぎ先"), max_length=200, help_text=_("課・団体・窓口の名前と連絡先"))
    zone = forms.ChoiceField(
        label=_("協働の領域（市の見方）"), choices=[("", _("記入しない")), *Zone.choices], required=False
    )
    reason = forms.LongTextField(
        label=_("理由（出した方に伝わります）"), max_length=REASON_LENGTH, help_text=OPEN_TO_ALL
    )


class CloseForm(forms.Form):
    """見送る: a ground and words of one's own."""

    code = forms.ChoiceField(label=_("区分"), choices=CloseCode.choices, widget=forms.RadioSelect)
    reason = forms.LongTextField(
        label=_("理由（出した方に伝わります）"), max_length=REASON_LENGTH, help_text=OPEN_TO_ALL
    )


class ReaddressForm(forms.Form):
    """担当を替える."""

    section = forms.ModelChoiceField(Section.objects.none(), label=_("担当する課"), to_field_name="ref")
    reason = forms.TextField(label=_("理由"), max_length=200)

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = Section.objects.on(local_day(at))  # type: ignore[attr-defined]


class MergeForm(forms.Form):
    """まとめる: into which other seed, one that looks alike or one that somebody knows of."""

    into = forms.ModelChoiceField(
        Seed.objects.none(), label=_("似ている種にまとめる"), to_field_name="ref", widget=forms.RadioSelect,
        required=False, empty_label=_("このほかの種にまとめる"),
    )  # fmt: skip
    other = forms.SubjectField(label=_("ほかの種をさがしてまとめる"), required=False)
    reason = forms.TextField(label=_("理由"), max_length=200)

    def __init__(self, *args: Any, candidates: list[Seed], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        among = Seed.objects.filter(pk__in=[s.pk for s in candidates]).select_related("case")
        self.fields["into"].queryset = among  # type: ignore[attr-defined]
        if not candidates:
            del self.fields["into"]

    def clean(self) -> dict[str, Any] | None:
        """One seed, by either way."""
        given = super().clean()
        if self.errors:
            return given
        ref = self.cleaned_data["other"].rpartition("/")[2]
        named = Seed.objects.filter(case__ref=ref).select_related("case").first() if ref else None
        self.chosen = named or self.cleaned_data.get("into")
        if ref and named is None:
            self.add_error("other", _("この案件は種から始まっていないので、まとめる先にできません。"))
        elif self.chosen is None:
            self.add_error("other", _("まとめる先の種を選んでください。"))
        return given

    def values(self) -> dict[str, Any]:
        return {"into": self.chosen, "reason": self.cleaned_data["reason"]}


class ReasonForm(forms.Form):
    """理由."""

    reason = forms.LongTextField(label=_("理由"), max_length=REASON_LENGTH)


class FilterForm(forms.GetForm):
    """種の一覧をしぼる."""

    direction = forms.ChoiceField(label=_("向き"), choices=[("", _("すべて")), *Direction.choices])
    state = forms.ChoiceField(label=_("状態"), choices=[("", _("すべて")), *State.choices])
    ward = forms.ModelChoiceField(Ward.objects.all(), label=_("地区"), to_field_name="ref", empty_label=_("すべて"))
    section = forms.ModelChoiceField(
        Section.objects.filter(until=None), label=_("課"), to_field_name="ref", empty_label=_("すべて")
    )
