"""What the decision laid down, before the eyes of both sides where the work begins: another sum, and conditions still open."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kyodo.cycle.agreements.models import Agreement
from kyodo.cycle.projects import actions as projects
from kyodo.cycle.projects import queries
from kyodo.cycle.projects.models import Project
from kyodo.cycle.screening import actions as screening
from kyodo.cycle.screening.models import Screening
from kyodo.cycle.screening.queries import asked_by
from tests import cast, given
from tests.cast import AT

from .paid import books

pytestmark = pytest.mark.django_db
OTHER = "採択額は、提案の額と違います"
OPEN = "採択の条件で、まだ満たされていないものがあります"
BOTH = pytest.mark.parametrize("who", [cast.hanako, cast.tanaka])


@pytest.fixture(autouse=True)
def _one_factor(settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = False


def an_adopted(monkeypatch: pytest.MonkeyPatch, **decided: Any) -> Project:
    """A running project whose proposal was adopted as the decision says."""
    case = given.an_adopted_case(**decided)
    monkeypatch.setattr(given, "a_case_with_both_sides", lambda **_said: case)
    return given.a_running_project()


def read(who: Any, name: str, it: Project | Agreement) -> str:
    client = Client()
    client.force_login(who())
    answer = client.get(reverse(name, args=[it.case.ref]))
    assert answer.status_code == 200
    return answer.content.decode()


@BOTH
def test_a_sum_adopted_other_than_proposed_is_said_beside_the_table(monkeypatch, who):
    it = an_adopted(monkeypatch, amount=12_345)
    asked = asked_by(Screening.objects.get())
    assert queries.adopted_otherwise(it) == queries.Adopted(asked, 12_345, None)
    page = read(who, "projects:books", it)
    for part in (OTHER, f"{asked:,}円", "12,345円", "下の表には提案の額が入っています。"):
        assert part in page, part
    books(it)
    page = read(who, "projects:project", it)
    for part in (OTHER, f"{asked:,}円", "12,345円", "市の負担の収入が100,000円"):
        assert part in page, part
    assert "下の表には提案の額が入っています。" not in read(who, "projects:books", it)


def test_books_that_keep_the_sum_adopted_are_not_held_against_it(monkeypatch):
    it = an_adopted(monkeypatch, amount=12_345)
    lines = [
        {"flow": "income", "item": "市の負担", "bearer": "city", "budget": 12_345},
        {"flow": "expense", "item": "印刷費", "bearer": "city", "budget": 12_345},
    ]
    projects.keep_books(it, lines=lines, by=cast.hanako(), at=AT)
    page = read(cast.hanako, "projects:project", it)
    assert OTHER in page
    assert "市の負担の収入が" not in page


def test_nothing_is_said_where_the_sum_is_as_proposed_or_none_was_fixed(monkeypatch):
    it = an_adopted(monkeypatch)
    assert queries.adopted_otherwise(it) is None
    Screening.objects.update(amount=asked_by(Screening.objects.get()))
    assert queries.adopted_otherwise(it) is None
    assert OTHER not in read(cast.hanako, "projects:books", it)


@BOTH
def test_open_conditions_of_the_adoption_stand_where_the_work_begins_until_they_are_met(monkeypatch, who):
    told = [{"text": "保険に入る", "due": AT.date()}, {"text": "地区に知らせる", "due": None}]
    case = given.an_adopted_case(outcome="conditional", conditions=told)
    monkeypatch.setattr(given, "a_case_with_both_sides", lambda **_said: case)
    agreement = given.an_agreement_both_confirmed()
    page = read(who, "agreements:start", agreement)
    assert page.index(OPEN) < page.index("保険に入る") < page.index("決まりはすべて満たされています")
    it = projects.start(agreement.case, by=cast.tanaka(), at=AT)
    first, second = Screening.objects.get().conditions.order_by("pk")
    screening.meet_condition(first, note="写しを見た", by=cast.tanaka(), at=AT)
    page = read(who, "projects:project", it)
    assert OPEN in page
    assert ("保険に入る" in page, "地区に知らせる" in page) == (False, True)
    screening.meet_condition(second, note="回覧を見た", by=cast.tanaka(), at=AT)
    assert OPEN not in read(who, "projects:project", it)
