"""Who is told what about a request. No letter quotes it: what sections write to each other may name people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.workflow import Letter

from .models import SectionRequest

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

TOLD = "requests/letters/told.txt"


def receiver(request: SectionRequest) -> Iterable[str]:
    """The section that was asked."""
    return [request.to_section.subject]


def asker(request: SectionRequest) -> Iterable[str]:
    """The section that asks."""
    return [request.from_section.subject]


def both_sections(request: SectionRequest) -> Iterable[str]:
    """The section that asks and the one that is asked now."""
    return [*asker(request), *receiver(request)]


def to_receiver(name: str, title: StrOrPromise) -> Letter[SectionRequest]:
    return Letter(f"requests.{name}", title, TOLD, receiver, duty=True)


def to_asker(name: str, title: StrOrPromise, *, duty: bool = False) -> Letter[SectionRequest]:
    return Letter(f"requests.{name}", title, TOLD, asker, duty=duty)


asked = to_receiver("asked", _("ほかの課から依頼が届きました"))
replied = to_receiver("replied", _("依頼についての聞き返しに返事がありました"))
accepted = to_asker("accepted", _("依頼が引き受けられました"))
questioned = to_asker("questioned", _("依頼について聞き返しがありました"), duty=True)
answered = to_asker("answered", _("依頼に答えがありました"))
declined = to_asker("declined", _("依頼は受けられないという返事がありました"))
forwarded = Letter[SectionRequest](
    "requests.forwarded", _("依頼が担当の課に回されました"), TOLD, both_sections, duty=True
)
withdrawn = Letter[SectionRequest](
    "requests.withdrawn", _("課への依頼が取り下げられました"), TOLD, both_sections, duty=True
)
