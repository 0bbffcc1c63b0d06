"""Near copies are proposed, judged by persons, and every judgement has its way back."""

import random

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, settings
from hypothesis import given as generated
from hypothesis import strategies as st

from kyodo.deliberation.consultations import actions, queries
from kyodo.deliberation.consultations.actions import proposing
from kyodo.deliberation.consultations.models import Bundle, Consultation, Pair
from kyodo.deliberation.consultations.states import PairState
from kyodo.kernel.policy import Refused
from tests import cast

from . import given
from .campaigns import a_voice, edited
from .flooding import taken_in, worked_off

pytestmark = pytest.mark.django_db
CHANCE = random.Random(9)
ORIGIN, LONE = a_voice(CHANCE), a_voice(CHANCE)
NEAR = [edited(ORIGIN, CHANCE, 0.1) for _ in range(3)]


@pytest.fixture
def it(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: given.SORTING)
    it = given.an_open_one()
    taken_in(it, [ORIGIN, *NEAR, LONE, ORIGIN])
    return it


def voices(it):
    return sorted(Bundle.objects.heads().filter(consultation=it).values_list("voices", flat=True))


def test_copies_lie_together_by_themselves_and_near_ones_wait_for_a_person(it):
    assert voices(it) == [1, 1, 1, 1, 2]
    assert {pair.state for pair in Pair.objects.all()} == {PairState.PROPOSED}
    assert Pair.objects.count() == 3


def test_what_a_person_confirms_lies_together_and_comes_apart_again(it):
    pairs = list(queries.open_pairs(it))
    actions.confirm_pairs(it, pairs=pairs, by=cast.sato(), at=given.SORTING)
    assert voices(it) == [1, 5]
    for pair in pairs:
        actions.reopen_pair(pair, by=cast.sato(), at=given.SORTING)
    assert voices(it) == [1, 1, 1, 1, 2]
    assert queries.open_pairs(it).count() == 3


def test_a_bundle_taken_out_on_its_own_page_is_a_candidate_again(it):
    actions.confirm_pairs(it, pairs=queries.open_pairs(it), by=cast.sato(), at=given.SORTING)
    part = Bundle.objects.filter(into__isnull=False)[0]
    actions.part_bundles(part, by=cast.sato(), at=given.SORTING)
    assert [pair.other for pair in queries.open_pairs(it)] == [part]


def test_what_persons_decided_stands_when_more_comes_and_is_looked_at(it):
    one, two, _three = queries.open_pairs(it)
    actions.confirm_pairs(it, pairs=[one], by=cast.sato(), at=given.SORTING)
    actions.reject_pairs(it, pairs=[two], by=cast.sato(), at=given.SORTING)
    proposing._held.clear()  # as another worker would begin
    taken_in(it, [edited(ORIGIN, CHANCE, 0.05), LONE + "以上。"], name="more.csv")
    states = dict(Pair.objects.values_list("pk", "state"))
    assert (states[one.pk], states[two.pk]) == (PairState.CONFIRMED, PairState.REJECTED)
    assert Pair.objects.count() == 5


def test_looking_finds_nothing_new_where_nothing_came(it):
    with pytest.raises(Refused):
        actions.look(it, by=cast.sato(), at=given.SORTING)


def test_a_worker_that_was_killed_proposes_the_same_as_one_that_was_not(it, monkeypatch):
    found = set(Pair.objects.values_list("one", "other"))
    Pair.objects.all().delete()
    Consultation.objects.update(compared_to=0)
    monkeypatch.setattr(proposing, "PORTION", 2)
    actions.look(it, by=cast.sato(), at=given.SORTING)
    real = proposing._leaders_of

    def forgets(*asked):
        proposing._held.clear()
        return real(*asked)

    monkeypatch.setattr(proposing, "_leaders_of", forgets)
    worked_off()
    assert set(Pair.objects.values_list("one", "other")) == found


def test_the_lone_voice_is_read_before_every_copied_one(it):
    assert queries.to_read(it).rows[0].gist == LONE[:60]


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@generated(steps=st.lists(st.tuples(st.sampled_from(("confirm", "reject", "reopen")), st.integers(0, 2)), max_size=8))
def test_judging_and_taking_back_lose_no_voice(it, steps):
    pairs = list(Pair.objects.order_by("pk"))
    for name, n in steps:
        try:
            if name == "confirm":
                actions.confirm_pairs(it, pairs=[pairs[n]], by=cast.sato(), at=given.SORTING)
            elif name == "reject":
                actions.reject_pairs(it, pairs=[pairs[n]], by=cast.sato(), at=given.SORTING)
            else:
                actions.reopen_pair(pairs[n], by=cast.sato(), at=given.SORTING)
        except Refused:
            pass
        assert sum(voices(it)) == 6
    for pair in pairs:
        pair.refresh_from_db()
        if pair.state != PairState.PROPOSED:
            actions.reopen_pair(pair, by=cast.sato(), at=given.SORTING)
    assert voices(it) == [1, 1, 1, 1, 2]


def test_candidates_are_judged_many_at_once_on_their_page(it, as_):
    desk, address = as_(cast.sato()), reverse("consultations:copies", args=[it.ref])
    assert "2件が同じ文章" in desk.get(address).content.decode()
    refs = [pair.ref for pair in queries.open_pairs(it)]
    assert desk.post(address, {"what": "confirm"}).status_code == 422
    assert desk.post(address, {"pairs": refs, "what": "confirm"}).status_code == 302
    assert voices(it) == [1, 5]
    desk.post(reverse("consultations:reopen_pair", args=[refs[0]]))
    assert voices(it) == [1, 1, 4]
