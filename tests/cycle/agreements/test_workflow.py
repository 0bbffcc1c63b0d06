"""Every state against every move, and every person against every kind of act."""

import itertools
from datetime import timedelta

import pytest

from kyodo.commons.groups import actions as groups
from kyodo.commons.groups.models import Group
from kyodo.commons.groups.states import Role
from kyodo.cycle.agreements import actions
from kyodo.cycle.agreements.models import Agreement, Change, seal
from kyodo.cycle.agreements.policies import answers, may_waive, proposes, speaks_for_a_side
from kyodo.cycle.agreements.states import ChangeState, State
from kyodo.cycle.agreements.workflow import CHANGES, WORKFLOW
from kyodo.cycle.collaborations import actions as cases
from kyodo.kernel.access import Office, Side, Visitor
from kyodo.kernel.policy import IllegalMove, NotAllowed, Refused
from kyodo.offices.desk.models import Task
from kyodo.offices.journal.actions import faults
from kyodo.offices.journal.models import Entry
from kyodo.offices.post.models import Message
from tests import cast, given
from tests.cast import AT

from . import texts

pytestmark = pytest.mark.django_db

MOVES = [m.name for m in WORKFLOW.moves]


def put(agreement, state):
    """A state as the database may hold it; only to ask the table what it allows from there."""
    Agreement.objects.filter(pk=agreement.pk).update(state=state, revealed_at=AT, reconciled_at=AT)
    agreement.refresh_from_db()
    return agreement


@pytest.mark.parametrize(("state", "move"), list(itertools.product(State.values, MOVES)))
def test_a_move_that_is_not_in_the_table_is_illegal(state, move):
    agreement = put(given.an_agreement(), state)
    verdict = WORKFLOW.verdict(move, cast.hanako(), agreement, at=AT)
    assert bool(verdict) is (state in WORKFLOW.move(move).sources)
    if not verdict:
        with pytest.raises(IllegalMove, match=str(WORKFLOW.move(move).label)):
            WORKFLOW.perform(move, agreement, by=cast.hanako(), at=AT, reason="理由")
        agreement.refresh_from_db()
        assert agreement.state == state


@pytest.mark.parametrize(
    ("state", "move"), list(itertools.product(ChangeState.values, ["accept", "send_back", "withdraw"]))
)
def test_an_answered_change_is_not_answered_again(state, move):
    agreement = given.an_agreement_in_drafting()
    actions.edit(agreement, "purpose", "川を守る。", by=cast.hanako(), at=AT)
    change = actions.propose(agreement, "purpose", seen=seal(agreement.text.purpose), by=cast.hanako(), at=AT)
    Change.objects.filter(pk=change.pk).update(state=state)
    change.refresh_from_db()
    who = cast.hanako() if move == "withdraw" else cast.tanaka()
    assert bool(CHANGES.verdict(move, who, change, at=AT)) is (state == ChangeState.OPEN)


@pytest.mark.parametrize(
    ("who", "speaks", "may_propose", "may_answer", "waives"),
    [
        (cast.hanako, True, True, False, False),
        (cast.tanaka, True, False, True, False),
        (cast.suzuki, True, False, True, False),
        (cast.nakano, False, False, False, False),
        (cast.taro, False, False, False, False),
        (cast.jiro, False, False, False, False),
        (cast.sato, False, False, False, True),
        (Visitor, False, False, False, False),
        (Office, False, False, False, False),
    ],
)
def test_who_may_do_what_with_a_proposal_of_the_citizens(who, speaks, may_propose, may_answer, waives):
    agreement = given.an_agreement_in_drafting()
    actions.edit(agreement, "purpose", "川を守る。", by=cast.hanako(), at=AT)
    change = actions.propose(agreement, "purpose", seen=seal(agreement.text.purpose), by=cast.hanako(), at=AT)
    verdicts = [
        (speaks_for_a_side.check(who(), agreement, at=AT), speaks),
        (proposes.check(who(), change, at=AT), may_propose),
        (answers.check(who(), change, at=AT), may_answer),
        (may_waive.check(who(), agreement, at=AT), waives),
    ]
    for verdict, expected in verdicts:
        assert bool(verdict) is expected
        assert expected or str(verdict.reason)


def test_whoever_sits_on_both_sides_speaks_for_neither():
    agreement = given.an_agreement()
    group = Group.objects.get(name="川辺を守る会")
    groups.join(group, cast.tanaka(), role=Role.CONTACT, by=cast.hanako(), at=AT)
    with pytest.raises(NotAllowed, match="どちらか一方"):
        actions.save_statement(agreement, purpose="両方の目的", goals=[], by=cast.tanaka(), at=AT)


def test_a_plain_member_writes_for_the_group_and_its_speakers_bind_it():
    agreement = given.an_agreement()
    groups.join(Group.objects.get(name="川辺を守る会"), cast.jiro(), role=Role.MEMBER, by=cast.hanako(), at=AT)
    actions.save_statement(agreement, purpose="会員の書いた目的", goals=[texts.GOAL], by=cast.jiro(), at=AT)
    with pytest.raises(NotAllowed, match="団体の代表か連絡担当"):
        actions.file_statement(agreement, by=cast.jiro(), at=AT)
    actions.file_statement(agreement, by=cast.hanako(), at=AT)


def test_the_person_who_proposed_does_not_accept_after_changing_sides():
    agreement = given.an_agreement_in_drafting()
    actions.edit(agreement, "purpose", "川を守る。", by=cast.hanako(), at=AT)
    change = actions.propose(agreement, "purpose", seen=seal(agreement.text.purpose), by=cast.hanako(), at=AT)
    Change.objects.filter(pk=change.pk).update(proposed_by=cast.tanaka().subject)
    change.refresh_from_db()
    with pytest.raises(NotAllowed):
        actions.accept(change, by=cast.tanaka(), at=AT)
    actions.accept(change, by=cast.suzuki(), at=AT)


def test_each_step_sets_the_next_duty_and_clears_the_last():
    agreement = given.an_agreement()
    section, group = given.the_environment_section(), agreement.case.parties.get(side="citizens").holder

    def owed():
        return sorted(Task.objects.open().about(agreement.subject).values_list("holder", flat=True))

    assert owed() == sorted([section.subject, group])
    assert all(task.due for task in Task.objects.open())
    actions.save_statement(agreement, purpose="目的", goals=[texts.GOAL], by=cast.hanako(), at=AT)
    actions.file_statement(agreement, by=cast.hanako(), at=AT)
    assert owed() == [section.subject]
    actions.take_back_statement(agreement, by=cast.hanako(), at=AT)
    assert owed() == sorted([section.subject, group])


def test_a_proposal_is_owed_an_answer_by_the_other_side():
    agreement = given.an_agreement_in_drafting()
    actions.edit(agreement, "purpose", "川を守る。", by=cast.tanaka(), at=AT)
    change = actions.propose(agreement, "purpose", seen=seal(agreement.text.purpose), by=cast.tanaka(), at=AT)
    task = Task.objects.open().about(change.subject).get()
    assert task.holder == agreement.case.parties.get(side="citizens").holder
    assert task.due == AT.date() + timedelta(days=7)  # five open days
    actions.accept(change, by=cast.hanako(), at=AT)
    assert not Task.objects.open().about(change.subject).exists()


def test_every_step_writes_the_journal_and_a_letter_to_the_other_side():
    agreement = given.an_agreement_both_confirmed()
    acts = list(Entry.objects.filter(subject=agreement.subject).values_list("act", flat=True))
    assert acts == ["begin", "reveal", "reconcile", "call", "confirm", "confirm", "conclude"]
    assert not list(faults())
    told = set(Message.objects.filter(subject_ref=agreement.subject).values_list("name", flat=True))
    assert told == {
        f"agreements.{name}"
        for name in ("opened", "filed", "revealed", "reconciled", "called", "confirmed", "concluded")
    }
    concluded = Message.objects.filter(name="agreements.concluded").values_list("person__name", flat=True)
    assert cast.hanako().name in concluded
    assert cast.tanaka().name not in concluded  # it was his own act


def test_an_agreement_needs_both_sides():
    given.a_city()
    case = cases.open_case(title="一人の案件", direction="A", by=cast.hanako(), at=AT)
    cases.seat(case, cast.hanako(), side=Side.CITIZENS, by=cast.hanako(), at=AT)
    cases.move("propose", case, by=cast.hanako(), at=AT)
    with pytest.raises(Refused, match="行政の側"):
        actions.open_agreement(case, by=cast.hanako(), at=AT)


def test_nothing_moves_while_the_case_rests():
    agreement = given.an_agreement_in_drafting()
    cases.move("withdraw", agreement.case, by=cast.hanako(), at=AT, reason="人手が足りない")
    with pytest.raises(Refused, match="取下げ"):
        actions.edit(agreement, "purpose", "川を守る。", by=cast.hanako(), at=AT)


def test_an_agreement_ends_with_its_work_and_not_before():
    case = given.a_started_case()
    with pytest.raises(Refused, match="事業が終わるか"):
        actions.end(case.agreement, by=cast.hanako(), at=AT)
    cases.move("stop", case, by=cast.hanako(), at=AT, reason="担い手がいない")
    agreement = Agreement.objects.get(pk=case.agreement.pk)
    assert actions.end(agreement, by=cast.tanaka(), at=AT).state == State.ENDED
