"""市民政策提案: handed in with its supporters, checked, studied within six months, answered with a reason, tracked if adopted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.recommendations import policies as may
from kyodo.deliberation.recommendations import terms
from kyodo.deliberation.recommendations.models import Impression, Petition, Report, Supporter
from kyodo.deliberation.recommendations.states import Channel, PetitionResult, PetitionState, SourceKind, Voice
from kyodo.deliberation.recommendations.workflow import PETITIONS, TO_STUDY
from kyodo.kernel.access import Actor
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.kernel.text import token_hash
from kyodo.kernel.workflow import ledger
from kyodo.offices.city.models import Section
from kyodo.offices.city.policies import is_desk
from kyodo.offices.city.queries import local_day, number, period_end
from kyodo.offices.desk import actions as desk
from kyodo.offices.journal.actions import record
from kyodo.offices.papers.actions import keep_original
from kyodo.offices.people.models import Person

from .entering import receive

if TYPE_CHECKING:
    from kyodo.offices.papers.actions.storing import Upload


def receipt_token(petition: Petition) -> str:
    """The secret of the link for whoever proposed on paper, drawn from the reference: only its hash is stored."""
    return salted_hmac("kyodo.recommendations.receipt", petition.ref, algorithm="sha256").hexdigest()[:32]


def hand_in(
    *,
    author_name: str,
    supporters: Sequence[Mapping[str, Any]] = (),
    channel: str = Channel.WEB,
    received_at: datetime | None = None,
    scan: Upload | None = None,
    by: Actor,
    at: datetime,
    key: str = "",
    **said: Any,
) -> Petition:
    """市民政策提案を出す. The desk enters what came on paper in the author's name, with how and when it came."""
    may.may_hand_in.require(by, None, at=at)
    if received_at and received_at > at:
        raise Refused(_("受付日時が未来になっています。"), field="received_at")
    on_paper = bool(is_desk.check(by, None, at=at))
    petition = Petition(
        author_name=author_name, author_ref="" if on_paper else by.subject, channel=channel, submitted_at=received_at or at,
        **said,
    )  # fmt: skip
    petition.token_hash = token_hash(receipt_token(petition)) if on_paper else None
    with transaction.atomic():
        PETITIONS.begin(petition, by=by, at=at, key=key)
        keep_original(scan, petition, by=by, at=at)
        _stand_behind(petition, supporters)
    return petition


def _stand_behind(petition: Petition, supporters: Sequence[Mapping[str, Any]]) -> None:
    petition.supporters.all().delete()
    Supporter.objects.bulk_create(Supporter(petition=petition, **row) for row in supporters)


def mend(
    petition: Petition, *, supporters: Sequence[Mapping[str, Any]] = (), by: Actor, at: datetime, **said: Any
) -> Petition:
    """補正して出し直す: what was lacking is added, and the desk looks again."""
    with transaction.atomic():
        locked = Petition.lock(petition.pk)
        may.may_mend.require(by, locked, at=at)
        for name, value in said.items():
            setattr(locked, name, value)
        locked.save(update_fields=list(said))
        _stand_behind(locked, supporters)
        PETITIONS.perform("hand_in_again", locked, by=by, at=at)
    petition.refresh_from_db()
    return petition


def send_back(petition: Petition, *, reason: str, by: Actor, at: datetime) -> Petition:
    """補正をお願いする."""
    return PETITIONS.perform("send_back", petition, by=by, at=at, reason=reason)


def accept(petition: Petition, *, section: Section, summary: str, by: Actor, at: datetime) -> Petition:
    """受理する: the summary becomes public and the answer is due after so many months."""
    today = local_day(at)
    with transaction.atomic():
        locked = Petition.lock(petition.pk)
        locked.section, locked.summary, locked.received_on = section, summary, today
        locked.due = period_end(today + relativedelta(months=number(terms.PETITION_MONTHS)))
        locked.save(update_fields=["section", "summary", "received_on", "due"])
        PETITIONS.perform("accept", locked, by=by, at=at, detail={"due": locked.due})
    petition.refresh_from_db()
    return petition


def extend(petition: Petition, *, until: date, reason: str, by: Actor, at: datetime) -> Petition:
    """回答の期限を延ばす: before it has passed, with a published reason."""
    may.may_study.require(by, petition, at=at)
    with transaction.atomic():
        locked = Petition.lock(petition.pk)
        if locked.state != PetitionState.STUDYING or locked.due is None:
            raise IllegalMove(_("検討中の提案の期限だけを延ばせます。"))
        if locked.due < local_day(at):
            raise IllegalMove(_("期限を過ぎたあとでは延ばせません。"))
        if not reason.strip():
            raise Refused(_("延ばす理由を入力してください。"), field="reason")
        if until <= locked.due:
            raise Refused(_("いまの期限より後の日にしてください。"), field="until")
        detail = {"from": locked.due, "to": until}
        locked.due, locked.extended_because = until, reason
        locked.save(update_fields=["due", "extended_because"])
        desk.settle(locked, by=by, at=at, kind=desk.NEXT)
        ledger().owe(TO_STUDY, locked, at=at)
        record("extend", locked, by=by, at=at, reason=reason, detail=detail)
    petition.refresh_from_db()
    return petition


def decide(petition: Petition, *, result: str, reason: str, by: Actor, at: datetime) -> Petition:
    """検討の結果を通知し、公表する."""
    with transaction.atomic():
        locked = Petition.lock(petition.pk)
        locked.result, locked.reason, locked.answered_on = result, reason, local_day(at)
        locked.save(update_fields=["result", "reason", "answered_on"])
        PETITIONS.perform("decide", locked, by=by, at=at, reason=reason, detail={"result": result})
    petition.refresh_from_db()
    return petition


def withdraw(petition: Petition, *, reason: str, by: Actor, at: datetime) -> Petition:
    """取り下げる: its author; the desk for what came on paper."""
    return PETITIONS.perform("withdraw", petition, by=by, at=at, reason=reason)


def track(petition: Petition, *, by: Actor, at: datetime) -> Report:
    """提言として追う: what was adopted lives on like any recommendation. Its summary is public, its author's name is not."""
    if petition.result not in (PetitionResult.ADOPTED, PetitionResult.PARTLY):
        raise IllegalMove(_("採用または一部採用となった提案だけを、提言として追えます。"))
    return receive(
        title=petition.title, kind=SourceKind.PETITION, voice_name=str(_("市民政策提案の提案者")), voice_ref=petition.author_ref,
        source_ref=petition.subject, handed_on=petition.received_on or local_day(at), summary=petition.summary,
        items=[{"title": petition.title, "text": petition.summary, "section": petition.section}], by=by, at=at,
    )  # fmt: skip


def forget(person: Person, *, at: datetime) -> None:
    """When somebody leaves: their mark stays and is counted, their words and their name as an author go."""
    Impression.objects.filter(by_ref=person.subject, voice=Voice.CITIZEN).update(words="")
    Petition.objects.filter(author_ref=person.subject).update(author_name=str(_("退会した人")))
