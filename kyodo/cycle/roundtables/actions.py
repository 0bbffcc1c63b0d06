"""The verbs of the table: call, invite a chair, plan, write up, check promises, confirm, conclude."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.collaborations import actions as cases
from kyodo.cycle.collaborations.models import Collaboration, Party
from kyodo.cycle.collaborations.states import Stage
from kyodo.cycle.seeds import actions as seeds
from kyodo.kernel.access import BOTH_SIDES, Actor, Side
from kyodo.kernel.policy import Blocked, IllegalMove, Refused
from kyodo.offices.city.queries import desk_section, local_day
from kyodo.offices.city.states import Role
from kyodo.offices.desk import actions as desk
from kyodo.offices.journal.actions import record
from kyodo.offices.people.models import Person

from . import terms
from .models import Agreed, Attendance, Confirmation, Homework, Minute, OpenPoint, PromiseCheck, Sitting, Table
from .policies import may_call, may_confirm, may_write
from .states import CASE_MOVES, Item, Outcome, SittingState, TableState
from .workflow import TABLES, WORKFLOW, record_is_complete


def call(case: Collaboration, *, kind: str, aim: str, by: Actor, at: datetime, key: str = "") -> Table:
    """Call a table on a case. Before the start the case moves into talks; a running case stays where it is."""
    may_call.require(by, case, at=at)
    if case.tables.filter(state=TableState.OPEN).exists():
        raise Refused(_("この案件のパートナーテーブルはすでに開かれています。"))
    with transaction.atomic():
        table = Table(
            case=case, kind=kind, aim=aim, called_by=by.subject, called_from=case.side_of(by, at) or Side.CITY, opened_at=at
        )  # fmt: skip
        TABLES.begin(table, by=by, at=at, key=key)
        if case.stage in (Stage.SEED, Stage.PROPOSED, Stage.ADOPTED):
            cases.move("open_table", case, by=by, at=at)
            seeds.take_up(case, by=by, at=at)
    return table


def invite_chair(table: Table, *, chair: Person, by: Actor, at: datetime) -> Party:
    """Seat a neutral coordinator at the table, in one act."""
    may_call.require(by, table, at=at)
    if not any(c.role == Role.COORDINATOR for c in chair.capacities(at)):
        raise Refused(_("中立のコーディネーターを選んでください。"), field="chair")
    return cases.seat(table.case, chair, side=Side.NEUTRAL, by=by, at=at)


def plan(table: Table, *, starts_at: datetime, place: str, aim: str, by: Actor, at: datetime, key: str = "") -> Sitting:
    """Plan the next sitting; its agenda has the same order every time."""
    may_write.require(by, table, at=at)
    with transaction.atomic():
        locked = Table.lock(table.pk)
        if locked.state != TableState.OPEN:
            raise IllegalMove(_("このテーブルはもうまとまっています。新しいテーブルを呼びかけてください。"))
        number = locked.sittings.count() + 1
        sitting = Sitting(table=locked, number=number, starts_at=starts_at, place=place, aim=aim)
        WORKFLOW.begin(sitting, by=by, at=at, key=key)
        Minute.objects.bulk_create(Minute(sitting=sitting, item=item, order=n) for n, item in enumerate(Item, 1))
        desk.settle(table, by=by, at=at, kind=desk.NEXT)
    return sitting


def hold(sitting: Sitting, *, by: Actor, at: datetime) -> Sitting:
    """Begin the record of a sitting that took place."""
    if local_day(sitting.starts_at) > local_day(at):
        raise IllegalMove(_("この回はまだ開かれていません。"))
    return WORKFLOW.perform("hold", sitting, by=by, at=at)


def cancel(sitting: Sitting, *, reason: str, by: Actor, at: datetime) -> Sitting:
    """Call a sitting off; its number stays."""
    return WORKFLOW.perform("cancel", sitting, by=by, at=at, reason=reason)


@dataclass(frozen=True)
class Record:
    """記録: everything a sitting's record says; writing it replaces what stood before."""

    aim_reached: bool | None = None
    aim_note: str = ""
    facts: str = ""
    citizens_bring: str = ""
    city_brings: str = ""
    next_note: str = ""
    summary: str = ""
    minutes: Mapping[str, str] = field(default_factory=dict)
    attendance: Iterable[Mapping[str, Any]] = ()
    agreed: Iterable[Mapping[str, Any]] = ()
    raised: Iterable[Mapping[str, Any]] = ()
    homework: Iterable[Mapping[str, Any]] = ()


def write_up(sitting: Sitting, *, notes: Record, by: Actor, at: datetime) -> Sitting:
    """Write the record. Whoever sits at the table may; what was confirmed before counts only if nothing changed."""
    with transaction.atomic():
        locked = Sitting.lock(sitting.pk)
        may_write.require(by, locked, at=at)
        if locked.state != SittingState.HELD:
            raise IllegalMove(_("記録は、開かれたあと確定するまでの間だけ書けます。"))
        for name in ("aim_reached", "aim_note", "facts", "citizens_bring", "city_brings", "next_note", "summary"):
            setattr(locked, name, getattr(notes, name))
        locked.save()
        for item, text in notes.minutes.items():
            locked.minutes.filter(item=item).update(text=text)
        _replace(locked, notes, by=by, at=at)
        record("write_up", locked, by=by, at=at, detail={"digest": locked.digest()})
    sitting.refresh_from_db()
    return sitting


def _replace(sitting: Sitting, notes: Record, *, by: Actor, at: datetime) -> None:
    sitting.attendance.all().delete()
    Attendance.objects.bulk_create(Attendance(sitting=sitting, **row) for row in notes.attendance)
    sitting.agreed.all().delete()
    Agreed.objects.bulk_create(Agreed(sitting=sitting, **row) for row in notes.agreed)
    sitting.raised.all().delete()
    OpenPoint.objects.bulk_create(OpenPoint(sitting=sitting, **row) for row in notes.raised)
    for undone in sitting.homework.filter(done_at=None):
        desk.settle(undone, by=by, at=at)
        undone.delete()
    for row in notes.homework:
        work = Homework(sitting=sitting, **row)
        if work.holder not in sitting.case.party_refs(work.side):
            raise Refused(_("宿題の担当は、その側の当事者から選んでください。"), field="homework")
        work.save(force_insert=True)
        desk.owe(work, what=work.text, holder=work.holder, due=work.due, at=at)


def finish_homework(work: Homework, *, result: str = "", by: Actor, at: datetime) -> Homework:
    """Say that homework is done, and what came out. Only the side that took it on."""
    if work.case.side_of(by, at) != work.side:
        raise Refused(_("引き受けた側の方が「済み」にしてください。"))
    with transaction.atomic():
        locked = Homework.lock(work.pk)
        if locked.done_at is None:
            locked.done_at, locked.done_by, locked.result = at, by.subject, result
            locked.save()
            desk.settle(locked, by=by, at=at)
            record("finish_homework", locked, by=by, at=at)
    work.refresh_from_db()
    return work


def settle_point(point: OpenPoint, *, in_sitting: Sitting, how: str, by: Actor, at: datetime) -> OpenPoint:
    """Say in which sitting a point found its agreement, and how. It stops coming back."""
    may_write.require(by, in_sitting, at=at)
    if in_sitting.state != SittingState.HELD:
        raise IllegalMove(_("開かれている回の中で決着してください。"))
    with transaction.atomic():
        OpenPoint.objects.filter(pk=point.pk, settled_in=None).update(settled_in=in_sitting, settled_how=how)
        record("settle_point", point, by=by, at=at, detail={"in": in_sitting.subject})
    point.refresh_from_db()
    return point


def check_promises(sitting: Sitting, *, marks: Mapping[int, tuple[str, str]], by: Actor, at: datetime) -> Sitting:
    """Mark how each principle was kept, for one's own side only; the other side sees it after it has marked too."""
    side = sitting.case.side_of(by, at)
    if side not in BOTH_SIDES:
        raise Refused(_("約束の点検は、市民と行政がそれぞれ行います。"))
    with transaction.atomic():
        Sitting.lock(sitting.pk)
        if PromiseCheck.objects.filter(sitting=sitting, side=side).exists():
            raise IllegalMove(_("あなたの側の点検は済んでいます。最初の印は変えません。"))
        PromiseCheck.objects.bulk_create(
            PromiseCheck(sitting=sitting, principle_id=pk, side=side, mark=mark, note=note)
            for pk, (mark, note) in marks.items()
        )
        # The marks themselves stay out of the journal until both sides have filed.
        record("check_promises", sitting, by=by, at=at, detail={"side": side})
    return sitting


def confirm(sitting: Sitting, *, digest: str, by: Person, at: datetime) -> Sitting:
    """Confirm the record as one saw it. With the second side's word on the same text it stands."""
    with transaction.atomic():
        locked = Sitting.lock(sitting.pk)
        may_confirm.require(by, locked, at=at)
        if locked.state != SittingState.HELD:
            raise IllegalMove(_("この記録はもう確定しています。"))
        if digest != locked.digest():
            raise IllegalMove(_("ご覧になったあとに記録が変わりました。もう一度読んでから確認してください。"))
        if blocks := record_is_complete(locked, at):
            raise Blocked(blocks)
        side = locked.case.side_of(by, at)
        Confirmation.objects.get_or_create(
            sitting=locked, side=side, digest=digest,
            defaults={"person": by.subject, "person_name": by.name, "confirmed_at": at},
        )  # fmt: skip
        record("confirm_record", locked, by=by, at=at, detail={"side": side, "digest": digest})
        if locked.confirmed_by() >= set(BOTH_SIDES):
            WORKFLOW.perform("fix", locked, by=by, at=at)
    sitting.refresh_from_db()
    return sitting


def conclude(table: Table, *, outcome: str, reason: str, by: Actor, at: datetime) -> Table:
    """Close the table with its outcome; the case goes where the outcome leads."""
    with transaction.atomic():
        Table.objects.filter(pk=table.pk, state=TableState.OPEN).update(
            outcome=outcome, outcome_reason=reason, concluded_at=at
        )
        TABLES.perform("conclude", table, by=by, at=at, reason=reason, detail={"outcome": outcome})
        case = table.case
        case.refresh_from_db()
        if case.stage == Stage.TALKING and (move := CASE_MOVES.get(Outcome(outcome))):
            cases.move(move, case, by=by, at=at, reason=reason)
        if outcome == Outcome.REVISE:
            due = desk.due_date(terms.SCREEN_DAYS, at=at)
            holder = desk_section(at).subject
            desk.owe(case, what=str(_("審査に付すかを決める")), holder=holder, due=due, at=at, kind=desk.NEXT)
        if outcome == Outcome.LATER:
            due = desk.due_date(terms.AGAIN_DAYS, at=at)
            lead = case.parties.filter(side=Side.CITY, role="lead", until=None).first()
            if lead:
                desk.owe(table, what=str(_("もう一度話し合う時期か確かめる")), holder=lead.holder, due=due, at=at)
    return table
