"""What was laid down beside goals and roles is asked about, too: by the adoption, and by the evaluation before."""

from __future__ import annotations

import pytest

from kyodo.cycle.evaluations.states import Phase, Source
from tests import given
from tests.cast import AT
from tests.cycle.agreements.heirs import an_heir, an_improvement_left
from tests.cycle.agreements.test_inheritance import DUE, answered, proposed

pytestmark = pytest.mark.django_db


def asked(evaluation):
    """The items about conditions, as they were made from what."""
    items = evaluation.items.filter(source=Source.CONDITION)
    assert {item.phase for item in items} <= {Phase.COURSE}
    return {item.source_ref: item.text for item in items}


def test_a_condition_of_the_adoption_is_asked_about_met_or_not(monkeypatch):
    told = [{"text": "保険に入る", "due": AT.date()}, {"text": "地区に知らせる", "due": None}]
    case = given.an_adopted_case(outcome="conditional", conditions=told)
    monkeypatch.setattr(given, "a_case_with_both_sides", lambda **_said: case)
    evaluation = given.an_evaluation()
    conditions = case.proposal.screenings.get().conditions.all()
    assert asked(evaluation) == {c.subject: f"条件「{c.text}」が果たされた" for c in conditions}
    assert len(conditions) == 2


@pytest.mark.parametrize(("way", "sections"), [("condition", ()), ("clause", ("clauses",)), ("none", ())])
def test_what_an_evaluation_left_is_asked_about_unless_it_was_left_out(monkeypatch, way, sections):
    note = an_improvement_left()
    heir = an_heir(note.evaluation.case)
    answered(heir, note, way=way, **({"because": "もう済んだため"} if way == "none" else {"side": "city", "due": DUE}))
    proposed(heir, *sections)
    monkeypatch.setattr(given, "a_complete_agreement", lambda **_said: heir)
    expected = {} if way == "none" else {note.subject: f"条件「{note.improvement}」が果たされた"}
    assert asked(given.an_evaluation()) == expected
