"""Several people at once: numbers stay apart, one decision wins, a group is asked to renew once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from django.db import connection

from kyodo.commons.groups import actions
from kyodo.commons.groups.models import Group
from kyodo.commons.groups.states import State
from kyodo.kernel.policy import IllegalMove
from kyodo.offices.desk.models import Task
from tests import cast, given
from tests.cast import AT, JST

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What each act gave, all of them begun together; a refusal is given as the refusal."""

    def attempt(act):
        try:
            return act()
        except IllegalMove as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(attempt, acts))


def test_registrations_made_at_once_get_numbers_of_their_own():
    groups = [given.a_submitted_group(name=f"第{n}の会", kana="ダイノカイ") for n in range(6)]
    sato = cast.sato()
    at_once(*(lambda g=g: actions.move("register", g, by=sato, at=AT) for g in groups))
    assert sorted(Group.objects.values_list("number", flat=True)) == [f"2026-00{n}" for n in range(1, 7)]


def test_of_two_contrary_decisions_the_first_stands_and_the_second_hears_why():
    group = given.a_submitted_group()
    sato = cast.sato()
    answers = at_once(
        lambda: actions.move("register", Group.objects.get(), by=sato, at=AT),
        lambda: actions.move("refuse", Group.objects.get(), by=sato, at=AT, reason="営利が目的のため。"),
    )
    assert [isinstance(answer, IllegalMove) for answer in answers].count(True) == 1
    group.refresh_from_db()
    assert (group.state, group.reason) in ((State.REGISTERED, ""), (State.REFUSED, "営利が目的のため。"))


def test_two_workers_ask_a_group_once():
    given.a_registered_group()
    season = datetime(2027, 2, 15, 9, tzinfo=JST)
    asked = at_once(*[lambda: actions.ask_renewals(season)] * 4)
    assert sorted(map(str, asked)) == ["0", "0", "0", "1"]
    assert Task.objects.open().filter(kind="renewal").count() == 1
