"""進捗シート: the section tells its year, the headquarters comment on it, the citizens' members judge it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.recommendations import policies as may
from kyodo.deliberation.recommendations.models import Measure, Sheet
from kyodo.deliberation.recommendations.states import PlanState
from kyodo.kernel.access import Actor
from kyodo.kernel.calendar import fiscal_span
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.offices.city.queries import local_day
from kyodo.offices.journal.actions import record


def file_sheet(
    measure: Measure,
    *,
    year: int,
    results: str,
    self_grade: str,
    problems: str = "",
    next_year: str = "",
    actual: Decimal | None = None,
    by: Actor,
    at: datetime,
    key: str = "",
) -> Sheet:
    """進捗シートを出す: once a fiscal year, when it has ended; with the actual figure of the indicator."""
    may.carries.require(by, measure, at=at)
    if year not in measure.plan.years:
        raise Refused(_("計画の年度を選んでください。"), field="year")
    if fiscal_span(year)[1] >= local_day(at):
        raise Refused(_("まだ終わっていない年度です。"), field="year")
    with transaction.atomic():
        locked = Measure.lock(measure.pk)
        if locked.plan.state == PlanState.DRAFTING:
            raise IllegalMove(_("まだ決定していない計画です。"))
        if locked.sheets.filter(year=year).exists():
            raise Refused(_("この年度の進捗シートは、すでに出ています。"), field="year")
        sheet = Sheet(
            measure=locked, year=year, results=results, problems=problems, next_year=next_year, self_grade=self_grade, filed_at=at
        )  # fmt: skip
        record("file_sheet", sheet, by=by, at=at, detail={"year": year, "grade": self_grade}, key=key)
        sheet.save(force_insert=True)
        if actual is not None:
            locked.targets.filter(year=year).update(actual=actual)
    return sheet


def comment(sheet: Sheet, *, text: str, by: Actor, at: datetime) -> Sheet:
    """本部コメントを書く."""
    may.may_comment.require(by, sheet.measure, at=at)
    with transaction.atomic():
        locked = Sheet.lock(sheet.pk)
        locked.hq_comment, locked.hq_at = text, at
        locked.save(update_fields=["hq_comment", "hq_at"])
        record("comment", locked, by=by, at=at)
    sheet.refresh_from_db()
    return sheet


def judge(sheet: Sheet, *, grade: str, text: str, by: Actor, at: datetime) -> Sheet:
    """市民委員の評価を書く: beside what the section said of itself, never in its place."""
    may.judges_plan.require(by, sheet.measure, at=at)
    with transaction.atomic():
        locked = Sheet.lock(sheet.pk)
        locked.citizens_grade, locked.citizens_comment, locked.citizens_at = grade, text, at
        locked.save(update_fields=["citizens_grade", "citizens_comment", "citizens_at"])
        record("judge", locked, by=by, at=at, detail={"grade": grade})
    sheet.refresh_from_db()
    return sheet
