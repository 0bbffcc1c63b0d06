"""Sending an opinion, and typing in one that came on paper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.consultations.actions.receiving import From
from kyodo.deliberation.consultations.models import Consultation
from kyodo.deliberation.consultations.queries.working import provisions_of
from kyodo.deliberation.consultations.states import Age, Channel, Standing
from kyodo.deliberation.consultations.terms import MAX_TEXT, TEXT_LENGTH
from kyodo.kernel.access import Actor
from kyodo.offices.people.models import Person
from kyodo.ui import forms

UNSAID = [("", _("選んでください"))]  #: nobody is taken for a resident because they passed over the question
KINDS = ("pdf", "docx", "xlsx", "jpg", "png", "txt")


def senders_words(given: dict[str, Any]) -> dict[str, Any]:
    """What the action takes: the sender as one, the file as a list."""
    sender = From(**{name: given.pop(name) for name in ("name", "address", "email", "phone")})
    file = given.pop("file", None)
    return {**given, "sender": sender, "files": [file] if file else []}


class OpinionForm(forms.OpenForm):
    """意見を出す."""

    text = forms.LongTextField(label=_("ご意見"), max_length=TEXT_LENGTH.default, rows=10)
    place = forms.TextField(
        label=_("案のどこについて"),
        max_length=200,
        required=False,
        help_text=_("例：第2章、12ページ、第5条。わからなければ空のままで"),
    )
    provision_uid = forms.ChoiceField(label=_("案の条項"), required=False)
    file = forms.FileField(
        label=_("添付"), required=False, kinds=KINDS, help_text=_("図や表があるとき。市の担当だけが開きます。")
    )
    name = forms.NameField(label=_("お名前・団体名"), help_text=_("公開しません。"))
    address = forms.TextField(
        label=_("ご住所"), max_length=200, autocomplete="street-address", help_text=_("公開しません。団体は所在地を")
    )
    standing = forms.ChoiceField(label=_("区分"), choices=UNSAID + Standing.choices)
    age = forms.ChoiceField(label=_("年代"), choices=[("", _("答えない")), *Age.choices], required=False)
    email = forms.EmailField(
        label=_("メール"), required=False, help_text=_("結果が出たことをお知らせするときだけに使います。")
    )
    phone = forms.PhoneField(label=_("電話番号"), required=False)

    def __init__(self, *args: Any, it: Consultation, actor: Actor | None = None, **kwargs: Any) -> None:
        if isinstance(actor, Person):
            kwargs.setdefault("initial", {"name": actor.name, "email": actor.email or ""})
        super().__init__(*args, **kwargs)
        if it.max_length:
            self.fields["text"] = forms.LongTextField(label=_("ご意見"), max_length=it.max_length, rows=10)
        if it.who_may:
            choices = [c for c in Standing.choices if c[0] in it.who_may or c[0] == Standing.UNKNOWN]
            self.fields["standing"].choices = UNSAID + choices  # type: ignore[attr-defined]
        if provisions := provisions_of(it):
            self.fields["provision_uid"].choices = [("", _("全体・わからない")), *provisions]  # type: ignore[attr-defined]
            del self.fields["place"]
        else:
            del self.fields["provision_uid"]
        if it.anonymous_ok:
            self.fields["name"].required = self.fields["address"].required = False

    def values(self) -> dict[str, Any]:
        return senders_words(super().values())


class PaperForm(forms.Form):
    """届いた意見を入力する: how and when the pile came is said once; then three fields and Enter for each of its papers."""

    keeps_draft = False  # the counter's computer is everybody's

    channel = forms.ChoiceField(
        label=_("提出方法"), choices=[("", _("選んでください")), *(c for c in Channel.choices if c[0] != Channel.WEB)],
        help_text=_("次の入力でも、同じ提出方法と日時から始まります。"),
    )  # fmt: skip
    received_at = forms.MomentField(
        label=_("届いた日時"),
        required=False,
        help_text=_("空のままにすると、いまになります。郵送は届いた日、消印で判断する市は消印の日"),
    )
    text = forms.LongTextField(
        label=_("意見（書かれたとおりに）"), max_length=MAX_TEXT, rows=8, help_text=_("読めない字は「□」と入力します。")
    )
    name = forms.NameField(label=_("氏名・団体名"), required=False, autocomplete="off")
    address = forms.TextField(
        label=_("住所"), max_length=200, required=False, autocomplete="off",
        help_text=_("ここまででよければ、Enterキーで受け付けて次に進みます。"),
    )  # fmt: skip
    standing = forms.ChoiceField(label=_("区分"), choices=Standing.choices, initial=Standing.UNKNOWN)
    place = forms.TextField(label=_("案のどこについて"), max_length=200, required=False)
    age = forms.ChoiceField(label=_("年代"), choices=[("", _("記入なし")), *Age.choices], required=False)
    phone = forms.PhoneField(label=_("電話番号"), required=False)
    email = forms.EmailField(label=_("メール"), required=False)
    file = forms.FileField(label=_("原本の写し・添付"), required=False, kinds=KINDS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            begin = "text" if self.initial.get("channel") else "channel"
            self.fields[begin].widget.attrs["autofocus"] = True

    @staticmethod
    def kept_over(said: Mapping[str, str]) -> dict[str, Any]:
        """What the next paper of the same pile begins with; an address that was written by hand is no fault."""
        try:
            received_at = datetime.fromisoformat(said.get("received", ""))
        except ValueError:
            received_at = None
        return {"channel": said.get("channel", ""), "received_at": received_at}

    def for_the_next(self) -> dict[str, str]:
        """How it came, and when, where that was said."""
        given = self.cleaned_data
        said = {"received": given["received_at"].isoformat()} if given["received_at"] else {}
        return {"channel": given["channel"], **said}

    def values(self) -> dict[str, Any]:
        return senders_words(super().values())
