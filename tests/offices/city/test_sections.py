"""課: opening, changing with the past kept, ending with a successor."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from kyodo.kernel.policy import IllegalMove, NotAllowed, Refused
from kyodo.offices.city import actions, queries
from kyodo.offices.city.models import Duty, Section
from kyodo.offices.journal.models import Entry

from .town import AT, TODAY, duty, person, promoter, section

moved: list[tuple[str, str]] = []


def take(old, new, *, on, by, at):
    moved.append((old, new))


@pytest.fixture
def handovers(settings):
    settings.HANDOVER_TAKERS = [f"{__name__}.take"]
    moved.clear()
    return moved


def test_a_change_keeps_what_stood_before(desk_officer):
    it = section()
    actions.change_section(it, name="環境政策課", phone="0004821111", by=desk_officer, at=AT)
    entry = Entry.objects.get(act="change_section")
    assert it.name == "環境政策課"
    assert '"name":{"from":"環境課","to":"環境政策課"}' in entry.detail


def test_a_change_that_changes_nothing_writes_nothing(desk_officer):
    actions.change_section(section(), name="環境課", by=desk_officer, at=AT)
    assert not Entry.objects.filter(act="change_section").exists()


def test_only_the_desk_keeps_the_sections(orise):
    citizen = person()
    for act in (
        lambda: actions.open_section(code="040", name="新しい課", since=TODAY, by=citizen, at=AT),
        lambda: actions.change_section(section(), name="別の課", by=citizen, at=AT),
        lambda: actions.end_section(Section.objects.get(), on=date(2027, 4, 1), by=citizen, at=AT),
    ):
        with pytest.raises(NotAllowed, match="協働担当課"):
            act()


def test_a_code_is_used_once_at_a_time(desk_officer):
    section("020")
    with pytest.raises(Refused, match="課コード"):
        section("020", "別の課")
    with pytest.raises(IntegrityError), transaction.atomic():
        Section.objects.create(code="020", name="別の課", since=TODAY)


def test_the_desk_moves_and_does_not_multiply(desk_officer):
    old = Section.objects.get(is_desk=True)
    new = section("050", "地域づくり課", is_desk=True)
    old.refresh_from_db()
    assert not old.is_desk
    assert queries.desk_section(AT) == new


def test_an_ended_section_hands_all_it_holds_to_its_successor(desk_officer, handovers):
    spring = date(2027, 4, 1)
    old, new = section("020", "環境課"), section("021", "環境共生課")
    holder = promoter(old)
    actions.end_section(old, on=spring, successor=new, by=desk_officer, at=AT)
    assert (old.until, old.successor) == (spring, new)
    assert Duty.objects.get(person=holder).until == spring
    assert handovers == [(old.subject, new.subject)]
    assert old in queries.sections_on(date(2027, 3, 31))
    assert old not in queries.sections_on(spring)
    assert list(new.section_set.all()) == [old]


def test_a_duty_that_would_begin_after_the_end_never_begins(desk_officer, handovers):
    old, who = section(), person()
    future = duty(who, "staff", old, since=date(2027, 5, 1))
    actions.end_section(old, on=date(2027, 4, 1), by=desk_officer, at=AT)
    future.refresh_from_db()
    assert future.until == future.since
    assert not Duty.objects.on(future.since).filter(pk=future.pk).exists()


def test_nobody_is_named_to_a_section_that_will_be_gone(desk_officer, handovers):
    old = section()
    actions.end_section(old, on=date(2027, 4, 1), by=desk_officer, at=AT)
    with pytest.raises(Refused, match="もうありません"):
        duty(person(), "staff", old, since=date(2027, 4, 1))


@pytest.mark.parametrize("wrong", ["ended before", "too early", "itself", "gone successor", "desk without successor"])
def test_an_end_that_makes_no_sense_is_refused(desk_officer, handovers, wrong):
    old, gone = section(), section("021", "別の課")
    actions.end_section(gone, on=date(2026, 6, 1), by=desk_officer, at=AT)
    desk = Section.objects.get(is_desk=True)
    on = old.since if wrong == "too early" else date(2027, 4, 1)
    successor = {"itself": old, "gone successor": gone}.get(wrong)
    it = {"ended before": gone, "desk without successor": desk}.get(wrong, old)
    with pytest.raises((Refused, IllegalMove)):
        actions.end_section(it, on=on, successor=successor, by=desk_officer, at=AT)


def test_a_ward_is_entered_once_and_corrected_by_its_code(desk_officer):
    first = actions.set_ward("01", {"name": "中央地区"}, by=desk_officer, at=AT)
    second = actions.set_ward("01", {"name": "中央", "kana": "チュウオウ"}, by=desk_officer, at=AT)
    assert first == second
    assert second.name == "中央"
