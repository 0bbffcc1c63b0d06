"""Kinds of bodies, of their relations, seats and terms; how somebody came to a seat and what is shown of them."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class BodyKind(TextChoices):
    """会議体の種類."""

    ATTACHED = "attached", _("附属機関（条例による）")
    OUTLINE = "outline", _("要綱などによる会議")
    INTERNAL = "internal", _("庁内会議")
    NETWORK = "network", _("市民の連絡会")
    JOINT = "joint", _("合同会議")
    PART = "part", _("部会・作業部会")


class RelationKind(TextChoices):
    """会議体どうしの関係, read from the first to the second."""

    ASKS = "asks", _("問う（諮問・提言）")
    ANSWERS = "answers_to", _("答える（答申・報告）")
    JOINS = "joins", _("合同会議に加わる")


class Route(TextChoices):
    """席の種類: how somebody comes to sit on it."""

    EXPERT = "expert", _("学識")
    RECOMMENDED = "recommended", _("団体推薦")
    PUBLIC = "public", _("公募")
    OFFICER = "officer", _("行政職員")
    ASSEMBLY = "assembly", _("議員")
    RANDOM = "random", _("無作為抽出")


class Post(TextChoices):
    """役職."""

    CHAIR = "chair", _("会長")
    DEPUTY = "deputy", _("副会長")
    MEMBER = "member", _("委員")


class Gender(TextChoices):
    """性別（統計のためだけ）."""

    WOMAN = "w", _("女性")
    MAN = "m", _("男性")
    OTHER = "x", _("その他・答えない")


class AgeGroup(TextChoices):
    """年代（統計のためだけ）."""

    TEENS = "10", _("10代")
    TWENTIES = "20", _("20代")
    THIRTIES = "30", _("30代")
    FORTIES = "40", _("40代")
    FIFTIES = "50", _("50代")
    SIXTIES = "60", _("60代")
    SEVENTIES = "70", _("70代")
    EIGHTIES = "80", _("80歳以上")

    @classmethod
    def of(cls, age: int) -> AgeGroup:
        """The group of an age: the youngest and the oldest are open to their end."""
        return cls(str(min(max(age // 10 * 10, 10), 80)))


class Shown(TextChoices):
    """名簿に載せるもの: what everybody reads of a member."""

    NAME = "name", _("氏名")
    AFFILIATION = "affiliation", _("推薦した団体・所属")
    PROFESSION = "profession", _("職業")


#: What is shown of a member unless they and the city chose otherwise, by how they came to the seat.
SHOWN_BY_ROUTE = {
    Route.EXPERT: (Shown.NAME, Shown.AFFILIATION, Shown.PROFESSION),
    Route.RECOMMENDED: (Shown.NAME, Shown.AFFILIATION),
    Route.PUBLIC: (Shown.NAME,),
    Route.OFFICER: (Shown.NAME, Shown.AFFILIATION),
    Route.ASSEMBLY: (Shown.NAME, Shown.AFFILIATION),
    Route.RANDOM: (),
}


class OutputState(TextChoices):
    """成果の状態: what a term set out to make."""

    OPEN = "open", _("取組中")
    DONE = "done", _("まとめた")
    CARRIED = "carried", _("次の期へ引き継いだ")
    DROPPED = "dropped", _("やめた")


class OpeningState(TextChoices):
    """公募の状態. Whether it takes applications is read from its dates."""

    DRAFT = "draft", _("準備中")
    ANNOUNCED = "announced", _("公表")
    DECIDED = "decided", _("結果を公表")
    CALLED_OFF = "called_off", _("取りやめ")


class Choosing(TextChoices):
    """決め方."""

    SELECTION = "selection", _("書類・面接による選考")
    LOTTERY = "lottery", _("公開の抽選")
    BOTH = "both", _("選考と抽選の併用")


class Reply(TextChoices):
    """招待への返事."""

    NONE = "none", _("返事待ち")
    YES = "yes", _("引き受ける")
    NO = "no", _("辞退する")


class ApplicationState(TextChoices):
    """応募の状態."""

    SENT = "sent", _("受付済み")
    WITHDRAWN = "withdrawn", _("取下げ")
    CHOSEN = "chosen", _("選ばれた")
    RESERVE = "reserve", _("補欠")
    PASSED = "passed", _("選ばれなかった")
