"""What comes out of a meeting: decisions with dissent, homework with owner and date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.councils.models.agenda import Item, Position
from kyodo.deliberation.councils.models.meeting import Meeting
from kyodo.deliberation.councils.models.outcomes import ActionItem, Decision, Dissent
from kyodo.deliberation.councils.policies import meetings as may
from kyodo.deliberation.councils.queries.attending import is_joint, quorum
from kyodo.deliberation.councils.queries.meetings import is_open_to_mending
from kyodo.deliberation.councils.states.meetings import Grade, ItemState, MeetingState
from kyodo.kernel.access import BOTH_SIDES, Actor, Side, find
from kyodo.kernel.policy import Block, Blocked, IllegalMove, Refused
from kyodo.offices.city.queries import local_day
from kyodo.offices.desk import actions as desk
from kyodo.offices.journal.actions import record

from .agenda import settle


def decide(
    meeting: Meeting, *, item: Item, text: str, grade: str, in_favour: int | None = None, against: int | None = None,
    dissents: Iterable[Mapping[str, Any]] = (), ends_item: bool = True, by: Actor, at: datetime, key: str = "",
) -> Decision:  # fmt: skip
    """Write down a decision. Enough members must be there; a joint body hears both sides before it writes one text."""
    may.runs.require(by, meeting, at=at)
    with transaction.atomic():
        locked = Meeting.lock(meeting.pk)
        if locked.state != MeetingState.OPENED:
            raise IllegalMove(_("決定できるのは、開会中の会議だけです。"))
        if not locked.listings.filter(item=item, item__state=ItemState.OPEN).exists():
            raise Refused(_("この会議で扱っている議題を選んでください。"), field="item")
        if blocks := [*_too_few(locked), *_one_sided(locked, item)]:
            raise Blocked(blocks)
        if grade == Grade.MAJORITY:
            _votes_add_up(locked, in_favour, against)
        decision = Decision(
            meeting=locked, item=item, text=text, grade=grade, in_favour=in_favour, against=against, decided_at=at
        )
        record("decide", decision, by=by, at=at, detail={"grade": grade}, key=key)
        decision.save(force_insert=True)
        Dissent.objects.bulk_create(Dissent(decision=decision, **row) for row in dissents)
        if ends_item:
            settle(locked, item=item, how=str(_("決定")), by=by, at=at)
    return decision


def mend_decision(
    decision: Decision, *, text: str, grade: str, in_favour: int | None = None, against: int | None = None,
    dissents: Iterable[Mapping[str, Any]] = (), by: Actor, at: datetime,
) -> Decision:  # fmt: skip
    """決定の書き間違いを直す: while the minutes are open. What is fixed changes only with them."""
    may.runs.require(by, decision, at=at)
    with transaction.atomic():
        meeting, locked = Meeting.lock(decision.meeting_id), Decision.lock(decision.pk)
        if not is_open_to_mending(meeting):
            raise IllegalMove(_("会議録が確定しているため、直せません。先に会議録を書き直す状態に戻してください。"))
        if grade == Grade.MAJORITY:
            _votes_add_up(meeting, in_favour, against)
        locked.text, locked.grade, locked.in_favour, locked.against = text, grade, in_favour, against
        locked.save(update_fields=["text", "grade", "in_favour", "against"])
        locked.dissents.all().delete()
        Dissent.objects.bulk_create(Dissent(decision=locked, **row) for row in dissents)
        record("mend_decision", locked, by=by, at=at, detail={"grade": grade})
    decision.refresh_from_db()
    return decision


def _too_few(meeting: Meeting) -> list[Block]:
    """定足数."""
    there = quorum(meeting)
    mend = f"{meeting.get_absolute_url()}attendance/"
    if there is None:
        return [Block(_("出欠"), _("委員の出欠を先に記録してください。"), mend)]
    if not there.is_met:
        return [Block(_("定足数"), _("出席が定足数に足りないため、決定できません。"), mend)]
    return []


def _votes_add_up(meeting: Meeting, in_favour: int | None, against: int | None) -> None:
    """多数決: both numbers are known, and no more people voted than were there. What is voted down is a decision too."""
    if in_favour is None or against is None:
        raise Refused(_("多数決のときは、賛成と反対の数を入力してください。"), field="in_favour")
    there = quorum(meeting)
    if there and in_favour + against > there.all.there:
        sentence = _("賛成と反対を合わせた数が、出席した委員（%(there)d人）より多くなっています。")
        raise Refused(sentence % {"there": there.all.there}, field="against")


def _one_sided(meeting: Meeting, item: Item) -> list[Block]:
    """双方の考えが先: no joint text before both sides have stated their own."""
    if not is_joint(meeting):
        return []
    stated = set(Position.objects.filter(meeting=meeting, item=item).values_list("side", flat=True))
    return [
        Block(
            _("それぞれの考え"),
            _("%(side)sの考えがまだ書かれていません。") % {"side": side.label},
            meeting.get_absolute_url(),
        )
        for side in BOTH_SIDES
        if Side(side) not in stated
    ]


def set_homework(
    meeting: Meeting, *, text: str, owner: str, owner_name: str, due: date, item: Item | None = None, by: Actor, at: datetime,
    key: str = "",
) -> ActionItem:  # fmt: skip
    """Somebody takes something on until a day. It stands at the head of every agenda until it is done."""
    may.runs.require(by, meeting, at=at)
    if meeting.state not in (MeetingState.OPENED, MeetingState.CLOSED):
        raise IllegalMove(_("宿題は、開会してから決めます。"))
    if item and not meeting.listings.filter(item=item).exists():
        raise Refused(_("この会議の議題を選んでください。"), field="item")
    if due < local_day(at):
        raise Refused(_("期限には、今日以後の日を入力してください。"), field="due")
    if find(owner) is None:
        raise Refused(_("担当を選んでください。"), field="owner")
    with transaction.atomic():
        work = ActionItem(meeting=meeting, item=item, text=text, owner=owner, owner_name=owner_name, due=due, set_at=at)
        record("set_homework", work, by=by, at=at, detail={"due": due}, key=key)
        work.save(force_insert=True)
        desk.owe(work, what=str(work), holder=owner, due=due, at=at)
    return work


def mend_homework(
    work: ActionItem,
    *,
    text: str,
    owner: str,
    owner_name: str,
    due: date,
    item: Item | None = None,
    by: Actor,
    at: datetime,
) -> ActionItem:
    """宿題を直す: what, who, by when. A date that has passed stands: what is late is not made punctual afterwards."""
    may.runs.require(by, work, at=at)
    with transaction.atomic():
        locked, today = ActionItem.lock(work.pk), local_day(at)
        if locked.done_at:
            raise IllegalMove(_("この宿題は、もう済んでいます。"))
        if item and not work.meeting.listings.filter(item=item).exists():
            raise Refused(_("この会議の議題を選んでください。"), field="item")
        if due != locked.due and min(due, locked.due) < today:
            raise Refused(_("過ぎた期限は変えられません。新しい期限は、今日以後の日にしてください。"), field="due")
        if find(owner) is None:
            raise Refused(_("担当を選んでください。"), field="owner")
        locked.text, locked.owner, locked.owner_name, locked.due, locked.item = text, owner, owner_name, due, item
        locked.save(update_fields=["text", "owner", "owner_name", "due", "item"])
        record("mend_homework", locked, by=by, at=at, detail={"due": due})
        desk.settle(locked, by=by, at=at)
        desk.owe(locked, what=str(locked), holder=owner, due=due, at=at)
    work.refresh_from_db()
    return work


def finish_homework(work: ActionItem, *, result: str = "", by: Actor, at: datetime) -> ActionItem:
    """Say that it is done and what came out."""
    may.finishes.require(by, work, at=at)
    with transaction.atomic():
        locked = ActionItem.lock(work.pk)
        if locked.done_at:
            raise IllegalMove(_("この宿題は、もう済んでいます。"))
        locked.done_at, locked.done_on, locked.result = at, local_day(at), result
        locked.save(update_fields=["done_at", "done_on", "result"])
        desk.settle(locked, by=by, at=at)
        record("finish_homework", locked, by=by, at=at)
    work.refresh_from_db()
    return work
