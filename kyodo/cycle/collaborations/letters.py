"""Who is told what about a case."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.workflow import Letter

from .models import Party


def newcomer(party: Party) -> Iterable[str]:
    """Whoever has been seated."""
    return [party.holder]


seated = Letter[Party](
    "collaborations.seated", _("協働案件の当事者に加わりました"), "collaborations/letters/seated.txt", newcomer
)
