"""待たれていること: what citizens wait for from the city now, in one place. Everything in it stands on public pages too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.consultations.models import Consultation
from kyodo.deliberation.consultations.states import State
from kyodo.deliberation.councils.models import Hop
from kyodo.deliberation.councils.queries import standing
from kyodo.deliberation.councils.states.meetings import HopState
from kyodo.deliberation.recommendations.queries import ownerless_measures, ownerless_recommendations
from kyodo.offices.city.queries import local_day

from .assembly import promises
from .assembly.tables import Row, Sheet

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

#: The opinions are in, the answer is not.
UNANSWERED = (State.PUBLISHED, State.REVIEW, State.ADOPTED)


@dataclass(frozen=True)
class Waiting:
    """Every kind of promise with those that are open."""

    sheets: tuple[Sheet, ...]

    @property
    def counts(self) -> Sequence[tuple[str, StrOrPromise, int]]:
        """Name, title and number of rows of each kind."""
        return [(sheet.code, sheet.title, len(sheet.rows)) for sheet in self.sheets]


def waiting(*, at: datetime) -> Waiting:
    """All of it at a moment, in a constant number of queries."""
    return Waiting(
        (
            promises.overdue(at=at), ownerless(), results(at=at), replies(at=at), gaps(at=at), promises.recommendations(at=at),
            promises.plans(at=at),
        )
    )  # fmt: skip


def late(*, at: datetime) -> int:
    """How many promises of every kind are past their day: one number for the front door."""
    dated = (*results(at=at).rows, *replies(at=at).rows)
    return len(promises.overdue(at=at).rows) + sum(row.cells[-1] is not None for row in dated)


def _over(due: date | None, today: date) -> int | None:
    """By how many days a day has passed; nothing where it has not."""
    return (today - due).days if due and due < today else None


def results(*, at: datetime) -> Sheet:
    """結果を待つ意見公募: closed for opinions, and no result stands."""
    today = local_day(at)
    found = Consultation.objects.filter(state__in=UNANSWERED, closes_on__lt=today).select_related("section")
    rows = [
        Row(
            (it.title, it.section.name, it.closes_on, str(it.phase(today).label), it.result_on, _over(it.result_on, today)),
            it.get_absolute_url(),
        )
        for it in found.order_by("closes_on", "pk")
    ]  # fmt: skip
    return Sheet(
        "results", _("結果を待つ意見公募"), _("募集が終わり、まだ結果を公表していない意見公募です。過ぎた日数は、結果公表の予定の日から数えます。"),
        (_("案件"), _("担当課"), _("募集終了"), _("段階"), _("結果公表の予定"), _("過ぎた日数")), rows, (56, 30, 24, 20, 24, 16),
        page=reverse("consultations:index"),
    )  # fmt: skip


def replies(*, at: datetime) -> Sheet:
    """返答を待つ諮問・提言: handed over in public, and not answered yet."""
    today = local_day(at)
    open_ones = Hop.objects.exclude(state=HopState.REPLIED).exclude(state=HopState.RECEIVED, needs_reply=False)
    found = open_ones.select_related("chain").order_by("reply_due", "pk")
    rows = [
        Row(
            (it.chain.title, it.giver, it.taker, it.get_state_display(), it.reply_due, _over(it.reply_due, today)),
            it.get_absolute_url(),
        )
        for it in found
    ]
    return Sheet(
        "replies", _("返答を待つ諮問・答申・提言"), _("出されて、まだ受領や返答のないものです。"),
        (_("件名"), _("出した人"), _("受け取る人"), _("いま"), _("返答の期限"), _("過ぎた日数")), rows, (50, 28, 28, 24, 24, 16),
        page=reverse("councils:chains"),
    )  # fmt: skip


def gaps(*, at: datetime) -> Sheet:
    """期の間の会議体: bodies in which nobody sits, and who answers for what the last term left."""
    today = local_day(at)
    rows = [
        Row(
            (one.body.name, one.since, one.months(today), str(one.keeper) if one.keeper else None, one.body.section.name),
            one.body.get_absolute_url(),
        )
        for one in standing.gaps(today)
    ]  # fmt: skip
    return Sheet(
        "gaps", _("期の間の会議体"), _("委員のいない会議体です。次の期が始まるまで、受け持ちの課がやり残しを引き受けます。"),
        (_("会議体"), _("いつから"), _("月数"), _("受け持ち"), _("事務局の課")), rows, (60, 28, 16, 36, 30),
        page=reverse("councils:index"),
    )  # fmt: skip


def ownerless() -> Sheet:
    """担当のないもの: as the public page of what is late lists them."""
    rows = [
        Row((str(it), str(_("提言")), it.report.title), it.get_absolute_url()) for it in ownerless_recommendations()
    ]
    rows += [
        Row((str(it), str(_("取組")), it.plan.title), it.get_absolute_url())
        for it in ownerless_measures()
        if it.plan.adopted_on
    ]
    return Sheet(
        "ownerless", _("担当のないもの"), _("いまある課のどこも担当していない、提言と計画の取組です。"),
        (_("件名"), _("種類"), _("提言書・計画")), rows, (90, 20, 60), page=reverse("recommendations:late"),
    )  # fmt: skip
