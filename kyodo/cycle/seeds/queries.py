"""Reading seeds: lists, likely duplicates, and what the case page shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher

from django.db.models import QuerySet

from kyodo.cycle.collaborations.models import Collaboration
from kyodo.kernel.access import Actor
from kyodo.kernel.text import search_key, token_hash
from kyodo.offices.desk.models import Task

from .models import Seed
from .states import State
from .workflow import WORKFLOW

ALIKE = 0.45  #: above this share of common text two seeds are shown to a person as perhaps the same
RECENT = 200


def listed(actor: Actor, *, at: datetime) -> QuerySet[Seed]:
    """Seeds for a list, each with what its line shows, in a constant number of queries."""
    return Seed.objects.visible_to(actor, at=at).select_related("case", "case__ward", "section")


def by_token(token: str) -> Seed | None:
    """The seed a receipt link belongs to."""
    return Seed.objects.select_related("case", "section").filter(token_hash=token_hash(token)).first()


def alike(seed: Seed) -> list[Seed]:
    """Seeds that may be the same, most alike first: for a person to judge, never merged by themselves."""
    others = (
        Seed.objects.exclude(pk=seed.pk)
        .filter(state__in=(State.RECEIVED, State.ANSWERED, State.TAKEN_UP))
        .select_related("case", "section")[:RECENT]
    )
    mine = _words(seed)
    scored = [(SequenceMatcher(None, mine, _words(other), autojunk=False).ratio(), other) for other in others]
    return [other for score, other in sorted(scored, key=lambda pair: -pair[0]) if score >= ALIKE][:5]


def _words(seed: Seed) -> str:
    return search_key(f"{seed.case.title} {seed.problem}")[:300]


def due_of(seed: Seed) -> date | None:
    """By when the next human step is owed."""
    task = Task.objects.open().about(seed.subject).filter(kind="next").first()
    return task.due if task else None


def due_dates(seeds: list[Seed]) -> dict[str, date | None]:
    """The same for a list, in one query."""
    tasks = Task.objects.open().about(*(s.subject for s in seeds)).filter(kind="next")
    return dict(tasks.values_list("subject_ref", "due"))


@dataclass(frozen=True)
class Panel:
    """What the case page shows of the seed."""

    seed: Seed
    due: date | None
    moves: tuple[str, ...]


def panel(case: Collaboration, actor: Actor, at: datetime) -> Panel | None:
    """The seed of a case, as far as this actor may see it."""
    seed = listed(actor, at=at).prefetch_related("answers").filter(case=case).first()
    if seed is None:
        return None
    return Panel(seed, due_of(seed), tuple(m.name for m in WORKFLOW.open_to(actor, seed, at=at)))
