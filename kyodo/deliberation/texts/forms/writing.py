"""Writing provisions, and taking in a file."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.texts.models import Provision, Version
from kyodo.deliberation.texts.states import Level, Tracked
from kyodo.deliberation.texts.terms import HEADING_LENGTH, LABEL_LENGTH, TEXT_LENGTH
from kyodo.ui import forms

from .running import provision_choices


class LineForm(forms.EditForm):
    """取り込む行を直す."""

    level = forms.ChoiceField(label=_("段"), choices=Level.choices)
    label = forms.TextField(label=_("番号"), max_length=LABEL_LENGTH, required=False, help_text=_("例：第3条、4-2)、①"))
    heading = forms.TextField(label=_("見出し"), max_length=HEADING_LENGTH, required=False)
    text = forms.LongTextField(label=_("本文"), max_length=TEXT_LENGTH, required=False)
    skip = forms.BooleanField(label=_("この行を取り込まない"), required=False)

    def values(self) -> dict[str, Any]:
        given = super().values()
        return {**given, "level": int(given["level"])}


class RewordForm(forms.EditForm):
    """条項の言葉を直す."""

    level = forms.ChoiceField(label=_("段"), choices=Level.choices)
    label = forms.TextField(label=_("番号"), max_length=LABEL_LENGTH, required=False, help_text=_("例：第3条、4-2)、①"))
    heading = forms.TextField(label=_("見出し"), max_length=HEADING_LENGTH, required=False)
    text = forms.LongTextField(label=_("本文"), max_length=TEXT_LENGTH, required=False)
    plain = forms.LongTextField(
        label=_("やさしい言い方"), max_length=TEXT_LENGTH, required=False, rows=4,
        help_text=_("同じ内容を、子どもや日本語を学んでいる人にも分かる言葉で。"),
    )  # fmt: skip

    def clean(self) -> dict[str, Any] | None:
        """A provision says something."""
        given = super().clean()
        if not self.errors and not any(self.cleaned_data.get(name) for name in ("label", "heading", "text")):
            self.add_error("text", _("番号・見出し・本文のどれかを入力してください。"))
        return given

    @staticmethod
    def initial_of(it: Provision) -> dict[str, Any]:
        """The provision as it stands."""
        return {name: getattr(it, name) for name in ("level", "label", "heading", "text", "plain")}


class AddForm(RewordForm):
    """条項を加える."""

    behind = forms.ChoiceField(label=_("置く場所"), required=False)

    def __init__(self, *args: Any, version: Version, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_places(self, version)


class ShiftForm(forms.Form):
    """条項を移す."""

    behind = forms.ChoiceField(label=_("移す場所"), required=False)

    def __init__(self, *args: Any, provision: Provision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_places(self, provision.version, without=provision.uid)


def offer_places(form: forms.Form, version: Version, *, without: str = "") -> None:
    """Behind which provision: 「第3条の次」."""
    places = [(uid, _("%(name)s の次") % {"name": name}) for uid, name in provision_choices(version) if uid != without]
    form.fields["behind"].choices = [("", _("いちばん初め")), *places]  # type: ignore[attr-defined]


class SplitForm(forms.Form):
    """条項を分ける."""

    first = forms.LongTextField(label=_("もとの条項に残す本文"), max_length=TEXT_LENGTH)
    label = forms.TextField(label=_("新しい条項の番号"), max_length=LABEL_LENGTH, required=False)
    heading = forms.TextField(label=_("新しい条項の見出し"), max_length=HEADING_LENGTH, required=False)
    second = forms.LongTextField(label=_("新しい条項の本文"), max_length=TEXT_LENGTH)


class MergeForm(forms.Form):
    """条項を合わせる."""

    into = forms.ChoiceField(label=_("どの条項に合わせるか"))

    def __init__(self, *args: Any, provision: Provision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = provision.version.provisions.filter(level=provision.level).exclude(pk=provision.pk).order_by("order")
        self.fields["into"].choices = [(p.uid, p.name[:60]) for p in others]  # type: ignore[attr-defined]


class UploadForm(forms.Form):
    """ファイルを読み込む."""

    file = forms.FileField(label=_("ファイル"), kinds=("docx", "txt"))
    tracked = forms.ChoiceField(
        label=_("Wordの変更履歴"), choices=Tracked.choices, initial=Tracked.MADE, required=False, widget=forms.RadioSelect,
        help_text=_("変更履歴を残したファイルは、どちらの文章を読むかを選びます。履歴がなければ、どちらでも同じです。"),
    )  # fmt: skip

    def values(self) -> dict[str, Any]:
        given = super().values()
        return {**given, "tracked": given["tracked"] or Tracked.MADE}
