"""Browsers of the cast for the reading rooms."""

import pytest
from django.test import Client

from tests.cast import AT


@pytest.fixture(autouse=True)
def on_the_day(settings, time_machine):
    """Officers act without a second factor, on the morning of the story."""
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    time_machine.move_to(AT, tick=False)


@pytest.fixture
def browser_of(db):
    """`browser_of(person)`: signed in as that person; nobody for a visitor."""

    def open_for(person=None):
        client = Client()
        if person is not None:
            client.force_login(person)
        return client

    return open_for
