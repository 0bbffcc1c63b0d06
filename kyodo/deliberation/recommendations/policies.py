"""Who answers, who reports, who closes, who judges. Whoever implements never closes."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import Actor, Side, acts_for
from kyodo.kernel.policy import Policy, policy
from kyodo.offices.city.policies import is_desk, is_mayor_office, is_officer, is_signed_in, is_the_program

from .models import Evidence, Measure, Milestone, Petition, Plan, Recommendation
from .models.lives import Life


def recommendation_of(thing: Recommendation | Life) -> Recommendation:
    """The recommendation a thing is, or is a life of."""
    return thing if isinstance(thing, Recommendation) else thing.recommendation


def speaks_for(actor: Actor, ref: str, at: datetime) -> bool:
    """Whether the actor sits in that body, not as an officer of the city."""
    return bool(ref) and (
        actor.subject == ref or any(c.ref == ref and c.side != Side.CITY for c in actor.capacities(at))
    )


@policy(_("宛先になっている課の職員だけができます。"))
def is_addressee(actor: Actor, thing: Recommendation | Life, at: datetime) -> bool:
    section = recommendation_of(thing).addressee
    return section is not None and acts_for(actor, [section.subject], at)


@policy(_("提言した側の委員・会員だけができます。"))
def recommended(actor: Actor, thing: Recommendation | Life, at: datetime) -> bool:
    return speaks_for(actor, recommendation_of(thing).report.voice_ref, at)


@policy(_("実施を報告した人は、自分で終結にできません。ほかの人が確かめてください。"))
def has_not_reported(actor: Actor, thing: Recommendation | Life, at: datetime) -> bool:
    done = Evidence.objects.filter(implementation__recommendation=recommendation_of(thing), reported_by=actor.subject)
    return not done.exists()


@policy(_("実施する課の職員は、終結にできません。ほかの課か、提言した側が確かめてください。"))
def is_from_elsewhere(actor: Actor, thing: Recommendation | Life, at: datetime) -> bool:
    return not is_addressee.check(actor, thing, at=at)


@policy(_("市の職員は、職員としてではなく提言した側や市民として述べる場合を除き、市民の実感を述べられません。"))
def is_no_officer(actor: Actor, thing: object, at: datetime) -> bool:
    return not is_officer.check(actor, thing, at=at)


@policy(_("取組の担当課の職員だけができます。"))
def carries(actor: Actor, thing: Measure | Milestone, at: datetime) -> bool:
    measure = thing if isinstance(thing, Measure) else thing.measure
    section = measure.addressee
    return section is not None and acts_for(actor, [section.subject], at)


@policy(_("この計画を評価する会議体の委員だけができます。"))
def judges_plan(actor: Actor, thing: Measure | Plan, at: datetime) -> bool:
    plan = thing if isinstance(thing, Plan) else thing.plan
    return speaks_for(actor, plan.voice_ref, at)


@policy(_("提案した代表者だけができます。"))
def is_author(actor: Actor, petition: Petition, at: datetime) -> bool:
    return bool(petition.author_ref) and actor.subject == petition.author_ref


@policy(_("紙で届いた提案に限り、窓口が代わって行えます。"))
def came_on_paper(actor: Actor, petition: Petition, at: datetime) -> bool:
    return not petition.author_ref


@policy(_("提案の担当課の職員だけができます。"))
def studies(actor: Actor, petition: Petition, at: datetime) -> bool:
    section = petition.addressee
    return section is not None and acts_for(actor, [section.subject], at)


#: The register, its addressees, plans, imports and pauses are the desk's.
may_keep = is_desk
#: The section answers for itself; the mayor's office may answer in its place.
may_answer: Policy[Recommendation | Life] = is_addressee | is_mayor_office
may_report = is_addressee
#: Closing: those who recommended, the desk or the mayor's office, but nobody who did the work.
may_close: Policy[Recommendation | Life] = (
    (recommended | is_desk | is_mayor_office) & has_not_reported & is_from_elsewhere
)
may_reopen: Policy[Recommendation | Life] = recommended | is_desk
#: What a citizen wrote beside a mark is for those who can do something about it.
reads_words: Policy[Recommendation | Life] = is_addressee | is_desk | recommended
may_state_as_citizen: Policy[object] = is_signed_in & is_no_officer
may_mark: Policy[Measure | Milestone] = carries | is_desk
may_supersede: Policy[Plan] = is_desk | is_the_program
may_comment: Policy[Measure | Plan] = is_desk | is_mayor_office
#: A citizen proposes in their own name; what comes on paper is entered by the desk.
may_hand_in: Policy[object] = may_state_as_citizen | is_desk
may_mend: Policy[Petition] = is_author | (came_on_paper & is_desk)
may_withdraw = may_mend
may_study: Policy[Petition] = studies | is_desk
reads_petition: Policy[Petition] = is_author | is_officer
reads_supporters: Policy[Petition] = is_author | is_desk
