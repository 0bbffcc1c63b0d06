"""形態の項目: the lines the program ships. Taken in once when a city begins; from then on they are the city's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from kyodo.cycle.collaborations.states import Form
from kyodo.cycle.formalities.states import Kind, Made, Phase
from kyodo.kernel.access import Side

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

BOTH, CITIZENS, CITY = "", Side.CITIZENS.value, Side.CITY.value
AFTER = Phase.AFTER


@dataclass(frozen=True)
class Line:
    """One shipped line: whose it is, what it says, when it is due, and which paper of ours it is."""

    side: str
    words: StrOrPromise
    phase: Phase = Phase.BEFORE
    made: str = ""


@dataclass(frozen=True)
class Sheet:
    """The lines of one form: what to make sure of, then the papers."""

    checks: tuple[Line, ...]
    papers: tuple[Line, ...]


SHEETS: Mapping[Form, Sheet] = {
    Form.CO_HOSTING: Sheet(
        (
            Line(BOTH, _("主催者として名前を出す団体・課が、すべて決まっている")),
            Line(BOTH, _("費用と収入を、だれがどう受け持つか決まっている")),
            Line(BOTH, _("事故や苦情があったとき、どちらが最初に動くか決まっている")),
            Line(BOTH, _("チラシの名前の並びと、個人情報の預かり先が決まっている")),
        ),
        (
            Line(CITIZENS, _("企画書"), made=Made.PROPOSAL),
            Line(BOTH, _("役割分担表"), made=Made.ROLES),
            Line(CITIZENS, _("収支予算書"), made=Made.BUDGET),
            Line(BOTH, _("共催の覚書"), made=Made.AGREEMENT),
            Line(CITIZENS, _("実績の報告書"), AFTER, Made.REPORT),
        ),
    ),
    Form.ENDORSEMENT: Sheet(
        (
            Line(CITIZENS, _("だれでも参加でき、参加費は実費の範囲である")),
            Line(CITIZENS, _("営利・政治・宗教が目的ではない")),
            Line(CITIZENS, _("安全と衛生の用意があり、主催者が責任を持つ")),
            Line(CITIZENS, _("名前を使う物（チラシなど）の案を見せられる")),
        ),
        (
            Line(CITIZENS, _("名義使用の申請書")),
            Line(CITIZENS, _("事業計画書"), made=Made.PROPOSAL),
            Line(CITIZENS, _("収支予算書"), made=Made.BUDGET),
            Line(CITIZENS, _("主催者の規約・名簿")),
            Line(CITY, _("名義使用の承認通知")),
            Line(CITIZENS, _("実績の報告書"), AFTER, Made.REPORT),
        ),
    ),
    Form.COOPERATION: Sheet(
        (
            Line(BOTH, _("どちらが主体か、はっきりしている")),
            Line(BOTH, _("それぞれが出すもの（人・場所・物・広報）が書かれている")),
            Line(BOTH, _("いつまで行うか、終わりの日がある")),
            Line(BOTH, _("けがや物の破損に備えた保険が決まっている")),
        ),
        (
            Line(BOTH, _("協力の覚書"), made=Made.AGREEMENT),
            Line(BOTH, _("役割分担表"), made=Made.ROLES),
            Line(BOTH, _("年間の日程")),
        ),
    ),
    Form.ADOPTION: Sheet(
        (
            Line(BOTH, _("受け持つ場所と範囲が地図で決まっている")),
            Line(BOTH, _("手入れの回数と、してはいけない作業が決まっている")),
            Line(CITY, _("用具・ごみの回収・保険を、市がどこまで持つか決まっている")),
            Line(BOTH, _("交通などの危ない所での安全の約束がある")),
        ),
        (
            Line(CITIZENS, _("参加の届出")),
            Line(CITY, _("場所の図")),
            Line(CITIZENS, _("参加者の名簿")),
            Line(BOTH, _("合意書"), made=Made.AGREEMENT),
            Line(CITIZENS, _("活動の報告"), AFTER, Made.REPORT),
        ),
    ),
    Form.PLANNING: Sheet(
        (
            Line(CITY, _("何をいつまでに決める会議か、はっきりしている")),
            Line(CITY, _("公募の委員の数と選び方が公開される")),
            Line(CITY, _("会議は公開され、資料と会議録が残る")),
            Line(CITY, _("出た意見がどう扱われたかを返す約束がある")),
        ),
        (
            Line(CITY, _("委員の募集要項")),
            Line(CITY, _("設置の根拠（条例・要綱）")),
            Line(CITY, _("会議の日程")),
            Line(BOTH, _("会議録"), AFTER, Made.TALKS),
        ),
    ),
    Form.COMMITTEE: Sheet(
        (
            Line(BOTH, _("会の規約・代表者・会計の担当がいる")),
            Line(CITY, _("市の職員がどの立場で加わるか決まっている")),
            Line(BOTH, _("お金の出入りを会として記録し、監査する")),
            Line(BOTH, _("終わったあとに残ったお金と物の扱いが決まっている")),
        ),
        (
            Line(BOTH, _("実行委員会の規約")),
            Line(BOTH, _("委員の名簿")),
            Line(BOTH, _("事業計画と収支予算書"), made=Made.BUDGET),
            Line(BOTH, _("収支決算書"), AFTER, Made.REPORT),
            Line(BOTH, _("監査の報告"), AFTER),
        ),
    ),
    Form.COMMISSION: Sheet(
        (
            Line(BOTH, _("仕様を決める話し合いに、引き受ける側も加わっている")),
            Line(BOTH, _("人件費と間接費を含めた費用で見積もっている")),
            Line(BOTH, _("成果とその権利がだれのものか決まっている")),
            Line(BOTH, _("下請けに出すときの約束がある")),
        ),
        (
            Line(CITIZENS, _("企画書"), made=Made.PROPOSAL),
            Line(CITIZENS, _("見積書")),
            Line(CITY, _("仕様書")),
            Line(BOTH, _("協働の契約書"), made=Made.AGREEMENT),
            Line(CITIZENS, _("完了の報告書"), AFTER, Made.REPORT),
            Line(CITY, _("完了の検査の記録"), AFTER),
        ),
    ),
    Form.SUBSIDY: Sheet(
        (
            Line(CITIZENS, _("補助の対象になる経費とならない経費を分けている")),
            Line(BOTH, _("補助率・上限・端数のきまりに合っている")),
            Line(CITIZENS, _("領収書を残し、5年間見せられる")),
            Line(CITIZENS, _("補助が終わったあとの見通しがある")),
        ),
        (
            Line(CITIZENS, _("交付の申請書")),
            Line(CITIZENS, _("事業計画書"), made=Made.PROPOSAL),
            Line(CITIZENS, _("収支予算書"), made=Made.BUDGET),
            Line(CITY, _("交付の決定通知")),
            Line(CITIZENS, _("実績の報告書"), AFTER, Made.REPORT),
            Line(CITIZENS, _("収支決算書と領収書の写し"), AFTER, Made.BOOKS),
        ),
    ),
    Form.MANAGEMENT: Sheet(
        (
            Line(CITY, _("条例に、任せる仕事の範囲と選び方が定められている")),
            Line(CITY, _("指定の期間と、毎年の評価の仕方が決まっている")),
            Line(BOTH, _("利用料金と修繕の負担の分け方が決まっている")),
            Line(BOTH, _("利用者の声を聞き、返す仕組みがある")),
        ),
        (
            Line(CITIZENS, _("指定の申請書")),
            Line(CITIZENS, _("管理と運営の事業計画書"), made=Made.PROPOSAL),
            Line(CITIZENS, _("収支計画書"), made=Made.BUDGET),
            Line(BOTH, _("基本協定・年度協定"), made=Made.AGREEMENT),
            Line(CITIZENS, _("毎年度の事業報告書"), AFTER),
        ),
    ),
}


def _keyed() -> dict[str, tuple[Form, Kind, Line]]:
    """Every shipped line under a key that stays: the form, its kind, and its place in it."""
    found: dict[str, tuple[Form, Kind, Line]] = {}
    for form, sheet in SHEETS.items():
        for kind, lines in ((Kind.CHECK, sheet.checks), (Kind.PAPER, sheet.papers)):
            found |= {f"{form.value}-{kind.value}-{place}": (form, kind, line) for place, line in enumerate(lines, 1)}
    return found


#: The shipped lines by their keys, in the order in which a list reads.
STANDARD: Mapping[str, tuple[Form, Kind, Line]] = _keyed()
