"""A world that is laid down is the world that was built, and nothing is laid where something else is stored."""

import pytest
from django.core.management.color import no_style
from django.db import connection, transaction

from kyodo.commons.groups.models import Group
from kyodo.cycle.seeds.models import Seed
from kyodo.offices.journal.actions import faults
from kyodo.offices.people.models import Person
from tests import cast, given, kept

pytestmark = pytest.mark.django_db
SEED = "tests.given.a_groups_seed"


@pytest.fixture(autouse=True)
def _written_down():
    """Somebody asked for a city and for a seed before."""
    for build in (given.a_city, given.a_groups_seed):
        with transaction.atomic():
            build()
            transaction.set_rollback(True)
        kept.begin()


@pytest.mark.parametrize("upon", [[], [given.a_city]], ids=["nothing", "a city"])
def test_a_world_is_laid_as_it_was_built(upon):
    for build in upon:
        build()
    seed = given.a_groups_seed()
    assert kept._standing == SEED
    stored = {model: {row[0]: row for row in rows} for model in kept._tables() if (rows := kept._stored(model))}
    assert stored == kept._worlds[SEED].rows
    assert Seed.objects.get() == seed
    assert not list(faults())


def test_the_life_of_what_was_laid_goes_on():
    first = given.a_groups_seed()
    second = given.a_seed(title="もう一つの種")
    assert second.pk != first.pk
    assert Group.objects.count() == 1
    assert not list(faults())


@pytest.mark.postgres
def test_where_a_flush_has_begun_to_count_anew_the_life_goes_on_as_well():
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_by_name_sql(no_style(), connection.introspection.sequence_list()):
            cursor.execute(sql)
    first = given.a_groups_seed()
    assert first.pk not in [given.a_seed(title=f"種 {n}").pk for n in range(4)]


def test_beside_something_else_and_for_anything_unusual_it_is_built():
    cast.jiro()
    assert given.a_groups_seed().case != given.a_groups_seed(title="ほかの種").case
    assert kept._standing == kept.OTHER
    assert Person.objects.filter(email="jiro@example.jp").exists()


def test_what_was_taken_back_is_looked_at_anew():
    with transaction.atomic():
        given.a_groups_seed()
        transaction.set_rollback(True)
    assert not Seed.objects.exists()
    assert given.a_groups_seed() == Seed.objects.get()
