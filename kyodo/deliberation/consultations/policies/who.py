"""Who may do what with a consultation."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.consultations.models import Answer, Coding, Consultation, Submission, Unit
from kyodo.kernel.access import Actor, Side, acts_for
from kyodo.kernel.policy import policy
from kyodo.offices.city.policies import is_desk, is_mayor_office, roles_of
from kyodo.offices.city.states import Role


def case_of(thing: Any) -> Consultation:
    """The consultation a thing is part of, or itself."""
    case: Consultation = thing if isinstance(thing, Consultation) else thing.consultation
    return case


@policy(_("この案件の担当課か協働担当課の職員だけができます。"))
def is_in_charge(actor: Actor, thing: Any, at: datetime) -> bool:
    section = case_of(thing).section.subject
    return any(c.ref == section and c.side == Side.CITY for c in actor.capacities(at))


@policy(_("二人目の分類を頼まれている間は、できません。"))
def is_not_blind(actor: Actor, thing: Any, at: datetime) -> bool:
    return not Coding.objects.blinding(actor).filter(consultation_id=case_of(thing).pk).exists()


#: 担当: the section that asks, or the desk that runs the programme; nobody who is coding without knowing the first coding.
keeps = (is_in_charge | is_desk) & is_not_blind


@policy(_("入力した職員と、この案件の担当課か協働担当課の職員だけができます。"))
def typed_it(actor: Actor, submission: Submission, at: datetime) -> bool:
    typist = submission.entered_by
    return typist is not None and typist.subject == actor.subject and bool(roles_of(actor, at))


#: 打ち間違いを直す: whoever typed it, though they may work elsewhere in city hall.
corrects = typed_it | keeps


@policy(_("意見の割り当てを受けた課の職員だけができます。"))
def is_assigned(actor: Actor, thing: Any, at: datetime) -> bool:
    mine = [c.ref for c in actor.capacities(at) if c.side == Side.CITY]
    refs = [ref.partition("/")[2] for ref in mine if ref.startswith("city.section/")]
    case = case_of(thing)
    theirs = Q(consultation=case, section__ref__in=refs)
    return bool(refs) and (Unit.objects.filter(theirs).exists() or Answer.objects.filter(theirs).exists())


@policy(_("審査する人だけができます。"))
def is_reviewer(actor: Actor, thing: Any, at: datetime) -> bool:
    return case_of(thing).reviewers.filter(person__ref=actor.subject.partition("/")[2]).exists() and bool(
        roles_of(actor, at)
    )


#: 台帳を読む: who works on it, and nobody else in city hall.
works_on_it = is_in_charge | is_desk | is_assigned | is_reviewer
sees_ledger = works_on_it & is_not_blind


@policy(_("この意見に答える課の職員だけができます。"))
def is_answering(actor: Actor, answer: Answer, at: datetime) -> bool:
    return acts_for(actor, {answer.section.subject}, at)


#: 回答案を書く: the section that answers, or whoever runs the consultation.
writes = (is_answering | is_in_charge | is_desk) & is_not_blind
reviews = is_reviewer & is_not_blind


@policy(_("決裁を入力できるのは、担当課の課長か市長室の職員です。"))
def is_head(actor: Actor, thing: Any, at: datetime) -> bool:
    section = case_of(thing).section.subject
    return any(c.ref == section and c.role == Role.HEAD for c in actor.capacities(at))


adopts = (is_head | is_mayor_office) & is_not_blind


@policy(_("二人目の分類を頼まれた職員だけができます。"))
def is_coder(actor: Actor, coding: Coding, at: datetime) -> bool:
    return coding.coder.subject == actor.subject and bool(roles_of(actor, at))


@policy(_("この意見を出した方だけができます。"))
def is_sender(actor: Actor, submission: Submission, at: datetime) -> bool:
    return submission.is_from(actor, at)
