"""The days of a series: a rule of recurrence, with the days on which city hall is closed left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import islice

from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday

from kyodo.deliberation.councils.states.meetings import Cadence
from kyodo.offices.city import queries as city

MOST = 60  #: meetings of one series; a longer one is entered in parts


@dataclass(frozen=True)
class Rule:
    """開催の決まり: second Tuesday of each month, every other Friday, from a day to a day."""

    cadence: str
    weekday: int  #: 0 is Monday
    nth: int  #: which of the month, -1 the last; of no meaning for weekly series
    first: date
    last: date


@dataclass(frozen=True)
class Day:
    """One day of the rule, and whether city hall is open on it: closed ones are shown and skipped."""

    on: date
    is_open: bool


def days_of(rule: Rule) -> list[Day]:
    """Every day of the rule, in order."""
    return spread(rule, partial(city.is_open, local=city.local_days()))


def spread(rule: Rule, is_open: Callable[[date], bool]) -> list[Day]:
    """The days of a rule, given which days are open."""
    if rule.last < rule.first:
        return []
    if rule.cadence == Cadence.MONTHLY:
        found = rrule(MONTHLY, dtstart=rule.first, until=rule.last, byweekday=weekday(rule.weekday, rule.nth))
    else:
        interval = 2 if rule.cadence == Cadence.FORTNIGHTLY else 1
        found = rrule(WEEKLY, interval=interval, dtstart=rule.first, until=rule.last, byweekday=weekday(rule.weekday))
    return [Day(moment.date(), is_open(moment.date())) for moment in islice(found, MOST + 1)]
