"""マナー脈診: asked for once a month, shown in sums, and somebody neutral is called and says when they have spoken."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from kyodo.cycle.projects import actions as projects
from kyodo.cycle.projects import queries
from kyodo.cycle.projects.states import Manner
from kyodo.kernel.access import Side
from kyodo.kernel.policy import IllegalMove, NotAllowed
from kyodo.offices.desk.models import Task
from kyodo.offices.journal.models import Entry
from kyodo.offices.post.models import Message
from kyodo.ui.forms.sheet import new_key
from tests import cast, given
from tests.cast import AT

pytestmark = pytest.mark.django_db

NEXT_MONTH = (AT + timedelta(days=31)).replace(day=2)


def answers(score=4):
    return dict.fromkeys(Manner.values, score)


def falling(months=3):
    """A running project whose pulse has fallen month by month."""
    project = given.a_running_project()
    for month in range(months):
        at = AT + timedelta(days=31 * month)
        projects.take_pulse(project, scores=answers(5 - month), by=cast.hanako(), at=at)
    return project


def open_calls():
    return Task.objects.open().filter(kind="pulse").count()


def asked():
    return Message.objects.filter(name="projects.pulse").count()


def test_both_sides_are_asked_once_a_month(settings):
    assert f"{projects.__name__}.ask_pulses" in settings.WORKER_JOBS
    given.a_running_project()
    assert projects.ask_pulses(NEXT_MONTH) == 1
    people = set(Message.objects.filter(name="projects.pulse").values_list("person__name", flat=True))
    assert {cast.hanako().name, cast.tanaka().name} <= people
    assert projects.ask_pulses(NEXT_MONTH + timedelta(days=3)) == 0
    assert projects.ask_pulses(NEXT_MONTH + timedelta(days=31)) == 1


def test_nobody_is_asked_in_the_month_of_the_start_nor_past_the_end():
    project = given.a_running_project()
    assert projects.ask_pulses(AT.replace(day=28)) == 0
    assert project.case.ends_on
    assert projects.ask_pulses(AT.replace(year=project.case.ends_on.year + 1)) == 0
    assert asked() == 0


def test_one_month_of_falling_calls_nobody():
    falling(2)
    assert open_calls() == 0


def test_the_neutral_chair_says_that_both_sides_were_spoken_with():
    project = falling()
    assert open_calls() == 1
    for somebody in (cast.hanako(), cast.tanaka()):
        with pytest.raises(NotAllowed):
            projects.reach_out(project, by=somebody, at=AT)
    projects.reach_out(project, by=cast.nakano(), at=AT)
    assert open_calls() == 0
    assert Entry.objects.filter(act="reach_out", subject=project.subject).count() == 1
    with pytest.raises(IllegalMove):
        projects.reach_out(project, by=cast.nakano(), at=AT)


def test_the_call_ends_with_the_work():
    project = falling()
    projects.stop(project, reason="続けられなくなった。", by=cast.hanako(), at=AT)
    assert open_calls() == 0


def test_only_whoever_was_called_reads_the_call_on_the_page(settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    project = falling()
    url = reverse("projects:reach_out", args=[project.case.ref])
    seen = {}
    for who in (cast.hanako(), cast.tanaka(), cast.nakano()):
        client = Client()
        client.force_login(who)
        seen[who.name] = url in client.get(project.get_absolute_url()).content.decode()
    assert seen == {cast.hanako().name: False, cast.tanaka().name: False, cast.nakano().name: True}
    client = Client()
    client.force_login(cast.nakano())
    assert client.post(url, {"submission_key": new_key()}).status_code == 302
    assert open_calls() == 0


def test_three_answers_of_a_side_are_shown_and_two_are_not():
    project = given.a_running_project()
    people = [cast.hanako(), *more_citizens(project, 2)]
    for n, person in enumerate(people):
        assert all(beat.citizens is None for beat in queries.beats(project, cast.tanaka(), at=AT))
        projects.take_pulse(project, scores=answers(n + 3), by=person, at=AT)
    (beat,) = queries.beats(project, cast.tanaka(), at=AT)
    assert (beat.citizens, beat.city) == (4.0, None)


def more_citizens(project, count):
    """Further people of the citizens' side."""
    from kyodo.commons.groups import actions as groups
    from kyodo.commons.groups.models import Group
    from kyodo.commons.groups.states import Role

    party = project.case.parties.filter(side=Side.CITIZENS).first()
    group = Group.objects.get(ref=party.holder.partition("/")[2])
    for person in (people := [cast.taro(), cast.jiro()][:count]):
        groups.join(group, person, role=Role.MEMBER, by=cast.hanako(), at=AT)
        person.forget_capacities()
    return people
