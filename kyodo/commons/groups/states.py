"""Where a registration stands, what kind a group is, and who somebody is in it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """登録の状態: what people decided. 期限切れ is no state: it is the date."""

    DRAFT = "draft", _("下書き")
    SUBMITTED = "submitted", _("申請中")
    RETURNED = "returned", _("修正をお願い中")
    REGISTERED = "registered", _("登録")
    REFUSED = "refused", _("登録しない")
    CANCELLED = "cancelled", _("取下げ")
    WITHDRAWN = "withdrawn", _("登録終了")


#: 申請の途中: the group fills in and mends.
APPLYING = (State.DRAFT, State.RETURNED)
#: 終わった登録: nothing is written in them any more, but for moves that begin anew.
ENDED = (State.CANCELLED, State.WITHDRAWN)


class Kind(TextChoices):
    """団体の種類: legal forms and what stands beside them. A group needs none to be registered."""

    VOLUNTARY = "voluntary", _("任意団体・ボランティア団体")
    NPO = "npo", _("NPO法人（特定非営利活動法人）")
    NEIGHBOURHOOD = "neighbourhood", _("自治会・町内会")
    AUTONOMY = "autonomy", _("自治振興会・地域協議会")
    ASSOCIATION = "association", _("一般・公益社団法人、財団法人")
    WELFARE = "welfare", _("社会福祉法人・社会福祉協議会")
    COOPERATIVE = "cooperative", _("協同組合・労働者協同組合")
    COMPANY = "company", _("企業・事業者")
    MERCHANTS = "merchants", _("商店会・経済団体")
    SCHOOL = "school", _("学校・PTA")
    UNIVERSITY = "university", _("大学・学生団体")
    COMMITTEE = "committee", _("実行委員会・ネットワーク")
    OTHER = "other", _("その他")


class Role(TextChoices):
    """団体の中の役割: who speaks for the group (代表, 連絡担当) and who belongs to it (会員)."""

    REPRESENTATIVE = "representative", _("代表")
    CONTACT = "contact", _("連絡担当")
    MEMBER = "member", _("会員")


#: Those who may act in the group's name.
SPEAKERS = (Role.REPRESENTATIVE, Role.CONTACT)


class Channel(TextChoices):
    """受付方法: by which way an application reached the city. All ways are equal."""

    WEB = "web", _("インターネット")
    COUNTER = "counter", _("窓口")
    POST = "post", _("郵送")
    FAX = "fax", _("FAX")
    MAIL = "mail", _("メール")
    PHONE = "phone", _("電話")
    REGISTER = "register", _("名簿からの取り込み")


class Part(TextChoices):
    """団体情報のまとまり: filled in, dated and sourced together."""

    PROFILE = "profile", _("団体のこと")
    CONTACT = "contact", _("連絡先")
    ACTIVITY = "activity", _("会員と活動のようす")


class Source(TextChoices):
    """情報の出どころ: who said so."""

    GROUP = "group", _("団体の申告")
    OFFICE = "office", _("市が書類・聞き取りで記入")
    REGISTER = "register", _("これまでの名簿")


class Involvement(TextChoices):
    """かかわり方: whether an opportunity is only received, or one helps to run or to plan it. The last leads to 協働."""

    RECEIVE = "receive", _("参加して楽しむ・学ぶ（受け手として）")
    HELP = "help", _("当日などの運営を手伝う（担い手として）")
    PLAN = "plan", _("企画からいっしょに考える（担い手として）")


class PaperKind(TextChoices):
    """団体の書類の種類."""

    RULES = "rules", _("規約・会則")
    MEMBERS = "members", _("会員・役員の名簿")
    PLAN = "plan", _("事業計画・予算")
    REPORT = "report", _("活動報告・決算")
    LEAFLET = "leaflet", _("ちらし・会報")
    OTHER = "other", _("そのほかの書類")


class BatchState(TextChoices):
    """取り込みの状態: one file of an existing register."""

    PREVIEW = "preview", _("確認中")
    RUNNING = "running", _("取り込み中")
    DONE = "done", _("取り込み済み")
    UNDOING = "undoing", _("取り消し中")
    UNDONE = "undone", _("取り消し済み")
    DISCARDED = "discarded", _("中止")
