"""取り込む: a list the city already keeps; looked at first, taken over as a whole, undone as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.recommendations.models import Batch, Measure, Pillar, Plan, Recommendation, Report
from kyodo.deliberation.recommendations.policies import may_keep
from kyodo.deliberation.recommendations.states import BatchKind, Level, PlanState, ResponseState
from kyodo.deliberation.recommendations.workflow import BATCHES
from kyodo.kernel.access import Actor
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.offices.city.models import Section
from kyodo.offices.desk import actions as desk

from .entering import _open
from .planning import add_measure, add_pillar


def upload(
    place: Report | Plan, *, file_name: str, rows: Sequence[Mapping[str, Any]], by: Actor, at: datetime, key: str = ""
) -> Batch:
    """Keep the checked rows of a file until somebody has looked at them. Nothing changes yet."""
    may_keep.require(by, place, at=at)
    if not rows:
        raise Refused(_("取り込める行がありません。"), field="file")
    into = {"report": place, "kind": BatchKind.RECOMMENDATIONS} if isinstance(place, Report) else {"plan": place, "kind": BatchKind.MEASURES}  # fmt: skip
    batch = Batch(file_name=file_name, rows=list(rows), row_count=len(rows), uploaded_at=at, **into)
    return BATCHES.begin(batch, by=by, at=at, key=key)


def take_over(batch: Batch, *, by: Actor, at: datetime) -> Batch:
    """Take every row, or none."""
    with transaction.atomic():
        BATCHES.perform("take_over", batch, by=by, at=at, detail={"rows": batch.row_count})
        sections = {s.ref: s for s in Section.objects.filter(ref__in={row["section"] for row in batch.rows})}
        take = _recommendations if batch.kind == BatchKind.RECOMMENDATIONS else _measures
        take(batch, sections, by=by, at=at)
    return batch


def _recommendations(batch: Batch, sections: Mapping[str, Section], *, by: Actor, at: datetime) -> None:
    report = Report.lock(batch.report_id)
    last = report.recommendations.order_by("-number").values_list("number", flat=True).first() or 0
    for row in batch.rows:
        number = row["number"] or last + 1
        last = max(last, number)
        item = {"number": number, "title": row["title"], "text": row["text"], "section": sections.get(row["section"])}
        _open(report, item, batch=batch, by=by, at=at)


def _measures(batch: Batch, sections: Mapping[str, Section], *, by: Actor, at: datetime) -> None:
    assert batch.plan is not None
    pillars: dict[str, Pillar] = {p.title: p for p in batch.plan.pillars.all()}
    for row in batch.rows:
        title = row["pillar"]
        if title not in pillars:
            pillars[title] = add_pillar(batch.plan, title=title, by=by, at=at)
        said = {name: row[name] for name in ("number", "title", "text", "budget", "indicator", "unit")}
        add_measure(pillars[title], batch=batch, section=sections.get(row["section"]), by=by, at=at, **said)


def discard(batch: Batch, *, by: Actor, at: datetime) -> Batch:
    """Drop a file that was only looked at."""
    return BATCHES.perform("discard", batch, by=by, at=at)


def undo(batch: Batch, *, by: Actor, at: datetime) -> Batch:
    """Take the whole file back, while nobody has answered, reported or built on what came from it."""
    with transaction.atomic():
        BATCHES.perform("undo", batch, by=by, at=at, detail={"rows": batch.row_count})
        undone = _undo_recommendations if batch.kind == BatchKind.RECOMMENDATIONS else _undo_measures
        undone(batch, by=by, at=at)
    return batch


def _undo_recommendations(batch: Batch, *, by: Actor, at: datetime) -> None:
    rows = Recommendation.objects.filter(batch=batch)
    worked_on = (
        rows.exclude(response__state=ResponseState.WAITING)
        | rows.exclude(implementation__state=Level.NO_EVIDENCE)
        | rows.filter(heirs__isnull=False)
        | rows.filter(impressions__isnull=False)
    )
    if worked_on.exists():
        raise IllegalMove(_("取り込んだ提言への回答や対応が始まっているため、取り消せません。"))
    for recommendation in rows.select_related("response", "implementation", "closure"):
        desk.settle(recommendation.response, by=by, at=at, kind=desk.NEXT)
        for life in (recommendation.response, recommendation.implementation, recommendation.closure):
            life.delete()
        recommendation.delete()


def _undo_measures(batch: Batch, *, by: Actor, at: datetime) -> None:
    rows = Measure.objects.filter(batch=batch)
    if batch.plan and batch.plan.state != PlanState.DRAFTING:
        raise IllegalMove(_("計画がもう決定されているため、取り消せません。"))
    if rows.filter(milestones__isnull=False).exists() or rows.filter(heirs__isnull=False).exists():
        raise IllegalMove(_("取り込んだ取組にマイルストーンや提言との対応が付いているため、取り消せません。"))
    pillars = set(rows.values_list("pillar", flat=True))
    rows.delete()
    Pillar.objects.filter(pk__in=pillars, measures=None).delete()
