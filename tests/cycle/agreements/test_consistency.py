"""The graph from the purpose to the evaluation: every loose end is named, and nothing else."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given as generated
from hypothesis import strategies as st

from kyodo.cycle.agreements.models import GoalText, RoleText, Text
from kyodo.cycle.agreements.queries import orphans_of, share_of

from . import texts

DAY = dt.date(2027, 3, 20)


def a_goal(ref, **gaps):
    whole = GoalText(ref, f"目標{ref}", Decimal(3), "回", DAY, "記録の数", "0回")
    return replace(whole, **gaps)


def whole(goals=3):
    """A text in which everything hangs together."""
    refs = [f"G{n}" for n in range(goals)]
    roles = tuple(RoleText(f"R{n}", f"仕事{n}", side="city", due=DAY, goals=(ref,)) for n, ref in enumerate(refs))
    return Text(purpose="目的", goals=tuple(a_goal(ref) for ref in refs), roles=roles)


def test_a_text_that_hangs_together_has_no_loose_end():
    assert orphans_of(whole()) == []


@pytest.mark.parametrize(
    ("broken", "kind", "section", "words"),
    [
        (replace(whole(), goals=(), roles=()), "purpose", "goals", "目標がありません"),
        (replace(whole(1), goals=(a_goal("G0", amount=None),)), "goal", "goals", "どれだけ"),
        (replace(whole(1), goals=(a_goal("G0", by=None),)), "goal", "goals", "いつまでに"),
        (replace(whole(1), goals=(a_goal("G0", indicator=" "),)), "indicator", "goals", "測り方"),
        (replace(whole(1), goals=(a_goal("G0", baseline=""),)), "evaluation", "goals", "評価で比べられません"),
        (replace(whole(1), roles=()), "goal", "roles", "役割がありません"),
        (replace(whole(1), roles=(*whole(1).roles, RoleText("R9", "片づけ"))), "role", "roles", "「片づけ」"),
    ],
)
def test_each_loose_end_is_named_in_words_with_the_place_to_tie_it(broken, kind, section, words):
    (orphan,) = orphans_of(broken)
    assert (orphan.kind, orphan.section) == (kind, section)
    assert words in orphan.sentence


def test_a_role_that_serves_a_goal_no_longer_there_is_loose():
    kinds = [orphan.kind for orphan in orphans_of(replace(whole(1), goals=(a_goal("G7"),)))]
    assert sorted(kinds) == ["goal", "role"]


links = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=20)


@generated(links=links, measured=st.sets(st.integers(0, 6)))
def test_loose_ends_are_exactly_the_unlinked(links, measured):
    goals = tuple(a_goal(f"G{n}", indicator="数" if n in measured else "") for n in range(7))
    roles = tuple(RoleText(f"R{n}", f"仕事{n}", goals=tuple(f"G{g}" for g, r in links if r == n)) for n in range(7))
    found = orphans_of(Text(purpose="目的", goals=goals, roles=roles))
    assert {o.sentence for o in found if o.kind == "goal"} == {
        f"目標「目標G{n}」のために働く役割がありません。" for n in range(7) if n not in {g for g, _r in links}
    }
    assert {o.anchor for o in found if o.kind == "role"} == {
        f"R{n}" for n in range(7) if n not in {r for _g, r in links}
    }
    assert {o.anchor for o in found if o.kind == "indicator"} == {f"G{n}" for n in range(7) if n not in measured}


def test_the_share_of_work_counts_only_roles_with_a_side():
    text = Text(roles=(texts.CITIZENS_ROLE, texts.CITIZENS_ROLE, texts.CITY_ROLE, RoleText("R", "未定")))
    assert (share_of(text).citizens, share_of(text).city, share_of(text).percent) == (2, 1, 67)
