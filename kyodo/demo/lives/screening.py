"""審査: opened on the checked version; result, decision and notice are three acts, and the budget may be a fourth."""

from __future__ import annotations

from datetime import timedelta

from kyodo.cycle.screening import actions as screening
from kyodo.cycle.screening.models import Screening
from kyodo.demo.book import Row, at
from kyodo.demo.timeline import Life
from kyodo.demo.town import Town


def screening_of(town: Town, key: str) -> Life:
    """From the opening to the notice, as far as the panel has come."""
    case = town.book.cases[key]
    dates = next(r for r in town.book.rounds["round"] if r["key"] == case["round"])["dates"]
    now = at(dates["last_edit"] + timedelta(days=5), 9, 30)
    yield now
    it = screening.open_screening(town.proposals[key], by=town.desk(now), at=now)
    if decision := case["screening"].get("decision"):
        yield from _deciding(town, key, it, decision)


def _deciding(town: Town, key: str, it: Screening, decision: Row) -> Life:
    now = at(decision["panel"], 17, 30)
    yield now
    names = _criteria(town, key)
    reasons = {names[row["criterion"]]: row["text"] for row in decision["reasons"]}
    found = {"outcome": decision["outcome"], "reasons": reasons, "remark": decision.get("remark", "")}
    screening.recommend(it, **found, held_on=decision["panel"], by=town.desk(now), at=now)
    now = at(decision["decided"], 15)
    yield now
    adopted = decision["outcome"] != "declined"
    because = decision.get("remark") or decision["reasons"][0]["text"]
    screening.decide(
        it, outcome=decision["outcome"], reason=because, amount=decision["amount"] if adopted else None,
        budget_pending=decision["pending_budget"], conditions=decision["conditions"], by=town.mayors_office(now), at=now,
    )  # fmt: skip
    now = at(decision["notified"], 10)
    yield now
    screening.notify(it, by=town.desk(now), at=now)
    if "budget_passed" in decision:
        now = at(decision["budget_passed"], 16, 30)
        yield now
        screening.pass_budget(it, on=decision["budget_passed"], by=town.desk(now), at=now)


def _criteria(town: Town, key: str) -> dict[str, str]:
    programme = next(r for r in town.book.rounds["round"] if r["key"] == town.book.cases[key]["round"])["programme"]
    rows = next(p for p in town.book.rounds["programme"] if p["key"] == programme)["criteria"]
    return {row["key"]: row["name"] for row in rows}


def meeting(town: Town, key: str, condition: Row) -> Life:
    """A condition of the adoption, met."""
    now = at(condition["met"], 14)
    yield now
    it = Screening.objects.get(proposal=town.proposals[key]).conditions.get(text=condition["text"])
    screening.meet_condition(it, by=town.officer(town.book.cases[key]["sections"][0], now), at=now)
