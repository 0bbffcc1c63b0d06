"""委員の公募: preparing and announcing a call, applying with or without an account, deciding with reasons."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.councils.letters import bodies as letters
from kyodo.deliberation.councils.models import Application, Body, Opening
from kyodo.deliberation.councils.policies import bodies as may
from kyodo.deliberation.councils.states.bodies import ApplicationState, OpeningState
from kyodo.deliberation.councils.workflow.bodies import APPLICATIONS, OPENINGS
from kyodo.kernel.access import Actor
from kyodo.kernel.calendar import fiscal_year
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.kernel.text import token_hash
from kyodo.offices.city.actions.rules import next_number
from kyodo.offices.city.queries import local_day
from kyodo.offices.journal.actions import record
from kyodo.offices.papers.actions import keep_original
from kyodo.offices.people.models import Person
from kyodo.offices.post.actions import post

if TYPE_CHECKING:
    from kyodo.offices.papers.actions.storing import Upload


def receipt_token(key: str) -> str:
    """The secret of a receipt link, drawn from the submission's own random key: a double click shows the same link."""
    return salted_hmac("kyodo.councils.application", key, algorithm="sha256").hexdigest()[:32]


def prepare(body: Body, *, by: Actor, at: datetime, key: str = "", **values: Any) -> Opening:
    """公募を準備する: nobody outside the section sees it yet."""
    opening = Opening(body=body, **values)
    may.keeps.require(by, opening, at=at)
    _check(opening)
    return OPENINGS.begin(opening, by=by, at=at, key=key)


def revise(opening: Opening, *, by: Actor, at: datetime, **values: Any) -> Opening:
    """公募の内容を直す, before it is announced."""
    may.keeps.require(by, opening, at=at)
    with transaction.atomic():
        opening = Opening.lock(opening.pk)
        if opening.state != OpeningState.DRAFT:
            raise IllegalMove(_("公表した公募の内容は直せません。取りやめて、新しい公募を公表してください。"))
        for name, value in values.items():
            setattr(opening, name, value)
        _check(opening)
        opening.save()
        record("revise_opening", opening, by=by, at=at)
    return opening


def _check(opening: Opening) -> None:
    if opening.closes_on < opening.opens_on:
        raise Refused(_("受付の終わりは、始まりより後の日にしてください。"), field="closes_on")
    if opening.ends_on < opening.starts_on:
        raise Refused(_("任期の終わりは、始まりより後の日にしてください。"), field="ends_on")


def apply(
    opening: Opening, *, by: Actor, at: datetime, key: str = "", channel: str = "web", received_at: datetime | None = None,
    scan: Upload | None = None, **values: Any,
) -> Application:  # fmt: skip
    """応募する. Staff type in what came on paper; what came too late is said so, never dropped in silence."""
    typed_in = channel != "web"
    if typed_in:
        may.keeps.require(by, opening, at=at)
    received_at = received_at or at
    if received_at > at:
        raise Refused(_("受付日時が未来になっています。"), field="received_at")
    if not opening.takes_on(local_day(received_at)):
        raise Refused(_("受付の期間ではありません。期間を確かめてください。"))
    with transaction.atomic():
        application = Application(
            opening=opening, number=_number(received_at), channel=channel, received_at=received_at,
            person=by if isinstance(by, Person) and not typed_in else None,
            token_hash=token_hash(receipt_token(key)) if key else "", **values,
        )  # fmt: skip
        APPLICATIONS.begin(application, by=by, at=at, key=key)
        keep_original(scan, application, by=by, at=at)
        return application


def _number(received_at: datetime) -> str:
    year = fiscal_year(local_day(received_at))
    return f"{year}-{next_number('councils.application', year):03d}"


#: Which move gives which result.
RESULTS = {
    ApplicationState.CHOSEN: "choose",
    ApplicationState.RESERVE: "reserve",
    ApplicationState.PASSED: "pass_over",
}


def judge(
    application: Application, *, result: str, reserve: int | None = None, reason: str, by: Actor, at: datetime
) -> Application:
    """選考の結果を決める: chosen, in reserve at a place, or not, with the reason that the applicant reads."""
    in_reserve = result == ApplicationState.RESERVE
    with transaction.atomic():
        Opening.lock(application.opening_id)
        others = application.opening.applications.filter(state=ApplicationState.RESERVE).exclude(pk=application.pk)
        if in_reserve and reserve is None:
            raise Refused(_("補欠の順を入力してください。"), field="reserve")
        if in_reserve and others.filter(reserve=reserve).exists():
            raise Refused(_("この順の補欠の方がすでにいます。"), field="reserve")
        place = {"reserve": reserve} if in_reserve else {}
        Application.objects.filter(pk=application.pk).update(result_reason=reason, **place)
        return APPLICATIONS.perform(RESULTS[ApplicationState(result)], application, by=by, at=at, reason=reason)


def call_up(application: Application, *, reason: str, by: Actor, at: datetime) -> Application:
    """補欠から繰り上げる: a seat fell free; the first in reserve is told."""
    with transaction.atomic():
        Application.objects.filter(pk=application.pk).update(result_reason=reason)
        return APPLICATIONS.perform("call_up", application, by=by, at=at, reason=reason)


def decide(opening: Opening, *, outcome: str, by: Actor, at: datetime) -> Opening:
    """結果を公表する: who applied by number and what was decided; every applicant is told the reason."""
    with transaction.atomic():
        Opening.objects.filter(pk=opening.pk).update(outcome=outcome, decided_on=local_day(at))
        OPENINGS.perform("decide", opening, by=by, at=at)
        for application in opening.applications.exclude(state=ApplicationState.WITHDRAWN):
            post(letters.result, application, by=by, at=at)
    return opening
