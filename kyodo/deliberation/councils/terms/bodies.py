"""The city's own limits on who sits where and for how long, and the days of a call for seats."""

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.workflow import Term

MAX_YEARS = Term("councils.max_years", 10, _("同じ会議体の委員を続けられる年数"), "審議会等の委員の選任に関する指針")
MAX_BODIES = Term("councils.max_bodies", 3, _("一人が同時に務められる会議体の数"), "審議会等の委員の選任に関する指針")
MAX_MEETINGS = Term(
    "councils.max_meetings", 24, _("一人に割り当てる年間の会議の回数"), "市の運用（負担の集中を避けるため）"
)
COOL_DOWN_MONTHS = Term(
    "councils.cool_down_months", 0, _("公募委員が同じ会議体に戻るまでにあける月数"), "審議会等の委員の選任に関する指針"
)
PUBLIC_PERCENT = Term("councils.public_percent", 20, _("公募委員の割合の目標（%）"), "審議会等の委員の選任に関する指針")
WOMEN_PERCENT = Term("councils.women_percent", 40, _("女性委員の割合の目標（%）"), "男女共同参画基本計画")
OPENING_DAYS = Term(
    "councils.opening_days", 21, _("委員の公募を受け付ける日数（最短）"), "審議会等の委員の公募に関する要綱"
)
REGISTER_YEARS = Term(
    "councils.register_years", 2, _("無作為抽出に応じた方の名簿を使える年数"), "審議会等の委員の公募に関する要綱"
)
IDLE_YEARS = Term(
    "councils.idle_years", 3, _("会議を開いていない会議体の存廃を検討する年数"), "審議会等の設置に関する指針"
)

#: What an appointment may break, and the words for it.
LIMITS = (MAX_YEARS, MAX_BODIES, MAX_MEETINGS, COOL_DOWN_MONTHS, PUBLIC_PERCENT, WOMEN_PERCENT)
