"""What whoever writes a proposal needs to know: what belongs to a step, what may be changed, until when it is kept."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.collaborations.states import Stage
from kyodo.cycle.proposals import terms
from kyodo.cycle.proposals.models import PriorTalk, Proposal
from kyodo.cycle.proposals.states import IN_HAND, WRITABLE, Step, TalkState
from kyodo.cycle.proposals.workflow import is_in_time
from kyodo.kernel.access import Actor, Side
from kyodo.kernel.policy import YES, Verdict
from kyodo.offices.city.queries import local_day, number

#: Stages of a case in which a proposal may still be begun on it.
EARLY = (Stage.SEED, Stage.TALKING, Stage.PROPOSED)

_ENTRIES: dict[Step, tuple[str, ...]] = {
    Step.AIM: ("title", "problem", "evidence", "purpose", "goals", "measure"),
    Step.PLAN: (
        "content", "novelty", "difference", "target", "charges", "place", "starts_on", "ends_on", "schedule", "publicity",
    ),
    Step.TOGETHER: ("why_together", "effect", "roles", "zone", "start_type", "forms", "section"),
    Step.TEAM: (
        "author_name", "partners", "team", "track_record", "past", "safety", "risks", "afterwards", "contact",
    ),
    Step.MONEY: ("lines", "other_support", "supports"),
    Step.REVIEW: ("answers", "talk"),
}  # fmt: skip


def entries_of(step: Step) -> tuple[str, ...]:
    """The entries that one step saves."""
    return _ENTRIES[step]


def writable(proposal: Proposal, *, at: datetime) -> Verdict:
    """Whether its words may be changed now; a draft always, a submitted one while it can still be submitted anew."""
    if proposal.state in WRITABLE:
        return YES
    if proposal.state not in IN_HAND:
        return Verdict(_("取り下げた提案は書き直せません。"))
    blocks = is_in_time(proposal, at)
    return Verdict(blocks[0].sentence) if blocks else YES


def keep_until(proposal: Proposal) -> date:
    """Until when a draft that nobody touches is kept open."""
    return local_day(proposal.saved_at + timedelta(days=number(terms.DRAFT_DAYS)))


def statements_of(proposal: Proposal) -> list[str]:
    """The statements of the round, each to be answered."""
    return list(proposal.round.statements) if proposal.round else []


def may_propose(case: Collaboration, actor: Actor, *, at: datetime) -> bool:
    """Whether the actor may begin a proposal on a case: its citizens, before anything is decided."""
    return case.stage in EARLY and case.side_of(actor, at) == Side.CITIZENS


def talk_of(proposal: Proposal) -> PriorTalk | None:
    """The latest talk that this proposal's author, or its case, has had for this round."""
    whose = Q(holder=proposal.author_ref) | (Q(case=proposal.case) if proposal.case else Q(pk=None))
    for_round = Q(round=None) | Q(round=proposal.round) if proposal.round else Q()
    return PriorTalk.objects.filter(whose & for_round, state=TalkState.HELD).order_by("-held_on").first()
