"""What a table asks for: calling, planning, writing up, checking promises, concluding."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.cycle.collaborations.states import Zone
from kyodo.kernel.access import Side
from kyodo.offices.city.models import Duty, Principle
from kyodo.offices.city.queries import local_day
from kyodo.offices.city.states import Role
from kyodo.offices.people.models import Person
from kyodo.ui import forms
from kyodo.ui.forms.dates import MomentField

from .actions import Record
from .models import Sitting
from .states import Item, Kind, Mark, Outcome

ZONES = [("", _("記入しない")), *Zone.choices]


class CallForm(forms.Form):
    """テーブルを呼びかける."""

    kind = forms.ChoiceField(label=_("種別"), choices=Kind.choices, widget=forms.RadioSelect)
    aim = forms.TextField(label=_("このテーブルで話したいこと"), max_length=300)


class ChairForm(forms.Form):
    """中立の進行役を招く."""

    chair = forms.ModelChoiceField(Person.objects.none(), label=_("コーディネーター"), to_field_name="ref")

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = local_day(at)
        serving = Duty.objects.on(today).filter(role=Role.COORDINATOR)
        self.fields["chair"].queryset = Person.objects.filter(pk__in=serving.values("person"), is_active=True)  # type: ignore[attr-defined]


class PlanForm(forms.Form):
    """次の回を予定する."""

    starts_at = MomentField(label=_("日時"))
    place = forms.TextField(label=_("場所"), max_length=200, help_text=_("オンラインのときは、その旨を書きます。"))
    aim = forms.TextField(
        label=_("今日の目標"), max_length=300, help_text=_("終わるときに、とどいたかどうかを確かめます。")
    )


class PersonRow(forms.RowForm):
    """出席者の一行."""

    side = forms.ChoiceField(label=_("側"), choices=Side.choices)
    name = forms.NameField(label=_("氏名"), max_length=100)
    body = forms.TextField(label=_("所属"), max_length=100, required=False)


class AgreedRow(forms.RowForm):
    """合意した点の一行."""

    text = forms.TextField(label=_("合意した点"), max_length=300)
    zone_citizens = forms.ChoiceField(label=_("領域（市民の見方）"), choices=ZONES, required=False)
    zone_city = forms.ChoiceField(label=_("領域（行政の見方）"), choices=ZONES, required=False)


class OpenRow(forms.RowForm):
    """合意していない点の一行."""

    text = forms.TextField(label=_("合意していない点"), max_length=300)
    citizens_view = forms.LongTextField(label=_("市民の考え"), max_length=1000, required=False)
    city_view = forms.LongTextField(label=_("行政の考え"), max_length=1000, required=False)
    handling = forms.TextField(label=_("どう扱うか"), max_length=200, required=False)


class HomeworkRow(forms.RowForm):
    """宿題の一行; who can take it on is filled in by the form."""

    text = forms.TextField(label=_("すること"), max_length=200)
    holder = forms.ChoiceField(label=_("担当"))
    due = forms.DateField(label=_("期限"))


class RecordForm(forms.EditForm):
    """回の記録, in the order in which the sitting went."""

    facts = forms.LongTextField(label=_("分かち合った事実"), max_length=3000, required=False)
    citizens_bring = forms.LongTextField(label=_("市民が持ち寄るもの"), max_length=2000, required=False)
    city_brings = forms.LongTextField(label=_("行政が持ち寄るもの"), max_length=2000, required=False)
    aim_reached = forms.ChoiceField(
        label=_("今日の目標にとどきましたか"), required=False, widget=forms.RadioSelect,
        choices=[("", _("まだ記入しない")), ("yes", _("とどいた")), ("no", _("とどかなかった"))],
    )  # fmt: skip
    aim_note = forms.TextField(label=_("目標についてひとこと"), max_length=300, required=False)
    next_note = forms.TextField(label=_("次の予定"), max_length=200, required=False)
    summary = forms.LongTextField(
        label=_("公開する要約"),
        max_length=2000,
        required=False,
        help_text=_("記録が確定すると、だれでも読めるようになります。"),
    )

    def __init__(self, *args: Any, sitting: Sitting, **kwargs: Any) -> None:
        parties = [p for p in sitting.case.parties.all() if p.until is None and p.side != Side.NEUTRAL]
        self.holders = {p.holder: p for p in parties}
        choices = [(p.holder, f"{p.get_side_display()}　{p.name}") for p in parties]
        row = type("Row", (HomeworkRow,), {"holder": forms.ChoiceField(label=_("担当"), choices=choices)})
        self.repeat = {  # type: ignore[misc]  # who can take homework on differs from case to case
            "attendance": forms.rows(PersonRow, title=_("出席")),
            "agreed": forms.rows(AgreedRow, title=_("合意した点")),
            "raised": forms.rows(OpenRow, title=_("合意していない点"), blanks=1),
            "homework": forms.rows(row, title=_("宿題")),
        }
        super().__init__(*args, **kwargs)
        asked = dict(self.fields)
        self.fields = {
            f"minute_{item.value}": forms.LongTextField(label=item.label, max_length=4000, required=False)
            for item in Item
        } | asked

    def values(self) -> dict[str, Any]:
        given = super().values()
        minutes = {item.value: given.pop(f"minute_{item.value}") for item in Item}
        given["aim_reached"] = {"yes": True, "no": False}.get(given["aim_reached"])
        for work in given["homework"]:
            party = self.holders[work["holder"]]
            work |= {"side": party.side, "holder_name": party.name}
        return {"notes": Record(**given, minutes=minutes)}

    @staticmethod
    def initial_of(sitting: Sitting) -> dict[str, Any]:
        """The record as it stands, for the form."""
        plain = ("aim_note", "facts", "citizens_bring", "city_brings", "summary", "next_note")
        reached = {True: "yes", False: "no", None: ""}[sitting.aim_reached]
        return {
            **{name: getattr(sitting, name) for name in plain},
            "aim_reached": reached,
            **{f"minute_{m.item}": m.text for m in sitting.minutes.all()},
            "attendance": list(sitting.attendance.values("side", "name", "body")),
            "agreed": list(sitting.agreed.values("text", "zone_citizens", "zone_city")),
            "raised": list(sitting.raised.values("text", "citizens_view", "city_view", "handling")),
            "homework": list(sitting.homework.filter(done_at=None).values("text", "holder", "due")),
        }


class PromiseForm(forms.Form):
    """約束の点検: one mark a principle."""

    def __init__(self, *args: Any, principles: list[Principle], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.principles = principles
        for p in principles:
            self.fields[f"mark_{p.ref}"] = forms.ChoiceField(
                label=p.name, choices=Mark.choices, widget=forms.RadioSelect, help_text=p.text
            )
            self.fields[f"note_{p.ref}"] = forms.TextField(
                label=_("「%(name)s」についてひとこと") % {"name": p.name}, max_length=200, required=False
            )

    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"marks": {p.pk: (given[f"mark_{p.ref}"], given[f"note_{p.ref}"]) for p in self.principles}}


class ConfirmForm(forms.Form):
    """記録を確認する: carries what was read."""

    digest = forms.TextField(max_length=64, widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    """理由."""

    reason = forms.LongTextField(label=_("理由"), max_length=300)


class SettleForm(forms.Form):
    """合意していない点の決着."""

    how = forms.TextField(label=_("どう決着しましたか"), max_length=300)


class DoneForm(forms.Form):
    """宿題が済んだ."""

    result = forms.TextField(label=_("わかったこと"), max_length=300, required=False)


class ConcludeForm(forms.Form):
    """結果をまとめる."""

    outcome = forms.ChoiceField(label=_("結果"), choices=Outcome.choices, widget=forms.RadioSelect)
    reason = forms.LongTextField(label=_("理由（公開されます）"), max_length=1000)
