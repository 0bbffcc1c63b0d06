"""Drawing by lot so that anybody with the list and the published seed draws the same people again."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from kyodo.deliberation.councils.models import Draw, Invitee, Membership
from kyodo.deliberation.councils.states.bodies import Reply
from kyodo.kernel.text import token_hash

from .candidates import appointed


@dataclass(frozen=True)
class Listed:
    """One line of the list: the number by which the city knows the person, and the group drawn from."""

    number: str
    group: str


def list_hash(rows: Iterable[Listed]) -> str:
    """名簿の要約値: SHA-256 of the lines 「番号 TAB 区分 LF」 in the order of their numbers."""
    lines = sorted(f"{row.number}\t{row.group}\n" for row in rows)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def sizes(rows: Iterable[Listed]) -> dict[str, int]:
    """How many the list has of each group."""
    return dict(sorted(Counter(row.group for row in rows).items()))


def too_small(quotas: Mapping[str, int], listed: Mapping[str, int]) -> list[tuple[str, int, int]]:
    """Groups from which more would be drawn than the list has: group, wanted, there."""
    return [(group, n, listed.get(group, 0)) for group, n in quotas.items() if n > listed.get(group, 0)]


def lots(known: str, seed: str) -> Callable[[Listed], str]:
    """くじ: the SHA-256 of 「要約値|種|番号」; the smallest is drawn first, and is the first to be asked for a seat."""
    return lambda row: hashlib.sha256(f"{known}|{seed}|{row.number}".encode()).hexdigest()


def drawn(rows: Sequence[Listed], quotas: Mapping[str, int], seed: str) -> list[Listed]:
    """Of each group those with the first lots."""
    lot = lots(list_hash(rows), seed)
    found: list[Listed] = []
    for group, wanted in sorted(quotas.items()):
        found += sorted((row for row in rows if row.group == group), key=lot)[:wanted]
    return found


@dataclass(frozen=True)
class Rates:
    """How a group answered."""

    group: str
    listed: int
    invited: int
    replied: int
    accepted: int

    @property
    def reply_percent(self) -> int | None:
        """回答率, none before anybody was invited."""
        return round(100 * self.replied / self.invited) if self.invited else None

    @property
    def yes_percent(self) -> int | None:
        """承諾率."""
        return round(100 * self.accepted / self.invited) if self.invited else None


def rates(draw: Draw) -> list[Rates]:
    """Each group from the list to those who said yes, in one question."""
    counted = draw.invitations.values("group").order_by()
    told = counted.annotate(
        n=Count("pk"), said=Count("pk", filter=~Q(reply=Reply.NONE)), yes=Count("pk", filter=Q(reply=Reply.YES))
    )
    by = {row["group"]: (row["n"], row["said"], row["yes"]) for row in told}
    return [Rates(group, n, *by.get(group, (0, 0, 0))) for group, n in draw.listed.items()]  # fmt: skip


def by_code(code: str) -> Invitee | None:
    """The invitation whose letter bears this code, however it was typed."""
    plain = "".join(code.upper().replace("-", "").split())
    return Invitee.objects.select_related("draw__body__section").filter(code_hash=token_hash(plain)).first()


def register(draw: Draw, day: date) -> QuerySet[Invitee]:
    """人材の名簿: those who said yes, in the order of their lots, while it is valid."""
    found = draw.invitations.filter(reply=Reply.YES)
    return found.order_by("lot") if day <= draw.valid_until else found.none()


@dataclass(frozen=True)
class Place:
    """候補と補欠: one who said yes, where they stand, and the seats they took."""

    invitation: Invitee
    reserve: int  #: 0 for the seats themselves, then the place in reserve
    seats: list[Membership]


def places(draw: Draw, day: date) -> list[Place]:
    """The register with whoever comes first: as many as there are seats, then the reserve by lot."""
    people = list(register(draw, day))
    taken = appointed(it.subject for it in people)
    return [Place(it, max(n - draw.seats, 0), taken.get(it.subject, [])) for n, it in enumerate(people, 1)]
