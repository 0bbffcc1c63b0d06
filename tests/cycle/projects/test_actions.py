"""What both sides do while a project runs, and what its dates bring."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.collaborations.states import Stage
from kyodo.cycle.projects import actions as projects
from kyodo.cycle.projects import queries
from kyodo.cycle.projects.models import LookBack, Project
from kyodo.kernel.policy import Blocked, IllegalMove, NotAllowed, Refused
from kyodo.offices.desk.models import Task
from kyodo.offices.journal.models import Entry as Record
from kyodo.offices.post.models import Message
from tests import cast, given
from tests.cast import AT

pytestmark = pytest.mark.django_db
GOOD = dict.fromkeys(("equal", "understand", "respect", "stand"), 5)


def told(project: Project, by, at: datetime = AT, **said):
    """A word of one side on how it goes."""
    return projects.tell(
        project, by=by, at=at, **{"on": at.date(), "pace": "on_time", "done": "第1回を開いた。", **said}
    )


def just_after_the_end(project: Project) -> datetime:
    """The morning after the agreed end."""
    assert project.case.ends_on
    return AT + (project.case.ends_on - AT.date()) + timedelta(days=1)


def test_no_project_begins_before_the_gate_is_open():
    agreement = given.a_complete_agreement()
    with pytest.raises(Blocked):
        projects.start(agreement.case, by=cast.tanaka(), at=AT)
    assert not Project.objects.exists()


def test_both_sides_tell_how_it_goes_and_nobody_else_does():
    project = given.a_running_project()
    assert {told(project, cast.hanako()).side, told(project, cast.tanaka()).side} == {"citizens", "city"}
    for person in (cast.taro(), cast.jiro(), cast.nakano()):
        with pytest.raises(NotAllowed):
            told(project, person)


def test_the_future_is_not_told():
    with pytest.raises(Refused, match="これから"):
        told(given.a_running_project(), cast.hanako(), on=AT.date() + timedelta(days=1))


def test_the_newest_value_of_a_goal_counts_and_earlier_ones_stay():
    project = given.a_running_project()
    goal = project.case.agreement.goals.in_force().get()
    for value in (5, 12):
        projects.measure(project, goal=goal, value=Decimal(value), on=AT.date(), by=cast.hanako(), at=AT)
    line = next(row for row in queries.goal_lines(project) if row.goal == goal)
    assert line.value
    assert line.value.value == 12
    assert goal.values.count() == 2
    assert line.percent == int(12 * 100 / goal.amount)


def test_books_balance_or_are_refused_with_a_sentence():
    project = given.a_running_project()
    income = {"flow": "income", "item": "会費", "bearer": "citizens", "budget": 30000, "settled": None}
    expense = {"flow": "expense", "item": "消耗品", "bearer": "city", "budget": 20000, "settled": None}
    with pytest.raises(Refused, match="同じになる"):
        projects.keep_books(project, lines=[income, expense], by=cast.hanako(), at=AT)
    projects.keep_books(project, lines=[income, {**expense, "budget": 30000}], by=cast.hanako(), at=AT)
    assert project.books.count() == 2


def test_a_look_back_is_read_by_the_other_side_only_after_it_wrote_its_own():
    project = given.a_running_project()
    projects.look_back(project, went_well="植えた言葉", by=cast.hanako(), at=AT)
    assert not LookBack.objects.readable(project, "city").exists()
    assert not LookBack.objects.readable(project, None).exists()
    assert "植えた言葉" not in "".join(Record.objects.values_list("detail", flat=True))
    with pytest.raises(IllegalMove, match="待っています"):
        projects.look_back(project, went_well="もう一度", by=cast.hanako(), at=AT)
    projects.look_back(project, went_well="こちらも", by=cast.tanaka(), at=AT)
    assert LookBack.objects.readable(project, None).count() == 2
    assert not Task.objects.open().filter(kind="look_back").exists()


def test_a_pulse_is_taken_once_a_month_and_shown_only_in_sums_of_three():
    project = given.a_running_project()
    projects.take_pulse(project, scores=GOOD, by=cast.hanako(), at=AT)
    with pytest.raises(IllegalMove, match="今月"):
        projects.take_pulse(project, scores=GOOD, by=cast.hanako(), at=AT)
    assert [b.citizens for b in queries.beats(project, cast.tanaka(), at=AT)] == [None]
    assert [b.citizens for b in queries.beats(project, cast.nakano(), at=AT)] == [5.0], "the neutral chair sees it"


def test_two_falling_months_call_the_coordinator_once():
    project = given.a_running_project()
    for month, score in enumerate((5, 4, 3)):
        at = AT + timedelta(days=31 * month)
        projects.take_pulse(project, scores=dict.fromkeys(GOOD, score), by=cast.hanako(), at=at)
    tasks = Task.objects.open().filter(kind="pulse")
    assert [t.holder for t in tasks] == [cast.nakano().subject]


def test_past_its_end_a_project_is_never_shown_as_running():
    project = given.a_running_project()
    after = just_after_the_end(project)
    today = after.date()
    assert project.shown_state(today) == "期限切れ・要判断"
    assert project.case.shown_stage(today) == "期限切れ・要判断"
    assert not Collaboration.objects.running(today).exists()
    assert Collaboration.objects.past_end(today).get() == project.case


@pytest.mark.parametrize("days", [90, 30, 7])
def test_both_sides_are_told_before_the_end_and_each_notice_goes_out_once(days: int):
    project = given.a_running_project()
    at = just_after_the_end(project) - timedelta(days=days + 1)
    assert projects.watch_ends(at) == 1
    assert projects.watch_ends(at + timedelta(hours=1)) == 0
    told_to = set(Message.objects.filter(name="projects.ending").values_list("person__name", flat=True))
    assert {"川辺 花子", "田中 実"} <= told_to


def test_once_the_end_has_passed_both_sides_owe_a_decision():
    project = given.a_running_project()
    after = just_after_the_end(project)
    projects.watch_ends(after)
    projects.watch_ends(after + timedelta(days=1))
    assert Task.objects.open().filter(kind="past_end").count() == 2


def test_a_report_needs_every_goal_measured():
    project = given.a_running_project()
    with pytest.raises(Blocked, match="結果の値"):
        projects.report(project, report="開いた。", outcome="来た。", by=cast.hanako(), at=AT)


def test_a_reported_project_takes_its_case_into_evaluation():
    project = given.a_reported_project()
    project.case.refresh_from_db()
    assert project.case.stage == Stage.EVALUATING
    with pytest.raises(IllegalMove):
        told(project, cast.hanako())


def test_stopping_needs_a_reason_and_stops_the_case():
    project = given.a_running_project()
    with pytest.raises(Refused, match="理由"):
        projects.stop(project, reason="", by=cast.tanaka(), at=AT)
    projects.stop(project, reason="台風で会場が使えなくなりました。", by=cast.tanaka(), at=AT)
    project.case.refresh_from_db()
    assert project.case.stage == Stage.STOPPED
