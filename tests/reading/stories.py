"""Stages of one collaboration for the reading rooms, each reached by the acts that lead there."""

from datetime import timedelta
from decimal import Decimal

from kyodo.cycle.evaluations import actions as evaluations
from kyodo.cycle.projects import actions as projects
from kyodo.cycle.projects.models import Project
from tests import cast, given
from tests.cast import AT

LATER = AT + timedelta(days=1)


def a_running_project(*, at=AT, **case):
    """A project begun through the gate."""
    agreement = given.an_agreement_both_confirmed(at=at, **case)
    return projects.start(agreement.case, by=cast.tanaka(), at=at)


def a_past_end_case(*, at=AT):
    """A case whose work runs on past its agreed end: the moment is the day after."""
    case = a_running_project(at=at).case
    case.refresh_from_db()
    return case, at + timedelta(days=(case.ends_on - at.date()).days + 1)


def a_reported_case(*, at=AT, **case):
    """Work that was reported, with every goal measured."""
    project = a_running_project(at=at, **case)
    for goal in project.case.agreement.goals.in_force():
        projects.measure(project, goal=goal, value=Decimal(10), on=at.date(), note="", by=cast.hanako(), at=at)
    projects.report(
        project,
        report="教室を三回開いた。",
        outcome="三十人が来た。",
        remains="夏は暑い。",
        participants=30,
        by=cast.hanako(),
        at=at,
    )
    return Project.objects.get(pk=project.pk).case


def an_open_evaluation(*, at=AT, **case):
    """An evaluation both sides are about to fill in."""
    reported = a_reported_case(at=at, **case)
    if hasattr(reported, "evaluation"):
        return reported.evaluation
    return evaluations.open_evaluation(reported, by=cast.tanaka(), at=at)


def a_revealed_evaluation(*, citizens=4, city=4, at=AT, **case):
    """Both sides have filed. A score is a number for all items, or said item by item."""
    evaluation = an_open_evaluation(at=at, **case)
    for who, score in ((cast.hanako(), citizens), (cast.tanaka(), city)):
        marks = {
            item.ref: evaluations.Mark(score(item) if callable(score) else score, "二人で話したい。")
            for item in evaluation.items.all()
        }
        evaluations.file(evaluation, marks=marks, words="よい一年でした。", by=who, at=at)
    evaluation.refresh_from_db()
    return evaluation


def a_closed_evaluation(*, citizens=4, city=3, at=AT, **case):
    """An evaluation open to everybody, without a next seed and without voices, each with its reason."""
    evaluation = a_revealed_evaluation(citizens=citizens, city=city, at=at, **case)
    evaluations.excuse(
        evaluation,
        no_seed_because="来年も同じ形で続けるため。",
        no_voices_because="聞ける人がもういなかったため。",
        by=cast.hanako(),
        at=at,
    )
    evaluations.close(evaluation, continuation="continue", closing_words="続けます。", by=cast.hanako(), at=at)
    evaluation.refresh_from_db()
    return evaluation
