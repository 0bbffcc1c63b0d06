"""Reading, cutting, covering and sorting."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.consultations.models import Bundle, Consultation, Unit
from kyodo.deliberation.consultations.queries.covering import Segment
from kyodo.deliberation.consultations.states import Fitness
from kyodo.deliberation.consultations.terms import MAX_TEXT
from kyodo.kernel.covering import MaskKind
from kyodo.offices.city.models import Section
from kyodo.offices.city.queries import local_day, sections_on
from kyodo.ui import forms


def offer(form: forms.Form, provisions: list[tuple[str, str]]) -> None:
    """Let the provisions of the draft be chosen, where it has any."""
    if provisions:
        form.fields["provision_uid"].choices = [("", _("全体・どれでもない")), *provisions]  # type: ignore[attr-defined]
    else:
        del form.fields["provision_uid"]


class SplitForm(forms.Form):
    """意見を分ける: tick the sentences that make one opinion; ticking none takes the whole text."""

    parts = forms.MultipleChoiceField(
        label=_("一つの意見になる文"), widget=forms.CheckboxSelectMultiple, required=False,
        help_text=_("一つも選ばないと、全体で一つの意見になります。間の文も含まれます。"),
    )  # fmt: skip
    gist = forms.LongTextField(
        label=_("意見の概要（公表する文）"), max_length=1000, rows=3, required=False,
        help_text=_("空にすると、選んだ文（伏せた部分を除く）がそのまま概要になります。趣旨を変えずに短くします。"),
    )  # fmt: skip
    place = forms.TextField(label=_("案の箇所（章・頁・条）"), max_length=100, required=False)
    provision_uid = forms.ChoiceField(label=_("案の条項"), required=False)
    section = forms.ModelChoiceField(Section.objects.none(), label=_("答える課"), to_field_name="ref")
    finish = forms.BooleanField(label=_("これで全部（読み終えた）"), required=False)

    def __init__(
        self, *args: Any, segments: list[Segment], provisions: list[tuple[str, str]], at: datetime, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, provisions)
        self.segments = segments
        self.fields["parts"].choices = [(str(n), s.shown) for n, s in enumerate(segments)]  # type: ignore[attr-defined]
        self.fields["section"].queryset = sections_on(local_day(at))  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        given = super().values()
        ticked = sorted(int(n) for n in given.pop("parts")) or [0, len(self.segments) - 1]
        return {**given, "start": self.segments[ticked[0]].start, "end": self.segments[ticked[-1]].end}


class NoOpinionForm(forms.Form):
    """意見が書かれていない."""

    no_opinion_because = forms.TextField(
        label=_("意見が書かれていないと判断した理由"),
        max_length=300,
        required=False,
        help_text=_("意見を分けたあとは空のままで"),
    )


class RewordForm(forms.EditForm):
    """意見の概要を直す."""

    gist = forms.LongTextField(label=_("意見の概要（公表する文）"), max_length=1000, rows=4)
    place = forms.TextField(label=_("案の箇所（章・頁・条）"), max_length=100, required=False)
    provision_uid = forms.ChoiceField(label=_("案の条項"), required=False)
    section = forms.ModelChoiceField(Section.objects.none(), label=_("答える課"), to_field_name="ref")

    def __init__(self, *args: Any, unit: Unit, provisions: list[tuple[str, str]], at: datetime, **kwargs: Any) -> None:
        section = unit.section.ref if unit.section else None
        kwargs.setdefault(
            "initial", {"gist": unit.gist, "place": unit.place, "provision_uid": unit.provision_uid, "section": section}
        )
        super().__init__(*args, **kwargs)
        offer(self, provisions)
        self.fields["section"].queryset = sections_on(local_day(at))  # type: ignore[attr-defined]


class MergeForm(forms.Form):
    """ほかの意見にまとめる."""

    into = forms.ModelChoiceField(
        Unit.objects.none(), label=_("まとめる先"), to_field_name="ref", widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args: Any, others: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["into"]
        field.queryset = others
        field.label_from_instance = lambda unit: unit.gist[:80]


class JoinForm(forms.Form):
    """同じ趣旨の束にまとめる: the target is named by the receipt number of any submission in it."""

    into = forms.IntegerField(
        label=_("まとめる先の受付番号"),
        min_value=1,
        help_text=_("同じことを言っている提出の番号。あとで元に戻せます。"),
    )

    def __init__(self, *args: Any, it: Consultation, **kwargs: Any) -> None:
        self.it = it
        super().__init__(*args, **kwargs)

    def clean_into(self) -> Bundle:
        number = self.cleaned_data["into"]
        one = self.it.submissions.filter(number=number).select_related("bundle__into").first()
        if one is None:
            raise forms.ValidationError(_("この案件に、受付番号%(n)dの提出はありません。") % {"n": number})
        return one.bundle


class MaskForm(forms.Form):
    """伏せる: the words exactly as they stand in the original."""

    words = forms.TextField(label=_("伏せる言葉（原文のとおりに）"), max_length=200)
    kind = forms.ChoiceField(label=_("伏せる理由"), choices=MaskKind.choices)
    note = forms.TextField(label=_("説明"), max_length=200, required=False, help_text=_("「その他」のときは必ず"))


class CorrectForm(forms.Form):
    """入力の誤りを直す."""

    keeps_draft = False  # like the form it was typed in

    text = forms.LongTextField(
        label=_("意見（書かれたとおりに）"), max_length=MAX_TEXT, rows=10,
        help_text=_("原本と見比べて、違うところだけを直します。"),
    )  # fmt: skip
    because = forms.TextField(label=_("直す理由"), max_length=300, help_text=_("例：写し間違い、1行抜けていた。"))


class JudgeForm(forms.Form):
    """要件を確かめる."""

    fitness = forms.ChoiceField(label=_("要件"), choices=Fitness.choices, widget=forms.RadioSelect)
    note = forms.TextField(label=_("足りないこと・確かめること"), max_length=300, required=False)
