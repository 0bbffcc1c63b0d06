"""Reading proposals and talks: lists, secret links, who may be reached how, the panel of the case page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from kyodo.cycle.calls.states import Publish
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.proposals.models import (
    BenefitCheck,
    Contact,
    PriorTalk,
    Proposal,
    Question,
    SectionOpinion,
    Version,
)
from kyodo.cycle.proposals.policies import is_writer, looks_after
from kyodo.cycle.proposals.states import TalkState
from kyodo.cycle.proposals.workflow import WORKFLOW
from kyodo.kernel.access import Actor
from kyodo.kernel.text import token_hash
from kyodo.kernel.thing import Thing
from kyodo.offices.desk.models import Task as Duty

from .text import reads_all


def listed(actor: Actor, *, at: datetime) -> QuerySet[Proposal]:
    """Proposals with what a line of a list shows, in a constant number of queries."""
    rows = Proposal.objects.visible_to(actor, at=at).select_related(
        "case", "round__programme", "section", "theme__seed", "service"
    )
    return rows.prefetch_related(Prefetch("versions", Version.objects.order_by("number")))


def by_token(token: str) -> Proposal | None:
    """The proposal a secret link belongs to."""
    found = Proposal.objects.select_related("case", "round__programme", "section", "talk", "service")
    return found.filter(token_hash=token_hash(token)).first()


def talk_by_token(token: str) -> PriorTalk | None:
    """The talk a receipt belongs to."""
    return PriorTalk.objects.select_related("round", "case").filter(token_hash=token_hash(token)).first()


def talks_listed(actor: Actor, *, at: datetime) -> QuerySet[PriorTalk]:
    """Talks with what a line of a list shows."""
    return PriorTalk.objects.visible_to(actor, at=at).select_related("case", "round__programme", "contact")


def current_version(proposal: Proposal) -> Version | None:
    """The newest text that was submitted."""
    return proposal.versions.order_by("-number").first()


def public_version(proposal: Proposal) -> Version | None:
    """The newest text whose form was checked: what everybody may read."""
    return proposal.versions.filter(checked_at__isnull=False).order_by("-number").first()


@dataclass(frozen=True)
class Panel:
    """What the case page shows of the proposal and of the talks before it."""

    proposal: Proposal | None
    version: Version | None
    opinion: SectionOpinion | None
    benefit: BenefitCheck | None
    questions: tuple[Question, ...]
    talks: tuple[PriorTalk, ...]
    moves: tuple[str, ...]


def panel(case: Collaboration, actor: Actor, at: datetime) -> Panel | None:
    """The proposal of a case, as far as this actor may see it. Talks are for whoever came and for officers."""
    it = (
        listed(actor, at=at)
        .prefetch_related("opinions__section", "benefit_checks", "questions")
        .filter(case=case)
        .first()
    )
    talks = tuple(talks_listed(actor, at=at).filter(Q(case=case) | Q(proposals__case=case)).distinct())
    if it is None:
        return Panel(None, None, None, None, (), talks, ()) if talks else None
    inside = reads_all(it, actor, at=at)
    versions = [v for v in it.versions.all() if inside or v.checked_at]
    opinions, checks = list(it.opinions.all()), list(it.benefit_checks.all())
    return Panel(
        proposal=it,
        version=versions[-1] if versions else None,
        opinion=opinions[-1] if opinions else None,
        benefit=checks[-1] if checks else None,
        questions=tuple(it.questions.all()),
        talks=talks,
        moves=tuple(m.name for m in WORKFLOW.open_to(actor, it, at=at)),
    )


def talk_named(ref: str) -> PriorTalk | None:
    """A talk that took place, by the number on its receipt."""
    return PriorTalk.objects.filter(ref=ref, state=TalkState.HELD).first()


def contact_for(proposal: Proposal, actor: Actor, *, at: datetime) -> Contact | None:
    """連絡先: for whoever looks after the proposal or wrote it; for everybody where the programme publishes it."""
    published = proposal.shown_at and proposal.round and Publish.CONTACT in proposal.round.programme.publish
    inside = (looks_after | is_writer).check(actor, proposal, at=at)
    return Contact.objects.filter(proposal=proposal).first() if published or inside else None


def due_of(thing: Thing) -> date | None:
    """By when the next human step about a thing is owed."""
    task = Duty.objects.open().about(thing.subject).filter(kind="next").first()
    return task.due if task else None


def said_about(proposal: Proposal) -> dict[str, Any]:
    """What others have said of a proposal: sections, the city, those who asked, and the groups it names."""
    return {
        "opinions": list(proposal.opinions.select_related("section")),
        "benefit": proposal.benefit_checks.last(),
        "questions": list(proposal.questions.all()),
        "partners": list(proposal.asked.select_related("group")),
    }
