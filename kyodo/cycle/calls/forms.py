"""What programmes, rounds and themes ask for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.commons.groups.models import Group
from kyodo.commons.groups.states import Involvement
from kyodo.cycle.collaborations.states import Form
from kyodo.cycle.seeds.terms import REASON_LENGTH
from kyodo.cycle.services.models import Service
from kyodo.kernel.access import Actor, acting_refs
from kyodo.offices.city.models import Section
from kyodo.offices.city.queries import local_day
from kyodo.ui import forms

from .actions import TOO_LATE
from .models import Programme, Round
from .states import Kind, PaperKind, Publish, State

#: Entries of a programme that are written one a line.
LISTED = ("eligible", "projects", "excluded", "statements")


def lines(text: str) -> list[str]:
    """One entry a line, blank lines left out."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class CriterionRow(forms.RowForm):
    """審査の観点の一行."""

    name = forms.TextField(label=_("項目"), max_length=50)
    view = forms.TextField(label=_("観点"), max_length=200, required=False, help_text=_("何を見るか"))
    full = forms.IntegerField(label=_("満点"), min_value=1, max_value=100, initial=5)
    weight = forms.IntegerField(label=_("重み"), min_value=1, max_value=10, initial=1)


class ProgrammeForm(forms.EditForm):
    """制度."""

    name = forms.TextField(label=_("制度名"), max_length=100)
    kind = forms.ChoiceField(label=_("種別"), choices=Kind.choices, widget=forms.RadioSelect)
    purpose = forms.LongTextField(label=_("目的"), max_length=1000)
    eligible = forms.LongTextField(label=_("出せる人（1行に一つ）"), max_length=2000)
    projects = forms.LongTextField(
        label=_("対象になる事業（1行に一つ）"), max_length=2000, required=False,
        help_text=_("例：役割の分け方がはっきりしている。年度のうちに終わる。"),
    )  # fmt: skip
    excluded = forms.LongTextField(label=_("対象にならないもの（1行に一つ）"), max_length=2000, required=False)
    statements = forms.LongTextField(
        label=_("確認する文（1行に一つ）"),
        max_length=4000,
        help_text=_("出す人が一つずつ確かめる文です。見せた言葉のまま残ります。"),
    )
    forms_ = forms.MultipleChoiceField(
        label=_("形態"), choices=Form.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    prior_talk = forms.BooleanField(label=_("事前相談を必ず受けてもらう"), required=False)
    rate = forms.IntegerField(label=_("補助率（％）"), required=False, min_value=1, max_value=100)
    cap = forms.YenField(label=_("上限額"), required=False)
    rounding = forms.YenField(label=_("切り捨ての単位"), initial=1000)
    repeat_rule = forms.TextField(label=_("くり返しのきまり"), max_length=200, required=False)
    longest = forms.IntegerField(label=_("最長年数"), min_value=1, max_value=10, initial=1)
    repeat = {
        "criteria": forms.rows(
            CriterionRow, title=_("審査の観点"),
            help=_("空のままにすると、標準の六つの観点になります。観点ごとの理由を提案者に返します。"),
        )
    }  # fmt: skip
    publish = forms.MultipleChoiceField(
        label=_("結果で公開するもの"), choices=Publish.choices, widget=forms.CheckboxSelectMultiple, required=False
    )

    def values(self) -> dict[str, Any]:
        given = super().values()
        for name in LISTED:
            given[name] = lines(given[name])
        given["forms"] = given.pop("forms_")
        return {"name": given.pop("name"), "values": given}

    @staticmethod
    def initial_of(it: Programme) -> dict[str, Any]:
        """The programme as it stands."""
        plain = (
            "name",
            "kind",
            "purpose",
            "prior_talk",
            "rate",
            "cap",
            "rounding",
            "repeat_rule",
            "longest",
            "publish",
        )
        listed = {name: "\n".join(getattr(it, name)) for name in LISTED}
        return {
            **{name: getattr(it, name) for name in plain},
            **listed,
            "forms_": it.forms,
            "criteria": it.criteria_rows,
        }


class BriefingRow(forms.RowForm):
    """説明会の行."""

    starts_at = forms.MomentField(label=_("日時"))
    place = forms.TextField(label=_("場所"), max_length=100, required=False)
    online = forms.URLField(label=_("オンラインで参加するアドレス"), required=False)
    note = forms.TextField(label=_("申込み方法など"), max_length=200, required=False)

    def clean(self) -> dict[str, Any] | None:
        """Somewhere to go to, or to look at."""
        given = super().clean() or self.cleaned_data
        if not self.errors and not given.get("place") and not given.get("online"):
            self.add_error("place", _("場所か、オンラインで参加するアドレスを入力してください。"))
        return given


class RoundForm(forms.EditForm):
    """募集回."""

    year = forms.YearField(label=_("年度"), min_value=2000, max_value=2100)
    announces_on = forms.DateField(label=_("公表日"), required=False)
    talk_until = forms.DateField(label=_("事前相談の締切"), required=False)
    opens_on = forms.DateField(label=_("募集開始"))
    closes_on = forms.DateField(label=_("募集締切"))
    closes_at = forms.TimeField(
        label=_("締切の時刻"),
        required=False,
        help_text=_("空のままにすると、締切の日の終わりまで受け付けます。例：17:00"),
    )
    edit_until = forms.DateField(label=_("修正の最終日"), required=False)
    screens_on = forms.DateField(label=_("審査日"), required=False)
    presents_on = forms.DateField(label=_("公開プレゼンの日"), required=False)
    presents_at = forms.TimeField(label=_("公開プレゼンの時刻"), required=False)
    presents_place = forms.TextField(label=_("公開プレゼンの場所"), max_length=100, required=False)
    notice_on = forms.DateField(label=_("通知の予定日"), required=False)
    work_from = forms.DateField(label=_("事業の開始"), required=False)
    report_until = forms.DateField(label=_("報告の締切"), required=False)
    budget = forms.YenField(label=_("予算総額"), required=False)
    per_group = forms.IntegerField(
        label=_("1団体が出せる数"), required=False, min_value=1, max_value=100,
        help_text=_("空のままにすると、いくつでも出せます。公表したあとは減らせません。"),
    )  # fmt: skip
    section = forms.ModelChoiceField(
        Section.objects.none(), label=_("問合せ先の課"), required=False, to_field_name="ref", empty_label=_("協働の窓口課")
    )  # fmt: skip
    notes = forms.LongTextField(label=_("募集要項"), max_length=10000, required=False)
    repeat = {"briefings": forms.rows(BriefingRow, title=_("説明会"), help=_("何回でも。募集締切の日までに開きます。"))}

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = Section.objects.on(local_day(at))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        """A briefing that comes too late is told at its own row."""
        given = super().clean() or self.cleaned_data
        last = given.get("closes_on")
        for row in self.repeats["briefings"].forms:
            held = row.cleaned_data.get("starts_at") if row.is_valid() else None
            if last and held and local_day(held) > last and not row.cleaned_data.get("DELETE"):
                row.add_error("starts_at", TOO_LATE)
        return given

    def values(self) -> dict[str, Any]:
        given = super().values()
        return {
            "values": {**given, "closes_at": given["closes_at"] or None, "presents_at": given["presents_at"] or None}
        }

    @staticmethod
    def initial_of(it: Round) -> dict[str, Any]:
        """The round as it stands."""
        plain = {name: getattr(it, name) for name in RoundForm.base_fields if hasattr(it, name)}
        briefings = [{name: getattr(one, name) for name in BriefingRow.base_fields} for one in it.briefings.all()]
        return {**plain, "section": it.section and it.section.ref, "briefings": briefings}


def picked(subject: str) -> Group | None:
    """The registered group that was picked; one that is not registered is told at once."""
    found = Group.objects.registered().filter(ref=subject.rpartition("/")[2]).first() if subject else None
    if subject and found is None:
        raise forms.ValidationError(_("登録されている団体を選んでください。"))
    return found


class ThemeForm(forms.Form):
    """テーマ."""

    title = forms.TextField(label=_("題名"), max_length=100)
    section = forms.ModelChoiceField(Section.objects.none(), label=_("担当課"), to_field_name="ref")
    round_ = forms.ModelChoiceField(
        Round.objects.exclude(state__in=(State.CLOSED, State.CANCELLED)).select_related("programme"),
        label=_("募集回"), required=False, to_field_name="ref", empty_label=_("いつでも受け付ける"),
    )  # fmt: skip
    service = forms.ModelChoiceField(
        Service.objects.none(), label=_("いま市が行っている事業"), required=False, to_field_name="ref", empty_label=_("ない")
    )  # fmt: skip
    background = forms.LongTextField(label=_("背景・いまの様子"), max_length=3000)
    problem = forms.LongTextField(label=_("課題"), max_length=2000, rows=3, required=False)
    aim = forms.LongTextField(label=_("目指す姿"), max_length=2000, required=False)
    city_can = forms.LongTextField(label=_("市ができること"), max_length=2000, required=False)
    expects = forms.LongTextField(label=_("団体に期待する役割"), max_length=2000)
    involvement = forms.ChoiceField(
        label=_("どこからかかわってほしいか"), choices=Involvement.choices, widget=forms.RadioSelect,
        initial=Involvement.PLAN, required=False,
    )  # fmt: skip
    budget = forms.YenField(label=_("おおよその費用"), required=False)
    forms_ = forms.MultipleChoiceField(
        label=_("考えている形態"), choices=Form.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    period = forms.TextField(label=_("期間"), max_length=100, required=False)
    area = forms.TextField(label=_("対象の地域"), max_length=100, required=False)
    plan = forms.TextField(label=_("もとになる計画"), max_length=200, required=False)
    questions_until = forms.DateField(label=_("質問の締切"), required=False)
    group = forms.SubjectField(
        label=_("声をかける団体"), required=False,
        help_text=_("空のままにすると、どの登録団体でも手を挙げられます（公募）。団体を選ぶと、声をかけた団体だけになります。団体は、あとから加えられます。"),
    )  # fmt: skip
    because = forms.LongTextField(
        label=_("公募しない理由"), max_length=REASON_LENGTH, rows=3, required=False,
        help_text=_("団体を選んだときに書きます。だれでも読めます。"),
    )  # fmt: skip

    def __init__(self, *args: Any, actor: Actor, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = [ref.partition("/")[2] for ref in acting_refs(actor, at) if ref.startswith("city.section/")]
        sections = Section.objects.on(local_day(at)).filter(ref__in=mine)
        services = Service.objects.filter(section__in=sections, public=True, ended_at=None)
        self.fields["section"].queryset = sections  # type: ignore[attr-defined]
        self.fields["service"].queryset = services  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(service: Service) -> dict[str, Any]:
        """What a service says about the theme that grows out of it."""
        return {"title": service.name, "section": service.section.ref, "service": service.ref}

    def clean_group(self) -> Group | None:
        return picked(self.cleaned_data["group"])

    def clean(self) -> dict[str, Any] | None:
        """Whoever is not asked reads why."""
        given = super().clean()
        if self.cleaned_data.get("group") and not self.cleaned_data.get("because"):
            self.add_error("because", _("公募しない理由を入力してください。"))
        return given

    def values(self) -> dict[str, Any]:
        given = super().values()
        given["forms"] = given.pop("forms_")
        given["involvement"] = given["involvement"] or Involvement.PLAN
        return given


class InviteForm(forms.Form):
    """声をかける団体を加える."""

    group = forms.SubjectField(
        label=_("声をかける団体"), help_text=_("団体の名前の一部を入れて「さがす」を押し、見つかったものから選びます。")
    )
    because = forms.LongTextField(label=_("公募しない理由（公開されます）"), max_length=REASON_LENGTH, rows=3)

    def clean_group(self) -> Group | None:
        return picked(self.cleaned_data["group"])


class PaperForm(forms.Form):
    """募集の書類を付ける."""

    kind = forms.ChoiceField(label=_("書類の種類"), choices=PaperKind.choices, widget=forms.RadioSelect)
    file = forms.FileField(label=_("ファイル"), kinds=("pdf", "docx", "xlsx"))

    def values(self) -> dict[str, Any]:
        given = super().values()
        return {"kind": given["kind"], "upload": given["file"]}


class ReasonForm(forms.Form):
    """理由."""

    reason = forms.LongTextField(label=_("理由"), max_length=500)
