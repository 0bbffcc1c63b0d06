"""What every test may ask for: the database it runs on, and a browser that reports what went wrong in a page."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import hypothesis
import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils import translation
from playwright.sync_api import Browser, Page, sync_playwright

from tests import kept

# Generated examples have no stop-watch: a slow machine is not a wrong answer. They are the same for everybody, so that
# a red test is red everywhere; `pytest --hypothesis-profile explore` looks for new ones.
hypothesis.settings.register_profile("kyodo", deadline=None, database=None, print_blob=True, derandomize=True)
hypothesis.settings.register_profile("explore", deadline=None, database=None, print_blob=True)
hypothesis.settings.load_profile("kyodo")

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
]
#: The rules our pages must keep: WCAG 2.2 at AA. Only what is broken is told, which is much quicker.
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
}
#: A page without its words: of two pages that differ in their words alone, one answers for both.
FRAME = r"""() => [innerWidth, getComputedStyle(document.documentElement).fontSize,
    ...["prefers-color-scheme: dark", "prefers-contrast: more", "forced-colors: active"].map(q => matchMedia(`(${q})`).matches),
    document.documentElement.outerHTML
        .replace(/>[^<]*\S[^<]*</g, ">x<").replace(/>\s+</g, "><")
        .replace(/ (href|action|value|content|nonce|src|data-[\w-]+)="[^"]+"/g, ' $1="x"')
        .replace(/\d+|\b[0-9A-Z]{10}\b/g, "0")].join()"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that use a page are browser tests; each kind runs where it says something, and skips aloud elsewhere.

    The longest begin first, so that no worker is left with one of them when the others have gone home.
    """
    items.sort(key=lambda item: not item.path.match("tests/stories/*") and not item.path.match("tests/security/*"))
    for item in items:
        asked = set(getattr(item, "fixturenames", ()))
        if "browser" in asked:
            item.add_marker(pytest.mark.browser)
        stored = bool({"db", "transactional_db"} & asked) or "django_db" in item.keywords
        if reason := _reason_to_skip(set(item.keywords), stored=stored):
            item.add_marker(pytest.mark.skip(reason=reason))


def pytest_collection_finish() -> None:
    """What was imported stays: the collector of garbage need neither look at it again nor come every few objects."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def _reason_to_skip(marks: set[str], *, stored: bool) -> str:
    if "browser" in marks and not CHROMIUM:
        return "NO CHROMIUM on this machine"
    if connection.vendor != "postgresql":
        return "row locks exist on PostgreSQL only" if "postgres" in marks else ""
    if "browser" in marks:
        return "" if "both" in marks else "this browser test runs on SQLite"
    return "says the same on every database" if "once" in marks or not stored else ""


@pytest.fixture(autouse=True)
def in_japanese() -> Iterator[None]:
    """A request answered in English leaves its thread speaking English: without this, the next test would read it."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def counts_of_its_own(request: pytest.FixtureRequest) -> None:
    """Flushing the tables leaves the table of the cache: without this, one test's wrong passwords lock out the next."""
    asked, marker = set(request.fixturenames), request.node.get_closest_marker("django_db")
    if {"live_server", "transactional_db"} & asked or (marker and marker.kwargs.get("transaction")):
        request.getfixturevalue("transactional_db")
    elif marker or "db" in asked:
        request.getfixturevalue("db")
    else:
        return
    cache.clear()
    kept.begin()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """PostgreSQL runs every migration. On SQLite only the index of the search is more than its models: the rest is quicker."""
    if connection.vendor == "sqlite":
        labels = {app.label for app in apps.get_app_configs()}
        settings.MIGRATION_MODULES = dict.fromkeys(labels - {"search"})


@pytest.fixture(scope="session")
def nobody_left_behind(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A live server leaves threads with connections of their own, and PostgreSQL drops no database that is in use."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(scope="session")
def browser(nobody_left_behind: None) -> Iterator[Browser]:
    """Debian's Chromium, started once."""
    # Playwright keeps an event loop in this thread, for which Django would refuse its database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, live_server: Any) -> Iterator[Page]:
    """A telephone's page on the running program.

    The test fails on a script error, a breach of the content policy, a crash of the server or a request to strangers.
    """
    context = browser.new_context(
        base_url=live_server.url, locale="ja-JP", timezone_id="Asia/Tokyo", viewport={"width": 390, "height": 844}
    )
    context.set_default_timeout(15_000)
    page, wrong = context.new_page(), list[str]()
    ours = (live_server.url, "data:", "blob:")
    page.on("pageerror", lambda error: wrong.append(f"script error: {error}"))
    page.on("console", lambda line: wrong.append(line.text) if "Content Security Policy" in line.text else None)
    page.on("response", lambda answer: wrong.append(f"{answer.status} {answer.url}") if answer.status >= 500 else None)
    page.on("request", lambda r: None if r.url.startswith(ours) else wrong.append(f"request to a stranger: {r.url}"))
    yield page
    context.close()
    assert not wrong


@pytest.fixture(scope="session")
def accessible() -> Callable[[Page], None]:
    """Ask the page the rules of accessibility: `accessible(page)` fails with what to mend."""
    from axe_playwright_python.sync_playwright import Axe

    known = set[str]()

    def check(page: Page) -> None:
        page.wait_for_load_state()  # a page that is still arriving has nothing to say yet
        if (frame := page.evaluate(FRAME)) in known:
            return
        found = Axe().run(page, options=RULES)
        assert not found.violations_count, found.generate_report()
        known.add(frame)

    return check
