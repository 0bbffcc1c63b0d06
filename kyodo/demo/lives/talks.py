"""事前相談: asked for by whoever wants to talk, and written down by the officer who listened."""

from __future__ import annotations

from datetime import timedelta

from kyodo.cycle.proposals import actions as proposals
from kyodo.demo.book import Row, called
from kyodo.demo.timeline import Life
from kyodo.demo.town import Town, lead_group

METHODS = {"窓口": "counter", "電話": "phone", "オンライン": "online"}
RESULTS = {"to_proposal": "proposal", "to_table": "table", "other_programme": "other"}
ASKED_BEFORE = timedelta(days=3)


def talking(town: Town, key: str, talk: Row) -> Life:
    """One talk."""
    case, asked = town.book.cases[key], talk["at"] - ASKED_BEFORE
    yield asked
    group = town.groups.get(lead_group(case))
    who = town.person(talk["with"][0], asked)
    it = proposals.request_talk(
        name=str(group or who), theme=case["title"], solve=talk["solve"], hopes=talk["wish"], email=who.email or "",
        body=group, case=town.case(key), round_=town.rounds.get(case.get("round", "")), by=who, at=asked,
    )  # fmt: skip
    yield talk["at"]
    by = town.person(talk["by"], talk["at"])
    proposals.hold_talk(
        it, held_on=talk["at"].date(), method=METHODS.get(talk["method"], "visit"), advice=talk["advice"],
        result=called(RESULTS, talk["outcome"]), handled_by=by.name,
        sent_on_to="、".join(town.sections[section].name for section in talk["sent_to"]),
        next_on=talk["next"] if talk["next"] >= town.book.today else None, by=by, at=talk["at"],
    )  # fmt: skip
