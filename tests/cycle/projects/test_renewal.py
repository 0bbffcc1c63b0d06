"""時限化: a running project is evaluated on the way, and its end moves later only after both sides have done so."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kyodo.cycle.agreements import actions as agreements
from kyodo.cycle.agreements.models import Agreement
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.projects import actions as projects
from kyodo.kernel.policy import Blocked, Refused
from tests import cast, given
from tests.cast import AT

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=60)
SCORES = {"entry_score": 4, "course_score": 3}


def an_amended_end(project, *, until, at=LATER):
    """Both sides have accepted another end date; nobody has been asked to confirm it yet."""
    agreement = Agreement.objects.get(case=project.case)
    agreements.amend(agreement, kinds=["content"], reason="期間を見直す", by=cast.hanako(), at=at)
    agreement.refresh_from_db()
    given.an_accepted_section(agreement, "terms", replace(agreement.text.terms, ends_on=until), at=at)
    return agreement


def look_back(project, *people, at=LATER, **scores):
    for person in people:
        projects.look_back(project, went_well="続いた", by=person, at=at, **scores)


def test_a_later_end_needs_both_sides_scores():
    project = given.a_running_project()
    agreement = an_amended_end(project, until=date(2027, 9, 30))
    with pytest.raises(Blocked, match="双方が中間ふりかえりで点をつけて"):
        agreements.call(agreement, by=cast.hanako(), at=LATER)
    look_back(project, cast.hanako(), **SCORES)
    with pytest.raises(Blocked):
        agreements.call(agreement, by=cast.hanako(), at=LATER)
    look_back(project, cast.tanaka(), **SCORES)
    agreements.call(agreement, by=cast.hanako(), at=LATER)
    for who in (cast.hanako(), cast.tanaka()):
        agreements.confirm(agreement, digest=agreement.digest(), by=who, at=LATER)
    assert Collaboration.objects.get(pk=project.case.pk).ends_on == date(2027, 9, 30)


def test_words_without_scores_are_no_evaluation():
    project = given.a_running_project()
    agreement = an_amended_end(project, until=date(2027, 9, 30))
    look_back(project, cast.hanako(), cast.tanaka())
    with pytest.raises(Blocked):
        agreements.call(agreement, by=cast.hanako(), at=LATER)


def test_an_evaluation_from_before_the_agreement_in_force_is_not_the_latest():
    project = given.a_running_project()
    look_back(project, cast.hanako(), cast.tanaka(), **SCORES)
    agreement = an_amended_end(project, until=date(2027, 9, 30))
    agreements.call(agreement, by=cast.hanako(), at=LATER)
    for who in (cast.hanako(), cast.tanaka()):
        agreements.confirm(agreement, digest=agreement.digest(), by=who, at=LATER + timedelta(days=1))
    again = an_amended_end(project, until=date(2028, 3, 31), at=LATER + timedelta(days=30))
    with pytest.raises(Blocked):
        agreements.call(again, by=cast.hanako(), at=LATER + timedelta(days=30))


def test_an_earlier_end_needs_none():
    agreement = an_amended_end(given.a_running_project(), until=date(2027, 1, 31))
    assert agreements.call(agreement, by=cast.hanako(), at=LATER).state == "confirming"


@pytest.mark.parametrize(
    ("scores", "field"),
    [({"entry_score": 4}, "entry_score"), ({"entry_score": 2, "course_score": 4}, "trouble")],
)
def test_scores_come_together_and_low_ones_say_why(scores, field):
    project = given.a_running_project()
    with pytest.raises(Refused) as refusal:
        projects.look_back(project, went_well="続いた", by=cast.hanako(), at=LATER, **scores)
    assert refusal.value.field == field
    assert not project.look_backs.exists()


def test_a_project_of_more_than_a_year_is_scored_on_the_way():
    project = given.a_running_project()
    Collaboration.objects.filter(pk=project.case.pk).update(ends_on=date(2028, 3, 31))
    project.case.refresh_from_db()
    with pytest.raises(Refused):
        look_back(project, cast.hanako())
    look_back(project, cast.hanako(), cast.tanaka(), **SCORES)
    assert [words.course_score for words in project.look_backs.all()] == [3, 3]
