"""States of the three lives of a recommendation, of plans, milestones, petitions and imported files; words beside them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ResponseState(TextChoices):
    """回答: what the city says to a recommendation."""

    WAITING = "waiting", _("回答待ち")
    ACCEPTED = "accepted", _("受け入れる")
    PARTLY = "partly", _("一部を受け入れる")
    OTHERWISE = "otherwise", _("別の方法で対応する")
    STUDYING = "studying", _("検討中")
    DECLINED = "declined", _("対応しない")


#: Answers after which something is to be done.
TO_BE_DONE = (ResponseState.ACCEPTED, ResponseState.PARTLY, ResponseState.OTHERWISE)
#: Answers that end the wait for one.
ANSWERED = (*TO_BE_DONE, ResponseState.DECLINED)


class Level(TextChoices):
    """実施状況: where the doing stands, on evidence. 「証拠なし」 says nobody has shown anything, 「未着手」 that nothing has begun."""

    NO_EVIDENCE = "no_evidence", _("証拠なし")
    NOT_STARTED = "not_started", _("未着手")
    STARTED = "started", _("着手")
    SUBSTANTIAL = "substantial", _("相当程度")
    DONE = "done", _("完了")


#: The place of a level in its order; the difference of two views is counted in these steps.
RANK = {level: place for place, level in enumerate(Level)}


class ClosureState(TextChoices):
    """終結: whether somebody other than the implementer has closed the recommendation."""

    OPEN = "open", _("継続中")
    CLOSED = "closed", _("終結")


class ClosedAs(TextChoices):
    """終結のしかた."""

    DONE = "done", _("実施されたことを確かめた")
    DECLINED = "declined", _("対応しないという回答を受け止めた")
    TAKEN_ON = "taken_on", _("新しい提言や取組に引き継がれた")


class Voice(TextChoices):
    """だれの実感か."""

    COMMITTEE = "committee", _("提言した側")
    CITIZEN = "citizen", _("市民")


class SourceKind(TextChoices):
    """提言の出どころ."""

    TERM = "term", _("会議体の期")
    MEETING = "meeting", _("会議")
    PROVISION = "provision", _("指針・条例の条項")
    PETITION = "petition", _("市民政策提案")
    PAPER = "paper", _("提言書・答申書")
    OTHER = "other", _("その他")


class PlanState(TextChoices):
    """計画の状態."""

    DRAFTING = "drafting", _("策定中")
    IN_FORCE = "in_force", _("推進中")
    SUPERSEDED = "superseded", _("次の計画に移った")


class MilestoneState(TextChoices):
    """マイルストーンの状態."""

    PLANNED = "planned", _("予定")
    MET = "met", _("達成")
    PARTLY = "partly", _("一部達成")
    MISSED = "missed", _("未達")


class HeirKind(TextChoices):
    """提言と取組の対応."""

    AS_IS = "as_is", _("そのまま")
    MERGED = "merged", _("統合")
    SPLIT = "split", _("分割")
    REWORDED = "reworded", _("言いかえ")
    NOT_TAKEN = "not_taken", _("取り上げない")


class Grade(TextChoices):
    """進み具合の評価, for one year of one measure."""

    AHEAD = "ahead", _("計画以上")
    ON_TRACK = "on_track", _("計画どおり")
    BEHIND = "behind", _("やや遅れ")
    STALLED = "stalled", _("大きく遅れ")


class Hears(TextChoices):
    """催促を知らされる人, in the order of the ladder; the last step is a line everybody can read."""

    HEAD = "1", _("担当課の課長")
    DESK = "2", _("協働の窓口課")
    MAYOR = "3", _("市長室")
    PUBLIC = "4", _("「回答なし」として公表")


class BatchKind(TextChoices):
    """取り込むもの."""

    RECOMMENDATIONS = "recommendations", _("提言")
    MEASURES = "measures", _("取組")


class BatchState(TextChoices):
    """取り込みの状態."""

    PREVIEW = "preview", _("確認中")
    DONE = "done", _("取り込み済み")
    DISCARDED = "discarded", _("取りやめ")
    UNDONE = "undone", _("取り消し済み")


class Channel(TextChoices):
    """受付方法 of a petition."""

    WEB = "web", _("ウェブ")
    COUNTER = "counter", _("窓口")
    POST = "post", _("郵送")
    FAX = "fax", _("ファクス")
    MAIL = "mail", _("メール")


class PetitionState(TextChoices):
    """市民政策提案の状態."""

    CHECKING = "checking", _("要件の確認中")
    RETURNED = "returned", _("補正をお願い中")
    STUDYING = "studying", _("市で検討中")
    ANSWERED = "answered", _("回答済み")
    WITHDRAWN = "withdrawn", _("取り下げ")


class PetitionResult(TextChoices):
    """市民政策提案の検討結果."""

    ADOPTED = "adopted", _("採用")
    PARTLY = "partly", _("一部採用")
    REFERENCE = "reference", _("今後の参考")
    REJECTED = "rejected", _("不採用")
    OUT_OF_SCOPE = "out_of_scope", _("対象外")
