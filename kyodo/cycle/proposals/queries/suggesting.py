"""類型と形態のみちあんない: a few plain questions, and which start type and which forms they speak for, with the reasons.

Nothing is stored and nothing is decided: both sides settle type and form together when they describe their case.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from kyodo.cycle.collaborations.states import Form, StartType

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

#: The questions in their order; no more than six, each answered with one click.
QUESTIONS: Mapping[str, StrOrPromise] = {
    "start": _("どのように始まりますか"),
    "what": _("何をしますか"),
    "host": _("だれが中心になって責任を持ちますか"),
    "help": _("もう一方に、いちばんお願いしたいことは何ですか"),
}
ANSWERS: Mapping[str, tuple[tuple[str, StrOrPromise], ...]] = {
    "start": (
        ("together", _("はじめから市民と市がいっしょに考えて始める")),
        ("each", _("それぞれ別に続けてきたことを、いっしょに進める")),
        ("city", _("市がおおよそを決めて、市民に呼びかける")),
        ("citizens", _("市民が進めてきたこと、進めたいことに、市が力を貸す")),
    ),
    "what": (
        ("event", _("催しや講座を開く")),
        ("care", _("道路や公園などの手入れを続ける")),
        ("plan", _("計画やきまりをつくる")),
        ("service", _("暮らしを支える活動を続ける")),
        ("facility", _("公の施設を管理・運営する")),
    ),
    "host": (
        ("citizens", _("市民（団体）")),
        ("both", _("市民と市の両方")),
        ("new", _("このために集まる新しい集まり")),
        ("city", _("市")),
    ),
    "help": (
        ("name", _("市の名前を使うこと、応援してもらうこと")),
        ("money", _("費用の一部")),
        ("hands", _("人手・場所・物・広報")),
        ("work", _("費用を出すので、得意な仕事を引き受けてほしい")),
        ("none", _("とくにない・まだわからない")),
    ),
}

_TYPES: Mapping[str, tuple[StartType, StrOrPromise]] = {
    "together": (StartType.A, _("目的や進め方を、はじめに分かち合ってから始めるためです。")),
    "each": (StartType.B, _("それぞれが続けてきたことを、考え方を合わせて進めるためです。")),
    "city": (StartType.C, _("市がおおよそを決め、市民に参加を呼びかけるためです。")),
    "citizens": (StartType.D, _("市民の取り組みに、市が協力するためです。")),
}
_BY_WHAT: Mapping[str, tuple[Form, StrOrPromise]] = {
    "facility": (Form.MANAGEMENT, _("公の施設の管理・運営を、条例にもとづいて任せる形だからです。")),
    "plan": (Form.PLANNING, _("計画やきまりを、委員などとしていっしょにつくる形だからです。")),
    "care": (Form.ADOPTION, _("公共の場所の手入れを市民が受け持ち、市が用具などを支える形だからです。")),
}
_BY_HOST: Mapping[str, tuple[Form, StrOrPromise]] = {
    "new": (Form.COMMITTEE, _("新しい集まりが主催者となり、責任を分かち合う形だからです。")),
    "both": (Form.CO_HOSTING, _("市民と市がともに主催者として責任を持つ形だからです。")),
}
_BY_HELP: Mapping[str, tuple[Form, StrOrPromise]] = {
    "work": (Form.COMMISSION, _("費用は市が持ち、市民の発想や得意なことを生かして引き受ける形だからです。")),
    "name": (Form.ENDORSEMENT, _("市が趣旨に賛同し、名義の使用を認めて応援する形だからです。")),
    "money": (Form.SUBSIDY, _("市民の公益的な取り組みに、市が費用の一部を出す形だからです。")),
    "hands": (Form.COOPERATION, _("一方が主体となり、役割を決めて力を出し合う形だからです。")),
}
_OTHERWISE = (Form.COOPERATION, _("まだ決まっていないことが多いので、役割を決めて協力するところから始められます。"))


@dataclass(frozen=True)
class Advice:
    """One form with the reason for it."""

    form: Form
    because: StrOrPromise


@dataclass(frozen=True)
class Suggestion:
    """類型と形態の目安: the start type if it is known, and the forms, the most fitting first."""

    start_type: StartType | None
    type_because: StrOrPromise
    forms: tuple[Advice, ...]


def suggest(answers: Mapping[str, str]) -> Suggestion:
    """What the answers speak for. Unknown or missing answers leave more open, and never fail."""
    start_type, because = _TYPES.get(answers.get("start", ""), (None, ""))
    found: dict[Form, StrOrPromise] = {}
    for form, reason in _forms(answers):
        found.setdefault(form, reason)
    return Suggestion(start_type, because, tuple(Advice(form, reason) for form, reason in list(found.items())[:3]))


def _forms(answers: Mapping[str, str]) -> Iterator[tuple[Form, StrOrPromise]]:
    """Forms in the order of how much the answers speak for them: the thing itself, then who is responsible, then the help."""
    if by_what := _BY_WHAT.get(answers.get("what", "")):
        yield by_what
    by_help = _BY_HELP.get(answers.get("help", ""))
    if by_host := _BY_HOST.get(answers.get("host", "")):
        yield by_host
    if by_help:
        yield by_help
    if not by_what:
        yield _OTHERWISE
