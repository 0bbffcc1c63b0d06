"""Who is told what about an agreement. Letters carry the step and the link, never a word of either side's text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from kyodo.cycle.collaborations.models import Collaboration
from kyodo.kernel.access import BOTH_SIDES, other_side
from kyodo.kernel.workflow import Letter

from .models import Agreement, Change, GateOverride

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def lead(case: Collaboration, side: str) -> str:
    """Who owes the next step on a side: its lead, else whoever sits there, else nobody."""
    seated = [p for p in case.parties.all() if p.side == side and p.until is None]
    first = next((p for p in seated if p.role == "lead"), seated[0] if seated else None)
    return first.holder if first else ""


def both(thing: Agreement | GateOverride) -> Iterable[str]:
    """Everybody who sits on either side."""
    return sorted(thing.case.party_refs(*BOTH_SIDES))


def everybody(agreement: Agreement) -> Iterable[str]:
    """Both sides and the neutral ones."""
    return sorted(agreement.case.party_refs())


def across(change: Change) -> Iterable[str]:
    """The side that has to answer."""
    return sorted(change.case.party_refs(other_side(change.side)))


def proposer(change: Change) -> Iterable[str]:
    """The side that proposed."""
    return sorted(change.case.party_refs(change.side))


def _letter(name: str, title: StrOrPromise, *, duty: bool = False) -> Letter[Agreement]:
    return Letter[Agreement](f"agreements.{name}", title, f"agreements/letters/{name}.txt", everybody, duty=duty)


opened = _letter("opened", _("協定づくりが始まりました"), duty=True)
filed = _letter("filed", _("協定の「それぞれの言葉」が出されました"))
revealed = _letter("revealed", _("双方の言葉がそろいました"))
reconciled = _letter("reconciled", _("違いの話し合いが終わりました"))
called = _letter("called", _("協定の内容を確認してください"), duty=True)
confirmed = _letter("confirmed", _("一方の側が協定の内容を確認しました"))
redrafted = _letter("redrafted", _("協定の確認を止めて、本文に戻りました"))
concluded = _letter("concluded", _("協定が結ばれました"))
amended = _letter("amended", _("協定の変更の話し合いが始まりました"), duty=True)
kept_as_is = _letter("kept_as_is", _("協定は変更しないことになりました"))
ended = _letter("ended", _("協定が終わりました"))

proposed = Letter[Change](
    "agreements.proposed", _("協定の変更案が届きました"), "agreements/letters/proposed.txt", across, duty=True
)
accepted = Letter[Change](
    "agreements.accepted", _("協定の変更案が受け入れられました"), "agreements/letters/accepted.txt", proposer
)
returned = Letter[Change](
    "agreements.returned", _("協定の変更案に返事がありました"), "agreements/letters/returned.txt", proposer
)
withdrawn = Letter[Change](
    "agreements.withdrawn", _("協定の変更案が取り下げられました"), "agreements/letters/withdrawn.txt", across
)
waived = Letter[GateOverride](
    "agreements.waived", _("開始の決まりが一つ免除されました"), "agreements/letters/waived.txt", both
)
