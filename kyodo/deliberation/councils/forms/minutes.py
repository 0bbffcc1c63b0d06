"""What minutes ask for: a transcript, its speakers, the summary, the members' corrections."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.councils.actions.transcripts import paragraphs_of
from kyodo.deliberation.councils.models.agenda import Item
from kyodo.deliberation.councils.models.seat import Membership
from kyodo.deliberation.councils.states.meetings import Edition
from kyodo.kernel.policy import Refused
from kyodo.ui import forms

MOST_CHARACTERS = 600_000


class TranscriptForm(forms.Form):
    """記録を読み込む: a file, or the text itself."""

    file = forms.FileField(
        label=_("記録のファイル"),
        kinds=("txt", "docx"),
        required=False,
        help_text=_("テキスト（.txt）かWord（.docx）。"),
    )
    text = forms.LongTextField(
        label=_("記録の文"), max_length=MOST_CHARACTERS, rows=16, required=False,
        help_text=_("ファイルを選ばずに、ここに貼り付けることもできます。「○会長」「田中委員：」のように、発言した人の名前から書き始めます。"),
    )  # fmt: skip

    def clean(self) -> dict[str, Any] | None:
        """One of the two; a file is read at once, so that its text can be mended on the page."""
        given = super().clean()
        upload, text = self.cleaned_data.get("file"), self.cleaned_data.get("text")
        if self.errors:
            return given
        if not upload and not text:
            raise forms.ValidationError(_("ファイルを選ぶか、文を貼り付けてください。"))
        if upload:
            try:
                self.cleaned_data["text"] = "\n".join(paragraphs_of(upload.name, upload.read()))
            except Refused as refusal:
                self.add_error("file", str(refusal.sentence))
        return given


class TakeInForm(forms.Form):
    """読み込んだ記録を取り込む: the text as it stands on the preview, open to correction."""

    name = forms.TextField(max_length=200, widget=forms.HiddenInput, required=False)
    text = forms.LongTextField(label=_("記録の文"), max_length=MOST_CHARACTERS, rows=24)

    def values(self) -> dict[str, Any]:
        given = super().values()
        return {**given, "name": given["name"] or str(_("貼り付けた記録"))}


class SpeakersForm(forms.Form):
    """発言者を割り当てる: one list a name."""

    def __init__(
        self, *args: Any, speakers: list[tuple[str, int | None]], seats: list[Membership], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.speakers = [name for name, _seat in speakers]
        self.seats = {seat.ref: seat for seat in seats}
        by_pk = {seat.pk: seat.ref for seat in seats}
        choices = [("", _("委員ではない・記録のまま")), *((seat.ref, seat.full_name) for seat in seats)]
        for n, (name, seat) in enumerate(speakers):
            self.fields[f"speaker_{n}"] = forms.ChoiceField(
                label=name, choices=choices, required=False, initial=by_pk.get(seat, "") if seat else ""
            )

    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"speakers": {name: self.seats.get(given[f"speaker_{n}"]) for n, name in enumerate(self.speakers)}}


class SummaryForm(forms.EditForm):
    """要点を書く: one text an item."""

    edition = forms.ChoiceField(label=_("公表する版"), choices=Edition.choices)

    def __init__(self, *args: Any, items: dict[int, Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        last = self.fields.pop("edition")
        for number, item in items.items():
            label = _("議題%(number)d　%(title)s") % {"number": number, "title": item.title}
            self.fields[f"item_{item.ref}"] = forms.LongTextField(label=label, max_length=6000, required=False)
        self.fields["edition"] = last

    def values(self) -> dict[str, Any]:
        given = super().values()
        texts = {item.pk: given[f"item_{item.ref}"] for item in self.items.values()}
        return {"texts": texts, "edition": given["edition"]}


class LineForm(forms.EditForm):
    """会議録の一つの箇所を直す."""

    text = forms.LongTextField(label=_("本文"), max_length=10_000)
    is_closed = forms.BooleanField(label=_("この箇所を公表しない"), required=False)


class RoundForm(forms.Form):
    """委員に確認をお願いする."""

    until = forms.DateField(label=_("いつまでに"))


class CorrectionForm(forms.Form):
    """修正を申し出る."""

    after = forms.LongTextField(label=_("直した文"), max_length=10_000)
    note = forms.TextField(label=_("理由"), max_length=300, required=False)


class DeclineForm(forms.Form):
    """修正を反映しない."""

    answer = forms.TextField(label=_("反映しない理由"), max_length=300, help_text=_("申し出た委員に伝わります。"))
