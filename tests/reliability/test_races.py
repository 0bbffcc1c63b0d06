"""Two at once: one record from one submission, one decision from two officers. Row locks exist on PostgreSQL only."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from kyodo.cycle.seeds import actions as seeds
from kyodo.cycle.seeds.models import Seed
from kyodo.kernel.policy import AlreadyDone, IllegalMove
from kyodo.offices.journal.actions import faults
from tests import cast, given
from tests.cast import AT

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each act gave or how it was refused, all begun together on connections of their own."""

    def run(act: Callable[[], Any]) -> Any:
        try:
            return act()
        except (AlreadyDone, IllegalMove) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_twelve_clicks_make_one_seed():
    given.a_city()
    said = at_once(*[lambda: given.a_seed(key="one-and-the-same-key") for _n in range(12)])
    assert sum(isinstance(outcome, AlreadyDone) for outcome in said) == 11
    assert Seed.objects.count() == 1
    assert not list(faults())


def test_of_two_officers_who_decide_differently_one_decides():
    seed = given.an_answered_seed()
    officer, desk = cast.tanaka(), cast.sato()
    said = at_once(
        lambda: seeds.close(Seed.objects.get(pk=seed.pk), code="not_now", reason="来年度に。", by=officer, at=AT),
        lambda: seeds.route(Seed.objects.get(pk=seed.pk), to="建設課", reason="管理者です。", by=desk, at=AT),
    )
    assert sum(isinstance(outcome, IllegalMove) for outcome in said) == 1
    seed.refresh_from_db()
    assert seed.state in ("closed", "routed")
    assert not list(faults())
