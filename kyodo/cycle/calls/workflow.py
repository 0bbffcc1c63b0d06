"""募集回の一生."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.policy import Block
from kyodo.kernel.workflow import Move, Workflow

from . import letters
from .models import Round
from .policies import runs_calls
from .states import Kind, Phase, State

S = State


def configuration_works(it: Round, at: datetime) -> Sequence[Block]:
    """A round is published only when its configuration can lead to a result."""
    programme, here = it.programme, f"{it.get_absolute_url()}edit/"
    rules = (
        (
            it.phase(at) not in (Phase.BEFORE, Phase.OPEN),
            _("募集締切"),
            _("締切が過ぎています。日付を改めてください。"),
        ),
        (
            programme.prior_talk and not it.talk_until,
            _("事前相談"),
            _("事前相談が要る制度なので、その締切を入れてください。"),
        ),
        (programme.kind == Kind.THEME and not it.themes.exists(), _("テーマ"), _("テーマがまだ一つもありません。")),
        (not programme.statements, _("確認する文"), _("出す人に確かめてもらう文を入れてください。")),
        (
            bool(programme.rate or programme.cap) and not it.budget,
            _("予算"),
            _("お金が出る制度なので、予算総額を入れてください。"),
        ),
        (
            bool(it.budget and programme.cap and it.budget < programme.cap),
            _("予算"),
            _("予算総額が1件の上限額より小さくなっています。"),
        ),
    )
    return [Block(rule, sentence, here) for broken, rule, sentence in rules if broken]


WORKFLOW: Workflow[Round] = Workflow(
    model=Round,
    initial=S.DRAFT,
    states=State,
    begins=_("募集回を用意する"),
    moves=(
        Move(
            "publish",
            _("公表する"),
            (S.DRAFT,),
            S.PUBLISHED,
            runs_calls,
            (letters.published,),
            guards=(configuration_works,),
        ),
        Move("close", _("終わりにする"), (S.PUBLISHED,), S.CLOSED, runs_calls),
        Move("cancel", _("取りやめる"), (S.DRAFT, S.PUBLISHED), S.CANCELLED, runs_calls, reason_needed=True),
    ),
)
