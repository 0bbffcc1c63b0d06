"""Forms about recommendations: taking them in, answering, reporting, closing, saying how it looks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.recommendations.states import ClosedAs, Level, ResponseState, SourceKind
from kyodo.offices.city.models import Section
from kyodo.ui import forms


def section_field(**options: Any) -> Any:
    """A section of today."""
    options = {"label": _("担当課"), "required": False, "empty_label": _("まだ決まっていない"), **options}
    return forms.ModelChoiceField(Section.objects.filter(until=None), to_field_name="ref", **options)


class ItemRow(forms.RowForm):
    """提言の1行."""

    title = forms.TextField(label=_("提言"), max_length=200)
    text = forms.LongTextField(label=_("内容"), max_length=4000, rows=3, required=False)
    section = section_field(label=_("宛先の課"))


class ReceiveForm(forms.Form):
    """提言書を受け取る."""

    title = forms.TextField(label=_("提言書の題名"), max_length=150)
    kind = forms.ChoiceField(label=_("出どころ"), choices=SourceKind.choices, initial=SourceKind.PAPER)
    source_ref = forms.ChoiceField(label=_("出どころの記録"), required=False)
    provision = forms.SubjectField(label=_("もとになった条項"), required=False)
    voice_ref = forms.ChoiceField(
        label=_("提言した会議体・団体"), required=False,
        help_text=_("ここで選んだ会議体・団体の委員や会員が、実施の実感を述べ、終結を確かめられます。"),
    )  # fmt: skip
    voice_name = forms.TextField(
        label=_("提言した側の名前"), max_length=100, required=False, help_text=_("上で選ばなかったときに入力します。")
    )
    handed_on = forms.DateField(label=_("提出日"))
    summary = forms.LongTextField(label=_("あらまし"), max_length=2000, rows=4, required=False)

    repeat = {"items": forms.rows(ItemRow, title=_("提言"), blanks=3, add=_("提言を加える"))}

    def __init__(
        self, *args: Any, voices: Sequence[tuple[str, str]] = (), sources: Sequence[tuple[Any, Any]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.voices = dict(voices)
        kinds = {kind.label: kind for kind in SourceKind}
        self.kinds = {ref: kinds[label] for label, rows in sources for ref, _name in rows}
        self.fields["source_ref"].choices = [("", _("選ばない")), *sources]  # type: ignore[attr-defined]
        self.fields["voice_ref"].choices = [("", _("登録されていない")), *voices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        """Somebody recommended: chosen from the list, or named."""
        given = super().clean()
        data = self.cleaned_data
        if provision := data.get("provision"):
            if data.get("source_ref"):
                self.add_error("provision", _("出どころの記録と条項は、どちらか1つだけ選んでください。"))
            data["kind"], data["source_ref"] = SourceKind.PROVISION, provision
        elif source := data.get("source_ref"):
            data["kind"] = self.kinds[source]
        data["voice_name"] = self.voices.get(data.get("voice_ref", "")) or data.get("voice_name", "")
        if not data["voice_name"]:
            self.add_error("voice_name", _("提言した側の名前を入力してください。"))
        return given

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values().items() if name != "provision"}


class EnterForm(forms.Form):
    """提言を1つ加える."""

    number = forms.IntegerField(
        label=_("番号"),
        required=False,
        min_value=1,
        max_value=999,
        help_text=_("空のままにすると、次の番号になります。"),
    )
    title = forms.TextField(label=_("提言"), max_length=200)
    text = forms.LongTextField(label=_("内容"), max_length=4000, required=False)
    section = section_field(label=_("宛先の課"))


class AssignForm(forms.Form):
    """担当の課を決める."""

    section = section_field(required=True, empty_label=_("選んでください"))
    reason = forms.TextField(label=_("ひとこと"), max_length=300, required=False)


class AnswerForm(forms.EditForm):
    """提言に回答する."""

    state = forms.ChoiceField(
        label=_("回答"), choices=[c for c in ResponseState.choices if c[0] != ResponseState.WAITING], widget=forms.RadioSelect
    )  # fmt: skip
    reason = forms.LongTextField(label=_("理由（公開されます）"), max_length=2000)
    until = forms.DateField(
        label=_("検討の期限"),
        required=False,
        help_text=_("「検討中」のときに入力します。この日までにもう一度回答します。"),
    )


class ReportForm(forms.Form):
    """実施のようすを報告する."""

    level = forms.ChoiceField(
        label=_("いまの状況"), choices=[c for c in Level.choices if c[0] != Level.NO_EVIDENCE], widget=forms.RadioSelect
    )  # fmt: skip
    words = forms.LongTextField(label=_("実施したこと（公開されます）"), max_length=2000)
    on = forms.DateField(label=_("根拠の日付"))
    link = forms.URLField(
        label=_("根拠になるページ"),
        required=False,
        help_text=_("状況を進めるときは、ページか文書のどちらかが要ります。"),
    )
    file = forms.FileField(label=_("根拠になる文書"), required=False)


class CloseForm(forms.Form):
    """終結にする."""

    closed_as = forms.ChoiceField(label=_("終結のしかた"), choices=ClosedAs.choices, widget=forms.RadioSelect)
    reason = forms.LongTextField(label=_("理由（公開されます）"), max_length=2000)


class ReasonForm(forms.Form):
    """理由."""

    reason = forms.LongTextField(label=_("理由（公開されます）"), max_length=1000)


class CommitteeViewForm(forms.Form):
    """提言した側の実感."""

    level = forms.ChoiceField(label=_("どこまで進んだと感じますか"), choices=Level.choices, widget=forms.RadioSelect)
    words = forms.LongTextField(label=_("そう感じる理由（公開されます）"), max_length=1000)


class CitizenViewForm(forms.Form):
    """市民の実感: a mark; the words are for the office's ear and stay unpublished."""

    level = forms.ChoiceField(label=_("どこまで進んだと感じますか"), choices=Level.choices, widget=forms.RadioSelect)
    words = forms.LongTextField(
        label=_("そう感じる理由"), max_length=1000, required=False,
        help_text=_("公開されるのは、状況ごとの人数だけです。理由は市と提言した側が読みます。"),
    )  # fmt: skip


class PauseForm(forms.Form):
    """催促を休止する."""

    reason = forms.TextField(label=_("休止する理由（公開されます）"), max_length=500)
    until = forms.DateField(label=_("いつから再開しますか"))


class FilterForm(forms.GetForm):
    """一覧をしぼる."""

    q = forms.TextField(label=_("ことば"), max_length=50)
    section = section_field(empty_label=_("すべて"))
    response = forms.ChoiceField(label=_("市の回答"), choices=[("", _("すべて")), *ResponseState.choices])
    level = forms.ChoiceField(label=_("実施状況"), choices=[("", _("すべて")), *Level.choices])
    open_only = forms.BooleanField(label=_("終結したものを除く"))
