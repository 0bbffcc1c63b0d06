"""The tables of proposals and talks, read row by row: every state with every move."""

from typing import Any

import pytest

from kyodo.cycle.proposals import actions as proposals
from kyodo.cycle.proposals.models import PriorTalk, Proposal
from kyodo.cycle.proposals.policies import is_in_charge, is_writer, looks_after
from kyodo.cycle.proposals.states import State, TalkState
from kyodo.cycle.proposals.workflow import TALKS, WORKFLOW
from kyodo.kernel.access import LinkHolder
from kyodo.kernel.policy import Blocked, IllegalMove, NotAllowed
from tests import cast, given
from tests.cast import AT

pytestmark = pytest.mark.django_db


def a_proposal_that_is(state: str) -> Proposal:
    """A proposal brought to a state by acts."""
    if state == State.WITHDRAWN:
        return proposals.discard(given.a_draft_proposal(), by=cast.hanako(), at=AT)
    made: dict[str, Any] = {
        State.DRAFT: given.a_draft_proposal, State.SUBMITTED: given.a_submitted_proposal,
        State.RETURNED: given.a_returned_proposal, State.CHECKED: given.a_checked_proposal,
    }  # fmt: skip
    built: Proposal = made[state]()
    return built


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("move", [m.name for m in WORKFLOW.moves])
def test_a_move_is_made_only_from_its_states_and_only_by_whom_it_is_for(state: str, move: str):
    it = a_proposal_that_is(state)
    expected = NotAllowed if state in WORKFLOW.move(move).sources else IllegalMove
    with pytest.raises(expected):
        WORKFLOW.perform(move, it, by=cast.jiro(), at=AT, reason="理由")
    it.refresh_from_db()
    assert it.state == state


def a_talk_that_is(state: str) -> PriorTalk:
    """A talk brought to a state by acts."""
    if state == TalkState.CANCELLED:
        return proposals.cancel_talk(given.a_talk(), by=cast.hanako(), at=AT)
    return given.a_held_talk() if state == TalkState.HELD else given.a_talk()


@pytest.mark.parametrize("state", TalkState.values)
@pytest.mark.parametrize("move", [m.name for m in TALKS.moves])
def test_a_talk_moves_only_from_its_states_and_only_by_whom_it_is_for(state: str, move: str):
    it = a_talk_that_is(state)
    expected = NotAllowed if state in TALKS.move(move).sources else IllegalMove
    with pytest.raises(expected):
        TALKS.perform(move, it, by=cast.jiro(), at=AT)
    it.refresh_from_db()
    assert it.state == state


def test_who_may_do_what_with_a_proposal():
    it = given.a_submitted_proposal()
    truth = {
        "hanako": (True, False, False), "taro": (False, False, False), "jiro": (False, False, False),
        "sato": (False, False, True), "tanaka": (False, True, True), "suzuki": (False, True, True),
        "nakano": (False, False, False), "visitor": (False, False, False),
    }  # fmt: skip
    for name, expected in truth.items():
        who = getattr(cast, name)()
        asked = tuple(bool(p.check(who, it, at=AT)) for p in (is_writer, is_in_charge, looks_after))
        assert asked == expected, name


def test_the_holder_of_another_link_is_a_stranger():
    it = given.a_submitted_proposal()
    assert not is_writer.check(LinkHolder(given.a_draft_proposal(title="別").subject), it, at=AT)


@pytest.mark.parametrize("state", State.values)
def test_a_draft_is_seen_by_its_writers_only_and_a_checked_one_by_everybody(state: str):
    it = a_proposal_that_is(state)
    seen = {
        name
        for name in ("hanako", "taro", "jiro", "sato", "tanaka", "nakano", "visitor")
        if Proposal.objects.visible_to(getattr(cast, name)(), at=AT).filter(pk=it.pk).exists()
    }
    writers, officers = {"hanako"}, {"sato", "tanaka", "nakano"}
    everybody = {"taro", "jiro", "visitor"} | writers | officers
    assert seen == {
        State.DRAFT: writers, State.WITHDRAWN: writers, State.SUBMITTED: writers | officers,
        State.RETURNED: writers | officers, State.CHECKED: everybody,
    }[State(state)]  # fmt: skip


def test_a_proposal_under_screening_is_not_withdrawn_past_it():
    it = given.a_screening().proposal
    with pytest.raises(Blocked, match="審査"):
        proposals.withdraw(it, reason="やめます。", by=cast.hanako(), at=AT)


def test_what_was_once_submitted_never_becomes_a_draft_again():
    it = given.a_submitted_proposal()
    proposals.withdraw(it, reason="やめます。", by=cast.hanako(), at=AT)
    with pytest.raises(Blocked):
        proposals.resume(it, by=cast.hanako(), at=AT)
