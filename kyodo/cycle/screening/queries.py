"""Reading screenings: the criteria, what is under way, what somebody may read, the panel of the case page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from kyodo.cycle.calls.states import Publish
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.proposals.models import Budget, Proposal
from kyodo.cycle.proposals.queries import reads_all
from kyodo.kernel.access import Actor

from .models import Condition, Inquiry, Screening
from .states import ADOPTING, UNDER_WAY, State
from .terms import CRITERIA
from .workflow import WORKFLOW

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def criteria_of(proposal: Proposal) -> list[StrOrPromise]:
    """審査の観点 of its programme, by name; the program's own where none are set."""
    own = proposal.round.programme.criteria_rows if proposal.round else []
    return [one["name"] for one in own] or list(CRITERIA)


def listed(actor: Actor, *, at: datetime) -> QuerySet[Screening]:
    """Screenings with what a line of a list shows, in a constant number of queries."""
    rows = Screening.objects.visible_to(actor, at=at)
    return rows.select_related("proposal__case", "proposal__round__programme", "version")


def under_way(proposal: Proposal) -> Screening | None:
    """The screening of a proposal that is not yet ended."""
    return Screening.objects.filter(proposal=proposal, state__in=UNDER_WAY).first()


def adoptions_of(case: Collaboration) -> QuerySet[Screening]:
    """採択: the decisions by which a case was adopted, once they were told."""
    return Screening.objects.filter(proposal__case=case, state=State.NOTIFIED, outcome__in=ADOPTING)


def asked_by(it: Screening) -> int:
    """提案された市の負担: what the version that was screened asks the city to bear, in yen."""
    round_ = it.proposal.round
    return Budget.of(it.version.content["money"], round_.programme if round_ else None).requested


def conditions_of(case: Collaboration) -> QuerySet[Condition]:
    """採択の条件: what the adoption of a case asks, met or not."""
    return Condition.objects.filter(screening__in=adoptions_of(case))


def open_conditions(case: Collaboration) -> list[Condition]:
    """まだ満たされていない条件, each with the screening on whose page it is confirmed."""
    return list(conditions_of(case).filter(met_at=None).select_related("screening"))


def shows_reasons(it: Screening, actor: Actor, *, at: datetime) -> bool:
    """Whether somebody reads the reasons: both sides always, everybody where the programme publishes them."""
    round_ = it.proposal.round
    published = round_ is not None and Publish.COMMENTS in round_.programme.publish
    return published or reads_all(it.proposal, actor, at=at)


@dataclass(frozen=True)
class Panel:
    """What the case page shows of its screening."""

    screening: Screening
    reasons: bool
    moves: tuple[str, ...]


def panel(case: Collaboration, actor: Actor, at: datetime) -> Panel | None:
    """The newest screening of a case, as far as this actor may see it."""
    it = listed(actor, at=at).prefetch_related("conditions").filter(proposal__case=case).first()
    if it is None:
        return None
    moves = tuple(m.name for m in WORKFLOW.open_to(actor, it, at=at))
    return Panel(it, shows_reasons(it, actor, at=at), moves)


def inquiries_for(it: Screening, actor: Actor, *, at: datetime) -> list[Inquiry]:
    """Questions about the reasons, for both sides; they are no public words."""
    return list(it.inquiries.all()) if reads_all(it.proposal, actor, at=at) else []
