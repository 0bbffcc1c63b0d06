"""What waits at the desk, and the whole register in its own order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kyodo.commons.groups.models import Group
from kyodo.commons.groups.states import State
from kyodo.offices.city.queries import local_day

from .reading import with_people

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SHOWN = 50  #: groups of one pile on the desk's page


@dataclass(frozen=True)
class Pile:
    """One pile on the desk: its name, what it means, how many there are, and the first of them."""

    name: StrOrPromise
    meaning: StrOrPromise
    count: int
    groups: tuple[Group, ...]


def piles(at: datetime) -> list[Pile]:
    """What waits, the oldest first."""
    day = local_day(at)
    groups = Group.objects.order_by("received_at", "pk")
    return [
        _pile(_("確認を待っています"), _("市が内容を確認して決めます。"), groups.filter(state=State.SUBMITTED)),
        _pile(_("書きかけ・修正中"), _("団体の記入を待っています。"), groups.filter(state__in=(State.DRAFT, State.RETURNED))),
        _pile(
            _("期限が切れた登録"), _("更新されないまま期限が過ぎました。"),
            Group.objects.lapsed(day).order_by("valid_until", "pk"),
        ),
    ]  # fmt: skip


def _pile(name: StrOrPromise, meaning: StrOrPromise, groups: QuerySet[Group]) -> Pile:
    return Pile(name, meaning, groups.count(), tuple(groups[:SHOWN]))


def whole_register(day: date) -> list[Group]:
    """Everything that was ever registered or is being applied for, with all that the file says of it."""
    groups = Group.objects.exclude(state__in=(State.DRAFT, State.CANCELLED)).order_by("sort_key", "pk")
    return list(with_people(groups, day).prefetch_related("fields", "wards", "confirmations"))


def open_register(day: date) -> QuerySet[Group]:
    """The current registrations, for the open data."""
    groups = Group.objects.current(day).order_by("sort_key", "pk")
    return with_people(groups, day).prefetch_related("fields", "wards", "confirmations")
