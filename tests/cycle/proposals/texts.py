"""A whole proposal in words, step by step, and what the city says about it."""

from __future__ import annotations

from datetime import date
from typing import Any

from kyodo.cycle.proposals.states import Step

STATEMENTS = ["広く市民の役に立つ事業です。", "結果が公開されることを承知しています。"]

PROGRAMME: dict[str, Any] = {
    "kind": "citizens", "purpose": "市民の提案を市といっしょに。", "eligible": ["市内の団体"], "statements": STATEMENTS,
    "criteria": ["公益性", "実現性"], "rate": 80, "cap": 500_000, "rounding": 1000,
}  # fmt: skip
ROUND: dict[str, Any] = {
    "year": 2027, "opens_on": date(2026, 5, 1), "closes_on": date(2026, 6, 30), "edit_until": date(2026, 7, 31),
    "talk_until": date(2026, 6, 15), "budget": 2_500_000,
}  # fmt: skip

LINES: list[dict[str, Any]] = [
    {"flow": "income", "source": "city", "item": "市の負担", "amount": 160_000, "counts": False},
    {"flow": "income", "source": "own", "item": "会の積立", "amount": 40_000, "counts": False},
    {"flow": "expense", "source": "", "item": "講師への謝礼", "amount": 120_000, "counts": True},
    {"flow": "expense", "source": "", "item": "消耗品", "amount": 80_000, "counts": True},
]
YES = [{"answer": "yes", "note": ""} for _text in STATEMENTS]


def whole(*, answers: bool = False) -> dict[Step, dict[str, Any]]:
    """Every step of a proposal that lacks nothing; with the statements of a round answered."""
    return {
        Step.AIM: {
            "title": "用水路の見回り隊", "problem": "大雨のたびに用水路があふれます。", "evidence": "昨年は4回。",
            "purpose": "あふれる前に気づける地区にする。", "goals": [{"what": "見回り", "how_much": "月2回", "by": "令和9年3月"}],
        },
        Step.PLAN: {
            "content": "見回りと清掃、子どもの学習会。", "target": "川東地区の住民 300人", "place": "川東地区",
            "starts_on": date(2027, 4, 1), "ends_on": date(2028, 3, 31), "schedule": [{"when": "4月", "what": "隊員の募集"}],
        },
        Step.TOGETHER: {
            "why_together": "水門は市、見回りは住民にしかできません。", "effect": "早く気づける。",
            "roles": [{"task": "見回り", "side": "citizens", "who": "会員20人"}, {"task": "水門", "side": "city", "who": "環境課"}],
            "zone": "C", "forms": ["8"],
        },
        Step.TEAM: {
            "team": "会員20人、班長4人。", "contact": {"representative": "川辺 花子", "name": "川辺 花子", "phone": "0004821111"},
        },
        Step.MONEY: {"lines": LINES, "other_support": "no"},
        **({Step.REVIEW: {"answers": YES}} if answers else {}),
    }  # fmt: skip


OPINION: dict[str, Any] = {
    "need": "浸水の多い地区で必要性は高い。", "city_can": "水門の操作と用具の貸出し", "feasibility": "conditional",
    "conditions": "大雨のときは見回りをしないこと", "zone": "C", "because": "双方の力が要るため。", "forms": ["8"],
}  # fmt: skip
