"""Pages and calendars of meetings: what the public sees, and how many questions a page asks."""

from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from icalendar import Calendar

from kyodo.deliberation.councils.actions import planning, writing
from kyodo.deliberation.councils.queries.meetings import meetings_touching
from tests import cast, given
from tests.cast import AT

from . import sessions
from .sessions import SOON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(monkeypatch, settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)


def _events(client, path):
    answer = client.get(path)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def test_a_calendar_tells_of_every_meeting_and_marks_what_was_called_off(client):
    term = sessions.a_term()
    first = sessions.a_noticed_meeting(term)
    second = sessions.a_meeting(term, starts_at=SOON + timedelta(days=30))
    planning.cancel(second, reason="大雨", by=cast.tanaka(), at=AT)
    events = {e["uid"].partition("@")[0]: e for e in _events(client, f"/councils/bodies/{term.body.ref}/calendar.ics")}
    assert {ref: str(e["status"]) for ref, e in events.items()} == {first.ref: "CONFIRMED", second.ref: "CANCELLED"}
    assert events[second.ref]["summary"].startswith("【中止】")
    assert "大雨" in events[second.ref]["description"]
    assert events[first.ref].decoded("dtstart") == first.starts_at
    assert int(events[second.ref]["sequence"]) == 1
    (one,) = _events(client, f"{first.get_absolute_url()}calendar.ics")
    assert one["location"] == "市役所3階 会議室"


@pytest.mark.parametrize(
    ("days", "noticed", "late"), [(8, False, False), (7, False, False), (6, False, True), (3, True, True)]
)
def test_everybody_sees_whether_the_notice_was_late(client, days, noticed, late):
    meeting = sessions.a_meeting(starts_at=AT + timedelta(days=days))
    sessions.an_item(meeting)
    if noticed:
        planning.notice(meeting, urgent_reason="大雨で堤が崩れたため", by=cast.tanaka(), at=AT)
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert ("告知の遅延" in page) == late
    assert ("大雨で堤が崩れたため" in page) == noticed


def test_late_minutes_say_so_to_everybody(client, monkeypatch):
    minutes = sessions.a_closed_meeting().minutes
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT + timedelta(days=90))
    assert "公表の遅延" in client.get(minutes.get_absolute_url()).content.decode()
    assert "会議録の公表が遅れています" in client.get("/councils/meetings/").content.decode()


def test_the_preview_of_a_series_shows_the_closed_days_and_stores_nothing(client, settings):
    term = sessions.a_term()
    client.force_login(cast.tanaka(), backend=settings.AUTHENTICATION_BACKENDS[0])
    sent = {
        "cadence": "weekly", "nth": "1", "weekday": "0", "first_0": "2026", "first_1": "7", "first_2": "1", "last_0": "2026",
        "last_1": "7", "last_2": "31", "starts": "14:00", "ends": "16:00", "place": "市役所", "observing": "first",
    }  # fmt: skip
    path = f"/councils/terms/{term.ref}/series/new/"
    names = {"year": "0", "month": "1", "day": "2"}
    sent |= {f"{field}_{name}": sent[f"{field}_{n}"] for field in ("first", "last") for name, n in names.items()}
    page = client.post(path, {**sent, "preview": "1"}).content.decode()
    assert page.count("閉庁日のため予定しません") == 1
    assert not term.meetings.exists()
    assert client.post(path, {**sent, "plan": "1"}).status_code == 302
    assert [one.day.day for one in term.meetings.order_by("starts_at")] == [6, 13, 27]


def _queries(client, django_assert_max_num_queries, path):
    client.get(path)  # whoever comes for the first time is asked a little more
    with django_assert_max_num_queries(100) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


@pytest.mark.parametrize("who", [None, cast.tanaka])
def test_an_agenda_asks_as_often_whatever_stands_on_it(client, settings, django_assert_max_num_queries, who):
    term = sessions.a_term()
    meeting = sessions.an_open_meeting(term)
    about = given.the_environment_section().subject

    def fill(n):
        for one in range(n):
            item = sessions.an_item(meeting, f"議題{one}", about=about, at=SOON)
            sessions.a_paper(meeting, item, at=SOON)
            sessions.homework(meeting, f"宿題{one}", item=item)

    if who:
        client.force_login(who(), backend=settings.AUTHENTICATION_BACKENDS[0])
    fill(1)
    few = _queries(client, django_assert_max_num_queries, meeting.get_absolute_url())
    fill(4)
    assert _queries(client, django_assert_max_num_queries, meeting.get_absolute_url()) == few


def test_lists_ask_as_often_whatever_they_hold(client, django_assert_max_num_queries):
    term = sessions.a_term()
    paths = (
        "/councils/meetings/", f"/councils/bodies/{term.body.ref}/meetings/", f"/councils/bodies/{term.body.ref}/minutes/"
    )  # fmt: skip
    sessions.published_minutes(sessions.a_closed_meeting(term))
    sessions.a_meeting(term, starts_at=SOON + timedelta(days=300))
    few = [_queries(client, django_assert_max_num_queries, path) for path in paths]
    for n in (1, 2, 3):
        sessions.published_minutes(sessions.a_closed_meeting(term, starts_at=SOON + timedelta(days=20 * n)))
        sessions.a_meeting(term, starts_at=SOON + timedelta(days=300 + n))
    assert [_queries(client, django_assert_max_num_queries, path) for path in paths] == few


def test_minutes_ask_as_often_however_long_they_are(client, django_assert_max_num_queries):
    short = sessions.published_minutes(sessions.a_closed_meeting())
    few = _queries(client, django_assert_max_num_queries, short.get_absolute_url())
    talk = "議題1\n" + "".join(f"○委員{n}　発言{n}。\n" for n in range(40))
    long = sessions.published_minutes(
        sessions.a_closed_meeting(sessions.a_term(sessions.a_body("森の会議"))), talk=talk
    )
    assert _queries(client, django_assert_max_num_queries, long.get_absolute_url()) == few


def test_a_panel_elsewhere_shows_where_an_object_was_talked_about(django_assert_num_queries):
    section = given.the_environment_section()
    term = sessions.a_term()
    for n in range(3):
        meeting = sessions.a_meeting(term, starts_at=SOON + timedelta(days=n))
        sessions.an_item(meeting, f"課の仕事{n}", about=section.subject)
    with django_assert_num_queries(2):
        touches = meetings_touching(section.subject)
        shown = render_to_string("councils/_touching.html", {"touches": touches})
    assert [touch.item.title for touch in touches] == ["課の仕事2", "課の仕事1", "課の仕事0"]
    assert shown.count("第1回") == 1
    assert meetings_touching("") == []


def test_an_item_is_about_what_was_found_by_its_title(as_):
    meeting = sessions.a_meeting()
    client, path = as_(cast.tanaka()), f"/councils/meetings/{meeting.ref}/items/new/"
    sent = {
        "submission_key": "c" * 32,
        "title": "会のあり方",
        "kind": "discussion",
        "about_words": meeting.body.name[:4],
    }
    looked = client.post(path, {**sent, "look-about": "1"})
    assert meeting.body.subject in looked.content.decode()
    assert not meeting.listings.exists()
    unknown = client.post(path, {**sent, "about": "councils.body/0000000000"})
    assert unknown.status_code == 422
    assert client.post(path, {**sent, "about": meeting.body.subject}).status_code == 302
    assert meeting.listings.get().item.about == meeting.body.subject
    assert f'href="{meeting.body.get_absolute_url()}"' in client.get(meeting.get_absolute_url()).content.decode()


def test_a_members_room_shows_the_papers_to_read_and_what_became_of_own_corrections(as_):
    minutes = sessions.minutes_in_round()
    line = minutes.lines.get(speaker="山田委員")
    at = SOON + timedelta(days=1)
    correction = writing.propose(line, after="草が腰まであります。", by=cast.taro(), at=at)
    writing.decline(correction, answer="録音のとおりです。", by=cast.tanaka(), at=at)
    coming = sessions.a_noticed_meeting(minutes.meeting.term, starts_at=SOON + timedelta(days=30))
    paper = sessions.a_paper(coming, coming.listings.get().item, title="次の会議の地図")
    shown = as_(cast.taro()).get("/councils/mine/").content.decode()
    for words in ("次の会議の地図", paper.file.get_absolute_url(), "草が腰まであります。", "録音のとおりです。"):
        assert words in shown
    others = as_(cast.jiro()).get("/councils/mine/").content.decode()
    assert "次の会議の地図" not in others
    assert "草が腰まであります。" not in others


def test_a_member_finds_from_today_the_minutes_that_wait_for_their_word(as_, monkeypatch):
    minutes = sessions.minutes_in_round()
    href, ask = f'href="{minutes.get_absolute_url()}"', "会議録をお確かめください"
    assert 'href="/councils/mine/"' in as_(cast.taro()).get("/today/").content.decode()
    room = as_(cast.taro()).get("/councils/mine/").content.decode()
    assert ask in room
    assert href in room.partition(ask)[2]
    outside = as_(cast.jiro())
    assert "/councils/mine/" not in outside.get("/today/").content.decode()
    assert ask not in outside.get("/councils/mine/").content.decode()
    monkeypatch.setattr("django.utils.timezone.now", lambda: SOON + timedelta(days=7))
    assert ask not in as_(cast.taro()).get("/councils/mine/").content.decode(), "the round is over"


def test_only_who_may_finish_homework_is_offered_to(as_):
    meeting = sessions.an_open_meeting()
    work = sessions.homework(meeting)
    offer = f"/councils/homework/{work.ref}/done/"
    pages = {who: as_(who).get(meeting.get_absolute_url()).content.decode() for who in (cast.taro(), cast.hanako())}
    assert [offer in page for page in pages.values()] == [True, False]
    assert all(work.text in page for page in pages.values())


def test_a_reason_is_asked_for_only_where_the_notice_is_late(as_):
    asked, term = [], sessions.a_term()
    for days in (30, 3):
        meeting = sessions.a_meeting(term, starts_at=AT + timedelta(days=days))
        asked.append("urgent_reason" in as_(cast.tanaka()).get(f"{meeting.get_absolute_url()}notice/").content.decode())
    assert asked == [False, True]


def test_every_act_is_answered_with_a_word(as_):
    meeting = sessions.an_open_meeting()
    item = meeting.listings.get().item
    said = {"text": "六月に刈る。", "grade": "consent", "dissents-TOTAL_FORMS": "0", "dissents-INITIAL_FORMS": "0"}
    path = f"{meeting.get_absolute_url()}items/{item.ref}/decide/"
    shown = as_(cast.tanaka()).post(path, said, follow=True).content.decode()
    assert "記録しました。" in shown
    assert "六月に刈る。" in shown
