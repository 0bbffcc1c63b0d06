"""The city's own numbers for recommendations and plans, and the headings by which lists are read."""

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.workflow import Term

RESPONSE_DAYS = Term("recommendations.response_days", 60, _("提言に回答するまでの日数"))
STUDY_MOST_DAYS = Term("recommendations.study_most_days", 365, _("「検討中」とできる最長の日数"))
REPORT_FIRST_DAYS = Term("recommendations.report_first_days", 180, _("受け入れてから最初の実施報告までの日数"))
REPORT_EVERY_DAYS = Term("recommendations.report_every_days", 365, _("実施報告の間隔の日数"))
SHEET_DAYS = Term("recommendations.sheet_days", 61, _("年度が終わってから進捗シートを出すまでの日数"))
RATE_YEARS = Term("recommendations.rate_years", 4, _("実施率を見る年数"))

# Who hears of a step: 1 the head of the section, 2 the desk, 3 the mayor's office, 4 everybody (states.Hears).
STEP_1_DAYS = Term("recommendations.step_1_days", 7, _("催促の1段目：期限を何日過ぎたら"))
STEP_1_WHO = Term("recommendations.step_1_who", 1, _("催促の1段目：知らせる相手（1 課長、2 窓口課、3 市長室、4 公表）"))
STEP_2_DAYS = Term("recommendations.step_2_days", 14, _("催促の2段目：期限を何日過ぎたら"))
STEP_2_WHO = Term("recommendations.step_2_who", 2, _("催促の2段目：知らせる相手（1 課長、2 窓口課、3 市長室、4 公表）"))
STEP_3_DAYS = Term("recommendations.step_3_days", 30, _("催促の3段目：期限を何日過ぎたら"))
STEP_3_WHO = Term("recommendations.step_3_who", 3, _("催促の3段目：知らせる相手（1 課長、2 窓口課、3 市長室、4 公表）"))
STEP_4_DAYS = Term("recommendations.step_4_days", 60, _("催促の4段目：期限を何日過ぎたら"))
STEP_4_WHO = Term("recommendations.step_4_who", 4, _("催促の4段目：知らせる相手（1 課長、2 窓口課、3 市長室、4 公表）"))
#: The ladder from its lowest step: after how many days, and who hears of it.
LADDER = (
    (STEP_1_DAYS, STEP_1_WHO), (STEP_2_DAYS, STEP_2_WHO), (STEP_3_DAYS, STEP_3_WHO), (STEP_4_DAYS, STEP_4_WHO),
)  # fmt: skip

CHECK_DAYS = Term("recommendations.check_days", 10, _("市民政策提案の要件を確かめるまでの開庁日数"), "市民政策提案制度")
PETITION_MONTHS = Term("recommendations.petition_months", 6, _("市民政策提案に回答するまでの月数"), "市民政策提案制度")
PETITION_SUPPORTERS = Term("recommendations.petition_supporters", 10, _("市民政策提案に必要な賛同者の人数"), "市民政策提案制度")  # fmt: skip

#: Headings of lists the city already keeps, the usual one first.
RECOMMENDATION_HEADINGS = {
    "number": ("番号", "提言番号", "No"),
    "title": ("題名", "提言", "件名", "タイトル"),
    "text": ("内容", "提言の内容", "本文"),
    "section": ("担当課", "宛先", "所管課"),
}
MEASURE_HEADINGS = {
    "pillar": ("柱", "柱の名前", "基本方針"),
    "number": ("番号", "取組番号", "No"),
    "title": ("取組", "題名", "取組の名前"),
    "text": ("内容", "取組の内容"),
    "section": ("担当課", "所管課"),
    "budget": ("予算", "予算額"),
    "indicator": ("指標",),
    "unit": ("単位",),
}
