"""The interface by itself: its own pages, without offices behind it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import clear_url_caches

ALONE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kyodo.ui.flow.RefusalMiddleware",
]


@pytest.fixture
def alone(settings: Any) -> Iterator[Client]:
    """A client that meets the interface and the test pages of `tests.ui.pages` only."""
    settings.ROOT_URLCONF = "tests.ui.pages"
    settings.MIDDLEWARE = ALONE
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.TEMPLATES = [
        {
            **settings.TEMPLATES[0],
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.messages.context_processors.messages",
                    "kyodo.ui.context.page",
                ],
                "builtins": ["kyodo.ui.templatetags.ui"],
                "loaders": settings.TEMPLATES[0]["OPTIONS"].get("loaders"),
            },
            "APP_DIRS": False,
            "DIRS": [Path(__file__).parent / "templates"],
        }
    ]
    clear_url_caches()
    yield Client(headers={"accept-language": "ja"}, raise_request_exception=False)
    clear_url_caches()
