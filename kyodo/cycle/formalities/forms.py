"""What is asked for one line of a case, and for one line of the city's list."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import BOTH_SIDES
from kyodo.offices.papers.states import Disclosure
from kyodo.ui import forms
from kyodo.ui.forms import attaching
from kyodo.ui.forms.standards import RevisedForm, StandardForm

from .actions import Wording
from .states import Answer, Kind, Made, Phase
from .terms import REASON_LENGTH


class AnswerForm(forms.Form):
    """項目に答える."""

    answer = forms.ChoiceField(label=_("答え"), choices=Answer.choices, widget=forms.RadioSelect)
    because = forms.LongTextField(
        label=_("理由・ひとこと"), max_length=REASON_LENGTH, rows=2, required=False,
        help_text=_("「あてはまらない」には理由を書きます。紙で受け取ったときは、どこに置いたかを書いておくと役に立ちます。"),
    )  # fmt: skip


class HandInForm(attaching.AttachForm):
    """書類を付ける."""

    kinds = ()
    audiences = (
        (Disclosure.PUBLIC, _("だれにでも公開する")),
        (Disclosure.PARTIES, _("この案件の当事者だけ")),
        (Disclosure.OFFICE, _("市の担当だけ")),
    )
    caution = _("氏名の並ぶ名簿や口座のわかる書類は「この案件の当事者だけ」か「市の担当だけ」を選んでください。")
    because = _("個人の情報が載っているため。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["kind"]


class WordingForm(StandardForm):
    """項目を書く."""

    wording = Wording

    kind = forms.ChoiceField(label=_("種類"), choices=Kind.choices, widget=forms.RadioSelect)
    words = forms.TextField(
        label=_("項目の文"), max_length=200,
        help_text=_("確かめることは「〜している」「〜決まっている」のように、書類は名前で書きます。"),
    )  # fmt: skip
    side = forms.ChoiceField(
        label=_("だれがそろえるか"), required=False, widget=forms.RadioSelect,
        choices=[("", _("どちらでも")), *((s.value, s.label) for s in BOTH_SIDES)],
    )  # fmt: skip
    phase = forms.ChoiceField(
        label=_("いつまでに"), choices=Phase.choices, widget=forms.RadioSelect, initial=Phase.BEFORE
    )
    made = forms.ChoiceField(
        label=_("自動でそろう書類"), required=False, choices=[("", _("なし（付けてもらう）")), *Made.choices],
        help_text=_("選ぶと、その書類ができたときに、付けなくても「できている」になります。"),
    )  # fmt: skip
    required = forms.BooleanField(
        label=_("着手までに要る"), required=False,
        help_text=_("選ぶと、これがそろうまで事業を始められません。免除できるのは、理由を公開する協働担当課か市長室だけです。"),
    )  # fmt: skip
    source = forms.TextField(
        label=_("根拠"), max_length=200, required=False,
        help_text=_("着手までに要る項目には、法令や市の決まりの名前を書きます。例：市の補助金等交付規則第4条"),
    )  # fmt: skip


class RevisionForm(RevisedForm, WordingForm):
    """項目を直す: what is sent becomes the next version."""
