"""Cutting opinions, merging and undoing: whatever is done, nothing is lost and everything can be undone."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as generated
from hypothesis import strategies as st

from kyodo.deliberation.consultations import actions, queries
from kyodo.deliberation.consultations.models import Bundle, Unit
from kyodo.kernel.policy import IllegalMove, NotAllowed, Refused
from kyodo.offices.desk.models import Task
from tests import cast
from tests import given as town

from . import given

pytestmark = pytest.mark.django_db

TEXT = "一つめの意見です。二つめの意見です。三つめの意見です。"
ACTS = ("split", "merge", "part", "drop", "restore", "answer", "detach")


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@generated(steps=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 5), st.integers(0, 5)), max_size=12))
def test_nothing_is_lost_whatever_is_cut_merged_and_undone(steps):
    it = given.an_open_one()
    one = given.a_paper(it, TEXT)
    made: list[Unit] = []
    for name, a, b in [("split", 0, 0), ("split", 1, 1), *steps]:
        _try(name, a, b, one.bundle, made)
    one.refresh_from_db()
    assert one.text == TEXT
    assert set(Unit.objects.filter(bundle=one.bundle)) == set(made)
    for unit in made:
        _undo(unit)
    assert set(Unit.objects.standing().filter(bundle=one.bundle)) == set(made)


def _try(name, a, b, bundle, made):
    """One step, legal or refused: a refusal changes nothing."""
    by, at = cast.sato(), given.SORTING
    for unit in made:
        unit.refresh_from_db()
    one, other = (made[n % len(made)] if made else Unit() for n in (a, b))
    try:
        if name == "split":
            start = (a % 3) * 9
            made.append(actions.split(bundle, start=start, end=start + 9, by=by, at=at))
        elif name == "merge":
            actions.merge_units(one, into=other, by=by, at=at)
        elif name == "part":
            actions.part_units(one, by=by, at=at)
        elif name == "drop":
            actions.drop_unit(one, by=by, at=at)
        elif name == "restore":
            actions.restore_unit(one, by=by, at=at)
        elif name == "answer":
            actions.begin_answer(one.consultation, units=[one], by=by, at=at)
        else:
            actions.detach(one, by=by, at=at)
    except Refused:
        pass


def _undo(unit):
    unit.refresh_from_db()
    if unit.into_id:
        actions.part_units(unit, by=cast.sato(), at=given.SORTING)
    if unit.dropped_at:
        actions.restore_unit(unit, by=cast.sato(), at=given.SORTING)


def test_the_gist_is_the_text_as_others_read_it_unless_somebody_writes_a_better_one():
    one = given.a_paper(given.an_open_one(), "花子です。橋に灯りを。")
    actions.mask(one, words="花子", kind="name", by=cast.sato(), at=cast.AT)
    whole = actions.split(one.bundle, start=0, end=len(one.text), by=cast.sato(), at=cast.AT)
    assert whole.gist == "〔氏名〕です。橋に灯りを。"
    short = actions.split(one.bundle, start=5, end=11, gist="橋の照明", by=cast.sato(), at=cast.AT)
    assert (short.gist, one.text[short.start : short.end]) == ("橋の照明", "橋に灯りを。")


def test_reading_ends_with_opinions_or_with_a_reason_for_none():
    bundle = given.a_paper(given.an_open_one(), "（白紙）").bundle
    with pytest.raises(Refused, match="理由"):
        actions.finish_reading(bundle, by=cast.sato(), at=cast.AT)
    actions.finish_reading(bundle, no_opinion_because="白紙でした", by=cast.sato(), at=cast.AT)
    assert bundle.read_at
    actions.reopen_reading(bundle, by=cast.sato(), at=cast.AT)
    assert bundle.read_at is None


def test_a_bundle_whose_last_opinion_was_taken_back_is_to_be_read_again():
    unit = given.a_read_bundle(given.a_paper(given.an_open_one()).bundle)
    actions.drop_unit(unit, by=cast.sato(), at=given.SORTING)
    unit.bundle.refresh_from_db()
    assert unit.bundle.read_at is None


def test_an_answered_opinion_is_not_taken_back_behind_its_answer():
    unit = given.a_read_bundle(given.a_paper(given.an_open_one()).bundle)
    given.an_answer(unit)
    unit.refresh_from_db()
    with pytest.raises(IllegalMove):
        actions.drop_unit(unit, by=cast.sato(), at=given.SORTING)


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (0, 0), (5, 2), (0, 10_000)])
def test_only_a_part_of_the_original_can_be_cut(start, end):
    bundle = given.a_paper(given.an_open_one()).bundle
    with pytest.raises(Refused):
        actions.split(bundle, start=start, end=end, by=cast.sato(), at=cast.AT)


def test_others_do_not_read_or_cut():
    bundle = given.a_paper(given.an_open_one()).bundle
    for who in (cast.tanaka(), cast.jiro(), cast.visitor()):
        with pytest.raises(NotAllowed):
            actions.split(bundle, start=0, end=3, by=who, at=cast.AT)


def test_a_section_owes_one_task_while_opinions_wait_for_it_and_may_then_answer():
    it = given.an_open_one()
    units = [given.a_read_bundle(given.a_paper(it, text).bundle) for text in ("川の意見", "水の意見")]
    environment = town.the_environment_section()
    owed = Task.objects.open().filter(holder=environment.subject, kind="answer")
    actions.assign(it, units=units, section=environment, by=cast.sato(), at=given.SORTING)
    assert owed.count() == 1
    for unit in units:
        unit.refresh_from_db()
    answer = actions.begin_answer(it, units=units, by=cast.tanaka(), at=given.SORTING)
    assert answer.section == environment
    assert owed.count() == 0
    actions.detach(Unit.objects.get(pk=units[0].pk), by=cast.tanaka(), at=given.SORTING)
    assert owed.count() == 1


def test_the_number_of_voices_orders_nothing():
    it = given.an_open_one()
    many = next(given.a_submission(it, "みんなと同じ意見") for _n in range(5))
    single = given.a_paper(it, "橋の下を子どもが通ります。")
    Bundle.objects.filter(pk=single.bundle_id).update(weight=2.0)
    assert [b.pk for b in queries.to_read(it).rows] == [single.bundle_id, many.bundle_id]
