"""Reading calls: what is open now, themes and their answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from kyodo.commons.groups.models import Group
from kyodo.cycle.collaborations.models import Collaboration, in_visible_case
from kyodo.kernel.access import Actor, Visitor

from .models import Briefing, Round, RoundQuerySet, Theme
from .states import Phase, State

MOST = 60  #: rounds or themes of a list: years of them


def listed(actor: Actor, *, at: datetime) -> RoundQuerySet:
    """Rounds for a list, with their programmes and briefings."""
    shown = Round.objects.visible_to(actor, at=at).select_related("programme", "section")
    return shown.prefetch_related("briefings").annotate(theme_count=Count("themes")).order_by("-opens_on", "-pk")


@dataclass(frozen=True)
class Line:
    """One round in a list: where its dates put it now, and the briefing that comes next."""

    round: Round
    phase: Phase
    briefing: Briefing | None

    @classmethod
    def of(cls, it: Round, at: datetime) -> Line:
        """The line of a round at a moment."""
        coming = (one for one in it.briefings.all() if one.starts_at >= at)
        return cls(it, it.phase(at), next(coming, None))

    @property
    def is_current(self) -> bool:
        """Whether it takes proposals now or will, or is still being prepared."""
        published = self.round.state == State.PUBLISHED
        return self.phase in (Phase.BEFORE, Phase.OPEN) if published else self.round.state == State.DRAFT


def lines(actor: Actor, *, at: datetime) -> list[Line]:
    """The newest rounds, as a list shows them."""
    return [Line.of(it, at) for it in listed(actor, at=at)[:MOST]]


def taking(*, at: datetime) -> list[Line]:
    """What takes proposals now or soon, for everybody: the one that closes first leads."""
    found = listed(Visitor(), at=at).not_over(at).order_by("closes_on", "pk")
    return [line for line in (Line.of(it, at) for it in found[:MOST]) if line.is_current]


def open_themes(actor: Actor, *, at: datetime) -> QuerySet[Theme]:
    """Themes of cases this person may see, newest first."""
    shown = Theme.objects.filter(in_visible_case(actor, at=at, by="seed__case")).select_related(
        "seed__case", "seed__section", "round__programme", "service"
    )
    return shown.annotate(answer_count=Count("seed__answers")).order_by("-seed__received_at", "-pk")


def theme_lines(actor: Actor, *, at: datetime) -> list[tuple[Theme, bool]]:
    """Themes for a list, each with whether it is still open to answers; those that are lead."""
    told = [(theme, theme.is_open(at)) for theme in open_themes(actor, at=at)[:MOST]]
    return sorted(told, key=lambda line: not line[1])


def invited(theme: Theme) -> list[Group]:
    """The groups that alone are asked; none where everybody is."""
    refs = [subject.rpartition("/")[2] for subject in theme.seed.invited]
    return list(Group.objects.filter(ref__in=refs).order_by("kana")) if refs else []


def panel(case: Collaboration, actor: Actor, at: datetime) -> Theme | None:
    """The theme a case began with."""
    return open_themes(actor, at=at).filter(seed__case=case).first()
