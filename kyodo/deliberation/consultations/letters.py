"""Who is told what about a consultation. Letters carry links, never anybody's opinion."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.workflow import Letter

from .models import Answer, Consultation


def section(it: Consultation) -> Iterable[str]:
    """The section that asks."""
    return [it.section.subject]


def answering(answer: Answer) -> Iterable[str]:
    """Whoever wrote the answer."""
    return [answer.written_by.subject]


def reviewers(answer: Answer) -> Iterable[str]:
    """Everybody named to look at it."""
    return [r.person.subject for r in answer.consultation.reviewers.select_related("person")]


sent_back = Letter[Consultation](
    "consultations.sent_back",
    _("意見公募が整理に戻されました"),
    "consultations/letters/sent_back.txt",
    section,
    duty=True,
)
to_review = Letter[Answer](
    "consultations.to_review",
    _("市の考え方の審査をお願いします"),
    "consultations/letters/to_review.txt",
    reviewers,
    duty=True,
)
returned = Letter[Answer](
    "consultations.returned",
    _("市の考え方を直してください"),
    "consultations/letters/returned.txt",
    answering,
    duty=True,
)
