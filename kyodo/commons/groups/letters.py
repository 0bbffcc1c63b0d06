"""Who is told what about a registration. The moves name these letters; their words are in templates/groups/letters."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.workflow import Letter
from kyodo.offices.city.models import Section

from .models import Group


def the_group(group: Group) -> Iterable[str]:
    """Those who speak for the group; its own address where none of them has an account."""
    reachable = group.memberships.filter(until=None).exclude(person__email=None).exists()
    return [group.subject] if reachable or not group.email else [group.subject, f"mailto:{group.email}"]


def the_desk(group: Group) -> Iterable[str]:
    """協働の窓口課."""
    return [section.subject for section in Section.objects.filter(is_desk=True, until=None)]


def desk_ref(group: Group) -> str:
    """The desk as the holder of a task."""
    return next(iter(the_desk(group)), "")


def group_ref(group: Group) -> str:
    """The group as the holder of a task."""
    return group.subject


submitted: Letter[Group] = Letter(
    "groups.submitted", _("団体登録の申請が届きました"), "groups/letters/submitted.txt", the_desk, duty=True
)
received: Letter[Group] = Letter(
    "groups.received", _("団体登録の申請を受け付けました"), "groups/letters/received.txt", the_group
)
returned: Letter[Group] = Letter(
    "groups.returned", _("団体登録の申請に修正のお願いがあります"), "groups/letters/returned.txt", the_group, duty=True
)
registered: Letter[Group] = Letter(
    "groups.registered", _("団体を登録しました"), "groups/letters/registered.txt", the_group
)
refused: Letter[Group] = Letter(
    "groups.refused", _("団体登録の申請についてのお知らせ"), "groups/letters/refused.txt", the_group, duty=True
)
renewal: Letter[Group] = Letter(
    "groups.renewal", _("団体登録の更新の時期です"), "groups/letters/renewal.txt", the_group, duty=True
)
renewed: Letter[Group] = Letter(
    "groups.renewed", _("団体の登録を更新しました"), "groups/letters/renewed.txt", the_group
)
withdrawn: Letter[Group] = Letter(
    "groups.withdrawn", _("団体の登録を終えました"), "groups/letters/withdrawn.txt", the_group, duty=True
)
reinstated: Letter[Group] = Letter(
    "groups.reinstated", _("団体の登録を再開しました"), "groups/letters/reinstated.txt", the_group
)
