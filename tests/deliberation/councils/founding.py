"""Bodies as a test needs them, set up by the desk."""

from __future__ import annotations

from datetime import date
from typing import Any

from kyodo.deliberation.councils.actions import bodies, openings, seating
from kyodo.deliberation.councils.models import Application, Body, Membership, Opening, Term
from kyodo.deliberation.councils.workflow.bodies import OPENINGS
from kyodo.offices.people.models import Person
from tests import cast, given
from tests.cast import AT
from tests.kept import keep


def a_body(
    name: str = "市民協働推進会議", *, kind: str = "attached", since: date = date(2006, 4, 1), **values: Any
) -> Body:
    """A body of ten seats that 市民協働課 serves."""
    given.a_city()
    seats = values.pop("seats", {})
    return bodies.open_body(
        name=name, kana=values.pop("kana", "シミンキョウドウスイシンカイギ"), kind=kind, basis="条例第10条", mandate="協働の進み方を確かめる。",
        section=given.the_desk(), since=since, seats=seats, by=cast.sato(), at=AT, **values,
    )  # fmt: skip


def a_term(body: Body, number: int, since: date, until: date | None = None, **values: Any) -> Term:
    """A term of it."""
    keeper = values.pop("keeper", body.section.subject)
    return bodies.begin_term(
        body, number=number, since=since, until=until, keeper=keeper, by=cast.sato(), at=AT, **values
    )


def a_seat(
    term: Term, person: Person | None = None, *, name: str = "", route: str = "public", **values: Any
) -> Membership:
    """Somebody on a seat."""
    return seating.appoint(term, person=person, name=name, route=route, by=cast.sato(), at=AT, **values)


OPENING: dict[str, Any] = {
    "seats": 2, "route": "public", "who": "市内に住む18歳以上の人", "duties": "協働の進み方を話し合う。",
    "starts_on": date(2026, 7, 1), "ends_on": date(2028, 6, 30), "burden": "年6回、平日の夜", "pay": 6500,
    "opens_on": date(2026, 5, 11), "closes_on": date(2026, 6, 5), "choosing": "selection", "criteria": "暮らしの経験", "help": "",
}  # fmt: skip
APPLICATION: dict[str, Any] = {
    "name": "山川 海", "address": "織瀬市中央1-1", "age": 34, "phone": "0490001234", "reason": "子育ての中で気づいたことを伝えたい。",
}  # fmt: skip


def an_opening(body: Body | None = None, **values: Any) -> Opening:
    """A call that takes applications from today."""
    it = openings.prepare(body or a_body(), by=cast.sato(), at=AT, **{**OPENING, **values})
    OPENINGS.perform("announce", it, by=cast.sato(), at=AT)
    return it


def an_application(opening: Opening, *, by: Any = None, key: str = "", **values: Any) -> Application:
    """Somebody who would sit there."""
    return openings.apply(opening, by=by or cast.visitor(), at=AT, key=key, **{**APPLICATION, **values})


keep(globals())
