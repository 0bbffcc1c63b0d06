"""Writing a version: provisions are added, reworded, moved, split, merged and removed; a uid stays for life."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.texts import policies as may
from kyodo.deliberation.texts.models import Provision, Version
from kyodo.deliberation.texts.terms import MOST_PROVISIONS, TEXT_LENGTH
from kyodo.kernel.access import Actor
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.kernel.thing import Thing
from kyodo.offices.journal.actions import record


@contextmanager
def opened(
    version: Version, act: str, thing: Thing, *, by: Actor, at: datetime, key: str = ""
) -> Iterator[list[Provision]]:
    """The provisions of a version in the making, in order; kept as the block leaves the list, with one journal entry."""
    with transaction.atomic():
        locked = Version.lock(version.pk)
        may.may_write.require(by, locked, at=at)
        if not locked.is_open:
            raise IllegalMove(_("この版は確定しているので、条項を直せません。"))
        if key:
            record(act, thing, by=by, at=at, key=key)
        found = list(locked.provisions.order_by("order"))
        yield found
        keep(locked, found)
        if not key:
            record(act, thing, by=by, at=at)
        locked.touched_at = version.touched_at = at
        locked.save(update_fields=["touched_at"])


def keep(version: Version, found: Sequence[Provision]) -> None:
    """Store the provisions as they stand in the list: order and parents follow from it."""
    if len(found) > MOST_PROVISIONS:
        raise Refused(_("条項が多すぎます（%(most)d件まで）。") % {"most": MOST_PROVISIONS})
    above: list[Provision] = []
    for n, one in enumerate(found):
        while above and above[-1].level >= one.level:
            above.pop()
        one.order, one.parent_uid, one.version = n, above[-1].uid if above else "", version
        above.append(one)
        if not (one.label or one.heading or one.text):
            raise Refused(_("番号・見出し・本文のどれかを入力してください。"), field="text")
    version.provisions.exclude(pk__in=[one.pk for one in found if one.pk]).delete()
    Provision.objects.bulk_create([one for one in found if not one.pk])
    fields = ["order", "parent_uid", "level", "label", "heading", "text", "plain", "origins"]
    Provision.objects.bulk_update([one for one in found if one.pk], fields, batch_size=100)


def block(found: Sequence[Provision], place: int) -> int:
    """Where the block of a provision ends: it and everything below it."""
    end = place + 1
    while end < len(found) and found[end].level > found[place].level:
        end += 1
    return end


def place_of(found: Sequence[Provision], uid: str) -> int:
    """Where a provision stands."""
    for n, one in enumerate(found):
        if one.uid == uid:
            return n
    raise Refused(_("その条項はこの版にありません。画面を開き直してください。"))


def add(
    version: Version, *, level: int, label: str = "", heading: str = "", text: str = "", plain: str = "", behind: str = "",
    by: Actor, at: datetime, key: str = "",
) -> Provision:  # fmt: skip
    """条項を加える: behind another one (and what is below it), at the end of a block it belongs to, or first of all."""
    one = Provision(version=version, level=int(level), label=label, heading=heading, text=text, plain=plain)
    with opened(version, "add_provision", one, by=by, at=at, key=key) as found:
        found.insert(_behind(found, behind, one.level), one)
    return one


def _behind(found: Sequence[Provision], behind: str, level: int) -> int:
    """The place behind a provision: past what is below it, unless the newcomer itself goes below it."""
    if not behind:
        return 0
    place = place_of(found, behind)
    return place + 1 if found[place].level < level else block(found, place)


def reword(provision: Provision, *, by: Actor, at: datetime, **said: Any) -> Provision:
    """条項の言葉を直す: number, heading, words, plain words, level."""
    with opened(provision.version, "reword", provision, by=by, at=at) as found:
        one = found[place_of(found, provision.uid)]
        for name in ("level", "label", "heading", "text", "plain"):
            if name in said:
                setattr(one, name, int(said[name]) if name == "level" else said[name])
    provision.refresh_from_db()
    return provision


def shift(provision: Provision, *, behind: str, by: Actor, at: datetime) -> Provision:
    """条項を移す: it and everything below it, behind another provision; "" is the very beginning."""
    with opened(provision.version, "shift", provision, by=by, at=at) as found:
        place = place_of(found, provision.uid)
        moving = found[place : block(found, place)]
        if behind in {one.uid for one in moving}:
            raise Refused(_("自分の中へは移せません。"), field="behind")
        del found[place : place + len(moving)]
        to = _behind(found, behind, moving[0].level)
        found[to:to] = moving
    provision.refresh_from_db()
    return provision


def split(
    provision: Provision,
    *,
    first: str,
    second: str,
    label: str = "",
    heading: str = "",
    by: Actor,
    at: datetime,
    key: str = "",
) -> Provision:
    """条項を分ける: the first part keeps the uid, the second is a new provision that knows where it came from."""
    one = Provision(
        version=provision.version, level=provision.level, label=label, heading=heading, text=second,
        origins=[provision.uid],
    )  # fmt: skip
    with opened(provision.version, "split", one, by=by, at=at, key=key) as found:
        place = place_of(found, provision.uid)
        found[place].text = first
        found.insert(block(found, place), one)
    provision.refresh_from_db()
    return one


def merge(provision: Provision, *, into: str, by: Actor, at: datetime) -> Provision:
    """条項を合わせる: its words are added to another one of its level, which is then also its heir."""
    with opened(provision.version, "merge", provision, by=by, at=at) as found:
        place = place_of(found, provision.uid)
        gone, heir = found[place], found[place_of(found, into)]
        if heir is gone or heir.level != gone.level:
            raise Refused(_("同じ段のほかの条項を選んでください。"), field="into")
        below = found[place + 1 : block(found, place)]
        del found[place : place + 1 + len(below)]
        heir.text = "\n".join(filter(None, (heir.text, gone.text)))
        heir.plain = "\n".join(filter(None, (heir.plain, gone.plain)))
        if len(heir.text) > TEXT_LENGTH:
            raise Refused(_("合わせると本文が長くなりすぎます。"), field="into")
        heir.origins = [*heir.origins, gone.uid, *gone.origins]
        to = block(found, place_of(found, into))
        found[to:to] = below
    return heir


def remove(provision: Provision, *, by: Actor, at: datetime) -> Version:
    """条項を削る: with everything below it. In the versions before it stays for ever."""
    version = provision.version
    with opened(version, "remove", provision, by=by, at=at) as found:
        place = place_of(found, provision.uid)
        del found[place : block(found, place)]
    return version
