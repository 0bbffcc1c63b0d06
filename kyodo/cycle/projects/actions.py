"""The verbs of a running project: start, tell, measure, settle, look back, report, stop; and what its dates bring."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.agreements import actions as agreements
from kyodo.cycle.agreements.models import Goal
from kyodo.cycle.collaborations import actions as cases
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.collaborations.queries import lead_of
from kyodo.kernel.access import BOTH_SIDES, Actor, Office, Side
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.offices.city.queries import desk_section, local_day, number, numbers
from kyodo.offices.desk import actions as desk
from kyodo.offices.journal.actions import record
from kyodo.offices.papers.actions import store
from kyodo.offices.papers.models import File
from kyodo.offices.post.actions import post

from . import letters, queries, terms
from .models import Entry, LookBack, Milestone, Money, Project, Pulse, Reminder, Value
from .policies import may_write
from .states import Consent, Manner, State
from .workflow import WORKFLOW

if TYPE_CHECKING:
    from kyodo.offices.papers.actions.storing import Upload


def start(case: Collaboration, *, by: Actor, at: datetime, key: str = "") -> Project:
    """Pass the gate and begin the work."""
    with transaction.atomic():
        agreements.start(case, by=by, at=at)
        return WORKFLOW.begin(Project(case=case, started_at=at), by=by, at=at, key=key)


def _writes(project: Project, by: Actor, at: datetime) -> Side:
    """The side that writes, in a project that still runs; refused otherwise."""
    may_write.require(by, project, at=at)
    if project.state != State.RUNNING:
        raise IllegalMove(_("この事業はもう終わっています。"))
    side = project.case.side_of(by, at)
    if side is None:
        raise Refused(_("この案件の当事者だけができます。"))
    return side


def tell(project: Project, *, by: Actor, at: datetime, key: str = "", **said: Any) -> Entry:
    """進捗を書く: what one side did; the other side and everybody can read it."""
    side = _writes(project, by, at)
    if said["on"] > local_day(at):
        raise Refused(_("これからの日付は書けません。"), field="on")
    with transaction.atomic():
        entry = Entry(project=project, side=side, written_by=by.subject, written_at=at, **said)
        record("tell", entry, by=by, at=at, key=key)
        entry.save(force_insert=True)
    return entry


def measure(
    project: Project, *, goal: Goal, value: Decimal, on: date, note: str = "", by: Actor, at: datetime, key: str = ""
) -> Value:
    """目標の現在値を記す. Earlier values stay, so that the way can be seen."""
    side = _writes(project, by, at)
    if on > local_day(at):
        raise Refused(_("これからの日付は書けません。"), field="on")
    if goal.agreement.case_id != project.case_id or goal.dropped_at:
        raise Refused(_("この事業の目標から選んでください。"), field="goal")
    with transaction.atomic():
        row = Value(
            project=project, goal=goal, value=value, on=on, note=note, side=side, written_by=by.subject, written_at=at
        )
        record("measure", row, by=by, at=at, detail={"goal": goal.subject, "value": value}, key=key)
        row.save(force_insert=True)
    return row


def _require_seen(seen: str | None, rows: Iterable[Mapping[str, Any]]) -> None:
    """Both sides write in one table: nobody writes over rows they have not read."""
    if seen is not None and seen != queries.sealed(rows):
        raise Refused(
            _(
                "書いているあいだに、ほかの方がこの表を書きかえました。書いたものはこの画面に残っています。いまの表を別の画面で開いて読み、"
                "両方が残るように直してから、もう一度押してください。"
            )
        )


def set_milestones(
    project: Project, *, milestones: Iterable[Mapping[str, Any]], seen: str | None = None, by: Actor, at: datetime
) -> Project:
    """節目を決める: the list as it stands now replaces the one before."""
    side = _writes(project, by, at)
    with transaction.atomic():
        Project.lock(project.pk)
        _require_seen(seen, queries.milestones_of(project))
        project.milestones.all().delete()
        Milestone.objects.bulk_create(
            Milestone(project=project, side=side, written_by=by.subject, written_at=at, **row) for row in milestones
        )
        record("set_milestones", project, by=by, at=at)
    return project


def keep_books(
    project: Project, *, lines: Iterable[Mapping[str, Any]], seen: str | None = None, by: Actor, at: datetime
) -> Project:
    """収支を記す: budget and settlement in one table. Income and expense must be equal, in the budget and when settled."""
    side = _writes(project, by, at)
    rows = [Money(project=project, side=side, written_by=by.subject, written_at=at, **line) for line in lines]
    if any(total["income"] != total["expense"] for total in queries.totals(rows)):
        raise Refused(_("収入の合計と支出の合計が同じになるようにしてください。"), field="lines")
    with transaction.atomic():
        Project.lock(project.pk)
        _require_seen(seen, queries.lines_of(project))
        project.books.all().delete()
        Money.objects.bulk_create(rows)
        record("keep_books", project, by=by, at=at, detail={"lines": len(rows)})
    return project


def add_photo(
    project: Project, *, upload: Upload, caption: str, consent: str, by: Actor, at: datetime, key: str = ""
) -> File:
    """写真を載せる: with the word of whoever brings it that those to be recognised agreed. The word is kept, not their names."""
    may_write.require(by, project, at=at)
    with transaction.atomic():
        photo = store(upload, project, purpose=caption, by=by, at=at, key=key)
        record("add_photo", project, by=by, at=at, detail={"photo": photo.subject, "consent": Consent(consent).value})
    return photo


def look_back(
    project: Project, *, went_well: str, trouble: str = "", wish: str = "", entry_score: int | None = None,
    course_score: int | None = None, by: Actor, at: datetime, key: str = "",
) -> LookBack:  # fmt: skip
    """中間ふりかえり: one side's words and scores; the other side reads them when it has written its own."""
    side = _writes(project, by, at)
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
            project=locked, round=mine + 1, side=side, went_well=went_well, trouble=trouble, wish=wish,
            entry_score=entry_score, course_score=course_score, written_by=by.subject, written_at=at,
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
    side = _writes(project, by, at)
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


def report(
    project: Project, *, report: str, outcome: str, remains: str = "", participants: int | None = None,
    by: Actor, at: datetime, key: str = "",
) -> Project:  # fmt: skip
    """実績を報告する: the work ends and the case goes into its evaluation."""
    with transaction.atomic():
        locked = Project.lock(project.pk)
        if locked.state == State.RUNNING:
            locked.report, locked.outcome, locked.remains = report, outcome, remains
            locked.participants, locked.reported_at = participants, at
            locked.save()
        WORKFLOW.perform("report", project, by=by, at=at, key=key)
        for kind in ("look_back", "past_end"):
            desk.settle(project, by=by, at=at, kind=kind)
        cases.move("evaluate", project.case, by=by, at=at)
    return project


def stop(project: Project, *, reason: str, by: Actor, at: datetime, key: str = "") -> Project:
    """中止する: with a reason, and with the case."""
    with transaction.atomic():
        WORKFLOW.perform("stop", project, by=by, at=at, reason=reason, key=key)
        for kind in ("look_back", "past_end", "pulse"):
            desk.settle(project, by=by, at=at, kind=kind)
        cases.move("stop", project.case, by=by, at=at, reason=reason)
    return project


def watch_ends(at: datetime) -> int:
    """A job of the worker: notices 90, 30 and 7 days before an end, and the call to decide once it has passed."""
    today = local_day(at)
    days = sorted(numbers([terms.FIRST_REMINDER, terms.SECOND_REMINDER, terms.LAST_REMINDER]).values())
    near = Project.objects.filter(state=State.RUNNING, case__ends_on__lt=today + timedelta(days=days[-1] + 1))
    sent = 0
    for project in near.select_related("case").prefetch_related("reminders"):
        ends_on = project.case.ends_on
        if ends_on is None:
            continue
        left = (ends_on - today).days
        step = -1 if left < 0 else next((n for n in days if left <= n), None)
        if step is None or any(r.ends_on == ends_on and r.days == step for r in project.reminders.all()):
            continue
        _remind(project, ends_on=ends_on, step=step, at=at)
        sent += 1
    return sent


def _remind(project: Project, *, ends_on: date, step: int, at: datetime) -> None:
    worker = Office()
    with transaction.atomic():
        Reminder.objects.create(project=project, ends_on=ends_on, days=step, sent_at=at)
        past = step < 0
        record("past_end" if past else "remind", project, by=worker, at=at, detail={"days": step, "ends_on": ends_on})
        post(letters.past_end if past else letters.ending, project, by=worker, at=at)
        if past:
            due = desk.due_date(5, at=at)
            leads = filter(None, (lead_of(project.case, side) for side in BOTH_SIDES))
            for party in leads:
                what = str(_("終わりにするか、続けるかを決める"))
                desk.owe(project, what=what, holder=party.holder, due=due, at=at, kind="past_end")
