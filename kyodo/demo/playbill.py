"""The playbill: every life of the city with its name, city hall's first, then the groups', then the cases'."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from . import founding, register
from .book import Row, at
from .lives import (
    agreements,
    amending,
    calls,
    checks,
    consultations,
    councils,
    evaluations,
    formalities,
    petitions,
    projects,
    proposals,
    recommendations,
    requests,
    reviews,
    screening,
    seats,
    seeds,
    tables,
    talks,
    texts,
)
from .timeline import Life
from .town import Town

Named = Iterator[tuple[str, Life]]


def lives(town: Town) -> Named:
    """Every life of the city with its name."""
    yield from offices(town)
    yield "groups", register.taking_over(town)
    for nth, group in enumerate(town.book.groups):
        yield group["key"], register.renewing(town, group, nth) if group["number"] else register.applying(town, group)
    yield from deliberation(town)
    for key, case in town.book.cases.items():
        yield from case_lives(town, key, case)
    yield from ((row["title"], requests.asking(town, row)) for row in town.book.requests)


def offices(town: Town) -> Named:
    """What city hall does by itself."""
    yield "closing", founding.closing(town)
    yield from ((row["key"], founding.numbering(town, row)) for row in town.book.city["number"])
    yield from (("clauses", amending.keeping(town, row)) for row in town.book.city["clause"])
    yield from ((row["line"], formalities.keeping(town, row)) for row in town.book.formalities["line"])
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


def deliberation(town: Town) -> Named:
    """What bodies, texts, public comment and recommendations lived through."""
    told = town.book.councils
    yield from ((row["key"], councils.body_of(town, row)) for row in told["body"])
    yield from ((row["key"], councils.relating(town, row)) for row in told["body"])
    yield from ((row["key"], councils.serving(town, row)) for row in told["body"] if "secretariat" in row)
    yield "texts", texts.writing(town)
    yield from ((row["key"], councils.chain(town, row)) for row in told["chain"])
    yield from ((row["key"], consultations.asking(town, row)) for row in town.book.consultations)
    yield from recommendations.lives(town)
    yield "ladder", recommendations.reminding(town)
    yield from checks.lives(town)
    yield from ((row["title"], petitions.proposing(town, row)) for row in town.book.petitions)
    for row in told["meeting"]:
        yield f"{row['body']} {row['number']}", councils.meeting(town, row)
        yield f"{row['body']} {row['number']}", councils.minutes(town, row)
    yield from ((row["body"], seats.calling(town, row)) for row in told["opening"])
    yield from ((row["body"], seats.inviting(town, row)) for row in told["draw"])


def case_lives(town: Town, key: str, case: Row) -> Named:
    """What happens in one case, each kind of act by itself."""
    yield key, seeds.sowing(town, key, case)
    yield from ((key, talks.talking(town, key, talk)) for talk in case.get("talk", ()))
    if "proposal" in case:
        yield from _proposed(town, key, case)
    if "screening" in case:
        yield key, screening.screening_of(town, key)
        conditions = case["screening"].get("decision", {}).get("conditions", ())
        yield from ((key, screening.meeting(town, key, row)) for row in conditions if "met" in row)
    for zone in case.get("zone", ()):
        yield key, seeds.judging(town, key, zone)
    yield from _together(town, key, case)


def _proposed(town: Town, key: str, case: Row) -> Named:
    """What happens to a proposal, from the first word to the section's opinion."""
    said = case["proposal"]
    yield key, proposals.writing(town, key)
    if said["versions"] and ("check" in said or case["stage"] != "proposal_submitted"):
        yield key, proposals.checking(town, key)
    if "benefit" in said:
        yield key, proposals.weighing(town, key)
    if "opinion" in said:
        yield key, proposals.opining(town, key)
    if "theme" in case:
        yield key, proposals.handing_on(town, key)
    yield from ((key, proposals.asking(town, key, question)) for question in said.get("question", ()))


def _together(town: Town, key: str, case: Row) -> Named:
    """What both sides do at one table and under one agreement."""
    if sittings := case.get("sitting"):
        yield key, tables.sitting_together(town, key, sittings, kind="theme" if "theme" in case else "proposal")
    for row in sittings or ():
        yield from ((key, tables.finishing(town, key, row, work)) for work in row.get("homework", ()) if "done" in work)
    if "agreement" in case:
        yield key, agreements.agreeing(town, key, since=_since(case))
    if "forms" in case and ("agreement" in case or case.get("proposal", {}).get("versions")):
        yield key, formalities.preparing(town, key)
    if case["stage"].startswith(projects.STARTED):
        yield key, projects.starting(town, key)
        yield from _at_work(town, key, case)
    elif "ending" in case:
        yield key, seeds.withdrawing(town, key, case["ending"])
    if "evaluation" in case:
        yield from _looking_back(town, key, case)


def _since(case: Row) -> datetime:
    """When the way to an agreement was free: after the last sitting, or the budget that an adoption waited for."""
    free: list[datetime] = [row["at"] for sitting in case.get("sitting", ()) for row in sitting["confirmed"].values()]
    if decision := case.get("screening", {}).get("decision"):
        free.append(at(decision.get("budget_passed", decision["notified"]), 17))
    return max(free) + timedelta(minutes=10)


def _at_work(town: Town, key: str, case: Row) -> Named:
    yield from ((key, projects.telling(town, key, entry)) for entry in case["progress"])
    yield from ((key, projects.pulsing(town, key, pulse)) for pulse in case.get("pulse", ()))
    yield from ((key, amending.changing(town, key, change)) for change in case.get("change", ()))
    filed = [report for report in case.get("report", ()) if "filed" in report]
    yield from ((key, projects.looking_back(town, key, report)) for report in filed if report["kind"] == "mid")
    yield from ((key, projects.paying(town, key, row)) for row in case.get("spent", ()) if "receipts" in row)
    ended = [report["filed"] for report in filed if report["kind"] == "final"]
    if ended:
        yield key, projects.reporting(town, key, [report for report in filed if report["kind"] == "final"])
        yield key, formalities.finishing(town, key, reported=max(ended))
    if "ending" in case:
        yield key, projects.stopping(town, key, case["ending"])
        ended.append(case["ending"]["at"])
    if ended and case["agreement"]["money"]["city"]:
        yield key, projects.fixing(town, key, max(ended))


def _looking_back(town: Town, key: str, case: Row) -> Named:
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
