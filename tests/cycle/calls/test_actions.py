"""Programmes and rounds: an impossible configuration is refused with its reason; the wording shown is kept."""

from datetime import date, timedelta
from typing import Any

import pytest

from kyodo.cycle.calls import actions as calls
from kyodo.cycle.calls.models import Programme, Round
from kyodo.cycle.calls.states import Phase
from kyodo.kernel.policy import Blocked, NotAllowed, Refused
from tests import cast, given
from tests.cast import AT

pytestmark = pytest.mark.django_db
TODAY = AT.date()
TERMS: dict[str, Any] = {
    "kind": "citizens", "purpose": "市民の提案を形にする。", "eligible": ["5人以上の団体"], "statements": ["公益のための事業です。"],
    "forms": ["3", "8"], "rate": 80, "cap": 500_000, "rounding": 1_000,
}  # fmt: skip
DATES: dict[str, Any] = {
    "year": 2027, "opens_on": TODAY, "closes_on": TODAY + timedelta(days=30), "edit_until": TODAY + timedelta(days=40),
    "screens_on": TODAY + timedelta(days=50), "budget": 2_000_000,
}  # fmt: skip


def a_programme(**changed: Any) -> Programme:
    given.a_city()
    return calls.set_programme("市民提案型協働事業", values={**TERMS, **changed}, by=cast.sato(), at=AT)


def a_round(programme: Programme | None = None, **changed: Any) -> Round:
    return calls.prepare_round(programme or a_programme(), values={**DATES, **changed}, by=cast.sato(), at=AT)


@pytest.mark.parametrize(("cost", "grant"), [(500_000, 400_000), (1_000_000, 500_000), (1_234, 0), (123_456, 98_000)])
def test_the_money_rule_is_share_then_cap_then_rounding(cost: int, grant: int):
    assert a_programme().grant(cost) == grant


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"cap": 500, "rounding": 1000}, "いつも0円"),
        ({"forms": ["0"]}, "ありません"),
        ({"rate": 120}, "."),
        ({"statements": []}, "空では"),
    ],
)
def test_an_impossible_programme_is_refused_with_its_reason(changed: dict[str, Any], sentence: str):
    with pytest.raises(Refused, match=sentence):
        a_programme(**changed)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("closes_on", TODAY - timedelta(days=1)),
        ("talk_until", TODAY + timedelta(days=31)),
        ("edit_until", TODAY),
        ("screens_on", TODAY),
    ],
)
def test_dates_that_cannot_be_are_refused_at_their_field(field: str, value: date):
    changed: dict[str, Any] = {field: value}
    with pytest.raises(Refused) as refused:
        a_round(**changed)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("terms", "dates", "rule"),
    [
        ({"prior_talk": True}, {}, "事前相談"), ({"kind": "theme"}, {}, "テーマ"),
        ({}, {"budget": None}, "予算"), ({}, {"budget": 100_000}, "予算"),
    ],
)  # fmt: skip
def test_a_round_that_cannot_lead_to_a_result_is_not_published(terms: dict[str, Any], dates: dict[str, Any], rule: str):
    prepared = a_round(a_programme(**terms), **dates)
    with pytest.raises(Blocked) as blocked:
        calls.move("publish", prepared, by=cast.sato(), at=AT)
    assert rule in [str(block.rule) for block in blocked.value.blocks]


def test_a_published_round_keeps_the_wording_it_was_shown_with():
    prepared = a_round()
    calls.move("publish", prepared, by=cast.sato(), at=AT)
    calls.set_programme("市民提案型協働事業", values={**TERMS, "statements": ["別の文"]}, by=cast.sato(), at=AT)
    calls.change_round(prepared, values={"notes": "要項を足した。"}, by=cast.sato(), at=AT)
    assert prepared.statements == ["公益のための事業です。"]


@pytest.mark.parametrize(
    ("days", "phase"), [(-1, Phase.BEFORE), (0, Phase.OPEN), (30, Phase.OPEN), (31, Phase.EDITING), (41, Phase.OVER)]
)
def test_the_phase_follows_from_the_dates_with_the_last_day_included(days: int, phase: Phase):
    assert a_round().phase(AT + timedelta(days=days)) == phase


def test_a_round_in_preparation_is_seen_by_officers_only():
    prepared = a_round()
    assert not Round.objects.visible_to(cast.hanako(), at=AT).exists()
    assert Round.objects.visible_to(cast.tanaka(), at=AT).get() == prepared


def test_citizens_set_up_nothing():
    given.a_registered_group()
    with pytest.raises(NotAllowed, match="協働担当課"):
        calls.set_programme("勝手な制度", values=TERMS, by=cast.hanako(), at=AT)
