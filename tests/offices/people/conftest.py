"""The town of these tests, and what everybody does at its door."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client

from kyodo.offices.city.models import City
from kyodo.offices.people.models import Person
from tests.offices.city import town


@pytest.fixture(autouse=True)
def that_morning() -> Iterator[time_machine.Traveller]:
    """Pages read the clock: it is the morning on which the town's stories happen."""
    with time_machine.travel(town.AT) as clock:
        yield clock


@pytest.fixture
def orise(db) -> City:
    return town.found()


@pytest.fixture
def taro(orise) -> Person:
    return town.person()


@pytest.fixture
def sign_in(client: Client) -> Callable[..., Any]:
    """Fill in the sign-in page."""

    def fill(email: str = "taro@example.jp", password: str = town.PASSWORD, **more: str) -> Any:
        return client.post("/accounts/login/", {"login": email, "password": password, **more})

    return fill


@pytest.fixture
def mailed_code() -> Callable[[], str]:
    """The code in the latest mail."""

    def read() -> str:
        found = re.search(r"^ {4}(\S+)$", str(mail.outbox[-1].body), re.MULTILINE)
        assert found, mail.outbox[-1].body
        return found[1]

    return read
