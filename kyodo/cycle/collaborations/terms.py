"""Numbers of a case, and which of its moves are acts of their own."""

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.workflow import Term

NEXT_STEP = Term("collaborations.next_step_days", 10, _("一つの段階が終わってから、次の進め方を決めるまでの開庁日数"))
REASON_LENGTH = 300
#: Groups shown when one is looked for.
MOST_FOUND = 20
#: Moves that a person makes on the case itself; all others are made by the room whose step they are.
OWN_ACTS = ("withdraw", "route", "decline", "reopen")
