"""What meetings ask for: planning, notice, agenda, papers, attendance, decisions, homework."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.councils.actions.planning import Where, moment
from kyodo.deliberation.councils.models.meeting import Meeting
from kyodo.deliberation.councils.models.outcomes import ActionItem, Decision
from kyodo.deliberation.councils.models.seat import Membership
from kyodo.deliberation.councils.queries.recurring import Rule
from kyodo.deliberation.councils.states.meetings import Cadence, Grade, ItemKind, Nth, Observing, Presence, Weekday
from kyodo.kernel.access import BOTH_SIDES, Side
from kyodo.offices.papers.terms import MEDIA_TYPES
from kyodo.ui import forms
from kyodo.ui.forms.dates import MomentField, TimeField


class WhereForm(forms.EditForm):
    """会議の案内: where, and how to watch."""

    place = forms.TextField(
        label=_("場所"),
        max_length=200,
        required=False,
        help_text=_("オンラインだけで開く会議では、空のままにします。"),
    )
    online = forms.TextField(
        label=_("オンラインでの参加"),
        max_length=300,
        required=False,
        help_text=_("参加のしかたや配信のアドレスを書きます。公開されます。"),
    )
    observing = forms.ChoiceField(label=_("傍聴の受付"), choices=Observing.choices, initial=Observing.FIRST_COME)
    capacity = forms.IntegerField(label=_("傍聴の定員（人）"), min_value=0, max_value=5000, required=False)

    def where(self) -> dict[str, Any]:
        """The values with the four fields as one."""
        given = {**super().values()}
        where = Where(*(given.pop(name) for name in ("place", "online", "observing", "capacity")))
        return {**given, "where": where}


class PlanForm(WhereForm):
    """会議を予定する."""

    starts_at = MomentField(label=_("開始"))
    ends = TimeField(label=_("終了"))
    title = forms.TextField(label=_("会議の名前（ふつうは空欄）"), max_length=100, required=False)
    field_order = ("starts_at", "ends", "place", "online", "observing", "capacity", "title")

    def values(self) -> dict[str, Any]:
        given = {**self.where()}
        given["ends_at"] = moment(given["starts_at"].date(), given.pop("ends"))
        return given


class DescribeForm(WhereForm):
    """会議の案内を直す."""

    title = forms.TextField(label=_("会議の名前（ふつうは空欄）"), max_length=100, required=False)

    def values(self) -> dict[str, Any]:
        return self.where()


class SeriesForm(WhereForm):
    """決まった曜日の会議をまとめて予定する."""

    cadence = forms.ChoiceField(label=_("間隔"), choices=Cadence.choices)
    nth = forms.ChoiceField(label=_("第何週（毎月のとき）"), choices=Nth.choices)
    weekday = forms.ChoiceField(label=_("曜日"), choices=Weekday.choices)
    first = forms.DateField(label=_("いつから"))
    last = forms.DateField(label=_("いつまで"))
    starts = TimeField(label=_("開始時刻"))
    ends = TimeField(label=_("終了時刻"))
    field_order = (
        "cadence",
        "nth",
        "weekday",
        "first",
        "last",
        "starts",
        "ends",
        "place",
        "online",
        "observing",
        "capacity",
    )

    def values(self) -> dict[str, Any]:
        given = {**self.where()}
        numbers = {name: int(given.pop(name)) for name in ("weekday", "nth")}
        rule = Rule(given.pop("cadence"), **numbers, first=given.pop("first"), last=given.pop("last"))
        return {**given, "rule": rule}


class NoticeForm(forms.Form):
    """開催を告知する."""

    urgent_reason = forms.LongTextField(
        label=_("急いで開く理由"), max_length=300, rows=3, help_text=_("理由は公開されます。")
    )

    def __init__(self, *args: Any, is_late: bool, **kwargs: Any) -> None:
        """The reason is asked for only where the day of notice has passed."""
        super().__init__(*args, **kwargs)
        if not is_late:
            del self.fields["urgent_reason"]


class RescheduleForm(forms.Form):
    """日程を変える."""

    starts_at = MomentField(label=_("新しい開始"))
    ends = TimeField(label=_("終了"))
    reason = forms.LongTextField(label=_("変える理由（公開されます）"), max_length=300, rows=3)

    def values(self) -> dict[str, Any]:
        given = {**super().values()}
        given["ends_at"] = moment(given["starts_at"].date(), given.pop("ends"))
        return given


class ReasonForm(forms.Form):
    """理由."""

    reason = forms.LongTextField(label=_("理由（公開されます）"), max_length=300, rows=3)


class OpennessForm(forms.Form):
    """議題の公開・非公開."""

    is_closed = forms.BooleanField(label=_("この議題を非公開にする"), required=False)
    closed_reason = forms.TextField(label=_("非公開の理由（公開されます）"), max_length=300, required=False)
    closed_basis = forms.TextField(
        label=_("非公開の根拠（公開されます）"),
        max_length=200,
        required=False,
        help_text=_("例：情報公開条例 第7条第2号"),
    )


class ItemForm(OpennessForm):
    """議題を加える."""

    title = forms.TextField(label=_("議題"), max_length=200, help_text=_("非公開の議題でも、題は公開されます。"))
    kind = forms.ChoiceField(label=_("種類"), choices=ItemKind.choices, widget=forms.RadioSelect)
    explanation = forms.LongTextField(label=_("説明"), max_length=3000, required=False)
    about = forms.SubjectField(label=_("対象"), required=False)
    field_order = ("title", "kind", "explanation", "about", "is_closed", "closed_reason", "closed_basis")


class PaperForm(forms.Form):
    """資料を加える."""

    title = forms.TextField(label=_("資料の題"), max_length=200)
    file = forms.FileField(label=_("ファイル"), kinds=tuple(MEDIA_TYPES))


class PositionForm(forms.Form):
    """側の考えを書く."""

    side = forms.ChoiceField(label=_("側"), widget=forms.RadioSelect)
    text = forms.LongTextField(label=_("この側の考え"), max_length=3000)

    def __init__(self, *args: Any, sides: list[Side], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["side"].choices = [(s.value, s.label) for s in BOTH_SIDES if s in sides]  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """議題を終える・取り下げる."""

    how = forms.TextField(label=_("どうなりましたか"), max_length=300)


class DissentRow(forms.RowForm):
    """少数意見の一行."""

    name = forms.NameField(label=_("述べた人"), max_length=100, required=False)
    text = forms.LongTextField(label=_("少数意見"), max_length=2000, rows=3)


class DecisionForm(forms.EditForm):
    """決定の書き間違いを直す."""

    text = forms.LongTextField(label=_("決定した文"), max_length=3000)
    grade = forms.ChoiceField(label=_("合意の度合い"), choices=Grade.choices, widget=forms.RadioSelect)
    in_favour = forms.IntegerField(label=_("賛成（人）"), min_value=0, max_value=500, required=False)
    against = forms.IntegerField(label=_("反対（人）"), min_value=0, max_value=500, required=False)
    repeat = {"dissents": forms.rows(DissentRow, title=_("少数意見"), blanks=1)}

    @staticmethod
    def initial_of(it: Decision) -> dict[str, Any]:
        """The decision as it stands."""
        said = {name: getattr(it, name) for name in ("text", "grade", "in_favour", "against")}
        return {**said, "dissents": list(it.dissents.values("name", "text"))}


class DecideForm(DecisionForm):
    """決定を書く."""

    ends_item = forms.BooleanField(label=_("この決定で議題を終える"), required=False, initial=True)


class AttendanceForm(forms.Form):
    """出欠を記録する: one choice a member."""

    observers = forms.IntegerField(label=_("傍聴者（人）"), min_value=0, max_value=5000, required=False)
    staff = forms.TextField(label=_("出席した事務局"), max_length=300, required=False)

    def __init__(self, *args: Any, seats: list[Membership], meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = seats
        known = {row.membership_id: row.presence for row in meeting.attendance.all()}
        last = {name: self.fields.pop(name) for name in ("observers", "staff")}
        for seat in seats:
            label = f"{seat.name}（{seat.get_side_display()}）"
            self.fields[f"seat_{seat.ref}"] = forms.ChoiceField(
                label=label,
                choices=Presence.choices,
                widget=forms.RadioSelect,
                initial=known.get(seat.pk, Presence.PRESENT),
            )
        self.fields |= last

    def values(self) -> dict[str, Any]:
        given = super().values()
        presences = {seat.pk: given.pop(f"seat_{seat.ref}") for seat in self.seats}
        return {**given, "presences": presences}


class HomeworkForm(forms.EditForm):
    """宿題を出す."""

    text = forms.TextField(label=_("すること"), max_length=200)
    owner = forms.ChoiceField(label=_("担当"))
    due = forms.DateField(label=_("期限"))
    item = forms.ChoiceField(label=_("議題"), required=False)

    def __init__(self, *args: Any, meeting: Meeting, seats: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owners = {meeting.body.served_by: str(meeting.body.server)} | {
            s.person.subject: s.public_name for s in seats if s.person
        }
        if kept := self.initial.get("owner"):
            self.owners.setdefault(kept, self.initial["owner_name"])  # who took it on may sit here no longer
        self.items = {one.item.ref: one.item for one in meeting.listings.select_related("item")}
        self.fields["owner"].choices = list(self.owners.items())  # type: ignore[attr-defined]
        listed = [(ref, item.title) for ref, item in self.items.items()]
        self.fields["item"].choices = [("", _("議題に結びつけない")), *listed]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        given = super().values()
        return {**given, "owner_name": self.owners[given["owner"]], "item": self.items.get(given["item"])}

    @staticmethod
    def initial_of(it: ActionItem) -> dict[str, Any]:
        """The homework as it stands."""
        said = {name: getattr(it, name) for name in ("text", "owner", "owner_name", "due")}
        return {**said, "item": it.item.ref if it.item else ""}


class DoneForm(forms.Form):
    """宿題が済んだ."""

    result = forms.TextField(label=_("結果"), max_length=300, required=False)


def where_of(meeting: Meeting) -> dict[str, Any]:
    """The present answers of a meeting, for the forms that change it."""
    names = ("place", "online", "observing", "capacity", "title")
    starts: datetime = meeting.starts_at
    return {**{name: getattr(meeting, name) for name in names}, "starts_at": starts}
