"""The verbs of the three lives: answer, report on evidence, close, open again; and saying how it looks from outside."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.recommendations import policies as may
from kyodo.deliberation.recommendations import terms
from kyodo.deliberation.recommendations.models import (
    Closure,
    Evidence,
    Implementation,
    Impression,
    Recommendation,
    Response,
)
from kyodo.deliberation.recommendations.states import (
    RANK,
    TO_BE_DONE,
    ClosureState,
    Level,
    ResponseState,
    Voice,
)
from kyodo.deliberation.recommendations.workflow import CLOSURES, IMPLEMENTATIONS, RESPONSES, TO_REPORT
from kyodo.kernel.access import Actor
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.kernel.workflow import Term, ledger
from kyodo.offices.city.queries import local_day, number, period_end
from kyodo.offices.desk import actions as desk
from kyodo.offices.journal.actions import record
from kyodo.offices.papers.actions import store

if TYPE_CHECKING:
    from kyodo.offices.papers.actions.storing import Upload

#: The move that brings an answer about.
ANSWERS = {
    ResponseState.ACCEPTED: "accept", ResponseState.PARTLY: "accept_partly", ResponseState.OTHERWISE: "do_otherwise",
    ResponseState.STUDYING: "study", ResponseState.DECLINED: "decline",
}  # fmt: skip
UP = {Level.NOT_STARTED: "not_begun", Level.STARTED: "start", Level.SUBSTANTIAL: "advance", Level.DONE: "finish"}
BACK = {Level.NOT_STARTED: "back_to_not_begun", Level.STARTED: "back_to_started", Level.SUBSTANTIAL: "back_to_substantial"}  # fmt: skip


def answer(
    response: Response, *, state: str, reason: str, until: date | None = None, by: Actor, at: datetime
) -> Response:
    """提言に回答する. A study needs the day on which it ends; whatever is to be done is reported on from then."""
    if state not in ANSWERS:
        raise Refused(_("回答を選んでください。"), field="state")
    today = local_day(at)
    with transaction.atomic():
        locked = Response.lock(response.pk)
        _is_open(locked.recommendation)
        locked.due = _end_of_study(until, today) if state == ResponseState.STUDYING else locked.due
        locked.reason, locked.answered_at = reason, at
        locked.save(update_fields=["due", "reason", "answered_at"])
        RESPONSES.perform(ANSWERS[ResponseState(state)], locked, by=by, at=at, reason=reason, detail={"until": until})
        if state != ResponseState.STUDYING:
            Response.objects.filter(pk=locked.pk).update(due=None)
        _expect_report(locked.recommendation.implementation, state in TO_BE_DONE, at=at, by=by)
    response.refresh_from_db()
    return response


def _is_open(recommendation: Recommendation) -> None:
    if recommendation.closure.state == ClosureState.CLOSED:
        raise IllegalMove(_("この提言は終結しています。続けるには、もう一度開いてください。"))


def _end_of_study(until: date | None, today: date) -> date:
    if until is None:
        raise Refused(_("いつまで検討するかを入力してください。"), field="until")
    most = number(terms.STUDY_MOST_DAYS)
    if not today < until <= today + timedelta(days=most):
        sentence = _("検討の期限は、あすから%(most)d日以内の日にしてください。") % {"most": most}
        raise Refused(sentence, field="until")
    return until


def _expect_report(life: Implementation, wanted: bool, *, by: Actor, at: datetime) -> None:
    """From an answer that promises something, the section reports on it; otherwise nobody waits for a report."""
    life.refresh_from_db()
    if wanted and life.due is None and life.state != Level.DONE:
        _expect_by(life, _later(terms.REPORT_FIRST_DAYS, at=at))
        ledger().owe(TO_REPORT, life, at=at)
    elif not wanted and life.due is not None:
        _expect_by(life, None)
        desk.settle(life, by=by, at=at, kind=desk.NEXT)


def _expect_by(life: Implementation, due: date | None) -> None:
    life.due = due
    life.save(update_fields=["due"])


def _later(days: Term, *, at: datetime) -> date:
    return period_end(local_day(at) + timedelta(days=number(days)))


def report(
    life: Implementation,
    *,
    level: str,
    words: str,
    on: date,
    link: str = "",
    file: Upload | None = None,
    by: Actor,
    at: datetime,
    key: str = "",
) -> Evidence:
    """実施のようすを報告する: a step up on evidence, a step back with its reason, or that it stands as before.

    The report is kept whatever it says; the next one is due after the city's interval, and never once all is done.
    """
    may.may_report.require(by, life, at=at)
    if level not in RANK or level == Level.NO_EVIDENCE:
        raise Refused(_("報告する状況を選んでください。"), field="level")
    if on > local_day(at):
        raise Refused(_("根拠の日付には、きょうまでの日付を入力してください。"), field="on")
    with transaction.atomic():
        locked = Implementation.lock(life.pk)
        _is_open(locked.recommendation)
        rising = RANK[Level(level)] > RANK[Level(locked.state)]
        if rising and not (link or file):
            raise Refused(_("状況を進めるには、根拠になるページか文書が要ります。"), field="link")
        paper = store(file, locked, purpose=str(_("実施の根拠")), by=by, at=at) if file else None
        shown = Evidence(
            implementation=locked, level=level, words=words, on=on, rose=rising, link=link, file=paper, reported_by=by.subject,
            reported_at=at,
        )  # fmt: skip
        record("report", shown, by=by, at=at, detail={"level": level}, key=key)
        shown.save(force_insert=True)
        _move_to(locked, Level(level), shown, by=by, at=at)
    life.refresh_from_db()
    return shown


def _move_to(life: Implementation, level: Level, shown: Evidence, *, by: Actor, at: datetime) -> None:
    """Set the dates of the new level, then make the move; where it stands as before, only the next date moves on."""
    before = Level(life.state)
    life.done_on = shown.on if level == Level.DONE else None
    life.due = None if level == Level.DONE else _later(terms.REPORT_EVERY_DAYS, at=at)
    life.save(update_fields=["due", "done_on"]) if before != Level.DONE else life.save(update_fields=["due"])
    if level == before:
        desk.settle(life, by=by, at=at, kind=desk.NEXT)
        if level != Level.DONE:
            ledger().owe(TO_REPORT, life, at=at)
        return
    names = UP if RANK[level] > RANK[before] else BACK
    IMPLEMENTATIONS.perform(names[level], life, by=by, at=at, reason=shown.words, detail={"evidence": shown.ref})
    Implementation.objects.filter(pk=life.pk).update(since=at, done_on=shown.on if level == Level.DONE else None)


def close(closure: Closure, *, closed_as: str, reason: str, by: Actor, at: datetime) -> Closure:
    """終結にする: never by whoever reported the doing, nor by the section that did it."""
    with transaction.atomic():
        locked = Closure.lock(closure.pk)
        locked.closed_as = closed_as
        locked.reason, locked.closed_on, locked.closed_by = reason, local_day(at), by.subject
        locked.save(update_fields=["closed_as", "reason", "closed_on", "closed_by"])
        CLOSURES.perform("close", locked, by=by, at=at, reason=reason, detail={"as": closed_as})
        for life in (locked.recommendation.response, locked.recommendation.implementation):
            desk.settle(life, by=by, at=at, kind=desk.NEXT)
    closure.refresh_from_db()
    return closure


def reopen(closure: Closure, *, reason: str, by: Actor, at: datetime) -> Closure:
    """もう一度開く: what was owed before is owed again."""
    with transaction.atomic():
        CLOSURES.perform("reopen", closure, by=by, at=at, reason=reason)
        Closure.objects.filter(pk=closure.pk).update(closed_as="", reason="", closed_on=None, closed_by="")
        recommendation = Recommendation.objects.select_related("response", "implementation").get(
            pk=closure.recommendation_id
        )
        if recommendation.response.is_awaited:
            ledger().owe(RESPONSES.owes[0], recommendation.response, at=at)
        elif recommendation.implementation.due:
            ledger().owe(TO_REPORT, recommendation.implementation, at=at)
    closure.refresh_from_db()
    return closure


def state_view(
    recommendation: Recommendation, *, voice: str, level: str, words: str, by: Actor, at: datetime
) -> Impression:
    """実感を述べる: those who recommended with their reason, or a citizen; the city's own view stays as it is."""
    policy = may.recommended if voice == Voice.COMMITTEE else may.may_state_as_citizen
    policy.require(by, recommendation, at=at)
    if voice == Voice.COMMITTEE and not words.strip():
        raise Refused(_("そう感じる理由を入力してください。"), field="words")
    with transaction.atomic():
        Recommendation.lock(recommendation.pk)
        told = {"level": level, "words": words, "stated_at": at}
        standing = recommendation.impressions.filter(voice=voice, current=True)
        if voice == Voice.COMMITTEE:
            standing.update(current=False)
        known = standing.filter(by_ref=by.subject).first() if voice == Voice.CITIZEN else None
        view = known or Impression(recommendation=recommendation, voice=voice, by_ref=by.subject)
        for name, value in told.items():
            setattr(view, name, value)
        view.save()
        record("state", view, by=by, at=at, detail={"voice": voice, "level": level})
    return view
