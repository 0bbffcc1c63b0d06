"""Recommendations, plans and the matrix as open data: UTF-8 with BOM, ISO dates, nothing a spreadsheet would execute."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from kyodo.kernel.access import Request, open_to
from kyodo.kernel.text import csv_safe
from kyodo.offices.city.queries import local_day

from . import queries
from .models import Plan, Recommendation


def _file(name: str, rows: Iterable[Sequence[object]]) -> HttpResponse:
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    writer = csv.writer(answer)
    for row in rows:
        writer.writerow(["" if cell is None else csv_safe(cell) for cell in row])
    return answer


RECOMMENDATIONS = (
    "提言書", "提出日", "提言した側", "番号", "提言", "内容", "宛先の課", "市の回答", "回答の理由", "回答・検討の期限", "実施状況（市）",
    "完了した日", "提言した側の実感", "市と提言した側の差", "市民の実感（人数）", "終結",
)  # fmt: skip


@open_to("everyone")
def recommendations(request: Request) -> HttpResponse:
    """提言一覧.csv: every recommendation with both views, each in its own column."""
    rows = list(Recommendation.objects.whole_rows())
    views = queries.two_views(rows)
    return _file("recommendations", [RECOMMENDATIONS, *(_recommendation(r, views[r.pk]) for r in rows)])


def _recommendation(r: Recommendation, views: queries.TwoViews) -> list[object]:
    felt = "；".join(f"{level.label}{n}" for level, n in views.citizens if n)
    return [
        r.report.title, r.report.handed_on, r.report.voice_name, r.number, r.title, r.text, r.addressee and r.addressee.name,
        r.response.get_state_display(), r.response.reason, r.response.due, r.implementation.get_state_display(),
        r.implementation.done_on, views.committee and views.committee.get_level_display(), views.steps, felt,
        r.closure.get_state_display(),
    ]  # fmt: skip


MEASURES = (
    "計画", "柱", "番号", "取組", "担当課", "予算額", "指標", "単位", "マイルストーン数", "達成", "一部達成", "未達", "予定", "期日を過ぎた予定",
)  # fmt: skip


@open_to("everyone")
def measures(request: Request, ref: str) -> HttpResponse:
    """取組一覧.csv of one plan, with the count of its milestones."""
    plan = get_object_or_404(Plan.objects.visible_to(request.actor, at=request.at), ref=ref)
    lines, _whole = queries.plan_lines(plan, local_day(request.at))
    rows = [
        [
            plan.title, pillar.title, m.number, m.title, m.section and m.section.name, m.budget, m.indicator, m.unit, p.total, p.met,
            p.partly, p.missed, p.planned, p.late,
        ]
        for pillar in lines
        for m, p in ((line.measure, line.progress) for line in pillar.measures)
    ]  # fmt: skip
    return _file("measures", [MEASURES, *rows])


@open_to("everyone")
def matrix(request: Request, ref: str) -> HttpResponse:
    """対応表.csv: one line for each pair; recommendations and measures without a partner have a line of their own."""
    plan = get_object_or_404(Plan.objects.visible_to(request.actor, at=request.at), ref=ref)
    found = queries.matrix(plan)
    rows: list[list[object]] = [["提言書", "番号", "提言", "対応のしかた", "取組番号", "取組", "理由"]]
    for row in found.rows:
        said = [row.recommendation.report.title, row.recommendation.number, row.recommendation.title]
        heirs = [h for h in (*row.cells, row.not_taken) if h]
        measures = {m.pk: m for m in found.measures}
        for heir in heirs:
            measure = measures.get(heir.measure_id or 0)
            rows.append(
                [*said, heir.get_kind_display(), measure and measure.number, measure and measure.title, heir.reason]
            )
        if not heirs:
            rows.append([*said, str(row.settled) or "対応する取組なし", None, None, None])
    rows += [[None, None, None, "提言によらない取組", m.number, m.title, None] for m in found.new_measures]
    return _file("matrix", rows)
