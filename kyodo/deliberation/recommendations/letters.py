"""Who is told what about recommendations and plans."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.workflow import Letter
from kyodo.offices.city.models import Section

from .models import Closure, Implementation, Measure, Milestone, Petition, Plan, Recommendation, Response
from .models.lives import Life


def desk_ref() -> str:
    """協働の窓口課, which looks after whatever has no owner."""
    desk = Section.objects.filter(is_desk=True, until=None).first()
    return desk.subject if desk else ""


def in_charge(thing: Recommendation | Measure | Petition) -> str:
    """The section in charge, or the desk while there is none."""
    section = thing.addressee
    return section.subject if section else desk_ref()


def section(life: Life) -> str:
    """The section a recommendation is addressed to."""
    return in_charge(life.recommendation)


def owner(milestone: Milestone) -> str:
    """The section that carries the measure."""
    return in_charge(milestone.measure)


def addressed(life: Life) -> Iterable[str]:
    """The section a recommendation is addressed to."""
    return [section(life)]


def recommenders(life: Life) -> Iterable[str]:
    """Those who recommended, and the desk."""
    return [ref for ref in (life.recommendation.report.voice_ref, desk_ref()) if ref]


def everybody(life: Life) -> Iterable[str]:
    """Those who recommended, the section and the desk."""
    return [*recommenders(life), section(life)]


def carriers(plan: Plan) -> Iterable[str]:
    """Every section that carries a measure of the plan, and the body that will judge it."""
    owners = [in_charge(m) for m in plan.measures.select_related("section__successor")]
    return dict.fromkeys([*owners, *([plan.voice_ref] if plan.voice_ref else [])])


addressed_to_you = Letter[Response](
    "recommendations.addressed", _("提言への回答をお願いします"), "recommendations/letters/addressed.txt", addressed, duty=True
)  # fmt: skip
answered = Letter[Response](
    "recommendations.answered", _("提言に回答がありました"), "recommendations/letters/answered.txt", recommenders
)
reported = Letter[Implementation](
    "recommendations.reported",
    _("提言の実施について報告がありました"),
    "recommendations/letters/reported.txt",
    recommenders,
)
closed = Letter[Closure](
    "recommendations.closed", _("提言が終結しました"), "recommendations/letters/closed.txt", everybody
)
reopened = Letter[Closure](
    "recommendations.reopened", _("提言がもう一度開かれました"), "recommendations/letters/reopened.txt", everybody
)
adopted = Letter[Plan](
    "recommendations.adopted", _("推進プランが決まりました"), "recommendations/letters/adopted.txt", carriers
)


def petitioner(petition: Petition) -> Iterable[str]:
    """Whoever handed the petition in; nobody where it came on paper."""
    return [petition.author_ref] if petition.author_ref else []


def the_desk(petition: Petition) -> Iterable[str]:
    """協働の窓口課."""
    return [ref for ref in (desk_ref(),) if ref]


def checker(petition: Petition) -> str:
    """Who looks at a petition first."""
    return desk_ref()


def student(petition: Petition) -> str:
    """The section that studies the petition."""
    return in_charge(petition)


def assigned(petition: Petition) -> Iterable[str]:
    """Whoever handed it in and the section that studies it."""
    return [*petitioner(petition), in_charge(petition)]


handed_in = Letter[Petition](
    "recommendations.handed_in", _("市民政策提案が届きました"), "recommendations/letters/handed_in.txt", the_desk
)
sent_back = Letter[Petition](
    "recommendations.sent_back",
    _("市民政策提案の補正をお願いします"),
    "recommendations/letters/sent_back.txt",
    petitioner,
)
accepted = Letter[Petition](
    "recommendations.accepted", _("市民政策提案を受理しました"), "recommendations/letters/accepted.txt", assigned
)
decided = Letter[Petition](
    "recommendations.decided", _("市民政策提案の検討の結果"), "recommendations/letters/decided.txt", petitioner
)
