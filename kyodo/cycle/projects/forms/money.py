"""What the money of a project asks for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.cycle.projects import queries, terms
from kyodo.cycle.projects.models import Money, Project, is_far
from kyodo.cycle.projects.states import Flow, Target
from kyodo.kernel.access import BOTH_SIDES
from kyodo.offices.city.queries import local_day, number
from kyodo.ui import forms

SIDES = [(side.value, side.label) for side in BOTH_SIDES]


class MoneyRow(forms.RowForm):
    """収支の一行."""

    ref = forms.TextField(max_length=10, widget=forms.HiddenInput, required=False)
    flow = forms.ChoiceField(label=_("区分"), choices=Flow.choices)
    item = forms.TextField(label=_("費目"), max_length=60)
    detail = forms.TextField(label=_("内訳"), max_length=200, required=False, help_text=_("例：500円×30冊"))
    bearer = forms.ChoiceField(label=_("負担する側"), choices=SIDES)
    target = forms.ChoiceField(
        label=_("市の負担の対象"), choices=Target.choices, help_text=_("支出の行だけで使います。")
    )
    budget = forms.YenField(label=_("予算額"))
    settled = forms.YenField(
        label=_("決算額"), required=False, help_text=_("空のままにすると、領収書の合計になります。")
    )
    because = forms.TextField(label=_("差の理由"), max_length=300, required=False)


class MoneyForm(forms.EditForm):
    """収支: the budget and its settlement in one table. What lies far from its budget says why, at its own line."""

    repeat = {"lines": forms.rows(MoneyRow, title=_("収支"), help=_("収入の合計と支出の合計を同じにします。"), least=2)}

    def clean(self) -> dict[str, Any] | None:
        percent = number(terms.FAR)
        for row in () if self.growing else self.repeats["lines"].forms:
            given = row.cleaned_data if row.is_valid() and row.has_changed() else {}
            settled = given.get("settled")
            if settled is None or given["because"] or given.get("DELETE"):
                continue
            if is_far(given["budget"], settled, percent=percent):
                sentence = _("予算額と%(percent)d％以上ちがうので、差の理由を書いてください。")
                row.add_error("because", sentence % {"percent": percent})
        return super().clean()


class ReceiptForm(forms.Form):
    """領収書を付ける."""

    line = forms.ModelChoiceField(
        Money.objects.none(),
        label=_("どの費目の支払いか"),
        to_field_name="ref",
        widget=forms.RadioSelect,
        empty_label=None,
    )
    paid_on = forms.DateField(label=_("支払日"))
    payee = forms.TextField(label=_("支払先"), max_length=100, help_text=_("例：錦文具店"))
    amount = forms.YenField(label=_("金額"), least=1)
    file = forms.FileField(
        label=_("領収書の写し"),
        kinds=("pdf", "jpg", "jpeg", "png", "webp"),
        help_text=_("携帯電話で撮った写真でかまいません。"),
    )
    reason = forms.TextField(
        label=_("だれにでもは公開しない理由"), max_length=300,
        initial=_("個人の名前や口座など、取引先の情報がのっているため。"),
        help_text=_("領収書は市民と行政の当事者と監査の担当だけが見られます。公開するのは費目ごとの合計と、この理由です。"),
    )  # fmt: skip

    def __init__(self, *args: Any, project: Project, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].queryset = project.books.filter(flow=Flow.EXPENSE)  # type: ignore[attr-defined]
        self.fields["paid_on"].initial = local_day(at)

    def values(self) -> dict[str, Any]:
        given = super().values()
        upload = given.pop("file")
        return {**given, "upload": upload}


class TakeBackForm(forms.Form):
    """領収書を取り消す."""

    reason = forms.TextField(
        label=_("取り消す理由"), max_length=300, help_text=_("例：二度付けた。だれにでも見える形で残ります。")
    )


class FixForm(forms.EditForm):
    """額を確定する: what of each line is recognised, what was promised, what was paid before."""

    decided = forms.YenField(label=_("決定額"), help_text=_("採択や協定で決めた、市が負担する額の上限です。"))
    rate = forms.IntegerField(label=_("負担する割合（％）"), min_value=1, max_value=100)
    paid = forms.YenField(label=_("これまでに支払った額"))
    fixed_on = forms.DateField(label=_("確定した日"))
    remark = forms.TextField(label=_("付記"), max_length=300, required=False)

    def __init__(self, *args: Any, project: Project, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        promised, earlier = queries.terms_of(project), queries.settlement_of(project)
        shown = {"decided": promised.decided, "rate": promised.rate, "paid": 0, "fixed_on": local_day(at)}
        for name, value in shown.items():
            self.fields[name].initial = getattr(earlier, name) if earlier else value
        self.lines = queries.counted_lines(project)
        last = {name: self.fields.pop(name) for name in shown}
        for line in self.lines:
            self.fields[f"eligible_{line.ref}"] = forms.YenField(
                label=_("「%(item)s」のうち対象と認める額") % {"item": line.item},
                initial=line.actual if line.eligible is None else line.eligible,
                help_text=_("決算額 %(actual)s円") % {"actual": f"{line.actual or 0:,}"},
            )
        self.fields |= last | {"remark": self.fields.pop("remark")}

    def values(self) -> dict[str, Any]:
        given = super().values()
        eligible = {line.ref: given.pop(f"eligible_{line.ref}") for line in self.lines}
        return {**given, "eligible": eligible}
