"""What was asked and where a rule was not kept: consultations, what became of opinions, exceptions with their reasons."""

from __future__ import annotations

from datetime import datetime
from operator import itemgetter

from django.db.models import Count, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.agreements.models import GateOverride
from kyodo.cycle.agreements.queries import overrides as waivers
from kyodo.deliberation.consultations.models import Category, Unit
from kyodo.deliberation.consultations.queries import year_report
from kyodo.deliberation.consultations.queries.reading import TOLD
from kyodo.deliberation.councils.models import Meeting
from kyodo.offices.city.queries import local_day
from kyodo.reading.insights.queries import figures

from .tables import Lead, Row, Sheet


def consultations(year: int, *, at: datetime) -> Sheet:
    """意見公募: the yearly report line by line."""
    report, today = year_report(year), local_day(at)
    rows = [
        Row(
            (
                line.it.title, line.it.section.name, line.it.opens_on, line.it.closes_on, line.it.days,
                str(line.it.phase(today).label), line.persons, line.submissions, line.opinions, line.reflected,
            ),
            line.it.get_absolute_url(),
        )
        for line in report.lines
    ]  # fmt: skip
    submissions, persons, opinions, reflected, _none = report.total
    total = Row((str(_("計")), "", "", "", "", "", persons, submissions, opinions, reflected)) if rows else None
    leads = (
        Lead(_("意見公募"), len(rows), _("この年度に募集を始めた意見公募の数です。")),
        Lead(_("寄せられた意見"), opinions, _("その意見公募に寄せられた意見の件数です。同じ意見も、寄せた人の数だけ数えます。")),
        Lead(_("うち案に反映した意見"), reflected, _("そのうち、案を直した区分の答えをした意見の件数です。")),
    )  # fmt: skip
    return Sheet(
        "consultations", _("意見公募"), _("この年度に募集を始めた案件を、意見公募の年次報告と同じ数え方で並べます。"),
        (_("案件"), _("担当課"), _("募集開始"), _("募集終了"), _("日数"), _("段階"), _("提出者"), _("提出"), _("意見"), _("反映")),
        rows, (60, 30, 34, 34, 14, 24, 15, 15, 15, 15), total, f"{reverse('consultations:yearly')}?year={year}", leads, is_wide=True,
    )  # fmt: skip


def adoption(year: int) -> Sheet:
    """対応の区分: what became of the opinions of the consultations whose result stands."""
    told = [line.it.pk for line in year_report(year).lines if line.result and line.it.state in TOLD]
    answered = Unit.objects.standing().filter(consultation__in=told, answer__category__isnull=False).order_by()
    counts = {
        row["answer__category"]: (row["kinds"], row["voices"])
        for row in answered.values("answer__category").annotate(kinds=Count("pk"), voices=Sum("bundle__voices"))
    }
    named = Category.objects.filter(pk__in=counts).order_by("order", "pk")
    rows = [Row((category.name, *counts[category.pk])) for category in named]
    made = Sheet(
        "adoption", _("意見への対応"), _("この年度に募集を始め、結果を公表した案件の意見です。件数は、同じ意見を寄せた人の数だけ数えます。"),
        (_("対応の区分"), _("意見の種類"), _("意見の件数")), rows,
        page=f"{reverse('consultations:yearly')}?year={year}", widths=(90, 40, 40),
    )  # fmt: skip
    total = Row((str(_("計")), made.sums(1), made.sums(2))) if rows else None
    return Sheet(**{**vars(made), "total": total})


def overrides(year: int, *, at: datetime) -> Sheet:
    """決まりによらなかったもの: waivers of the start gate, short consultations, meetings announced late, by day."""
    begin, end = figures.moments_of(year)
    found = [
        (local_day(it.at), str(_("開始の関門の免除：%(rule)s") % {"rule": it.get_rule_display()}), *_waived(it, at))
        for it in waivers(at=at)
        if begin <= it.at < end
    ]  # fmt: skip
    found += [
        (it.opens_on, str(_("30日に満たない意見公募")), it.title, it.get_absolute_url(), it.short_reason)
        for line in year_report(year).lines
        if (it := line.it).short_reason and it.opens_on
    ]
    urgent = Meeting.objects.exclude(urgent_reason="").filter(starts_at__gte=begin, starts_at__lt=end)
    found += [
        (local_day(it.starts_at), str(_("期限より遅い会議の告知")), str(it), it.get_absolute_url(), it.urgent_reason)
        for it in urgent.select_related("term__body")
    ]
    rows = [Row((what, rule, day, reason), url) for day, rule, what, url, reason in sorted(found, key=itemgetter(0, 1))]
    return Sheet(
        "overrides", _("決まりによらなかったものと、その理由"),
        _("協働を始める関門の免除、30日に満たない意見公募、期限より遅く告知した会議です。どれも理由とともに、もとのページで公開しています。"),
        (_("何について"), _("決まり"), _("日"), _("理由")), rows, page=f"{reverse('insights:index')}?year={year}",
        leads=(Lead(_("決まりによらなかったもの"), len(rows), _("免除・募集の始まり・会議の日がこの年度にあるものの数です。")),),
        widths=(44, 40, 34, 52),
    )  # fmt: skip


def _waived(it: GateOverride, at: datetime) -> tuple[str, str, str]:
    """What was waived for which case and why; a case that is not shown yet is counted and not named."""
    shown = it.case.shown_at
    if shown is None or shown > at:
        return str(_("公開前の案件")), "", str(_("案件の公開とともに示します"))
    return str(it.agreement), it.get_absolute_url(), it.reason
