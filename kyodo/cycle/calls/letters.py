"""Who is told about a round: those who look after services, so that themes come in time."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.workflow import Letter
from kyodo.offices.city.models import Section

from .models import Round


def every_section(round_: Round) -> Iterable[str]:
    """Every section of city hall."""
    return [section.subject for section in Section.objects.filter(until=None)]


published = Letter[Round](
    "calls.published", _("協働事業の募集が始まります"), "calls/letters/published.txt", every_section
)
