"""Days given for each step. A city may set its own."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.workflow import Term

#: The defaults follow two weeks of a group's meetings.
STATE_DAYS = Term("agreements.state_days", 10, _("それぞれの目的と目標を書く日数"))
RECONCILE_DAYS = Term("agreements.reconcile_days", 15, _("違いを話し合う日数"))
DRAFT_DAYS = Term("agreements.draft_days", 20, _("協定案をつくる日数"))
ANSWER_DAYS = Term("agreements.answer_days", 5, _("変更案に返事をする日数"))
CONFIRM_DAYS = Term("agreements.confirm_days", 10, _("協定の内容を確認する日数"))
START_DAYS = Term("agreements.start_days", 10, _("締結してから事業を始めるまでの日数"))

#: 公開のルール: what an agreement declares about itself unless the sides say otherwise. Words of the document, not of the page.
DISCLOSED = ("協定の全文", "進み具合の記録", "協議の場の記録", "費用と決算", "評価の結果")
