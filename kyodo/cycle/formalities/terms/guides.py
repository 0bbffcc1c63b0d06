"""形態ごとの案内: what each of the nine forms is, what is kept of it, and the shape in which that leaves the system."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.collaborations.states import Form

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Record(TextChoices):
    """残す記録: a download made from what a case holds."""

    EVENT = "event", _("イベント一覧の形式（CSV）")
    ROLES = "roles", _("役割分担表（Word）")
    PLACES = "places", _("場所と活動の一覧（CSV）")
    OPINIONS = "opinions", _("意見と扱いの一覧（CSV）")
    COMMITTEE = "committee", _("規約・委員の名簿・収支（Word）")
    MONEY = "money", _("予算と決算の表（CSV）")
    GRANT = "grant", _("補助金交付一覧の形式（CSV）")
    YEARLY = "yearly", _("年度ごとの報告（CSV）")


@dataclass(frozen=True)
class Guide:
    """一つの形態の案内."""

    form: Form
    what: StrOrPromise
    kept: StrOrPromise  #: what is written down at the end
    records: tuple[Record, ...]  #: what a town hands on of it, the usual one first


_LIST = (
    Guide(
        Form.CO_HOSTING,
        _("市民と市がともに主催者になり、企画も責任も分け合って一つの事業を行います。"),
        _("役割分担表と収支の決算。双方の評価を並べて公開します。"),
        (Record.EVENT, Record.ROLES),
    ),
    Guide(
        Form.ENDORSEMENT,
        _("市民が行う公共的な催しなどに市が賛同し、市の名前を使うことを認めて応援します。"),
        _("申請から承認・実績報告までの一覧。年ごとの件数に数えます。"),
        (Record.EVENT,),
    ),
    Guide(
        Form.COOPERATION,
        _("市民か市のどちらかが主体となり、目標と役割を決めて、人手・場所・物・広報などの力を出し合います。"),
        _("役割分担表と、出し合ったものの一覧。"),
        (Record.ROLES,),
    ),
    Guide(
        Form.ADOPTION,
        _("道路・公園などの公共の場所を市民が受け持って手入れし、市が用具や保険などで支えます。"),
        _("場所ごとの活動回数と人数。地図の一覧として出せます。"),
        (Record.PLACES,),
    ),
    Guide(
        Form.PLANNING,
        _("計画やきまりをつくる会議に市民が委員などとして加わり、いっしょに考えます。"),
        _("会議録と、意見ごとの扱いの一覧。"),
        (Record.OPINIONS,),
    ),
    Guide(
        Form.COMMITTEE,
        _("催しなどのために市民・団体・市が集まって会をつくり、その会が主催者になります。"),
        _("規約・名簿・収支決算・監査の報告。"),
        (Record.COMMITTEE,),
    ),
    Guide(
        Form.COMMISSION,
        _("市が行う事業を、市民の発想や得意なことを生かして引き受けてもらいます。費用は市が持ちます。"),
        _("契約書と仕様書、完了の検査の記録。"),
        (Record.MONEY,),
    ),
    Guide(
        Form.SUBSIDY,
        _("市民が行う公共的な事業に、課題と目的を分かち合ったうえで、市がお金などを出します。"),
        _("交付の申請から確定までの書類。予算と決算を同じ表で比べます。"),
        (Record.GRANT, Record.MONEY),
    ),
    Guide(
        Form.MANAGEMENT,
        _("公の施設の管理と運営を、議会の議決を経て団体や会社に任せます。"),
        _("基本協定と年度協定、毎年度の評価。"),
        (Record.YEARLY, Record.MONEY),
    ),
)
#: The guide of each form, in the order of the forms.
GUIDES: Mapping[Form, Guide] = {guide.form: guide for guide in _LIST}
