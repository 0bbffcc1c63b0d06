"""Bodies exist for a time, terms end by a day or an event, nothing that is unfinished gets lost, gaps have a keeper."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given as example
from hypothesis import settings
from hypothesis import strategies as some

from kyodo.deliberation.councils.actions import bodies, seating
from kyodo.deliberation.councils.models import Body, Membership, Output, Relation, Term
from kyodo.deliberation.councils.queries import standing
from kyodo.kernel.policy import IllegalMove, NotAllowed, Refused
from kyodo.offices.journal.models import Entry
from tests import cast, given
from tests.cast import AT

from .founding import a_body, a_seat, a_term

pytestmark = pytest.mark.django_db
SPRING, NEXT = date(2026, 4, 1), date(2028, 3, 31)


def test_a_body_is_set_up_by_its_section_or_the_desk_and_written_down():
    body = a_body()
    assert Entry.objects.filter(act="open_body", subject=body.subject).exists()
    values: dict[str, Any] = {
        "name": "別の会議",
        "kana": "ベツノカイギ",
        "kind": "outline",
        "basis": "要綱",
        "mandate": "話す",
        "since": SPRING,
    }
    for outsider in (cast.hanako(), cast.tanaka(), cast.visitor()):
        with pytest.raises(NotAllowed):
            bodies.open_body(**values, section=given.the_desk(), seats={}, by=outsider, at=AT)


def test_two_bodies_of_one_name_are_refused_while_the_first_exists():
    body = a_body()
    with pytest.raises(Refused) as refusal:
        a_body()
    assert refusal.value.field == "name"
    bodies.close_body(body, on=date(2026, 5, 1), reason="役目を終えた", by=cast.sato(), at=AT)
    assert a_body(since=date(2026, 6, 1)).until is None


def test_a_term_ends_by_a_date_or_by_an_event_never_by_both_or_none():
    body = a_body()
    several: tuple[dict[str, Any], ...] = ({}, {"until": NEXT, "event": "指針の策定まで"})
    for values in several:
        with pytest.raises(Refused) as refusal:
            a_term(body, 1, SPRING, **values)
        assert refusal.value.field == "until"


def test_a_term_that_waits_for_an_event_runs_until_it_has_come():
    term = a_term(a_body(), 1, SPRING, event="指針の策定")
    member = a_seat(term, name="海野 さくら")
    assert term.runs_on(date(2040, 1, 1))
    bodies.end_term(term, on=date(2027, 3, 24), because="指針を策定した", by=cast.sato(), at=AT)
    term.refresh_from_db()
    member.refresh_from_db()
    assert term.runs_on(date(2027, 3, 24))
    assert not term.runs_on(date(2027, 3, 25))
    assert member.until == date(2027, 3, 24)
    with pytest.raises(IllegalMove):
        bodies.end_term(term, on=date(2027, 3, 25), because="もう一度", by=cast.sato(), at=AT)


def test_terms_of_one_body_do_not_overlap():
    body = a_body()
    a_term(body, 1, SPRING, NEXT)
    with pytest.raises(Refused) as refusal:
        a_term(body, 2, date(2027, 4, 1), date(2029, 3, 31))
    assert refusal.value.field == "since"
    assert a_term(body, 2, NEXT + timedelta(days=1), date(2030, 3, 31)).number == 2


def test_a_term_written_in_later_neither_runs_into_the_next_nor_takes_its_work_back():
    body = a_body()
    second = a_term(body, 2, SPRING, NEXT, outputs=["提言"])
    for values in ({"until": SPRING}, {"event": "指針の策定"}):
        with pytest.raises(Refused) as refusal:
            a_term(body, 1, date(2024, 4, 1), **values)
        assert refusal.value.field == "until"
    first = a_term(body, 1, date(2024, 4, 1), SPRING - timedelta(days=1))
    assert not first.outputs.exists()
    assert second.outputs.get().state == "open"


def test_days_that_cannot_be_are_refused_at_their_field():
    body, other = a_body(), a_body(name="審議会")
    term = a_term(body, 1, SPRING, NEXT)
    before, after = SPRING - timedelta(days=1), NEXT + timedelta(days=1)
    for act in (
        lambda: a_term(other, 1, SPRING, before),
        lambda: bodies.relate(body, other, kind="asks", since=SPRING, until=before, by=cast.sato(), at=AT),
        lambda: a_seat(term, name="委員", until=before),
        lambda: a_seat(term, name="委員", until=after),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.field == "until"


def test_a_term_without_anybody_to_hold_what_it_leaves_is_refused():
    with pytest.raises(Refused) as refusal:
        a_term(a_body(), 1, SPRING, NEXT, keeper="")
    assert refusal.value.field == "keeper"


def test_a_body_does_not_take_the_name_of_another():
    first, second = a_body(), a_body(name="審議会")
    with pytest.raises(Refused) as refusal:
        bodies.describe(second, seats={}, name=first.name, by=cast.sato(), at=AT)
    assert refusal.value.field == "name"


def test_a_chair_whose_time_ran_out_gives_up_the_post_before_another_takes_it():
    term = a_term(a_body(), 1, SPRING, NEXT)
    chair = a_seat(term, cast.hanako(), post="chair", until=date(2026, 12, 31))
    with pytest.raises(Refused) as refusal:
        a_seat(term, cast.taro(), post="chair", since=date(2027, 1, 1))
    assert refusal.value.field == "post"
    seating.give_post(chair, post="member", by=cast.sato(), at=AT)
    assert a_seat(term, cast.taro(), post="chair", since=date(2027, 1, 1)).post == "chair"


def test_what_a_term_left_unfinished_stands_in_the_next_without_typing():
    body = a_body()
    first = a_term(body, 1, SPRING, NEXT, outputs=["調べの報告", "提言"])
    done = first.outputs.get(title="調べの報告")
    bodies.finish_output(done, on=date(2027, 1, 8), by=cast.sato(), at=AT)
    second = a_term(body, 2, NEXT + timedelta(days=1), date(2030, 3, 31), outputs=["新しい調べ"])
    assert set(second.outputs.values_list("title", flat=True)) == {"提言", "新しい調べ"}
    assert second.outputs.get(title="提言").carried_from == first.outputs.get(title="提言")
    assert {output.term for output in standing.unfinished(body)} == {second}


@settings(max_examples=12)
@example(finished=some.lists(some.booleans(), min_size=1, max_size=6))
def test_no_output_is_ever_lost_over_many_terms(finished):
    """Every title is done in some term or still open in the last one."""
    body = a_body(name=f"会議{Body.objects.count()}")
    day = date(2010, 4, 1)
    for number, is_finished in enumerate(finished, start=1):
        term = a_term(body, number, day, day + timedelta(days=700), outputs=[f"成果{number}"])
        if is_finished:
            for output in term.outputs.filter(state="open"):
                bodies.finish_output(output, on=day, by=cast.sato(), at=AT)
        day += timedelta(days=730)
    for number in range(1, len(finished) + 1):
        rows = Output.objects.filter(term__body=body, title=f"成果{number}")
        assert rows.filter(state__in=("done", "open")).count() == 1


def test_an_output_is_dropped_only_with_a_reason():
    output = a_term(a_body(), 1, SPRING, NEXT, outputs=["提言"]).outputs.get()
    with pytest.raises(Refused):
        bodies.drop_output(output, because=" ", by=cast.sato(), at=AT)
    bodies.drop_output(output, because="国の制度ができた", by=cast.sato(), at=AT)
    with pytest.raises(IllegalMove):
        bodies.finish_output(output, on=SPRING, by=cast.sato(), at=AT)


def test_between_two_terms_the_page_names_who_answers():
    body = a_body()
    a_term(body, 1, date(2024, 2, 1), date(2025, 3, 31), keeper=given.the_environment_section().subject)
    a_term(body, 2, date(2025, 12, 1), date(2027, 3, 31))
    (gap,) = standing.gaps(date(2025, 8, 1))
    assert (gap.body, gap.keeper) == (body, given.the_environment_section())
    assert gap.months(date(2025, 11, 30)) == 7
    assert gap.months(date(2025, 12, 1)) == 8
    assert standing.gaps(date(2026, 1, 1)) == []


def test_a_body_in_which_nobody_ever_sat_has_no_keeper_and_is_shown_as_such():
    body = a_body()
    (gap,) = standing.gaps(SPRING)
    assert (gap.body, gap.keeper, gap.since) == (body, None, body.since)


def test_a_body_with_unfinished_work_is_not_closed():
    body = a_body()
    a_term(body, 1, SPRING, NEXT, outputs=["提言"])
    with pytest.raises(Refused, match="成果が残っています"):
        bodies.close_body(body, on=date(2026, 6, 1), reason="統合", by=cast.sato(), at=AT)


def test_closing_a_body_ends_its_term_its_seats_and_its_relations():
    body, other = a_body(), a_body(name="審議会")
    term = a_term(body, 1, SPRING, NEXT)
    member = a_seat(term, cast.hanako())
    relation = bodies.relate(body, other, kind="answers_to", since=SPRING, by=cast.sato(), at=AT)
    bodies.close_body(body, on=date(2026, 6, 1), reason="統合", by=cast.sato(), at=AT)
    for thing, name in ((term, "ended_on"), (member, "until"), (relation, "until")):
        thing.refresh_from_db()
        assert getattr(thing, name) == date(2026, 6, 1)
    last, after = date(2026, 6, 1), date(2026, 6, 2)
    for rows in (Body.objects.all(), Relation.objects.all(), Term.objects.all(), Membership.objects.all()):
        assert rows.on(last).exists()
    assert not Body.objects.on(after).filter(pk=body.pk).exists()
    for rows in (Relation.objects.all(), Term.objects.all(), Membership.objects.all()):
        assert not rows.on(after).exists()
    body.refresh_from_db()
    assert (body.exists_on(last), body.exists_on(after)) == (True, False)


def test_a_member_acts_for_the_body_while_the_seat_lasts():
    term = a_term(a_body(), 1, SPRING, NEXT)
    membership = a_seat(term, cast.hanako(), post="chair")
    assert [(c.ref, c.role) for c in cast.hanako().capacities(AT)] == [(term.body.subject, "chair")]
    seating.leave(membership, on=date(2026, 5, 10), because="転居", by=cast.sato(), at=AT)
    assert cast.hanako().capacities(AT) == ()


def test_a_body_has_one_chair_and_a_person_one_seat():
    term = a_term(a_body(), 1, SPRING, NEXT)
    chair = a_seat(term, cast.hanako(), post="chair")
    for person, post, field in ((cast.taro(), "chair", "post"), (cast.hanako(), "member", "person")):
        with pytest.raises(Refused) as refusal:
            a_seat(term, person, post=post)
        assert refusal.value.field == field
    other = a_seat(term, cast.taro())
    with pytest.raises(Refused):
        seating.give_post(other, post="chair", by=cast.sato(), at=AT)
    seating.give_post(chair, post="member", by=cast.sato(), at=AT)
    assert seating.give_post(other, post="chair", by=cast.sato(), at=AT).post == "chair"


def test_who_comes_back_is_counted_by_terms_with_and_without_a_record():
    body = a_body()
    for number, year in ((1, 2022), (2, 2024), (3, 2026)):
        term = a_term(body, number, date(year, 4, 1), date(year + 2, 3, 31))
        seats = a_seat(term, cast.hanako()), a_seat(term, name="海野 さくら", route="recommended")
        assert [seat.nth for seat in seats] == [number, number]


@pytest.mark.parametrize("who", ["hanako", "tanaka", "taro"])
def test_only_those_who_keep_the_body_change_it(who):
    body = a_body()
    term = a_term(body, 1, SPRING, NEXT, outputs=["提言"])
    membership = a_seat(term, name="海野 さくら")
    by = getattr(cast, who)()
    for act in (
        lambda: bodies.close_body(body, on=SPRING, reason="x", by=by, at=AT),
        lambda: bodies.relate(body, body, kind="asks", since=SPRING, by=by, at=AT),
        lambda: a_term_by(body, by),
        lambda: bodies.end_term(term, on=SPRING, because="x", by=by, at=AT),
        lambda: bodies.name_keeper(term, keeper=by.subject, by=by, at=AT),
        lambda: bodies.finish_output(term.outputs.get(), on=SPRING, by=by, at=AT),
        lambda: seating.appoint(term, name="x", route="public", by=by, at=AT),
        lambda: seating.leave(membership, on=SPRING, because="x", by=by, at=AT),
        lambda: seating.give_post(membership, post="chair", by=by, at=AT),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert (Term.objects.count(), Membership.objects.count(), Relation.objects.count()) == (1, 1, 0)


def a_term_by(body, by):
    return bodies.begin_term(body, number=9, since=NEXT, until=NEXT, keeper=by.subject, by=by, at=AT)
