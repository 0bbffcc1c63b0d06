"""Who owes what: as people read it on their page, in the inbox of a section, in the list of what is late."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.translation import gettext, gettext_lazy

from kyodo.kernel.access import Office, Visitor
from kyodo.offices.city.models import Section
from kyodo.offices.desk import actions, queries
from kyodo.offices.desk.models import Task
from kyodo.offices.journal.actions import record

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)  # a Monday


@pytest.fixture
def case(db):
    """Something that is worked on, here played by a section."""
    return Section.objects.create(code="90", name="川の清掃", since=date(2020, 4, 1))


@pytest.mark.parametrize(
    ("due", "left", "words"),
    [
        (None, None, "期限なし"),
        (date(2026, 6, 1), 0, "今日まで"),
        (date(2026, 6, 2), 1, "あと1開庁日"),
        (date(2026, 6, 8), 5, "あと5開庁日"),
        (date(2026, 6, 7), 4, "あと4開庁日"),
        (date(2026, 5, 29), -1, "1開庁日遅れ"),
        (date(2026, 5, 30), -1, "1開庁日遅れ"),
        (date(2026, 5, 22), -6, "6開庁日遅れ"),
    ],
)
def test_days_left_are_said_in_open_days(case, hanako, at, due, left, words):
    actions.owe(case, what="報告", holder=hanako.subject, due=due, at=at - timedelta(days=30))
    (line,) = queries.lines(Task.objects.all(), today=TODAY)
    assert (line.left, line.words, line.holder) == (left, words, "髙橋 花子")


def test_a_sunday_seen_from_saturday_is_not_today(case, hanako, at):
    actions.owe(case, what="報告", holder=hanako.subject, due=date(2026, 6, 7), at=at)
    (line,) = queries.lines(Task.objects.all(), today=date(2026, 6, 6))
    assert line.words == "あと1開庁日"


def test_a_page_of_the_day_shows_what_i_owe_what_others_owe_and_what_they_did(
    case, hanako, promoter, section, at, monkeypatch
):
    monkeypatch.setattr(Section, "tells_its_people", True)  # as a collaboration or a group does
    actions.owe(case, what="報告を出す", holder=hanako.subject, due=TODAY, at=at)
    actions.owe(case, what="返事をする", holder=section.subject, due=TODAY, at=at)
    actions.owe(section, what="よその件", holder=section.subject, due=TODAY, at=at)
    record("noted", case, by=promoter, at=at)
    record("noted", case, by=hanako, at=at)
    day = queries.today_of(hanako, at)
    assert [line.task.what for line in day.owed] == ["報告を出す"]
    assert [(line.task.what, line.holder) for line in day.awaited] == [("返事をする", "環境課")]
    assert [(news.last.acting_as, news.last.title) for news in day.news] == [("環境課 協働推進員", "川の清掃")]
    assert "環境 進" not in str(day.news)  # a name is the city's to know


def test_who_only_sent_something_in_is_not_told_of_the_inner_work_of_the_city(case, hanako, promoter, section, at):
    actions.owe(case, what="回答案を見る", holder=section.subject, due=TODAY, at=at)
    record("noted", case, by=hanako, at=at)
    record("reviewed", case, by=promoter, at=at, reason="これでよい")
    assert (queries.today_of(hanako, at).awaited, queries.today_of(hanako, at).news) == ([], [])
    seen_by_the_city = queries.today_of(promoter, at)
    assert [news.last.who for news in seen_by_the_city.news] == ["髙橋 花子"]


def test_what_happens_to_one_thing_on_one_day_is_one_line_with_the_last_act(case, hanako, promoter, section, at):
    actions.owe(case, what="見る", holder=section.subject, due=TODAY, at=at - timedelta(days=2))
    for days, act in ((1, "begun"), (1, "noted"), (0, "noted"), (0, "changed"), (0, "done")):
        record(act, case, by=hanako, at=at - timedelta(days=days))
    record("noted", section, by=hanako, at=at)  # nothing the reader had to do with
    told = [(news.last.at, news.others, news.last.home) for news in queries.today_of(promoter, at).news]
    assert told == [(at, 2, case.get_absolute_url()), (at - timedelta(days=1), 1, case.get_absolute_url())]


def test_what_one_person_did_alike_to_many_things_on_one_day_is_one_line(
    hanako, promoter, at, as_person, django_assert_num_queries
):
    def done(number, **by):
        for n in range(number):
            one = Section.objects.create(code=f"{Section.objects.count()}", name=f"事業{n}", since=TODAY)
            actions.owe(one, what="見る", holder=promoter.subject, due=TODAY, at=at - timedelta(days=2))
            record("noted", one, **by)

    done(3, by=hanako, at=at - timedelta(days=1))
    done(4, by=Visitor(), at=at)
    done(1, by=hanako, at=at)
    queries.today_of(promoter, at)  # what is asked once and kept is asked
    with CaptureQueriesContext(connection) as before:
        queries.today_of(promoter, at)
    done(16, by=hanako, at=at)
    with django_assert_num_queries(len(before)):
        queries.today_of(promoter, at)
    told = [(news.last.at, len(news.alike)) for news in queries.today_of(promoter, at).news]
    assert told == [(at, 17), *[(at, 0)] * 4, *[(at - timedelta(days=1), 0)] * 3]
    page = as_person(promoter).get("/today/").content.decode()
    assert f"{Section._meta.verbose_name} 17件：記録（令和8年（2026年）6月1日（月））" in page
    assert "事業15：記録" in page, "each of them is still there to open"


def test_tasks_are_read_under_what_is_late_near_and_far(case, hanako, at):
    for days in (-1, 0, 3, 60, None):
        due = None if days is None else TODAY + timedelta(days=days)
        actions.owe(case, what=f"{days}", holder=hanako.subject, due=due, at=at)
    found = queries.heaps(queries.today_of(hanako, at).owed)
    told = [(heap.nearness, [run.first.task.what for run in heap.runs]) for heap in found]
    assert told == [("late", ["-1"]), ("near", ["0", "3"]), ("far", ["60", "None"])]


def test_many_tasks_that_ask_for_the_same_are_one_line_where_the_first_of_them_stands(case, hanako, at):
    asked = [("見直す", 1), ("返事", 2), *(("見直す", n) for n in range(3, 6)), ("返事", 6)]
    for what, days in asked:
        actions.owe(case, what=what, holder=hanako.subject, due=TODAY + timedelta(days=days), at=at)
    (near,) = queries.heaps(queries.today_of(hanako, at).owed)
    assert [(run.first.task.what, len(run.lines)) for run in near.runs] == [("見直す", 4), ("返事", 1), ("返事", 1)]
    assert near.count == 6


def test_what_is_late_is_never_folded_away(case, hanako, at):
    for n in range(6):
        actions.owe(case, what="返事", holder=hanako.subject, due=TODAY - timedelta(days=n + 1), at=at)
    (late,) = queries.heaps(queries.today_of(hanako, at).owed)
    assert [len(run.lines) for run in late.runs] == [1] * 6


def test_an_officer_owes_what_their_section_owes(case, promoter, section, at):
    actions.owe(case, what="返事をする", holder=section.subject, due=TODAY, at=at)
    assert [line.task.what for line in queries.today_of(promoter, at).owed] == ["返事をする"]


def test_a_page_of_the_day_costs_the_same_however_much_is_owed(
    case, hanako, section, at, django_assert_max_num_queries
):
    for n in range(15):
        actions.owe(case, what=f"{n}", holder=hanako.subject, due=TODAY, at=at)
        actions.owe(case, what=f"{n}", holder=section.subject, due=TODAY, at=at)
    with django_assert_max_num_queries(17):
        queries.today_of(hanako, at)


def test_what_has_no_date_comes_last_and_the_latest_first(case, hanako, at):
    for due in (None, TODAY + timedelta(days=3), TODAY - timedelta(days=3)):
        actions.owe(case, what=str(due), holder=hanako.subject, due=due, at=at)
    assert [t.what for t in queries.owed_by(hanako, at)] == ["2026-05-29", "2026-06-04", "None"]


def test_the_desk_sees_everything_late_and_nothing_else(case, hanako, section, at):
    actions.owe(case, what="遅れ", holder=section.subject, due=TODAY - timedelta(days=1), at=at)
    actions.owe(case, what="今日", holder=section.subject, due=TODAY, at=at)
    actions.owe(case, what="済み", holder=hanako.subject, due=TODAY - timedelta(days=9), at=at)
    actions.settle(case, by=hanako, at=at, holder=hanako.subject)
    assert [t.what for t in queries.overdue(TODAY)] == ["遅れ"]
    assert [t.what for t in queries.settled_by(hanako.subject)] == ["済み"]


def test_a_task_is_kept_in_the_citys_words_and_read_in_the_readers(case, promoter, at):
    with translation.override("en"):
        task = actions.owe(
            case, what=gettext_lazy("種に最初のお返事をする"), holder=promoter.subject, due=None, at=at, kind="next"
        )
        assert task.what == "種に最初のお返事をする"
        assert task.said == gettext(task.what) != task.what


def test_what_people_owe_one_another_stays_in_their_own_words(case, promoter, at):
    with translation.override("en"):
        task = actions.owe(case, what="種", holder=promoter.subject, due=None, at=at)
        assert task.said == "種" != gettext("種")


def test_the_record_says_in_the_citys_words_what_somebody_acted_as(case, promoter, at):
    with translation.override("en"):
        entry = record("noted", case, by=promoter, at=at)
    assert entry.actor_as == "環境課 協働推進員"


def test_nobody_owes_nothing(at):
    assert list(queries.owed_by(Office(), at)) == list(queries.held_by()) == []


@pytest.mark.parametrize(
    ("due", "today", "then"),
    [
        (date(2026, 6, 8), TODAY, date(2026, 6, 5)),  # the Friday before a Monday
        (date(2026, 6, 2), TODAY, date(2026, 6, 3)),  # the day before is today: the next rung is the day after
        (date(2026, 6, 5), date(2026, 6, 4), date(2026, 6, 8)),
        (date(2026, 5, 29), TODAY, date(2026, 6, 8)),  # late already: five open days on
    ],
)
def test_the_next_rung_of_the_ladder_lies_after_today(db, due, today, then):
    assert queries.next_reminder(due, today=today) == then
