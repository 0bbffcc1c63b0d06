"""The agenda: raising items, opening and closing them to the public, papers, the views of the sides, ending items."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.councils.models.agenda import Item, Listing, Paper, Position
from kyodo.deliberation.councils.models.meeting import Meeting
from kyodo.deliberation.councils.policies import meetings as may
from kyodo.deliberation.councils.states.meetings import COMING, ItemState, MeetingState
from kyodo.deliberation.councils.workflow.meetings import ITEMS
from kyodo.kernel.access import BOTH_SIDES, Actor, find
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.offices.journal.actions import record
from kyodo.offices.papers import actions as papers
from kyodo.offices.papers.states import Disclosure

from .planning import carry, list_items

if TYPE_CHECKING:
    from kyodo.offices.papers.actions.storing import Upload

#: Meetings whose agenda may still grow: matters also come up in the session.
GROWING = (*COMING, MeetingState.OPENED)


def raise_item(
    meeting: Meeting, *, title: str, kind: str, about: str = "", explanation: str = "", is_closed: bool = False,
    closed_reason: str = "", closed_basis: str = "", by: Actor, at: datetime, key: str = "",
) -> Item:  # fmt: skip
    """Put a new matter on an agenda. It comes back until it is done."""
    may.runs.require(by, meeting, at=at)
    with transaction.atomic():
        locked = Meeting.lock(meeting.pk)
        if locked.state not in GROWING:
            raise IllegalMove(_("この会議には、もう議題を加えられません。"))
        _check_closed(is_closed, closed_reason, closed_basis)
        if about and find(about) is None:
            raise Refused(_("対象が見つかりません。もう一度さがしてください。"), field="about")
        item = Item(
            body=locked.body, title=title, kind=kind, about=about, explanation=explanation, is_closed=is_closed,
            closed_reason=closed_reason if is_closed else "", closed_basis=closed_basis if is_closed else "", raised_at=at,
        )  # fmt: skip
        ITEMS.begin(item, by=by, at=at, detail={"meeting": locked.subject, "closed": is_closed}, key=key)
        list_items(locked, [item], carried=False)
    return item


def _check_closed(is_closed: bool, reason: str, basis: str) -> None:
    if is_closed and not reason.strip():
        raise Refused(_("非公開にする理由を入力してください。"), field="closed_reason")
    if is_closed and not basis.strip():
        raise Refused(_("非公開にする根拠（条例・要綱の条項）を入力してください。"), field="closed_basis")


def set_openness(
    item: Item, *, is_closed: bool, closed_reason: str = "", closed_basis: str = "", by: Actor, at: datetime
) -> Item:
    """Open an item to the public or close it, with reason and basis. Its papers follow."""
    with transaction.atomic():
        locked = Item.lock(item.pk)
        may.runs.require(by, locked, at=at)
        _check_closed(is_closed, closed_reason, closed_basis)
        locked.is_closed = is_closed
        locked.closed_reason = closed_reason.strip() if is_closed else ""
        locked.closed_basis = closed_basis.strip() if is_closed else ""
        locked.save(update_fields=["is_closed", "closed_reason", "closed_basis"])
        for paper in locked.papers.select_related("file"):
            disclosure = Disclosure.PARTIES if is_closed else Disclosure.PUBLIC
            papers.disclose(
                paper.file, disclosure=disclosure, reason=locked.closed_reason, review_on=None, by=by, at=at
            )
        record("set_openness", locked, by=by, at=at, reason=locked.closed_reason, detail={"closed": is_closed})
    item.refresh_from_db()
    return item


def add_paper(
    meeting: Meeting, *, item: Item, title: str, file: Upload, by: Actor, at: datetime, key: str = ""
) -> Paper:
    """Lay a numbered paper before an item. Papers of closed items are for members and the secretariat."""
    may.runs.require(by, meeting, at=at)
    if not meeting.listings.filter(item=item).exists():
        raise Refused(_("この会議の議題を選んでください。"), field="item")
    disclosure = Disclosure.PARTIES if item.is_closed else Disclosure.PUBLIC
    with transaction.atomic():
        Meeting.lock(meeting.pk)
        stored = papers.store(
            file,
            item,
            disclosure=disclosure,
            reason=item.closed_reason,
            purpose=str(_("会議資料")),
            by=by,
            at=at,
            key=key,
        )
        last = meeting.papers.aggregate(n=Max("number"))["n"] or 0
        return Paper.objects.create(meeting=meeting, item=item, number=last + 1, title=title, file=stored)


def state_position(meeting: Meeting, *, item: Item, side: str, text: str, by: Actor, at: datetime) -> Position:
    """What one side thinks, in its own words. Nobody outside that side reads it before the other has spoken too."""
    own = may.side_in(by, meeting, at)
    if own != side and not may.is_secretariat.check(by, meeting, at=at):
        raise Refused(_("自分の側の考えだけを書けます。"), field="side")
    if side not in BOTH_SIDES:
        raise Refused(_("市民か行政のどちらかの側を選んでください。"), field="side")
    with transaction.atomic():
        locked = Meeting.lock(meeting.pk)
        if locked.state not in GROWING or not locked.listings.filter(item=item).exists():
            raise IllegalMove(_("考えを書けるのは、閉会するまでの間、この会議の議題についてです。"))
        if item.decisions.filter(meeting=meeting).exists():
            raise IllegalMove(_("共同の文が決まったあとは、側の考えを変えません。"))
        said = {"text": text, "stated_by": by.subject, "stated_at": at}
        position, _made = Position.objects.update_or_create(meeting=locked, item=item, side=side, defaults=said)
        record("state_position", position, by=by, at=at, detail={"side": side})
    return position


def settle(meeting: Meeting, *, item: Item, how: str = "", by: Actor, at: datetime) -> Item:
    """Say in the session that a matter is done; it stops coming back."""
    return _end("settle", meeting, item, how=how, by=by, at=at)


def drop(meeting: Meeting, *, item: Item, how: str, by: Actor, at: datetime) -> Item:
    """Take a matter off before it is done, with the reason."""
    if not how.strip():
        raise Refused(_("取り下げる理由を入力してください。"), field="how")
    return _end("drop", meeting, item, how=how, by=by, at=at)


def _end(move: str, meeting: Meeting, item: Item, *, how: str, by: Actor, at: datetime) -> Item:
    with transaction.atomic():
        locked = Meeting.lock(meeting.pk)
        if locked.state not in (MeetingState.OPENED, *COMING) or (
            move == "settle" and locked.state != MeetingState.OPENED
        ):
            raise IllegalMove(_("議題を終えられるのは、開会中の会議だけです。"))
        if not locked.listings.filter(item=item).exists():
            raise Refused(_("この会議の議題ではありません。"))
        Item.objects.filter(pk=item.pk, state=ItemState.OPEN).update(ended_in=locked, ended_how=how.strip())
        ITEMS.perform(move, item, by=by, at=at, detail={"meeting": locked.subject})
        # What it was carried to is free of it again; where it stood is history.
        Listing.objects.filter(item=item, meeting__state__in=COMING).exclude(meeting=locked).delete()
    return item


def reopen(item: Item, *, by: Actor, at: datetime) -> Item:
    """Take a matter up again: it stands on the next agenda."""
    with transaction.atomic():
        ITEMS.perform("reopen", item, by=by, at=at)
        Item.objects.filter(pk=item.pk).update(ended_in=None, ended_how="")
        carry(item.body)
    item.refresh_from_db()
    return item
