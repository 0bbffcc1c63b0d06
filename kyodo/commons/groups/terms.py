"""Numbers and lists of the register: each a default that a city may replace, with where it comes from."""

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.workflow import Term

from .states import Part

VALID_YEARS = Term("groups.valid_years", 1, _("登録の有効期間（年度の数）"), "市民活動団体登録要綱")
RENEWAL_DAYS = Term("groups.renewal_days", 60, _("更新を受け付け始める日（有効期限の何日前）"), "市民活動団体登録要綱")
CHECK_DAYS = Term("groups.check_days", 5, _("申請を確認する期限（開庁日）"), "市民活動団体登録要綱")
CORRECTION_DAYS = Term("groups.correction_days", 10, _("修正していただく期限（開庁日）"), "市民活動団体登録要綱")
FRESH_MONTHS = Term("groups.fresh_months", 12, _("情報が新しいとみなす月数"), "団体情報の更新の目安")
INVITATION_DAYS = Term("groups.invitation_days", 14, _("仲間の招待が使える日数"), "団体登録の運用")

#: Fields a group may name; the first is its main one.
MOST_FIELDS = 3
#: Rows of one imported file: every group of a city of half a million people, and room to spare.
MOST_ROWS = 10_000
#: Faults of one file that are told; a file with more is wrong as a whole.
MOST_FAULTS = 200
#: Groups on one page of the list.
PAGE_SIZE = 30

#: 活動分野: 特定非営利活動促進法 別表（第2条関係） 1号–20号, as amended in 2011.
FIELDS = {
    1: _("保健・医療・福祉"),
    2: _("社会教育"),
    3: _("まちづくり"),
    4: _("観光"),
    5: _("農山漁村・中山間地域"),
    6: _("学術・文化・芸術・スポーツ"),
    7: _("環境の保全"),
    8: _("災害救援"),
    9: _("地域安全"),
    10: _("人権擁護・平和"),
    11: _("国際協力"),
    12: _("男女共同参画"),
    13: _("子どもの健全育成"),
    14: _("情報化社会"),
    15: _("科学技術"),
    16: _("経済活動の活性化"),
    17: _("職業能力・雇用機会"),
    18: _("消費者の保護"),
    19: _("団体への助言・援助"),
    20: _("条例で定める活動"),
}

#: 公開の初期値: the entries a group may open or close, and how each begins. What is not listed is always public.
SWITCHES = {
    "representative": True,
    "contact": False,
    "postcode": False,
    "address": False,
    "phone": False,
    "fax": False,
    "email": False,
    "url": True,
    "founded": True,
    "members": True,
    "resident_members": True,
    "fee": True,
    "meeting": True,
    "accounts": True,
}

#: 情報公開レベル: the share of its switchable entries a group has filled in and opened, for two and for three marks.
LEVELS = (0.4, 0.75)

#: Which entries are filled in, dated and sourced together.
PART_FIELDS = {
    Part.PROFILE: ("name", "kana", "kind", "corporate_number", "founded", "purpose", "activities", "url"),
    Part.CONTACT: ("postcode", "address", "phone", "fax", "email"),
    Part.ACTIVITY: (
        "members", "resident_members", "fee", "meeting_place", "meeting_frequency", "looking_for_members", "involvement",
        "looking_for",
        "accounts_year", "income", "expense",
    ),
}  # fmt: skip

#: Entries without which an application cannot be sent.
REQUIRED = ("name", "kana", "purpose", "activities", "address", "members")

#: 登録の要件: statements an applicant answers, until the city adopts its own. Their shown wording is kept.
CONDITIONS = (
    _("公益を目的として、自主的・継続的に活動しています。"),
    _("3人以上の会員で構成し、規約または会則を定めています。"),
    _("市内で活動しているか、市内に活動の拠点があります。"),
    _("営利、宗教の布教、政治上の主義の推進、特定の候補者や政党の支持を主な目的としていません。"),
    _("参加を希望する人に広く門を開いています。"),
    _("暴力団や、暴力団と密接な関係のある団体ではありません。"),
    _("公開とした登録内容を、市が市民に公開することに同意します。"),
)

#: 変わりなし: what a group says with the one click that renews its registration.
NO_CHANGE = _("登録内容に変わりはなく、登録の要件を引き続き満たしています。")

#: 取り込み: the headings under which existing registers keep an entry, most telling first, in the spelling of search_key.
HEADINGS = {
    "number": ("登録番号", "番号", "no", "no."),
    "name": ("団体名", "名称", "団体の名称", "法人名"),
    "kana": ("フリガナ", "団体名_カナ", "名称_カナ", "ふりがな", "カナ", "よみ"),
    "kind": ("団体の種類", "種別", "区分", "団体種別", "法人格"),
    "corporate_number": ("法人番号",),
    "field_codes": ("分野コード", "活動分野", "分野"),
    "purpose": ("目的", "設立目的", "活動目的"),
    "activities": ("主な活動", "活動内容", "事業内容", "主な活動内容"),
    "wards": ("活動区域", "活動地区", "活動地域", "地区"),
    "founded": ("設立年月日", "設立年月", "設立年", "設立"),
    "members": ("会員数", "構成員数", "人数"),
    "resident_members": ("うち市内会員数", "市内会員数", "うち市内", "市内"),
    "fee": ("会費", "年会費"),
    "meeting_place": ("活動場所", "集まる場所", "活動場所・日"),
    "meeting_frequency": ("活動日", "活動頻度", "集まる日"),
    "looking_for": ("募集の内容", "会員募集", "募集"),
    "representative": ("代表者", "代表者名", "代表者氏名", "代表", "会長"),
    "contact": ("連絡担当者", "連絡責任者", "連絡先氏名", "担当者"),
    "postcode": ("郵便番号", "〒"),
    "address": ("住所", "所在地", "連絡先住所"),
    "phone": ("電話番号", "電話", "tel", "連絡先電話番号"),
    "fax": ("fax番号", "fax", "ファックス"),
    "email": ("メールアドレス", "メール", "e-mail", "email", "mail"),
    "url": ("url", "ホームページ", "hp", "サイト"),
    "registered_on": ("登録日", "登録年月日"),
    "valid_until": ("有効期限", "期限", "有効期間"),
}

#: 団体の種類 as registers write them, tried in this order.
KIND_WORDS = (
    ("特定非営利", "npo"), ("npo", "npo"), ("自治振興", "autonomy"), ("協議会", "autonomy"), ("自治会", "neighbourhood"),
    ("町内会", "neighbourhood"), ("町会", "neighbourhood"), ("社団", "association"), ("財団", "association"),
    ("社会福祉", "welfare"), ("協同組合", "cooperative"), ("商店", "merchants"), ("商工", "merchants"),
    ("大学", "university"), ("学校", "school"), ("pta", "school"), ("実行委員会", "committee"),
    ("ネットワーク", "committee"), ("会社", "company"), ("企業", "company"), ("事業者", "company"),
    ("任意", "voluntary"), ("ボランティア", "voluntary"), ("市民活動団体", "voluntary"), ("その他", "other"),
)  # fmt: skip
#: Legal forms that stand in the name itself, for registers without a column of kinds.
NAME_WORDS = (
    ("特定非営利活動法人", "npo"), ("npo法人", "npo"), ("自治会", "neighbourhood"), ("町内会", "neighbourhood"),
    ("社団法人", "association"), ("財団法人", "association"), ("社会福祉法人", "welfare"), ("社会福祉協議会", "welfare"),
    ("協同組合", "cooperative"), ("株式会社", "company"), ("有限会社", "company"), ("合同会社", "company"),
    ("(株)", "company"), ("(有)", "company"), ("(同)", "company"),
)  # fmt: skip
#: Words for 市全域 in the column of districts.
WHOLE_CITY = ("全域", "市内全域", "市全域", "全市", "市内", "市内全体")
