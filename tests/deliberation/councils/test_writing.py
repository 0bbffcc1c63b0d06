"""Minutes: taking a transcript in and back, speakers, the members' round."""

from datetime import timedelta

import pytest

from kyodo.deliberation.councils.actions import outcomes, planning, writing
from kyodo.deliberation.councils.models import Correction
from kyodo.deliberation.councils.queries.minutes import compiled, speakers_of
from kyodo.kernel.policy import IllegalMove, NotAllowed, Refused
from kyodo.offices.desk.models import Task
from kyodo.offices.post.models import Message
from tests import cast

from . import sessions
from .sessions import SOON, TALK

pytestmark = pytest.mark.django_db


def _draft():
    return sessions.a_closed_meeting().minutes


def _take_in(minutes, text=TALK, *, by=None):
    return writing.take_in(minutes, name="記録.txt", text=text, by=by or cast.tanaka(), at=SOON)


def test_what_was_said_stands_under_its_item_with_its_speaker():
    minutes = _draft()
    _take_in(minutes)
    item = minutes.meeting.listings.get().item
    rows = [(line.speaker, line.said_by and line.said_by.name, line.item, line.text) for line in minutes.lines.all()]
    assert rows == [
        ("川辺会長", "川辺 花子", item, "始めます。"),
        ("山田委員", "山田 太郎", item, "草が高いです。"),
    ]


def test_one_fault_refuses_the_whole_and_names_its_paragraph():
    minutes = _draft()
    with pytest.raises(Refused, match="3段落目：議題9は、この会議の議題にありません"):
        _take_in(minutes, "○会長　はい。\n議題9\n○会長　次。\n")
    with pytest.raises(Refused, match="1段落目"):
        _take_in(minutes, "はじめに。\n○会長　はい。\n")
    assert not minutes.lines.exists()
    assert not minutes.transcripts.exists()


def test_the_same_transcript_is_not_taken_in_twice_but_again_after_it_was_taken_back():
    minutes = _draft()
    first = _take_in(minutes)
    with pytest.raises(Refused, match="もう取り込まれています"):
        _take_in(minutes)
    writing.undo(first, by=cast.tanaka(), at=SOON)
    assert not minutes.lines.exists()
    with pytest.raises(IllegalMove, match="もう取り消されて"):
        writing.undo(first, by=cast.tanaka(), at=SOON)
    _take_in(minutes)
    assert minutes.lines.count() == 2


@pytest.mark.parametrize("who", [cast.taro, cast.sato, cast.jiro, cast.visitor])
def test_only_who_runs_the_meeting_writes(who):
    with pytest.raises(NotAllowed):
        _take_in(_draft(), by=who())


def test_a_name_that_fits_two_members_is_left_to_people():
    term = sessions.a_term()
    sessions.seat(term, cast._person("山田 花江", "ヤマダ ハナエ", "hanae@example.jp"))
    minutes = sessions.a_closed_meeting(term).minutes
    _take_in(minutes)
    seats = {seat.name: seat for seat in term.members.all()}
    assert speakers_of(minutes) == [("川辺会長", seats["川辺 花子"].pk), ("山田委員", None)]
    named = writing.name_speakers(minutes, speakers={"山田委員": seats["山田 花江"]}, by=cast.tanaka(), at=SOON)
    assert named == 1
    assert minutes.lines.get(speaker="山田委員").said_by == seats["山田 花江"]


def test_a_member_of_another_body_is_no_speaker():
    minutes = _draft()
    _take_in(minutes)
    other = sessions.a_body("森の会議")
    term = sessions.a_term(other)
    with pytest.raises(Refused, match="委員から選んで"):
        writing.name_speakers(minutes, speakers={"山田委員": term.members.first()}, by=cast.tanaka(), at=SOON)


def test_minutes_owe_their_publication_and_are_late_the_day_after():
    minutes = _draft()
    task = Task.objects.open().get(subject_ref=minutes.subject)
    assert (task.due, task.holder) == (minutes.due_on, minutes.body.section.subject)
    assert minutes.due_on > minutes.meeting.day
    assert [minutes.is_late(minutes.due_on + timedelta(days=n)) for n in (0, 1)] == [False, True]
    published = sessions.published_minutes(minutes.meeting)
    assert not published.is_late(minutes.due_on + timedelta(days=99))
    assert not Task.objects.open().filter(subject_ref=minutes.subject).exists()


@pytest.mark.parametrize(("who", "day", "may"), [
    (cast.taro, 1, True), (cast.hanako, 1, True), (cast.taro, 5, True), (cast.taro, 6, False), (cast.jiro, 1, False),
    (cast.tanaka, 1, False), (cast.sato, 1, False),
])  # fmt: skip
def test_members_propose_corrections_while_the_round_lasts(who, day, may):
    minutes = sessions.minutes_in_round()
    line = minutes.lines.get(speaker="山田委員")
    at = SOON + timedelta(days=day)
    if may:
        assert writing.propose(line, after="草が腰まであります。", by=who(), at=at).before == "草が高いです。"
    else:
        with pytest.raises(NotAllowed):
            writing.propose(line, after="草が腰まであります。", by=who(), at=at)


def _proposed(after="草が腰まであります。"):
    line = sessions.minutes_in_round().lines.get(speaker="山田委員")
    return writing.propose(line, after=after, by=cast.taro(), at=SOON + timedelta(days=1))


def test_a_correction_that_is_taken_is_the_text():
    correction = writing.take(_proposed(), by=cast.tanaka(), at=SOON + timedelta(days=2))
    correction.line.refresh_from_db()
    assert correction.line.text == "草が腰まであります。"
    assert correction.answered_at


def test_of_two_corrections_of_one_place_the_second_is_not_taken_unseen():
    first = _proposed()
    second = writing.propose(first.line, after="草が胸まであります。", by=cast.hanako(), at=SOON + timedelta(days=1))
    writing.take(first, by=cast.tanaka(), at=SOON + timedelta(days=2))
    with pytest.raises(IllegalMove, match="文が変わりました"):
        writing.take(second, by=cast.tanaka(), at=SOON + timedelta(days=2))
    assert Correction.objects.get(pk=second.pk).state == "proposed"


def test_a_correction_that_is_declined_says_why_to_whoever_proposed_it():
    correction = _proposed()
    with pytest.raises(Refused, match="反映しない理由"):
        writing.decline(correction, answer="　", by=cast.tanaka(), at=SOON + timedelta(days=2))
    writing.decline(correction, answer="録音のとおりのため", by=cast.tanaka(), at=SOON + timedelta(days=2))
    assert correction.answer == "録音のとおりのため"
    assert Message.objects.filter(name="councils.answered", person=cast.taro()).exists()


def test_a_correction_that_changes_nothing_is_refused():
    with pytest.raises(Refused, match="同じ"):
        _proposed(" 草が高いです。 ")


def test_nobody_changes_minutes_behind_the_back_of_the_round():
    minutes = sessions.minutes_in_round()
    for act in (
        lambda: _take_in(minutes, "○会長　後から。\n"),
        lambda: writing.write_line(minutes.lines.get(speaker="山田委員"), text="変えた文", by=cast.tanaka(), at=SOON),
        lambda: writing.summarise(minutes, texts={}, edition="both", by=cast.tanaka(), at=SOON),
    ):
        with pytest.raises(IllegalMove, match="作成中の間だけ"):
            act()


def test_the_minutes_of_a_body_are_read_on_one_page_in_order():
    term = sessions.a_term()
    first = sessions.published_minutes(sessions.a_closed_meeting(term))
    second = sessions.published_minutes(sessions.a_closed_meeting(term, starts_at=SOON + timedelta(days=30)))
    assert list(compiled(term.body)) == [first, second]
    assert [line.text for line in getattr(compiled(term.body)[0], "shown")] == ["川辺の草刈りを話した。"]


def test_published_minutes_say_who_was_there_and_what_was_decided(client):
    meeting = sessions.an_open_meeting()
    listing = meeting.listings.get()
    dissent = [{"name": "", "text": "草は残したい。"}]
    outcomes.decide(
        meeting,
        item=listing.item,
        text="秋に刈る。",
        grade="consent",
        dissents=dissent,
        by=cast.tanaka(),
        at=meeting.starts_at,
    )
    closed = sessions.a_closed_item(meeting)
    outcomes.decide(
        meeting, item=closed, text=sessions.SECRET, grade="unanimous", by=cast.tanaka(), at=meeting.starts_at
    )
    planning.attend(
        meeting, presences=sessions.everybody(meeting) | {meeting.term.members.get(person=cast.taro()).pk: "absent"},
        observers=3, by=cast.tanaka(), at=meeting.starts_at,
    )  # fmt: skip
    planning.close(meeting, by=cast.tanaka(), at=meeting.ends_at)
    written = sessions.minutes_in_round(meeting)
    assert "秋に刈る。" not in client.get(written.get_absolute_url()).content.decode()
    after = meeting.ends_at + timedelta(days=6)
    writing.publish(writing.fix(written, by=cast.tanaka(), at=after), by=cast.tanaka(), at=after)
    shown = client.get(written.get_absolute_url()).content.decode()
    there, away = shown.partition("出席した委員")[2].split("欠席した委員")
    assert "川辺 花子" in there
    assert "山田 太郎" in away.partition("</dd>")[0]
    assert "秋に刈る。" in shown
    assert "草は残したい。" in shown
    assert sessions.SECRET not in shown
