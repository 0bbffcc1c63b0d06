"""事務局: a section, a body, a group or a person runs the meetings and reads what is closed; whoever gave it up does not."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.urls import reverse

from kyodo.commons.groups import actions as groups
from kyodo.commons.groups.actions import belonging
from kyodo.deliberation.councils.actions import agenda, bodies, chaining, planning
from kyodo.deliberation.councils.actions.forgetting import forget
from kyodo.deliberation.councils.models import Chain, Term
from kyodo.deliberation.councils.policies import meetings as may
from kyodo.deliberation.councils.queries import finding
from kyodo.deliberation.councils.queries.room import kept_about
from kyodo.kernel.policy import NotAllowed, Refused
from kyodo.offices.desk.models import Task
from kyodo.offices.papers.policies import may_read
from tests import cast, given
from tests.cast import AT

from . import founding, sessions

pytestmark = pytest.mark.django_db
TODAY = AT.date()


def served_by(body, thing, *, since=TODAY, by=None):
    """The body, served by another from now on; and everybody asked anew what they may do."""
    return bodies.name_secretariat(body, secretariat=thing.subject, since=since, by=by or cast.sato(), at=AT)


def may_serve(person, body):
    return bool(may.is_secretariat.check(person, Term(body=body), at=AT))


@pytest.fixture
def body():
    return founding.a_body()


@pytest.fixture
def group():
    return given.a_registered_group()


def test_the_section_serves_until_another_is_named(body):
    assert (body.server, body.served_by) == (body.section, body.section.subject)
    assert may_serve(cast.sato(), body)


def test_a_group_serves_by_those_who_speak_for_it_and_the_section_no_longer_does(body, group):
    jiro = cast.jiro()
    belonging.join(group, jiro, role="member", by=cast.hanako(), at=AT)
    jiro.forget_capacities()
    served_by(body, group)
    body.refresh_from_db()
    assert may_serve(cast.hanako(), body)
    assert not may_serve(jiro, body)
    assert not may_serve(cast.sato(), body)


def test_a_group_that_ended_its_registration_serves_no_more(body, group):
    served_by(body, group)
    body.refresh_from_db()
    groups.move("withdraw", group, reason="解散した", by=cast.hanako(), at=AT)
    cast.hanako().forget_capacities()
    assert not may_serve(cast.hanako(), body)


def test_closed_papers_are_for_the_secretariat_of_today_and_its_members_alone(group):
    meeting = sessions.a_meeting(sessions.a_term(seated=False))
    paper = sessions.a_paper(meeting, sessions.a_closed_item(meeting)).file
    people = (cast.suzuki(), cast.hanako(), cast.taro())
    assert [bool(may_read.check(who, paper, at=AT)) for who in people] == [True, False, False]
    served_by(meeting.body, group)
    assert [bool(may_read.check(who, paper, at=AT)) for who in people] == [False, True, False]


def test_what_the_one_before_still_owed_goes_over_and_the_new_one_runs_the_meeting(group):
    meeting = sessions.a_meeting(sessions.a_term(seated=False))
    item = sessions.an_item(meeting)
    sessions.a_paper(meeting, item)
    served_by(meeting.body, group)
    assert [task.holder for task in Task.objects.open().about(meeting.subject)] == [group.subject]
    meeting = type(meeting).objects.get(pk=meeting.pk)
    with pytest.raises(NotAllowed):
        planning.notice(meeting, by=cast.tanaka(), at=AT)
    item = agenda.set_openness(item, by=cast.hanako(), at=AT, **sessions.CLOSED)
    assert item.papers.get().file.disclosure == "parties"
    assert planning.notice(meeting, by=cast.hanako(), at=AT).state == "noticed"


def test_another_body_serves_through_its_members(body):
    other = founding.a_body("中間支援の会", kana="チュウカンシエンノカイ", kind="network")
    founding.a_seat(founding.a_term(other, 1, TODAY, event="会を閉じるとき"), cast.taro())
    cast.taro().forget_capacities()
    served_by(body, other)
    body.refresh_from_db()
    assert may_serve(cast.taro(), body)
    assert not may_serve(cast.hanako(), body)


def test_a_person_serves_by_name_is_told_so_and_the_section_takes_over_when_they_leave(body):
    term = founding.a_term(body, 1, TODAY, event="会を閉じるとき")
    founding.a_seat(term, cast.taro())
    served_by(body, cast.taro())
    body.refresh_from_db()
    assert may_serve(cast.taro(), body) is True
    assert {"name": body.name, "secretariat_since": TODAY} in kept_about(cast.taro())
    forget(cast.taro(), at=AT)
    body.refresh_from_db()
    assert (body.served_by, body.secretariat_since) == (body.section.subject, None)


def test_only_who_keeps_the_body_names_its_secretariat_and_only_whoever_is_there(body, group):
    with pytest.raises(NotAllowed):
        served_by(body, group, by=cast.hanako())
    for thing, since, field in (
        (given.a_draft_group(name="できたての会", by=cast.taro()), TODAY, "secretariat"),
        (cast.jiro(), TODAY, "secretariat"),
        (group, TODAY + timedelta(days=1), "since"),
        (group, body.since - timedelta(days=1), "since"),
    ):
        with pytest.raises(Refused) as refusal:
            served_by(body, thing, since=since)
        assert refusal.value.field == field


def test_a_paper_being_written_is_seen_by_the_secretariat_of_its_body(body, group):
    served_by(body, group)
    body.refresh_from_db()
    chain = chaining.begin_chain(
        kind="proposal", title="川の提言", section=body.section, body=body, began_on=TODAY, by=cast.hanako(), at=AT
    )
    seen = [set(Chain.objects.visible_to(who, at=AT)) for who in (cast.hanako(), cast.taro())]
    assert seen == [{chain}, set()]


def test_the_page_the_picture_and_the_file_name_it(body, group, as_, settings, monkeypatch):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    settings.FORM_MINIMUM_SECONDS = 0
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)
    page = reverse("councils:secretariat", args=[body.ref])
    clerk = as_(cast.sato())
    said = {"submission_key": "s" * 32, "secretariat": group.subject}
    day = {"since_year": str(TODAY.year), "since_month": str(TODAY.month), "since_day": str(TODAY.day)}
    assert group.name in clerk.get(page).content.decode()
    assert clerk.post(page, {**said, **day, "secretariat": "だれか"}).status_code == 422
    assert clerk.post(page, {**said, **day}).status_code == 302
    assert f">{group.name}</a>（" in clerk.get(body.get_absolute_url()).content.decode()
    ties = [(tie.start, tie.end) for tie in finding.picture(TODAY).ties]
    assert (group.name, body.name) in ties
    assert finding.picture(TODAY - timedelta(days=1)).ties == []
    rows = csv.DictReader(StringIO(clerk.get("/councils/statistics.csv").content.decode("utf-8-sig")))
    assert [(row["担当課"], row["事務局"]) for row in rows] == [(body.section.name, group.name)]
