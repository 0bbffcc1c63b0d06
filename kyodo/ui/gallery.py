"""The gallery: every component found in the library, with the examples in ui/templates/ui/examples/ and what they need."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from inspect import getdoc, unwrap
from pathlib import Path
from typing import Any

from django.template import Library
from django.template.loader import get_template
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from . import forms
from .parts import Applied, Bar, Branch, Column, Dots, Fact, Lane, Pair, Step, StepState, Task, TaskStatus, Tie
from .templatetags.ui import register

FOLDER = Path(__file__).parent / "templates" / "ui" / "examples"


@dataclass(frozen=True)
class Example:
    """A small template that shows components at work."""

    name: str

    @cached_property
    def source(self) -> str:
        return (FOLDER / f"{self.name}.html").read_text(encoding="utf-8").strip()

    @property
    def template(self) -> str:
        return f"ui/examples/{self.name}.html"

    def shows(self, component: str) -> bool:
        """Whether the component stands in it, as a tag or as a filter."""
        return bool(re.search(rf"{{% {component}[ %]|\|{component}\b", self.source))

    def draw(self) -> str:
        """Its markup."""
        return get_template(self.template).render({**SAMPLES, "form": Sheet()})


@dataclass(frozen=True)
class Component:
    """A tag or a filter of the library with its one sentence."""

    name: str
    sentence: str


def components(library: Library) -> Iterator[Component]:
    """What a library offers, in the order in which it was written."""
    offered: dict[str, Callable[..., Any]] = {**library.tags, **library.filters}
    for name, made in offered.items():
        yield Component(name, (getdoc(unwrap(made)) or "").partition("\n")[0])


def examples() -> list[Example]:
    """Every example on the shelf."""
    return [Example(path.stem) for path in sorted(FOLDER.glob("*.html"))]


def shelf() -> list[tuple[Example, list[Component]]]:
    """Every example with the components it shows."""
    offered = list(components(register))
    return [(example, [it for it in offered if example.shows(it.name)]) for example in examples()]


class GoalRow(forms.RowForm):
    what = forms.TextField(label=_("何を"))
    how_much = forms.TextField(label=_("どれだけ"), max_length=40)
    by = forms.DateField(label=_("いつまでに"), required=False)


class Sheet(forms.OpenForm):
    """Every kind of field."""

    repeat = {"goals": forms.rows(GoalRow, title=_("目標"), help=_("書ききれないときは行を増やせます。"), blanks=1)}

    name = forms.NameField(
        label=_("団体名"), help_text=_("登記や規約のとおりに書いてください。㈱や髙もそのまま使えます。")
    )
    kana = forms.KanaField(label=_("フリガナ"), help_text=_("ひらがなでもかまいません。"))
    phone = forms.PhoneField(label=_("電話番号"))
    postcode = forms.PostcodeField(label=_("郵便番号"), required=False)
    mail = forms.EmailField(label=_("メールアドレス"), required=False)
    homepage = forms.URLField(label=_("ホームページ"), required=False)
    amount = forms.YenField(label=_("希望する金額"), required=False, help_text=_("「12万円」のようにも書けます。"))
    day = forms.DateField(label=_("始める日"), help_text=_("年は「2026」でも「令和8」でもかまいません。"))
    start = forms.MomentField(label=_("集合の日時"), required=False)
    kind = forms.ChoiceField(
        label=_("どちらから声をかけますか"),
        choices=[("a", _("市民から市へ")), ("b", _("市から市民へ"))],
        widget=forms.RadioSelect,
    )
    fields_of = forms.MultipleChoiceField(
        label=_("分野（あてはまるものすべて）"),
        choices=[("w", _("福祉")), ("e", _("環境")), ("k", _("子ども"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    ward = forms.ChoiceField(label=_("地区"), choices=[("", _("選んでください")), ("n", _("北部")), ("s", _("南部"))])
    text = forms.LongTextField(label=_("どんなことを一緒にしたいですか"), max_length=400)
    paper = forms.FileField(
        label=_("資料"), required=False, kinds=("pdf", "docx", "jpg"), help_text=_("PDF・Word・写真、10MBまで。")
    )
    agree = forms.BooleanField(label=_("公開される項目を確認しました"))


class Narrow(forms.GetForm):
    state = forms.MultipleChoiceField(
        label=_("状態"), choices=[("s", _("相談中")), ("r", _("実施中"))], widget=forms.CheckboxSelectMultiple
    )
    q = forms.TextField(label=_("ことば"))


TODAY = date(2026, 11, 21)
SAMPLES: dict[str, Any] = {
    "today": TODAY,
    "moment": datetime(2026, 11, 21, 14, 5, tzinfo=timezone(timedelta(hours=9))),
    "facts": [Fact("日時", "令和8年12月6日（日）10時から"), Fact("場所", "中央公民館 2階"), Fact("持ち物", "")],
    "answers": [Fact("団体名", "織瀬川をきれいにする会", "#form"), Fact("希望する金額", "120,000円", "#form")],
    "pairs": [
        Pair("目的", "川を、子どもが遊べる場所に戻したい。", "河川の維持管理に市民の目を入れたい。", "ことばは違うが、めざす姿は同じ"),
        Pair("持ち寄るもの", "毎月20人の手、生きものの知識", "ごみ袋と運搬車、掲示板、保険"),
        Pair("心配なこと", "担い手の高齢化", None),
    ],
    "steps": [
        Step("協働の種", StepState.DONE, date(2026, 5, 12), _("市民"), url="#"),
        Step("事前相談", StepState.DONE, date(2026, 6, 2), "環境課"),
        Step("パートナーテーブル", StepState.LATE, date(2026, 11, 18), "環境課", "次回の日程がまだ決まっていません"),
        Step("協定", StepState.NEXT),
        Step("実施", StepState.NEXT),
        Step("評価", StepState.NEXT),
    ],
    "tasks": [
        Task("団体について", TaskStatus.DONE, "#"),
        Task("めざす姿", TaskStatus.STARTED, "#", "目的と、そう考えた理由"),
        Task("役割の分担", TaskStatus.EMPTY, "#"),
        Task("お金", TaskStatus.CHECK, "#", "合計が合っていません"),
        Task("内容の確認と提出", TaskStatus.BLOCKED),
    ],
    "columns": [Column("担当課"), Column("案件"), Column("件数", number=True), Column("期限内", number=True)],
    "rows": [("環境課", "川の清掃", 12, "92%"), ("福祉課", "見守り", 8, "75%"), ("社会教育課", "理科教室", 5, None)],
    "names": ["団体", "内容", "お金", "確認"],
    "dots": [
        Dots("目的が共有できていた", 5, 4),
        Dots("対等に話し合えた", 2, 4),
        Dots("役割を果たした", 4, 4),
        Dots("成果を市民に伝えた", 3, None),
    ],
    "bars": [Bar("環境", 24), Bar("福祉・保健", 17), Bar("子ども・教育", 9, "#"), Bar("防災", 3)],
    "lanes": [
        Lane("市民", [Branch("市民活動連絡会", "市民の連絡会")]),
        Lane("市民と行政のあいだ", [Branch("協働推進委員会", "附属機関", here=True), Branch("改訂合同部会", "合同会議")]),
        Lane("行政", [Branch("協働推進本部", "庁内会議")]),
    ],
    "ties": [Tie("市民活動連絡会", "協働推進委員会", "提言する"), Tie("協働推進委員会", "改訂合同部会", "素案を頼む")],
    "tree": Branch(
        "川を子どもの場所に", "協働の種",
        children=(
            Branch(
                "川の清掃と生きもの調査", "協働事業 令和6年度", here=True,
                children=(Branch("水辺の教室", "協働の種"), Branch("上流の町との交流", "協働の種", url="#")),
            ),
            Branch("ごみ箱をふやす", "別の道で解決"),
        ),
    ),
    "applied": [Applied("環境", "?state=s")],
    "narrow": Narrow(),
}  # fmt: skip
