"""Saying: words of state, sides, days, and the filters for dates and money."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING

import phonenumbers
from django.template import Library
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from kyodo.kernel import calendar
from kyodo.kernel.access import Side

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

register = Library()

#: plain: a fact. active: under way. good: done well. wait: somebody must act. bad: refused, late, broken.
TONES = ("plain", "active", "good", "wait", "bad")


@register.simple_tag
def chip(*, word: StrOrPromise, tone: str = "plain") -> SafeString:
    """A state as a word in a frame; the colour only repeats what the word says."""
    if tone not in TONES:
        raise ValueError(f"a chip is one of {TONES}, not {tone!r}")
    return format_html('<span class="ky-chip{}">{}</span>', f" ky-chip--{tone}" if tone != "plain" else "", word)


@register.simple_tag
def side(*, of: str, label: StrOrPromise = "") -> SafeString:
    """● 市民, ■ 行政, ◆ 中立, with another label if a name says more."""
    it = Side(of)
    return format_html('<span class="ky-side ky-side--{}">{}</span>', it.value, label or it.label)


def local_day(value: date | datetime) -> date:
    """The day in Japan on which something happened."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


@register.filter(expects_localtime=True)
def era_date(value: date | datetime | None, weekday: bool = True) -> str:
    """令和8年（2026年）4月1日（水）; in English the western calendar."""
    if not value:
        return ""
    day = local_day(value)
    if (get_language() or "").startswith("en"):
        return date_format(day, "j F Y (D)" if weekday else "j F Y")
    plain = calendar.era_date(day, weekday=weekday)
    era, year, rest = plain.partition("年")
    return f"{era}{year}（{day.year}年）{rest}"


@register.filter(expects_localtime=True)
def era_time(value: datetime | None) -> str:
    """令和8年（2026年）4月1日（水）14時05分"""
    if not value:
        return ""
    between = ", " if (get_language() or "").startswith("en") else ""
    return f"{era_date(value)}{between}{_clock(value)}"


def _clock(value: datetime) -> str:
    moment = timezone.localtime(value) if timezone.is_aware(value) else value
    if (get_language() or "").startswith("en"):
        return f"{moment:%H:%M}"
    return f"{moment.hour}時{moment.minute:02}分"


@register.filter(expects_localtime=True)
def era_year(value: date | datetime | int | None) -> str:
    """令和8年度（2026年度）, of a day or of a fiscal year."""
    if not value:
        return ""
    year = value if isinstance(value, int) else calendar.fiscal_year(local_day(value))
    if (get_language() or "").startswith("en"):
        return f"FY{year}"
    return f"{calendar.era_fiscal_year(year)}（{year}年度）"


When = date | datetime | int | None  #: an int is a fiscal year


@register.simple_tag
def day(value: date | datetime | None, *, time: bool = False, weekday: bool = True) -> SafeString:
    """A day that programs can read too: <time datetime="2026-04-01">令和8年…</time>."""
    if not value:
        return SafeString("")
    words = era_time(value) if time and isinstance(value, datetime) else era_date(value, weekday)
    stamp = (
        timezone.localtime(value).isoformat(timespec="minutes")
        if time and isinstance(value, datetime)
        else local_day(value).isoformat()
    )
    return format_html('<time datetime="{}">{}</time>', stamp, words)


@register.simple_tag
def period(*, since: When, until: When = None, weekday: bool = True) -> SafeString:
    """From a day, an hour or a fiscal year to another; without an end it goes on. The hour of the same day stands alone."""
    if not since:
        return SafeString("")
    begin, end = (_told(each, weekday=weekday) for each in (since, until))
    if isinstance(until, datetime) and isinstance(since, date) and local_day(until) == local_day(since):
        stamp = timezone.localtime(until).isoformat(timespec="minutes")
        end = format_html('<time datetime="{}">{}</time>', stamp, _clock(until))
    return format_html("<span>{}</span>", format_html(_("{since}〜{until}"), since=begin, until=end))


def _told(when: When, *, weekday: bool) -> str:
    return era_year(when) if isinstance(when, int) else day(when, time=isinstance(when, datetime), weekday=weekday)


@register.filter
def yen(value: int | None) -> str:
    """120,000円"""
    return "" if value is None else _("%(amount)s円") % {"amount": f"{value:,}"}


@register.filter
def phone(value: str | None) -> str:
    """Digits grouped by area code, as people read them: 0482581110 becomes 048-258-1110, 08012345678 080-1234-5678."""
    if not value or not re.fullmatch(r"0[0-9]{9,10}", value):
        return value or ""
    shown = phonenumbers.format_number(phonenumbers.parse(value, "JP"), phonenumbers.PhoneNumberFormat.NATIONAL)
    return shown if "-" in shown else f"{value[:4]}-{value[4:6]}-{value[6:]}"  # a number that nobody can have


@register.filter
def postcode(value: str | None) -> str:
    """〒346-8501"""
    return f"〒{value[:3]}-{value[3:]}" if value and len(value) == 7 else value or ""


@register.simple_tag
def due(*, on: date | datetime, left: int | None = None) -> SafeString:
    """By when, with the open days left in words; a negative number is late and says so."""
    if left is None:
        return format_html("{}", day(on))
    if left < 0:
        tone, words = "bad", ngettext("%(n)d開庁日遅れ", "%(n)d開庁日遅れ", -left) % {"n": -left}
    elif left == 0:
        tone, words = "wait", _("今日まで")
    else:
        words = ngettext("あと%(n)d開庁日", "あと%(n)d開庁日", left) % {"n": left}
        tone = "wait" if left <= 2 else "plain"
    return format_html("{} {}", day(on), chip(word=words, tone=tone))
