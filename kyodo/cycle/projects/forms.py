"""What a running project asks for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.cycle.agreements.models import Goal
from kyodo.kernel.access import BOTH_SIDES
from kyodo.offices.city.queries import local_day
from kyodo.ui import forms
from kyodo.ui.forms.numbers import NumberField

from .models import Project
from .states import SCALE, Consent, Flow, Manner, Pace

SIDES = [(side.value, side.label) for side in BOTH_SIDES]


class EntryForm(forms.Form):
    """進捗を書く."""

    on = forms.DateField(label=_("日"))
    pace = forms.ChoiceField(label=_("進み具合"), choices=Pace.choices, widget=forms.RadioSelect)
    done = forms.LongTextField(
        label=_("したこと"), max_length=2000, help_text=_("だれでも読めます。個人の名前は書かないでください。")
    )
    people = forms.IntegerField(label=_("参加人数"), required=False, min_value=0, max_value=1_000_000)
    trouble = forms.LongTextField(label=_("困っていること"), max_length=1000, required=False)
    following = forms.TextField(label=_("次にすること"), max_length=300, required=False)

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = local_day(at)


class ValueForm(forms.Form):
    """目標の現在値."""

    goal = forms.ModelChoiceField(
        Goal.objects.none(), label=_("目標"), to_field_name="ref", widget=forms.RadioSelect, empty_label=None
    )
    value = NumberField(label=_("いまの値"), max_length=20)
    on = forms.DateField(label=_("測った日"))
    note = forms.TextField(label=_("ひとこと"), max_length=300, required=False)

    def __init__(self, *args: Any, project: Project, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["goal"].queryset = project.case.agreement.goals.in_force()  # type: ignore[attr-defined]
        self.fields["on"].initial = local_day(at)


class MilestoneRow(forms.RowForm):
    """節目の一行."""

    name = forms.TextField(label=_("節目"), max_length=100)
    due = forms.DateField(label=_("予定日"))
    done_on = forms.DateField(label=_("できた日"), required=False)


class MilestonesForm(forms.Form):
    """節目."""

    repeat = {"milestones": forms.rows(MilestoneRow, title=_("節目"))}
    seen = forms.SeenField()


class MoneyRow(forms.RowForm):
    """収支の一行."""

    flow = forms.ChoiceField(label=_("区分"), choices=Flow.choices)
    item = forms.TextField(label=_("費目"), max_length=60)
    detail = forms.TextField(label=_("内訳"), max_length=200, required=False)
    bearer = forms.ChoiceField(label=_("負担する側"), choices=SIDES)
    budget = forms.YenField(label=_("予算額"))
    settled = forms.YenField(label=_("決算額"), required=False)
    because = forms.TextField(label=_("差の理由"), max_length=300, required=False)


class MoneyForm(forms.Form):
    """収支: the budget and its settlement in one table."""

    repeat = {"lines": forms.rows(MoneyRow, title=_("収支"), help=_("収入の合計と支出の合計を同じにします。"), least=2)}
    seen = forms.SeenField()


class PhotoForm(forms.Form):
    """写真: what it shows, and that whoever can be recognised on it agreed."""

    file = forms.FileField(label=_("写真"), kinds=("jpg", "jpeg", "png", "webp"), help_text=_("だれでも見られます。撮った場所などの記録は消してから載せます。"))  # fmt: skip
    caption = forms.TextField(label=_("何の写真か"), max_length=50, help_text=_("見えない方にも伝わるように。例：川の教室で水をくむ子どもたち"))  # fmt: skip
    consent = forms.ChoiceField(label=_("写っている人の同意"), choices=Consent.choices, widget=forms.RadioSelect)

    def values(self) -> dict[str, Any]:
        given = super().values()
        upload = given.pop("file")
        return {**given, "upload": upload}


class LookBackForm(forms.Form):
    """中間ふりかえり."""

    went_well = forms.LongTextField(label=_("よかったこと"), max_length=2000)
    trouble = forms.LongTextField(label=_("困っていること"), max_length=2000, required=False)
    wish = forms.LongTextField(label=_("相手に望むこと"), max_length=2000, required=False)
    entry_score = forms.ChoiceField(
        label=_("導入（始める前の話し合いと計画）の点"), choices=SCALE, widget=forms.RadioSelect, required=False,
        help_text=_("始める前に期待したことと比べます。期間を延ばすときと、1年をこえる事業では、双方の点が要ります。"),
    )  # fmt: skip
    course_score = forms.ChoiceField(
        label=_("過程（これまでの進め方）の点"), choices=SCALE, widget=forms.RadioSelect, required=False
    )

    def values(self) -> dict[str, Any]:
        given = super().values()
        return {
            **given,
            **{name: int(given[name]) if given[name] else None for name in ("entry_score", "course_score")},
        }


class PulseForm(forms.Form):
    """マナー脈診: four taps."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scale = [(5, _("5 そう思う")), (4, "4"), (3, _("3 どちらとも")), (2, "2"), (1, _("1 そう思わない"))]
        for manner in Manner:
            self.fields[manner.value] = forms.ChoiceField(label=manner.label, choices=scale, widget=forms.RadioSelect)

    def values(self) -> dict[str, Any]:
        return {"scores": {manner.value: int(self.cleaned_data[manner.value]) for manner in Manner}}


class ReportForm(forms.Form):
    """実績を報告する."""

    report = forms.LongTextField(label=_("行ったこと"), max_length=4000)
    outcome = forms.LongTextField(label=_("成果"), max_length=3000)
    remains = forms.LongTextField(label=_("残った課題"), max_length=3000, required=False)
    participants = forms.IntegerField(label=_("参加者数（のべ）"), required=False, min_value=0, max_value=10_000_000)


class StopForm(forms.Form):
    """中止する."""

    reason = forms.LongTextField(label=_("理由（公開されます）"), max_length=1000)
