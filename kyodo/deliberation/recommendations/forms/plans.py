"""Forms about plans: pillars, measures, milestones, targets, what became of recommendations, yearly sheets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.recommendations.models import Measure, Pillar, Plan, Recommendation
from kyodo.deliberation.recommendations.states import Grade, HeirKind, MilestoneState
from kyodo.kernel.calendar import era_fiscal_year
from kyodo.ui import forms

from .lives import section_field


class PlanForm(forms.EditForm):
    """計画の内容."""

    title = forms.TextField(label=_("計画の名前"), max_length=150)
    summary = forms.LongTextField(label=_("あらまし"), max_length=2000, required=False)
    first_year = forms.YearField(label=_("始まりの年度"))
    last_year = forms.YearField(label=_("終わりの年度"))
    earlier = forms.ModelChoiceField(
        Plan.objects.all(), label=_("前の計画"), to_field_name="ref", required=False, empty_label=_("なし"),
        help_text=_("この計画が決まると、前の計画は役目を終えます。"),
    )  # fmt: skip
    voice_ref = forms.ChoiceField(label=_("市民の評価をする会議体・団体"), required=False)
    decided_ref = forms.ChoiceField(label=_("決定した会議"), required=False)
    decided_by = forms.TextField(
        label=_("決定した会議・手続の名前"), max_length=150, required=False, help_text=_("決定するまでに入力します。")
    )
    adopted_on = forms.DateField(label=_("決定日"), required=False)

    def __init__(
        self,
        *args: Any,
        voices: Sequence[tuple[str, str]] = (),
        meetings: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.meetings = dict(meetings)
        self.fields["voice_ref"].choices = [("", _("なし")), *voices]  # type: ignore[attr-defined]
        self.fields["decided_ref"].choices = [("", _("選ばない")), *meetings]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        """A chosen meeting gives its name where none was typed."""
        given = super().clean()
        data = self.cleaned_data
        data["decided_by"] = data.get("decided_by") or self.meetings.get(data.get("decided_ref", ""), "")
        return given


class PillarForm(forms.Form):
    """柱を加える."""

    title = forms.TextField(label=_("柱の名前"), max_length=150)


class MeasureForm(forms.EditForm):
    """取組の内容."""

    pillar = forms.ModelChoiceField(
        Pillar.objects.none(), label=_("柱"), to_field_name="ref", empty_label=_("選んでください")
    )
    title = forms.TextField(label=_("取組の名前"), max_length=200)
    text = forms.LongTextField(label=_("取組の内容"), max_length=4000, required=False)
    section = section_field()
    budget = forms.YenField(label=_("予算額"), required=False)
    indicator = forms.TextField(label=_("指標"), max_length=150, required=False)
    unit = forms.TextField(label=_("指標の単位"), max_length=20, required=False)

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pillar"].queryset = plan.pillars.all()  # type: ignore[attr-defined]


class CarrierForm(forms.Form):
    """取組の担当課を変える."""

    section = section_field(required=True, empty_label=_("選んでください"))


class MilestoneForm(forms.Form):
    """マイルストーンを置く."""

    title = forms.TextField(label=_("できているはずのこと"), max_length=200)
    due = forms.DateField(label=_("期日"))


class TargetsForm(forms.Form):
    """目標値: one a fiscal year of the plan."""

    def __init__(self, *args: Any, measure: Measure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = {t.year: t.wanted for t in measure.targets.all()}
        for year in measure.plan.years:
            self.fields[f"year_{year}"] = forms.NumberField(
                label=_("%(year)sの目標値") % {"year": era_fiscal_year(year)}, required=False, initial=wanted.get(year)
            )

    def values(self) -> dict[str, Any]:
        years = {name.removeprefix("year_"): v for name, v in self.cleaned_data.items() if name.startswith("year_")}
        return {"targets": {int(year): value for year, value in years.items() if value is not None}}


class ResultForm(forms.Form):
    """マイルストーンの結果."""

    state = forms.ChoiceField(
        label=_("結果"), choices=[c for c in MilestoneState.choices if c[0] != MilestoneState.PLANNED], widget=forms.RadioSelect
    )  # fmt: skip
    note = forms.LongTextField(label=_("どうなりましたか（公開されます）"), max_length=1000)
    on = forms.DateField(label=_("結果が出た日"), required=False, help_text=_("空のままにすると、きょうになります。"))


class LinkForm(forms.Form):
    """提言と取組の対応."""

    recommendation = forms.ModelChoiceField(
        Recommendation.objects.select_related("report"), label=_("提言"), to_field_name="ref", empty_label=_("選んでください")
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("対応のしかた"), choices=HeirKind.choices, widget=forms.RadioSelect)
    measure = forms.ModelChoiceField(
        Measure.objects.none(), label=_("取組"), to_field_name="ref", required=False, empty_label=_("取り上げない")
    )
    reason = forms.TextField(
        label=_("理由"),
        max_length=500,
        required=False,
        help_text=_("「取り上げない」ときは必ず入力します。公開されます。"),
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].queryset = plan.measures.all()  # type: ignore[attr-defined]
        chosen = self.fields["recommendation"]
        chosen.label_from_instance = lambda r: f"{r.report.title}　{r.number} {r.title}"  # type: ignore[attr-defined]


class SheetForm(forms.EditForm):
    """進捗シート."""

    year = forms.ChoiceField(label=_("年度"))
    results = forms.LongTextField(label=_("実績"), max_length=2000)
    actual = forms.NumberField(label=_("指標の実績値"), required=False)
    problems = forms.LongTextField(label=_("課題"), max_length=2000, required=False)
    next_year = forms.LongTextField(label=_("次年度の取組"), max_length=2000, required=False)
    self_grade = forms.ChoiceField(label=_("自己評価"), choices=Grade.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(str(y), era_fiscal_year(y)) for y in years]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        return {**super().values(), "year": int(self.cleaned_data["year"])}


class CommentForm(forms.EditForm):
    """本部コメント."""

    text = forms.LongTextField(label=_("本部コメント"), max_length=2000)


class JudgeForm(forms.EditForm):
    """市民委員の評価."""

    grade = forms.ChoiceField(label=_("市民委員評価"), choices=Grade.choices, widget=forms.RadioSelect)
    text = forms.LongTextField(label=_("そう評価する理由"), max_length=2000)


def initial_of(thing: Plan | Measure, form: type[forms.Form]) -> dict[str, Any]:
    """What a plan or a measure says now, for its form; what it points at by its reference."""
    said = {name: getattr(thing, name) for name in form.base_fields if hasattr(thing, name)}
    return {name: getattr(value, "ref", value) for name, value in said.items()}
