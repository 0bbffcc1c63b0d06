"""Days that a screening counts in, and the criteria where a programme names none; a city may set its own days."""

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.workflow import Term

RESULT_DAYS = Term("screening.result_days", 30, _("審査結果を出すまでの開庁日数"))
DECISION_DAYS = Term("screening.decision_days", 10, _("審査結果から決定までの開庁日数"))
NOTICE_DAYS = Term("screening.notice_days", 5, _("決定から通知までの開庁日数"))
BUDGET_DAYS = Term("screening.budget_days", 60, _("予算の成立を確かめるまでの開庁日数"))
INQUIRY_DAYS = Term("screening.inquiry_days", 10, _("理由の問合せに答えるまでの開庁日数"))
CONTINUED_DAYS = Term("screening.continued_days", 15, _("継続協議の話し合いを始めるまでの開庁日数"))
#: 審査の観点 where no programme sets its own.
CRITERIA = (
    _("公益性"),
    _("課題の把握"),
    _("協働の必要性"),
    _("役割の明確さ"),
    _("実現性"),
    _("広がりと継続"),
)
