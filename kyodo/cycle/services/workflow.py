"""協働点検と取り込みの一生."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.policy import Block
from kyodo.kernel.workflow import Move, Owes, Workflow
from kyodo.offices.city.queries import desk_section
from kyodo.offices.desk.policies import is_the_worker, nothing_runs

from . import letters, terms
from .models import Batch, Review
from .policies import checks, decides, imports
from .states import BatchState, ReviewState

S, B = ReviewState, BatchState


def section(review: Review) -> str:
    """The section of the service."""
    return review.service.section.subject


def desk(review: Review) -> str:
    """The section that runs the programme."""
    return desk_section(review.opened_at).subject


def check_is_whole(review: Review, at: datetime) -> Sequence[Block]:
    """A self-check says what room there is, why, where the service should lie and what comes next."""
    named = (
        (review.room, _("協働の余地")),
        (review.because, _("理由")),
        (review.zone, _("望ましい領域")),
        (review.next_step, _("次の手")),
    )
    here = f"{review.get_absolute_url()}check/"
    return [
        Block(label, _("「%(what)s」を記入してください。") % {"what": label}, here)
        for value, label in named
        if not value
    ]


def was_not_built_on(batch: Batch, at: datetime) -> Sequence[Block]:
    """取り消せる取り込み: only while no review of its new services began and no later list changed one of them."""
    codes = batch.changes.values("code")
    reviewed = Review.objects.filter(service__code__in=batch.changes.filter(before__isnull=True).values("code")).first()
    later = Batch.objects.filter(pk__gt=batch.pk, changes__code__in=codes).first()
    blocks = []
    if reviewed:
        sentence = _("取り込んだ事業の点検が始まっているため、取り消せません。")
        blocks.append(Block(_("協働点検"), sentence, reviewed.get_absolute_url()))
    if later:
        sentence = _("あとから取り込んだ「%(name)s」が同じ事業を書き換えています。そちらを先に取り消してください。")
        blocks.append(Block(_("取り込みの順"), sentence % {"name": later}, later.get_absolute_url()))
    return blocks


to_check = Owes[Review](_("事務事業を協働の目で点検する"), section, terms.CHECK_DAYS)
to_hear = Owes[Review](_("自己点検の内容を聞き取る"), desk, terms.HEAR_DAYS)
to_decide = Owes[Review](_("協働点検の判定をする"), desk, terms.DECIDE_DAYS)

WORKFLOW: Workflow[Review] = Workflow(
    model=Review,
    initial=S.CHECKING,
    states=ReviewState,
    begins=_("点検を始める"),
    owes=(to_check,),
    moves=(
        Move("check", _("自己点検を出す"), (S.CHECKING,), S.CHECKED, checks, owes=(to_hear,), guards=(check_is_whole,)),
        Move(
            "send_back",
            _("見直しをお願いする"),
            (S.CHECKED, S.HEARD),
            S.CHECKING,
            decides,
            (letters.returned,),
            (to_check,),
            reason_needed=True,
        ),
        Move("hear", _("ヒアリングを記録する"), (S.CHECKED,), S.HEARD, decides, owes=(to_decide,)),
        Move("decide", _("判定する"), (S.CHECKED, S.HEARD), S.DECIDED, decides, (letters.decided,)),
    ),
)

BATCHES: Workflow[Batch] = Workflow(
    model=Batch,
    initial=B.PREVIEW,
    states=BatchState,
    begins=_("ファイルを読み込む"),
    moves=(
        Move("take_over", _("取り込む"), (B.PREVIEW, B.RUNNING), B.RUNNING, imports, guards=(nothing_runs,)),
        Move("complete", _("取り込み終える"), (B.RUNNING,), B.DONE, is_the_worker),
        Move("discard", _("やめる"), (B.PREVIEW,), B.DISCARDED, imports),
        Move(
            "undo", _("取り込みを取り消す"), (B.RUNNING, B.DONE, B.UNDOING), B.UNDOING, imports,
            guards=(nothing_runs, was_not_built_on),
        ),
        Move("end_undo", _("取り消し終える"), (B.UNDOING,), B.UNDONE, is_the_worker),
    ),
)  # fmt: skip
