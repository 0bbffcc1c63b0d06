"""それぞれの言葉: opening an agreement, stating blind, and the reveal when the second statement is filed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.agreements import letters, terms
from kyodo.cycle.agreements.models import Agreement, Difference, GoalText, Statement, plain
from kyodo.cycle.agreements.policies import binds_a_side
from kyodo.cycle.agreements.queries.pairing import paired
from kyodo.cycle.agreements.states import Ending, State
from kyodo.cycle.agreements.workflow import WORKFLOW
from kyodo.cycle.collaborations import actions as collaborations
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.collaborations.policies import is_party
from kyodo.cycle.collaborations.states import Stage
from kyodo.kernel.access import BOTH_SIDES, Actor, Side
from kyodo.kernel.policy import AlreadyDone, Refused
from kyodo.offices.city.policies import is_desk
from kyodo.offices.desk import actions as desk
from kyodo.offices.journal.actions import record
from kyodo.offices.post.actions import post

from .holding import hold, require_side, require_state
from .reconciling import reconcile_if_ended
from .wording import check_section

TO_STATE = _("相手の言葉を見る前に、目的と目標を書いて出す")


def open_agreement(case: Collaboration, *, by: Actor, at: datetime, key: str = "") -> Agreement:
    """Begin the agreement of a case; a case still talking, proposed or adopted moves on to 協定づくり."""
    (is_party | is_desk).require(by, case, at=at)
    with transaction.atomic():
        held = Collaboration.lock(case.pk)
        if found := Agreement.objects.filter(case=held).first():
            raise AlreadyDone(found.subject)
        for side in BOTH_SIDES:
            if not held.party_refs(side):
                raise Refused(_("%(side)sの側の当事者がまだ決まっていません。") % {"side": side.label})
        if held.stage != Stage.AGREEING:
            collaborations.move("draw_up", held, by=by, at=at)
        agreement = Agreement(case=held, opened_at=at)
        WORKFLOW.begin(agreement, by=by, at=at, key=key)
        desk.settle(held, by=by, at=at, kind=desk.NEXT)
    case.refresh_from_db()
    return agreement


def save_statement(
    agreement: Agreement, *, purpose: str, goals: Sequence[GoalText], by: Actor, at: datetime
) -> Statement:
    """Keep one side's statement as far as it is written. Nobody but that side sees it."""
    check_section("purpose", purpose, empty=True)
    check_section("goals", tuple(goals))
    with transaction.atomic():
        agreement = hold(agreement)
        require_state(agreement, State.STATING, at=at)
        statement = _own(agreement, side=require_side(agreement, by=by, at=at), by=by, at=at)
        if statement.filed_at:
            raise Refused(_("この側の言葉はもう出されています。直すには、いったん取り戻してください。"))
        statement.purpose, statement.goals = purpose, plain(tuple(goals))
        statement.saved_by, statement.saved_at = by.subject, at
        statement.save()
    return statement


def file_statement(agreement: Agreement, *, by: Actor, at: datetime, key: str = "") -> Statement:
    """File one side's statement. With the second one both are revealed and their differences laid out."""
    with transaction.atomic():
        held = hold(agreement, key=key)
        require_state(held, State.STATING, at=at)
        side = require_side(held, by=by, at=at)
        binds_a_side.require(by, held, at=at)
        statement = _own(held, side=side, by=by, at=at)
        _require_finished(statement)
        statement.filed_at, statement.filed_by = at, by.subject
        statement.save(update_fields=["filed_at", "filed_by"])
        record("file_statement", statement, by=by, at=at, detail={"side": side}, key=key)
        desk.settle(held, by=by, at=at, kind=desk.NEXT, holder=letters.lead(held.case, side))
        if held.statements.exclude(filed_at=None).count() == len(BOTH_SIDES):
            _reveal(held, by=by, at=at)
        else:
            post(letters.filed, held, by=by, at=at)
    agreement.refresh_from_db()
    return statement


def take_back_statement(agreement: Agreement, *, by: Actor, at: datetime) -> Statement:
    """Take one's own statement back to mend it, as long as the other side has not filed either."""
    with transaction.atomic():
        held = hold(agreement)
        require_state(held, State.STATING, at=at)
        side = require_side(held, by=by, at=at)
        statement = _own(held, side=side, by=by, at=at)
        if not statement.filed_at:
            raise Refused(_("まだ出されていません。"))
        statement.filed_at, statement.filed_by = None, ""
        statement.save(update_fields=["filed_at", "filed_by"])
        record("take_back_statement", statement, by=by, at=at, detail={"side": side})
        desk.owe(
            held, what=str(TO_STATE), holder=letters.lead(held.case, side), kind=desk.NEXT, at=at,
            due=desk.due_date(terms.STATE_DAYS, at=at),
        )  # fmt: skip
    return statement


def _own(agreement: Agreement, *, side: Side, by: Actor, at: datetime) -> Statement:
    found = agreement.statements.filter(side=side).first()
    return found or Statement(agreement=agreement, side=side, saved_by=by.subject, saved_at=at)


def _require_finished(statement: Statement) -> None:
    if statement.filed_at:
        raise Refused(_("この側の言葉はもう出されています。"))
    if not statement.purpose.strip():
        raise Refused(_("目的を書いてから出してください。"), field="purpose")
    if not statement.goals:
        raise Refused(_("目標を一つ以上書いてから出してください。"), field="goals")


def _reveal(agreement: Agreement, *, by: Actor, at: datetime) -> None:
    """Turn both statements over in the transaction of the second filing."""
    Agreement.objects.filter(pk=agreement.pk).update(revealed_at=at)
    WORKFLOW.perform("reveal", agreement, by=by, at=at)
    said = {s.side: s for s in agreement.statements.all()}
    citizens, city = said[Side.CITIZENS], said[Side.CITY]
    rows = [_difference(agreement, 0, citizens.purpose, city.purpose, at=at)]
    for order, (mine, yours) in enumerate(paired(citizens.goal_texts(), city.goal_texts()), 1):
        rows.append(_difference(agreement, order, mine and plain(mine), yours and plain(yours), at=at))
    Difference.objects.bulk_create(rows)
    reconcile_if_ended(agreement, by=by, at=at)


def _difference(agreement: Agreement, order: int, citizens: object, city: object, *, at: datetime) -> Difference:
    """One point side by side. Where both wrote the very same, there is nothing to talk about."""
    point = Difference(agreement=agreement, order=order, is_purpose=order == 0, citizens=citizens, city=city)
    if _bare(citizens) == _bare(city):
        point.ending, point.wording, point.ended_at = Ending.SAME, citizens, at
    return point


def _bare(said: object) -> object:
    return {k: v for k, v in said.items() if k != "ref"} if isinstance(said, dict) else said
