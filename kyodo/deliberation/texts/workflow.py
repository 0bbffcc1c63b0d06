"""The lives of a version, of an import and of a remark."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.kernel.policy import Block
from kyodo.kernel.workflow import Move, Owes, Workflow

from . import letters
from . import policies as may
from .models import Import, Remark, Version
from .models.comparing import changes, compare
from .states import IN_FORCE, ImportState, RemarkState, VersionState

V, B, R = VersionState, ImportState, RemarkState


def has_words(version: Version, at: datetime) -> Sequence[Block]:
    """An empty text cannot be fixed."""
    if version.provisions.exists():
        return []
    return [Block(_("条項"), _("条項が1つもありません。"), reverse("texts:write", args=[version.ref]))]


def says_when(version: Version, at: datetime) -> Sequence[Block]:
    """What is in force says from which day."""
    if version.stage not in IN_FORCE or version.effective_on:
        return []
    sentence = _("施行日（適用日）を入力してください。")
    return [Block(_("施行日・適用日"), sentence, reverse("texts:dates", args=[version.ref]))]


def every_change_has_a_cause(version: Version, at: datetime) -> Sequence[Block]:
    """Nothing changes between published versions without saying why."""
    before = version.before()
    if before is None:
        return []
    named = set(version.causes.values_list("uid", flat=True))
    page = reverse("texts:causes", args=[version.ref])
    rows = changes(compare(before.lines(), version.lines()))
    return [
        Block(row.name, _("「%(name)s」（%(change)s）の理由が書かれていません。") % {"name": row.name, "change": row.change.label}, f"{page}?uid={row.uid}")
        for row in rows
        if row.needs_cause and row.uid not in named
    ]  # fmt: skip


def untouched_since(batch: Import, at: datetime) -> Sequence[Block]:
    """An import is undone only while nobody has worked on what it brought."""
    version = batch.version
    if version.is_open and version.touched_at == batch.taken_at:
        return []
    sentence = _("取り込んだ後に条項が直されたか、版が確定したため、取り消せません。")
    return [Block(_("取り込み後の変更"), sentence, version.get_absolute_url())]


VERSIONS: Workflow[Version] = Workflow(
    model=Version,
    initial=V.WRITING,
    states=VersionState,
    begins=_("版を書き始める"),
    moves=(
        Move("fix", _("確定する"), (V.WRITING,), V.FIXED, may.may_write, guards=(has_words,)),
        Move("reopen", _("作成中にもどす"), (V.FIXED,), V.WRITING, may.may_write, reason_needed=True),
        Move(
            "publish", _("公開する"), (V.FIXED,), V.PUBLISHED, may.may_write, (letters.published,),
            guards=(says_when, every_change_has_a_cause),
        ),
        Move("withdraw", _("取り下げる"), (V.PUBLISHED,), V.WITHDRAWN, may.may_write, reason_needed=True),
        Move("drop", _("取りやめる"), (V.WRITING, V.FIXED), V.DROPPED, may.may_write, reason_needed=True),
    ),
)  # fmt: skip

IMPORTS: Workflow[Import] = Workflow(
    model=Import,
    initial=B.PREVIEW,
    states=ImportState,
    begins=_("ファイルを読み込む"),
    moves=(
        Move("take_over", _("取り込む"), (B.PREVIEW,), B.DONE, may.may_write),
        Move("discard", _("取り込まない"), (B.PREVIEW,), B.DISCARDED, may.may_write),
        Move("undo", _("取り込みを取り消す"), (B.DONE,), B.UNDONE, may.may_write, guards=(untouched_since,)),
    ),
)

TO_READ = Owes[Remark](_("逐条コメントを確かめる"), letters.section, days=5)

REMARKS: Workflow[Remark] = Workflow(
    model=Remark,
    initial=R.RECEIVED,
    states=RemarkState,
    begins=_("コメントする"),
    tells=(letters.remarked,),
    owes=(TO_READ,),
    moves=(
        Move("show", _("公開する"), (R.RECEIVED, R.HIDDEN), R.SHOWN, may.may_write),
        Move("hide", _("公開しない"), (R.RECEIVED, R.SHOWN), R.HIDDEN, may.may_write, (letters.hidden,), reason_needed=True),
    ),
)  # fmt: skip
