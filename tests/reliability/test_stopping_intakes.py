"""Whatever is being taken in can be stopped in the middle: to be gone on with, or to be gone as if it had never come."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.urls import reverse

from kyodo.commons.groups import actions as group_actions
from kyodo.commons.groups.actions import importing as group_importing
from kyodo.commons.groups.models import Group
from kyodo.cycle.services import actions as service_actions
from kyodo.cycle.services.actions import importing as service_importing
from kyodo.cycle.services.forms import ImportForm
from kyodo.cycle.services.models import Service
from kyodo.deliberation.consultations import actions as consultations
from kyodo.deliberation.consultations.actions import intake as engine
from kyodo.deliberation.consultations.actions import proposing
from kyodo.deliberation.consultations.models import Bundle, Consultation, Pair, Submission
from kyodo.kernel.policy import Refused
from kyodo.offices.desk import actions as desk
from kyodo.offices.desk.actions.parts import SIZE
from kyodo.offices.desk.models import Errand, Part
from tests import cast
from tests import given as town
from tests.commons.groups import test_importing as groups
from tests.cycle.services import test_importing as services
from tests.deliberation.consultations import flooding, given
from tests.working import worked_off

pytestmark = pytest.mark.django_db
ROWS = 2 * SIZE + 5
WHY = "別のファイルだった。"


@dataclass(frozen=True)
class Kind:
    """A file that is read in, the act that takes it in, and how much of it there is."""

    read: Callable[[], Any]
    take: Callable[..., Any]
    there: Callable[[], int]
    done: str


def opinions() -> Any:
    return flooding.read_in(given.an_open_one(), flooding.a_file(flooding.rows(f"意見{n}。" for n in range(ROWS))))


def a_list_of_services() -> Any:
    town.a_city()
    rows = [[f"02-{n:03}", f"環境の仕事 その{n}", "環境課", "", "E", "直営"] for n in range(ROWS)]
    form = ImportForm({}, {"file": services.a_list(*rows)})
    assert form.is_valid(), form.errors
    return service_actions.upload(**form.values(), by=cast.sato(), at=cast.AT)


KINDS = {
    "groups": Kind(
        lambda: groups.a_batch(groups.many(ROWS)), group_actions.take_over, Group.objects.registered().count, "done"
    ),
    "services": Kind(a_list_of_services, service_actions.take_over, Service.objects.count, "done"),
    "opinions": Kind(opinions, consultations.take_in, Submission.objects.count, "done"),
}


@pytest.fixture(params=list(KINDS))
def kind(request, monkeypatch):
    monkeypatch.setattr(engine, "PART", SIZE)
    monkeypatch.setattr("django.utils.timezone.now", lambda: given.SORTING)
    return KINDS[request.param]


def begun(kind):
    """A file of which one portion is in."""
    thing = kind.read()
    kind.take(thing, by=cast.sato(), at=given.SORTING)
    desk.errands._portion(given.SORTING)
    return thing, Errand.objects.get()


def test_stopped_and_kept_it_stays_and_is_gone_on_with_where_it_stopped(kind):
    thing, errand = begun(kind)
    desk.stop(errand, reason=WHY, by=cast.sato(), at=given.SORTING)
    worked_off(given.SORTING)
    assert kind.there() == SIZE
    kind.take(thing, by=cast.sato(), at=given.SORTING)
    worked_off(given.SORTING)
    thing.refresh_from_db()
    rest = Errand.objects.filter(kind=errand.kind).latest("pk")
    assert (kind.there(), thing.state, rest.done, rest.fault) == (ROWS, kind.done, ROWS - SIZE, "")


def test_stopped_and_taken_back_nothing_of_it_is_left(kind):
    thing, errand = begun(kind)
    desk.stop(errand, reason=WHY, takes_back=True, by=cast.sato(), at=given.SORTING)
    worked_off(given.SORTING)
    thing.refresh_from_db()
    assert (kind.there(), thing.state) == (0, "undone")
    assert not Part.objects.exists()


def test_a_way_back_that_was_stopped_is_gone_on_with(kind, monkeypatch):
    for module in (engine, group_importing, service_importing):
        monkeypatch.setattr(module, "OUT" if module is engine else "PORTION", 10)
    thing, errand = begun(kind)
    desk.stop(errand, reason=WHY, takes_back=True, by=cast.sato(), at=given.SORTING)
    desk.errands._portion(given.SORTING)
    desk.stop(Errand.objects.latest("pk"), reason="やはり確かめる。", by=cast.sato(), at=given.SORTING)
    worked_off(given.SORTING)
    assert 0 < kind.there() < SIZE
    importing = {"groups": group_actions, "services": service_actions, "consultations": consultations}
    importing[thing._meta.app_label].undo(thing, by=cast.sato(), at=given.SORTING)
    worked_off(given.SORTING)
    thing.refresh_from_db()
    assert (kind.there(), thing.state) == (0, "undone")


def test_the_page_of_what_runs_leads_to_the_stop_and_afterwards_both_ways_on(kind, client, settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    client.force_login(cast.sato(), backend=settings.AUTHENTICATION_BACKENDS[0])
    thing, errand = begun(kind)
    stop = reverse("desk:stop", args=[errand.ref])
    running = client.get(thing.get_absolute_url()).content.decode()
    assert stop in running
    assert "続きを取り込む" not in running
    after = client.post(stop, {"done": "keep", "reason": WHY}, follow=True).content.decode()
    assert "作業を止めました" in after
    assert WHY in after
    assert "続きを取り込む" in after
    assert "取り込みを取り消す" in after
    assert stop not in after


def test_opinions_on_which_somebody_worked_meanwhile_are_kept_and_the_page_says_why(monkeypatch, client, settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    monkeypatch.setattr(engine, "PART", SIZE)
    monkeypatch.setattr("django.utils.timezone.now", lambda: given.SORTING)
    _intake, errand = begun(KINDS["opinions"])
    given.a_read_bundle(Bundle.objects.earliest("pk"))
    client.force_login(cast.sato(), backend=settings.AUTHENTICATION_BACKENDS[0])
    answer = client.post(reverse("desk:stop", args=[errand.ref]), {"done": "take_back", "reason": WHY})
    assert "人が読んだりまとめたり" in answer.content.decode()
    assert WHY in answer.content.decode()
    errand.refresh_from_db()
    assert errand.finished_at is None


def test_a_search_for_near_copies_that_was_stopped_keeps_its_finds_and_goes_on_with_the_rest(monkeypatch):
    long = "図書館の前の坂道は、夜になると足もとが見えません。早く灯りをつけてください。"
    it = given.an_open_one()
    for n in range(6):
        given.a_paper(it, f"{long}{'以上。' * n}", at=given.SORTING)
    whole = proposing.PORTION
    monkeypatch.setattr(proposing, "PORTION", 3)
    errand = consultations.look(it, by=cast.sato(), at=given.SORTING)
    desk.errands._portion(given.SORTING)
    desk.stop(errand, reason="あとにする。", by=cast.sato(), at=given.SORTING)
    worked_off(given.SORTING)
    found = Pair.objects.count()
    assert (found, proposing.unplaced(Consultation.objects.get()).count()) == (2, 3)
    monkeypatch.setattr(proposing, "PORTION", whole)
    consultations.look(Consultation.objects.get(), by=cast.sato(), at=given.SORTING)
    worked_off(given.SORTING)
    assert Pair.objects.count() == 5
    with pytest.raises(Refused):
        consultations.look(Consultation.objects.get(), by=cast.sato(), at=given.SORTING)
