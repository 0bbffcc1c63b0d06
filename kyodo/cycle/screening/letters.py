"""Who is told what about a screening. The outcome stands on the page the letter leads to, never in the letter."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from kyodo.cycle.proposals.letters import author, everybody, the_city, the_desk
from kyodo.kernel.workflow import Letter

from .models import Inquiry, Screening


def proposer(it: Screening | Inquiry) -> Iterable[str]:
    """Whoever proposed."""
    return author((it.screening if isinstance(it, Inquiry) else it).proposal)


def both_sides(it: Screening) -> Iterable[str]:
    """Both sides, the desk and whoever proposed."""
    return everybody(it.proposal)


def city(it: Screening) -> Iterable[str]:
    """The desk and the sections of the case."""
    return the_city(it.proposal)


opened = Letter[Screening](
    "screening.opened", _("提案が審査に付されました"), "screening/letters/opened.txt", both_sides
)
recommended = Letter[Screening](
    "screening.recommended", _("審査結果がまとまりました"), "screening/letters/recommended.txt", city, duty=True
)
decided = Letter[Screening](
    "screening.decided", _("提案の決定がありました"), "screening/letters/decided.txt", the_desk, duty=True
)
notified = Letter[Screening](
    "screening.notified", _("提案の審査の結果をお知らせします"), "screening/letters/notified.txt", both_sides, duty=True
)
budget_settled = Letter[Screening](
    "screening.budget", _("採択の条件だった予算が決まりました"), "screening/letters/budget.txt", both_sides, duty=True
)
withdrawn = Letter[Screening](
    "screening.withdrawn", _("審査中の提案が取り下げられました"), "screening/letters/withdrawn.txt", city
)
inquired = Letter[Inquiry](
    "screening.inquired", _("審査の理由への問合せが届きました"), "screening/letters/inquired.txt", the_desk, duty=True
)
answered = Letter[Inquiry](
    "screening.answered", _("審査の理由への問合せに回答がありました"), "screening/letters/answered.txt", proposer
)
