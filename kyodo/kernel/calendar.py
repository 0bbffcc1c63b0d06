"""Japanese office time: fiscal years (April to March), eras, dates in any usual spelling, business days."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

#: Eras newest first: name, letter, first day. 元号を改める政令.
ERAS = (
    ("令和", "R", date(2019, 5, 1)),
    ("平成", "H", date(1989, 1, 8)),
    ("昭和", "S", date(1926, 12, 25)),
    ("大正", "T", date(1912, 7, 30)),
    ("明治", "M", date(1868, 1, 25)),
)
WEEKDAYS = "月火水木金土日"


def fiscal_year(day: date) -> int:
    """年度: the year in which the April before that day lies. 地方自治法 208条."""
    return day.year if day.month >= 4 else day.year - 1


def fiscal_span(year: int) -> tuple[date, date]:
    """First and last day of a fiscal year."""
    return date(year, 4, 1), date(year + 1, 3, 31)


def era_of(day: date) -> tuple[str, int]:
    """Era name and year in it; days before 明治 keep the western year."""
    for name, _letter, first in ERAS:
        if day >= first:
            return name, day.year - first.year + 1
    return "西暦", day.year


def era_date(day: date, *, weekday: bool = True) -> str:
    """令和8年4月1日（水）"""
    name, year = era_of(day)
    text = f"{name}{'元' if year == 1 else year}年{day.month}月{day.day}日"
    return f"{text}（{WEEKDAYS[day.weekday()]}）" if weekday else text


def era_fiscal_year(year: int) -> str:
    """令和8年度. The era is the one on 1 April, as offices write it; 2019 is 令和元年度 by the cabinet's rule."""
    if year == 2019:
        return "令和元年度"
    name, number = era_of(date(year, 4, 1))
    return f"{name}{'元' if number == 1 else number}年度"


_DATE = re.compile(
    r"(?P<era>令和|平成|昭和|大正|明治|[RHSTM])?\s*(?P<y>元|\d{1,4})\s*[年./\-]\s*(?P<m>\d{1,2})\s*[月./\-]\s*(?P<d>\d{1,2})\s*日?"
    r"(?:\s*\([月火水木金土日]\))?",
    re.IGNORECASE,
)
_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—―−－ー", "-") | {"。": ".", "．": ".", "・": "."})


def parse_date(text: str) -> date:
    """A date in any usual spelling: R8.4.1, 令和8年4月1日, 2026/4/1, 20260401, full or half width.

    Raises ValueError with a sentence for the person.
    """
    plain = unicodedata.normalize("NFKC", text.strip().translate(_HYPHENS))
    if re.fullmatch(r"\d{8}", plain):
        plain = f"{plain[:4]}-{plain[4:6]}-{plain[6:]}"
    found = _DATE.fullmatch(plain)
    if not found:
        raise ValueError(_("日付として読めません。「令和8年4月1日」「R8.4.1」「2026-04-01」のように入力してください。"))
    year = 1 if found["y"] == "元" else int(found["y"])
    first: date | None = None
    if found["era"]:
        first = next(f for n, letter, f in ERAS if found["era"].upper() in (n, letter))
        year += first.year - 1
    elif len(found["y"]) < 4:
        raise ValueError(_("年は、西暦4けた（例：2026）か、元号をつけて（例：令和8、R8）入力してください。"))
    try:
        day = date(year, int(found["m"]), int(found["d"]))
    except ValueError:
        raise ValueError(_("その日付は暦にありません。")) from None
    if first and day < first:
        raise ValueError(_("その元号の始まりより前の日付です。"))
    return day


_YEAR = re.compile(
    r"(?:(?P<era>令和|平成|昭和|大正|明治|[RHSTM])\.?(?P<n>元|\d{1,2})|(?:西暦)?(?P<west>\d{4})|(?P<bare>元|\d{1,2}))(?:年度?)?",
    re.IGNORECASE,
)


def parse_fiscal_year(text: str) -> int:
    """年度 in any usual spelling: 令和8年度, R8, 2026年度, 2026, full or half width; 8 alone is of the newest era.

    Raises ValueError with a sentence for the person.
    """
    found = _YEAR.fullmatch("".join(unicodedata.normalize("NFKC", text).split()))
    if not found:
        raise ValueError(_("年度として読めません。「令和8」「R8」「2026」のように入力してください。"))
    if found["west"]:
        return int(found["west"])
    first = next(f for name, letter, f in ERAS if (found["era"] or ERAS[0][0]).upper() in (name, letter))
    typed = found["n"] or found["bare"]
    number = 1 if typed == "元" else int(typed)
    if not number:
        raise ValueError(_("年度は、元年か1年から数えて入力してください。"))
    return first.year + number - 1


IsOpen = Callable[[date], bool]


def next_open(day: date, is_open: IsOpen) -> date:
    """That day, or the first day after it on which city hall is open. 地方自治法 4条の2 第4項."""
    while not is_open(day):
        day += timedelta(days=1)
    return day


def add_business_days(day: date, count: int, is_open: IsOpen) -> date:
    """The count-th open day after that day; the day itself does not count. Negative counts go back."""
    step = timedelta(days=1 if count >= 0 else -1)
    for _n in range(abs(count)):
        day += step
        while not is_open(day):
            day += step
    return day


def business_days_between(start: date, end: date, is_open: IsOpen) -> int:
    """Open days after `start` up to and including `end`; negative when `end` lies before `start`."""
    if end < start:
        return -business_days_between(end, start, is_open)
    return sum(is_open(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))
