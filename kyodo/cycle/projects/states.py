"""States of a project, the pace of its work, the kinds of money, the four manners."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """事業の状態. Whether a running one is past its end is computed from the case's dates."""

    RUNNING = "running", _("実施中")
    REPORTED = "reported", _("実績報告済み")
    STOPPED = "stopped", _("中止")


class Pace(TextChoices):
    """進み具合."""

    AHEAD = "ahead", _("早い")
    ON_TIME = "on_time", _("予定どおり")
    LATE = "late", _("遅れている")


class Flow(TextChoices):
    """収支の区分."""

    INCOME = "income", _("収入")
    EXPENSE = "expense", _("支出")


class Target(TextChoices):
    """対象の別: whether the city's share is worked out from a line of expense."""

    IN = "in", _("対象になる")
    OUT = "out", _("対象にならない")


class Print(TextChoices):
    """印刷物の種類."""

    LEAFLET = "leaflet", _("ちらし・ポスター")
    BOOKLET = "booklet", _("冊子・報告書")
    PRESS = "press", _("新聞や広報の記事")
    OTHER = "other", _("そのほかの資料")


class Manner(TextChoices):
    """脈診の四つの問い: the manners of 吉川, which every set of principles knows in some words."""

    EQUAL = "equal", _("対等に話せた")
    UNDERSTAND = "understand", _("たがいの事情がわかった")
    RESPECT = "respect", _("やり方を尊重し合えた")
    STAND = "stand", _("頼りきりにならなかった")


class Consent(TextChoices):
    """写真の同意: nobody is shown who can be recognised and has not agreed; who agreed is not written down, that they did is."""

    NOBODY = "nobody", _("だれのことか分かる人は写っていない")
    GIVEN = "given", _("写っている人（子どもは保護者）の同意を得た")


#: What a score means: it is measured against what was expected before the start.
SCALE = [
    (5, _("5 期待を大きく上回った")),
    (4, _("4 期待を上回った")),
    (3, _("3 期待どおり")),
    (2, _("2 期待を下回った")),
    (1, _("1 期待を大きく下回った")),
]
