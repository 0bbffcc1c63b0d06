"""Screens of the stories: each person has their own, and nothing may go wrong on any of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings as configured
from django.test import Client
from playwright.sync_api import Page

from kyodo.offices.people.models import Person

from .hands import OFFICE, PHONE, Hand


@pytest.fixture
def at_screen(browser, live_server, settings, accessible) -> Iterator[Callable[..., Hand]]:
    """`at_screen(person)`: their hand on a telephone, or on an office screen if the city gave them one.

    A script error, a breach of the content policy or a crash of the server fails the test.
    """
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    settings.FORM_MINIMUM_SECONDS = 0  # these hands type faster than any person
    opened, wrong = [], list[str]()

    def sit(person: Person | None = None, *, hand: type[Hand] = Hand, **options: Any) -> Hand:
        office = person is not None and (person.email or "").endswith("@city.example.jp")
        context = browser.new_context(
            base_url=live_server.url, locale="ja-JP", timezone_id="Asia/Tokyo",
            **{"viewport": OFFICE if office else PHONE, **options},
        )  # fmt: skip
        opened.append(context)
        context.set_default_timeout(10_000)
        if person is not None:
            context.add_cookies([{**_signed_in(person), "url": live_server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(f"script error: {error}"))
        page.on("console", lambda line: wrong.append(line.text) if "Content Security Policy" in line.text else None)
        page.on("response", lambda it: wrong.append(f"{it.status} {it.url}") if it.status >= 500 else None)
        asks = accessible if options.get("java_script_enabled", True) else _nothing  # axe is script itself
        return hand(page, asks)

    yield sit
    for context in opened:
        context.close()
    assert not wrong


def _nothing(page: Page) -> None:
    """No question to a page without script; the same pages are asked where script runs."""


def _signed_in(person: Person) -> dict[str, str]:
    """The cookie of a person who has signed in."""
    client, name = Client(), configured.SESSION_COOKIE_NAME
    client.force_login(person, backend=configured.AUTHENTICATION_BACKENDS[0])
    return {"name": name, "value": client.cookies[name].value}
