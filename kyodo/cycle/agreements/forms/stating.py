"""それぞれの言葉 and 違い: what a side states, and how it proposes to end a difference."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.cycle.agreements.states import Ending
from kyodo.kernel.text import new_ref
from kyodo.ui import forms

from .goals import GoalFields, GoalRow, goal_of


class StatementForm(forms.EditForm):
    """それぞれの言葉: one's own side's purpose and goals."""

    purpose = forms.LongTextField(
        label=_("目的"),
        max_length=4000,
        help_text=_("何のために、この事業をいっしょにするのか。自分の側の言葉で書いてください。"),
    )
    repeat = {
        "goals": forms.rows(
            GoalRow, title=_("目標"), help=_("いつまでに、どれだけの成果をあげたいか。決まっているところだけでもかまいません。"),
            blanks=1, add=_("目標をもう一つ書く"),
        )
    }  # fmt: skip

    def values(self) -> dict[str, Any]:
        given = super().values()
        return {**given, "goals": [goal_of(row, ref=new_ref()) for row in given["goals"]]}


class EndingForm(forms.Form):
    """違いの終わり方: the same words from now on, or kept with its reason."""

    ending = forms.ChoiceField(label=_("この違いをどう終えますか"), choices=Ending.choices, widget=forms.RadioSelect)
    because = forms.LongTextField(
        label=_("違うまま残す理由"),
        max_length=2000,
        rows=3,
        required=False,
        help_text=_("「違うまま残した」を選ぶときに書きます。"),
    )
    note = forms.LongTextField(label=_("相手へのひとこと"), max_length=1000, rows=2, required=False)

    def clean(self) -> dict[str, Any] | None:
        given = super().clean() or {}
        if given.get("ending") == Ending.KEPT and not given.get("because"):
            self.add_error("because", _("違うまま残す理由を書いてください。"))
        if given.get("ending") == Ending.SAME and not given.get(self.wording):
            self.add_error(self.wording, _("共通の言葉を書いてください。"))
        return given

    wording = "purpose"


class PurposeEndingForm(EndingForm):
    """目的の違い."""

    purpose = forms.LongTextField(
        label=_("共通の言葉にした目的"),
        max_length=4000,
        rows=4,
        required=False,
        help_text=_("「同じ言葉にした」を選ぶときに書きます。"),
    )
    field_order = ["ending", "purpose", "because", "note"]

    def values(self) -> dict[str, Any]:
        given = super().values()
        purpose = given.pop("purpose")
        return {**given, "wording": purpose if given["ending"] == Ending.SAME else None}


class GoalEndingForm(EndingForm, GoalFields):
    """目標の違い."""

    wording = "what"
    field_order = ["ending", "what", "amount", "unit", "by", "indicator", "baseline", "because", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].required = False
        self.fields["what"].help_text = _("「同じ言葉にした」を選ぶときに、ここから下を書きます。")

    def values(self) -> dict[str, Any]:
        given = super().values()
        row = {name: given.pop(name) for name in GoalFields.base_fields}
        return {**given, "wording": goal_of(row, ref=new_ref()) if given["ending"] == Ending.SAME else None}
