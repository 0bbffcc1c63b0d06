"""Spring: a request to a section that is reorganised goes to its heir, with what is owed."""

from datetime import timedelta

import pytest

from kyodo.kernel.access import Office
from kyodo.offices.city import actions as city
from kyodo.offices.city.actions.founding import FIRST_RUN
from kyodo.offices.desk.actions import move_due
from kyodo.offices.desk.models import Task
from kyodo.offices.journal.models import Entry
from kyodo.offices.requests.actions import hand_over, move_on
from kyodo.offices.requests.models import SectionRequest
from tests import cast, given
from tests.cast import AT

from . import given as asked

pytestmark = pytest.mark.django_db


def holders(request: SectionRequest) -> list[str]:
    return list(Task.objects.open().filter(subject_ref=request.subject).values_list("holder", flat=True))


def test_an_open_request_goes_to_the_heir_at_once_and_a_closed_one_keeps_its_name():
    request, closed = asked.a_request(), asked.a_request_in("answered")
    city.end_section(asked.roads(), on=AT.date(), successor=asked.parks(), by=cast.sato(), at=AT)
    request.refresh_from_db()
    closed.refresh_from_db()
    assert (request.to_section, closed.to_section) == (asked.parks(), asked.roads())
    assert holders(request) == [asked.parks().subject]
    assert Entry.objects.get(act="move_on").subject == request.subject
    assert set(SectionRequest.objects.visible_to(asked.koen(), at=AT)) == {request, closed}


def test_a_question_waits_for_the_heir_of_who_asked():
    request = asked.a_request_in("questioned")
    city.end_section(given.the_environment_section(), on=AT.date(), successor=asked.parks(), by=cast.sato(), at=AT)
    request.refresh_from_db()
    assert (request.from_section, holders(request)) == (asked.parks(), [asked.parks().subject])


def test_what_was_entered_in_march_moves_on_its_day():
    request, day = asked.a_request(), AT + timedelta(days=20)
    city.end_section(asked.roads(), on=day.date(), successor=asked.parks(), by=cast.sato(), at=AT)
    assert move_on(AT) == 0
    request.refresh_from_db()
    assert request.to_section == asked.roads()
    assert [move_on(day), move_on(day), move_due(day)] == [1, 0, 1]
    request.refresh_from_db()
    assert (request.to_section, holders(request)) == (asked.parks(), [asked.parks().subject])


def test_it_goes_to_the_heir_of_the_heir():
    request, green = asked.a_request(), asked.a_section("060", "みどり課")
    city.end_section(asked.parks(), on=AT.date() + timedelta(days=2), successor=green, by=FIRST_RUN, at=AT)
    city.end_section(asked.roads(), on=AT.date(), successor=asked.parks(), by=FIRST_RUN, at=AT)
    later = AT + timedelta(days=2)
    assert move_on(later) == 1
    request.refresh_from_db()
    assert request.to_section == green
    assert SectionRequest.objects.visible_to(asked.an_officer("青木 苗", "head", green), at=later).exists()


def test_a_request_to_a_section_that_becomes_ones_own_is_over():
    request = asked.a_request()
    city.end_section(asked.roads(), on=AT.date(), successor=given.the_environment_section(), by=cast.sato(), at=AT)
    request.refresh_from_db()
    assert (request.state, holders(request)) == ("withdrawn", [])
    assert "一つになった" in request.turns.get().text


def test_a_section_without_heir_leaves_its_requests_to_the_desk():
    request = asked.a_request()
    city.end_section(asked.roads(), on=AT.date(), by=cast.sato(), at=AT)
    assert move_on(AT) == 0
    request.refresh_from_db()
    assert request.to_section == asked.roads()


def test_a_change_of_officers_asks_nothing_of_requests(django_assert_num_queries):
    tanaka, jiro = cast.tanaka().subject, cast.jiro().subject
    with django_assert_num_queries(0):
        hand_over(tanaka, jiro, on=AT.date(), by=Office(), at=AT)


def test_an_idle_round_costs_one_question(django_assert_num_queries):
    asked.a_request()
    with django_assert_num_queries(1):
        move_on(AT)
