"""Days at the table; a city may set its own."""

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.workflow import Term

PLAN_DAYS = Term("roundtables.plan_days", 10, _("次の回の日取りを決めるまでの開庁日数"))
RECORD_DAYS = Term("roundtables.record_days", 5, _("回の記録を書いて確認するまでの開庁日数"))
AGAIN_DAYS = Term("roundtables.again_days", 60, _("「時期をみて」の話し合いを見直すまでの開庁日数"))
SCREEN_DAYS = Term("roundtables.screen_days", 10, _("話し合いのあと審査に付すかを決めるまでの開庁日数"))
