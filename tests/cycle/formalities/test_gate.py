"""着手までに要る項目: the city may let a line stop the start; nothing else makes the start harder."""

from datetime import timedelta

import pytest

from kyodo.cycle.agreements import actions as agreements
from kyodo.cycle.agreements.queries import start_gate
from kyodo.cycle.agreements.states import WAIVABLE, Rule
from kyodo.cycle.collaborations import actions as cases
from kyodo.cycle.collaborations.states import Form, Stage
from kyodo.cycle.formalities import actions
from kyodo.kernel.policy import Blocked, Refused
from tests import cast, given
from tests.cast import AT
from tests.cycle.formalities.given import a_required, the

pytestmark = pytest.mark.django_db


def a_concluded(*forms):
    agreement = given.an_agreement_both_confirmed()
    return cases.describe(agreement.case, start_type="A", forms=forms, by=cast.tanaka(), at=AT)


def test_no_form_makes_the_start_harder_by_itself():
    case = a_concluded(*Form.values)
    assert list(start_gate(case, AT)) == []


def test_a_required_line_stops_the_start_and_leads_to_where_it_is_mended():
    line = a_required("8-paper-1")
    case = a_concluded("8")
    (block,) = start_gate(case, AT)
    assert str(block.rule) == str(Rule.FORMALITIES.label)
    assert "交付の申請書" in str(block.sentence)
    assert block.mend == f"/cases/{case.ref}/forms/#8-paper-1"
    with pytest.raises(Blocked):
        agreements.start(case, by=cast.tanaka(), at=AT)
    actions.answer(case, line, answer="done", by=cast.hanako(), at=AT)
    assert agreements.start(case, by=cast.tanaka(), at=AT).stage == Stage.RUNNING


def test_saying_that_it_does_not_apply_is_no_way_round():
    line = a_required("8-paper-1")
    case = a_concluded("8")
    with pytest.raises(Refused, match="免除"):
        actions.answer(case, line, answer="not_needed", because="要らない。", by=cast.hanako(), at=AT)
    actions.answer(case, line, answer="not_yet", by=cast.hanako(), at=AT)
    assert len(start_gate(case, AT)) == 1


def test_what_did_not_apply_before_it_was_required_is_asked_again():
    case = a_concluded("8")
    free = the("8-paper-1")
    actions.answer(case, free, answer="not_needed", because="要らない。", by=cast.hanako(), at=AT)
    assert not start_gate(case, AT)
    a_required("8-check-1")
    assert len(start_gate(case, AT)) == 1


def test_a_required_paper_that_the_program_makes_stands_there_by_itself():
    a_required("1-paper-2")
    assert not start_gate(a_concluded("1"), AT)


def test_a_line_of_another_form_stops_nobody():
    a_required("8-paper-1")
    assert not start_gate(a_concluded("1"), AT)


def test_a_line_that_became_required_after_the_conclusion_does_not_stop_what_was_concluded():
    case = a_concluded("8")
    a_required("8-paper-1", at=AT + timedelta(hours=1))
    assert not start_gate(case, AT + timedelta(days=1))


def test_the_confirmation_does_not_wait_for_papers_and_an_officer_may_waive_them_in_public():
    a_required("8-paper-1")
    case = a_concluded("8")
    assert Rule.FORMALITIES in WAIVABLE
    agreements.waive(case.agreement, rule=Rule.FORMALITIES, reason="様式が新しくなる月のため。", by=cast.sato(), at=AT)
    assert not start_gate(case, AT)
    assert agreements.start(case, by=cast.tanaka(), at=AT).stage == Stage.RUNNING
