"""Appointing and leaving: the city's limits are asked before, an exception needs a reason that everybody reads."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.councils.models import Membership, Term
from kyodo.deliberation.councils.models.seat import SIDES
from kyodo.deliberation.councils.policies import bodies as may
from kyodo.deliberation.councils.queries.candidates import nominee
from kyodo.deliberation.councils.queries.limits import Candidate, broken_by
from kyodo.deliberation.councils.states.bodies import SHOWN_BY_ROUTE, Post, Route, Shown
from kyodo.kernel.access import Actor, Side
from kyodo.kernel.policy import Block, Blocked, IllegalMove, Refused
from kyodo.offices.journal.actions import record
from kyodo.offices.people.models import Person


def appoint(
    term: Term, *, person: Person | None = None, name: str = "", route: str, post: str = Post.MEMBER, behalf: str = "",
    profession: str = "", shown: Collection[str] | None = None, since: date | None = None, until: date | None = None,
    gender: str = "", age_group: str = "", exception: str = "", chosen_from: str = "", by: Actor, at: datetime, key: str = "",
) -> Membership:  # fmt: skip
    """任命する. Raises Blocked with every limit of the city that it would break, unless an exception gives the reason.

    `shown` names what everybody reads of them; without it the route decides. `chosen_from` is the application or the
    invitation out of which they come.
    """
    may.keeps.require(by, term.body, at=at)
    since = since or term.since
    if chosen_from and nominee(chosen_from, by, at=at) is None:
        raise Refused(_("応募または招待の候補者が見つかりません。"))
    with transaction.atomic():
        term = Term.lock(term.pk)
        name = person.name if person else name.strip()
        _refuse_wrong(term, person=person, name=name, post=post, since=since, until=until)
        broken = broken_by(Candidate(term, person, route, since, until, gender))
        if broken and not exception.strip():
            ask = _("それでも任命するときは、例外とする理由を入力してください。理由は公開されます。")
            raise Blocked([*(Block(_("委員の選任の決まり"), it.sentence) for it in broken), Block(_("例外"), str(ask))])
        membership = Membership(
            term=term, person=person, name=name, route=route, side=SIDES.get(Route(route), Side.CITIZENS), post=post,
            behalf=behalf, profession=profession, nth=_nth(term, person, name), since=since, until=until or term.last_day,
            gender=gender, age_group=age_group, chosen_from=chosen_from, exception=exception if broken else "",
            broken_rules=[it.key for it in broken],
        )  # fmt: skip
        _show(membership, SHOWN_BY_ROUTE[Route(route)] if shown is None else shown)
        record("appoint", membership, by=by, at=at, reason=membership.exception, key=key)
        membership.save(force_insert=True)
    if person:
        person.forget_capacities()
    return membership


def _show(membership: Membership, shown: Collection[str]) -> None:
    """Whoever speaks for the body is named, whatever was chosen."""
    if membership.post != Post.MEMBER:
        shown = {*shown, Shown.NAME}
    for field in Shown:
        setattr(membership, f"shows_{field}", field in shown)


def publish(membership: Membership, *, shown: Collection[str], by: Actor, at: datetime) -> Membership:
    """名簿に載せるものを決める: the member themselves, or who keeps the body for them."""
    may.chooses_what_is_shown.require(by, membership, at=at)
    with transaction.atomic():
        membership = Membership.lock(membership.pk)
        if membership.post != Post.MEMBER and Shown.NAME not in shown:
            raise Refused(_("会長と副会長の氏名は公開します。"), field="shown")
        _show(membership, shown)
        membership.save(update_fields=[f"shows_{field}" for field in Shown])
        record("choose_shown", membership, by=by, at=at, detail={"shown": sorted(shown)})
    return membership


def _refuse_wrong(term: Term, *, person: Person | None, name: str, post: str, since: date, until: date | None) -> None:
    if not name:
        raise Refused(_("氏名を入力するか、人を選んでください。"), field="name")
    if not term.runs_on(since):
        raise Refused(_("就任日は、期のあいだの日にしてください。"), field="since")
    if until is not None and (until < since or not term.runs_on(until)):
        raise Refused(_("退任日は、就任日から期の終わりまでの日にしてください。"), field="until")
    sitting = term.members.filter(left_because="")
    if person and sitting.filter(person=person).exists():
        raise Refused(_("この方はすでに委員です。"), field="person")
    if post == Post.CHAIR and sitting.filter(post=post).exists():
        raise Refused(_("会長はすでにいます。交代するときは、先に今の会長の役を解いてください。"), field="post")


def _nth(term: Term, person: Person | None, name: str) -> int:
    """Which term of theirs in this body it is; one without a record is known by name only."""
    same = Q(person=person) if person else Q(person=None, name=name)
    held = Membership.objects.filter(same, term__body=term.body, term__since__lt=term.since)
    return held.values("term").distinct().count() + 1


def leave(membership: Membership, *, on: date, because: str, by: Actor, at: datetime) -> Membership:
    """退任する, with the reason; the row stays, another may take the seat."""
    may.keeps.require(by, membership.term.body, at=at)
    with transaction.atomic():
        membership = Membership.lock(membership.pk)
        if membership.left_because or (membership.until is not None and membership.until < on):
            raise IllegalMove(_("この方はすでに退任しています。"))
        if on < membership.since:
            raise Refused(_("就任日より前の日は選べません。"), field="on")
        membership.until, membership.left_because = on, because
        membership.save(update_fields=["until", "left_because"])
        record("leave_seat", membership, by=by, at=at, reason=because)
    if membership.person:
        membership.person.forget_capacities()
    return membership


def give_post(membership: Membership, *, post: str, by: Actor, at: datetime) -> Membership:
    """役職を決める: 会長 and 副会長 are chosen by the members at a meeting and written down here."""
    may.keeps.require(by, membership.term.body, at=at)
    with transaction.atomic():
        membership = Membership.lock(membership.pk)
        others = membership.term.members.filter(post=Post.CHAIR, left_because="").exclude(pk=membership.pk)
        if post == Post.CHAIR and others.exists():
            raise Refused(_("会長はすでにいます。交代するときは、先に今の会長の役を解いてください。"), field="post")
        if post != Post.MEMBER and not membership.shows_name:
            raise Refused(_("会長と副会長の氏名は公開します。先に、名簿に載せるものを改めてください。"), field="post")
        before, membership.post = membership.post, post
        membership.save(update_fields=["post"])
        record("give_post", membership, by=by, at=at, detail={"from": before, "to": post})
    if membership.person:
        membership.person.forget_capacities()
    return membership
