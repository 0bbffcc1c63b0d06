"""The city's limits on seats: which of them an appointment would break, said before anybody is appointed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from kyodo.deliberation.councils.models.seat import Membership
from kyodo.deliberation.councils.models.term import Term
from kyodo.deliberation.councils.states.bodies import Gender, Route
from kyodo.deliberation.councils.terms.bodies import (
    COOL_DOWN_MONTHS,
    MAX_BODIES,
    MAX_MEETINGS,
    MAX_YEARS,
    PUBLIC_PERCENT,
    WOMEN_PERCENT,
)
from kyodo.offices.city.queries import number
from kyodo.offices.people.models import Person

YEAR = 365.25  #: days


@dataclass(frozen=True)
class Broken:
    """A limit that an appointment would break, in words that name the figures."""

    key: str
    sentence: str


@dataclass(frozen=True)
class Candidate:
    """Who is to sit where: a person with a record, or a name only, about whom nothing is known."""

    term: Term
    person: Person | None
    route: str
    since: date
    until: date | None
    gender: str = ""


def broken_by(one: Candidate) -> list[Broken]:
    """Every limit that the appointment would break. Officers sit by their duty: the limits on persons are not for them."""
    of_person = _of_person(one, one.person) if one.person and one.route != Route.OFFICER else ()
    return [*of_person, *_of_body(one)]


def _of_person(one: Candidate, person: Person) -> Iterator[Broken]:
    held = list(
        Membership.objects.filter(person=person, since__lte=one.since)
        .exclude(term=one.term)
        .exclude(route=Route.OFFICER)
        .select_related("term__body")
    )
    here = [m for m in held if m.term.body_id == one.term.body_id]
    end = one.until or one.term.until
    years = sum((_end(m, one.since) - m.since).days for m in here) + ((end - one.since).days if end else 0)
    if years / YEAR > number(MAX_YEARS):
        sentence = _("この会議体の委員を通算%(years).1f年務めることになります（市の上限は%(most)d年）。")
        yield Broken(MAX_YEARS.key, sentence % {"years": years / YEAR, "most": number(MAX_YEARS)})
    now = {m.term.body_id: m.term.body for m in held if m.holds_on(one.since) and m.term.body_id != one.term.body_id}
    if len(now) + 1 > number(MAX_BODIES):
        sentence = _("同時に%(count)dの会議体の委員になります（市の上限は%(most)d）。")
        yield Broken(MAX_BODIES.key, sentence % {"count": len(now) + 1, "most": number(MAX_BODIES)})
    load = sum(body.meetings_a_year or 0 for body in (*now.values(), one.term.body))
    if load > number(MAX_MEETINGS):
        sentence = _(
            "会議が年に%(count)d回になります（市の上限は%(most)d回）。負担の軽い方がほかにいないか確かめてください。"
        )
        yield Broken(MAX_MEETINGS.key, sentence % {"count": load, "most": number(MAX_MEETINGS)})
    yield from _back_too_soon(one, here)


def _back_too_soon(one: Candidate, here: list[Membership]) -> Iterator[Broken]:
    months = number(COOL_DOWN_MONTHS)
    if not months or one.route != Route.PUBLIC or not here:
        return
    last = max(_end(m, one.since) for m in here)
    away = (one.since.year - last.year) * 12 + one.since.month - last.month
    if away < months:
        sentence = _("前に務めてから%(away)dか月です（公募では%(most)dか月あける決まりです）。")
        yield Broken(COOL_DOWN_MONTHS.key, sentence % {"away": away, "most": months})


def _end(membership: Membership, before: date) -> date:
    """The last day of a seat, or the eve of the new one while it still lasts."""
    eve = before - timedelta(days=1)
    return min(membership.until or membership.term.last_day or eve, eve)


def _of_body(one: Candidate) -> Iterator[Broken]:
    """Shares are asked when the last seat is filled: before that, every beginning would be a breach."""
    seats = {seat.route: seat.number for seat in one.term.body.seats.all()}
    sitting = list(
        Membership.objects.on(one.since).filter(term=one.term).filter(Q(person=None) | ~Q(person=one.person))
    )
    taken = sum(1 for m in sitting if m.route == one.route) + 1
    if one.route in seats and taken > seats[one.route]:
        sentence = _("この選び方の席は%(most)d人分です。%(count)d人目になります。")
        yield Broken("councils.seats", sentence % {"most": seats[one.route], "count": taken})
    count = len(sitting) + 1
    if not seats or count < sum(seats.values()) or set(seats) == {Route.OFFICER}:
        return
    public = sum(1 for m in sitting if m.route == Route.PUBLIC) + (one.route == Route.PUBLIC)
    women = sum(1 for m in sitting if m.gender == Gender.WOMAN) + (one.gender == Gender.WOMAN)
    for term, part, words in ((PUBLIC_PERCENT, public, _("公募の委員")), (WOMEN_PERCENT, women, _("女性の委員"))):
        if part * 100 < number(term) * count:
            sentence = _("%(who)sは%(count)d人中%(part)d人です（市の目標は%(most)d%%）。")
            yield Broken(term.key, sentence % {"who": words, "count": count, "part": part, "most": number(term)})
