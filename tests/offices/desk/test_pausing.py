"""Reminders stop for a reason and until a day; what is late for long is public all the same."""

from datetime import date, timedelta

import pytest

from kyodo.kernel.policy import IllegalMove, NotAllowed, Refused
from kyodo.offices.city.models import Section
from kyodo.offices.desk import actions, queries
from kyodo.offices.desk.models import Task
from kyodo.offices.journal.models import Entry

pytestmark = pytest.mark.django_db
BECAUSE = "会長が入院中のため"


@pytest.fixture
def case(db, desk):
    return Section.objects.create(code="90", name="川の清掃", since=date(2020, 4, 1))


@pytest.fixture
def late(case, hanako, at):
    return actions.owe(case, what="報告", holder=hanako.subject, due=date(2026, 5, 29), at=at - timedelta(days=7))


def test_nobody_is_reminded_until_the_pause_is_over(late, clerk, at):
    until = date(2026, 6, 5)
    actions.pause(late, until=until, reason=BECAUSE, by=clerk, at=at)
    days = [n for n in range(9) if actions.remind(at + timedelta(days=n))]
    assert days == [7], "Monday 8 June, the first open day after the pause"
    late.refresh_from_db()
    assert (late.due, late.paused_until) == (date(2026, 5, 29), None)
    entry = Entry.objects.get(act="pause_reminders")
    assert (entry.subject, entry.reason) == (late.subject, BECAUSE)


def test_a_pause_is_taken_back(late, clerk, at):
    actions.pause(late, until=date(2026, 7, 1), reason=BECAUSE, by=clerk, at=at)
    actions.resume(late, by=clerk, at=at)
    assert actions.remind(at) == 1
    with pytest.raises(IllegalMove, match="止まっていません"):
        actions.resume(late, by=clerk, at=at)


@pytest.mark.parametrize("until", [date(2026, 5, 31), date(2026, 8, 1)])
def test_a_pause_has_an_end_within_the_citys_limit(late, clerk, at, until):
    with pytest.raises(Refused, match="60日以内"):
        actions.pause(late, until=until, reason=BECAUSE, by=clerk, at=at)


def test_a_pause_needs_a_reason_and_the_desk(late, clerk, promoter, hanako, at):
    with pytest.raises(Refused, match="理由"):
        actions.pause(late, until=date(2026, 6, 5), reason=" ", by=clerk, at=at)
    for person in (promoter, hanako):
        with pytest.raises(NotAllowed):
            actions.pause(late, until=date(2026, 6, 5), reason=BECAUSE, by=person, at=at)


def test_what_is_done_is_not_paused(late, case, hanako, clerk, at):
    actions.settle(case, by=hanako, at=at)
    with pytest.raises(IllegalMove, match="済んで"):
        actions.pause(late, until=date(2026, 6, 5), reason=BECAUSE, by=clerk, at=at)


def test_the_desk_pauses_and_goes_on_in_the_list_of_what_is_late(as_person, late, clerk, hanako, at, now):
    browser = as_person(clerk)
    url = f"/desk/tasks/{late.ref}/pause/"
    assert url in browser.get("/desk/overdue/").content.decode()
    wrong = browser.post(url, {"until_year": "2026", "until_month": "6", "until_day": "5", "reason": ""})
    assert wrong.status_code == 422
    sent = {"until_year": "令和8", "until_month": "6", "until_day": "5", "reason": BECAUSE}
    assert browser.post(url, sent)["Location"] == "/desk/overdue/"
    assert BECAUSE in browser.get("/desk/overdue/").content.decode()
    assert BECAUSE in as_person(hanako).get("/today/").content.decode()
    assert as_person(hanako).get(url).status_code == 403
    assert as_person(clerk).post(f"/desk/tasks/{late.ref}/resume/").status_code == 302
    assert Task.objects.get(pk=late.pk).paused_until is None


def test_the_desk_reads_in_its_own_language_what_the_program_asks_for_and_in_theirs_what_people_wrote(
    as_person, case, clerk, hanako, at, now
):
    told = {"holder": hanako.subject, "due": date(2026, 5, 1), "at": at}
    asked = actions.owe(case, what="会議の開催を告知する", kind="next", **told)
    actions.owe(case, what="会議の開催を告知する", **told)
    browser = as_person(clerk)
    for path, own in (("/desk/overdue/", 2), (f"/desk/tasks/{asked.ref}/pause/", 0)):
        page = browser.get(path, headers={"accept-language": "en"}).content.decode()
        assert "Give notice of a meeting" in page
        assert page.count("会議の開催を告知する") == own


def test_a_section_late_for_long_is_named_to_everybody_by_numbers_alone(client, city, case, section, clerk, at, now):
    old = {"holder": section.subject, "at": at - timedelta(days=90)}
    first = actions.owe(case, what="秘密の仕事", due=date(2026, 4, 1), **old)
    actions.owe(case, what="新しい仕事", due=date(2026, 5, 28), **old)
    assert "秘密の仕事" not in client.get("/desk/late/").content.decode()
    assert section.name in client.get("/desk/late/").content.decode()
    actions.pause(first, until=date(2026, 6, 5), reason=BECAUSE, by=clerk, at=at)
    (line,) = queries.long_late(date(2026, 6, 1))
    assert (line.section, line.count, line.paused) == (section, 1, 1)
    assert line.left < -20
    actions.settle(case, by=clerk, at=at)
    assert section.name not in client.get("/desk/late/").content.decode()


def test_the_public_line_costs_the_same_however_much_is_late(case, section, at, django_assert_num_queries):
    def owed(count):
        for _n in range(count):
            actions.owe(case, what="仕事", holder=section.subject, due=date(2026, 4, 1), at=at - timedelta(days=90))

    owed(1)
    queries.long_late(date(2026, 6, 1))
    owed(9)
    with django_assert_num_queries(5):
        assert queries.long_late(date(2026, 6, 1))[0].count == 10
