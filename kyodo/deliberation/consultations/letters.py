"""Who is told what about a consultation. Letters carry links, never anybody's opinion."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.workflow import Letter

from .models import Answer, Coding, Consultation


def section(it: Consultation) -> Iterable[str]:
    """The section that asks."""
    return [it.section.subject]


def answering(answer: Answer) -> Iterable[str]:
    """Whoever wrote the answer."""
    return [answer.written_by.subject]


def reviewers(answer: Answer) -> Iterable[str]:
    """Everybody named to look at it."""
    return [r.person.subject for r in answer.consultation.reviewers.select_related("person")]


def coder(coding: Coding) -> Iterable[str]:
    """Whoever is asked for the second coding."""
    return [coding.coder.subject]


def keeper(coding: Coding) -> Iterable[str]:
    """The section that asks."""
    return section(coding.consultation)


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
to_code = Letter[Coding](
    "consultations.to_code",
    _("意見の二人目の分類をお願いします"),
    "consultations/letters/to_code.txt",
    coder,
    duty=True,
)
drawn = Letter[Coding](
    "consultations.drawn",
    _("二人目の分類を始められます"),
    "consultations/letters/drawn.txt",
    coder,
    duty=True,
)
filed = Letter[Coding](
    "consultations.filed",
    _("二人目の分類が出ました"),
    "consultations/letters/filed.txt",
    keeper,
    duty=True,
)
