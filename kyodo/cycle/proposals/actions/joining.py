"""加わる: registered groups that a proposal names are asked, and answer for themselves."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.commons.groups.models import Group
from kyodo.cycle.collaborations import actions as cases
from kyodo.cycle.collaborations.states import BEFORE_START
from kyodo.cycle.proposals import terms
from kyodo.cycle.proposals.models import Partner, Proposal
from kyodo.cycle.proposals.policies import speaks_for_partner
from kyodo.cycle.proposals.states import State
from kyodo.kernel.access import Actor, Side
from kyodo.kernel.policy import IllegalMove
from kyodo.offices.desk.actions import due_date, owe, settle
from kyodo.offices.journal.actions import record


def ask_partners(proposal: Proposal, *, by: Actor, at: datetime) -> None:
    """Ask every registered group that the submitted text names and that has not been asked; part of the submission."""
    named = {str(row.get("group", "")).rpartition("/")[2] for row in proposal.partners} - {""}
    for gone in proposal.asked.filter(joined_at=None, declined_at=None).exclude(group__ref__in=named):
        settle(gone, by=by, at=at)
        gone.delete()
    known = proposal.asked.values_list("group_id", flat=True)
    for group in Group.objects.registered().filter(ref__in=named).exclude(pk__in=known):
        partner = Partner(proposal=proposal, group=group, asked_at=at)
        partner.save(force_insert=True)
        record("ask_partner", partner, by=by, at=at)
        due = due_date(terms.JOIN_DAYS, at=at)
        owe(partner, what=str(_("いっしょに提案するかを返事する")), holder=group.subject, due=due, at=at)


def join(partner: Partner, *, by: Actor, at: datetime) -> Partner:
    """加わる: from now on the group sits on the citizens' side of the case."""
    return _answer(partner, joins=True, by=by, at=at)


def decline(partner: Partner, *, by: Actor, at: datetime) -> Partner:
    """加わらない: the name stays in what was submitted, with the group's own word beside it."""
    return _answer(partner, joins=False, by=by, at=at)


def _answer(partner: Partner, *, joins: bool, by: Actor, at: datetime) -> Partner:
    speaks_for_partner.require(by, partner, at=at)
    with transaction.atomic():
        locked = Partner.lock(partner.pk)
        if not locked.is_open or locked.case is None:
            raise IllegalMove(_("この返事は、もう済んでいます。"))
        if locked.proposal.state == State.WITHDRAWN or locked.case.stage not in BEFORE_START:
            raise IllegalMove(
                _("この提案は、もう返事で加われる段階ではありません。案件のページで当事者にご相談ください。")
            )
        if joins:
            cases.seat(locked.case, locked.group, side=Side.CITIZENS, by=by, at=at)
        locked.answered_by = by.subject
        locked.joined_at, locked.declined_at = (at, None) if joins else (None, at)
        locked.save()
        record("join_proposal" if joins else "decline_proposal", locked, by=by, at=at)
        settle(locked, by=by, at=at)
    partner.refresh_from_db()
    return partner
