"""Long work goes on in portions, counts what it did with what it did, and stops with a sentence when it cannot go on."""

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from kyodo.kernel.policy import AlreadyDone, Refused
from kyodo.offices.city.actions.founding import FIRST_RUN
from kyodo.offices.city.models import Ward
from kyodo.offices.desk import actions
from kyodo.offices.desk.models import Errand
from kyodo.offices.desk.queries import errand_about
from tests.offices.city import town

pytestmark = pytest.mark.django_db
HERE = __name__


def adds_wards(errand, at):
    """Five wards a portion, as far as the errand counts."""
    upto = min(errand.done + 5, errand.total)
    Ward.objects.bulk_create(Ward(code=f"W{n}", name=f"第{n}区") for n in range(errand.done, upto))
    return upto - errand.done


def refuses_after_five(errand, at):
    did = adds_wards(errand, at)
    if errand.done:
        raise Refused("8行目の区が名簿にありません。")
    return did


def breaks(errand, at):
    adds_wards(errand, at)
    raise ZeroDivisionError


def stops_early(errand, at):
    return 0


@pytest.fixture(autouse=True)
def kinds(settings):
    settings.ERRANDS = {
        f.__name__: f"{HERE}.{f.__name__}" for f in (adds_wards, refuses_after_five, breaks, stops_early)
    }


@pytest.fixture
def section(db):
    town.found()
    return town.section()


def sent(section, kind, at, total=12):
    return actions.send(kind, section, total=total, by=FIRST_RUN, at=at)


def test_an_errand_is_done_whole_in_portions(section, at):
    before = Ward.objects.count()
    errand = sent(section, "adds_wards", at)
    assert actions.run_errands(at) == 3
    errand.refresh_from_db()
    assert (errand.done, errand.total, bool(errand.finished_at), errand.fault) == (12, 12, True, "")
    assert Ward.objects.count() - before == 12


def test_what_was_done_before_a_stop_is_not_done_again(section, at):
    before = Ward.objects.count()
    errand = sent(section, "adds_wards", at)
    actions.errands._portion(at)
    assert Ward.objects.count() - before == Errand.objects.get(pk=errand.pk).done == 5
    actions.run_errands(at)
    assert Ward.objects.count() - before == 12


def test_a_refusal_ends_it_with_its_sentence_and_takes_the_portion_back(section, at):
    before = Ward.objects.count()
    errand = sent(section, "refuses_after_five", at)
    actions.run_errands(at)
    errand.refresh_from_db()
    assert (errand.done, errand.fault) == (5, "8行目の区が名簿にありません。")
    assert Ward.objects.count() - before == 5


def test_a_crash_ends_it_and_the_next_errand_is_done(section, at, caplog):
    broken, next_one = sent(section, "breaks", at), sent(section, "adds_wards", at)
    actions.run_errands(at)
    broken.refresh_from_db()
    next_one.refresh_from_db()
    assert (broken.done, bool(broken.fault), next_one.done) == (0, True, 12)
    assert "ZeroDivisionError" in caplog.text


def test_a_portion_that_finds_nothing_more_ends_it(section, at):
    errand = sent(section, "stops_early", at)
    actions.run_errands(at)
    errand.refresh_from_db()
    assert (errand.done, errand.total, bool(errand.finished_at)) == (0, 0, True)


def test_the_same_errand_is_not_sent_twice_while_it_is_under_way(section, at):
    sent(section, "adds_wards", at)
    with pytest.raises(AlreadyDone):
        sent(section, "adds_wards", at)
    actions.run_errands(at)
    sent(section, "adds_wards", at)


def test_nobody_sends_for_what_nobody_does(section, at):
    with pytest.raises(ValueError, match="unheard"):
        sent(section, "unheard", at)


def shown(section):
    request = RequestFactory().get("/somewhere/")
    context = {"errand": errand_about(section), "errand_label": "取り込み", "request": request}
    return render_to_string("desk/_errand.html", context)


def test_a_page_shows_how_far_it_has_come_and_asks_again_until_it_ends(section, at):
    sent(section, "adds_wards", at)
    actions.errands._portion(at)
    assert 'value="5" max="12"' in shown(section)
    assert "hx-trigger" in shown(section)
    actions.run_errands(at)
    assert "12件を処理しました" in shown(section)
    assert "hx-trigger" not in shown(section)
