"""Who may set up bodies, name their members and end their terms."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.councils.models.body import Body
from kyodo.deliberation.councils.models.draw import Invitee
from kyodo.deliberation.councils.models.opening import Application, Opening
from kyodo.deliberation.councils.models.seat import Membership
from kyodo.deliberation.councils.states.bodies import ApplicationState, Choosing, OpeningState
from kyodo.deliberation.councils.terms.bodies import OPENING_DAYS
from kyodo.kernel.access import Actor, LinkHolder
from kyodo.kernel.policy import Block, policy
from kyodo.offices.city.policies import is_officer, runs_the_city
from kyodo.offices.city.queries import local_day, number

from .meetings import staffs


@policy(_("担当課の職員だけができます。"))
def is_its_section(actor: Actor, thing: Any, at: datetime) -> bool:
    body: Body = thing if isinstance(thing, Body) else thing.body
    return staffs(actor, body.section.subject, at)


#: 設置し、期を始め、委員を任命し、事務局を決める: the section in charge, or the desk for one that has nobody.
keeps = is_its_section | runs_the_city
#: 会議体の一覧と統計の内側: whoever works for the city.
looks_inside = is_officer


@policy(_("応募した方だけができます。"))
def is_applicant(actor: Actor, application: Application, at: datetime) -> bool:
    own = application.person.subject if application.person else f"link/{application.subject}"
    return actor.subject == own


@policy(_("委員本人だけができます。"))
def is_that_member(actor: Actor, membership: Membership, at: datetime) -> bool:
    return membership.person is not None and actor.subject == membership.person.subject


@policy(_("担当課の職員だけができます。"))
def keeps_its_body(actor: Actor, membership: Membership, at: datetime) -> bool:
    return bool(keeps.check(actor, membership.term.body, at=at))


#: 名簿に載せるものを決める.
chooses_what_is_shown = keeps_its_body | is_that_member


@policy(_("招待状を受け取った方だけができます。"))
def holds_the_letter(actor: Actor, invitation: Invitee, at: datetime) -> bool:
    return actor.subject == LinkHolder(invitation.subject).subject


@policy(_("受付の期間が終わっています。"))
def still_open(actor: Actor, application: Application, at: datetime) -> bool:
    return application.opening.takes_on(local_day(at))


@policy(_("この公募の担当課の職員だけができます。"))
def keeps_its_opening(actor: Actor, application: Application, at: datetime) -> bool:
    return bool(keeps.check(actor, application.opening, at=at))


@policy(_("この招待の担当課の職員だけができます。"))
def keeps_its_draw(actor: Actor, invitation: Invitee, at: datetime) -> bool:
    return bool(keeps.check(actor, invitation.draw, at=at))


def result_is_out(application: Application, at: datetime) -> list[Block]:
    """After the result stands: before it, one simply decides otherwise."""
    if application.opening.state == OpeningState.DECIDED:
        return []
    return [Block(_("選考の結果"), _("結果を公表した後にできます。"), application.opening.get_absolute_url())]


def result_is_not_out(application: Application, at: datetime) -> list[Block]:
    """What was published stands; a seat that falls free is for the reserve."""
    if application.opening.state == OpeningState.ANNOUNCED:
        return []
    return [Block(_("選考の結果"), _("結果を公表した後は変えられません。"), application.opening.get_absolute_url())]


def is_next_in_reserve(application: Application, at: datetime) -> list[Block]:
    """補欠は順番に: nobody is passed over without it being written down that they stepped back."""
    ahead = application.opening.applications.filter(state=ApplicationState.RESERVE, reserve__lt=application.reserve)
    if first := ahead.order_by("reserve").first():
        sentence = _("先に%(number)sの方（%(result)s）に確かめ、辞退のときは記録してください。")
        there = (
            first.get_absolute_url() if first.person_id else f"{application.opening.get_absolute_url()}applications/"
        )
        return [Block(_("補欠の順"), sentence % {"number": first.number, "result": first.result}, there)]
    return []


def period_is_long_enough(opening: Opening, at: datetime) -> list[Block]:
    """公募の期間: at least so many days between the first and the last, and not yet over."""
    least, days = number(OPENING_DAYS), (opening.closes_on - opening.opens_on).days + 1
    mend = f"{opening.get_absolute_url()}edit/"
    blocks = []
    if days < least:
        sentence = _("受付の期間が%(days)d日です。%(least)d日以上にしてください。")
        blocks.append(Block(_("受付の期間"), sentence % {"days": days, "least": least}, mend))
    if opening.closes_on < local_day(at):
        blocks.append(Block(_("受付の期間"), _("受付の終わりが過ぎています。"), mend))
    if opening.choosing != Choosing.LOTTERY and not opening.criteria.strip():
        blocks.append(Block(_("選ぶ基準"), _("選考で決めるときは、選ぶ基準を示してください。"), mend))
    return blocks


def everyone_has_a_result(opening: Opening, at: datetime) -> list[Block]:
    """Nobody who applied is left without an answer and its reason."""
    left = opening.applications.filter(state=ApplicationState.SENT).count()
    blocks = []
    if left:
        sentence = _("結果を決めていない応募が%(count)d件あります。") % {"count": left}
        blocks.append(Block(_("応募"), sentence, f"{opening.get_absolute_url()}applications/"))
    if not opening.outcome.strip():
        blocks.append(Block(_("選考の結果"), _("選考の結果を書いてください。"), f"{opening.get_absolute_url()}decide/"))
    return blocks


def applications_are_over(opening: Opening, at: datetime) -> list[Block]:
    """Nothing is decided while one can still apply."""
    if local_day(at) > opening.closes_on:
        return []
    return [Block(_("受付の期間"), _("受付の期間が終わってから決めてください。"), opening.get_absolute_url())]
