"""Signing in as one of the cast."""

from collections.abc import Callable

import pytest
from django.test import Client

from kyodo.offices.people.models import Person


@pytest.fixture
def as_(settings) -> Callable[[Person], Client]:
    """A browser in which somebody of the cast is signed in."""
    settings.OFFICERS_NEED_SECOND_FACTOR = False

    def sign_in(person: Person) -> Client:
        client = Client()
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
        return client

    return sign_in
