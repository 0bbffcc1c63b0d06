"""States of an evaluation, its phases, where its items come from, and what follows."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """評価の状態."""

    FILING = "filing", _("双方が記入中")
    TALKING = "talking", _("違いの話し合い")
    CLOSED = "closed", _("公開")


class Phase(TextChoices):
    """段階: getting into it, doing it, what came of it."""

    ENTRY = "entry", _("導入")
    COURSE = "course", _("過程")
    RESULT = "result", _("成果")


class Source(TextChoices):
    """項目の出所: this agreement's own goals, roles and conditions, the principles that apply, the city's item bank."""

    GOAL = "goal", _("目標")
    ROLE = "role", _("役割")
    CONDITION = "condition", _("条件")
    PRINCIPLE = "principle", _("原則")
    BANK = "bank", _("共通項目")


class Continuation(TextChoices):
    """継続判断: what both sides want from here."""

    CONTINUE = "continue", _("続ける")
    CHANGE = "change", _("形態を変えて続ける")
    CITY = "city", _("市の事業にする")
    CITIZENS = "citizens", _("団体が自主的に行う")
    END = "end", _("終わりにする")


class Grade(TextChoices):
    """第三者の総合評価."""

    A = "A", _("A 期待を上回る")
    B = "B", _("B 期待どおり")
    C = "C", _("C 見直しが要る")
