"""Where a request stands, and what it asks for."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RequestState(TextChoices):
    """依頼の状態. Who asks back keeps what was promised before: each question returns to where it came from."""

    ASKED = "asked", _("返事待ち")
    QUESTIONED = "questioned", _("聞き返し中")
    ACCEPTED = "accepted", _("引き受けた")
    CLARIFYING = "clarifying", _("引き受けて確認中")
    ANSWERED = "answered", _("答えた")
    DECLINED = "declined", _("受けられない")
    WITHDRAWN = "withdrawn", _("取り下げた")


class Wanted(TextChoices):
    """依頼の種類: the one word of a request that is said outside it."""

    PLACE = "place", _("場所")
    PERMIT = "permit", _("許可・手続き")
    OPINION = "opinion", _("意見")
    PEOPLE = "people", _("人手")
    DATA = "data", _("資料・データ")
    TABLE = "table", _("話し合いへの参加")
    ADVICE = "advice", _("助言")
    OTHER = "other", _("その他")


S = RequestState
#: Whose turn it is: the section that was asked, or the one that asked and was asked back.
WITH_RECEIVER, WITH_ASKER = (S.ASKED, S.ACCEPTED), (S.QUESTIONED, S.CLARIFYING)
OPEN = (*WITH_RECEIVER, *WITH_ASKER)
#: How a state is coloured beside its word.
TONES = {S.ACCEPTED: "active", S.CLARIFYING: "wait", S.QUESTIONED: "wait", S.ANSWERED: "good", S.DECLINED: "bad"}
