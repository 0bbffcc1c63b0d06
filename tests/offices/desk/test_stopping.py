"""Long work can be stopped by whoever sent it, or by the desk: between two portions, with a reason, and for good."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection
from django.urls import reverse
from hypothesis import given as generated
from hypothesis import strategies as st

from kyodo.kernel.policy import IllegalMove, NotAllowed, Refused
from kyodo.offices.city.models import Section, Ward
from kyodo.offices.desk import actions
from kyodo.offices.desk.models import Errand, Part
from kyodo.offices.desk.queries import waiting_rows, waits
from kyodo.offices.journal.models import Entry
from tests import cast
from tests import given as house
from tests.cast import AT

pytestmark = pytest.mark.django_db
KIND = "adds_wards"
begun, go_on = Event(), Event()


def adds_wards(errand, at):
    """Five wards a portion."""
    Ward.objects.bulk_create(Ward(code=f"W{errand.done + n}", name=f"第{errand.done + n}区") for n in range(5))
    return 5


def adds_wards_when_told(errand, at):
    begun.set()
    assert go_on.wait(30)
    return adds_wards(errand, at)


def cannot_go_back(thing, *, reason, by, at):
    raise Refused("すでに使われている区があります。")


def takes_wards_back(thing, *, reason, by, at):
    Ward.objects.filter(code__startswith="W").delete()


@pytest.fixture(autouse=True)
def kinds(settings):
    settings.ERRANDS = {KIND: f"{__name__}.adds_wards"}
    settings.TAKES_BACK = {KIND: f"{__name__}.takes_wards_back"}


@pytest.fixture
def as_(client, settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = False

    def sign_in(person):
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
        return client

    return sign_in


def sent(by=None, portions=1):
    house.a_city()
    errand = actions.send(KIND, Section.objects.earliest("pk"), total=20, by=by or cast.tanaka(), at=AT)
    for _n in range(portions):
        actions.errands._portion(AT)
    return errand


def wards():
    return Ward.objects.filter(code__startswith="W").count()


@pytest.mark.parametrize("who", [cast.tanaka, cast.sato])
def test_whoever_sent_it_and_the_desk_stop_it_and_what_was_done_stays(who):
    errand = sent()
    actions.stop(errand, reason="別のファイルだった。", by=who(), at=AT)
    assert actions.run_errands(AT) == 0
    errand.refresh_from_db()
    assert (errand.done, errand.finished_at, errand.stopped_by) == (5, AT, who().subject)
    assert wards() == 5
    told = Entry.objects.get(act="stop_errand")
    assert (told.subject, told.reason) == (errand.subject_ref, "別のファイルだった。")


@pytest.mark.parametrize("who", [cast.suzuki, cast.hanako, cast.visitor])
def test_nobody_else_stops_it(who):
    errand = sent()
    with pytest.raises(NotAllowed):
        actions.stop(errand, reason="じゃま。", by=who(), at=AT)
    actions.run_errands(AT)
    assert wards() == 20


def test_what_has_ended_is_not_stopped():
    errand = sent(portions=4)
    with pytest.raises(IllegalMove):
        actions.stop(errand, reason="おそい。", by=cast.sato(), at=AT)
    assert not Entry.objects.filter(act="stop_errand").exists()


def test_on_wish_what_was_done_is_taken_back_at_once():
    errand = sent()
    actions.stop(errand, reason="別のファイルだった。", takes_back=True, by=cast.sato(), at=AT)
    assert wards() == 0


def test_what_cannot_be_taken_back_goes_on_until_somebody_keeps_it(settings):
    settings.TAKES_BACK = {KIND: f"{__name__}.cannot_go_back"}
    errand = sent()
    with pytest.raises(Refused, match="すでに使われている区"):
        actions.stop(errand, reason="別のファイルだった。", takes_back=True, by=cast.sato(), at=AT)
    errand.refresh_from_db()
    assert errand.finished_at is None
    assert not Entry.objects.filter(act="stop_errand").exists()


def test_a_refusal_that_comes_after_the_stop_does_not_write_over_it():
    errand = sent()
    actions.stop(errand, reason="別のファイルだった。", by=cast.sato(), at=AT)
    actions.errands._fail(errand, "異常", at=AT)
    errand.refresh_from_db()
    assert errand.fault == "別のファイルだった。"


def test_the_page_says_beforehand_what_becomes_of_it_and_wants_a_reason(as_):
    errand = sent()
    path, desk = reverse("desk:stop", args=[errand.ref]), as_(cast.sato())
    shown = desk.get(path).content.decode()
    assert 'value="5" max="20"' in shown
    assert "残す" in shown
    assert "まとめて取り消す" in shown
    assert desk.post(path, {"done": "keep", "reason": " "}).status_code == 422
    assert desk.post(path, {"done": "keep", "reason": "別のファイルだった。"}).status_code == 302
    again = desk.post(path, {"done": "keep", "reason": "別のファイルだった。"})
    assert "もう終わっています" in again.content.decode()


def test_where_nothing_can_be_taken_back_the_page_only_says_that_it_stays(as_, settings):
    settings.TAKES_BACK = {}
    shown = as_(cast.sato()).get(reverse("desk:stop", args=[sent().ref])).content.decode()
    assert "済んだ分はそのまま残ります" in shown
    assert "まとめて取り消す" not in shown


def test_somebody_elses_work_has_no_page_for_stopping_it(as_):
    assert as_(cast.suzuki()).get(reverse("desk:stop", args=[sent().ref])).status_code == 403


@generated(st.lists(st.tuples(st.integers(0, 9), st.text(max_size=20)), max_size=12), st.integers(1, 5))
def test_rows_that_wait_come_back_as_they_were_and_are_counted(said, size):
    ward = Ward(code="W")
    waiting = [{"row": number, "name": text, "text": text} for number, text in said]
    for once in ("", "text"):
        actions.lay_aside(ward, actions.packed(ward, waiting, size=size, once=once))
        assert list(waiting_rows(ward)) == waiting
        assert waits(ward) == len(said)
        assert Part.objects.filter(subject_ref=ward.subject).count() == -(-len(said) // size)


def until_somebody_waits_for_a_lock():
    """Another session of this database stands before a row that is held."""
    for _try in range(600):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    raise AssertionError("nobody waits")


def on_its_own(act):
    """The act on a connection of its own; a refusal is given as the refusal."""
    try:
        return act()
    except IllegalMove as refusal:
        return refusal
    finally:
        connection.close()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_stop_waits_for_the_portion_that_is_being_done_and_no_other_begins(settings):
    settings.ERRANDS = {KIND: f"{__name__}.adds_wards_when_told"}
    begun.clear()
    go_on.clear()
    errand, sato = sent(portions=0), cast.sato()
    with ThreadPoolExecutor(2) as threads:
        working = threads.submit(on_its_own, lambda: actions.run_errands(AT))
        assert begun.wait(30)
        stopping = threads.submit(
            on_its_own, lambda: actions.stop(Errand.objects.get(), reason="別のファイル。", by=sato, at=AT)
        )
        until_somebody_waits_for_a_lock()
        go_on.set()
        assert (working.result(30), stopping.result(30)) != (None, None)
    errand.refresh_from_db()
    assert errand.stopped_by == sato.subject
    assert errand.done == wards() < 20
    assert actions.run_errands(AT) == 0


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_who_stop_it_at_once_one_does_and_the_other_hears_so():
    sent()
    sato = cast.sato()

    def stop():
        return actions.stop(Errand.objects.get(), reason="別のファイル。", by=sato, at=AT)

    with ThreadPoolExecutor(2) as threads:
        said = list(threads.map(on_its_own, [stop, stop]))
    assert sum(isinstance(outcome, IllegalMove) for outcome in said) == 1
    assert Entry.objects.filter(act="stop_errand").count() == 1
