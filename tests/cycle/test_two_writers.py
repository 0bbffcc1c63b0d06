"""Whatever several people may write on: the second sees the words of the first before they are replaced, and loses none."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kyodo.cycle.evaluations import actions as evaluations
from kyodo.offices.people.models import Person
from tests import cast, given
from tests.cast import AT

from .services.test_reviewing import a_decided_review, a_review, a_service

pytestmark = pytest.mark.django_db

Place = Callable[[], str]
#: Boxes that say nothing by being there.
UNSAID = ("submit", "file", "radio", "checkbox")


@pytest.fixture(autouse=True)
def _one_factor(settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = False


class Boxes(HTMLParser):
    """The boxes of the form over what stands, as a browser that nobody typed into would send them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: dict[str, list[str]] = {}
        self.all: list[dict[str, list[str]]] = []
        self.name = ""
        self.feed(page)
        self.mine = next(boxes for boxes in self.all if "seen" in boxes)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = dict(attrs)
        if tag == "form":
            self.said = {}
            self.all.append(self.said)
        elif tag == "textarea":
            self.name = at.get("name") or ""
            self.said[self.name] = [""]
        elif tag == "select":
            self.name = at.get("name") or ""
        elif tag == "option" and "selected" in at:
            self.said.setdefault(self.name, []).append(at.get("value") or "")
        elif tag == "input" and "name" in at and ("checked" in at or at.get("type") not in UNSAID):
            self.said.setdefault(str(at["name"]), []).append(at.get("value") or "")

    def handle_data(self, data: str) -> None:
        if self.lasttag == "textarea" and self.name in self.said:
            self.said[self.name][0] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("textarea", "select"):
            self.name = ""


def of_case(name: str, make: Callable[[], Any], *more: str) -> Place:
    """A page of a case."""
    return lambda: reverse(name, args=[make().ref, *more])


def of_gap() -> str:
    evaluation = given.an_evaluation()
    item = evaluation.items.first()
    assert item is not None
    evaluations.file(evaluation, marks=given.marks(evaluation), by=cast.hanako(), at=AT)
    evaluations.file(evaluation, marks=given.marks(evaluation, **{item.source_ref: 1}), by=cast.tanaka(), at=AT)
    return reverse("evaluations:gap", args=[evaluation.case.ref, item.ref])


def of_goal() -> str:
    agreement = given.an_agreement_in_drafting()
    return reverse("agreements:row", args=[agreement.case.ref, "goals", agreement.text.goals[0].ref])


def of_bank() -> str:
    given.a_city()
    return reverse("evaluations:bank")


#: Where it is written, by whom first and by whom second, in which box, and what else each of them must say.
PLACES: dict[str, tuple[Place, Callable[[], Person], Callable[[], Person], str, dict[str, str]]] = {
    "件名": (of_case("collaborations:title", given.a_case_with_both_sides), cast.hanako, cast.tanaka, "title", {"reason": "広げるため"}),
    "領域": (of_case("collaborations:zone", given.a_case_with_both_sides), cast.tanaka, cast.suzuki, "because", {"zone": "C"}),
    "制度": (lambda: reverse("calls:edit_programme", args=[given.a_round().programme.ref]), cast.sato, cast.sato, "purpose", {}),
    "募集回": (of_case("calls:edit_round", given.a_round), cast.sato, cast.sato, "notes", {}),
    "提案の一段": (of_case("proposals:step", given.a_draft_proposal, "aim"), cast.hanako, cast.hanako, "title", {}),
    "提案のお金": (of_case("proposals:step", given.a_complete_draft, "money"), cast.hanako, cast.hanako, "income-0-item", {}),
    "相談の記録": (of_case("proposals:hold_talk", given.a_held_talk), cast.sato, cast.tanaka, "advice", {}),
    "それぞれの言葉": (lambda: reverse("agreements:statement", args=[given.an_agreement().case.ref]), cast.hanako, cast.hanako, "purpose", {}),
    "目的": (lambda: reverse("agreements:edit", args=[given.an_agreement_in_drafting().case.ref, "purpose"]), cast.tanaka, cast.suzuki, "value", {}),
    "目標": (of_goal, cast.tanaka, cast.suzuki, "what", {}),
    "節目": (lambda: reverse("projects:milestones", args=[given.a_running_project().case.ref]), cast.hanako, cast.tanaka, "milestones-0-name", {
        "milestones-0-due_year": "2026", "milestones-0-due_month": "6", "milestones-0-due_day": "1"}),
    "実績": (lambda: reverse("projects:report", args=[given.a_running_project().case.ref]), cast.hanako, cast.tanaka, "report", {"save": "1"}),
    "評価票": (lambda: reverse("evaluations:sheet", args=[given.an_evaluation().case.ref]), cast.tanaka, cast.suzuki, "words", {"save": "1"}),
    "話し合いの記録": (of_gap, cast.hanako, cast.tanaka, "cause", {
        "improvement": "月に一度集まる", "owner_side": "city", "due_year": "2027", "due_month": "6", "due_day": "1"}),
    "次の種がない理由": (lambda: reverse("evaluations:no_seed", args=[given.a_revealed_evaluation().case.ref]), cast.hanako, cast.tanaka, "no_seed_because", {}),
    "共通項目": (of_bank, cast.sato, cast.sato, "items-0-text", {}),
    "事務事業": (of_case("services:edit", a_service), cast.sato, cast.sato, "content", {}),
    "自己点検": (of_case("services:check", a_review), cast.tanaka, cast.suzuki, "because", {"save": "1"}),
    "テーマにしない理由": (of_case("services:no_theme", a_decided_review), cast.tanaka, cast.suzuki, "because", {}),
}  # fmt: skip


def window(person: Person, where: str) -> tuple[Client, dict[str, Any]]:
    """A browser in which somebody has just opened the page."""
    person.forget_capacities()
    client = Client()
    client.force_login(person)
    answer = client.get(where)
    assert answer.status_code == 200
    return client, dict(Boxes(answer.content.decode()).mine)


@pytest.mark.parametrize("place", PLACES)
def test_the_second_reads_what_the_first_wrote_before_it_is_replaced(place: str):
    at, first, second, box, more = PLACES[place]
    where = at()
    (one, theirs), (other, mine) = window(first(), where), window(second(), where)
    said, answered = "先に書いた人の言葉", "あとから書いた人の言葉"
    assert one.post(where, {**theirs, **more, box: said}).status_code == 302
    late = other.post(where, {**mine, **more, box: answered})
    page = late.content.decode()
    assert late.status_code == 422
    assert "書き換えられています" in page
    assert f"「{said}" in page or f"・{said}" in page, "the words of the first are read where one writes"
    assert answered in page, "and nothing that was typed is lost"
    again = {**mine, **more, box: answered, "seen": Boxes(page).mine["seen"]}
    assert other.post(where, again).status_code == 302, "who has read it decides"
    assert "書き換えられています" not in other.post(where, again).content.decode(), (
        "one button pressed twice is one act"
    )
