"""What an evaluation asks for."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.commons.groups.terms import FIELDS
from kyodo.cycle.collaborations.states import Form, StartType
from kyodo.cycle.projects.states import SCALE
from kyodo.kernel.access import BOTH_SIDES
from kyodo.ui import forms

from .actions import Mark
from .models import Evaluation, GapNote, Practice, Sheet
from .states import Continuation, Grade, Phase

SIDES = [(side.value, side.label) for side in BOTH_SIDES]
AFTER = [("", _("変わらない・書かない")), *SCALE]
ALL = ("", _("すべて"))


class BankRow(forms.RowForm):
    """共通項目の一行."""

    phase = forms.ChoiceField(label=_("段階"), choices=[("", _("選んでください")), *Phase.choices])
    text = forms.TextField(label=_("項目"), max_length=300)


class BankForm(forms.EditForm):
    """共通項目."""

    repeat = {"items": forms.rows(BankRow, title=_("共通項目"), least=1, blanks=1)}


class SheetForm(forms.EditForm):
    """評価票: a score and a reason for every item; it may be kept half-written."""

    words = forms.LongTextField(label=_("全体をふりかえって"), max_length=3000, required=False)

    def __init__(self, *args: Any, evaluation: Evaluation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = self.fields.pop("words")
        self.items = list(evaluation.items.all())
        for item in self.items:
            label = f"{item.get_phase_display()}：{item.text}"
            self.fields[f"score_{item.ref}"] = forms.ChoiceField(
                label=label, choices=SCALE, required=False, widget=forms.RadioSelect
            )
            self.fields[f"reason_{item.ref}"] = forms.TextField(
                label=_("そう思う理由（1・2点のときは必ず）"), max_length=500, required=False
            )
        self.fields["words"] = words

    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        marks = {
            item.ref: Mark(int(given[f"score_{item.ref}"]), given[f"reason_{item.ref}"])
            for item in self.items
            if given[f"score_{item.ref}"]
        }
        return {"marks": marks, "words": given["words"]}

    @staticmethod
    def initial_of(sheet: Sheet | None) -> dict[str, Any]:
        """What one's side has kept so far."""
        if sheet is None:
            return {}
        scores = list(sheet.scores.select_related("item"))
        return {
            "words": sheet.words,
            **{f"score_{s.item.ref}": s.score for s in scores},
            **{f"reason_{s.item.ref}": s.reason for s in scores},
        }


class GapForm(forms.EditForm):
    """違いの話し合いの記録."""

    cause = forms.LongTextField(label=_("なぜ違ったのか"), max_length=2000)
    improvement = forms.LongTextField(label=_("これからどうするか"), max_length=2000)
    owner_side = forms.ChoiceField(label=_("どちらが進めるか"), choices=SIDES, widget=forms.RadioSelect)
    due = forms.DateField(label=_("いつまでに"))
    neutral = forms.TextField(
        label=_("立ち会った中立の人"), max_length=100, required=False, help_text=_("いなければ空のままにします。")
    )
    citizens_after = forms.ChoiceField(label=_("話し合い後の点（市民）"), choices=AFTER, required=False)
    city_after = forms.ChoiceField(label=_("話し合い後の点（行政）"), choices=AFTER, required=False)

    @staticmethod
    def initial_of(note: GapNote | None, *, neutral: str) -> dict[str, Any]:
        """What is written so far: a note is mended, not written again. A chair who writes the first was there."""
        names = ("cause", "improvement", "owner_side", "due", "neutral", "citizens_after", "city_after")
        return {name: getattr(note, name) for name in names} if note else {"neutral": neutral}

    def values(self) -> dict[str, Any]:
        given = super().values()
        for name in ("citizens_after", "city_after"):
            given[name] = int(given[name]) if given[name] else None
        return given


class VoiceForm(forms.OpenForm):
    """受益者の声: one tap and, if one likes, a word."""

    SCALE = [(5, _("5 とてもよかった")), (4, _("4 よかった")), (3, _("3 ふつう")), (2, _("2 あまりよくなかった")), (1, _("1 よくなかった"))]  # fmt: skip

    score = forms.ChoiceField(
        label=_("この活動は、あなたにとってどうでしたか"), widget=forms.RadioSelect, choices=SCALE
    )
    words = forms.LongTextField(
        label=_("ひとこと"), max_length=500, required=False, help_text=_("名前や電話番号は書かないでください。")
    )

    def values(self) -> dict[str, Any]:
        given = super().values()
        return {**given, "score": int(given["score"])}


class VoiceRow(forms.RowForm):
    """紙の答え一枚."""

    score = forms.ChoiceField(label=_("満足度"), choices=[("", _("選んでください")), *VoiceForm.SCALE])
    words = forms.TextField(label=_("ひとこと"), max_length=500, required=False)


class VoicesForm(forms.Form):
    """紙の答えを写す: a pile in one go."""

    keeps_draft = False  # the counter's computer is everybody's
    repeat = {
        "voices": forms.rows(
            VoiceRow, title=_("紙の答え"), help=_("1枚を1行に。名前や電話番号が書かれていても、写しません。"),
            blanks=5, add=_("もう1枚"),
        )
    }  # fmt: skip

    def values(self) -> dict[str, Any]:
        voices = super().values()["voices"]
        return {"voices": [{**row, "score": int(row["score"])} for row in voices]}


class HarvestForm(forms.Form):
    """次の種."""

    title = forms.TextField(label=_("ひとことで言うと"), max_length=100)
    problem = forms.LongTextField(label=_("今回わかったこと・次に取り組みたいこと"), max_length=2000)
    wish = forms.LongTextField(label=_("やってみたいこと"), max_length=2000, required=False)


class NoSeedForm(forms.EditForm):
    """次の種がない理由."""

    no_seed_because = forms.LongTextField(label=_("次の種がない理由（公開されます）"), max_length=1000)


class NoVoicesForm(forms.EditForm):
    """受益者に聞けなかった理由."""

    no_voices_because = forms.LongTextField(label=_("受益者に聞けなかった理由（公開されます）"), max_length=1000)


class CloseForm(forms.Form):
    """公開する."""

    continuation = forms.ChoiceField(
        label=_("これからどうしますか"), choices=Continuation.choices, widget=forms.RadioSelect
    )
    closing_words = forms.LongTextField(label=_("公開するまとめ"), max_length=3000)


class CommitteeForm(forms.Form):
    """第三者評価."""

    body = forms.TextField(label=_("会議の名前"), max_length=100)
    grade = forms.ChoiceField(label=_("総合"), choices=Grade.choices, widget=forms.RadioSelect)
    words = forms.LongTextField(label=_("意見"), max_length=3000)
    reply = forms.LongTextField(label=_("市の対応"), max_length=2000, required=False)


class LookForm(forms.GetForm):
    """事例をさがす: how it began, in which form, in which field, about what; and those that tell of a failure."""

    q = forms.TextField(label=_("課題や言葉"), max_length=50)
    type = forms.ChoiceField(label=_("類型"), choices=[ALL, *StartType.choices])
    form = forms.ChoiceField(label=_("形態"), choices=[ALL, *Form.choices])
    field = forms.ChoiceField(label=_("分野"), choices=[ALL, *FIELDS.items()])
    told = forms.ChoiceField(label=_("何を伝える事例か"), choices=[ALL, ("failed", _("失敗から学ぶ事例"))])


class PracticeForm(forms.EditForm):
    """実践事例."""

    title = forms.TextField(label=_("題名"), max_length=150)
    summary = forms.LongTextField(label=_("概要"), max_length=300, rows=3)
    background = forms.LongTextField(label=_("きっかけ・背景"), max_length=4000)
    purpose = forms.LongTextField(label=_("目的"), max_length=4000, rows=3)
    who = forms.LongTextField(label=_("だれが"), max_length=1000)
    what = forms.LongTextField(label=_("したこと"), max_length=4000)
    tried = forms.LongTextField(label=_("挑戦したこと・工夫"), max_length=3000, rows=3, required=False)
    limits = forms.LongTextField(label=_("制約になったこと"), max_length=3000, rows=3, required=False)
    result = forms.LongTextField(label=_("成果"), max_length=4000)
    hard = forms.LongTextField(label=_("うまくいかなかったこと"), max_length=4000, required=False)
    lasting = forms.LongTextField(label=_("続けるしくみ"), max_length=3000, rows=3, required=False)
    advice = forms.LongTextField(label=_("これから始める人へ"), max_length=3000, required=False)
    scheme = forms.TextField(label=_("利用した制度"), max_length=300, required=False)
    contact = forms.TextField(label=_("問い合わせ先"), max_length=150)
    contact_way = forms.TextField(label=_("問い合わせ先の電話かメール"), max_length=150)
    failed = forms.BooleanField(label=_("失敗から学ぶ事例として数える"), required=False)

    def values(self) -> dict[str, Any]:
        return {"values": super().values()}

    @staticmethod
    def initial_of(practice: Practice) -> dict[str, Any]:
        """The draft as it stands."""
        return {name: getattr(practice, name) for name in Practice.ASKED}
