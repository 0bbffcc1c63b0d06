"""Days of the yearly review, and the headings under which existing lists keep their columns."""

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.workflow import Term

CHECK_DAYS = Term("services.check_days", 40, _("自己点検の期限（開庁日）"))
HEAR_DAYS = Term("services.hear_days", 20, _("ヒアリングの期限（開庁日）"))
DECIDE_DAYS = Term("services.decide_days", 20, _("判定の期限（開庁日）"))
THEME_DAYS = Term("services.theme_days", 30, _("「あり」の判定からテーマを出すまでの開庁日数"))

#: Rows of one imported list: every service of a large city, with room to spare.
MOST_ROWS = 10_000
#: Columns of an imported list, with the headings that name them. Code, name and section are needed.
HEADINGS = {
    "code": ("事業番号", "事業コード", "コード", "番号"),
    "name": ("事業名", "事務事業名", "名称"),
    "section": ("担当課", "所管課", "課名", "課", "所属"),
    "purpose": ("目的", "事業目的", "事業の目的"),
    "content": ("内容", "事業内容", "事業の内容", "概要", "事業概要"),
    "law": ("根拠法令", "法令", "根拠"),
    "budget": ("予算額", "当初予算額", "予算", "当初予算", "事業費"),
    "staff": ("人工", "従事職員数", "職員数"),
    "target": ("対象", "対象者"),
    "bearer": ("担い手", "実施方法", "実施形態"),
    "zone": ("領域", "現在の領域"),
}
#: What stands in the heading of an amount that is not counted in yen.
UNITS = ("百万円", "千円", "万円")
NEEDED = ("code", "name", "section")
