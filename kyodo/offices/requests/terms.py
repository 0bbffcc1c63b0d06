"""Days within which sections answer each other, and how long their words may be."""

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.workflow import Term

ANSWER_DAYS = Term(
    "requests.answer_days", 5, _("課から課への依頼に、何開庁日で返事をもらうか（はじめの値）"), "市の運用"
)
REPLY_DAYS = Term("requests.reply_days", 3, _("聞き返しに答える期限（開庁日）"), "市の運用")

TITLE_LENGTH, WORDS_LENGTH = 100, 3000
#: Why a paper put beside a request is not for everybody.
INNER_WORK = _("市役所の中の依頼に付けた文書のため。")
#: Why a request is over that nobody withdrew.
MADE_ONE = _("依頼した課と受けた課が、一つになったため。")
