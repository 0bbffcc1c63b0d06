"""Words that the two sides of a test put into their agreement."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from kyodo.cycle.agreements.actions import standard_clauses
from kyodo.cycle.agreements.models import ClausesText, ClauseText, GoalText, ItemText, RoleText, TermsText
from kyodo.cycle.agreements.states import Section
from kyodo.kernel.text import new_ref

PURPOSE = "川で遊ぶ子どもを増やし、川を自分たちの場所だと思う人を育てる。"
GOAL = GoalText(
    ref="GAAA22", what="川の教室に来る子ども", amount=Decimal(120), unit="人", by=date(2027, 3, 20),
    indicator="受付名簿の人数", baseline="昨年度 40人",
)  # fmt: skip
CITIZENS_ROLE = RoleText(
    ref="RAAA22", task="川の教室を月1回開く", phase="doing", side="citizens", because="citizens",
    because_text="川をよく知る会員がいる", charge="川辺を守る会 教室係", due=date(2027, 3, 20), resources="会員20人",
    bearer="both", risk="増水の日は中止する", ownership="双方", goals=("GAAA22",),
)  # fmt: skip
CITY_ROLE = RoleText(
    ref="RBBB22", task="河川の使用許可と保険の手続きをする", phase="preparing", side="city", because="city",
    because_text="許可の権限がある", charge="環境課 計画係", due=date(2026, 6, 30), resources="市の保険",
    bearer="city", goals=("GAAA22",),
)  # fmt: skip
CLAUSES = ClausesText(
    kind="co_hosting",
    rows=tuple(
        ClauseText(ref=f"C{n}", key=key, title=said.title, text=said.text, version=1)
        for n, (key, said) in enumerate(standard_clauses().items())
        if "co_hosting" in said.required
    ),
)
TERMS = TermsText(
    starts_on=date(2026, 6, 1), ends_on=date(2027, 3, 31), renewal="talk", citizens_yen=50_000, city_yen=200_000,
    payment="estimate", citizens_contact="川辺 花子", city_contact="環境課 田中",
)  # fmt: skip
DISCLOSURE = (
    ItemText(ref="DAAA", name="協定の全文"),
    ItemText(
        ref="DBBB", name="参加者の名簿", public=False, reason="子どもの名前がのるため", review_on=date(2027, 3, 31)
    ),
)


#: What each side writes before it sees the other's.
STATED = (
    ("川で遊ぶ子どもを増やしたい。", GOAL),
    ("河川環境への理解を深める。", replace(GOAL, what="教室の参加者", ref="GZZZ22")),
)


def whole(*, purpose: str = "") -> dict[str, Any]:
    """What a complete text still needs beside this purpose, in the order in which it can be proposed. Its rows are new."""
    goal = replace(GOAL, ref=new_ref())
    roles = tuple(replace(role, ref=new_ref(), goals=(goal.ref,)) for role in (CITIZENS_ROLE, CITY_ROLE))
    rest: dict[str, Any] = {
        Section.GOALS: (goal,),
        Section.ROLES: roles,
        Section.CLAUSES: CLAUSES,
        Section.TERMS: TERMS,
        Section.DISCLOSURE: DISCLOSURE,
    }
    return rest if purpose else {Section.PURPOSE: PURPOSE, **rest}
