"""The guide to types and forms: the four worked examples come out right, and no answer makes it fail."""

from itertools import product

import pytest

from kyodo.cycle.collaborations.states import Form, StartType
from kyodo.cycle.proposals.queries import ANSWERS, QUESTIONS, suggest

EXAMPLES = {
    "NPOフォーラム": ("together", "event", "both", "none", StartType.A, Form.CO_HOSTING),
    "道路里親": ("each", "care", "citizens", "hands", StartType.B, Form.ADOPTION),
    "総合振興計画審議会": ("city", "plan", "city", "none", StartType.C, Form.PLANNING),
    "団体主催理科教室": ("citizens", "event", "citizens", "name", StartType.D, Form.ENDORSEMENT),
}


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_worked_example_comes_out_right(example: str):
    *answers, start_type, form = EXAMPLES[example]
    found = suggest(dict(zip(QUESTIONS, map(str, answers), strict=True)))
    assert (found.start_type, found.forms[0].form) == (start_type, form)


def test_there_are_no_more_than_six_questions():
    assert len(QUESTIONS) <= 6
    assert set(QUESTIONS) == set(ANSWERS)


def test_every_way_to_answer_leads_to_forms_with_reasons():
    choices = [[*(code for code, _label in ANSWERS[name]), ""] for name in QUESTIONS]
    for answers in product(*choices):
        found = suggest(dict(zip(QUESTIONS, answers, strict=True)))
        assert found.forms, answers
        assert all(str(advice.because) for advice in found.forms)
        assert len({advice.form for advice in found.forms}) == len(found.forms)


def test_every_form_can_be_suggested_first():
    choices = [[code for code, _label in ANSWERS[name]] for name in QUESTIONS]
    first = {suggest(dict(zip(QUESTIONS, a, strict=True))).forms[0].form for a in product(*choices)}
    assert first == set(Form)


@pytest.mark.parametrize("answers", [{}, {"what": "<script>"}, {"unknown": "x"}, {"start": "A"}])
def test_answers_nobody_offered_leave_everything_open(answers: dict[str, str]):
    found = suggest(answers)
    assert found.start_type is None
    assert found.forms[0].form == Form.COOPERATION
