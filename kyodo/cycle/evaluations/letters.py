"""Who is told what about an evaluation. No letter ever carries a score or a word of one side."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import BOTH_SIDES
from kyodo.kernel.workflow import Letter

from .models import Evaluation


def both(evaluation: Evaluation) -> Iterable[str]:
    """Both sides."""
    return evaluation.case.party_refs(*BOTH_SIDES)


opened = Letter[Evaluation]("evaluations.opened", _("協働の評価が始まりました"), "evaluations/letters/opened.txt", both)
filed = Letter[Evaluation]("evaluations.filed", _("一方の側が評価を出しました"), "evaluations/letters/filed.txt", both)
revealed = Letter[Evaluation](
    "evaluations.revealed", _("双方の評価がそろいました"), "evaluations/letters/revealed.txt", both
)
closed = Letter[Evaluation]("evaluations.closed", _("協働の評価を公開しました"), "evaluations/letters/closed.txt", both)
