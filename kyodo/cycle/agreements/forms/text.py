"""本文の欄: the parts of the joint text, one row or one section at a time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.cycle.agreements.models import (
    Clause,
    ClauseText,
    ConditionText,
    GoalText,
    ItemText,
    RoleText,
    TermsText,
    Text,
)
from kyodo.cycle.agreements.states import Bearer, Because, Kind, Payment, Phase, Renewal, Section, Way
from kyodo.cycle.agreements.workflow import Improvement
from kyodo.kernel.access import BOTH_SIDES
from kyodo.kernel.text import new_ref
from kyodo.ui import forms

from .goals import GoalFields, goal_of

NOT_YET = ("", _("まだ決めていない"))
SIDES = [(side.value, side.label) for side in BOTH_SIDES]


class RowEntry(forms.EditForm):
    """One row of a section; `values()` gives it as `row` under the reference it keeps."""

    def __init__(self, *args: Any, ref: str = "", **kwargs: Any) -> None:
        self.ref = ref or new_ref()
        super().__init__(*args, **kwargs)


class GoalForm(RowEntry, GoalFields):
    """目標."""

    def values(self) -> dict[str, Any]:
        return {"row": goal_of(super().values(), ref=self.ref)}


class RoleForm(RowEntry):
    """役割."""

    task = forms.TextField(label=_("仕事"), max_length=200, help_text=_("例：参加の申込みを受け付ける"))
    phase = forms.ChoiceField(label=_("段階"), choices=Phase.choices)
    side = forms.ChoiceField(label=_("担う側"), choices=[*SIDES, NOT_YET], widget=forms.RadioSelect, required=False)
    because = forms.ChoiceField(
        label=_("担う理由"), choices=[*Because.choices, NOT_YET], widget=forms.RadioSelect, required=False
    )
    because_text = forms.TextField(
        label=_("理由のことば"),
        max_length=300,
        required=False,
        help_text=_("例：許可を出す権限がある、川をよく知る会員がいる"),
    )
    charge = forms.TextField(
        label=_("担当する人・課"),
        max_length=100,
        required=False,
        help_text=_("公開されます。個人の名前でなく、係や役の名前でもかまいません。"),
    )
    due = forms.DateField(label=_("期限"), required=False)
    goals = forms.MultipleChoiceField(
        label=_("どの目標のための仕事ですか"), choices=[], required=False, widget=forms.CheckboxSelectMultiple
    )
    resources = forms.TextField(label=_("使うもの（人・物・場所）"), max_length=300, required=False)
    bearer = forms.ChoiceField(label=_("費用の負担"), choices=Bearer.choices)
    risk = forms.TextField(label=_("心配なことと備え"), max_length=300, required=False)
    ownership = forms.TextField(label=_("成果物の帰属"), max_length=200, required=False)

    def __init__(self, *args: Any, goals: Iterable[GoalText] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(goal.ref, goal.what) for goal in goals]
        self.fields["goals"].choices = choices  # type: ignore[attr-defined]
        if not choices:
            self.fields["goals"].help_text = _("目標が決まると、ここで選べます。")

    def values(self) -> dict[str, Any]:
        given = super().values()
        return {"row": RoleText(ref=self.ref, **{**given, "goals": tuple(given["goals"]), "due": given["due"] or None})}


class ClauseForm(RowEntry):
    """条項."""

    title = forms.TextField(label=_("見出し"), max_length=200)
    text = forms.LongTextField(label=_("条項の文"), max_length=4000)

    def __init__(self, *args: Any, key: str = "", version: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.key, self.version = key or f"own-{self.ref}", version

    def values(self) -> dict[str, Any]:
        return {"row": ClauseText(ref=self.ref, key=self.key, version=self.version, **super().values())}


class ItemForm(RowEntry):
    """公開する項目."""

    name = forms.TextField(label=_("項目"), max_length=200, help_text=_("例：協議の場の記録"))
    public = forms.ChoiceField(
        label=_("公開"),
        choices=[("yes", _("公開する")), ("no", _("公開しない"))],
        widget=forms.RadioSelect,
        initial="yes",
    )
    reason = forms.TextField(label=_("公開しない理由"), max_length=300, required=False)
    review_on = forms.DateField(label=_("公開できるか見直す日"), required=False)

    def clean(self) -> dict[str, Any] | None:
        given = super().clean() or {}
        if given.get("public") == "no":
            for name in ("reason", "review_on"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, _("公開しないときは、理由と見直す日の両方が必要です。"))
        return given

    def values(self) -> dict[str, Any]:
        given = super().values()
        withheld = {"reason": given["reason"], "review_on": given["review_on"] or None}
        public = given["public"] == "yes"
        return {"row": ItemText(ref=self.ref, name=given["name"], public=public, **({} if public else withheld))}


class PurposeForm(forms.EditForm):
    """目的."""

    value = forms.LongTextField(
        label=_("双方の目的"), max_length=4000, help_text=_("「何のために」を、双方の言葉として一つの文に。")
    )


class TermsForm(forms.EditForm):
    """期間と費用."""

    starts_on = forms.DateField(label=_("始まりの日"), required=False)
    ends_on = forms.DateField(
        label=_("終わりの日"),
        required=False,
        help_text=_("終わりの日のない協定は結べません。続けるときは、評価のあとに決めます。"),
    )
    renewal = forms.ChoiceField(
        label=_("更新の扱い"), choices=Renewal.choices, widget=forms.RadioSelect, initial="ends"
    )
    renewal_text = forms.TextField(label=_("更新の条件"), max_length=300, required=False)
    citizens_yen = forms.YenField(label=_("市民側の負担"), required=False)
    city_yen = forms.YenField(label=_("行政側の負担"), required=False)
    payment = forms.ChoiceField(label=_("支払方法"), choices=Payment.choices, initial="none")
    citizens_contact = forms.TextField(
        label=_("市民側の連絡先"), max_length=300, required=False, help_text=_("当事者だけに見えます。")
    )
    city_contact = forms.TextField(
        label=_("行政側の連絡先"), max_length=300, required=False, help_text=_("当事者だけに見えます。")
    )

    def values(self) -> dict[str, Any]:
        given = super().values()
        days = {name: given[name] or None for name in ("starts_on", "ends_on")}
        money = {name: given[name] or 0 for name in ("citizens_yen", "city_yen")}
        return {"value": TermsText(**{**given, **days, **money})}


class KindForm(forms.EditForm):
    """協定の類型."""

    kind = forms.ChoiceField(
        label=_("協定の類型"),
        choices=Kind.choices,
        widget=forms.RadioSelect,
        help_text=_("選ぶと、その類型に必要な条項のひな形が入ります。"),
    )


class LibraryForm(forms.Form):
    """ひな形の条項を加える."""

    clause = forms.ChoiceField(label=_("加える条項"), choices=[], widget=forms.RadioSelect)

    def __init__(self, *args: Any, library: Iterable[Clause], kind: str, held: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = set(held)
        free = [(c.key, f"{c.title}：{c.text}") for c in library if c.is_for(kind) and c.key not in taken]
        self.fields["clause"].choices = free  # type: ignore[attr-defined]


class InheritForm(forms.EditForm):
    """前の評価で決めた改善に答える."""

    way = forms.ChoiceField(label=_("この改善をどうしますか"), choices=[], widget=forms.RadioSelect)
    side = forms.ChoiceField(label=_("進める側"), choices=[*SIDES, NOT_YET], widget=forms.RadioSelect, required=False)
    due = forms.DateField(label=_("期限"), required=False)
    because = forms.LongTextField(
        label=_("引き継がない理由"), max_length=2000, rows=3, required=False,
        help_text=_("「今回は引き継がない」を選ぶときに書きます。協定とともに公開されます。"),
    )  # fmt: skip

    def __init__(self, *args: Any, text: Text, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["way"].choices = self.ways(text)  # type: ignore[attr-defined]

    @staticmethod
    def ways(text: Text) -> list[tuple[str, object]]:
        """Into a new row, into one that stands already, as it is, or not at all."""
        rows: dict[str, list[tuple[str, str]]] = {
            Way.GOAL: [(goal.ref, goal.what) for goal in text.goals],
            Way.ROLE: [(role.ref, role.task) for role in text.roles],
            Way.CLAUSE: [(clause.ref, clause.title) for clause in text.clauses.rows if not clause.version],
        }
        new = {
            Way.GOAL: _("新しい目標にする"),
            Way.ROLE: _("新しい役割にする"),
            Way.CLAUSE: _("新しい条項にする"),
        }
        old = {
            Way.GOAL: _("目標「%s」に含める"),
            Way.ROLE: _("役割「%s」に含める"),
            Way.CLAUSE: _("条項「%s」に含める"),
        }
        into = [(f"{way}:{ref}", old[Way(way)] % name) for way, found in rows.items() for ref, name in found]
        whole = [(way.value, way.label) for way in (Way.CONDITION, Way.NONE)]
        return [whole[0], *((f"{way}:", label) for way, label in new.items()), *into, whole[1]]

    @staticmethod
    def initial_of(left: Improvement, row: ConditionText | None) -> dict[str, Any]:
        """The boxes as one's side has answered so far, else as the evaluation left it."""
        if row is None:
            return {"side": left.side, "due": left.due}
        way = f"{row.way}:{row.target}" if row.target else row.way
        return {"way": way, "side": row.side, "due": row.due, "because": row.because}

    def clean(self) -> dict[str, Any] | None:
        given = super().clean() or {}
        if given.get("way") == Way.NONE and not given.get("because"):
            self.add_error("because", _("引き継がない理由を書いてください。"))
        if given.get("way") == Way.CONDITION:
            for name in ("side", "due"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, _("条件にするときは、進める側と期限の両方が必要です。"))
        return given

    def values(self) -> dict[str, Any]:
        given = super().values()
        way, _colon, target = given["way"].partition(":")
        return {**given, "way": way, "target": target, "due": given["due"] or None}


#: The form of one row of a section.
ROW_FORMS: dict[str, type[RowEntry]] = {
    Section.GOALS: GoalForm,
    Section.ROLES: RoleForm,
    Section.CLAUSES: ClauseForm,
    Section.DISCLOSURE: ItemForm,
}
