"""Remarks, their places, the causes of changes, and which versions to compare."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.texts.models import Version
from kyodo.deliberation.texts.queries import Explained
from kyodo.deliberation.texts.states import CauseKind
from kyodo.ui import forms

from .running import provision_choices


class RemarkForm(forms.OpenForm):
    """条項にコメントする."""

    uid = forms.ChoiceField(label=_("条項"))
    quote = forms.TextField(
        label=_("引用する言葉"),
        max_length=300,
        required=False,
        help_text=_("条項の中の言葉に触れるときは、そのまま写してください。"),
    )
    text = forms.LongTextField(label=_("コメント"), max_length=2000)
    author_name = forms.NameField(
        label=_("公開する名前"), required=False, help_text=_("書かなければ、名前なしで公開します。")
    )

    def __init__(self, *args: Any, version: Version, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["uid"].choices = provision_choices(version)  # type: ignore[attr-defined]


class PlaceForm(forms.Form):
    """コメントの場所を決める."""

    uid = forms.ChoiceField(label=_("いまの条項"), required=False)

    def __init__(self, *args: Any, version: Version, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        gone = ("", _("あてはまる条項はない（削除された）"))
        self.fields["uid"].choices = [gone, *provision_choices(version)]  # type: ignore[attr-defined]


class CausesForm(forms.Form):
    """変更の理由を記す: one reason for one or several changes."""

    uids = forms.MultipleChoiceField(label=_("変わった条項"), widget=forms.CheckboxSelectMultiple)
    source = forms.ChoiceField(label=_("理由の種類"), choices=CauseKind.choices)
    words = forms.LongTextField(label=_("理由"), max_length=500, rows=3)
    subject = forms.SubjectField(label=_("もとになったもの"), required=False)

    def __init__(self, *args: Any, rows: list[Explained], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        changed = [(e.row.uid, f"{e.row.name}（{e.row.change.label}）") for e in rows if e.row.needs_cause]
        self.fields["uids"].choices = changed  # type: ignore[attr-defined]


class CompareForm(forms.GetForm):
    """どの版とどの版を比べるか."""

    old = forms.ChoiceField(label=_("前の版"))
    new = forms.ChoiceField(label=_("後の版"))

    def __init__(self, *args: Any, versions: list[Version], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(v.number), v.name) for v in versions]
        self.fields["old"].choices = self.fields["new"].choices = choices  # type: ignore[attr-defined]
