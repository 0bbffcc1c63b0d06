"""Days and counts of a running project; a city may set its own."""

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.workflow import Term

FIRST_REMINDER = Term("projects.first_reminder", 90, _("終了の何日前に最初に知らせるか"))
SECOND_REMINDER = Term("projects.second_reminder", 30, _("終了の何日前に二度目に知らせるか"))
LAST_REMINDER = Term("projects.last_reminder", 7, _("終了の何日前に最後に知らせるか"))
REPORT_DAYS = Term("projects.report_days", 20, _("終了後に実績を報告するまでの開庁日数"))
PULSE_LEAST = Term("projects.pulse_least", 3, _("脈診を表示するのに必要な片側の回答数"))
PULSE_FALLS = Term("projects.pulse_falls", 2, _("続けて下がったらコーディネーターに知らせる月数"))
QUIET_DAYS = Term("projects.quiet_days", 60, _("進み具合の書き込みが途絶えたとみなす日数"))
LOW = Term("projects.low", 2, _("中間ふりかえりで、困っていることも書く点数（この点以下）"))
FAR = Term("projects.far", 20, _("決算額が予算額と何％以上ちがうと、理由が要るか"))
FIX_DAYS = Term("projects.fix_days", 20, _("実績の報告から市が負担する額を確定するまでの開庁日数"))
