"""The city's own numbers for texts, and the limits of imports."""

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.workflow import Term

REVIEW_NOTICE_DAYS = Term("texts.review_notice_days", 180, _("見直しの時期を何日前から知らせるか"), "指針の見直し条項")
CHECK_NOTICE_DAYS = Term("texts.check_notice_days", 30, _("次の点検日を何日前から知らせるか"), "逐条点検")
CHECK_DAYS = Term("texts.check_days", 40, _("点検を頼まれてから出すまでの日数（開庁日）"), "逐条点検")

MOST_PROVISIONS = 2000
MOST_BYTES = 10_000_000
TEXT_LENGTH = 8000
LABEL_LENGTH = 40
HEADING_LENGTH = 200
