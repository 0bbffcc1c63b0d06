"""Loading the demo city: found it, set every life on one timeline, and play them in the order of time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction

from kyodo.commons.groups.actions import ask_renewals
from kyodo.cycle.projects.actions import watch_ends
from kyodo.offices.post.actions import read_all
from kyodo.offices.post.models import Message
from kyodo.offices.post.states import Delivery

from . import founding, register
from .book import Book, Row, at
from .lives import agreements, calls, evaluations, projects, proposals, reviews, screening, seeds, tables, talks
from .timeline import Life, Timeline
from .town import Town

WEEK = timedelta(weeks=1)


def load(today: date) -> Town:
    """Build the whole city, or nothing of it."""
    town, timeline = Town(Book(today)), Timeline()
    with transaction.atomic():
        founding.found(town)
        for name, life in lives(town):
            timeline.add(name, life)
        timeline.play()
        # Nothing of this was ever mailed: what happened before the demo began is read on screen.
        Message.objects.filter(state=Delivery.QUEUED).update(state=Delivery.SCREEN, next_try=None)
    return town


def lives(town: Town) -> Iterator[tuple[str, Life]]:
    """Every life of the city with its name."""
    yield "worker", working(town)
    yield from offices(town)
    yield "groups", register.taking_over(town)
    for nth, group in enumerate(town.book.groups):
        yield group["key"], register.renewing(town, group, nth) if group["number"] else register.applying(town, group)
    for key, case in town.book.cases.items():
        yield from case_lives(town, key, case)
    yield "letters", reading(town)


def offices(town: Town) -> Iterator[tuple[str, Life]]:
    """What city hall does by itself."""
    yield "closing", founding.closing(town)
    yield from ((section["key"], founding.renaming(town, section)) for section in town.book.city["section"])
    yield from ((key, founding.career(town, key, duty)) for key, duty in founding.duties(town))
    yield "services", reviews.listing(town)
    yield from ((f"reviews {year}", reviews.opening(town, int(year))) for year in town.book.services["opened"])
    for nth, row in enumerate(town.book.services["service"]):
        yield from ((row["code"], reviews.reviewing(town, row, one, nth)) for one in row.get("review", ()))
    yield from ((row["key"], calls.setting_up(town, row)) for row in town.book.rounds["programme"])
    for call in town.book.rounds["round"]:
        yield call["key"], calls.calling(town, call)
        yield from ((theme["key"], calls.theming(town, call, theme)) for theme in call.get("theme", ()))


def case_lives(town: Town, key: str, case: Row) -> Iterator[tuple[str, Life]]:
    """What happens in one case, each kind of act by itself."""
    yield key, seeds.sowing(town, key, case)
    for talk in case.get("talk", ()):
        yield key, talks.talking(town, key, talk)
    if proposal := case.get("proposal"):
        yield key, proposals.writing(town, key)
        if proposal["versions"] and case["stage"] != "proposal_submitted" or "check" in proposal:
            yield key, proposals.checking(town, key)
        if "benefit" in proposal:
            yield key, proposals.weighing(town, key)
        if "opinion" in proposal:
            yield key, proposals.opining(town, key)
        if "theme" in case:
            yield key, proposals.handing_on(town, key)
        for question in proposal.get("question", ()):
            yield key, proposals.asking(town, key, question)
    if "screening" in case:
        yield key, screening.screening_of(town, key)
        for condition in case["screening"].get("decision", {}).get("conditions", ()):
            if "met" in condition:
                yield key, screening.meeting(town, key, condition)
    for zone in case.get("zone", ()):
        yield key, seeds.judging(town, key, zone)
    yield from _together(town, key, case)


def _together(town: Town, key: str, case: Row) -> Iterator[tuple[str, Life]]:
    """What both sides do at one table and under one agreement."""
    if sittings := case.get("sitting"):
        yield key, tables.sitting_together(town, key, sittings, kind="theme" if "theme" in case else "proposal")
    for row in sittings or ():
        yield from ((key, tables.finishing(town, key, row, work)) for work in row.get("homework", ()) if "done" in work)
    if "agreement" in case:
        yield key, agreements.agreeing(town, key, since=_since(case))
    if case["stage"].startswith(projects.STARTED):
        yield key, projects.starting(town, key)
        yield from _at_work(town, key, case)
    elif "ending" in case:
        yield key, seeds.withdrawing(town, key, case["ending"])
    if "evaluation" in case:
        yield from _looking_back(town, key, case)


def _since(case: Row) -> datetime:
    """When the way to an agreement was free: after the last sitting, or the budget that an adoption waited for."""
    free = [row["at"] for sitting in case.get("sitting", ()) for row in sitting["confirmed"].values()]
    if decision := case.get("screening", {}).get("decision"):
        free.append(at(decision.get("budget_passed", decision["notified"]), 17))
    return max(free) + timedelta(minutes=10)


def _at_work(town: Town, key: str, case: Row) -> Iterator[tuple[str, Life]]:
    yield from ((key, projects.telling(town, key, entry)) for entry in case["progress"])
    yield from ((key, projects.pulsing(town, key, pulse)) for pulse in case.get("pulse", ()))
    yield from ((key, agreements.changing(town, key, change)) for change in case.get("change", ()))
    filed = [report for report in case.get("report", ()) if "filed" in report]
    yield from ((key, projects.looking_back(town, key, report)) for report in filed if report["kind"] == "mid")
    if final := [report for report in filed if report["kind"] == "final"]:
        yield key, projects.reporting(town, key, final)
    if "ending" in case:
        yield key, projects.stopping(town, key, case["ending"])


def _looking_back(town: Town, key: str, case: Row) -> Iterator[tuple[str, Life]]:
    yield key, evaluations.evaluating(town, key)
    if "beneficiaries" in case["evaluation"]:
        yield key, evaluations.hearing(town, key)
    if "review" in case["evaluation"]:
        yield key, tables.sitting_together(town, key, [evaluations.meeting(town, key)], kind="gap")
        yield key, evaluations.noting(town, key)
    if "harvest" in case:
        yield key, evaluations.harvesting(town, key)
        yield from ((key, evaluations.replying(town, key, row)) for row in case["harvest"]["next"] if "reply" in row)
    if "committee" in case["evaluation"]:
        yield key, evaluations.viewing(town, key)


def working(town: Town) -> Life:
    """The worker's own rounds, once a week: ends that come near and renewals that open."""
    now = at(town.book.city["begun"], 7) + WEEK
    while now.date() < town.book.today:
        yield now
        watch_ends(now)
        ask_renewals(now)
        now += WEEK


def reading(town: Town) -> Life:
    """Everybody has read their letters but for those of the last ten days."""
    now = at(town.book.today - timedelta(days=10), 7)
    yield now
    for person in town.people.values():
        read_all(person, at=now)
