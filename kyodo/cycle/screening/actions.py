"""The verbs of screening: open, record the result, decide, notify, settle the budget, ask and answer about reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.collaborations import actions as cases
from kyodo.cycle.collaborations.states import Stage
from kyodo.cycle.proposals import actions as proposals
from kyodo.cycle.proposals.models import Proposal
from kyodo.cycle.proposals.queries import public_version
from kyodo.cycle.proposals.states import State as ProposalState
from kyodo.cycle.proposals.workflow import desk
from kyodo.kernel.access import Actor
from kyodo.kernel.calendar import fiscal_year
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.offices.city.actions import next_number
from kyodo.offices.city.queries import local_day
from kyodo.offices.desk.actions import NEXT, due_date, owe, settle
from kyodo.offices.journal.actions import record
from kyodo.offices.people.models import Person
from kyodo.offices.post.actions import post

from . import letters, terms
from .models import Condition, Inquiry, Screening
from .policies import is_proposer, may_confirm, may_decide, runs_screening
from .queries import asked_by, criteria_of
from .states import ADOPTING, FINDINGS, TOLD, Outcome, State
from .workflow import WORKFLOW, section


def open_screening(proposal: Proposal, *, by: Actor, at: datetime, key: str = "") -> Screening:
    """審査に付す: bind the screening to the checked version, and bring the case into it."""
    runs_screening.require(by, proposal, at=at)
    with transaction.atomic():
        locked = Proposal.lock(proposal.pk)
        version, case = public_version(locked), locked.case
        if locked.state != ProposalState.CHECKED or version is None or case is None:
            raise IllegalMove(_("形式を確認した提案だけを審査に付せます。"))
        if locked.screenings.filter(state__in=(State.OPEN, State.RECOMMENDED, State.DECIDED, State.WAITING)).exists():
            raise IllegalMove(_("この提案の審査は、すでに行われています。"))
        it = Screening(proposal=locked, version=version, opened_at=at)
        WORKFLOW.begin(it, by=by, at=at, key=key)
        if case.stage != Stage.SCREENING:  # after 継続協議 it is there already
            cases.move("screen", case, by=by, at=at)
    return it


def recommend(
    it: Screening, *, outcome: str, reasons: Mapping[str, str], held_on: date, remark: str = "",
    by: Actor, at: datetime, key: str = "",
) -> Screening:  # fmt: skip
    """審査結果: what the screening found, with a reason for each criterion."""
    named = [str(name) for name in criteria_of(it.proposal)]
    if missing := [name for name in named if not reasons.get(name, "").strip()]:
        raise Refused(_("「%(names)s」の理由を入力してください。") % {"names": "」「".join(missing)})
    if outcome not in dict(FINDINGS):
        raise Refused(_("判定を選んでください。"), field="outcome")
    if held_on > local_day(at):
        raise Refused(_("審査した日が未来になっています。"), field="held_on")
    with transaction.atomic():
        _set(
            it,
            recommended=outcome,
            recommended_on=held_on,
            remark=remark,
            reasons=[{"criterion": n, "text": reasons[n]} for n in named],
        )
        return WORKFLOW.perform("recommend", it, by=by, at=at, key=key)


def screen_again(it: Screening, *, reason: str, by: Actor, at: datetime) -> Screening:
    """Hand a result back, because something was not seen."""
    return WORKFLOW.perform("screen_again", it, by=by, at=at, reason=reason)


def decide(
    it: Screening, *, outcome: str, reason: str, amount: int | None = None, budget_pending: bool = False,
    conditions: Iterable[Mapping[str, Any]] = (), by: Person, at: datetime, key: str = "",
) -> Screening:  # fmt: skip
    """決定: by a named officer, with a reason. It takes effect with the notice, so that the proposer hears it first."""
    may_decide.require(by, it, at=at)
    rows = [row for row in conditions if row["text"].strip()]
    _require_consistent(it, outcome, amount, rows, budget_pending=budget_pending)
    with transaction.atomic():
        _set(
            it, outcome=outcome, reason=reason, amount=amount, budget_pending=budget_pending, decided_at=at,
            decided_by=by.subject, decided_name=_named(by, it, at),
        )  # fmt: skip
        it.conditions.all().delete()
        Condition.objects.bulk_create(Condition(screening=it, text=r["text"], due=r.get("due")) for r in rows)
        return WORKFLOW.perform("decide", it, by=by, at=at, reason=reason, key=key)


def _require_consistent(
    it: Screening, outcome: str, amount: int | None, conditions: list[Mapping[str, Any]], *, budget_pending: bool
) -> None:
    if outcome not in dict(FINDINGS):
        raise Refused(_("判定を選んでください。"), field="outcome")
    if outcome == Outcome.CONDITIONAL and not conditions:
        raise Refused(_("条件付採択のときは、条件を一つ以上入力してください。"), field="outcome")
    if outcome not in ADOPTING and (amount or budget_pending or conditions):
        raise Refused(_("採択しないときは、金額・予算・条件は入力できません。"), field="outcome")
    if amount is not None and amount > (asked := asked_by(it)):
        raise Refused(
            _("採択額は、提案された市の負担（%(asked)s円）までです。") % {"asked": f"{asked:,}"}, field="amount"
        )


def _named(by: Person, it: Screening, at: datetime) -> str:
    """Office and name of whoever decides; they are shown to everybody."""
    offices = [c for c in by.capacities(at) if c.role in ("mayor", "head")]
    return f"{offices[0].label} {by.name}" if offices else by.name


def notify(it: Screening, *, by: Actor, at: datetime, key: str = "") -> Screening:
    """通知: the letter with its number. From now on the outcome holds and the case goes its way."""
    with transaction.atomic():
        year = fiscal_year(local_day(at))
        waits = it.budget_pending
        _set(it, notified_at=at, year=year, number=next_number("screening", year))
        WORKFLOW.perform("notify_waiting" if waits else "notify", it, by=by, at=at, key=key)
        if it.outcome in ADOPTING and not waits:
            cases.move("adopt", it.case, by=by, at=at)
        elif it.outcome == Outcome.DECLINED:
            cases.set_aside("decline", it.case, by=by, at=at, reason=it.reason)
        elif it.outcome == Outcome.CONTINUED:
            due = due_date(terms.CONTINUED_DAYS, at=at)
            owe(it, what=str(_("継続協議の話し合いを始める")), holder=section(it), due=due, at=at, kind=NEXT)
        for condition in it.conditions.all():
            holder = it.proposal.author_ref
            if not holder.startswith("link/"):
                owe(condition, what=str(_("採択の条件を満たす")), holder=holder, due=condition.due, at=at)
    return it


def pass_budget(it: Screening, *, on: date, by: Actor, at: datetime) -> Screening:
    """予算の成立: the adoption that waited for it takes effect."""
    with transaction.atomic():
        _set(it, budget_on=on)
        WORKFLOW.perform("pass_budget", it, by=by, at=at)
        cases.move("adopt", it.case, by=by, at=at)
    return it


def fail_budget(it: Screening, *, on: date, reason: str, by: Actor, at: datetime) -> Screening:
    """予算の不成立: the adoption lapses, and the case rests with the reason."""
    with transaction.atomic():
        _set(it, budget_on=on)
        WORKFLOW.perform("fail_budget", it, by=by, at=at, reason=reason)
        cases.set_aside("decline", it.case, by=by, at=at, reason=reason)
    return it


def withdraw(it: Screening, *, reason: str, by: Actor, at: datetime, key: str = "") -> Screening:
    """取下げ: the proposer takes the proposal out of its screening; the case rests."""
    with transaction.atomic():
        _set(it, outcome=Outcome.WITHDRAWN, budget_pending=False)
        WORKFLOW.perform("withdraw", it, by=by, at=at, reason=reason, key=key)
        cases.set_aside("withdraw", it.case, by=by, at=at, reason=reason)
        proposals.withdraw(it.proposal, reason=reason, by=by, at=at)
    return it


def _set(it: Screening, **values: Any) -> None:
    """Write what a move is about to say; the move's own checks undo it where they refuse."""
    Screening.objects.filter(pk=it.pk).update(**values)


def meet_condition(condition: Condition, *, note: str = "", by: Actor, at: datetime) -> Condition:
    """See that a condition is met, once."""
    may_confirm.require(by, condition, at=at)
    with transaction.atomic():
        locked = Condition.lock(condition.pk)
        if locked.met_at is None:
            locked.met_at, locked.met_by, locked.note = at, by.subject, note
            locked.save(update_fields=["met_at", "met_by", "note"])
            settle(locked, by=by, at=at)
            record("meet_condition", locked, by=by, at=at)
    condition.refresh_from_db()
    return condition


def inquire(it: Screening, *, text: str, by: Actor, at: datetime, key: str = "") -> Inquiry:
    """理由の問合せ: the proposer asks about the reasons; the desk owes an answer."""
    is_proposer.require(by, it, at=at)
    if it.state not in TOLD:
        raise IllegalMove(_("理由の問合せは、結果の通知のあとにできます。"))
    with transaction.atomic():
        inquiry = Inquiry(screening=it, text=text, asked_by=by.subject, asked_at=at)
        record("inquire", inquiry, by=by, at=at, key=key)
        inquiry.save(force_insert=True)
        due = due_date(terms.INQUIRY_DAYS, at=at)
        owe(inquiry, what=str(_("審査の理由への問合せに答える")), holder=desk(it), due=due, at=at, kind=NEXT)
        post(letters.inquired, inquiry, by=by, at=at)
    return inquiry


def answer_inquiry(inquiry: Inquiry, *, answer: str, by: Actor, at: datetime, key: str = "") -> Inquiry:
    """Answer a question about the reasons, in writing."""
    runs_screening.require(by, inquiry, at=at)
    with transaction.atomic():
        locked = Inquiry.lock(inquiry.pk)
        if locked.answered_at:
            raise IllegalMove(_("この問合せにはもう回答があります。"))
        locked.answer, locked.answered_at, locked.answered_by = answer, at, by.subject
        locked.save()
        settle(locked, by=by, at=at, kind=NEXT)
        record("answer_inquiry", locked, by=by, at=at, key=key)
        post(letters.answered, locked, by=by, at=at)
    inquiry.refresh_from_db()
    return inquiry
