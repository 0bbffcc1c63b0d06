"""Days of meetings and minutes; a city may set its own."""

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.workflow import Term

NOTICE_DAYS = Term(
    "councils.notice_days", 7, _("会議の開催を告知する日（開催日の何日前まで）"), "審議会等の会議の公開に関する指針"
)
MINUTES_DAYS = Term(
    "councils.minutes_days", 20, _("会議録を公表するまでの開庁日数"), "審議会等の会議の公開に関する指針"
)
ROUND_DAYS = Term("councils.round_days", 5, _("会議録を委員が確認する開庁日数"), "市の運用")
QUORUM_PERCENT = Term(
    "councils.quorum_percent", 50, _("定足数（委員の何%を超える出席）"), "附属機関の条例で一般的な「過半数」"
)
RECEIPT_DAYS = Term("councils.receipt_days", 5, _("諮問・提言を受け取ってから受領を知らせるまでの開庁日数"), "市の運用")
REPLY_DAYS = Term("councils.reply_days", 60, _("諮問・提言に返答するまでの開庁日数"), "市の運用")
PROPOSAL_MONTHS = Term("councils.proposal_months", 6, _("提言書をまとめる期間（月数）"), "連絡会の申し合わせ")
