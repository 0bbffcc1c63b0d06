"""The verbs of a seed: sow, answer, route, close, merge, object."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from kyodo.commons.groups.models import Group
from kyodo.cycle.collaborations import actions as cases
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.collaborations.states import COLLABORATION_ZONES, Direction
from kyodo.kernel.access import Actor, LinkHolder, Side, acts_for
from kyodo.kernel.covering import MaskKind, places_of
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.kernel.text import token_hash
from kyodo.kernel.thing import Thing
from kyodo.offices.city.models import Section, Ward
from kyodo.offices.city.policies import is_officer, roles_of
from kyodo.offices.city.queries import business_days_left, local_day
from kyodo.offices.desk.actions import pass_on
from kyodo.offices.journal.actions import record
from kyodo.offices.journal.queries import TIE, UNTIE
from kyodo.offices.papers.actions import keep_original
from kyodo.offices.people.models import Person
from kyodo.offices.post.actions import post

from . import letters
from .models import Answer, Contact, Mask, Seed
from .policies import looks_after
from .queries import texts_of
from .states import Channel, State
from .workflow import WORKFLOW

if TYPE_CHECKING:
    from kyodo.offices.papers.actions.storing import Upload


@dataclass(frozen=True)
class Sower:
    """出した人: how to reach somebody, kept apart from what they wrote."""

    name: str
    kana: str = ""
    email: str = ""
    phone: str = ""


def receipt_token(key: str) -> str:
    """The secret of a receipt link, drawn from the submission's own random key: a double click shows the same link."""
    return salted_hmac("kyodo.seeds.receipt", key, algorithm="sha256").hexdigest()[:32]


def sow(
    *, title: str, problem: str, section: Section, sower: Sower, wish: str = "", own_part: str = "",
    other_part: str = "", ward: Ward | None = None, fields: Iterable[int] = (), body: Thing | None = None,
    shown_name: str = "", channel: str = Channel.WEB, received_at: datetime | None = None,
    scan: Upload | None = None, by: Actor, at: datetime, key: str = "",
) -> Seed:  # fmt: skip
    """Hand in a seed, from citizens (process A) or from a section (process B). No account is needed.

    `body` is the group or section for which it is sown. Staff who type in paper give its channel and `received_at`.
    """
    typed_in = channel != Channel.WEB
    if typed_in:
        is_officer.require(by, None, at=at)
    if received_at and received_at > at:
        raise Refused(_("受付日時が未来になっています。"), field="received_at")
    direction = Direction.B if isinstance(body, Section) else Direction.A
    if body is not None and not typed_in and not acts_for(by, {body.subject}, at):
        raise Refused(_("選んだ団体・課の一員としてサインインしてください。"), field="body")
    with transaction.atomic():
        case = cases.open_case(title=title, direction=direction, ward=ward, fields=fields, by=by, at=at)
        seed = Seed(
            case=case, problem=problem, wish=wish, own_part=own_part, other_part=other_part, section=section,
            author_name=shown_name, channel=channel,
            received_at=received_at or at, entered_by=by if typed_in and isinstance(by, Person) else None,
            token_hash=token_hash(receipt_token(key)) if key else None,
        )  # fmt: skip
        author = body or (by if isinstance(by, Person) and not typed_in else LinkHolder(seed.subject))
        seed.author_ref = author.subject
        cases.seat(case, section, side=Side.CITY, by=by, at=at)
        if direction == Direction.A:
            cases.seat(case, author, side=Side.CITIZENS, name=shown_name, by=by, at=at)
        WORKFLOW.begin(seed, by=by, at=at, key=key)
        keep_original(scan, seed, by=by, at=at)
        Contact.objects.create(seed=seed, name=sower.name, kana=sower.kana, email=sower.email, phone=sower.phone)
        if direction == Direction.B:
            cases.show(case, by=by, at=at)
    return seed


def answer(seed: Seed, *, text: str, by: Person, at: datetime, key: str = "") -> Answer:
    """Answer as a human. The first answer stops the clock and opens the seed to everybody."""
    with transaction.atomic():
        first = seed.state == State.RECEIVED
        if first:
            took = business_days_left(local_day(seed.received_at), local_day(at))
            Seed.objects.filter(pk=seed.pk, answered_at=None).update(answered_at=at, answered_in=max(took, 0))
        WORKFLOW.perform("answer" if first else "add", seed, by=by, at=at, key=key)
        officer = bool(roles_of(by, at))
        body = next((str(c.label) for c in by.capacities(at) if (c.side == Side.CITIZENS) != officer), by.display)
        said = Answer(
            seed=seed, side=Side.CITY if officer else Side.CITIZENS, body=body[:100], person=by, text=text, answered_at=at
        )  # fmt: skip
        said.save(force_insert=True)
        if first:
            cases.show(seed.case, by=by, at=at)
    return said


def readdress(seed: Seed, *, section: Section, reason: str, by: Person, at: datetime) -> Seed:
    """Hand a seed to the section it belongs to: the earlier section leaves the case and its duty moves along."""
    looks_after.require(by, seed, at=at)
    with transaction.atomic():
        earlier = seed.case.parties.filter(holder=seed.section.subject, until=None).first()
        if earlier:
            cases.unseat(earlier, by=by, at=at, reason=reason)
        cases.seat(seed.case, section, side=Side.CITY, by=by, at=at)
        pass_on(seed, holder=seed.section.subject, to=section.subject)
        Seed.objects.filter(pk=seed.pk).update(section=section)
        record("readdress", seed, by=by, at=at, reason=reason, detail={"section": section.subject})
    seed.refresh_from_db()
    return seed


def cover(seed: Seed, *, words: str, kind: str, note: str = "", by: Person, at: datetime, key: str = "") -> list[Mask]:
    """伏せる: these words wherever they stand in what was sent and said. The journal keeps the places, never the words."""
    looks_after.require(by, seed, at=at)
    if kind == MaskKind.OTHER and not note.strip():
        raise Refused(_("「その他」を選んだときは、説明を入力してください。"), field="note")
    with transaction.atomic():
        locked: Seed = Seed.lock(seed.pk)
        known = {(m.part, m.start, m.end) for m in locked.masks.filter(lifted_at=None)}
        spans = {(part, *span) for part, text in texts_of(locked).items() for span in places_of(words, text)} - known
        if not spans:
            raise Refused(
                _("種とお返事の中に、まだ伏せていないこの言葉はありません。写し間違いがないか確かめてください。"),
                field="words",
            )
        places = [list(span) for span in sorted(spans)]
        record("cover", locked, by=by, at=at, reason=note.strip(), detail={"kind": kind, "places": places}, key=key)
        made = Mask.objects.bulk_create(
            Mask(
                seed=locked,
                part=part,
                start=start,
                end=end,
                kind=kind,
                note=note.strip(),
                made_by=by.subject,
                made_at=at,
            )
            for part, start, end in sorted(spans)
        )
    seed.refresh_from_db()
    return made


def uncover(mask: Mask, *, reason: str, by: Person, at: datetime) -> Mask:
    """伏せた部分を戻す: everybody reads it again."""
    looks_after.require(by, mask.seed, at=at)
    with transaction.atomic():
        locked: Mask = Mask.lock(mask.pk)
        if locked.lifted_at:
            raise IllegalMove(_("この部分は、すでに戻されています。"))
        if not reason.strip():
            raise Refused(_("戻す理由を入力してください。"), field="reason")
        locked.lifted_at, locked.lifted_because = at, reason.strip()
        locked.save(update_fields=["lifted_at", "lifted_because"])
        record("uncover", locked.seed, by=by, at=at, reason=reason, detail={"mask": locked.subject})
    mask.refresh_from_db()
    return mask


def take_up(case: Collaboration, *, by: Actor, at: datetime) -> None:
    """Note that the case has gone on from its seed; a case that began without one stays as it is."""
    seed = Seed.objects.filter(case=case, state__in=(State.RECEIVED, State.ANSWERED)).first()
    if seed:
        WORKFLOW.perform("take_up", seed, by=by, at=at)
        cases.show(case, by=by, at=at)


def say(seed: Seed, *, text: str, by: LinkHolder, at: datetime, key: str = "") -> Answer:
    """書き足す: whoever sent a seed writes back on its receipt; it stands below the answers for everybody."""
    with transaction.atomic():
        WORKFLOW.perform("say", seed, by=by, at=at, key=key)
        said = Answer(
            seed=seed, side=Side.CITIZENS, body=seed.author_name or by.display, text=text, answered_at=at
        )  # fmt: skip
        said.save(force_insert=True)
    return said


def tie(seed: Seed, *, by: Person, at: datetime) -> Seed:
    """自分の種にする: whoever holds the receipt ties it to their account, and speaks for it from then on.

    The seat in the case stays the receipt's: nobody reads there whose account it is.
    """
    if roles_of(by, at):
        raise Refused(_("市の職員は、市民の種を自分の種にすることができません。"))
    return _hand(seed, LinkHolder(seed.subject).subject, by.subject, act=TIE, by=by, at=at)


def untie(seed: Seed, *, by: Person, at: datetime) -> Seed:
    """結びつきを外す: the receipt alone leads to the seed again."""
    return _hand(seed, by.subject, LinkHolder(seed.subject).subject, act=UNTIE, by=by, at=at)


def _hand(seed: Seed, holder: str, to: str, *, act: str, by: Person, at: datetime) -> Seed:
    with transaction.atomic():
        if not Seed.objects.exclude(token_hash=None).filter(pk=seed.pk, author_ref=holder).update(author_ref=to):
            raise Refused(_("この種は、受付控えだけで出された種ではないか、すでに別の方の種になっています。"))
        record(act, seed, by=by, at=at)
    by.forget_capacities()
    seed.refresh_from_db()
    return seed


def route(seed: Seed, *, to: str, reason: str, zone: str = "", by: Person, at: datetime) -> Seed:
    """Bring a seed to whoever can help. Outside zones B to D that is help, not a refusal."""
    with transaction.atomic():
        if zone and zone not in COLLABORATION_ZONES and seed.case.side_of(by, at) == Side.CITY:
            cases.judge_zone(seed.case, zone=zone, side=Side.CITY, because=reason, by=by, at=at)
        Seed.objects.filter(pk=seed.pk).update(routed_to=to, close_reason=reason)
        WORKFLOW.perform("route", seed, by=by, at=at, reason=reason)
        cases.move("route", seed.case, by=by, at=at, reason=reason)
        cases.show(seed.case, by=by, at=at)
    return seed


def close(seed: Seed, *, code: str, reason: str, by: Person, at: datetime) -> Seed:
    """Close a seed, with a ground and with words for whoever sent it."""
    with transaction.atomic():
        Seed.objects.filter(pk=seed.pk).update(close_code=code, close_reason=reason)
        WORKFLOW.perform("close", seed, by=by, at=at, reason=reason)
        cases.move("decline", seed.case, by=by, at=at, reason=reason)
        cases.show(seed.case, by=by, at=at)
    return seed


def merge(seed: Seed, *, into: Seed, reason: str, by: Person, at: datetime) -> Seed:
    """Fold a duplicate into another seed; its authors join that case, it is shown as merged, and nothing is lost."""
    with transaction.atomic():
        cases.merge(seed.case, into=into.case, by=by, at=at, reason=reason)
        WORKFLOW.perform("merge", seed, by=by, at=at, reason=reason)
        cases.show(seed.case, by=by, at=at)
    return seed


def unmerge(seed: Seed, *, reason: str, by: Person, at: datetime) -> Seed:
    """Take a merged seed out again, as it was."""
    with transaction.atomic():
        WORKFLOW.perform("unmerge_answered" if seed.answered_at else "unmerge", seed, by=by, at=at, reason=reason)
        cases.unmerge(seed.case, by=by, at=at, reason=reason)
    return seed


def invite(seed: Seed, *, group: Group, because: str, by: Actor, at: datetime) -> Seed:
    """声をかける団体を決める: from the first on only those named are asked. Why is read by everybody."""
    looks_after.require(by, seed, at=at)
    if not seed.asks_citizens or seed.state not in (State.RECEIVED, State.ANSWERED):
        raise IllegalMove(_("声をかける団体を決められるのは、市が出して募っているあいだだけです。"))
    if not because.strip():
        raise Refused(_("公募しない理由を入力してください。"), field="because")
    with transaction.atomic():
        locked = Seed.lock(seed.pk)
        if group.subject in locked.invited:
            raise Refused(_("この団体には、もう声をかけています。"), field="group")
        if not locked.invited and locked.answers.filter(side=Side.CITIZENS).exists():
            raise IllegalMove(_("すでにお返事のあったテーマなので、あとから公募をやめることはできません。"))
        locked.invited, locked.invited_because = [*locked.invited, group.subject], because
        locked.save(update_fields=["invited", "invited_because"])
        record("invite", locked, by=by, at=at, reason=because, detail={"group": group.subject})
        post(letters.invited, locked, by=by, at=at)
    seed.refresh_from_db()
    return seed


def object_to(seed: Seed, *, reason: str = "", by: Person | LinkHolder, at: datetime, key: str = "") -> Seed:
    """Ask for a second look at a seed that was routed or closed: one click, no reason needed."""
    with transaction.atomic():
        WORKFLOW.perform("object", seed, by=by, at=at, reason=reason, key=key)
        cases.move("reopen", seed.case, by=by, at=at, reason=reason or str(_("出した方のお申し出")))
    return seed
