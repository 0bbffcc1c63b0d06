"""Telling: notices, cards, facts, the two sides, and the panels that end a flow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.template import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import Side
from kyodo.ui.parts import Fact, Pair

from .shelf import draw

if TYPE_CHECKING:
    from datetime import date, datetime

    from django_stubs_ext import StrOrPromise

register = Library()

#: The five kinds of notice with the word that names them.
NOTICES = {
    "info": _("お知らせ"),
    "success": _("完了しました"),
    "warning": _("ご注意ください"),
    "error": _("問題があります"),
    "trial": _("試行中です"),
}


@register.simple_block_tag
def notice(content: str, *, kind: str = "info", title: StrOrPromise = "", level: int = 2) -> SafeString:
    """A notice of one of five kinds, named by a word."""
    return draw("notice", content=content, kind=kind, word=NOTICES[kind], title=title, level=level)


@register.simple_block_tag
def card(content: str, *, title: StrOrPromise, href: str = "", level: int = 3) -> SafeString:
    """One thing among others; the whole card follows the link of its title."""
    return draw("card", content=content, title=title, href=href, level=level)


@register.simple_block_tag
def grid(content: str) -> SafeString:
    """Cards side by side where there is room."""
    return format_html('<div class="ky-grid">{}</div>', content)


@register.simple_block_tag
def facts(content: str) -> SafeString:
    """A list of facts, written line by line with `fact`."""
    return format_html('<dl class="ky-facts">{}</dl>', content)


@register.simple_block_tag
def fact(content: str, *, term: StrOrPromise, change: str = "") -> SafeString:
    """One fact; with `change` a link to the page where it is changed."""
    return draw("fact", term=term, content=content, change=change)


@register.simple_tag
def facts_of(*, rows: Iterable[Fact]) -> SafeString:
    """A list of facts made of records."""
    return draw("facts", rows=list(rows))


@register.simple_tag
def summary_list(*, rows: Iterable[Fact]) -> SafeString:
    """Answers before they are sent, each with a link to change it."""
    return draw("facts", rows=list(rows), changes=True)


@register.simple_block_tag
def sides(content: str) -> SafeString:
    """Two equal columns; inside stand `citizens` and `city`, in this order."""
    return format_html('<div class="ky-sides">{}</div>', content)


@register.simple_block_tag
def citizens(content: str, *, sub: StrOrPromise = "", level: int = 3) -> SafeString:
    """The column of 市民."""
    return draw("side", content=content, side=Side.CITIZENS, sub=sub, level=level)


@register.simple_block_tag
def city(content: str, *, sub: StrOrPromise = "", level: int = 3) -> SafeString:
    """The column of 行政."""
    return draw("side", content=content, side=Side.CITY, sub=sub, level=level)


@register.simple_tag
def pairs(
    *,
    rows: Iterable[Pair],
    caption: StrOrPromise,
    what: StrOrPromise = _("項目"),
    note: StrOrPromise = "",
    citizens: StrOrPromise = "",
    city: StrOrPromise = "",
) -> SafeString:
    """The same questions to both sides: a table whose two columns have one width and one order."""
    return draw("pairs", rows=list(rows), caption=caption, what=what, note=note, citizens=citizens, city=city)


@register.simple_block_tag
def confirmation(
    content: str,
    *,
    title: StrOrPromise,
    ref: str = "",
    label: StrOrPromise = _("受付番号"),
    following: StrOrPromise = "",
    by: date | datetime | None = None,
) -> SafeString:
    """It has arrived: the reference, what happens next and by when; how to keep a copy goes inside."""
    return draw("confirmation", content=content, title=title, ref=ref, label=label, following=following, by=by)


@register.simple_block_tag
def refusal(content: str, *, sentence: StrOrPromise, helps: Sequence[StrOrPromise] = ()) -> SafeString:
    """Not possible: why, and what would help."""
    return draw("refusal", content=content, sentence=sentence, helps=helps)


@register.simple_block_tag
def empty(content: str, *, title: StrOrPromise) -> SafeString:
    """Nothing here yet, and what to do first."""
    return draw("empty", content=content, title=title)


@register.simple_block_tag
def fold(
    content: str, *, title: StrOrPromise, opened: bool = False, ident: str = "", printed: bool = False
) -> SafeString:
    """Something that not everybody needs, one press away; `printed` where paper shows it all the same."""
    return draw("fold", content=content, title=title, opened=opened, ident=ident, printed=printed)


@register.filter
def notice_kind(level_tag: str) -> str:
    """The kind of notice for a level of Django's messages."""
    return {"success": "success", "warning": "warning", "error": "error"}.get(level_tag, "info")
