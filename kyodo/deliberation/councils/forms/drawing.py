"""The forms of drawing by lot: the list and how many of each group, the seed, the answer of who was invited."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.councils.models import Draw
from kyodo.deliberation.councils.queries.sortition import Listed
from kyodo.deliberation.councils.states.bodies import Reply
from kyodo.ui import forms
from kyodo.ui.forms.tables import read_table


class ListForm(forms.Form):
    """名簿: only the numbers and groups are read, and nothing of the file is kept."""

    file = forms.FileField(
        label=_("名簿（CSVまたはExcel）"), kinds=("csv", "xlsx"),
        help_text=_("見出しに「番号」「区分」が要ります。氏名と住所は入れないでください。名簿は保存しません。"),
    )  # fmt: skip

    def clean_file(self) -> Any:
        """Every number once, each with its group."""
        given = self.cleaned_data["file"]
        table = read_table(given.name, given.read())
        if not {"番号", "区分"} <= set(table.headers):
            raise ValidationError(_("見出しに「番号」と「区分」が要ります。"))
        number, group = table.headers.index("番号"), table.headers.index("区分")
        self.rows = [Listed(row[number], row[group]) for row in table.rows]
        for n, row in enumerate(self.rows, start=table.first_row):
            if not row.number or not row.group or len(row.group) > 50:
                raise ValidationError(_("%(row)d行目：番号か区分を確かめてください。"), params={"row": n})
        if len({row.number for row in self.rows}) < len(self.rows):
            raise ValidationError(_("同じ番号が二度あります。"))
        return given

    def values(self) -> dict[str, Any]:
        given = {**super().values(), "rows": self.rows}
        del given["file"]
        return given


class QuotaRow(forms.RowForm):
    """招待する人数, one group a row."""

    group = forms.TextField(label=_("区分"), max_length=50)
    number = forms.IntegerField(label=_("人数"), min_value=1, max_value=10_000)


class PrepareForm(ListForm):
    """抽出を準備する."""

    purpose = forms.LongTextField(label=_("招待の目的"), max_length=1000)
    topics = forms.LongTextField(label=_("希望を聞く分野"), max_length=1000, help_text=_("1行に1つ書きます。"))
    seed_from = forms.TextField(
        label=_("種となる数の決め方"), max_length=300,
        help_text=_("まだ誰にも分からない数を使います。例：12月1日の宝くじの1等の番号"),
    )  # fmt: skip
    seats = forms.IntegerField(
        label=_("この招待で決める席の数"), min_value=1, max_value=100,
        help_text=_("引き受ける方がこれより多いときは、くじの順に補欠になります。"),
    )  # fmt: skip
    reply_by = forms.DateField(label=_("返事の期限"))
    repeat = {"quotas": forms.rows(QuotaRow, title=_("招待する人数"))}
    field_order = ("purpose", "topics", "seats", "seed_from", "reply_by", "file")

    def values(self) -> dict[str, Any]:
        given = super().values()
        wanted: dict[str, int] = {}
        for row in given.pop("quotas"):
            wanted[row["group"]] = wanted.get(row["group"], 0) + row["number"]
        return {**given, "quotas": wanted}


class LotsForm(ListForm):
    """抽出する."""

    seed = forms.TextField(label=_("種となる数"), max_length=100)
    field_order = ("seed", "file")


class CodeForm(forms.OpenForm):
    """招待の符号を入れる."""

    code = forms.TextField(
        label=_("招待の符号"), max_length=40, help_text=_("お手紙にある16文字です。"), autocomplete="off"
    )


class ReplyForm(forms.OpenForm):
    """招待に返事をする."""

    reply = forms.ChoiceField(
        label=_("お返事"), choices=[(r.value, r.label) for r in (Reply.YES, Reply.NO)], widget=forms.RadioSelect
    )
    name = forms.NameField(label=_("氏名"), max_length=100, required=False)
    contact = forms.TextField(label=_("連絡先（電話かメールアドレス）"), max_length=200, required=False)
    wishes = forms.MultipleChoiceField(
        label=_("希望する分野（3つまで）"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, draw: Draw, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics = [line.strip() for line in draw.topics.splitlines() if line.strip()]
        self.fields["wishes"].choices = [(topic, topic) for topic in topics]  # type: ignore[attr-defined]

    def clean_wishes(self) -> list[str]:
        """At most three."""
        given: list[str] = self.cleaned_data["wishes"]
        if len(given) > 3:
            raise ValidationError(_("3つまで選んでください。"))
        return given
