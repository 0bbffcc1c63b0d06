"""中間ふりかえりと脈診: how both sides feel about the work while it goes on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.collaborations.queries import lead_of
from kyodo.cycle.projects import letters, queries, terms
from kyodo.cycle.projects.models import LookBack, Project, Pulse
from kyodo.cycle.projects.policies import may_reach_out
from kyodo.cycle.projects.states import Manner, State
from kyodo.cycle.projects.workflow import WORKFLOW
from kyodo.kernel.access import Actor, Office, Side
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.offices.city.queries import desk_section, local_day, number
from kyodo.offices.desk import actions as desk
from kyodo.offices.journal.actions import record
from kyodo.offices.post.actions import post

from .writing import writes


def look_back(
    project: Project, *, went_well: str, trouble: str = "", wish: str = "", better: str = "", meets_on: date | None = None,
    entry_score: int | None = None, course_score: int | None = None, by: Actor, at: datetime, key: str = "",
) -> LookBack:  # fmt: skip
    """中間ふりかえり: one side's words and scores; the other side reads them when it has written its own."""
    side = writes(project, by, at)
    _require_scores(project, (entry_score, course_score), trouble)
    with transaction.atomic():
        locked = Project.lock(project.pk)
        mine, theirs = (
            locked.look_backs.filter(side=s).count()
            for s in (side, Side.CITY if side == Side.CITIZENS else Side.CITIZENS)
        )
        if mine > theirs:
            raise IllegalMove(_("相手の側が書くのを待っています。書き終わると、たがいに読めるようになります。"))
        words = LookBack(
            project=locked, round=mine + 1, side=side, went_well=went_well, trouble=trouble, wish=wish, better=better,
            meets_on=meets_on, entry_score=entry_score, course_score=course_score, written_by=by.subject, written_at=at,
        )  # fmt: skip
        words.save(force_insert=True)
        # The words themselves stay out of the journal: the other side may not have written yet.
        WORKFLOW.perform("look_back", project, by=by, at=at, detail={"round": words.round, "side": side}, key=key)
        _owe_the_other(project, side, written=theirs > mine, by=by, at=at)
    return words


def _require_scores(project: Project, scores: tuple[int | None, int | None], trouble: str) -> None:
    """A long project is scored on the way; both phases or neither; what fell short of what was hoped says why."""
    known = [score for score in scores if score is not None]
    if len(known) == 1 or (project.is_long and not known):
        raise Refused(_("「導入」と「過程」の両方の点を選んでください。"), field="entry_score")
    if known and min(known) <= number(terms.LOW) and not trouble.strip():
        raise Refused(_("低い点のときは、困っていることも書いてください。"), field="trouble")


def _owe_the_other(project: Project, side: Side, *, written: bool, by: Actor, at: datetime) -> None:
    desk.settle(project, by=by, at=at, kind="look_back")
    other = lead_of(project.case, Side.CITY if side == Side.CITIZENS else Side.CITIZENS)
    if other and not written and not other.holder.startswith("link/"):
        due = desk.due_date(10, at=at)
        desk.owe(project, what=_("中間ふりかえりを書く"), holder=other.holder, due=due, at=at, kind="look_back")


def take_pulse(project: Project, *, scores: Mapping[str, int], by: Actor, at: datetime, key: str = "") -> Project:
    """マナー脈診に答える: four answers, once a month and person. Two falling months call the coordinator."""
    side = writes(project, by, at)
    month = local_day(at).replace(day=1)
    with transaction.atomic():
        Project.lock(project.pk)
        if project.pulses.filter(written_by=by.subject, month=month).exists():
            raise IllegalMove(_("今月の脈診には、もうお答えいただいています。"))
        Pulse.objects.bulk_create(
            Pulse(
                project=project, side=side, written_by=by.subject, written_at=at, month=month, manner=m, score=scores[m]
            )
            for m in Manner.values
        )
        record("take_pulse", project, by=by, at=at, key=key)
        _call_coordinator(project, at=at)
    return project


def ask_pulses(at: datetime) -> int:
    """A job of the worker: once a month both sides of every running project are asked for their minute."""
    today = local_day(at)
    month = today.replace(day=1)
    unasked = Q(pulse_asked=None) | Q(pulse_asked__lt=month)
    running = Project.objects.filter(unasked, state=State.RUNNING, started_at__date__lt=month, case__ends_on__gte=today)
    asked = 0
    for project in running.select_related("case"):
        with transaction.atomic():
            if not Project.objects.filter(unasked, pk=project.pk).update(pulse_asked=month):
                continue  # another worker was quicker
            post(letters.pulse, project, by=Office(), at=at)
        asked += 1
    return asked


def reach_out(project: Project, *, by: Actor, at: datetime, key: str = "") -> Project:
    """声をかけた: whoever was called when the pulse fell has spoken with both sides. What was said stays among them."""
    may_reach_out.require(by, project, at=at)
    with transaction.atomic():
        Project.lock(project.pk)
        if not queries.has_open_task(project, kind="pulse"):
            raise IllegalMove(_("声かけのお願いは、いまありません。"))
        record("reach_out", project, by=by, at=at, key=key)
        desk.settle(project, by=by, at=at, kind="pulse")
    return project


def _call_coordinator(project: Project, *, at: datetime) -> None:
    """Two months in which the pulse fell call somebody neutral, once for each fall."""
    if not queries.is_falling(project, months=number(terms.PULSE_FALLS)):
        return
    neutral = lead_of(project.case, Side.NEUTRAL)
    holder = neutral.holder if neutral else desk_section(at).subject
    if not queries.has_open_task(project, kind="pulse"):
        due = desk.due_date(5, at=at)
        desk.owe(
            project,
            what=str(_("脈診が続けて下がっています。両方の側に声をかける")),
            holder=holder,
            due=due,
            at=at,
            kind="pulse",
        )
