"""The life of a registration: every state times every move."""

from datetime import timedelta

import pytest

from kyodo.commons.groups import actions
from kyodo.commons.groups.models import Group
from kyodo.commons.groups.states import State
from kyodo.commons.groups.workflow import BATCHES, WORKFLOW
from kyodo.kernel.policy import Blocked, IllegalMove, NotAllowed
from kyodo.offices.journal.models import Entry
from tests import cast, given
from tests.cast import AT

from .situations import IN_STATE

pytestmark = pytest.mark.django_db

#: Moves that only an imported batch makes; `test_importing` makes them.
BY_BATCH = ("enrol", "take_back")
MOVES = [move for move in WORKFLOW.moves if move.name not in BY_BATCH]
#: The moment of a move: a renewal only opens towards the end of the validity.
MOMENT = {"renew": AT.replace(year=2027, month=3, day=1)}


def test_every_state_can_be_reached():
    assert set(IN_STATE) == set(State)
    assert all(make().state == state for state, make in IN_STATE.items())


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.name)
def test_a_move_is_made_from_its_states_and_from_no_other(move, state):
    group = IN_STATE[state]()
    entries = Entry.objects.filter(subject=group.subject, act=move.name)
    before = entries.count()
    at = MOMENT.get(move.name, AT + timedelta(hours=1))
    if state in move.sources:
        actions.move(move.name, group, by=cast.sato(), at=at, reason="理由")
        assert group.state == move.target
        assert entries.count() == before + 1
    else:
        with pytest.raises(IllegalMove, match="なので"):
            actions.move(move.name, group, by=cast.sato(), at=at, reason="理由")
        assert Group.objects.get(pk=group.pk).state == state
        assert entries.count() == before


@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.name)
@pytest.mark.parametrize("stranger", [cast.taro, cast.jiro, cast.tanaka, cast.nakano, cast.visitor])
def test_nobody_from_outside_makes_a_move(move, stranger):
    given.another_registered_group()
    for state in move.sources:
        group = IN_STATE[state]()
        with pytest.raises(NotAllowed):
            actions.move(move.name, group, by=stranger(), at=MOMENT.get(move.name, AT), reason="理由")
        assert Group.objects.get(pk=group.pk).state == state


@pytest.mark.parametrize("move", [m for m in MOVES if m.reason_needed], ids=lambda move: move.name)
@pytest.mark.parametrize("reason", ["", " ", "\n　"])
def test_a_decision_against_somebody_needs_a_reason(move, reason):
    group = IN_STATE[move.sources[0]]()
    with pytest.raises(IllegalMove, match="理由"):
        actions.move(move.name, group, by=cast.sato(), at=AT, reason=reason)


@pytest.mark.parametrize("name", ["register", "withdraw", "reinstate"])
def test_a_move_that_is_not_made_gives_out_no_number_and_no_date(name):
    group = IN_STATE[State.REFUSED]()
    with pytest.raises(IllegalMove, match="登録しない"):
        actions.move(name, group, by=cast.sato(), at=AT, reason="理由")
    kept = Group.objects.get(pk=group.pk)
    assert (kept.number, kept.valid_until, kept.ended_on, kept.reason) == ("", None, None, "営利が主な目的のため。")


def test_an_unknown_move_is_refused_and_no_fault():
    with pytest.raises(IllegalMove):
        actions.move("abolish", given.a_registered_group(), by=cast.sato(), at=AT)


@pytest.mark.parametrize("name", BY_BATCH)
def test_the_moves_of_a_batch_are_closed_to_single_groups(name):
    group = IN_STATE[WORKFLOW.move(name).sources[0]]()
    with pytest.raises(NotAllowed, match="取り込んだ"):
        WORKFLOW.perform(name, group, by=cast.sato(), at=AT)


def test_the_applicant_cannot_decide_on_the_application():
    group = given.a_submitted_group()
    for name in ("register", "refuse", "send_back"):
        with pytest.raises(NotAllowed):
            actions.move(name, group, by=cast.hanako(), at=AT, reason="理由")


def test_an_officer_does_not_decide_on_the_own_group():
    group = given.a_submitted_group()
    actions.join(group, cast.sato(), role="member", by=cast.hanako(), at=AT)
    sato = cast.sato()
    with pytest.raises(NotAllowed, match="ほかの職員"):
        actions.move("register", group, by=sato, at=AT)


def test_an_unfinished_application_is_not_sent_and_each_gap_names_its_page():
    group = given.a_draft_group()
    with pytest.raises(Blocked) as refusal:
        actions.move("submit", group, by=cast.hanako(), at=AT)
    mends = {block.mend for block in refusal.value.blocks}
    for page in ("edit/profile", "edit/contact", "edit/activity", "conditions"):
        assert f"{group.get_absolute_url()}{page}/" in mends
    assert all(str(block.sentence).endswith("。") for block in refusal.value.blocks)


def test_a_contact_may_begin_but_the_group_needs_a_representative_to_apply():
    given.a_city()
    group = actions.begin_application(
        name="連絡係の会", kana="レンラクガカリノカイ", kind="voluntary", role="contact", by=cast.jiro(), at=AT
    )
    with pytest.raises(Blocked) as refusal:
        actions.move("submit", group, by=cast.jiro(), at=AT)
    assert f"{group.get_absolute_url()}people/" in {block.mend for block in refusal.value.blocks}


def test_a_condition_that_does_not_hold_blocks_the_application_in_its_own_words():
    group = given.a_complete_draft_group()
    actions.answer_conditions(group, answers={"公益の活動をしています。": False}, by=cast.hanako(), at=AT)
    with pytest.raises(Blocked, match="公益の活動をしています"):
        actions.move("submit", group, by=cast.hanako(), at=AT)


def test_the_tables_draw_themselves():
    for life in (WORKFLOW, BATCHES):
        drawn = life.mermaid()
        assert all(str(label) in drawn for _value, label in life.states.choices)
