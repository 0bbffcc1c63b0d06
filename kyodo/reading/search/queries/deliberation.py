"""The deliberation wing in the catalogue: bodies, their meetings, texts, consultations, recommendations, plans, petitions.

Each card holds what the page of the thing shows to somebody without an account, and nothing else: no closed items,
no minutes before they are published, no answers before the result, no names of those who wrote in.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Max, OuterRef, Prefetch, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.consultations.models import Answer, Consultation, Result, Unit
from kyodo.deliberation.consultations.queries.reading import TOLD
from kyodo.deliberation.councils.models import Body, Chain, Decision, Line, Meeting
from kyodo.deliberation.councils.states.meetings import Edition, MinutesState
from kyodo.deliberation.recommendations.models import Measure, Petition, Plan, Recommendation
from kyodo.deliberation.texts.models import Provision, Version
from kyodo.deliberation.texts.states import Level

from .card import EVERYONE, Card, Source


def body(it: Body) -> Card:
    """What the body is for; who sits in it is read on its page."""
    return Card(
        title=it.name,
        url=it.get_absolute_url(),
        since=it.since,
        summary=it.mandate,
        text=(it.basis, it.section.name),
        names=(it.kana,),
    )


def meeting(it: Meeting) -> Card:
    """Its open items, what was decided on them, and the published version of its minutes."""
    minutes = getattr(it, "minutes", None)
    said: list[Line] = minutes.open_lines if minutes and minutes.state == MinutesState.PUBLISHED else []
    if minutes and minutes.edition != Edition.BOTH:
        said = [line for line in said if line.is_summary == (minutes.edition == Edition.SUMMARY)]
    items = [listing.item for listing in it.listings.all() if not listing.item.is_closed]
    decisions: list[Decision] = it.open_decisions  # type: ignore[attr-defined]
    return Card(
        title=str(it),
        url=it.get_absolute_url(),
        since=it.noticed_at or it.starts_at,
        summary="、".join(item.title for item in items),
        text=(
            *(words for item in items for words in (item.explanation, item.ended_how)),
            *(words for decision in decisions for words in (decision.text, *(d.text for d in decision.dissents.all()))),
            *(line.text for line in said),
        ),
    )


def chain(it: Chain) -> Card:
    """What was handed over and what was replied; a paper still being written has no hop and is not public."""
    return Card(
        title=it.title,
        url=it.get_absolute_url(),
        since=it.began_on,
        summary=it.text,
        text=tuple(words for hop in it.hops.all() for words in (hop.text, hop.reply)),
    )


def version(it: Version) -> Card:
    """The whole text as it was published."""
    lines = [words for p in it.provisions.all() for words in (p.name, p.text, p.plain)]
    return Card(
        title=str(it),
        url=it.get_absolute_url(),
        since=it.published_at or it.began_at,
        summary=it.summary or it.document.summary,
        text=(*lines, it.document.section.name),
        names=(it.document.title,),
    )


def provision(it: Provision) -> Card:
    """One provision of the version published last, under the name of its text and the number of what it belongs to."""
    above: str = getattr(it, "above", None) or ""
    return Card(
        title=f"{it.version.document.title} {above}{it.name}",
        url=it.get_absolute_url(),
        since=it.version.published_at or it.version.began_at,
        summary=it.text,
        text=(it.plain,),
    )


def consultation(it: Consultation) -> Card:
    """What was asked; once its result stands, the opinions in the city's words and the answers."""
    told: list[str] = []
    if it.state in TOLD and (results := list(it.results.all())):
        newest = max(results, key=lambda result: result.number)
        told = [newest.heard, newest.said, newest.done]
        for answer in it.answers.all():
            told += [*(unit.gist for unit in answer.units.all()), answer.text, answer.reason]
    return Card(
        title=it.title,
        url=it.get_absolute_url(),
        since=it.published_at or it.announced_at or it.created_at,
        summary=it.summary or it.purpose,
        text=(it.purpose, it.basis, it.ended_because, *told, it.section.name),
    )


def recommendation(it: Recommendation) -> Card:
    """What was recommended, by whom, and what the city answered."""
    section = it.addressee
    return Card(
        title=it.title,
        url=it.get_absolute_url(),
        since=it.report.handed_on,
        summary=it.text,
        text=(
            it.report.title, it.report.voice_name, section.name if section else "",
            it.response.get_state_display(), it.response.reason, it.closure.reason if it.closure.closed_on else "",
        ),
    )  # fmt: skip


def plan(it: Plan) -> Card:
    """The plan with its pillars."""
    return Card(
        title=it.title,
        url=it.get_absolute_url(),
        since=it.adopted_on or it.entered_at,
        summary=it.summary,
        text=(it.decided_by, *(pillar.title for pillar in it.pillars.all())),
    )


def measure(it: Measure) -> Card:
    """What a plan promises, by which milestones, and how its sections say it went."""
    sheets = (
        words
        for s in it.sheets.all()
        for words in (s.results, s.problems, s.next_year, s.hq_comment, s.citizens_comment)
    )
    section = it.addressee
    return Card(
        title=it.title,
        url=it.get_absolute_url(),
        since=it.plan.adopted_on or it.plan.entered_at,
        summary=it.text,
        text=(
            it.plan.title, it.pillar.title, section.name if section else "", it.indicator,
            *(words for m in it.milestones.all() for words in (m.title, m.note)), *sheets,
        ),
    )  # fmt: skip


def petition(it: Petition) -> Card:
    """The summary that the city published, and its answer; never who proposed it."""
    return Card(
        title=it.title,
        url=it.get_absolute_url(),
        since=it.received_on or it.submitted_at,
        summary=it.summary,
        text=(it.get_result_display(), it.reason),
    )


def _meetings(at: datetime) -> QuerySet[Meeting]:
    """Those of which the public was given notice, with all that is open about them."""
    lines = Line.objects.readable(inside=False)
    decisions = Decision.objects.readable(inside=False).prefetch_related("dissents")
    return (
        Meeting.objects.visible_to(EVERYONE, at=at)
        .filter(noticed_at__isnull=False)
        .select_related("term__body", "minutes")
        .prefetch_related(
            Prefetch("minutes__lines", lines, to_attr="open_lines"),
            Prefetch("decisions", decisions, to_attr="open_decisions"),
            "listings__item",
        )
    )


def _newest() -> QuerySet[Any, Any]:
    """The version of each text that was published last."""
    return Version.objects.published().order_by().values("document").annotate(last=Max("pk")).values("last")


def _provisions(at: datetime) -> QuerySet[Provision]:
    """The provisions of the texts as they were published last; a line without words is only a heading."""
    articles = Provision.objects.filter(version=OuterRef("version"), level__gte=Level.ARTICLE)
    above = articles.filter(uid=OuterRef("parent_uid")).values("label")[:1]
    standing = Provision.objects.filter(version__in=_newest()).exclude(text="")
    return standing.select_related("version__document").annotate(above=Subquery(above))


def _consultations(at: datetime) -> QuerySet[Consultation]:
    units = Unit.objects.standing().order_by("place", "pk")
    answers = Answer.objects.standing().order_by("order").prefetch_related(Prefetch("units", units))
    return (
        Consultation.objects.visible_to(EVERYONE, at=at)
        .select_related("section")
        .prefetch_related(
            Prefetch("results", Result.objects.filter(withdrawn_at=None)),
            Prefetch("answers", answers),
        )
    )


SOURCES: tuple[Source[Any], ...] = (
    Source(
        Body,
        _("会議体"),
        lambda at: Body.objects.visible_to(EVERYONE, at=at).select_related("section"),
        body,
    ),
    Source(
        Meeting,
        _("会議と会議録"),
        _meetings,
        meeting,
        depends_on={
            "councils.body": "term__body__ref",
            "councils.item": "listings__item__ref",
            "councils.decision": "decisions__ref",
            "councils.minutes": "minutes__ref",
        },
    ),
    Source(
        Chain,
        _("諮問・答申・提言のやりとり"),
        lambda at: Chain.objects.visible_to(EVERYONE, at=at).prefetch_related("hops"),
        chain,
    ),
    Source(
        Version,
        _("指針・条例"),
        lambda at: Version.objects.published().select_related("document__section").prefetch_related("provisions"),
        version,
        depends_on={"texts.document": "document__ref"},
    ),
    Source(
        Provision,
        _("指針・条例の条項"),
        _provisions,
        provision,
        # A new version takes the place of the one before.
        depends_on={"texts.version": "version__document__versions__ref"},
    ),
    Source(Consultation, _("意見公募"), _consultations, consultation),
    Source(
        Recommendation,
        _("提言"),
        lambda at: Recommendation.objects.whole_rows(),
        recommendation,
        depends_on={"recommendations.report": "report__ref", "recommendations.batch": "batch__ref"},
    ),
    Source(
        Plan,
        _("推進プラン"),
        lambda at: Plan.objects.visible_to(EVERYONE, at=at).prefetch_related("pillars"),
        plan,
    ),
    Source(
        Measure,
        _("推進プランの取組"),
        lambda at: (
            Measure.objects.filter(plan__in=Plan.objects.visible_to(EVERYONE, at=at))
            .select_related("plan", "pillar", "section__successor")
            .prefetch_related("milestones", "sheets")
        ),
        measure,
        depends_on={
            "recommendations.plan": "plan__ref",
            "recommendations.milestone": "milestones__ref",
            "recommendations.sheet": "sheets__ref",
        },
    ),
    Source(
        Petition,
        _("市民政策提案"),
        lambda at: Petition.objects.visible_to(EVERYONE, at=at),
        petition,
    ),
)
