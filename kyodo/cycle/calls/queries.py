"""Reading calls: what is open now, themes and their answers."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, QuerySet

from kyodo.cycle.collaborations.models import Collaboration, in_visible_case
from kyodo.kernel.access import Actor

from .models import Round, Theme


def listed(actor: Actor, *, at: datetime) -> QuerySet[Round]:
    """Rounds for a list."""
    return Round.objects.visible_to(actor, at=at).select_related("programme").annotate(theme_count=Count("themes"))


def open_themes(actor: Actor, *, at: datetime) -> QuerySet[Theme]:
    """Themes of cases this person may see, newest first."""
    shown = Theme.objects.filter(in_visible_case(actor, at=at, by="seed__case")).select_related(
        "seed__case", "seed__section", "round__programme"
    )
    return shown.annotate(answer_count=Count("seed__answers"))


def panel(case: Collaboration, actor: Actor, at: datetime) -> Theme | None:
    """The theme a case began with."""
    return open_themes(actor, at=at).filter(seed__case=case).first()
