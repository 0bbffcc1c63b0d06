"""Who is told what about a review."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.workflow import Letter

from .models import Review


def section(review: Review) -> Iterable[str]:
    """The section of the service."""
    return [review.service.section.subject]


returned = Letter[Review](
    "services.returned", _("協働点検の見直しのお願い"), "services/letters/returned.txt", section, duty=True
)
decided = Letter[Review]("services.decided", _("協働点検の判定が出ました"), "services/letters/decided.txt", section)
