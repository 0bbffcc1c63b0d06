"""The table of a seed's life, read row by row: every state with every move, for every person of the cast."""

from typing import Any

import pytest

from kyodo.cycle.seeds import actions as seeds
from kyodo.cycle.seeds.models import Seed
from kyodo.cycle.seeds.states import State
from kyodo.cycle.seeds.workflow import WORKFLOW
from kyodo.kernel.policy import IllegalMove, NotAllowed
from tests import cast, given
from tests.cast import AT

pytestmark = pytest.mark.django_db


def a_seed_that_is(state: str) -> Seed:
    """A seed brought to a state by acts."""
    seed = given.a_groups_seed()
    officer: dict[str, Any] = {"by": cast.tanaka(), "at": AT}
    if state == State.ANSWERED:
        seeds.answer(seed, text="見に行きます。", **officer)
    elif state == State.TAKEN_UP:
        seeds.take_up(seed.case, **officer)
    elif state == State.ROUTED:
        seeds.route(seed, to="建設課 000-482-1140", reason="水路の管理者です。", **officer)
    elif state == State.CLOSED:
        seeds.close(seed, code="already_done", reason="昨年から行っています。", **officer)
    elif state == State.MERGED:
        seeds.merge(seed, into=given.a_seed(key="other"), reason="同じ話です。", **officer)
    seed.refresh_from_db()
    return seed


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("move", [m.name for m in WORKFLOW.moves])
def test_a_move_is_made_only_from_its_states(state: str, move: str):
    seed = a_seed_that_is(state)
    row = WORKFLOW.move(move)
    if state not in row.sources:
        with pytest.raises(IllegalMove):
            WORKFLOW.perform(move, seed, by=cast.tanaka(), at=AT, reason="理由")
        assert seed.state == state
    else:
        with pytest.raises(NotAllowed):
            WORKFLOW.perform(move, seed, by=cast.jiro(), at=AT, reason="理由")
        assert seed.state == state
