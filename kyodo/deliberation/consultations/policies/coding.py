"""二人目の分類: who may be asked for it, and what must hold before the lot, before it is filed, and before the decision."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.consultations.models import Coding, Consultation, Recoding, Unit
from kyodo.deliberation.consultations.states import CodingState
from kyodo.deliberation.consultations.terms import CODED_FROM, CODED_SHARE
from kyodo.kernel.access import Actor
from kyodo.kernel.policy import Block, policy
from kyodo.offices.city.policies import is_officer
from kyodo.offices.city.queries import number
from kyodo.offices.journal.queries import life_of

from .gate import every_file_is_in, everything_is_read, is_closed
from .who import works_on_it

#: Things of which an act shows that its author knows how opinions were sorted.
_SORTED = ("consultations.unit/", "consultations.answer/", "consultations.review/", "consultations.recoding/")


@policy(_("一人目の分類にかかわった人と、それを見ることができた人には、二人目の分類を頼めません。"))
def knows_no_coding(actor: Actor, it: Any, at: datetime) -> bool:
    """Asked before the first opinion was cut, anybody; afterwards only who neither sorted nor could read what was sorted."""
    if not it.units.exists():
        return True
    sorting = Q(act="assign")
    for begin in _SORTED:
        sorting |= Q(subject__startswith=begin)
    took_part = life_of(it.subject).filter(sorting, actor=actor.subject).exists()
    return not took_part and not works_on_it.check(actor, it, at=at)


may_be_second = is_officer & knows_no_coding


def everything_is_coded(coding: Coding, at: datetime) -> list[Block]:
    """一人目の分類がそろう: the lot is drawn of all opinions, and of each it is known how it was sorted first."""
    it = coding.consultation
    blocks = [*is_closed(it, at), *every_file_is_in(it, at), *everything_is_read(it, at)]
    bare = Unit.objects.standing().filter(consultation=it).filter(Q(section=None) | Q(answer__category=None)).count()
    if bare:
        sentence = _("答える課か対応の区分がまだ決まっていない意見が%(count)d件あります。")
        mend = reverse("consultations:answers", args=[it.ref])
        blocks.append(Block(_("一人目の分類"), sentence % {"count": bare}, mend))
    return blocks


def everything_is_coded_again(coding: Coding, at: datetime) -> list[Block]:
    """二人目の分類がそろう."""
    left = coding.rows.filter(coded_at=None).count()
    sentence = _("まだ分類していない意見が%(count)d件あります。")
    return [Block(_("二人目の分類"), sentence % {"count": left}, coding.get_absolute_url())] if left else []


def coded_twice(it: Consultation, at: datetime) -> list[Block]:
    """二人目の分類: from so many opinions on somebody else has sorted a share of them, and what they saw otherwise is settled."""
    coding = it.codings.standing().first()
    if coding is None and not _needs_a_second(it):
        return []
    rule, mend = _("二人目の分類"), reverse("consultations:codings", args=[it.ref])
    if coding is None:
        sentence = _("意見が%(count)d種類以上あるときは、その一部を、一人目の分類を知らない人がもう一度分類します。")
        return [Block(rule, sentence % {"count": number(CODED_FROM)}, mend)]
    if coding.state != CodingState.FILED:
        return [Block(rule, _("二人目の分類が、まだ出されていません。"), mend)]
    count = Recoding.objects.disputed().filter(coding=coding, settled_at=None).count()
    sentence = _("二人の分類の食い違いのうち、どうするか決めていないものが%(count)d件あります。")
    return [Block(rule, sentence % {"count": count}, mend)] if count else []


def _needs_a_second(it: Consultation) -> bool:
    return number(CODED_SHARE) > 0 and Unit.objects.standing().filter(consultation=it).count() >= number(CODED_FROM)
