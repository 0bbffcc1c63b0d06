"""Days that the life of a seed counts in; a city may set its own."""

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.workflow import Term

FIRST_ANSWER = Term("seeds.first_answer_days", 5, _("種への最初のお返事までの開庁日数"))
NEXT_STEP = Term("seeds.next_step_days", 10, _("お返事のあと次の進め方を決めるまでの開庁日数"))
#: A reason shown to whoever sent a seed stays short enough to be read: F03.
REASON_LENGTH = 300
