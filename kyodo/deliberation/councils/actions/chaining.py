"""諮問・答申・提言: beginning a chain, handing on, giving a receipt, replying."""

from __future__ import annotations

from datetime import date, datetime

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.councils.models.body import Body
from kyodo.deliberation.councils.models.chain import Chain, Hop, Signatory
from kyodo.deliberation.councils.models.meeting import Meeting
from kyodo.deliberation.councils.policies import meetings as may
from kyodo.deliberation.councils.states.meetings import ChainKind, HopState
from kyodo.deliberation.councils.terms.meetings import PROPOSAL_MONTHS, REPLY_DAYS
from kyodo.deliberation.councils.workflow.meetings import HOPS
from kyodo.kernel.access import Actor
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.offices.city.models import Section
from kyodo.offices.city.queries import business_days_after, local_day, number
from kyodo.offices.journal.actions import record


def begin_chain(
    *, kind: str, title: str, text: str = "", section: Section, body: Body | None = None, parent: Chain | None = None,
    about: str = "", began_on: date, by: Actor, at: datetime, key: str = "",
) -> Chain:  # fmt: skip
    """Begin a chain. A network's paper has its time box from the first day: so many months, visible to all of them."""
    chain = Chain(
        kind=kind, title=title, text=text, section=section, body=body, parent=parent, about=about, began_on=began_on,
        ready_by=began_on + relativedelta(months=number(PROPOSAL_MONTHS)) if kind == ChainKind.PROPOSAL else None,
    )  # fmt: skip
    may.keeps_chain.require(by, chain, at=at)
    if began_on > local_day(at):
        raise Refused(_("始めた日には、今日までの日を入力してください。"), field="began_on")
    with transaction.atomic():
        record("begin_chain", chain, by=by, at=at, detail={"kind": kind, "began_on": began_on}, key=key)
        chain.save(force_insert=True)
    return chain


def sign(chain: Chain, *, name: str, signed_on: date, by: Actor, at: datetime) -> Signatory:
    """Another organisation signs; after the paper was handed over nobody does any more."""
    may.keeps_chain.require(by, chain, at=at)
    with transaction.atomic():
        Chain.lock(chain.pk)
        if chain.hops.exists():
            raise IllegalMove(_("提出したあとは、連名を加えられません。"))
        if chain.signatories.filter(name=name).exists():
            raise Refused(_("この団体は、もう署名しています。"), field="name")
        signatory = Signatory.objects.create(chain=chain, name=name, signed_on=signed_on)
        record("sign", chain, by=by, at=at, detail={"name": name})
    return signatory


def hand_on(
    chain: Chain, *, kind: str, giver: str, taker: str, taker_ref: str = "", handed_on: date, text: str = "",
    meeting: Meeting | None = None, needs_reply: bool = True, reply_due: date | None = None, answers: Hop | None = None,
    by: Actor, at: datetime, key: str = "",
) -> Hop:  # fmt: skip
    """Hand something on. Refused while something handed on before has no receipt: no hop ends without one."""
    may.keeps_chain.require(by, chain, at=at)
    with transaction.atomic():
        Chain.lock(chain.pk)
        _check(chain, handed_on, at=at)
        if answers and answers.chain_id != chain.pk:
            raise Refused(_("このやりとりの中の段階を選んでください。"), field="answers")
        if needs_reply and reply_due is None:
            reply_due = business_days_after(handed_on, number(REPLY_DAYS))
        hop = Hop(
            chain=chain, order=(chain.hops.aggregate(n=Max("order"))["n"] or 0) + 1, kind=kind, giver=giver, taker=taker,
            taker_ref=taker_ref, handed_on=handed_on, text=text, meeting=meeting, needs_reply=needs_reply, reply_due=reply_due,
            answers=answers,
        )  # fmt: skip
        HOPS.begin(hop, by=by, at=at, detail={"on": handed_on}, key=key)
    return hop


def _check(chain: Chain, handed_on: date, *, at: datetime) -> None:
    if handed_on > local_day(at):
        raise Refused(_("出した日には、今日までの日を入力してください。"), field="handed_on")
    last = chain.hops.order_by("-order").first()
    if last and handed_on < last.handed_on:
        raise Refused(_("前の段階より前の日付です。"), field="handed_on")
    if chain.hops.filter(state=HopState.SENT).exists():
        raise IllegalMove(_("受領が済んでいない段階があります。先に、受け取った日と受領の番号を入力してください。"))


def receive(hop: Hop, *, received_on: date, receipt: str, by: Actor, at: datetime) -> Hop:
    """Give the receipt: the day, and the number under which it is kept."""
    if not receipt.strip():
        raise Refused(_("受領の番号を入力してください。"), field="receipt")
    if not hop.handed_on <= received_on <= local_day(at):
        raise Refused(_("受領した日は、出した日から今日までの日です。"), field="received_on")
    with transaction.atomic():
        Hop.objects.filter(pk=hop.pk).update(
            received_on=received_on, receipt=receipt.strip(), received_by=by.display[:100]
        )
        return HOPS.perform("receive", hop, by=by, at=at, detail={"on": received_on, "receipt": receipt})


def reply(hop: Hop, *, replied_on: date, text: str, by: Actor, at: datetime) -> Hop:
    """Answer what was received, in words."""
    if not text.strip():
        raise Refused(_("返答を入力してください。"), field="text")
    if hop.received_on and not hop.received_on <= replied_on <= local_day(at):
        raise Refused(_("返答した日は、受領した日から今日までの日です。"), field="replied_on")
    with transaction.atomic():
        Hop.objects.filter(pk=hop.pk).update(replied_on=replied_on, reply=text.strip())
        return HOPS.perform("reply", hop, by=by, at=at, detail={"on": replied_on})
