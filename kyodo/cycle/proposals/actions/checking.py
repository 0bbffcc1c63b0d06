"""What the city does with a proposal: check its form, ask for corrections, give its opinion, weigh the public benefit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.collaborations import actions as cases
from kyodo.cycle.collaborations.states import COLLABORATION_ZONES, Stage
from kyodo.cycle.proposals import letters, terms
from kyodo.cycle.proposals.models import BenefitCheck, Proposal, SectionOpinion
from kyodo.cycle.proposals.policies import is_in_charge, is_writer, looks_after
from kyodo.cycle.proposals.queries import current_version
from kyodo.cycle.proposals.states import State
from kyodo.cycle.proposals.workflow import WORKFLOW, desk, has_opinion, section
from kyodo.kernel.access import Actor, Side, find
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.offices.city.models import Section
from kyodo.offices.city.queries import local_day
from kyodo.offices.desk.actions import NEXT, due_date, owe, settle
from kyodo.offices.journal.actions import record
from kyodo.offices.post.actions import post


def check(proposal: Proposal, *, seen: str = "", by: Actor, at: datetime, key: str = "") -> Proposal:
    """Find the form in order. From now on everybody reads the proposal; the section owes its opinion, if it has not given it.

    `seen` is the digest of the version that was read: nothing is opened to everybody that came in meanwhile.
    """
    with transaction.atomic():
        latest = current_version(Proposal.lock(proposal.pk))
        if seen and latest and seen != latest.digest:
            raise IllegalMove(_("ご覧になったあとに、直した版が届きました。もう一度読んでから確認してください。"))
        Proposal.objects.filter(pk=proposal.pk, state=State.SUBMITTED, shown_at=None).update(shown_at=at)
        WORKFLOW.perform("check", proposal, by=by, at=at, key=key)
        if version := current_version(proposal):
            version.checked_at = at
            version.save(update_fields=["checked_at"])
        if proposal.case:
            cases.show(proposal.case, by=by, at=at)
        if has_opinion(proposal):
            _owe_the_next_step(proposal, at)
    return proposal


def send_back(proposal: Proposal, *, reason: str, correct_by: date, by: Actor, at: datetime, key: str = "") -> Proposal:
    """補正: ask for a correction, saying what and until when. Nothing of the proposal is lost."""
    if correct_by < local_day(at):
        raise Refused(_("補正の期限は、今日より後の日にしてください。"), field="correct_by")
    with transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(correction=reason, correct_by=correct_by)
        WORKFLOW.perform("return", proposal, by=by, at=at, reason=reason, key=key)
    return proposal


def give_opinion(
    proposal: Proposal, *, need: str, city_can: str, feasibility: str, zone: str, because: str, existing: str = "",
    law: str = "", budget: str = "", difficulties: str = "", conditions: str = "", meetings: int = 0, outcome: str = "",
    forms: Iterable[str] = (),
    by: Actor, at: datetime, key: str = "",
) -> SectionOpinion:  # fmt: skip
    """課の意見書: the section's view in writing, with the zone as the city sees it."""
    is_in_charge.require(by, proposal, at=at)
    if proposal.state not in (State.SUBMITTED, State.CHECKED, State.RETURNED):
        raise IllegalMove(_("提出された提案にだけ、意見を書けます。"))
    if feasibility == "conditional" and not conditions.strip():
        raise Refused(_("「条件付きで可」のときは、条件を書いてください。"), field="conditions")
    if meetings and not outcome.strip():
        raise Refused(_("話し合いをしたときは、その結果を書いてください。"), field="outcome")
    _require_short(because, "because")
    with transaction.atomic():
        opinion = SectionOpinion(
            proposal=proposal, section=_section_of(proposal, by, at), need=need, existing=existing, law=law, budget=budget,
            city_can=city_can, difficulties=difficulties, feasibility=feasibility, conditions=conditions,
            meetings=meetings, outcome=outcome, forms=sorted(set(forms)), zone=zone, written_by=by.subject, written_at=at,
        )  # fmt: skip
        record("give_opinion", opinion, by=by, at=at, key=key)
        opinion.save(force_insert=True)
        if proposal.case:
            cases.judge_zone(proposal.case, zone=zone, side=Side.CITY, because=because, by=by, at=at)
        if settle(proposal, by=by, at=at, kind=NEXT, holder=section(proposal)):
            _owe_the_next_step(proposal, at)
        post(letters.opinion_given, proposal, by=by, at=at)
    return opinion


def _owe_the_next_step(proposal: Proposal, at: datetime) -> None:
    """The desk leads on; the case owes it, so that whatever step it takes settles it."""
    case = proposal.case
    if case and case.stage == Stage.PROPOSED:
        due = due_date(terms.OPINION_DAYS, at=at)
        owe(case, what=str(_("話し合うか審査に付すかを決める")), holder=desk(proposal), due=due, at=at, kind=NEXT)


def _require_short(reason: str, field: str) -> None:
    """F03: a reason that somebody is to read says it in few words."""
    if not 0 < len(reason.strip()) <= terms.REASON_LENGTH:
        raise Refused(_("理由は%(most)s文字までで入力してください。") % {"most": terms.REASON_LENGTH}, field=field)


def _section_of(proposal: Proposal, by: Actor, at: datetime) -> Section:
    """The section of the case for which somebody writes."""
    seated = proposal.case.party_refs(Side.CITY) if proposal.case else frozenset()
    mine = next(find(c.ref) for c in by.capacities(at) if c.ref in seated)
    assert isinstance(mine, Section)
    return mine


def check_benefit(
    proposal: Proposal, *, answers: Sequence[Mapping[str, str]], zone: str, reason: str, sent_on_to: str = "",
    by: Actor, at: datetime, key: str = "",
) -> BenefitCheck:  # fmt: skip
    """公益性と領域の確認: no decision. Outside zones B to D the case is brought to whoever can help, not refused."""
    looks_after.require(by, proposal, at=at)
    case = proposal.case
    if case is None or proposal.state not in (State.SUBMITTED, State.CHECKED):
        raise IllegalMove(_("提出された提案だけを確かめられます。"))
    inside = zone in COLLABORATION_ZONES
    if not inside and not sent_on_to.strip():
        raise Refused(_("協働の領域の外と見るときは、どこへつなぐかを書いてください。"), field="sent_on_to")
    _require_short(reason, "reason")
    asked = [{"question": str(q), **a} for q, a in zip(terms.BENEFIT_QUESTIONS, answers, strict=True)]
    with transaction.atomic():
        it = BenefitCheck(
            proposal=proposal, answers=asked, zone=zone, reason=reason, sent_on_to="" if inside else sent_on_to,
            checked_by=by.subject, checked_at=at,
        )  # fmt: skip
        record("check_benefit", it, by=by, at=at, key=key)
        it.save(force_insert=True)
        if case.side_of(by, at) == Side.CITY:
            cases.judge_zone(case, zone=zone, side=Side.CITY, because=reason, by=by, at=at)
        if not inside:
            cases.set_aside("route", case, by=by, at=at, reason=reason)
            post(letters.sent_on, proposal, by=by, at=at)
    return it


def object_to(it: BenefitCheck, *, by: Actor, at: datetime) -> BenefitCheck:
    """もう一度見てほしい: one click of the proposer, no reason needed. The case is taken up again and the desk owes a second look."""
    with transaction.atomic():
        locked = BenefitCheck.lock(it.pk)
        is_writer.require(by, locked, at=at)
        case = locked.proposal.case
        if locked.objected_at or case is None or case.stage != Stage.ROUTED:
            raise IllegalMove(_("この確認への申し出は、いまはできません。"))
        locked.objected_at = at
        locked.save(update_fields=["objected_at"])
        cases.move("reopen", case, by=by, at=at, reason=str(_("提案した方のお申し出")))
        cases.move("propose", case, by=by, at=at)
        record("object_to_check", locked, by=by, at=at)
        due = due_date(terms.OBJECTION_DAYS, at=at)
        owe(
            locked.proposal,
            what=str(_("申し出を受けて提案をもう一度見る")),
            holder=desk(locked),
            due=due,
            at=at,
            kind=NEXT,
        )
        post(letters.objected, locked.proposal, by=by, at=at)
    it.refresh_from_db()
    return it
