"""変更案: a side writes in its own copy, proposes, and the other side accepts, returns or answers with its own."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.agreements.models import (
    Agreement,
    Change,
    Confirmation,
    Difference,
    GoalText,
    WorkingCopy,
    plain,
    read_section,
    seal,
)
from kyodo.cycle.agreements.states import ChangeState, Ending, Section, State
from kyodo.cycle.agreements.workflow import CHANGES
from kyodo.kernel.access import Actor, Side
from kyodo.kernel.policy import Refused

from .holding import hold, require_inherited, require_side, require_state
from .reconciling import reconcile_if_ended
from .wording import LONG, check_section


def edit(agreement: Agreement, section: str, value: Any, *, by: Actor, at: datetime) -> WorkingCopy:
    """Keep a section as one side is rewriting it. Nobody but that side sees it."""
    check_section(Section(section), value, empty=True)
    with transaction.atomic():
        held = hold(agreement)
        require_state(held, State.DRAFTING, at=at)
        side = require_side(held, by=by, at=at)
        require_inherited(held, section, value, at=at)
        return _keep(held, section, plain(value), side=side, by=by, at=at)


def discard(agreement: Agreement, section: str, *, by: Actor, at: datetime) -> None:
    """Throw one's own working copy away."""
    side = require_side(agreement, by=by, at=at)
    WorkingCopy.objects.filter(agreement=agreement, side=side, section=section).delete()


def propose(
    agreement: Agreement, section: str, *, seen: str, note: str = "", by: Actor, at: datetime, key: str = ""
) -> Change:
    """Lay one's working copy before the other side. If theirs lies open already, this answers it.

    `seen` is the seal of the joint section the writer compared with: nobody writes over words they have not read.
    """
    with transaction.atomic():
        held = hold(agreement, key=key)
        require_state(held, State.DRAFTING, at=at)
        side = require_side(held, by=by, at=at)
        copy = WorkingCopy.objects.filter(agreement=held, side=side, section=section).first()
        if copy is None:
            raise Refused(_("この部分には、手元の案がまだありません。"))
        now = held.text.section(section)
        if seen != seal(now):
            raise Refused(
                _("書いているあいだに本文が変わりました。いまの本文との違いを確かめてから、もう一度提案してください。")
            )
        if copy.value == now:
            raise Refused(_("本文から変わったところがありません。"))
        check_section(Section(section), copy.value)
        require_inherited(held, section, copy.value, at=at)
        change = Change(agreement=held, section=section, before=plain(now), after=copy.content)
        _lay_open(change, held.changes.filter(section=section), side=side, note=note, by=by, at=at, key=key)
        copy.delete()
    return change


def end_difference(
    difference: Difference, *, ending: str, wording: str | GoalText | None = None, because: str = "",
    note: str = "", by: Actor, at: datetime, key: str = "",
) -> Change:  # fmt: skip
    """Propose how a difference ends: in common words, or kept with its reason."""
    after = {"ending": Ending(ending), "wording": plain(wording), "because": because.strip()}
    _check_ending(difference, ending, wording, because)
    with transaction.atomic():
        held = hold(difference.agreement, key=key)
        require_state(held, State.RECONCILING, at=at)
        side = require_side(held, by=by, at=at)
        difference.refresh_from_db()
        if difference.ending:
            raise Refused(_("この違いの話し合いは、もう終わっています。"))
        change = Change(agreement=held, difference=difference, after=after)
        _lay_open(change, difference.changes.all(), side=side, note=note, by=by, at=at, key=key)
    return change


def counter(change: Change, *, by: Actor, at: datetime) -> WorkingCopy:
    """直して返す: take the other side's open proposal into one's own copy, to mend and propose in its place."""
    with transaction.atomic():
        held = hold(change.agreement)
        if not (verdict := CHANGES.verdict("send_back", by, change, at=at)):
            raise Refused(verdict.reason)
        return _keep(held, change.section, change.after, side=require_side(held, by=by, at=at), by=by, at=at)


def accept(change: Change, *, by: Actor, at: datetime, key: str = "") -> Change:
    """Accept the other side's proposal: the joint text takes its words and every confirmation becomes void."""
    with transaction.atomic():
        held = hold(change.agreement, key=key)
        CHANGES.perform("accept", change, by=by, at=at, key=key)
        _answered(change, "", by=by, at=at)
        if change.difference is not None:
            _end(change.difference, change.after, at=at)
            reconcile_if_ended(held, by=by, at=at)
        else:
            _apply(held, change, at=at)
    change.refresh_from_db()
    return change


def send_back(change: Change, *, answer: str, by: Actor, at: datetime, key: str = "") -> Change:
    """Return a proposal with one's reasons. The joint text stays as it is."""
    if not answer.strip():
        raise Refused(_("返す理由を書いてください。相手が次の案を考える手がかりになります。"), field="answer")
    with transaction.atomic():
        hold(change.agreement, key=key)
        CHANGES.perform("send_back", change, by=by, at=at, key=key)
        _answered(change, answer, by=by, at=at)
    change.refresh_from_db()
    return change


def withdraw(change: Change, *, by: Actor, at: datetime, key: str = "") -> Change:
    """Take one's own proposal back before it is answered."""
    with transaction.atomic():
        hold(change.agreement, key=key)
        CHANGES.perform("withdraw", change, by=by, at=at, key=key)
    return change


def _lay_open(
    change: Change, rivals: QuerySet[Change], *, side: Side, note: str, by: Actor, at: datetime, key: str
) -> None:
    if len(note) > LONG:
        raise Refused(_("理由は%(n)s文字までです。") % {"n": LONG}, field="note")
    rival = rivals.filter(state=ChangeState.OPEN).first()
    if rival and rival.side == side:
        raise Refused(_("こちらの側の変更案が、まだ返事を待っています。出し直すには、先に取り下げてください。"))
    if rival:
        CHANGES.perform("send_back", rival, by=by, at=at)
        _answered(rival, note, by=by, at=at)
        change.counters = rival
    change.side, change.note, change.proposed_by, change.proposed_at = side, note, by.subject, at
    CHANGES.begin(change, by=by, at=at, detail={"what": change.section or "difference", "side": side}, key=key)


def _keep(agreement: Agreement, section: str, content: Any, *, side: Side, by: Actor, at: datetime) -> WorkingCopy:
    saved = {"content": content, "saved_by": by.subject, "saved_at": at}
    return WorkingCopy.objects.update_or_create(agreement=agreement, side=side, section=section, defaults=saved)[0]


def _check_ending(difference: Difference, ending: str, wording: str | GoalText | None, because: str) -> None:
    if ending == Ending.KEPT:
        if not because.strip():
            raise Refused(_("違うまま残す理由を書いてください。"), field="because")
        check_section(Section.PURPOSE, because)
    elif difference.is_purpose:
        if not isinstance(wording, str):
            raise Refused(_("共通の言葉を書いてください。"), field="wording")
        check_section(Section.PURPOSE, wording)
    else:
        if not isinstance(wording, GoalText):
            raise Refused(_("共通の目標を書いてください。"), field="wording")
        check_section(Section.GOALS, (wording,))


def _answered(change: Change, answer: str, *, by: Actor, at: datetime) -> None:
    Change.objects.filter(pk=change.pk).update(answer=answer, answered_by=by.subject, answered_at=at)


def _end(difference: Difference, after: Any, *, at: datetime) -> None:
    difference.ending, difference.wording, difference.because = after["ending"], after["wording"], after["because"]
    difference.ended_at = at
    difference.save(update_fields=["ending", "wording", "because", "ended_at"])


def _apply(agreement: Agreement, change: Change, *, at: datetime) -> None:
    """Put the accepted words into the joint text. What was confirmed before is no longer what stands there."""
    text = agreement.text.with_section(change.section, read_section(change.section, change.after))
    Agreement.objects.filter(pk=agreement.pk).update(content=plain(text))
    Confirmation.objects.filter(agreement=agreement, void_at=None).update(void_at=at)
