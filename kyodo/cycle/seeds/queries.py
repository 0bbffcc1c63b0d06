"""Reading seeds: lists, likely duplicates, and what the case page shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher

from django.db.models import Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext as _

from kyodo.commons.groups.states import Role
from kyodo.cycle.collaborations.models import Collaboration, Party
from kyodo.kernel.access import Actor, Capacity, LinkHolder, Side
from kyodo.kernel.covering import suspicious
from kyodo.kernel.text import search_key, token_hash
from kyodo.offices.desk.models import Task
from kyodo.offices.people.models import Person

from .models import PARTS, Mask, Seed
from .states import State
from .workflow import WORKFLOW

BY_RECEIPT = LinkHolder(f"{Seed._meta.label_lower}/").subject  #: how the subject of whoever holds a receipt begins

ALIKE = 0.45  #: above this share of common text two seeds are shown to a person as perhaps the same
RECENT = 200


def listed(actor: Actor, *, at: datetime) -> QuerySet[Seed]:
    """Seeds for a list, each with what its line shows, in a constant number of queries."""
    return Seed.objects.visible_to(actor, at=at).select_related("case", "case__ward", "section")


def by_token(token: str) -> Seed | None:
    """The seed a receipt link belongs to."""
    return Seed.objects.select_related("case", "section").filter(token_hash=token_hash(token)).first()


def capacities_of(person: Person, at: datetime) -> list[Capacity]:
    """資格 by a receipt: whoever tied a seed to their account speaks for it wherever its receipt has a seat."""
    seats = Party.objects.filter(holder=Concat(Value(BY_RECEIPT), OuterRef("ref")), until=None)
    tied = Seed.objects.filter(Exists(seats), author_ref=person.subject).order_by()
    return [
        Capacity(LinkHolder(seed.subject).subject, Role.REPRESENTATIVE, _("種を出した方"), Side.CITIZENS)
        for seed in tied
    ]


def people_holding(ref: str, at: datetime) -> QuerySet[Person] | list[Person]:
    """Who speaks for a receipt now: whoever tied it to their account."""
    if not ref.startswith(BY_RECEIPT):
        return []
    author = Seed.objects.filter(ref=ref.removeprefix(BY_RECEIPT)).values_list("author_ref", flat=True).first() or ""
    kind, _slash, person = author.partition("/")
    return Person.objects.filter(ref=person, is_active=True) if kind == Person._meta.label_lower else []


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


def texts_of(seed: Seed) -> dict[str, str]:
    """Everything of a seed that names can stand in, as it was written: its entries, and each answer by its ref."""
    entries = {part: getattr(seed, part) for part in PARTS}
    return {**entries, **{answer.ref: answer.text for answer in seed.answers.all()}}


@dataclass(frozen=True)
class Covering:
    """伏せる画面: each text as it was written and as others read it, what looks like personal data, what was done."""

    pairs: list[tuple[str, str, str]]
    suspects: list[str]
    in_title: list[str]  #: words covered in a text that stand open in the title
    masks: list[Mask]


def covering(seed: Seed) -> Covering:
    """What somebody who covers a seed looks at."""
    labels = {field.name: str(field.verbose_name) for field in Seed._meta.fields}
    written = {part: text for part, text in texts_of(seed).items() if text}
    read = {part: seed.reading(part, text) for part, text in written.items()}
    hidden = {written[m.part][m.start : m.end] for m in seed.layers if m.lifted_at is None}
    return Covering(
        pairs=[(labels.get(part, _("お返事")), text, read[part]) for part, text in written.items()],
        suspects=list(dict.fromkeys(words for text in read.values() for words, _kind in suspicious(text))),
        in_title=sorted(words for words in hidden if words in seed.case.title),
        masks=seed.layers,
    )


@dataclass(frozen=True)
class Panel:
    """What the case page shows of the seed."""

    seed: Seed
    due: date | None
    moves: tuple[str, ...]


def panel(case: Collaboration, actor: Actor, at: datetime) -> Panel | None:
    """The seed of a case, as far as this actor may see it."""
    seed = listed(actor, at=at).prefetch_related("answers", "masks").filter(case=case).first()
    if seed is None:
        return None
    return Panel(seed, due_of(seed), tuple(m.name for m in WORKFLOW.open_to(actor, seed, at=at)))
