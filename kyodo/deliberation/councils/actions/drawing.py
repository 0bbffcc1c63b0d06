"""無作為抽出: preparing a draw, drawing, answering an invitation, forgetting those whose time has run out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.councils.models import Body, Draw, Invitee, Membership
from kyodo.deliberation.councils.policies import bodies as may
from kyodo.deliberation.councils.queries import sortition
from kyodo.deliberation.councils.queries.sortition import Listed
from kyodo.deliberation.councils.states.bodies import Reply
from kyodo.deliberation.councils.terms.bodies import REGISTER_YEARS
from kyodo.kernel.access import Actor
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.kernel.text import token_hash
from kyodo.offices.city.queries import local_day, number
from kyodo.offices.journal.actions import record

LETTERS = "23456789ACDEFGHJKMNPQRTUVWXY"  # those that do not look alike on paper


def prepare_draw(
    body: Body, *, purpose: str, topics: str, seed_from: str, quotas: Mapping[str, int], rows: Sequence[Listed],
    seats: int, reply_by: date, by: Actor, at: datetime, key: str = "",
) -> Draw:  # fmt: skip
    """準備する: what the list holds and how the seed will come about is public before the seed is known."""
    may.keeps.require(by, body, at=at)
    listed = sortition.sizes(rows)
    if reply_by <= local_day(at):
        raise Refused(_("返事の期限は、明日から後の日にしてください。"), field="reply_by")
    if seats > sum(quotas.values()):
        raise Refused(_("招待する人数が、決める席の数より少なくなっています。"), field="seats")
    for group, wanted, there in sortition.too_small(quotas, listed):
        sentence = _("「%(group)s」は名簿に%(there)d人です。%(wanted)d人を選ぶことはできません。")
        raise Refused(sentence % {"group": group, "there": there, "wanted": wanted}, field="file")
    draw = Draw(
        body=body, purpose=purpose, seats=seats, topics=topics, seed_from=seed_from, quotas=dict(quotas), listed=listed,
        list_hash=sortition.list_hash(rows), prepared_at=at, reply_by=reply_by,
        valid_until=reply_by + relativedelta(years=number(REGISTER_YEARS)),
    )  # fmt: skip
    with transaction.atomic():
        record("prepare_draw", draw, by=by, at=at, detail={"list": draw.list_hash, "quotas": draw.quotas}, key=key)
        draw.save(force_insert=True)
    return draw


def draw_lots(draw: Draw, *, seed: str, rows: Sequence[Listed], by: Actor, at: datetime) -> list[tuple[Listed, str]]:
    """抽出する: those drawn, each with the code for their letter. The same list and seed give the same letters again."""
    may.keeps.require(by, draw, at=at)
    with transaction.atomic():
        draw = Draw.lock(draw.pk)
        if sortition.list_hash(rows) != draw.list_hash:
            raise Refused(_("準備したときの名簿と違います。公開した要約値と同じ名簿を選んでください。"), field="file")
        if draw.seed and draw.seed != seed:
            raise Refused(_("この抽出は、別の数ですでに行われています。"), field="seed")
        found = [(row, _code(draw, row)) for row in sortition.drawn(rows, draw.quotas, seed)]
        lot = sortition.lots(draw.list_hash, seed)
        if not draw.seed:
            if local_day(at) >= draw.reply_by:
                raise Refused(_("返事の期限を過ぎています。新しい抽出を準備してください。"))
            draw.seed, draw.drawn_at = seed, at
            draw.save(update_fields=["seed", "drawn_at"])
            Invitee.objects.bulk_create(
                Invitee(draw=draw, group=row.group, lot=n, code_hash=token_hash(code))
                for n, (row, code) in enumerate(sorted(found, key=lambda it: lot(it[0])), 1)
            )
            record("draw_lots", draw, by=by, at=at, detail={"seed": seed, "invited": len(found)})
    return found


def _code(draw: Draw, row: Listed) -> str:
    """Sixteen letters that only this installation can make: 77 bits, nothing of the person in them."""
    digest = salted_hmac("kyodo.councils.draw", f"{draw.ref}|{row.number}", algorithm="sha256").digest()
    value = int.from_bytes(digest)
    return "".join(LETTERS[value // len(LETTERS) ** n % len(LETTERS)] for n in range(16))


def answer_invitation(
    invitation: Invitee, *, reply: str, name: str = "", contact: str = "", wishes: Sequence[str] = (), by: Actor, at: datetime,
) -> Invitee:  # fmt: skip
    """返事をする: yes with a name and fields one would like, or no. It can be changed until the last day."""
    may.holds_the_letter.require(by, invitation, at=at)
    yes = reply == Reply.YES
    with transaction.atomic():
        invitation = Invitee.lock(invitation.pk)
        if local_day(at) > invitation.draw.reply_by:
            raise IllegalMove(_("返事の期限が過ぎています。"))
        if yes and not (name.strip() and contact.strip()):
            raise Refused(
                _("引き受けるときは、氏名と連絡先を入力してください。"), field="contact" if name.strip() else "name"
            )
        invitation.reply, invitation.replied_at = reply, at
        invitation.name, invitation.contact, invitation.wishes = (name, contact, list(wishes)) if yes else ("", "", [])
        invitation.save(update_fields=["reply", "replied_at", "name", "contact", "wishes"])
        record("answer_invitation", invitation, by=by, at=at, detail={"reply": reply})
    return invitation


def step_back(invitation: Invitee, *, by: Actor, at: datetime) -> Invitee:
    """辞退を記録する: they said so after the last day to answer. Their name goes, and the reserve moves up."""
    may.keeps_its_draw.require(by, invitation, at=at)
    with transaction.atomic():
        invitation = Invitee.lock(invitation.pk)
        if invitation.reply != Reply.YES:
            raise IllegalMove(_("引き受けると答えた方ではありません。"))
        if Membership.objects.filter(chosen_from=invitation.subject, left_because="").exists():
            raise IllegalMove(_("すでに委員です。委員の名簿から退任を記録してください。"))
        invitation.reply, invitation.name, invitation.contact, invitation.wishes = Reply.NO, "", "", []
        invitation.save(update_fields=["reply", "name", "contact", "wishes"])
        record("step_back", invitation, by=by, at=at)
    return invitation


def forget_expired(at: datetime) -> int:
    """名簿の期限が過ぎた方の氏名と連絡先を消す; how they answered stays for the rates."""
    over = Invitee.objects.filter(draw__valid_until__lt=local_day(at)).exclude(name="")
    return over.update(name="", contact="", wishes=[])
