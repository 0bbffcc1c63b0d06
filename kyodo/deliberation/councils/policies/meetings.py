"""Who may do what with meetings, minutes and chains, and what must hold before a move."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.councils.models.agenda import Item
from kyodo.deliberation.councils.models.body import Body
from kyodo.deliberation.councils.models.chain import Chain, Hop
from kyodo.deliberation.councils.models.meeting import Meeting
from kyodo.deliberation.councils.models.minutes import Correction, Minutes
from kyodo.deliberation.councils.states.bodies import Post
from kyodo.deliberation.councils.states.meetings import CorrectionState, Edition, MeetingState, MinutesState
from kyodo.deliberation.councils.terms.meetings import NOTICE_DAYS
from kyodo.kernel.access import Actor, Side, acts_for
from kyodo.kernel.calendar import era_date
from kyodo.kernel.policy import Block, policy
from kyodo.offices.city.policies import is_desk
from kyodo.offices.city.queries import local_day, number


def roles_in(actor: Actor, thing: Any, at: datetime) -> frozenset[str]:
    """The roles the actor holds in the body of a thing."""
    return frozenset(c.role for c in actor.capacities(at) if c.ref == thing.body.subject)


def staffs(actor: Actor, section: str, at: datetime) -> bool:
    """Whether the actor acts for a section; auditors only look, and a coordinator is on neither side."""
    return acts_for(actor, {section}, at)


@policy(_("この会議体の事務局だけができます。"))
def is_secretariat(actor: Actor, thing: Any, at: datetime) -> bool:
    body: Body = thing.body
    return body.is_served_by(actor, at)


@policy(_("この会議体の会長（座長）だけができます。"))
def is_chair(actor: Actor, thing: Any, at: datetime) -> bool:
    return Post.CHAIR in roles_in(actor, thing, at)


@policy(_("この会議体の委員だけができます。"))
def is_member(actor: Actor, thing: Any, at: datetime) -> bool:
    return bool(roles_in(actor, thing, at))


#: 会議を運ぶ: the secretariat, or the chair.
runs = is_secretariat | is_chair
#: 会議の内側: whoever reads drafts and closed parts.
is_inside = is_member | is_secretariat


def side_in(actor: Actor, thing: Any, at: datetime) -> Side | None:
    """The side on which the actor sits in the body, None outside it."""
    return next((c.side for c in actor.capacities(at) if c.ref == thing.body.subject), None)


@policy(_("引き受けた人か、この会議体の事務局だけができます。"))
def owns(actor: Actor, action: Any, at: datetime) -> bool:
    return acts_for(actor, [action.owner], at)


finishes = owns | is_secretariat


@policy(_("このやりとりの担当課か、会議体の事務局だけができます。"))
def keeps_chain(actor: Actor, chain: Chain, at: datetime) -> bool:
    body = chain.body
    if staffs(actor, chain.section.subject, at):
        return True
    return body is not None and (body.is_served_by(actor, at) or Post.CHAIR in roles_in(actor, chain, at))


@policy(_("受け取る側か、このやりとりの担当課だけができます。"))
def takes(actor: Actor, hop: Hop, at: datetime) -> bool:
    taker = bool(hop.taker_ref) and acts_for(actor, [hop.taker_ref], at)
    return taker or bool(keeps_chain.check(actor, hop.chain, at=at) or is_desk.check(actor, hop, at=at))


def has_agenda(meeting: Meeting, at: datetime) -> Sequence[Block]:
    """The notice says what will be talked about."""
    if meeting.listings.exists():
        return []
    return [Block(_("議題"), _("議題がまだありません。告知には議題が必要です。"), meeting.get_absolute_url())]


def notice_is_in_time(meeting: Meeting, at: datetime) -> Sequence[Block]:
    """告知の期限: so many days before; later only with the reason why it is urgent, which is shown."""
    due = meeting.notice_due(number(NOTICE_DAYS))
    if local_day(at) <= due or meeting.urgent_reason.strip():
        return []
    sentence = _("告知の期限（%(day)s）を過ぎています。急いで開く理由を入力してください。理由は公開されます。")
    return [Block(_("告知の期限"), sentence % {"day": era_date(due)}, f"{meeting.get_absolute_url()}notice/")]


def day_has_come(meeting: Meeting, at: datetime) -> Sequence[Block]:
    """A meeting opens on its day, not before."""
    if local_day(at) >= meeting.day:
        return []
    return [
        Block(
            _("開催日"),
            _("開催日（%(day)s）になっていません。") % {"day": era_date(meeting.day)},
            meeting.get_absolute_url(),
        )
    ]


def attendance_is_known(meeting: Meeting, at: datetime) -> Sequence[Block]:
    """Who was there is written down before the meeting closes."""
    if meeting.attendance.exists():
        return []
    return [Block(_("出欠"), _("委員の出欠を記録してください。"), f"{meeting.get_absolute_url()}attendance/")]


def has_words(minutes: Minutes, at: datetime) -> Sequence[Block]:
    """The versions that will be published are there."""
    mend = minutes.get_absolute_url()
    blocks = []
    if minutes.edition != Edition.VERBATIM and not minutes.lines.filter(is_summary=True).exists():
        blocks.append(Block(_("要点"), _("要点がまだありません。"), f"{mend}summary/"))
    if minutes.edition != Edition.SUMMARY and not minutes.lines.filter(is_summary=False).exists():
        blocks.append(Block(_("全文"), _("全文がまだありません。"), f"{mend}import/"))
    return blocks


def meeting_is_closed(minutes: Minutes, at: datetime) -> Sequence[Block]:
    """Nobody confirms what has not yet been said."""
    if minutes.meeting.state == MeetingState.CLOSED:
        return []
    return [Block(_("閉会"), _("会議がまだ閉会していません。"), minutes.meeting.get_absolute_url())]


def round_is_over(minutes: Minutes, at: datetime) -> Sequence[Block]:
    """Members had their time."""
    if minutes.round_until is None or local_day(at) > minutes.round_until:
        return []
    sentence = _("委員の確認は%(day)sまでです。その翌日から確定できます。") % {"day": era_date(minutes.round_until)}
    return [Block(_("委員の確認"), sentence, minutes.get_absolute_url())]


def corrections_are_answered(minutes: Minutes, at: datetime) -> Sequence[Block]:
    """Every correction that a member proposed was taken or declined."""
    waiting = Correction.objects.filter(line__minutes=minutes, state=CorrectionState.PROPOSED).count()
    if not waiting:
        return []
    sentence = _("答えていない修正の申し出が%(count)d件あります。") % {"count": waiting}
    return [Block(_("修正の申し出"), sentence, f"{minutes.get_absolute_url()}corrections/")]


@policy(_("修正を申し出られるのは、委員の確認の期間だけです。"))
def is_in_round(actor: Actor, minutes: Minutes, at: datetime) -> bool:
    return (
        minutes.state == MinutesState.ROUND and minutes.round_until is not None and local_day(at) <= minutes.round_until
    )


#: 修正を申し出る: members, while the round lasts.
proposes = is_member & is_in_round


def sees_item(item: Item | None, *, inside: bool) -> bool:
    """Whether what belongs to an item may be read."""
    return inside or item is None or not item.is_closed
