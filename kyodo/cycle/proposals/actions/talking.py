"""事前相談: asked for by a citizen or entered by staff; answered with advice and a result."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.calls.models import Round
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.proposals.models import PriorTalk, TalkContact
from kyodo.cycle.proposals.policies import is_officer
from kyodo.cycle.proposals.workflow import TALKS, desk
from kyodo.cycle.seeds.states import Channel
from kyodo.kernel.access import Actor, LinkHolder, acts_for
from kyodo.kernel.policy import NotAllowed, Refused
from kyodo.kernel.text import token_hash
from kyodo.kernel.thing import Thing
from kyodo.offices.city.queries import local_day
from kyodo.offices.desk.actions import owe, settle
from kyodo.offices.papers.actions import keep_original
from kyodo.offices.people.models import Person

if TYPE_CHECKING:
    from kyodo.offices.papers.actions.storing import Upload


def talk_token(key: str) -> str:
    """The secret of a talk's receipt, drawn from the submission's own key: a double click shows the same receipt."""
    return salted_hmac("kyodo.proposals.talk", key, algorithm="sha256").hexdigest()[:32]


def request_talk(
    *, theme: str, solve: str, name: str = "", idea: str = "", hopes: str = "", asked_before: str = "", wished_time: str = "",
    phone: str = "", email: str = "", body: Thing | None = None, case: Collaboration | None = None,
    round_: Round | None = None, channel: str = Channel.WEB, received_at: datetime | None = None, scan: Upload | None = None,
    by: Actor, at: datetime, key: str = "",
) -> PriorTalk:  # fmt: skip
    """Ask for a talk. No account is needed; `body` is the group that comes, known by its own name. Staff type in what came on paper."""
    if channel != Channel.WEB:
        is_officer.require(by, None, at=at)
    if received_at and received_at > at:
        raise Refused(_("受付日時が未来になっています。"), field="received_at")
    if body is not None and not is_officer.check(by, None, at=at) and not acts_for(by, {body.subject}, at):
        raise Refused(_("選んだ団体の一員としてサインインしてください。"), field="body")
    if case is not None and case.side_of(by, at) is None and not is_officer.check(by, None, at=at):
        raise NotAllowed(_("この案件の当事者だけができます。"))
    comes_in_person = isinstance(by, Person) and not is_officer.check(by, None, at=at)
    name = name or (str(body) if body else by.display if comes_in_person else "")
    if not name:
        raise Refused(_("お名前か団体名を入力してください。"), field="name")
    with transaction.atomic():
        talk = PriorTalk(
            name=name, theme=theme, solve=solve, idea=idea, hopes=hopes, asked_before=asked_before, wished_time=wished_time,
            case=case, round=round_, channel=channel, requested_at=received_at or at, token_hash=token_hash(talk_token(key)) if key else None,
        )  # fmt: skip
        talk.holder = body.subject if body else by.subject if comes_in_person else LinkHolder(talk.subject).subject
        TALKS.begin(talk, by=by, at=at, key=key)
        keep_original(scan, talk, by=by, at=at)
        TalkContact.objects.create(talk=talk, phone=phone, email=email)
    return talk


def hold_talk(
    talk: PriorTalk, *, held_on: date, method: str, advice: str, result: str, handled_by: str = "", sent_on_to: str = "",
    next_on: date | None = None, by: Actor, at: datetime, key: str = "",
) -> PriorTalk:  # fmt: skip
    """Write down a talk that took place: what was advised, where it was sent on, when it goes on."""
    if held_on > local_day(at):
        raise Refused(_("相談日が未来になっています。"), field="held_on")
    said: dict[str, object] = {
        "held_on": held_on, "method": method, "handled_by": handled_by or by.display, "advice": advice, "result": result,
        "sent_on_to": sent_on_to, "next_on": next_on,
    }  # fmt: skip
    return _write("hold", talk, said, by=by, at=at, key=key)


def add_to_talk(
    talk: PriorTalk, *, advice: str, result: str, sent_on_to: str = "", next_on: date | None = None,
    by: Actor, at: datetime, key: str = "",
) -> PriorTalk:  # fmt: skip
    """Go on with a record: what was said later, and what comes out of it now."""
    said: dict[str, object] = {"advice": advice, "result": result, "sent_on_to": sent_on_to, "next_on": next_on}
    return _write("add", talk, said, by=by, at=at, key=key)


def _write(move: str, talk: PriorTalk, said: dict[str, object], *, by: Actor, at: datetime, key: str) -> PriorTalk:
    with transaction.atomic():
        PriorTalk.objects.filter(pk=talk.pk).update(**said)
        TALKS.perform(move, talk, by=by, at=at, key=key)
        settle(talk, by=by, at=at)
        if talk.next_on:
            owe(talk, what=str(_("事前相談の続きを行う")), holder=desk(talk), due=talk.next_on, at=at)
    return talk


def enter_talk(
    *, name: str, theme: str, solve: str, held_on: date, method: str, advice: str, result: str, idea: str = "",
    hopes: str = "", asked_before: str = "", sent_on_to: str = "", handled_by: str = "", next_on: date | None = None,
    phone: str = "", email: str = "", body: Thing | None = None, case: Collaboration | None = None,
    round_: Round | None = None, by: Actor, at: datetime, key: str = "",
) -> PriorTalk:  # fmt: skip
    """Enter a talk that took place at the counter or on the phone, all in one."""
    is_officer.require(by, None, at=at)
    with transaction.atomic():
        talk = request_talk(
            name=name, theme=theme, solve=solve, idea=idea, hopes=hopes, asked_before=asked_before, phone=phone, email=email,
            body=body, case=case, round_=round_, by=by, at=at, key=key,
        )  # fmt: skip
        return hold_talk(
            talk, held_on=held_on, method=method, advice=advice, result=result, handled_by=handled_by,
            sent_on_to=sent_on_to, next_on=next_on, by=by, at=at,
        )  # fmt: skip


def cancel_talk(talk: PriorTalk, *, reason: str = "", by: Actor, at: datetime) -> PriorTalk:
    """Call a talk off before it took place."""
    return TALKS.perform("cancel", talk, by=by, at=at, reason=reason)
