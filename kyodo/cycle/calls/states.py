"""Kinds of programmes, states of a round, and the phase its dates put it in."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """制度の種別."""

    CITIZENS = "citizens", _("市民提案（自由テーマ）")
    THEME = "theme", _("市のテーマへの提案")
    SERVICE = "service", _("市の事業への提案")
    IDEA = "idea", _("アイデア")


class State(TextChoices):
    """募集回の状態. Whether it takes proposals now is computed from its dates."""

    DRAFT = "draft", _("準備中")
    PUBLISHED = "published", _("公表中")
    CLOSED = "closed", _("終了")
    CANCELLED = "cancelled", _("取りやめ")


class Phase(TextChoices):
    """募集回のいま: by its dates."""

    BEFORE = "before", _("募集前")
    OPEN = "open", _("募集中")
    EDITING = "editing", _("修正の期間")
    OVER = "over", _("募集終了")

    @property
    def tone(self) -> str:
        """How it is coloured beside the word."""
        return {Phase.OPEN: "active", Phase.OVER: "plain"}.get(self, "wait")


class PaperKind(TextChoices):
    """募集の書類."""

    GUIDE = "guide", _("募集要項")
    SHEET = "sheet", _("様式")
    SAMPLE = "sample", _("記入例")
    BRIEFING = "briefing", _("説明会の資料")
    OTHER = "other", _("そのほかの書類")


class Publish(TextChoices):
    """公開するもの."""

    MARKS = "marks", _("点数")
    COMMENTS = "comments", _("講評")
    JUDGES = "judges", _("委員名")
    MONEY = "money", _("提案の収支予算")
    CONTACT = "contact", _("提案者の連絡先")
