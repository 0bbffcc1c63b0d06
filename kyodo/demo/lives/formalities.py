"""形態の手続き: how far each case has come with the checks and papers of its forms, and what the desk changed in the city's lists."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from kyodo.cycle.formalities import actions as formalities
from kyodo.cycle.formalities.models import Item
from kyodo.cycle.formalities.states import Answer, Kind, Phase
from kyodo.demo.book import Row, at, between
from kyodo.demo.timeline import Life
from kyodo.demo.town import Town, refs
from kyodo.kernel.access import Side
from kyodo.offices.people.models import Person

from .projects import STARTED

#: Which share of the lines is answered, by the stage of the case; what has started has answered all that was due before.
SHARES = {
    "agreement_confirmed": 1.0, "agreement_one_confirmed": 0.9, "agreement_drafting": 0.6, "agreement_reconciling": 0.4,
    "agreement_revealed": 0.3, "agreement_blind_one": 0.2, "adopted_pending_budget": 0.5, "screening_pending": 0.4,
}  # fmt: skip
LITTLE = 0.2
#: How long a case that has no agreement yet goes on with its papers.
WEEKS = timedelta(weeks=4)
ON_PAPER = "紙で受け取り、簿冊にとじた。"


def keeping(town: Town, row: Row) -> Life:
    """What the desk changed in the city's lists since the city began with the program."""
    now = row["at"]
    yield now
    old = Item.objects.newest().get(key=row["line"])
    names = formalities.Wording._fields
    said = formalities.Wording(**{name: row.get(name, getattr(old, name)) for name in names})
    formalities.revise_item(old, said, reason=row["because"], by=town.desk(now), at=now)


def preparing(town: Town, key: str) -> Life:
    """The lines due before the work begins, one after another, as far as the stage of the case has come."""
    case = town.book.cases[key]
    since, until = _span(town, case)
    yield since
    lines = list(_begun(case, since))
    for nth, line in enumerate(lines, 1):
        now = between(since, until, nth / (len(lines) + 1))
        yield now
        _answer(town, key, line, nth, now)


def _begun(case: Row, since: datetime) -> Iterator[Item]:
    """Of every form as many lines as the stage of the case lets expect; papers of ours come by themselves."""
    share = 1.0 if case["stage"].startswith(STARTED) else SHARES.get(case["stage"], LITTLE)
    lines = [line for line in _lines(case, Phase.BEFORE, since) if not line.made]
    for code in refs(case["forms"]):
        own = [line for line in lines if line.form == code]
        yield from own[: round(share * len(own))]


def finishing(town: Town, key: str, *, reported: datetime) -> Life:
    """The lines due when the work has ended, right after its report."""
    now = reported + timedelta(hours=1)
    yield now
    for nth, line in enumerate(_lines(town.book.cases[key], Phase.AFTER, now)):
        if not line.made:
            _answer(town, key, line, nth, now)


def _lines(case: Row, phase: Phase, now: datetime) -> Iterator[Item]:
    yield from Item.objects.standing(at=now).filter(form__in=refs(case["forms"]), phase=phase)


def _span(town: Town, case: Row) -> tuple[datetime, datetime]:
    """From the moment the forms are settled to the confirmations, or to the day before yesterday."""
    lately = at(town.book.today - timedelta(days=2))
    if (said := case.get("agreement")) is None:
        since = case["proposal"]["versions"][0]["at"] + timedelta(hours=1)
        return since, min(since + WEEKS, lately)
    since = min(said[side]["at"] for side in (Side.CITIZENS, Side.CITY) if side in said) + timedelta(hours=1)
    return since, min((one["at"] for one in said.get("confirmed", {}).values()), default=lately)


def _answer(town: Town, key: str, line: Item, nth: int, now: datetime) -> None:
    """One line: as the data tells of it, else done, with the word where its paper lies."""
    line = Item.objects.newest().get(key=line.key)
    told: Row = next(
        (row for row in town.book.formalities["answer"] if (row["case"], row["line"]) == (key, line.key)), {}
    )
    by = _speaker(town, town.book.cases[key], line, nth, now)
    if "file" in told:
        upload: Any = town.upload(told["file"], told["words"])
        audience = {"disclosure": told.get("disclosure", "public"), "reason": told.get("reason", "")}
        formalities.hand_in(town.case(key), line, upload=upload, **audience, by=by, at=now)
        return
    because = told.get("because", ON_PAPER if line.kind == Kind.PAPER else "")
    formalities.answer(town.case(key), line, answer=told.get("answer", Answer.DONE), because=because, by=by, at=now)


def _speaker(town: Town, case: Row, line: Item, nth: int, now: datetime) -> Person:
    """Whoever speaks for the side whose line it is; what either may answer they answer by turns."""
    if line.side == Side.CITY or (not line.side and nth % 2):
        return town.officer(case["sections"][0], now)
    said = case.get("agreement", {}).get(Side.CITIZENS) or case.get("proposal")
    return town.person(said["by"], now) if said else town.officer(case["sections"][0], now)
