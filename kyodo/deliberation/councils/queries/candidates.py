"""候補者: who may be appointed out of a call for seats or a draw by lot, with what is already known of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from kyodo.deliberation.councils.models import Application, Body, Invitee, Membership, Term
from kyodo.deliberation.councils.states.bodies import AgeGroup, ApplicationState, OpeningState, Reply, Route
from kyodo.kernel.access import Actor, find
from kyodo.offices.city.queries import local_day


@dataclass(frozen=True)
class Nominee:
    """Somebody who was chosen or said yes: by subject, and what the appointment form begins with."""

    subject: str
    name: str
    first: dict[str, Any] = field(default_factory=dict)


def nominee(subject: str, actor: Actor, *, at: datetime) -> Nominee | None:
    """The candidate of a subject, if the actor may know of them and the city may appoint them."""
    found = find(subject)
    if isinstance(found, Application):
        return _applicant(found) if Application.objects.visible_to(actor, at=at).filter(pk=found.pk) else None
    if isinstance(found, Invitee):
        visible = Invitee.objects.visible_to(actor, at=at).filter(pk=found.pk, draw__valid_until__gte=local_day(at))
        return _invited(found) if visible.exists() else None
    return None


def _applicant(it: Application) -> Nominee | None:
    if it.state != ApplicationState.CHOSEN or it.opening.state != OpeningState.DECIDED:
        return None
    first = {
        "email": it.person.email if it.person else "", "name": it.name, "route": it.opening.route, "profession": it.occupation,
        "gender": it.gender, "age_group": AgeGroup.of(it.age), "since": it.opening.starts_on,
    }  # fmt: skip
    return Nominee(it.subject, it.name, first)


def _invited(it: Invitee) -> Nominee | None:
    if it.reply != Reply.YES:
        return None
    return Nominee(it.subject, it.name, {"name": it.name, "route": Route.RANDOM})


def first(term: Term, nominee: Nominee | None, day: date) -> dict[str, Any]:
    """What the appointment form begins with: a day of the term, and what is known of the candidate."""
    known = nominee.first if nominee else {}
    since = max(term.since, min(known.get("since", day), term.last_day or term.since))
    return {**known, "since": since}


def appointed(subjects: Iterable[str]) -> dict[str, list[Membership]]:
    """Which seats were given to each candidate."""
    found: dict[str, list[Membership]] = {}
    for seat in (
        Membership.objects.filter(chosen_from__in=list(subjects)).exclude(chosen_from="").select_related("term__body")
    ):
        found.setdefault(seat.chosen_from, []).append(seat)
    return found


def terms_to_fill(body: Body, day: date) -> QuerySet[Term]:
    """The terms to which somebody can be appointed: those that run, and those to come."""
    still = Q(ended_on=None) & (Q(until=None) | Q(until__gte=day))
    return body.terms.filter(still).order_by("since")
