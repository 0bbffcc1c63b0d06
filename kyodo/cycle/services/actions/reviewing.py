"""点検する: self-check by the section, hearing and verdict by the desk, and the theme that follows or the reason why none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.services import terms
from kyodo.cycle.services.models import Review, Service
from kyodo.cycle.services.policies import checks, decides
from kyodo.cycle.services.states import ReviewState, Room
from kyodo.cycle.services.workflow import WORKFLOW
from kyodo.kernel.access import Actor
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.offices.desk import actions as desk
from kyodo.offices.journal.actions import record

CHECKED = ("zone", "room", "because", "forms", "partners", "obstacle", "next_step")


def open_reviews(year: int, *, services: Iterable[Service], by: Actor, at: datetime) -> list[Review]:
    """Open the year's review of these services; the ones already under review stay as they are."""
    decides.require(by, None, at=at)
    with transaction.atomic():
        known = set(Review.objects.filter(year=year, service__in=list(services)).values_list("service", flat=True))
        fresh = [
            Review(service=s, year=year, opened_at=at) for s in services if s.pk not in known and s.ended_at is None
        ]
        return [WORKFLOW.begin(review, by=by, at=at) for review in fresh]


def check(review: Review, *, values: Mapping[str, Any], send: bool = True, by: Actor, at: datetime) -> Review:
    """自己点検を書く; with `send` it goes to the desk, without it is kept."""
    with transaction.atomic():
        locked = Review.lock(review.pk)
        checks.require(by, locked, at=at)
        if locked.state != ReviewState.CHECKING:
            raise IllegalMove(_("この点検はもう出されています。"))
        for name in CHECKED:
            setattr(locked, name, values[name])
        locked.checked_at = at if send else None
        locked.save()
        if send:
            WORKFLOW.perform("check", review, by=by, at=at, detail={"room": locked.room})
        else:
            record("save_check", locked, by=by, at=at)
    review.refresh_from_db()
    return review


def send_back(review: Review, *, reason: str, by: Actor, at: datetime) -> Review:
    """Ask the section to look again."""
    return WORKFLOW.perform("send_back", review, by=by, at=at, reason=reason)


def hear(review: Review, *, heard: str, by: Actor, at: datetime) -> Review:
    """Keep what the hearing brought."""
    with transaction.atomic():
        decides.require(by, review, at=at)
        Review.objects.filter(pk=review.pk).update(heard=heard)
        return WORKFLOW.perform("hear", review, by=by, at=at)


def decide(review: Review, *, verdict: str, because: str, by: Actor, at: datetime) -> Review:
    """判定する. A verdict with room makes the section owe a theme, or a reason."""
    with transaction.atomic():
        Review.objects.filter(pk=review.pk).exclude(state=ReviewState.DECIDED).update(
            verdict=verdict, verdict_because=because, decided_at=at
        )
        WORKFLOW.perform("decide", review, by=by, at=at, reason=because, detail={"verdict": verdict})
        if verdict == Room.YES:
            due = desk.due_date(terms.THEME_DAYS, at=at)
            what = str(_("テーマを出すか、出さない理由を書く"))
            desk.owe(review, what=what, holder=review.service.section.subject, due=due, at=at, kind="theme")
    return review


def excuse_theme(review: Review, *, because: str, by: Actor, at: datetime) -> Review:
    """Say why no theme follows from a verdict with room."""
    checks.require(by, review, at=at)
    if not because.strip():
        raise Refused(_("理由を入力してください。"), field="because")
    with transaction.atomic():
        Review.objects.filter(pk=review.pk).update(no_theme_because=because)
        settle_theme(review, by=by, at=at)
        record("excuse_theme", review, by=by, at=at, reason=because)
    review.refresh_from_db()
    return review


def settle_theme(review: Review, *, by: Actor, at: datetime) -> None:
    """The theme has come, or the reason why none: the duty is done."""
    desk.settle(review, by=by, at=at, kind="theme")
