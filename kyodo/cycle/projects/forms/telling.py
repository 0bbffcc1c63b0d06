"""What a running project asks both sides to tell."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.cycle.agreements.models import Goal
from kyodo.cycle.projects.models import Project
from kyodo.cycle.projects.states import SCALE, Consent, Manner, Pace, Print
from kyodo.offices.city.queries import local_day
from kyodo.offices.papers.states import Disclosure
from kyodo.ui import forms
from kyodo.ui.forms import attaching
from kyodo.ui.forms.numbers import NumberField


class EntryForm(forms.Form):
    """進捗を書く."""

    on = forms.DateField(label=_("日"))
    pace = forms.ChoiceField(label=_("進み具合"), choices=Pace.choices, widget=forms.RadioSelect)
    done = forms.LongTextField(
        label=_("したこと"), max_length=2000, help_text=_("だれでも読めます。個人の名前は書かないでください。")
    )
    place = forms.TextField(label=_("場所"), max_length=100, required=False)
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


class MilestonesForm(forms.EditForm):
    """節目."""

    repeat = {"milestones": forms.rows(MilestoneRow, title=_("節目"))}


class PhotoForm(forms.Form):
    """写真: what it shows, and that whoever can be recognised on it agreed."""

    file = forms.FileField(label=_("写真"), kinds=("jpg", "jpeg", "png", "webp"), help_text=_("だれでも見られます。撮った場所などの記録は消してから載せます。"))  # fmt: skip
    caption = forms.TextField(label=_("何の写真か"), max_length=50, help_text=_("見えない方にも伝わるように。例：川の教室で水をくむ子どもたち"))  # fmt: skip
    consent = forms.ChoiceField(label=_("写っている人の同意"), choices=Consent.choices, widget=forms.RadioSelect)

    def values(self) -> dict[str, Any]:
        given = super().values()
        upload = given.pop("file")
        return {**given, "upload": upload}


class AttachForm(attaching.AttachForm):
    """印刷物を付ける."""

    kinds = Print.choices
    audiences = ((Disclosure.PUBLIC, _("だれにでも公開する")), (Disclosure.PARTIES, _("市民と行政の当事者だけ")))
    caution = _("人の名前や顔、連絡先がのっていないか、先に確かめてください。")


class LookBackForm(forms.Form):
    """中間ふりかえり."""

    went_well = forms.LongTextField(label=_("よかったこと"), max_length=2000)
    trouble = forms.LongTextField(label=_("困っていること"), max_length=2000, required=False)
    wish = forms.LongTextField(label=_("相手に望むこと"), max_length=2000, required=False)
    better = forms.LongTextField(label=_("これから改めること"), max_length=2000, required=False)
    meets_on = forms.DateField(label=_("次に話し合う日"), required=False)
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


class ReportForm(forms.EditForm):
    """実績を報告する: what was done is necessary, the rest as far as there is something to say."""

    report = forms.LongTextField(label=_("行ったこと"), max_length=4000)
    place = forms.TextField(label=_("場所"), max_length=200, required=False)
    audience = forms.TextField(
        label=_("だれのために行ったか"), max_length=200, required=False, help_text=_("例：市内の小学4年生")
    )
    participants = forms.IntegerField(label=_("参加者数（のべ）"), required=False, min_value=0, max_value=10_000_000)
    publicity = forms.LongTextField(label=_("広報の方法"), max_length=1000, rows=3, required=False)
    outcome = forms.LongTextField(label=_("成果"), max_length=3000)
    remains = forms.LongTextField(label=_("残った課題"), max_length=3000, required=False)
    remark_reply = forms.LongTextField(label=_("審査の付帯意見に、どう応えたか"), max_length=2000, required=False)
    citizens_gained = forms.LongTextField(label=_("団体が得たこと"), max_length=2000, rows=3, required=False)
    city_gained = forms.LongTextField(label=_("市の仕事で変わったこと"), max_length=2000, rows=3, required=False)
    outlook = forms.LongTextField(
        label=_("これからの見通し"),
        max_length=2000,
        rows=3,
        required=False,
        help_text=_("続ける場合の、人やお金の見通しなど。"),
    )

    def __init__(self, *args: Any, remark: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if remark:
            self.fields["remark_reply"].help_text = _("付帯意見：%(remark)s") % {"remark": remark}
        else:
            del self.fields["remark_reply"]
        if "save" in self.data:  # half-written: nothing is necessary yet
            for field in self.fields.values():
                field.required = False

    @staticmethod
    def initial_of(project: Project) -> dict[str, Any]:
        """What is written so far."""
        return {name: getattr(project, name) for name in ReportForm.base_fields if hasattr(project, name)}


class StopForm(forms.Form):
    """中止する."""

    reason = forms.LongTextField(label=_("理由（公開されます）"), max_length=1000)
