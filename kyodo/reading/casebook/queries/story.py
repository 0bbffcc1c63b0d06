"""One collaboration on one page, as one reader may see it: its life, what comes next, both sides, every room."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from kyodo.commons.groups.terms import FIELDS
from kyodo.cycle.agreements import queries as agreements
from kyodo.cycle.calls import queries as calls
from kyodo.cycle.collaborations.models import Collaboration, Party, ZoneJudgement
from kyodo.cycle.collaborations.queries import family, latest_zones
from kyodo.cycle.collaborations.states import ENDED
from kyodo.cycle.evaluations import queries as evaluations
from kyodo.cycle.formalities import queries as formalities
from kyodo.cycle.projects import queries as projects
from kyodo.cycle.proposals import queries as proposals
from kyodo.cycle.roundtables import queries as roundtables
from kyodo.cycle.screening import queries as screening
from kyodo.cycle.seeds import queries as seeds
from kyodo.kernel.access import BOTH_SIDES, Actor, Side, find_all, seen_by
from kyodo.offices.city.policies import roles_of
from kyodo.offices.city.queries import days_left, local_day
from kyodo.offices.desk.actions import NEXT
from kyodo.offices.desk.models import Task
from kyodo.offices.requests import queries as requests
from kyodo.ui.parts import Branch, Step

from .doors import Door, Gate, doors, gate
from .life import History, life_line, told
from .openness import Openness, openness

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

#: The rooms of the cycle in its order: name of the room, heading of its panel, and its own reading of the case.
ROOMS: tuple[tuple[str, StrOrPromise, Callable[[Collaboration, Actor, datetime], Any]], ...] = (
    ("seeds", _("協働の種"), seeds.panel),
    ("calls", _("市からのテーマ"), calls.panel),
    ("proposals", _("提案と事前相談"), proposals.panel),
    ("roundtables", _("パートナーテーブル（話し合い）"), roundtables.panel),
    ("screening", _("審査"), screening.panel),
    ("formalities", _("形態の手続き"), formalities.panel),
    ("agreements", _("協定"), agreements.panel),
    ("projects", _("協働事業"), projects.panel),
    ("evaluations", _("評価"), evaluations.panel),
    ("requests", _("課から課への依頼"), requests.panel),
)


@dataclass(frozen=True)
class Room:
    """What one room shows of the case."""

    name: str
    title: StrOrPromise
    panel: Any

    @property
    def template(self) -> str:
        return f"{self.name}/_panel.html"


@dataclass(frozen=True)
class Column:
    """One side of the table: who sits there, how it places the case, how many papers it has laid open."""

    side: Side
    parties: tuple[Party, ...]
    zone: ZoneJudgement | None
    papers: Openness | None


@dataclass(frozen=True)
class Owed:
    """One step that somebody owes: what, who, by when."""

    what: StrOrPromise
    who: StrOrPromise
    side: str
    due: date | None
    left: int | None
    path: str


@dataclass(frozen=True)
class CasePage:
    """Everything the page of a case shows to one reader."""

    case: Collaboration
    stage: str
    tone: str
    kind: tuple[tuple[StrOrPromise, str], ...]
    life: tuple[Step, ...]
    owed: tuple[Owed, ...]
    columns: tuple[Column, Column]
    neutral: tuple[Party, ...]
    former: tuple[Party, ...]
    zones_differ: bool
    rooms: tuple[Room, ...]
    trees: tuple[Branch, ...]
    taken_in: tuple[Collaboration, ...]
    into: Collaboration | None
    history: History
    doors: tuple[Door, ...]
    gate: Gate | None


def case_page(case: Collaboration, actor: Actor, *, at: datetime, history: int = 50) -> CasePage:
    """The case as this reader may see it. The number of queries does not grow with the case."""
    today = local_day(at)
    rooms = {name: Room(name, title, panel) for name, title, ask in ROOMS if (panel := ask(case, actor, at))}
    both = tuple(case.parties.all())
    zones = latest_zones(case)
    now, papers = partial(_seated, both), openness(case)

    def column(side: Side) -> Column:
        return Column(side, now(side), zones.get(side), papers.get(side))

    return CasePage(
        case=case,
        stage=case.shown_stage(today),
        tone=tone_of(case, today),
        kind=_kind(case),
        life=life_line(case, today),
        owed=_owed(case, both, actor, at),
        columns=(column(Side.CITIZENS), column(Side.CITY)),
        neutral=now(Side.NEUTRAL),
        former=tuple(p for p in both if p.until is not None),
        zones_differ=len({zones[side].zone for side in BOTH_SIDES if side in zones}) > 1,
        rooms=tuple(rooms.values()),
        trees=_visible_family(case, actor, at),
        taken_in=tuple(case.merged.visible_to(actor, at=at)),
        into=Collaboration.objects.visible_to(actor, at=at).filter(merged=case).first(),
        history=told(case, limit=history),
        doors=doors(case, actor, at, seed=getattr(rooms.get("seeds"), "panel", None)),
        gate=gate(case, actor, at),
    )


def tone_of(case: Collaboration, today: date) -> str:
    """How the stage is coloured beside its word."""
    if case.ends_on and case.ends_on < today and case.shown_stage(today) != case.get_stage_display():
        return "bad"
    return "plain" if case.stage in ENDED else "active"


def _seated(parties: Sequence[Party], side: Side) -> tuple[Party, ...]:
    return tuple(p for p in parties if p.side == side and p.until is None)


def _kind(case: Collaboration) -> tuple[tuple[StrOrPromise, str], ...]:
    """The words a case is sorted by, as far as they are known."""
    forms = "、".join(str(form) for form in case.forms.all())
    fields = "、".join(str(FIELDS[field.code]) for field in case.fields.all() if field.code in FIELDS)
    rows = (
        (_("向き"), case.get_direction_display()),
        (_("類型"), case.get_start_type_display() if case.start_type else ""),
        (_("形態"), forms),
        (_("分野"), fields),
        (_("地区"), str(case.ward or "")),
        (_("適用する原則"), str(case.principle_set)),
    )
    return tuple((word, value) for word, value in rows if value)


def _owed(case: Collaboration, parties: Sequence[Party], actor: Actor, at: datetime) -> tuple[Owed, ...]:
    """次の一歩. Whoever does not sit here reads that something is owed, and not the words of the table."""
    tasks = list(Task.objects.open().filter(whole=case.subject))
    seated = {p.holder: p for p in parties if p.until is None}
    others = find_all({t.holder for t in tasks} - set(seated))
    left = days_left(local_day(at), (t.due for t in tasks))
    sits = case.side_of(actor, at) is not None
    inside, opens = sits or bool(roles_of(actor, at)), _opening(tasks, actor, at, sits=sits)

    def said(task: Task) -> Owed:
        party, body = seated.get(task.holder), others.get(task.holder)
        is_body = body is not None and not task.holder.startswith("people.person/")
        who = party.name if party else str(body) if is_body or (inside and body) else _("担当者")
        days = min(left[task.due], -1) if task.is_late(local_day(at)) else left.get(task.due)
        return Owed(
            what=task.said if inside or task.kind == NEXT else _("話し合いで決めたことをする"),
            who=who, side=party.side if party else "", due=task.due, left=days,
            path=task.path if task.subject_ref in opens else "",
        )  # fmt: skip

    return tuple(said(task) for task in tasks)


def _opening(tasks: Sequence[Task], actor: Actor, at: datetime, *, sits: bool) -> set[str]:
    """What of all that is owed this reader may open: what its room shows them, and what belongs to the table they sit at."""
    things = find_all({task.subject_ref for task in tasks})
    of_the_table = {ref for ref, it in things.items() if sits and not hasattr(type(it)._default_manager, "visible_to")}
    return seen_by(actor, things.values(), at=at) | of_the_table


def _visible_family(case: Collaboration, actor: Actor, at: datetime) -> tuple[Branch, ...]:
    """系譜 as trees, without the cases this reader may not see. Each case hangs below the first it grew from."""
    kin = {k.case.pk: k for k in family(case)}
    if len(kin) == 1:
        return ()
    seen = set(Collaboration.objects.visible_to(actor, at=at).filter(pk__in=kin).values_list("pk", flat=True))
    below: dict[int | None, list[int]] = {}
    for pk, member in kin.items():
        if pk in seen:
            parent = next((p for p in member.parents if p in seen and p != pk), None)
            below.setdefault(parent, []).append(pk)

    def branch(pk: int) -> Branch:
        it, day = kin[pk].case, local_day(at)
        return Branch(
            it.title, kind=it.shown_stage(day), url=it.get_absolute_url(), here=pk == case.pk,
            children=[branch(child) for child in below.get(pk, [])],
        )  # fmt: skip

    return tuple(branch(root) for root in below.get(None, [])) if len(seen) > 1 else ()
