"""States of a screening and the outcomes it can have."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """審査の状態: 審査結果, 決定 and 通知 are three acts. The panel's marks will be gathered while it is under way."""

    OPEN = "open", _("審査中")
    RECOMMENDED = "recommended", _("審査結果あり")
    DECIDED = "decided", _("決定済み")
    NOTIFIED = "notified", _("通知済み")
    WAITING = "waiting", _("採択・予算成立待ち")
    LAPSED = "lapsed", _("予算の不成立")
    WITHDRAWN = "withdrawn", _("審査の取下げ")


#: Still on its way to a notice; a proposal has at most one such screening.
UNDER_WAY = (State.OPEN, State.RECOMMENDED, State.DECIDED)
#: What the proposer has been told, and after them everybody.
TOLD = (State.NOTIFIED, State.WAITING, State.LAPSED, State.WITHDRAWN)


class Outcome(TextChoices):
    """判定."""

    ADOPTED = "adopted", _("採択")
    CONDITIONAL = "conditional", _("条件付採択")
    PARTIAL = "partial", _("一部採択")
    CONTINUED = "continued", _("継続協議")
    DECLINED = "declined", _("不採択")
    WITHDRAWN = "withdrawn", _("取下げ")


#: Outcomes with which the case goes on to its agreement.
ADOPTING = (Outcome.ADOPTED, Outcome.CONDITIONAL, Outcome.PARTIAL)
#: What a screening may find; 取下げ is the proposer's own act.
FINDINGS = [choice for choice in Outcome.choices if choice[0] != Outcome.WITHDRAWN]
