"""確認と締結: both sides confirm one and the same content; what both confirmed becomes a revision in force."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.agreements import letters, terms
from kyodo.cycle.agreements.models import Agreement, Amendment, Confirmation, Goal, InForce, Revision, Role, Text
from kyodo.cycle.agreements.policies import binds_a_side
from kyodo.cycle.agreements.queries.amending import matters_of, under_way
from kyodo.cycle.agreements.queries.reading import in_force
from kyodo.cycle.agreements.states import Matter, State
from kyodo.cycle.agreements.workflow import WORKFLOW, rules
from kyodo.cycle.collaborations import actions as collaborations
from kyodo.cycle.collaborations.states import Stage
from kyodo.kernel.access import BOTH_SIDES, Actor
from kyodo.kernel.calendar import fiscal_year
from kyodo.kernel.policy import Blocked, Refused
from kyodo.offices.city.actions import next_number
from kyodo.offices.city.queries import local_day
from kyodo.offices.desk import actions as desk
from kyodo.offices.journal.actions import record
from kyodo.offices.post.actions import post

from .holding import hold, require_side, require_state


def call(agreement: Agreement, *, by: Actor, at: datetime, key: str = "") -> Agreement:
    """Ask both sides to confirm the text as it stands; nothing may wait for an answer and nothing be missing."""
    return _move("call", agreement, by=by, at=at, key=key)


def redraft(agreement: Agreement, *, by: Actor, at: datetime, key: str = "") -> Agreement:
    """Go back from confirming to the text, because something is still to be mended."""
    return _move("redraft", agreement, by=by, at=at, key=key)


def keep(agreement: Agreement, *, by: Actor, at: datetime, key: str = "") -> Agreement:
    """Give an amendment up while nothing has changed; what both confirmed stays in force."""
    return _give_up("keep", agreement, by=by, at=at, key=key)


def end(agreement: Agreement, *, by: Actor, at: datetime, key: str = "") -> Agreement:
    """The work is over, and with it the agreement."""
    return _give_up("end", agreement, by=by, at=at, key=key)


def amend(
    agreement: Agreement, *, kinds: Sequence[str], reason: str, impact: str = "", by: Actor, at: datetime, key: str = ""
) -> Amendment:
    """Ask, under a number of the city, for a change. What is in force stays so until both confirm the new text."""
    if not kinds or not set(kinds) <= set(Matter.values):
        raise Refused(_("何を変えたいかを、一つ以上選んでください。"), field="kinds")
    with transaction.atomic():
        _move("amend", agreement, by=by, at=at, reason=reason, detail={"kinds": list(kinds)}, key=key)
        year = fiscal_year(local_day(at))
        change = Amendment(
            agreement=agreement, year=year, number=next_number("agreements.change", year), asked=list(kinds),
            side=require_side(agreement, by=by, at=at), reason=reason, impact=impact, asked_by=by.subject, asked_at=at,
        )  # fmt: skip
        change.save(force_insert=True)
    agreement.refresh_from_db()
    return change


def confirm(agreement: Agreement, *, digest: str, by: Actor, at: datetime, key: str = "") -> Confirmation:
    """Confirm, for one's side, the very content one has seen. With the second side's word it is concluded."""
    with transaction.atomic():
        held = hold(agreement, key=key)
        require_state(held, State.CONFIRMING, at=at)
        side = require_side(held, by=by, at=at)
        binds_a_side.require(by, held, at=at)
        if digest != held.digest():
            raise Refused(_("ご覧になったあとに内容が変わりました。いまの内容を読んでから、もう一度確認してください。"))
        standing = held.standing()
        if side in standing:
            raise Refused(_("この側は、いまの内容をもう確認しています。"))
        if any(c.person == by.subject for c in standing.values()):
            raise Refused(_("同じ人が双方の確認をすることはできません。"))
        held.confirmations.filter(side=side, void_at=None).update(void_at=at)
        word = Confirmation(
            agreement=held, side=side, person=by.subject, name=by.display, digest=digest, at=at,
            acting_as=_acting_as(held, by=by, at=at),
        )  # fmt: skip
        word.save(force_insert=True)
        record("confirm", held, by=by, at=at, detail={"side": side, "digest": digest}, key=key)
        desk.settle(held, by=by, at=at, kind=desk.NEXT, holder=letters.lead(held.case, side))
        if len(standing) + 1 == len(BOTH_SIDES):
            _conclude(held, by=by, at=at)
        else:
            post(letters.confirmed, held, by=by, at=at)
    agreement.refresh_from_db()
    return word


def _acting_as(agreement: Agreement, *, by: Actor, at: datetime) -> str:
    """The capacity in which somebody speaks for a side; a person who is a party speaks for themselves."""
    seats = agreement.case.party_refs(*BOTH_SIDES)
    return "、".join(str(c.label) for c in by.capacities(at) if c.ref in seats)[:200]


def _move(
    name: str, agreement: Agreement, *, by: Actor, at: datetime, reason: str = "", detail: dict[str, Any] | None = None,
    key: str = "",
) -> Agreement:  # fmt: skip
    with transaction.atomic():
        hold(agreement, key=key)
        WORKFLOW.perform(name, agreement, by=by, at=at, reason=reason, detail=detail, key=key)
    return agreement


def _give_up(name: str, agreement: Agreement, *, by: Actor, at: datetime, key: str) -> Agreement:
    """A move after which nothing is asked any more."""
    with transaction.atomic():
        _move(name, agreement, by=by, at=at, key=key)
        Amendment.objects.filter(agreement=agreement).under_way().update(dropped_at=at)
    return agreement


def _conclude(agreement: Agreement, *, by: Actor, at: datetime) -> None:
    """Both have confirmed the same content: keep it as a revision and put it in force."""
    if blocks := rules.both_confirmed(agreement, at):
        raise Blocked(blocks)
    number = agreement.revisions.count() + 1
    change, before = under_way(agreement), in_force(agreement)
    revision = Revision.of(agreement, number=number, because=change.reason if change else "", at=at)
    revision.save(force_insert=True)
    if change and before:
        change.revision, change.changed = revision, [str(m) for m in matters_of(before, revision)]
        change.save(update_fields=["revision", "changed"])
    agreement.confirmations.filter(void_at=None).update(revision=revision)
    _put_in_force(agreement, revision.text, at=at)
    terms_now = revision.text.terms
    if terms_now.starts_on and terms_now.ends_on:  # the rule 時限化 has asked for both already
        collaborations.set_period(
            agreement.case, starts_on=terms_now.starts_on, ends_on=terms_now.ends_on, by=by, at=at
        )
    WORKFLOW.perform("conclude", agreement, by=by, at=at, detail={"revision": number, "digest": revision.digest})
    if agreement.case.stage == Stage.AGREEING:
        for side in BOTH_SIDES:
            desk.owe(
                agreement, what=str(_("事業を始める")), holder=letters.lead(agreement.case, side), kind=desk.NEXT,
                due=desk.due_date(terms.START_DAYS, at=at), at=at,
            )  # fmt: skip


def _put_in_force(agreement: Agreement, text: Text, *, at: datetime) -> None:
    """Write the goals and roles of the confirmed text as rows. A row keeps its reference through every revision."""
    goals = {}
    for order, goal in enumerate(text.goals, 1):
        values = {k: v for k, v in vars(goal).items() if k != "ref"} | {"order": order, "dropped_at": None}
        goals[goal.ref] = Goal.objects.update_or_create(agreement=agreement, ref=goal.ref, defaults=values)[0]
    for order, role in enumerate(text.roles, 1):
        values = {k: v for k, v in vars(role).items() if k not in ("ref", "goals")}
        values |= {"order": order, "dropped_at": None}
        row = Role.objects.update_or_create(agreement=agreement, ref=role.ref, defaults=values)[0]
        row.goals.set([goals[ref] for ref in role.goals if ref in goals])
    _drop(Goal, agreement, {g.ref for g in text.goals}, at=at)
    _drop(Role, agreement, {r.ref for r in text.roles}, at=at)


def _drop(kind: type[InForce], agreement: Agreement, kept: set[str], *, at: datetime) -> None:
    gone = kind._default_manager.filter(agreement=agreement, dropped_at=None).exclude(ref__in=kept)
    gone.update(dropped_at=at)
