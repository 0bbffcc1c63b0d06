"""The forms of closed days, numbers and principles."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.offices.city.actions.rules import Row
from kyodo.offices.city.models import Principle, PrincipleSet
from kyodo.ui import forms


class HolidayForm(forms.Form):
    """休業日."""

    day = forms.DateField(label=_("日"))
    name = forms.TextField(label=_("名称"), max_length=50, help_text=_("例：市制施行記念日"))
    closed = forms.ChoiceField(
        label=_("開庁するかどうか"), choices=[("yes", _("閉庁する")), ("no", _("開庁する（ふだん休みの日を開ける）"))],
        widget=forms.RadioSelect, initial="yes",
    )  # fmt: skip

    def values(self) -> dict[str, Any]:
        return {**super().values(), "closed": self.cleaned_data["closed"] == "yes"}


class NumberForm(forms.Form):
    """市の数値."""

    value = forms.IntegerField(
        label=_("市の値"), min_value=0, required=False, help_text=_("空にすると標準の値に戻ります。")
    )
    source = forms.TextField(label=_("根拠"), required=False, help_text=_("例：協働のまちづくり推進要綱第5条"))


class PrincipleRow(forms.RowForm):
    """原則の1行."""

    kind = forms.ChoiceField(label=_("種類"), choices=[("", _("選んでください")), *Principle.Kind.choices])
    name = forms.TextField(label=_("名称"), max_length=60)
    text = forms.LongTextField(label=_("説明"), max_length=500, rows=2, required=False)
    plain = forms.LongTextField(label=_("やさしい日本語"), max_length=500, rows=2, required=False)


class PrinciplesForm(forms.Form):
    """原則集を直す: what is sent becomes a new version."""

    reason = forms.TextField(label=_("直す理由"), help_text=_("記録に残ります。例：令和8年度の指針改定に合わせる"))
    adopted_on = forms.DateField(label=_("適用日"), required=False)
    repeat = {"rows": forms.rows(PrincipleRow, title=_("原則"), least=1, blanks=1)}

    def __init__(self, *args: Any, principles: PrincipleSet, **kwargs: Any) -> None:
        stored = principles.principles.order_by("order")
        self.codes = list(stored.values_list("code", flat=True))
        shown = list(stored.values("kind", "name", "text", "plain"))
        super().__init__(*args, initial={"rows": shown}, **kwargs)

    def values(self) -> dict[str, Any]:
        """A version never changes, so the row at a place is the principle that stood there; rows below are new."""
        codes = dict(enumerate(self.codes))
        rows = [
            Row(**{**row.cleaned_data, "code": codes.get(place, "")})
            for place, row in enumerate(self.repeats["rows"].forms)
            if row.has_changed() and not row.cleaned_data.pop("DELETE", False)
        ]
        return {**super().values(), "rows": rows}
