"""States of a proposal and of a talk before it, the steps in which it is written, and the words of its parts."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """提案の状態. From the formal check on, the case carries the life further."""

    DRAFT = "draft", _("下書き")
    SUBMITTED = "submitted", _("提出済み")
    RETURNED = "returned", _("補正のお願い中")
    CHECKED = "checked", _("形式確認済み")
    WITHDRAWN = "withdrawn", _("提案の取下げ")


#: States in which the words of a proposal may be changed; after submission only while the round lets them be.
WRITABLE = (State.DRAFT, State.RETURNED)
IN_HAND = (State.SUBMITTED, State.CHECKED)


class Step(TextChoices):
    """書く順: six small steps, each saved by itself and written in any order."""

    AIM = "aim", _("課題と目的")
    PLAN = "plan", _("内容と日程")
    TOGETHER = "together", _("協働する理由と役割")
    TEAM = "team", _("団体と体制")
    MONEY = "money", _("お金")
    REVIEW = "review", _("確認と提出")


class TalkState(TextChoices):
    """事前相談の状態."""

    REQUESTED = "requested", _("相談待ち")
    HELD = "held", _("相談済み")
    CANCELLED = "cancelled", _("相談の取りやめ")


class Method(TextChoices):
    """相談の方法."""

    COUNTER = "counter", _("窓口")
    VISIT = "visit", _("訪問")
    ONLINE = "online", _("オンライン")
    PHONE = "phone", _("電話")
    MAIL = "mail", _("メール・書面")


class TalkResult(TextChoices):
    """事前相談の結果: a talk may never become a proposal, and that is a result too."""

    PROPOSAL = "proposal", _("提案へ進む")
    TABLE = "table", _("パートナーテーブルへ進む")
    OTHER = "other", _("別の制度・窓口へ")
    INFORMATION = "information", _("情報提供のみ")
    HELD = "held", _("保留")


class Flow(TextChoices):
    """収支の別."""

    INCOME = "income", _("収入")
    EXPENSE = "expense", _("支出")


class Source(TextChoices):
    """収入の出どころ."""

    CITY = "city", _("市の負担・補助")
    FEES = "fees", _("会費")
    CHARGES = "charges", _("参加費・利用料")
    GIFTS = "gifts", _("寄附")
    GRANTS = "grants", _("ほかの助成")
    OWN = "own", _("自己資金")


class Expense(TextChoices):
    """支出の費目."""

    HONORARIUM = "honorarium", _("報償費（謝礼）")
    WAGES = "wages", _("人件費")
    TRAVEL = "travel", _("旅費・交通費")
    SUPPLIES = "supplies", _("消耗品費")
    PRINTING = "printing", _("印刷製本費")
    POST = "post", _("通信運搬費")
    INSURANCE = "insurance", _("保険料")
    CHARGES = "charges", _("手数料")
    RENT = "rent", _("使用料・賃借料")
    EQUIPMENT = "equipment", _("備品費")
    COMMISSION = "commission", _("委託費")
    MATERIALS = "materials", _("材料費")
    MEETINGS = "meetings", _("会議費")
    PUBLICITY = "publicity", _("広報費")
    OVERHEAD = "overhead", _("間接費")
    OTHER = "other", _("その他の費用")


class Bearer(TextChoices):
    """支出を負担する側."""

    CITIZENS = "citizens", _("団体")
    CITY = "city", _("市")
    OTHER = "other", _("ほかの団体や会社")


class Standing(TextChoices):
    """ほかの補助がどこまで進んでいるか."""

    PLANNED = "planned", _("これから申し込む")
    APPLIED = "applied", _("申込み中")
    GRANTED = "granted", _("決まった")


class Task(TextChoices):
    """役割を引き受ける側."""

    CITIZENS = "citizens", _("市民")
    CITY = "city", _("行政")
    BOTH = "both", _("双方")


class Feasibility(TextChoices):
    """実施可能性, as the section sees it."""

    YES = "yes", _("可")
    CONDITIONAL = "conditional", _("条件付きで可")
    HARD = "hard", _("困難")


class PaperKind(TextChoices):
    """添付書類の種類."""

    PLAN = "plan", _("企画書・説明の資料")
    ESTIMATE = "estimate", _("見積書")
    MAP = "map", _("位置図・図面")
    PHOTO = "photo", _("現場の写真")
    RULES = "rules", _("団体の規約・名簿")
    CONSENT = "consent", _("土地や建物の承諾書")
    OTHER = "other", _("そのほかの書類")


class Answer(TextChoices):
    """はい・いいえ: an answer to one statement or question."""

    YES = "yes", _("はい")
    NO = "no", _("いいえ")
