"""Numbers of a consultation; a city may set its own."""

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.workflow import Term

MIN_DAYS = Term(
    "consultations.min_days",
    30,
    _("意見を募集する日数（これより短いときは理由の公表が必要）"),
    "行政手続法39条3項・40条1項",
)
ANSWER_DAYS = Term("consultations.answer_days", 20, _("締切から各課が回答案を書くまでの開庁日数"))
REVIEW_DAYS = Term("consultations.review_days", 5, _("市の考え方を審査する開庁日数"))
SAME_REASON = Term("consultations.same_reason", 3, _("同じ理由文をこの回数より多く使うと知らせる"))
ASK_AFTER = Term("consultations.ask_after_days", 14, _("結果公表から「お答えになっていましたか」と尋ねるまでの日数"))
CODED_SHARE = Term("consultations.coded_share", 10, _("二人目が分類する意見の割合（％、0なら二人目の分類をしない）"))
CODED_LEAST = Term("consultations.coded_least", 10, _("二人目が分類する意見の数（割合ではこれより少なくなるとき）"))
CODED_FROM = Term("consultations.coded_from", 30, _("この種類数以上の意見があるとき、二人目の分類をしてから決裁に回す"))
CODING_DAYS = Term("consultations.coding_days", 5, _("二人目の分類をする開庁日数"))
TEXT_LENGTH = Term("consultations.text_length", 10000, _("一つの提出の文字数の上限（初期値）"))
#: Longest text that the ledger takes, whatever the city sets.
MAX_TEXT = 100_000
REASON_LENGTH = 2000

#: 対応の区分 that a city begins with: code, name, meaning, whether the draft must change.
CATEGORIES = (
    ("reflected", _("反映"), _("意見をもとに案を直します。"), True),
    ("included", _("盛り込み済み"), _("意見の趣旨は、すでに案に書いてあります。"), False),
    ("reference", _("参考"), _("案は直しませんが、これからの取組の参考にします。"), False),
    ("not_reflected", _("反映しない"), _("意見のようには直しません。理由を説明します。"), False),
    ("outside", _("対象外"), _("今回の案の範囲の外の意見や、質問です。"), False),
)
