"""The next step of a case always has somebody who owes it, and nobody owes a step that was taken."""

import pytest

from kyodo.cycle.agreements import actions as agreements
from kyodo.cycle.proposals import actions as proposals
from kyodo.cycle.roundtables import actions as tables
from kyodo.cycle.screening import actions as screening
from kyodo.offices.desk.models import Task
from tests import cast, given
from tests.cast import AT
from tests.cycle.proposals import texts

pytestmark = pytest.mark.django_db


def owed(case):
    return {(task.what, task.holder) for task in Task.objects.open().filter(subject_ref=case.subject)}


def a_weighed_proposal():
    proposal = given.a_checked_proposal()
    proposals.give_opinion(proposal, **texts.OPINION, by=cast.tanaka(), at=AT)
    return proposal


def test_after_the_opinion_the_desk_owes_the_next_step():
    proposal = a_weighed_proposal()
    assert owed(proposal.case) == {("話し合うか審査に付すかを決める", given.the_desk().subject)}


def test_a_screening_is_that_step():
    proposal = a_weighed_proposal()
    screening.open_screening(proposal, by=cast.sato(), at=AT)
    assert owed(proposal.case) == set()


def test_a_table_is_that_step_and_its_outcome_brings_the_next():
    proposal = a_weighed_proposal()
    table = tables.call(proposal.case, kind="proposal", aim="範囲を決める", by=cast.hanako(), at=AT)
    assert owed(proposal.case) == set()
    given.a_fixed_sitting(table=table)
    tables.conclude(table, outcome="revise", reason="目標を直す。", by=cast.hanako(), at=AT)
    assert owed(proposal.case) == {("審査に付すかを決める", given.the_desk().subject)}


def test_an_adopted_case_waits_for_its_agreement_until_somebody_begins_it():
    case = given.an_adopted_case()
    assert owed(case) == {("協定づくりを始める", given.the_environment_section().subject)}
    agreements.open_agreement(case, by=cast.tanaka(), at=AT)
    assert owed(case) == set()
