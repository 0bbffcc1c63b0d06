"""残す記録: what a case holds, in the columns a town hands on. What is not known stays empty; nothing is made up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from kyodo.commons.groups.models import Group
from kyodo.cycle.agreements.models import Goal
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.collaborations.queries import lead_of
from kyodo.cycle.collaborations.states import Form
from kyodo.cycle.formalities.terms import GUIDES, Record
from kyodo.cycle.projects.models import Entry, Project, Settlement, Value
from kyodo.cycle.projects.queries import books_of
from kyodo.cycle.proposals.queries import text_for
from kyodo.cycle.roundtables.models import OpenPoint, Sitting
from kyodo.cycle.screening.models import Screening
from kyodo.cycle.screening.states import TOLD
from kyodo.kernel.access import BOTH_SIDES, Actor, Side, find, find_all
from kyodo.kernel.calendar import fiscal_year
from kyodo.offices.city.models import City, Section
from kyodo.offices.city.policies import roles_of
from kyodo.offices.city.queries import local_day, the_city

Row = dict[str, object]  #: by the names of the columns; a name that is missing is an empty cell

#: The municipal standard data sets name their columns in Japanese whatever the language of the page: no translation.
PLACE = ("都道府県コード又は市区町村コード", "NO", "都道府県名", "市区町村名")
COLUMNS: Mapping[Record, tuple[str, ...]] = {
    Record.EVENT: (
        *PLACE, "イベント名", "イベント名_カナ", "イベント名_英語", "開始日", "終了日", "開始時間", "終了時間", "開始日時特記事項",
        "説明", "料金(基本)", "料金(詳細)", "連絡先名称", "連絡先電話番号", "連絡先内線番号", "主催者", "場所名称", "住所", "方書",
        "緯度", "経度", "アクセス方法", "駐車場情報", "定員", "参加申込終了日", "参加申込終了時間", "参加申込方法", "URL", "備考",
    ),
    Record.PLACES: (
        *PLACE, "事業名", "団体名", "担当課", "地区", "場所名称", "緯度", "経度", "活動日", "参加人数", "活動内容", "URL",
    ),
    Record.OPINIONS: (
        "NO", "事業名", "出どころ", "日付", "意見", "市民の考え", "行政の考え", "扱い", "扱いが決まった日", "URL",
    ),
    Record.MONEY: (
        "年度", "事業名", "区分", "費目", "内訳", "負担する側", "市の負担の対象", "予算額", "決算額", "差額", "差の理由",
    ),
    Record.GRANT: (
        "年度", "制度", "団体", "法人番号", "担当課", "事業", "対象経費", "補助率", "決定額", "確定額", "確定日", "URL",
    ),
    Record.YEARLY: (
        "年度", "事業名", "指定管理者", "担当課", "開始日", "終了日", "活動の記録の数", "参加・利用した人数", "目標", "単位", "目標値",
        "年度末の値", "測った日", "URL",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """One case as one reader may read it, asked once for whichever record is made of it."""

    case: Collaboration
    actor: Actor
    at: datetime

    @property
    def url(self) -> str:
        return settings.BASE_URL + self.case.get_absolute_url()

    @property
    def project(self) -> Project | None:
        return Project.objects.filter(case=self.case).select_related("case").first()

    @property
    def year(self) -> int:
        """The year it is carried out in, else the one it came in."""
        return self.case.carried_year or self.case.year

    @property
    def said(self) -> Mapping[str, Any]:
        """The proposal, in the version this reader may read."""
        proposal = getattr(self.case, "proposal", None)
        text = text_for(proposal, self.actor, at=self.at) if proposal else None
        return text.said if text else {}

    def names(self, *sides: str) -> str:
        return "、".join(p.name for p in self.case.parties.all() if p.until is None and p.side in sides)

    def where(self) -> Row:
        """The city, as the first columns of a standard data set name it."""
        city = the_city() or City()
        number = f"{self.case.year}-{self.case.number}"
        return dict(zip(PLACE, (city.code, number, city.prefecture, city.name), strict=True))


def records_of(case: Collaboration) -> list[Record]:
    """What the forms of a case keep, each once."""
    return list(dict.fromkeys(record for form in case.forms.all() for record in GUIDES[Form(form.code)].records))


def rows_of(record: Record, case: Collaboration, actor: Actor, at: datetime) -> Iterator[list[object]]:
    """The rows of a record in the order of its columns."""
    for row in MAKERS[record](Told(case, actor, at)):
        yield [row.get(column, "") for column in COLUMNS[record]]


def _event(it: Told) -> Iterator[Row]:
    case, said, project = it.case, it.said, it.project
    hosts = BOTH_SIDES if Form.CO_HOSTING in {form.code for form in case.forms.all()} else (Side.CITIZENS,)
    lead = lead_of(case, Side.CITY)
    section = find(lead.holder) if lead else None
    yield it.where() | {
        "イベント名": case.title, "開始日": _day(case.starts_on or said.get("starts_on")),
        "終了日": _day(case.ends_on or said.get("ends_on")), "説明": case.summary, "料金(詳細)": said.get("charges", ""),
        "連絡先名称": lead.name if lead else "", "連絡先電話番号": section.phone if isinstance(section, Section) else "",
        "主催者": it.names(*hosts), "場所名称": (project and project.place) or said.get("place", ""), "URL": it.url,
        "備考": "、".join(str(form) for form in case.forms.all()),
    }  # fmt: skip


def _places(it: Told) -> Iterator[Row]:
    about = it.where() | {
        "事業名": it.case.title, "団体名": it.names(Side.CITIZENS), "担当課": it.names(Side.CITY), "地区": str(it.case.ward or ""),
        "URL": it.url,
    }  # fmt: skip
    project = it.project
    entries = list(project.entries.order_by("on", "pk")) if project else []
    place = project.place if project else ""
    if not entries:
        yield about | {"場所名称": it.said.get("place", "")}
    for entry in entries:
        done = {"活動日": _day(entry.on), "参加人数": _blank(entry.people), "活動内容": entry.done}
        yield about | done | {"場所名称": entry.place or place}


def _opinions(it: Told) -> Iterator[Row]:
    """Points of the talks for whoever reads their record, and the questions everybody reads."""
    is_inside = it.case.side_of(it.actor, it.at) is not None or bool(roles_of(it.actor, it.at))
    points = OpenPoint.objects.filter(sitting__table__case=it.case).select_related("sitting", "settled_in")
    readable = points.order_by("sitting__starts_at", "pk") if is_inside else []
    proposal = getattr(it.case, "proposal", None)
    asked = list(proposal.questions.order_by("asked_at", "pk")) if proposal and it.said else []
    rows = [*map(_point, readable), *map(_question, asked)]
    for number, row in enumerate(rows, 1):
        yield {"NO": number, "事業名": it.case.title, "URL": it.url} | row


def _point(point: OpenPoint) -> Row:
    settled: Sitting | None = point.settled_in
    return {
        "出どころ": _("パートナーテーブル 第%(n)s回") % {"n": point.sitting.number}, "日付": _day(local_day(point.sitting.starts_at)),
        "意見": point.text, "市民の考え": point.citizens_view, "行政の考え": point.city_view,
        "扱い": point.settled_how or point.handling, "扱いが決まった日": _day(local_day(settled.starts_at)) if settled else "",
    }  # fmt: skip


def _question(question: Any) -> Row:
    answered = question.answered_at
    return {
        "出どころ": _("提案への質問"), "日付": _day(local_day(question.asked_at)), "意見": question.text,
        "扱い": question.answer, "扱いが決まった日": _day(local_day(answered)) if answered else "",
    }  # fmt: skip


def _money(it: Told) -> Iterator[Row]:
    project = it.project
    books = books_of(project, it.actor, at=it.at) if project else None
    for line in books.lines if books else ():
        yield {
            "年度": it.year, "事業名": it.case.title, "区分": line.get_flow_display(), "費目": line.item, "内訳": line.detail,
            "負担する側": line.get_bearer_display(), "市の負担の対象": line.get_target_display(), "予算額": line.budget,
            "決算額": _blank(line.actual), "差額": _blank(line.difference), "差の理由": line.because,
        }  # fmt: skip


def _grant(it: Told) -> Iterator[Row]:
    told = Screening.objects.visible_to(it.actor, at=it.at).filter(proposal__case=it.case, state__in=TOLD)
    decided = told.select_related("proposal__round__programme").order_by("pk").last()
    fixed = Settlement.objects.filter(project__case=it.case).first()
    programme = decided.proposal.round.programme if decided and decided.proposal.round else None
    holders = find_all({p.holder for p in it.case.parties.all() if p.until is None and p.side == Side.CITIZENS})
    numbers = [group.corporate_number for group in holders.values() if isinstance(group, Group)]
    yield {
        "年度": it.year, "制度": str(programme or ""), "団体": it.names(Side.CITIZENS), "法人番号": "、".join(filter(None, numbers)),
        "担当課": it.names(Side.CITY), "事業": it.case.title, "対象経費": fixed.eligible if fixed else "",
        "補助率": f"{fixed.rate}%" if fixed else "", "決定額": _blank(fixed.decided if fixed else decided and decided.amount),
        "確定額": fixed.fixed if fixed else "", "確定日": _day(fixed.fixed_on) if fixed else "", "URL": it.url,
    }  # fmt: skip


def _yearly(it: Told) -> Iterator[Row]:
    """One row a year and goal: what was reached by the end of that year, and how much happened in it."""
    project, case = it.project, it.case
    first, last = case.starts_on, min(case.ends_on or local_day(it.at), local_day(it.at))
    if project is None or first is None or last < first:
        return
    entries = list(project.entries.all())
    values = list(Value.objects.filter(project=project).select_related("goal").order_by("on", "pk"))
    goals: list[Goal | None] = [*dict.fromkeys(value.goal for value in values)] or [None]
    for year in range(fiscal_year(first), fiscal_year(last) + 1):
        about = {"年度": year, **_in_year(entries, year)} | {
            "事業名": case.title, "指定管理者": it.names(Side.CITIZENS), "担当課": it.names(Side.CITY), "開始日": _day(first),
            "終了日": _day(case.ends_on), "URL": it.url,
        }  # fmt: skip
        for goal in goals:
            reached = [v for v in values if v.goal == goal and fiscal_year(v.on) <= year]
            yield about | (_reached(reached[-1]) if reached else {"目標": "" if goal is None else goal.what})


def _in_year(entries: Iterable[Entry], year: int) -> Row:
    held = [entry for entry in entries if fiscal_year(entry.on) == year]
    counted = [entry.people for entry in held if entry.people is not None]
    return {"活動の記録の数": len(held), "参加・利用した人数": sum(counted) if counted else ""}


def _reached(value: Value) -> Row:
    goal = value.goal
    return {
        "目標": goal.what, "単位": goal.unit, "目標値": _number(goal.amount), "年度末の値": _number(value.value),
        "測った日": _day(value.on),
    }  # fmt: skip


def _day(day: object) -> str:
    """ISO 8601; a day of a stored proposal is written so already."""
    return str(day) if day else ""


def _blank(value: object) -> object:
    return "" if value is None else value


def _number(value: Any) -> str:
    return "" if value is None else f"{value.normalize():f}"


MAKERS: Mapping[Record, Callable[[Told], Iterator[Row]]] = {
    Record.EVENT: _event,
    Record.PLACES: _places,
    Record.OPINIONS: _opinions,
    Record.MONEY: _money,
    Record.GRANT: _grant,
    Record.YEARLY: _yearly,
}
