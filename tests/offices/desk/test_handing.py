"""Handover: what the old officer owed the new one owes, on the day, in one act."""

from datetime import date, timedelta

import pytest

from kyodo.kernel.access import Office
from kyodo.kernel.policy import NotAllowed, Refused
from kyodo.offices.city import actions as city
from kyodo.offices.city.models import Duty, Section
from kyodo.offices.desk import actions
from kyodo.offices.desk.models import Handover, Task
from kyodo.offices.journal.models import Entry
from kyodo.offices.post.models import Message

pytestmark = pytest.mark.django_db
OFFICE = Office()


@pytest.fixture
def case(db):
    return Section.objects.create(code="90", name="川の清掃", since=date(2020, 4, 1))


@pytest.fixture
def successor(person):
    return person("次野 担")


@pytest.fixture(autouse=True)
def takers(settings):
    settings.HANDOVER_TAKERS = ["kyodo.offices.desk.actions.hand_over"]


def holders():
    return list(Task.objects.order_by("what").values_list("holder", flat=True))


def test_open_personal_tasks_go_to_the_successor_and_settled_ones_stay(case, section, promoter, successor, at):
    for what, holder in (("a", promoter), ("b", section), ("c", promoter)):
        actions.owe(case, what=what, holder=holder.subject, due=None, at=at)
    Task.objects.filter(what="c").update(settled_at=at)
    actions.hand_over(promoter.subject, successor.subject, on=at.date(), by=OFFICE, at=at)
    assert holders() == [successor.subject, section.subject, promoter.subject]
    letter = Message.objects.get(person=successor)
    assert letter.title == "引き継いだ宿題があります（1件）"
    assert "■ a｜川の清掃" in letter.body
    assert Entry.objects.filter(act="move_tasks").count() == 1


def test_a_handover_entered_in_march_is_carried_out_on_its_day(case, promoter, successor, at):
    actions.owe(case, what="a", holder=promoter.subject, due=None, at=at)
    day = at + timedelta(days=10)
    actions.hand_over(promoter.subject, successor.subject, on=day.date(), by=OFFICE, at=at)
    assert [actions.move_due(at), holders()] == [0, [promoter.subject]]
    actions.owe(case, what="b", holder=promoter.subject, due=None, at=at + timedelta(days=1))
    assert [actions.move_due(day), actions.move_due(day)] == [1, 0]
    assert holders() == [successor.subject] * 2
    assert Handover.objects.get().moved == 2


def test_all_duties_of_an_officer_and_all_they_owe_pass_over_in_one_act(case, section, promoter, successor, clerk, at):
    Duty.objects.create(person=promoter, role="head", section=section, since=date(2024, 4, 1))
    actions.owe(case, what="a", holder=promoter.subject, due=None, at=at)
    new = actions.hand_over_officer(promoter, to=successor, on=at.date(), note="異動", by=clerk, at=at)
    assert {(d.person, d.role) for d in new} == {(successor, "promoter"), (successor, "head")}
    assert not Duty.objects.filter(person=promoter, until=None).exists()
    assert holders() == [successor.subject]
    assert Message.objects.filter(person=successor, name="desk.handover").count() == 1


def test_only_the_desk_hands_over_and_everything_or_nothing_passes(case, section, promoter, successor, clerk, at):
    actions.owe(case, what="a", holder=promoter.subject, due=None, at=at)
    with pytest.raises(NotAllowed):
        actions.hand_over_officer(promoter, to=successor, on=at.date(), by=promoter, at=at)
    Duty.objects.create(person=promoter, role="head", section=section, since=date(2026, 7, 1))
    with pytest.raises(Refused):
        actions.hand_over_officer(promoter, to=successor, on=at.date(), by=clerk, at=at)
    assert holders() == [promoter.subject]
    assert not Duty.objects.filter(person=successor).exists()


def test_somebody_without_duty_has_nothing_to_hand_over(hanako, successor, clerk, at):
    with pytest.raises(Refused, match="引き継ぐ職務がありません"):
        actions.hand_over_officer(hanako, to=successor, on=at.date(), by=clerk, at=at)


def test_what_an_ended_section_owed_its_successor_owes(case, section, desk, clerk, at):
    actions.owe(case, what="a", holder=section.subject, due=None, at=at)
    day = at + timedelta(days=3)
    city.end_section(section, on=day.date(), successor=desk, by=clerk, at=at)
    assert holders() == [section.subject]
    actions.move_due(day)
    assert holders() == [desk.subject]
