"""Numbers of the evaluation and the city's own item bank; a city may set its own numbers."""

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.workflow import Term

from .states import Phase

FILE_DAYS = Term("evaluations.file_days", 20, _("双方が評価を出すまでの開庁日数"))
TALK_DAYS = Term("evaluations.talk_days", 20, _("違いを話し合って公開するまでの開庁日数"))
AGREE_DAYS = Term("evaluations.agree_days", 5, _("話し合いの記録を確かめるまでの開庁日数"))
GAP = Term("evaluations.gap", 2, _("話し合いが要る点数の差"))
LOW = Term("evaluations.low", 2, _("理由が要る点数（この点以下）"))

#: 共通項目: asked of every collaboration, beside its own goals, roles and principles.
BANK = (
    ("shared_problem", Phase.ENTRY, _("はじめに、困りごとを同じように受け止められていた")),
    ("fair_talk", Phase.ENTRY, _("始める前の話し合いで、言いたいことを言えた")),
    ("feasible", Phase.ENTRY, _("計画は、無理なく実行できるものだった")),
    ("informed", Phase.COURSE, _("必要なことが、必要な時に知らされた")),
    ("prompt", Phase.COURSE, _("連絡や返事は早かった")),
    ("ask_help", Phase.COURSE, _("困った時に、早めに相談できた")),
    ("open_to_all", Phase.COURSE, _("進み具合を市民に公開できた")),
    ("synergy", Phase.RESULT, _("いっしょに行ったことで、別々ではできない成果が出た")),
    ("people_served", Phase.RESULT, _("届けたかった人に届いた")),
    ("cost", Phase.RESULT, _("かけた手間と費用に見合っていた")),
    ("group_grew", Phase.RESULT, _("団体の力が伸びた")),
    ("city_learned", Phase.RESULT, _("市の仕事の進め方がよくなった")),
    ("leads_on", Phase.RESULT, _("次の活動につながる")),
)
