"""Days that proposals count in, and the questions of the public-benefit check; a city may set its own days."""

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.workflow import Term

TALK_DAYS = Term("proposals.talk_days", 5, _("事前相談の申込みにお返事するまでの開庁日数"))
CHECK_DAYS = Term("proposals.check_days", 5, _("提案の形式を確認するまでの開庁日数"))
OPINION_DAYS = Term("proposals.opinion_days", 15, _("課の意見を書くまでの開庁日数"))
CORRECTION_DAYS = Term("proposals.correction_days", 10, _("補正をお願いする開庁日数のめやす"))
JOIN_DAYS = Term("proposals.join_days", 10, _("いっしょに提案する団体が返事をするまでの開庁日数"))
QUESTION_DAYS = Term("proposals.question_days", 5, _("質問に答えるまでの開庁日数"))
OBJECTION_DAYS = Term("proposals.objection_days", 10, _("申し出を受けてもう一度見るまでの開庁日数"))
DRAFT_DAYS = Term("proposals.draft_days", 180, _("下書きを最後の保存から取っておく日数"))
#: A reason for whoever proposed stays short enough to be read: F03.
REASON_LENGTH = 300
#: 公益性の確認: what the city asks itself, each answered with a reason.
BENEFIT_QUESTIONS = (
    _("特定の人や団体だけでなく、多くの人の役に立ちますか。"),
    _("困っている人の声や数字など、課題の根拠がありますか。"),
    _("市民だけ、市だけで行うより、いっしょに行うほうがよい結果になりますか。"),
    _("営利・宗教・政治・選挙を目的とするものではありませんか。"),
)
