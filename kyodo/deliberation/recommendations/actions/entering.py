"""Taking recommendations in: a paper with its items in one act, single ones, and the section each is addressed to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.recommendations import terms
from kyodo.deliberation.recommendations.letters import in_charge
from kyodo.deliberation.recommendations.models import (
    Batch,
    Closure,
    Implementation,
    Recommendation,
    Report,
    Response,
)
from kyodo.deliberation.recommendations.policies import may_keep
from kyodo.deliberation.recommendations.states import SourceKind
from kyodo.deliberation.recommendations.workflow import CLOSURES, IMPLEMENTATIONS, RESPONSES
from kyodo.kernel.access import Actor
from kyodo.kernel.policy import Refused
from kyodo.offices.city.models import Section
from kyodo.offices.city.queries import local_day, number, period_end
from kyodo.offices.desk import actions as desk
from kyodo.offices.journal.actions import record


def receive(
    *,
    title: str,
    kind: str,
    voice_name: str,
    handed_on: date,
    source_ref: str = "",
    voice_ref: str = "",
    summary: str = "",
    items: Sequence[Mapping[str, Any]] = (),
    by: Actor,
    at: datetime,
    key: str = "",
) -> Report:
    """提言書を受け取る: the paper and all its items in one act; each item is tracked from then on."""
    may_keep.require(by, None, at=at)
    if handed_on > local_day(at):
        raise Refused(_("提出日には、きょうまでの日付を入力してください。"), field="handed_on")
    once = kind in (SourceKind.PAPER, SourceKind.PETITION)  # a term, a meeting or a provision may bring about several
    if once and source_ref and Report.objects.filter(source_ref=source_ref, kind=kind).exists():
        raise Refused(_("この提言書は、すでに登録されています。"))
    report = Report(
        title=title, kind=kind, voice_name=voice_name, handed_on=handed_on, source_ref=source_ref, voice_ref=voice_ref,
        summary=summary, entered_at=at,
    )  # fmt: skip
    with transaction.atomic():
        record("receive", report, by=by, at=at, detail={"items": len(items), "source": source_ref}, key=key)
        report.save(force_insert=True)
        for place, item in enumerate(items, start=1):
            _open(report, {"number": place, **item}, by=by, at=at)
    return report


def enter(
    report: Report,
    *,
    number: int | None = None,
    title: str,
    text: str = "",
    section: Section | None = None,
    by: Actor,
    at: datetime,
    key: str = "",
) -> Recommendation:
    """One more recommendation of a paper; without a number it takes the next."""
    may_keep.require(by, report, at=at)
    with transaction.atomic():
        locked = Report.lock(report.pk)
        last = locked.recommendations.order_by("-number").values_list("number", flat=True).first() or 0
        item = {"number": number or last + 1, "title": title, "text": text, "section": section}
        return _open(locked, item, by=by, at=at, key=key)


def _open(
    report: Report, item: Mapping[str, Any], *, batch: Batch | None = None, by: Actor, at: datetime, key: str = ""
) -> Recommendation:
    """A recommendation with its three lives at their beginning."""
    recommendation = Recommendation(report=report, batch=batch, **item)
    record("enter", recommendation, by=by, at=at, detail={"report": report.subject}, key=key)
    try:
        with transaction.atomic():
            recommendation.save(force_insert=True)
    except IntegrityError:
        taken = _("%(number)s番の提言は、すでにあります。") % {"number": recommendation.number}
        raise Refused(taken, field="number") from None
    due = period_end(max(report.handed_on, local_day(at)) + timedelta(days=number_of_days()))
    RESPONSES.begin(Response(recommendation=recommendation, due=due), by=by, at=at)
    IMPLEMENTATIONS.begin(Implementation(recommendation=recommendation, since=at), by=by, at=at)
    CLOSURES.begin(Closure(recommendation=recommendation), by=by, at=at)
    return recommendation


def number_of_days() -> int:
    """How many days the city gives itself for an answer."""
    return number(terms.RESPONSE_DAYS)


def assign(
    recommendation: Recommendation, *, section: Section, reason: str = "", by: Actor, at: datetime
) -> Recommendation:
    """担当の課を決める: what is owed about the recommendation passes to the section."""
    may_keep.require(by, recommendation, at=at)
    with transaction.atomic():
        locked: Recommendation = Recommendation.lock(recommendation.pk)
        before = in_charge(locked)
        if locked.section_id == section.pk:
            raise Refused(_("もうこの課が担当しています。"), field="section")
        locked.section = section
        locked.save(update_fields=["section"])
        for life in (locked.response, locked.implementation):
            desk.pass_on(life, holder=before, to=section.subject)
        record("assign", locked, by=by, at=at, reason=reason, detail={"from": before, "to": section.subject})
    recommendation.refresh_from_db()
    return recommendation
