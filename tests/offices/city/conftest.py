"""The town of these tests."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.test import Client

from kyodo.offices.city.models import City
from kyodo.offices.people.models import Person

from . import town


@pytest.fixture(autouse=True)
def that_morning() -> Iterator[time_machine.Traveller]:
    """Pages read the clock: it is the morning on which the town's stories happen."""
    with time_machine.travel(town.AT) as clock:
        yield clock


@pytest.fixture
def orise(db) -> City:
    return town.found()


@pytest.fixture
def desk_officer(orise) -> Person:
    return town.clerk()


@pytest.fixture
def as_person(client: Client, settings) -> Callable[[Person], Client]:
    """A browser in which somebody is signed in, their second factor being no concern of the test."""

    def sign_in(person: Person) -> Client:
        settings.OFFICERS_NEED_SECOND_FACTOR = False
        client.force_login(person)
        return client

    return sign_in
