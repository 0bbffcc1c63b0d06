"""Who may do what with talks and proposals."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kyodo.commons.groups.states import SPEAKERS
from kyodo.kernel.access import Actor, Side, acts_for
from kyodo.kernel.policy import policy
from kyodo.offices.city.policies import is_desk, is_officer, is_the_program
from kyodo.offices.people.models import Person

from .models import Partner, PriorTalk, Proposal, Question


def proposal_of(thing: object) -> Proposal:
    """The proposal a thing is about: itself, or its `proposal`."""
    it = thing if isinstance(thing, Proposal) else getattr(thing, "proposal")
    if not isinstance(it, Proposal):
        raise TypeError(f"{thing!r} is about no proposal")
    return it


@policy(_("この提案を出す方だけができます。"))
def is_writer(actor: Actor, thing: object, at: datetime) -> bool:
    it = proposal_of(thing)
    typed_in = isinstance(actor, Person) and it.entered_by_id == actor.pk and bool(is_officer.check(actor, None, at=at))
    return typed_in or acts_for(actor, {it.author_ref}, at)


@policy(_("この提案を担当する課の職員だけができます。"))
def is_in_charge(actor: Actor, thing: object, at: datetime) -> bool:
    case = proposal_of(thing).case
    return case is not None and case.side_of(actor, at) == Side.CITY


#: The section in charge, or the desk that runs the programme.
looks_after = is_in_charge | is_desk


@policy(_("名前をあげられた団体の方だけができます。"))
def is_partner(actor: Actor, partner: Partner, at: datetime) -> bool:
    return acts_for(actor, {partner.group.subject}, at)


@policy(_("返事は、名前をあげられた団体の代表か連絡担当の方だけができます。"))
def speaks_for_partner(actor: Actor, partner: Partner, at: datetime) -> bool:
    return any(c.ref == partner.group.subject and c.role in SPEAKERS for c in actor.capacities(at))


@policy(_("この相談に来た方だけができます。"))
def is_talker(actor: Actor, talk: PriorTalk, at: datetime) -> bool:
    return acts_for(actor, {talk.holder}, at)


@policy(_("募集についての質問には協働担当課が、提案についての質問には提案者か担当する課が答えます。"))
def may_answer(actor: Actor, question: Question, at: datetime) -> bool:
    if question.proposal is None:
        return bool(is_desk.check(actor, question, at=at))
    return bool((looks_after | is_writer).check(actor, question.proposal, at=at))


__all__ = [
    "is_desk",
    "is_in_charge",
    "is_officer",
    "is_partner",
    "is_talker",
    "is_the_program",
    "is_writer",
    "looks_after",
    "may_answer",
    "speaks_for_partner",
]
