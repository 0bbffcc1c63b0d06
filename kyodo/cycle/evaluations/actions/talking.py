"""違いを話し合う: what came of the talk about a gap, the word of both sides on it, and the improvement that was promised."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.collaborations.queries import lead_of
from kyodo.cycle.evaluations import terms
from kyodo.cycle.evaluations.models import Evaluation, GapNote, Item
from kyodo.cycle.evaluations.policies import may_note
from kyodo.cycle.evaluations.states import State
from kyodo.kernel.access import BOTH_SIDES, Side
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.offices.desk import actions as desk
from kyodo.offices.desk.models import HOMEWORK
from kyodo.offices.journal.actions import record
from kyodo.offices.people.models import Person

ASK = "agree"  #: the kind of the task that asks a side for its word


def note_gap(
    evaluation: Evaluation, *, item: Item, cause: str, improvement: str, owner_side: str, due: date, neutral: str = "",
    citizens_after: int | None = None, city_after: int | None = None, by: Person, at: datetime,
) -> GapNote:  # fmt: skip
    """Write down what came of talking about a gap, as one side or as its neutral chair. Whoever did not write is asked.

    Writing it anew voids what was said of the words before.
    """
    with transaction.atomic():
        locked = Evaluation.lock(evaluation.pk)
        may_note.require(by, locked, at=at)
        if locked.state != State.TALKING or item.evaluation_id != locked.pk:
            raise IllegalMove(_("違いの話し合いは、双方の評価がそろってから公開するまでの間に記録します。"))
        owner, side = lead_of(locked.case, owner_side), locked.case.side_of(by, at) or Side.NEUTRAL
        if owner is None:
            raise Refused(_("改善する側を選び直してください。"), field="owner_side")
        note = GapNote.objects.filter(item=item).first() or GapNote(evaluation=locked, item=item)
        note.cause, note.improvement, note.neutral = cause, improvement, neutral
        note.owner_side, note.owner, note.due, note.improved_at = owner_side, owner.holder, due, None
        note.citizens_after, note.city_after = citizens_after, city_after
        note.written_by, note.written_at, note.written_side = by.subject, at, side
        for one in BOTH_SIDES:
            note.stand_by(one, by=by.subject if one == side else "", at=at if one == side else None)
        note.save()
        record("note_gap", note, by=by, at=at, detail={"item": item.subject})
        _ask(note, by=by, at=at)
    return note


def _ask(note: GapNote, *, by: Person, at: datetime) -> None:
    """Every side that did not write the words is asked for its own; what hung on earlier words is settled."""
    for kind in (ASK, HOMEWORK):
        desk.settle(note, by=by, at=at, kind=kind)
    for side in note.unheard:
        lead = lead_of(note.case, side)
        if lead and not lead.holder.startswith("link/"):
            due = desk.due_date(terms.AGREE_DAYS, at=at)
            desk.owe(
                note, what=_("違いの話し合いの記録を読み、よいか確かめる"), holder=lead.holder, due=due, at=at, kind=ASK
            )


def agree_to_note(note: GapNote, *, seen: str = "", by: Person, at: datetime) -> GapNote:
    """A side that did not write the note stands by it; with the second one the improvement becomes its owner's homework.

    `seen` is the seal of the words that were read, where they are others than those of `note`: nobody stands by words
    that came meanwhile.
    """
    with transaction.atomic():
        locked = GapNote.lock(note.pk)
        if locked.seal != (seen or note.seal):
            raise IllegalMove(_("ご覧になったあとに記録が変わりました。もう一度読んでから確かめてください。"))
        side = locked.case.side_of(by, at)
        if side not in BOTH_SIDES or side == locked.written_side:
            raise Refused(_("この記録は、書いた側ではない当事者が確かめます。"))
        if side in locked.unheard:
            locked.stand_by(side, by=by.subject, at=at)
            locked.save()
            record("agree_to_note", locked, by=by, at=at, detail={"side": side})
            if lead := lead_of(locked.case, side):
                desk.settle(locked, by=by, at=at, kind=ASK, holder=lead.holder)
            if locked.is_agreed:
                desk.owe(locked, what=locked.improvement[:200], holder=locked.owner, due=locked.due, at=at)
    note.refresh_from_db()
    return note


def finish_improvement(note: GapNote, *, by: Person, at: datetime) -> GapNote:
    """改善を終える: the side that took it on says that it is done; the homework is settled."""
    with transaction.atomic():
        locked = GapNote.lock(note.pk)
        if locked.evaluation.case.side_of(by, at) != locked.owner_side:
            raise Refused(_("改善を終えたことは、進める側の当事者が記録します。"))
        if not locked.is_agreed:
            raise IllegalMove(_("話し合いの記録を双方が確かめてから、改善を終えられます。"))
        if locked.improved_at is None:
            locked.improved_at = at
            locked.save(update_fields=["improved_at"])
            record("finish_improvement", locked, by=by, at=at)
            desk.settle(locked, by=by, at=at)
    note.refresh_from_db()
    return note
