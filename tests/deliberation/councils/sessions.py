"""What a test of meetings starts from. Everything is made by calling actions.

環境課 serves 川のまちづくり会議: 花子 leads it, 太郎 sits for a group, 中野 knows the matter, 鈴木 sits for the city.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from kyodo.deliberation.councils.actions import agenda, bodies, outcomes, planning, seating, writing
from kyodo.deliberation.councils.models import ActionItem, Body, Item, Meeting, Membership, Minutes, Paper, Term
from kyodo.deliberation.councils.queries.attending import seats_of
from kyodo.deliberation.councils.states.bodies import BodyKind, Post, Route
from kyodo.deliberation.councils.states.meetings import ItemKind, Presence
from kyodo.offices.people.models import Person
from tests import cast, given
from tests.cast import AT
from tests.kept import keep

PLACE = planning.Where("市役所3階 会議室", capacity=10)
#: Words that stand behind closed doors.
SECRET = "非公開の伏せ言葉"
CLOSED: Mapping[str, Any] = {
    "is_closed": True, "closed_reason": "個人に関する話が含まれるため", "closed_basis": "情報公開条例第7条第1号"
}  # fmt: skip
SOON = AT + timedelta(days=14)


def a_body(name: str = "川のまちづくり会議", *, kind: str = BodyKind.OUTLINE, section: Any = None) -> Body:
    """A body that 環境課 serves."""
    return bodies.open_body(
        name=name, kana="カワノマチヅクリカイギ", kind=kind, basis="設置要綱", mandate="川と暮らしを話し合う。",
        section=section or given.the_environment_section(), since=date(2026, 4, 1), seats={}, by=cast.sato(), at=AT,
    )  # fmt: skip


def a_term(body: Body | None = None, *, kind: str = BodyKind.OUTLINE, seated: bool = True) -> Term:
    """Its first term with four members, two of them citizens; unless nobody sits in it yet."""
    body = body or a_body(kind=kind)
    keeper = body.section.subject
    term = bodies.begin_term(
        body, number=1, since=date(2026, 4, 1), until=date(2028, 3, 31), keeper=keeper, by=cast.sato(), at=AT
    )
    if not seated:
        return term
    for person, route, post in (
        (cast.hanako(), Route.PUBLIC, Post.CHAIR), (cast.taro(), Route.RECOMMENDED, Post.MEMBER),
        (cast.nakano(), Route.EXPERT, Post.DEPUTY), (cast.suzuki(), Route.OFFICER, Post.MEMBER),
    ):  # fmt: skip
        seat(term, person, route=route, post=post)
    return term


def seat(term: Term, person: Person, *, route: str = Route.PUBLIC, post: str = Post.MEMBER) -> Membership:
    """Somebody on a seat; the limits of the city are not what these tests ask about."""
    return seating.appoint(
        term, person=person, route=route, post=post, exception="会議の試験のため", by=cast.sato(), at=AT
    )


def a_meeting(term: Term | None = None, *, starts_at: datetime = SOON, at: datetime = AT, **said: Any) -> Meeting:
    """Planned two weeks ahead by the secretariat."""
    term = term or a_term()
    ends_at = starts_at + timedelta(hours=2)
    by = said.pop("by", cast.tanaka())
    return planning.plan(term, starts_at=starts_at, ends_at=ends_at, where=PLACE, by=by, at=at, **said)


def an_item(meeting: Meeting, title: str = "川辺の草刈り", *, at: datetime = AT, **said: Any) -> Item:
    """A matter on its agenda."""
    kind = said.pop("kind", ItemKind.DISCUSSION)
    return agenda.raise_item(meeting, title=title, kind=kind, by=said.pop("by", cast.tanaka()), at=at, **said)


def a_closed_item(meeting: Meeting, *, at: datetime = AT) -> Item:
    """A matter behind closed doors, with words that nobody outside may meet."""
    return an_item(meeting, "人の話", explanation=SECRET, at=at, **CLOSED)


def a_paper(meeting: Meeting, item: Item, *, title: str = "地図", at: datetime = AT) -> Paper:
    """A numbered paper before it."""
    file = SimpleUploadedFile("chizu.txt", "草の背たけ\n".encode(), content_type="text/plain")
    return agenda.add_paper(meeting, item=item, title=title, file=file, by=cast.tanaka(), at=at)


def a_noticed_meeting(term: Term | None = None, *, at: datetime = AT, **said: Any) -> Meeting:
    """Announced in time, with one matter."""
    meeting = a_meeting(term, at=at, **said)
    if not meeting.listings.exists():
        an_item(meeting, at=at)
    return planning.notice(meeting, by=cast.tanaka(), at=at)


def everybody(meeting: Meeting, presence: str = Presence.PRESENT) -> dict[int, str]:
    """All members there, or none."""
    return {seat.pk: presence for seat in seats_of(meeting)}


def an_open_meeting(term: Term | None = None, *, at: datetime = AT, **said: Any) -> Meeting:
    """In session, everybody there."""
    meeting = a_noticed_meeting(term, at=at, **said)
    planning.open_meeting(meeting, by=cast.tanaka(), at=meeting.starts_at)
    presences = everybody(meeting)
    return planning.attend(meeting, presences=presences, observers=3, by=cast.tanaka(), at=meeting.starts_at)


def a_closed_meeting(term: Term | None = None, *, at: datetime = AT, **said: Any) -> Meeting:
    """Over; what was not done went on."""
    meeting = an_open_meeting(term, at=at, **said)
    return planning.close(meeting, by=cast.tanaka(), at=meeting.ends_at)


def homework(meeting: Meeting, text: str = "草の背たけを測る", *, days: int = 10, **said: Any) -> ActionItem:
    """太郎 takes something on, or whoever is said."""
    said = {"owner": cast.taro().subject, "owner_name": "山田 太郎", **said}
    due = meeting.day + timedelta(days=days)
    return outcomes.set_homework(meeting, text=text, due=due, by=cast.tanaka(), at=meeting.starts_at, **said)


TALK = "議題1\n○川辺会長　始めます。\n○山田委員　草が高いです。\n"


def minutes_in_round(meeting: Meeting | None = None, *, talk: str = TALK) -> Minutes:
    """Written and before the members, until the 30th."""
    meeting = meeting or a_closed_meeting()
    minutes: Minutes = meeting.minutes
    at = meeting.ends_at
    writing.take_in(minutes, name="記録.txt", text=talk, by=cast.tanaka(), at=at)
    texts = {listing.item_id: f"{listing.item.title}を話した。" for listing in meeting.listings.all()}
    writing.summarise(minutes, texts=texts, edition="both", by=cast.tanaka(), at=at)
    return writing.send_round(minutes, until=meeting.day + timedelta(days=5), by=cast.tanaka(), at=at)


def published_minutes(meeting: Meeting | None = None, *, talk: str = TALK) -> Minutes:
    """Read, fixed, published."""
    minutes = minutes_in_round(meeting, talk=talk)
    after = minutes.meeting.ends_at + timedelta(days=6)
    writing.fix(minutes, by=cast.tanaka(), at=after)
    return writing.publish(minutes, by=cast.tanaka(), at=after)


keep(globals())
