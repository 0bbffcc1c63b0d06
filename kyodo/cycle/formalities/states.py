"""What a line of a form is, when it is due, and how it may be answered."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """項目の種類: something to make sure of, or a paper to have at hand."""

    CHECK = "check", _("確かめること")
    PAPER = "paper", _("そろえる書類")


class Phase(TextChoices):
    """いつまでに: before the work begins, or when it has ended."""

    BEFORE = "before", _("始める前に")
    AFTER = "after", _("終わったあとに")


class Answer(TextChoices):
    """答え: how far one line of the list has come in a case."""

    DONE = "done", _("○ できている")
    NOT_YET = "not_yet", _("まだ")
    NOT_NEEDED = "not_needed", _("あてはまらない")


#: How a chip shows it.
TONES = {Answer.DONE: "good", Answer.NOT_YET: "wait", Answer.NOT_NEEDED: "plain"}


class Made(TextChoices):
    """この仕組みが作る書類: papers that stand here by themselves once the step behind them is done."""

    PROPOSAL = "proposal", _("提案書")
    BUDGET = "budget", _("提案書の収支予算")
    TALKS = "talks", _("話し合いの記録")
    ROLES = "roles", _("協定の役割分担表")
    AGREEMENT = "agreement", _("双方が確認した協定書")
    BOOKS = "books", _("事業の収支")
    REPORT = "report", _("実績の報告書と収支決算")
