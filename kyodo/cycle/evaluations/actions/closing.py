"""締めくくる: the next seed or why there is none, why nobody could be asked, and the publication side by side."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.collaborations import actions as cases
from kyodo.cycle.collaborations.models import Collaboration, Party
from kyodo.cycle.collaborations.queries import lead_of
from kyodo.cycle.evaluations.models import Evaluation
from kyodo.cycle.evaluations.policies import may_file
from kyodo.cycle.evaluations.states import State
from kyodo.cycle.evaluations.workflow import WORKFLOW
from kyodo.cycle.seeds import actions as seeds
from kyodo.cycle.seeds.models import Seed
from kyodo.kernel.access import BOTH_SIDES, Side, acts_for, find
from kyodo.kernel.calendar import fiscal_year
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.kernel.thing import Thing
from kyodo.offices.city.models import Section
from kyodo.offices.city.queries import desk_section, local_day
from kyodo.offices.journal.actions import record
from kyodo.offices.people.models import Person


def harvest(
    evaluation: Evaluation, *, title: str, problem: str, wish: str = "", by: Person, at: datetime, key: str = ""
) -> Seed:
    """次の種をまく: a new case that remembers this one."""
    side = evaluation.case.side_of(by, at)
    if side not in BOTH_SIDES or not evaluation.is_revealed:
        raise Refused(_("次の種は、双方の評価がそろってから、どちらかの側がまきます。"))
    city, own = lead_of(evaluation.case, Side.CITY), _own_party(evaluation.case, side, by, at)
    section = find(city.holder) if city else None
    body = find(own.holder) if own else None
    with transaction.atomic():
        seed = seeds.sow(
            title=title, problem=problem, wish=wish, section=section if isinstance(section, Section) else desk_section(at),
            sower=seeds.Sower(by.name, email=by.email or ""), shown_name=own.name if own else "", ward=evaluation.case.ward,
            fields=[f.code for f in evaluation.case.fields.all()],
            body=body if isinstance(body, Thing) and not isinstance(body, Person) else None, by=by, at=at, key=key,
        )  # fmt: skip
        cases.link(evaluation.case, seed.case, because=str(_("評価からの次の種")), by=by, at=at)
    return seed


def _own_party(case: Collaboration, side: str, by: Person, at: datetime) -> Party | None:
    """The group or section on that side for which somebody comes: with several, their own sows and not the one that leads."""
    seated = [p for p in case.parties.all() if p.side == side and p.until is None]
    return next((p for p in seated if acts_for(by, {p.holder}, at)), lead_of(case, side))


def excuse(
    evaluation: Evaluation, *, no_seed_because: str = "", no_voices_because: str = "", by: Person, at: datetime
) -> Evaluation:
    """Say why there is no next seed, or why those it was for could not be asked."""
    may_file.require(by, evaluation, at=at)
    with transaction.atomic():
        locked = Evaluation.lock(evaluation.pk)
        if locked.state == State.CLOSED:
            raise IllegalMove(_("この評価はもう公開されています。"))
        locked.no_seed_because = no_seed_because or locked.no_seed_because
        locked.no_voices_because = no_voices_because or locked.no_voices_because
        locked.save(update_fields=["no_seed_because", "no_voices_because"])
        record("excuse", locked, by=by, at=at)
    evaluation.refresh_from_db()
    return evaluation


def close(
    evaluation: Evaluation, *, continuation: str, closing_words: str, by: Person, at: datetime, key: str = ""
) -> Evaluation:
    """公開する: side by side, with what was talked over and what comes next. The case is complete."""
    with transaction.atomic():
        Evaluation.objects.filter(pk=evaluation.pk, state=State.TALKING).update(
            continuation=continuation, closing_words=closing_words, closed_at=at
        )
        WORKFLOW.perform("close", evaluation, by=by, at=at, detail={"continuation": continuation}, key=key)
        cases.move("complete", evaluation.case, by=by, at=at)
        Collaboration.objects.filter(pk=evaluation.case_id).update(evaluated_year=fiscal_year(local_day(at)))
    return evaluation
