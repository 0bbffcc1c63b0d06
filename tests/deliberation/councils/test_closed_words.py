"""Closed words stay inside: whatever page, feed, letter, task or journal somebody outside asks for."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from kyodo.deliberation.councils.actions import agenda, outcomes, planning, seating, writing
from kyodo.deliberation.councils.models import ActionItem, Correction, Item, Line, Meeting, Membership
from kyodo.deliberation.councils.queries.meetings import meetings_touching
from kyodo.deliberation.councils.states.bodies import BodyKind
from kyodo.kernel.access import Side
from kyodo.offices.desk.models import Task
from kyodo.offices.journal.models import Entry
from kyodo.offices.papers.models import File
from kyodo.offices.papers.queries import reviewed_by
from kyodo.offices.post.models import Message
from tests import cast, given
from tests.cast import AT

from . import sessions
from .sessions import SECRET, SOON

pytestmark = pytest.mark.django_db
TALK = f"議題1\n○川辺会長　公の話。\n（ここから非公開）\n○山田委員　{SECRET}\n（ここまで非公開）\n議題2\n○川辺会長　{SECRET}\n"


@pytest.fixture
def meeting() -> Meeting:
    """Everything a meeting can hold, with the closed words in every place that may be closed; its minutes are published."""
    given.a_city()
    term = sessions.a_term()
    it = sessions.a_meeting(term)
    sessions.an_item(it)
    closed = sessions.an_item(
        it, "人の話", explanation=SECRET, about=given.the_environment_section().subject, **sessions.CLOSED
    )
    sessions.a_paper(it, closed, title=SECRET)
    planning.notice(it, by=cast.tanaka(), at=AT)
    planning.open_meeting(it, by=cast.tanaka(), at=SOON)
    planning.attend(it, presences=sessions.everybody(it), by=cast.tanaka(), at=SOON)
    words: dict[str, Any] = {
        "text": SECRET,
        "grade": "consent",
        "dissents": [{"name": "", "text": SECRET}],
        "ends_item": False,
    }
    outcomes.decide(it, item=closed, **words, by=cast.tanaka(), at=SOON)
    sessions.homework(it, SECRET, item=closed)
    agenda.settle(it, item=closed, how=SECRET, by=cast.tanaka(), at=SOON)
    planning.close(it, by=cast.tanaka(), at=it.ends_at)
    minutes = it.minutes
    writing.take_in(minutes, name="記録.txt", text=TALK, by=cast.tanaka(), at=SOON)
    texts = {
        listing.item_id: SECRET if listing.item.is_closed else "公の要点"
        for listing in it.listings.select_related("item")
    }
    writing.summarise(minutes, texts=texts, edition="both", by=cast.tanaka(), at=SOON)
    writing.send_round(minutes, until=SOON.date() + timedelta(days=2), by=cast.tanaka(), at=SOON)
    line = minutes.lines.get(speaker="山田委員")
    correction = writing.propose(line, after=SECRET + "。", note=SECRET, by=cast.taro(), at=SOON)
    writing.decline(correction, answer=SECRET, by=cast.tanaka(), at=SOON)
    after = SOON + timedelta(days=3)
    writing.fix(minutes, by=cast.tanaka(), at=after)
    writing.publish(minutes, by=cast.tanaka(), at=after)
    return it


def _addresses(meeting: Meeting) -> list[str]:
    body, here = meeting.body, [meeting.ref]
    names = (
        "meeting",
        "meeting_calendar",
        "minutes",
        "corrections",
        "speakers",
        "summary",
        "notice",
        "attendance",
        "set_homework",
    )
    paths = [reverse(f"councils:{name}", args=here) for name in names]
    paths += [
        reverse(f"councils:{name}", args=[body.ref])
        for name in ("body", "meetings_of_body", "compiled", "body_calendar")
    ]
    paths += [reverse(f"councils:{name}") for name in ("meetings", "index", "mine", "chains")]
    paths += [reverse("councils:line", args=[line.ref]) for line in Line.objects.all()]
    paths += [reverse("councils:propose_correction", args=[line.ref]) for line in Line.objects.all()]
    paths += [reverse("councils:decline_correction", args=[one.ref]) for one in Correction.objects.all()]
    paths += [reverse("councils:finish_homework", args=[one.ref]) for one in ActionItem.objects.all()]
    acts = ("openness", "add_paper", "position_on", "decide", "settle_item", "drop_item")
    paths += [reverse(f"councils:{act}", args=[meeting.ref, item.ref]) for act in acts for item in Item.objects.all()]
    return [*paths, *(paper.file.get_absolute_url() for paper in meeting.papers.all())]


def _whole(answer) -> bytes:
    """All of an answer; reading a file that was handed out to its end closes it."""
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_an_officer_who_may_not_open_a_closed_paper_decides_nothing_about_it(client, settings, meeting, monkeypatch):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    then = SOON + timedelta(days=3)
    monkeypatch.setattr("django.utils.timezone.now", lambda: then)
    seat, paper = Membership.objects.get(person=cast.nakano()), meeting.papers.get().file
    seating.leave(seat, on=SOON.date(), because="一身上の都合", by=cast.sato(), at=then)
    client.force_login(cast.nakano(), backend=settings.AUTHENTICATION_BACKENDS[0])
    for act in ("withdraw", "disclosure"):
        answer = client.get(f"{paper.get_absolute_url()}{act}/")
        assert answer.status_code == 403
        assert SECRET not in answer.content.decode()
    File.objects.update(review_on=AT.date())
    assert list(reviewed_by(cast.nakano(), then)) == []
    assert list(reviewed_by(cast.sato(), then)) == [paper]
    client.force_login(cast.sato(), backend=settings.AUTHENTICATION_BACKENDS[0])
    for act in (
        reverse("papers:review"),
        f"{paper.get_absolute_url()}withdraw/",
        f"{paper.get_absolute_url()}disclosure/",
    ):
        assert "公開していない文書" in client.get(act).content.decode()


@pytest.mark.parametrize("who", [None, cast.jiro, cast.sato])
def test_nobody_outside_meets_closed_words_on_any_page(who, client, settings, meeting, monkeypatch):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    monkeypatch.setattr("django.utils.timezone.now", lambda: SOON + timedelta(days=3))
    other = sessions.a_term(sessions.a_body("森の会議"))
    sessions.seat(other, cast.jiro())
    if who:
        client.force_login(who(), backend=settings.AUTHENTICATION_BACKENDS[0])
    seen = 0
    for path in _addresses(meeting):
        answer = client.get(path)
        assert answer.status_code < 500, path
        content = _whole(answer)
        assert SECRET not in content.decode("utf-8", "ignore"), path
        assert "草の背たけ" not in content.decode("utf-8", "ignore"), path
        seen += answer.status_code == 200
    assert seen >= 8


def test_the_public_reads_everything_that_is_open_and_that_something_is_withheld(client, meeting):
    page = client.get(meeting.get_absolute_url()).content.decode()
    for words in ("人の話", "個人に関する話が含まれるため", "情報公開条例第7条第1号", "公開していない資料が1件"):
        assert words in page
    minutes = client.get(meeting.minutes.get_absolute_url()).content.decode()
    for words in ("公の話。", "公の要点", "公表していない箇所が3か所"):
        assert words in minutes


@pytest.mark.parametrize("who", [cast.hanako, cast.taro, cast.tanaka])
def test_members_and_secretariat_read_all_of_it(who, client, settings, meeting, monkeypatch):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    monkeypatch.setattr("django.utils.timezone.now", lambda: SOON + timedelta(days=3))
    client.force_login(who(), backend=settings.AUTHENTICATION_BACKENDS[0])
    for path in (meeting.get_absolute_url(), meeting.minutes.get_absolute_url()):
        assert SECRET in client.get(path).content.decode()
    assert "草の背たけ" in _whole(client.get(meeting.papers.get().file.get_absolute_url())).decode()


def test_no_journal_letter_or_task_carries_closed_words(meeting):
    assert not [e for e in Entry.objects.all() if SECRET in e.detail or SECRET in e.reason]
    assert not [m for m in Message.objects.all() if SECRET in m.title + m.body]
    assert not [t for t in Task.objects.all() if SECRET in t.what + t.title]


def test_panels_elsewhere_tell_of_the_meeting_and_not_of_what_was_decided_behind_doors(meeting):
    (touch,) = meetings_touching(given.the_environment_section().subject)
    assert (touch.meeting, touch.item.title, touch.decisions) == (meeting, "人の話", ())


@pytest.mark.parametrize(
    ("state", "edition", "shown"),
    [("published", "both", (True, True)), ("published", "summary", (True, False)), ("published", "verbatim", (False, True)),
     ("fixed", "both", (False, False)), ("round", "both", (False, False))],
)  # fmt: skip
def test_the_public_reads_only_the_published_edition(client, state, edition, shown):
    minutes = sessions.published_minutes()
    type(minutes).objects.filter(pk=minutes.pk).update(state=state, edition=edition)
    page = client.get(minutes.get_absolute_url()).content.decode()
    assert ("川辺の草刈りを話した。" in page, "草が高いです。" in page) == shown


def test_what_one_side_thinks_is_hidden_from_everybody_else_until_both_have_spoken(client, settings, monkeypatch):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)
    meeting = sessions.a_noticed_meeting(sessions.a_term(kind=BodyKind.JOINT))
    item = meeting.listings.get().item
    agenda.state_position(meeting, item=item, side=Side.CITIZENS, text=SECRET, by=cast.hanako(), at=AT)
    for who, may in (
        (cast.taro, True),
        (cast.suzuki, False),
        (cast.nakano, False),
        (cast.tanaka, False),
        (None, False),
    ):
        if who:
            client.force_login(who(), backend=settings.AUTHENTICATION_BACKENDS[0])
        else:
            client.logout()
        assert (SECRET in client.get(meeting.get_absolute_url()).content.decode()) == may, who
    agenda.state_position(meeting, item=item, side=Side.CITY, text="市の考え", by=cast.suzuki(), at=AT)
    assert SECRET in client.get(meeting.get_absolute_url()).content.decode()


def test_an_agenda_names_no_object_of_which_the_reader_may_not_know(client, settings, monkeypatch):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)
    draft = given.a_draft_group(name=SECRET)
    meeting = sessions.a_meeting()
    sessions.an_item(meeting, "登録の相談", about=draft.subject)
    assert SECRET not in client.get(meeting.get_absolute_url()).content.decode()
    client.force_login(cast.hanako(), backend=settings.AUTHENTICATION_BACKENDS[0])
    assert SECRET in client.get(meeting.get_absolute_url()).content.decode()
