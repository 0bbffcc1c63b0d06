"""What everybody reads of a member: chosen field by field, else as the way to the seat has it; the city reads all."""

from datetime import date

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from kyodo.deliberation.councils.actions import bodies, forgetting, planning, seating
from kyodo.deliberation.councils.models import Membership
from kyodo.deliberation.councils.queries import counting, room, standing
from kyodo.deliberation.councils.states.bodies import SHOWN_BY_ROUTE, AgeGroup, Route, Shown
from kyodo.kernel.policy import NotAllowed, Refused
from kyodo.offices.journal.models import Entry
from tests import cast, given
from tests.cast import AT

from . import sessions
from .founding import a_body, a_seat, a_term

pytestmark = pytest.mark.django_db
SPRING, NEXT = date(2026, 4, 1), date(2028, 3, 31)
HIDDEN = "伏見 さくら"
SAID = {"behalf": "花の会", "profession": "保育士"}


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def term():
    return a_term(a_body(), 1, SPRING, NEXT)


def shown_of(seat):
    return {field for field in Shown if getattr(seat, f"shows_{field}")}


def test_every_route_says_what_is_shown_unless_somebody_chose_otherwise(term):
    assert set(SHOWN_BY_ROUTE) == set(Route)
    for route, fields in SHOWN_BY_ROUTE.items():
        assert shown_of(a_seat(term, name=f"{route}の方", route=route, exception="試すため")) == set(fields)
    assert shown_of(a_seat(term, name="海野", shown=["profession"], exception="試すため")) == {"profession"}


def test_who_speaks_for_a_body_is_always_named(term):
    chair = a_seat(term, cast.hanako(), post="chair", shown=[])
    assert shown_of(chair) == {"name"}
    with pytest.raises(Refused) as refusal:
        seating.publish(chair, shown=["affiliation"], by=cast.sato(), at=AT)
    assert refusal.value.field == "shown"
    member = a_seat(term, name=HIDDEN, shown=[])
    with pytest.raises(Refused) as refusal:
        seating.give_post(member, post="deputy", by=cast.sato(), at=AT)
    assert refusal.value.field == "post"
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.filter(pk=member.pk).update(post="chair")


def test_the_choice_is_the_members_and_their_secretariats(term):
    seat = a_seat(term, cast.taro(), shown=["name"], **SAID)
    for by in (cast.taro(), cast.sato()):
        assert shown_of(seating.publish(seat, shown=["profession"], by=by, at=AT)) == {"profession"}
    assert Entry.objects.filter(act="choose_shown", subject=seat.subject).count() == 2
    for other in (cast.hanako(), cast.tanaka(), cast.visitor()):
        with pytest.raises(NotAllowed):
            seating.publish(seat, shown=["name"], by=other, at=AT)


def test_what_is_not_shown_is_read_by_those_inside_alone(term, client, as_):
    seat = a_seat(term, cast.taro(), route="recommended", shown=[], **SAID, exception="二人目のため。")
    words = (seat.name, *SAID.values())
    pages = [term.get_absolute_url(), term.body.get_absolute_url(), "/councils/statistics/", "/councils/"]
    for path in pages:
        text = client.get(path).content.decode()
        assert not [word for word in words if word in text], path
    assert "（氏名は非公開）" in client.get(term.get_absolute_url()).content.decode()
    for reader in (cast.taro(), cast.sato()):
        text = as_(reader).get(term.get_absolute_url()).content.decode()
        assert [word for word in words if word not in text] == []
        assert "公開しない：氏名・推薦した団体・所属・職業" in text


def test_a_member_who_is_not_named_stays_unnamed_at_meetings_and_in_minutes(client, as_):
    term = sessions.a_term()
    seat = term.members.get(person=cast.taro())
    seating.publish(seat, shown=[], by=cast.taro(), at=AT)
    minutes = sessions.published_minutes(sessions.a_closed_meeting(term))
    assert minutes.lines.filter(said_by=seat).exists()
    address = minutes.meeting.get_absolute_url()
    for path in (address, minutes.get_absolute_url()):
        assert "山田" not in client.get(path).content.decode(), path
        assert "山田" in as_(cast.hanako()).get(path).content.decode(), path


def test_homework_of_an_unnamed_member_names_nobody(as_):
    meeting = sessions.an_open_meeting()
    seating.publish(meeting.term.members.get(person=cast.taro()), shown=[], by=cast.taro(), at=AT)
    sent = {
        "submission_key": "h" * 32, "text": "草の背たけを測る", "owner": cast.taro().subject,
        "due_year": "2026", "due_month": "7", "due_day": "1",
    }  # fmt: skip
    answer = as_(cast.tanaka()).post(reverse("councils:set_homework", args=[meeting.ref]), sent)
    assert answer.status_code == 302, answer.context["form"].errors
    assert meeting.actions.get().owner_name == "（氏名は非公開）"
    planning.close(meeting, by=cast.tanaka(), at=meeting.ends_at)


def test_a_member_chooses_on_their_own_page(term, as_):
    seat = a_seat(term, cast.hanako(), **SAID)
    client, address = as_(cast.hanako()), reverse("councils:shown", args=[seat.ref])
    assert address in client.get("/councils/mine/").content.decode()
    assert client.post(address, {"submission_key": "s" * 32, "shown": ["affiliation"]}).status_code == 302
    seat.refresh_from_db()
    assert shown_of(seat) == {"affiliation"}
    assert as_(cast.taro()).get(address).status_code == 403


@pytest.mark.parametrize(("age", "group"), [(7, "10"), (18, "10"), (29, "20"), (30, "30"), (79, "70"), (101, "80")])
def test_an_age_belongs_to_one_group(age, group):
    assert AgeGroup.of(age) == group


def test_age_groups_are_counted_and_shown_nowhere_else(term, client):
    for n, group in enumerate(("30", "30", "60")):
        a_seat(term, name=f"委員{n}", age_group=group)
    a_seat(term, name="答えない方")
    day = AT.date()
    assert counting.totals(counting.statistics(day), day).ages == [("30代", 2), ("60代", 1)]
    assert "30代" not in client.get(term.get_absolute_url()).content.decode()


def test_who_leaves_is_forgotten_but_for_what_the_city_published(term):
    shown = a_seat(term, cast.hanako(), gender="w", age_group="40", **SAID)
    other = a_term(a_body("別の会議"), 1, SPRING, NEXT)
    hidden = a_seat(other, cast.hanako(), shown=[], **SAID)
    assert len(room.kept_about(cast.hanako())) == 2
    forgetting.forget(cast.hanako(), at=AT)
    for seat in (shown, hidden):
        seat.refresh_from_db()
    assert (shown.name, shown.behalf, shown.profession, shown.gender, shown.age_group) == ("川辺 花子", "", "", "", "")
    assert (hidden.name, hidden.behalf, hidden.profession) == ("退会した人", "", "")


def test_a_section_a_body_or_somebody_by_name_answers_between_two_terms(term, as_):
    network, clerk = a_body("連絡会", kind="network"), as_(cast.sato())
    member = a_seat(term, cast.hanako())
    a_seat(term, cast.taro(), shown=[])
    offered = {subject for _group, rows in standing.keepers(term.body, AT) for subject, _name in rows}
    assert {given.the_desk().subject, network.subject, cast.hanako().subject} <= offered
    assert cast.taro().subject not in offered, "whoever is not named cannot be the one to ask"
    address = reverse("councils:keeper", args=[term.ref])
    for n, (keeper, name) in enumerate(
        ((network.subject, "連絡会"), (cast.hanako().subject, member.name), (given.the_desk().subject, "市民協働課"))
    ):
        assert clerk.post(address, {"submission_key": f"{n}" * 32, "keeper": keeper}).status_code == 302
        facts = clerk.get(term.get_absolute_url()).content.decode().partition("次の期までの受け持ち")[2]
        assert name in facts
    assert clerk.post(address, {"submission_key": "9" * 32, "keeper": "people.person/nobody"}).status_code == 422
    bodies.end_term(term, on=AT.date(), because="終わった", by=cast.sato(), at=AT)
