"""書く: one form a step. Nothing but the title is obligatory before the submission."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from kyodo.commons.groups.models import Group
from kyodo.cycle.collaborations.states import Form as Way
from kyodo.cycle.collaborations.states import StartType, Zone
from kyodo.cycle.proposals.models import Proposal
from kyodo.cycle.proposals.queries import statements_of, talk_named
from kyodo.cycle.proposals.states import Answer, Step, Task
from kyodo.offices.city.models import Section
from kyodo.offices.city.queries import local_day
from kyodo.ui import forms

from .money import MoneyForm
from .step import StepForm

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

OPEN_CHOICE = ("", _("まだ決めていない"))


class GoalRow(forms.RowForm):
    """目標の行."""

    what = forms.TextField(label=_("何を"), max_length=100)
    how_much = forms.TextField(label=_("どれだけ"), max_length=50, required=False)
    by = forms.TextField(label=_("いつまでに"), max_length=50, required=False)


class AimForm(StepForm):
    """課題と目的."""

    title = forms.TextField(label=_("事業の名前"), max_length=100)
    problem = forms.LongTextField(label=_("地域の課題といまの様子"), max_length=2000, required=False)
    evidence = forms.LongTextField(
        label=_("そう考える根拠"), max_length=1000, rows=3, required=False, help_text=_("数字や、困っている人の声など。")
    )  # fmt: skip
    purpose = forms.LongTextField(label=_("目的"), max_length=1000, rows=3, required=False)
    measure = forms.LongTextField(
        label=_("できたかどうかの確かめ方"), max_length=1000, rows=3, required=False,
        help_text=_("終わったときに何を見れば、目標に届いたとわかるか。例：参加した人の数、アンケート。"),
    )  # fmt: skip
    repeat = {"goals": forms.rows(GoalRow, title=_("目標"), help=_("何を、どれだけ、いつまでに。一つから。"))}


class ScheduleRow(forms.RowForm):
    """日程の行."""

    when = forms.TextField(label=_("いつ"), max_length=50)
    what = forms.TextField(label=_("すること"), max_length=200)


class PlanForm(StepForm):
    """内容と日程."""

    content = forms.LongTextField(label=_("事業の内容"), max_length=3000, required=False)
    novelty = forms.LongTextField(
        label=_("新しいところ・先がけになるところ"), max_length=1000, rows=3, required=False,
        help_text=_("これまでにないやり方や、ほかの地区の手本になりそうなところ。"),
    )  # fmt: skip
    difference = forms.LongTextField(
        label=_("いまある事業との違い"), max_length=1000, rows=3, required=False,
        help_text=_("市やほかの団体が似たことをしているときは、どこが違うか。"),
    )  # fmt: skip
    target = forms.TextField(label=_("対象と人数"), max_length=200, required=False)
    charges = forms.TextField(
        label=_("参加する人の負担"), max_length=200, required=False,
        help_text=_("参加費や持ち物。例：無料、材料費500円"),
    )  # fmt: skip
    place = forms.TextField(label=_("場所"), max_length=200, required=False)
    starts_on = forms.DateField(label=_("始める日"), required=False)
    ends_on = forms.DateField(label=_("終える日"), required=False)
    publicity = forms.LongTextField(
        label=_("知らせ方"), max_length=1000, rows=3, required=False, help_text=_("チラシ、回覧板、市の広報など。")
    )  # fmt: skip
    repeat = {"schedule": forms.rows(ScheduleRow, title=_("日程"))}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if service := self.proposal.service:
            self.fields["difference"].help_text = _("市がいま行っている「%(service)s」と、どこが違うか。") % {
                "service": service
            }


class RoleRow(forms.RowForm):
    """役割の行."""

    task = forms.TextField(label=_("すること"), max_length=200)
    side = forms.ChoiceField(label=_("どちらが"), choices=Task.choices)
    who = forms.TextField(label=_("だれが（課・班など）"), max_length=100, required=False)
    by = forms.TextField(label=_("いつまでに"), max_length=50, required=False)


class TogetherForm(StepForm):
    """協働する理由と役割."""

    why_together = forms.LongTextField(label=_("市と協働する理由"), max_length=2000, required=False)
    effect = forms.LongTextField(label=_("協働で期待できること"), max_length=1000, rows=3, required=False)
    zone = forms.ChoiceField(
        label=_("協働の領域（提案者の考え）"), choices=[OPEN_CHOICE, *Zone.choices], required=False
    )
    start_type = forms.ChoiceField(label=_("類型"), choices=[OPEN_CHOICE, *StartType.choices], required=False)
    ways = forms.MultipleChoiceField(
        label=_("希望する形態"), choices=Way.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    section = forms.ModelChoiceField(
        Section.objects.none(), label=_("いっしょに進めたい課"), required=False, to_field_name="ref",
        empty_label=_("わからない（協働担当課が受け取ります）"),
    )  # fmt: skip
    repeat = {"roles": forms.rows(RoleRow, title=_("役割分担"), help=_("だれが何をするか。行政の役割も書きます。"))}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = Section.objects.on(local_day(self.at))  # type: ignore[attr-defined]
        if self.proposal.submitted_at:
            del self.fields["section"]

    def saved(self, it: Proposal) -> dict[str, Any]:
        section = it.section.ref if it.section else None
        return {**super().saved(it), "ways": it.forms, "section": section}

    def values(self) -> dict[str, Any]:
        given: dict[str, Any] = super().values()["values"]
        ways = given.pop("ways")
        return {"values": {**given, "forms": ways}}


class PartnerRow(forms.RowForm):
    """いっしょに提案する団体の行: a name that was typed, or that of a registered group, which is asked itself."""

    group = forms.TextField(widget=forms.HiddenInput, required=False)

    name = forms.NameField(label=_("団体の名前"))
    part = forms.TextField(label=_("受け持つこと"), max_length=200, required=False)

    def has_changed(self) -> bool:
        """A row whose boxes are empty is blank, whatever it named before."""
        return bool(set(self.changed_data) - {"group"})


class PastRow(forms.RowForm):
    """実績の行."""

    year = forms.TextField(label=_("年度"), max_length=20)
    name = forms.TextField(label=_("協働・助成の名前"), max_length=100)
    amount = forms.YenField(label=_("金額"), required=False)
    what = forms.TextField(label=_("したこと"), max_length=200, required=False)


class TeamForm(StepForm):
    """団体と体制, with the contact that stays with the city."""

    author_name = forms.NameField(label=_("提案者の名前（公開します）"), required=False)
    team = forms.LongTextField(label=_("だれがどのように進めるか"), max_length=1500, required=False)
    track_record = forms.LongTextField(label=_("これまでの活動"), max_length=1500, rows=3, required=False)
    safety = forms.LongTextField(label=_("安全・保険・個人情報の扱い"), max_length=1000, rows=3, required=False)
    risks = forms.LongTextField(
        label=_("心配なことと備え"), max_length=1000, rows=3, required=False,
        help_text=_("うまくいかないとしたら何か。そのときどうするか。例：雨の日、人が集まらないとき。"),
    )  # fmt: skip
    afterwards = forms.LongTextField(label=_("終わったあとの見通し"), max_length=1000, rows=3, required=False)
    representative = forms.NameField(label=_("代表者の氏名（公開しません）"), required=False)
    name = forms.NameField(label=_("連絡する方の氏名（公開しません）"), required=False)
    phone = forms.PhoneField(label=_("電話番号（公開しません）"), required=False)
    email = forms.EmailField(label=_("メールアドレス（公開しません）"), required=False)
    address = forms.TextField(label=_("所在地（公開しません）"), max_length=200, required=False)

    partner = forms.SubjectField(
        label=_("いっしょに提案する登録団体をさがす"), required=False,
        help_text=_("団体の名前の一部を入れて「さがす」を押し、選んで保存します。選んだ団体には、提出したあとに返事をもらいます。"),
    )  # fmt: skip
    own = StepForm.own | {"partner"}

    repeat = {
        "partners": forms.rows(
            PartnerRow, title=_("いっしょに提案する団体"), blanks=1, help=_("ほかの団体と組むときだけ。公開します。")
        ),
        "past": forms.rows(
            PastRow, title=_("これまでの協働・助成の実績"), blanks=1, help=_("市との協働や、受けた助成があれば。公開します。")
        ),
    }  # fmt: skip

    CONTACT = ("representative", "name", "phone", "email", "address")

    def saved(self, it: Proposal) -> dict[str, Any]:
        contact = getattr(it, "contact", None)
        return {**super().saved(it), **{name: getattr(contact, name, "") for name in self.CONTACT}}

    def values(self) -> dict[str, Any]:
        given: dict[str, Any] = super().values()["values"]
        contact = {name: given.pop(name) for name in self.CONTACT}
        return {"values": {**given, "partners": self._linked(given["partners"]), "contact": contact}}

    def _linked(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The rows with the group each names: one whose name was changed by hand is a typed name again."""
        picked = self.cleaned_data["partner"]
        wanted = {subject.rpartition("/")[2] for subject in (*(row["group"] for row in rows), picked) if subject}
        known = {group.subject: group.name for group in Group.objects.registered().filter(ref__in=wanted)}
        rows = [{**row, "group": row["group"] if known.get(row["group"]) == row["name"] else ""} for row in rows]
        if picked in known and picked != self.proposal.author_ref and all(row["group"] != picked for row in rows):
            rows.append({"name": known[picked], "part": "", "group": picked})
        return rows


class ReviewForm(StepForm):
    """確認: each statement of the round as it reads, to be answered; and the talk, where one is required."""

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, proposal=proposal, **kwargs)
        self.statements = statements_of(proposal)
        for n, text in enumerate(self.statements):
            self.fields[f"answer_{n}"] = forms.ChoiceField(
                label=text, choices=Answer.choices, widget=forms.RadioSelect, required=False
            )
            self.fields[f"note_{n}"] = forms.TextField(
                label=_("「いいえ」のときの理由"), max_length=300, required=False
            )
        if proposal.round and proposal.round.programme.prior_talk and not proposal.talk:
            self.fields["talk"] = forms.TextField(
                label=_("事前相談の受付番号"), max_length=12, required=False, help_text=_("相談の控えにある10文字です。")
            )  # fmt: skip

    def saved(self, it: Proposal) -> dict[str, Any]:
        kept = {row["text"]: row for row in it.answers}
        shown = [kept.get(text, {"answer": "", "note": ""}) for text in statements_of(it)]
        return {f"{name}_{n}": row[name] for n, row in enumerate(shown) for name in ("answer", "note")}

    def clean_talk(self) -> Any:
        """A talk is named by its receipt number, which only whoever came knows."""
        ref = self.cleaned_data["talk"].strip().upper()
        if ref and talk_named(ref) is None:
            raise forms.ValidationError(_("その番号の、済んだ事前相談は見つかりません。"))
        return ref

    def values(self) -> dict[str, Any]:
        given: dict[str, Any] = super().values()["values"]
        answers = [{"answer": given[f"answer_{n}"], "note": given[f"note_{n}"]} for n in range(len(self.statements))]
        talk = talk_named(given["talk"]) if given.get("talk") else None
        return {"values": {"answers": answers, **({"talk": talk} if talk else {})}}


FORMS: dict[Step, type[StepForm]] = {
    Step.AIM: AimForm, Step.PLAN: PlanForm, Step.TOGETHER: TogetherForm,
    Step.TEAM: TeamForm, Step.MONEY: MoneyForm, Step.REVIEW: ReviewForm,
}  # fmt: skip


def on_paper(proposal: Proposal, *, at: datetime) -> list[tuple[StrOrPromise, forms.Form]]:
    """Everything a proposal asks, step by step, for a paper."""
    return [(step.label, kind(proposal=proposal, at=at)) for step, kind in FORMS.items()]


class SubmitForm(forms.Form):
    """提出: what changed since the last time, if there was one."""

    note = forms.TextField(label=_("前の版から直したところ"), max_length=200, required=False)

    def __init__(self, *args: Any, again: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not again:
            del self.fields["note"]


class ReasonForm(forms.Form):
    """理由."""

    reason = forms.LongTextField(label=_("理由"), max_length=500)


class NothingForm(forms.Form):
    """押すだけ: an act that asks for nothing."""
