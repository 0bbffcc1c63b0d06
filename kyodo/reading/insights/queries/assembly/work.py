"""What was done: cases by stage and form, the projects of the year with their money, what was granted."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.collaborations.models import CaseForm, Collaboration, Party
from kyodo.cycle.collaborations.states import Form
from kyodo.cycle.projects.models import Money, Project
from kyodo.cycle.projects.queries import totals
from kyodo.cycle.projects.states import Flow
from kyodo.cycle.screening.models import Screening
from kyodo.cycle.screening.states import ADOPTING
from kyodo.kernel.access import Side, Visitor
from kyodo.kernel.calendar import fiscal_span
from kyodo.offices.city.queries import local_day
from kyodo.reading.insights.queries import figures

from .tables import Lead, Row, Sheet


def stages(year: int, *, at: datetime) -> Sheet:
    """段階: as the page of figures counts them."""
    counted = figures.stages([year], at=at)
    rows = [Row((str(one.label), one.total)) for one in counted if one.total]
    total = sum(one.total for one in counted)
    return Sheet(
        "stages", _("協働案件の段階"), _("この年度に受け付けて公開している案件を、いまの段階で数えます。"),
        (_("段階"), _("案件")), rows, total=Row((str(_("計")), total)), page=f"{reverse('insights:index')}?year={year}",
        leads=(Lead(_("受け付けて公開している案件"), total, _("この年度に受け付け、いま公開している案件の数です。")),), widths=(130, 40),
    )  # fmt: skip


def forms(year: int, *, at: datetime) -> Sheet:
    """形態: a case in two forms counts in both, so that there is no sum."""
    shown = CaseForm.objects.filter(case__in=Collaboration.objects.public(at=at).filter(year=year))
    counts = dict(shown.order_by().values_list("code").annotate(n=Count("pk")))
    cases = reverse("casebook:index")
    rows = [
        Row((str(f.label), counts[f.value]), f"{cases}?form={f.value}&year={year}") for f in Form if counts.get(f.value)
    ]
    return Sheet(
        "forms", _("協働の形態"), _("同じ案件を、形態ごとに数えます。二つの形態で行う案件は両方に入るため、合計はありません。"),
        (_("形態"), _("案件")), rows, page=f"{cases}?year={year}", widths=(130, 40),
    )  # fmt: skip


def projects(year: int, *, at: datetime) -> Sheet:
    """事業と収支: work that went on in the year, with the sums that its own page shows."""
    first, last = fiscal_span(year)
    seated = Prefetch("case__parties", Party.objects.filter(until=None))
    found = (
        Project.objects.filter(case__in=Collaboration.objects.public(at=at))
        .filter(case__starts_on__lte=last, case__ends_on__gte=first)
        .select_related("case")
        .prefetch_related(seated, "books")
        .order_by("case__starts_on", "case__pk")
    )
    today = local_day(at)
    rows = []
    for project in found:
        case, books = project.case, list(project.books.all())
        rows.append(
            Row(
                (
                    case.title, _names(case, Side.CITIZENS), _names(case, Side.CITY),
                    case.starts_on, case.ends_on, project.shown_state(today), *_yen(books),
                ),
                project.get_absolute_url(),
            )
        )  # fmt: skip
    made = Sheet(
        "projects", _("協働事業と収支"),
        _("実施期間がこの年度にかかる、公開している事業です。金額は事業のページの支出の合計（円）で、「市の負担」はそのうち市が負担する額です。"),
        (_("事業"), _("市民側"), _("行政側"), _("開始日"), _("終了日"), _("状態"), _("予算額"), _("決算額"), _("市の負担（予算）"), _("市の負担（決算）")),
        rows, page=reverse("casebook:index"), widths=(33, 35, 22, 34, 34, 17, 25, 25, 25, 25), is_wide=True,
    )  # fmt: skip
    sums = tuple(made.sums(place) for place in range(6, 10))
    total = Row((str(_("計")), "", "", "", "", "", *sums)) if rows else None
    leads = (
        Lead(_("実施した協働事業"), len(rows), _("実施期間がこの年度にかかる、公開している事業の数です。")),
        Lead(_("事業の予算額（円）"), sums[0], _("その事業の、支出の予算の合計です。予算を書いていない事業は入りません。")),
        Lead(_("事業の決算額（円）"), sums[1], _("その事業の、支出の決算の合計です。決算を書いていない事業は入りません。")),
    )  # fmt: skip
    return Sheet(**{**vars(made), "total": total, "leads": leads})


def _names(case: Collaboration, side: Side) -> str:
    return "、".join(party.name for party in case.parties.all() if party.side == side)


def _yen(books: list[Money]) -> tuple[int | None, int | None, int | None, int | None]:
    """Expense as budgeted and as settled, of all and of the city; None where nobody has written it down."""
    if not books:
        return None, None, None, None
    settled = any(line.settled is not None for line in books)
    whole, city = (totals(lines) for lines in (books, [line for line in books if line.bearer == Side.CITY]))
    spent = (whole[1][Flow.EXPENSE], city[1][Flow.EXPENSE]) if settled else (None, None)
    return whole[0][Flow.EXPENSE], spent[0], city[0][Flow.EXPENSE], spent[1]


def grants(year: int, *, at: datetime) -> Sheet:
    """審査と採択額: what proposers were told in the year."""
    begin, end = figures.moments_of(year)
    told = (
        Screening.objects.visible_to(Visitor(), at=at)
        .filter(Q(notified_at__gte=begin, notified_at__lt=end))
        .select_related("proposal__round__programme")
        .order_by("notified_at", "pk")
    )
    rows = [
        Row(
            (
                it.document_number, it.proposal.title, it.proposal.author_name, str(it.proposal.round or ""),
                it.get_outcome_display(), it.get_state_display(), it.amount,
            ),
            it.get_absolute_url(),
        )
        for it in told
    ]  # fmt: skip
    made = Sheet(
        "grants", _("提案の審査と採択額"), _("この年度に結果を通知した提案です。採択額（円）は通知したときの額です。"),
        (_("文書番号"), _("提案"), _("提案者"), _("募集"), _("判定"), _("状態"), _("採択額")), rows,
        page=reverse("casebook:index"), widths=(34, 50, 46, 56, 18, 26, 27), is_wide=True,
    )  # fmt: skip
    adopted = sum(it.outcome in ADOPTING for it in told)
    amount = made.sums(6)
    total = Row((str(_("計")), "", "", "", "", "", amount)) if rows else None
    leads = (
        Lead(_("審査の結果を通知した提案"), len(rows), _("この年度に、審査の結果を提案者に通知した提案の数です。")),
        Lead(_("うち採択"), adopted, _("そのうち、採択（条件つきを含む）と通知した提案の数です。")),
        Lead(_("採択額（円）"), amount, _("採択を通知したときの額の合計です。その後の変更は入りません。")),
    )
    return Sheet(**{**vars(made), "total": total, "leads": leads})
