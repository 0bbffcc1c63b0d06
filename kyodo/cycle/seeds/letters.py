"""Who is told what about a seed. Letters to plain addresses carry the link only, never anybody's text."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import Side
from kyodo.kernel.workflow import Letter

from .models import Seed


def author(seed: Seed) -> Iterable[str]:
    """Whoever sent it: the account or group, else the address left with it."""
    if not seed.author_ref.startswith("link/"):
        return [seed.author_ref]
    contact = getattr(seed, "contact", None)
    return [f"mailto:{contact.email}"] if contact and contact.email else []


def addressed(seed: Seed) -> Iterable[str]:
    """The section it is addressed to."""
    return [seed.section.subject] if seed.author_ref != seed.section.subject else []


def both(seed: Seed) -> Iterable[str]:
    """Everybody who sits in the case, whoever sent it, and whoever sent what was merged into it."""
    taken_in = Seed.objects.filter(case__merged_into=seed.case).select_related("contact")
    authors = [who for one in (seed, *taken_in) for who in author(one)]
    return [*seed.case.party_refs(Side.CITIZENS, Side.CITY), *authors]


def invited_last(seed: Seed) -> Iterable[str]:
    """The group that was just asked."""
    return [str(group) for group in seed.invited[-1:]]


arrived = Letter[Seed]("seeds.arrived", _("協働の種が届きました"), "seeds/letters/arrived.txt", addressed, duty=True)
answered = Letter[Seed]("seeds.answered", _("協働の種にお返事がありました"), "seeds/letters/answered.txt", both)
said = Letter[Seed]("seeds.said", _("協働の種に、出した方が書き足しました"), "seeds/letters/said.txt", addressed)
settled = Letter[Seed]("seeds.settled", _("協働の種の扱いが決まりました"), "seeds/letters/settled.txt", both)
invited = Letter[Seed]("seeds.invited", _("市から声がかかりました"), "seeds/letters/invited.txt", invited_last)
objected = Letter[Seed](
    "seeds.objected", _("協働の種をもう一度見てほしいとの申し出"), "seeds/letters/objected.txt", addressed, duty=True
)
