"""本文のことば: each part of the text as pairs of label and words, the same on screen, on paper and in comparisons."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kyodo.cycle.agreements.models import ClauseText, ConditionText, GoalText, ItemText, RoleText, TermsText, Text
from kyodo.cycle.agreements.states import Bearer, Because, Payment, Phase, Renewal, Way
from kyodo.kernel.access import Side
from kyodo.kernel.calendar import era_date

Pairs = list[tuple[str, str]]


def day(value: date | None) -> str:
    """令和9年3月31日, or nothing."""
    return era_date(value, weekday=False) if value else ""


def moment(value: datetime) -> str:
    """The local day of a moment."""
    return day(timezone.localdate(value))


def yen(amount: int) -> str:
    """120,000円"""
    return _("%(amount)s円") % {"amount": f"{amount:,}"}


def label_of(choices: Any, value: str) -> str:
    """The word for a stored value; nothing for an empty or unknown one."""
    return str(choices(value).label) if value in choices.values else ""


def goal_facts(goal: GoalText) -> Pairs:
    """A goal line by line."""
    return _filled(
        (_("何を"), goal.what),
        (_("どれだけ"), goal.measure),
        (_("いつまでに"), day(goal.by)),
        (_("測り方"), goal.indicator),
        (_("いまの値"), goal.baseline),
    )


def role_facts(role: RoleText, names: Mapping[str, str]) -> Pairs:
    """A role line by line; `names` gives the words of each goal by its reference."""
    why = "：".join(filter(None, [label_of(Because, role.because), role.because_text]))
    served = [names[ref] for ref in role.goals if ref in names]
    return _filled(
        (_("仕事"), role.task),
        (_("段階"), label_of(Phase, role.phase)),
        (_("担う側"), label_of(Side, role.side)),
        (_("担う理由"), why),
        (_("担当する人・課"), role.charge),
        (_("期限"), day(role.due)),
        (_("役立つ目標"), "、".join(served)),
        (_("使うもの"), role.resources),
        (_("費用の負担"), label_of(Bearer, role.bearer)),
        (_("心配なことと備え"), role.risk),
        (_("成果物の帰属"), role.ownership),
    )


def terms_facts(terms: TermsText, *, contacts: bool) -> Pairs:
    """Period and money line by line; whom to ask is for the parties, since it names people."""
    renewal = "。".join(filter(None, [label_of(Renewal, terms.renewal), terms.renewal_text]))
    money = _filled(
        (_("始まりの日"), day(terms.starts_on)),
        (_("終わりの日"), day(terms.ends_on)),
        (_("更新の扱い"), renewal),
        (_("市民側の負担"), yen(terms.citizens_yen)),
        (_("行政側の負担"), yen(terms.city_yen)),
        (_("支払方法"), label_of(Payment, terms.payment)),
    )
    people = _filled((_("市民側の連絡先"), terms.citizens_contact), (_("行政側の連絡先"), terms.city_contact))
    return money + (people if contacts else [])


def item_facts(item: ItemText) -> Pairs:
    """One line of the disclosure."""
    if item.public:
        return [(_("公開"), item.name)]
    return _filled((_("公開しない"), item.name), (_("理由"), item.reason), (_("見直す日"), day(item.review_on)))


def way_of(row: ConditionText, names: Mapping[str, str]) -> str:
    """How an improvement was taken over: as which row, as it stands, or not."""
    into = {
        Way.GOAL: _("目標「%(name)s」として"),
        Way.ROLE: _("役割「%(name)s」として"),
        Way.CLAUSE: _("条項「%(name)s」として"),
    }
    name = names.get(row.target, _("まだ本文にありません"))
    return into[Way(row.way)] % {"name": name} if row.way in into else label_of(Way, row.way)


def condition_facts(row: ConditionText, names: Mapping[str, str]) -> Pairs:
    """What an earlier evaluation left, and what became of it; `names` gives the rows it went into."""
    return _filled(
        (_("改善すること"), row.improvement),
        (_("引き継ぎ方"), way_of(row, names)),
        (_("進める側"), label_of(Side, row.side)),
        (_("期限"), day(row.due)),
        (_("引き継がない理由"), row.because),
    )


def inherited(text: Text, ref: str) -> Pairs:
    """The improvement a goal or a role goes back to, if it does."""
    return [(_("もとになった改善"), row.improvement) for row in text.conditions if row.target == ref]


def clause_facts(clause: ClauseText) -> Pairs:
    """A clause: its heading and its text."""
    return [(clause.title, clause.text)]


def names_of(*texts: Text) -> dict[str, str]:
    """What each goal, role and clause is called, by its reference."""
    goals = {goal.ref: goal.what for text in texts for goal in text.goals}
    roles = {role.ref: role.task for text in texts for role in text.roles}
    return goals | roles | {clause.ref: clause.title for text in texts for clause in text.clauses.rows}


def _filled(*pairs: tuple[str, str]) -> Pairs:
    return [(label, words) for label, words in pairs if words]
