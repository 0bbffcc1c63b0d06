"""What is still promised: open recommendations, what is overdue, how the plans stand. As of the moment, whatever the year."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.recommendations.models import Measure, Milestone, Plan
from kyodo.deliberation.recommendations.queries import clocks, progress, register, two_views
from kyodo.deliberation.recommendations.states import PlanState
from kyodo.kernel.calendar import era_fiscal_year
from kyodo.offices.city.queries import local_day

from .tables import Lead, Row, Sheet


def recommendations(*, at: datetime) -> Sheet:
    """継続中の提言: with what the city says and what those who recommended find, side by side."""
    found = list(register(open_only=True))
    views = two_views(found)
    rows = []
    for it in found:
        committee, section = views[it.pk].committee, it.addressee
        rows.append(
            Row(
                (
                    str(it), it.report.title, it.report.handed_on, section.name if section else str(_("担当なし")),
                    it.response.get_state_display(), it.implementation.get_state_display(),
                    committee.get_level_display() if committee else None,
                ),
                it.get_absolute_url(),
            )
        )  # fmt: skip
    return Sheet(
        "recommendations", _("継続中の提言"), _("まだ終結していない提言です。市の見方と提言した側の見方を並べ、平均しません。いまの状態で数えます。"),
        (_("提言"), _("提言書"), _("提出日"), _("担当課"), _("市の回答"), _("実施状況（市）"), _("実感（提言した側）")), rows,
        page=reverse("recommendations:index"), is_standing=True, leads=(Lead(_("継続中の提言"), len(rows), _("終結の手続きが済んでいない提言の数です。年度を問いません。")),), widths=(42, 28, 26, 22, 18, 17, 17),
    )  # fmt: skip


def overdue(*, at: datetime) -> Sheet:
    """期限を過ぎているもの: as the public page of what is late."""
    rows = [Row((c.title, str(c.what), c.section or str(_("担当なし")), c.due, c.days_over), c.url) for c in clocks(at)]
    return Sheet(
        "overdue", _("期限を過ぎているもの"), _("提言への回答、実施の報告、計画のマイルストーンと進捗シート、市民政策提案への回答のうち、期限を過ぎたものです。催促を休止した日は日数に入れません。"),
        (_("件名"), _("何が"), _("担当課"), _("期限"), _("過ぎた日数")), rows, page=reverse("recommendations:late"),
        is_standing=True, leads=(Lead(_("期限を過ぎているもの"), len(rows), _("期限の日を過ぎて、まだ済んでいない約束の数です。年度を問いません。")),), widths=(56, 40, 28, 28, 18),
    )  # fmt: skip


def plans(*, at: datetime) -> Sheet:
    """推進プラン: every plan in force, its progress counted from its milestones."""
    today = local_day(at)
    found = list(Plan.objects.filter(state=PlanState.IN_FORCE))
    held = dict(Measure.objects.filter(plan__in=found).order_by().values_list("plan").annotate(n=Count("pk")))
    milestones: dict[int, list[Milestone]] = defaultdict(list)
    for milestone in Milestone.objects.filter(measure__plan__in=found).select_related("measure"):
        milestones[milestone.measure.plan_id].append(milestone)
    rows = []
    for plan in found:
        it = progress(milestones[plan.pk], today)
        years = f"{era_fiscal_year(plan.first_year)}〜{era_fiscal_year(plan.last_year)}"
        cells = (plan.title, years, held.get(plan.pk, 0), it.total, it.met, it.partly, it.missed, it.due, it.late)
        rows.append(Row(cells, plan.get_absolute_url()))
    return Sheet(
        "plans", _("推進プランの進み具合"), _("推進中の計画のマイルストーンを、結果から数えます。"),
        (_("計画"), _("期間"), _("取組"), _("マイルストーン"), _("達成"), _("一部達成"), _("未達"), _("期日が来た"), _("報告の遅れ")),
        rows, page=reverse("recommendations:plans"), is_standing=True, leads=(Lead(_("推進中の計画"), len(rows), _("決定して、いま推進している計画の数です。年度を問いません。")),),
        widths=(40, 32, 12, 16, 12, 14, 12, 16, 16),
    )  # fmt: skip
