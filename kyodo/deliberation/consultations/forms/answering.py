"""Writing and reviewing answers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.consultations.models import Answer, Category, Unit
from kyodo.deliberation.consultations.states import Verdict
from kyodo.deliberation.consultations.terms import REASON_LENGTH
from kyodo.offices.city.models import Section
from kyodo.offices.city.queries import local_day, sections_on
from kyodo.ui import forms


def _said_of(unit: Unit) -> str:
    """An opinion to tick: where in the draft, in short, and who is to answer it."""
    said = f"{unit.place}　{unit.gist}".strip()
    return _("%(said)s（%(section)s）") % {"said": said, "section": unit.section} if unit.section else said


class UnitsForm(forms.Form):
    """意見を選ぶ: to answer them with the same words, to add them to an answer, or to hand them to a section."""

    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label=_("意見"), to_field_name="ref", widget=forms.CheckboxSelectMultiple
    )
    what = forms.ChoiceField(label=_("選んだ意見を"), choices=[("begin", _("まとめて一つの市の考え方で答える"))])
    section = forms.ModelChoiceField(
        Section.objects.none(), label=_("割り当てる課"), to_field_name="ref", required=False, empty_label=_("選ばない")
    )

    def __init__(
        self, *args: Any, units: QuerySet[Unit], answers: list[Answer], keeps: bool, at: datetime, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["units"]
        chosen.queryset = units
        chosen.label_from_instance = _said_of
        what: Any = self.fields["what"]
        added = [(a.ref, _("「%(answer)s」に加える") % {"answer": a}) for a in answers]
        what.choices = [*what.choices, *added, *([("assign", _("課に割り当てる"))] if keeps else [])]
        self.fields["section"].queryset = sections_on(local_day(at))  # type: ignore[attr-defined]
        if not keeps:
            del self.fields["section"]

    def clean(self) -> dict[str, Any] | None:
        given = super().clean()
        if self.cleaned_data.get("what") == "assign" and not self.cleaned_data.get("section"):
            self.add_error("section", _("割り当てる課を選んでください。"))
        return given


class AnswerForm(forms.EditForm):
    """市の考え方."""

    text = forms.LongTextField(label=_("市の考え方"), max_length=3000, rows=6, required=False)
    category = forms.ModelChoiceField(
        Category.objects.current(),
        label=_("対応の区分"),
        to_field_name="ref",
        required=False,
        empty_label=_("まだ決めない"),
    )
    reason = forms.LongTextField(
        label=_("そう考える理由"), max_length=REASON_LENGTH, rows=4, required=False,
        help_text=_("反映しないときも、その意見に向けた理由を書きます。同じ文を繰り返すと知らせます。"),
    )  # fmt: skip
    before = forms.LongTextField(label=_("変更前の文"), max_length=3000, rows=3, required=False)
    after = forms.LongTextField(
        label=_("変更後の文"), max_length=3000, rows=3, required=False, help_text=_("案を直すときに必要です。")
    )
    submit = forms.BooleanField(label=_("このまま審査に出す"), required=False)

    def __init__(self, *args: Any, answer: Answer, **kwargs: Any) -> None:
        said = {name: getattr(answer, name) for name in ("text", "reason", "before", "after")}
        kwargs.setdefault("initial", {**said, "category": answer.category.ref if answer.category else None})
        super().__init__(*args, **kwargs)


class ConsentForm(forms.Form):
    """まとめて審査する: every answer with the opinions it answers, to be read and ticked."""

    answers = forms.ModelMultipleChoiceField(
        Answer.objects.none(),
        label=_("これでよい市の考え方"),
        to_field_name="ref",
        widget=forms.CheckboxSelectMultiple,
        help_text=_("直してほしいものは選ばずに残し、そのページから伝えます。"),
    )

    def __init__(self, *args: Any, answers: QuerySet[Answer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["answers"]
        chosen.queryset, chosen.label_from_instance = answers, _read_out


def _read_out(answer: Answer) -> str:
    """An answer as it is read before it is agreed to."""
    said = [
        str(answer),
        *(f"「{unit.gist}」" for unit in getattr(answer, "first_units", ())),
        f"→ {answer.category}",
        answer.text,
    ]
    return "　".join([*said, *([f"（{answer.before} ⇒ {answer.after}）"] if answer.after else []), answer.reason])


class ReviewForm(forms.Form):
    """審査する."""

    verdict = forms.ChoiceField(label=_("審査"), choices=Verdict.choices, widget=forms.RadioSelect)
    words = forms.LongTextField(
        label=_("意見"),
        max_length=1000,
        rows=3,
        required=False,
        help_text=_("直してほしいときは、どこをどうかを書きます。"),
    )
