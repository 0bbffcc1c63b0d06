"""The menu and the map of the site. Rooms are named by their addresses only: a room not built yet is simply not listed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, resolve, reverse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Entry:
    """A line of a menu: the name of its page and its label."""

    page: str
    label: StrOrPromise


@dataclass(frozen=True)
class Link:
    """An entry whose page exists."""

    url: str
    label: StrOrPromise
    current: str = ""  #: the value of aria-current: "page" here, "true" below it


#: The five things most people come for.
MENU = (
    Entry("frontpage:index", _("ホーム")),
    Entry("seeds:new", _("協働の種を出す")),
    Entry("casebook:index", _("案件一覧")),
    Entry("calls:themes", _("市からのテーマ")),
    Entry("groups:index", _("団体")),
    Entry("consultations:index", _("意見を出す")),
)

#: Everything public, by what people want to do.
SITE_MAP = (
    (
        _("協働する"),
        (
            Entry("seeds:index", _("協働の種")),
            Entry("calls:index", _("制度と募集")),
            Entry("calls:themes", _("市からのテーマ")),
            Entry("proposals:index", _("提案")),
            Entry("casebook:index", _("協働案件")),
            Entry("evaluations:practices", _("実践事例")),
            Entry("services:index", _("事務事業の協働点検")),
        ),
    ),
    (
        _("話し合う・意見を出す"),
        (
            Entry("consultations:index", _("意見公募")),
            Entry("dialogue:index", _("対話・タウンミーティング")),
            Entry("surveys:index", _("調査")),
            Entry("councils:index", _("会議体")),
            Entry("recommendations:index", _("提言と推進プラン")),
            Entry("texts:index", _("指針・条例")),
        ),
    ),
    (
        _("つながる・相談する"),
        (
            Entry("enquiries:index", _("相談窓口")),
            Entry("city:roster", _("協働推進員名簿")),
            Entry("groups:index", _("団体")),
            Entry("talent:index", _("人材・資源")),
            Entry("events:index", _("催し")),
            Entry("places:index", _("場所")),
            Entry("courses:index", _("講座")),
        ),
    ),
    (
        _("記録を見る"),
        (
            Entry("insights:index", _("数字で見る協働")),
            Entry("opendata:index", _("オープンデータ")),
            Entry("journal:index", _("公開の記録")),
        ),
    ),
)

#: Rooms of their own, by the kind of thing somebody holds an office in.
ROOMS = {"councils.body": Entry("councils:mine", _("委員の部屋"))}


def rooms_of(held: Iterable[str]) -> list[Link]:
    """The rooms of somebody who holds an office in things of these subjects, each once."""
    kinds = dict.fromkeys(subject.partition("/")[0] for subject in held)
    return links(ROOMS[kind] for kind in kinds if kind in ROOMS)


#: 職員の仕事: what officers come for and no public page leads to. Whoever a page is not for is not led there.
STAFF = (
    Entry("desk:index", _("課ごとの宿題")),
    Entry("requests:index", _("課から課への依頼")),
    Entry("insights:status", _("案件ごとの進み具合")),
    Entry("seeds:paper", _("紙・電話・窓口で届いた種を入力する")),
    Entry("proposals:talks", _("事前相談の一覧")),
    Entry("proposals:paper", _("紙で届いた提案を入力する")),
    Entry("groups:desk", _("団体登録の窓口")),
    Entry("papers:review", _("公開を見直す文書")),
    Entry("desk:overdue", _("期限を過ぎた宿題")),
    Entry("desk:handover", _("異動の引継ぎ")),
    Entry("post:undelivered", _("送れなかった手紙")),
    Entry("city:index", _("市の設定・人と職務")),
)


def links(entries: Iterable[Entry], here: str = "") -> list[Link]:
    """The entries whose pages exist, the one the reader is on or below marked."""
    return [
        Link(url, entry.label, _current(url, here)) for entry in entries if (url := address(entry.page)) is not None
    ]


def links_for(audiences: frozenset[str], entries: Iterable[Entry]) -> list[Link]:
    """The entries whose pages are for one of these audiences."""
    found = links(entries)
    return [link for link in found if getattr(resolve(link.url).func, "audience", "everyone") in audiences]


def address(page: str) -> str | None:
    """The address of a page, or None while no room has it."""
    try:
        return reverse(page)
    except NoReverseMatch:
        return None


def _current(url: str, here: str) -> str:
    if url == here:
        return "page"
    return "true" if url != "/" and here.startswith(url) else ""
