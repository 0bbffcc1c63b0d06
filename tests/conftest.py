"""What every test may ask for: the database it runs on, and a browser that reports what went wrong in a page."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import hypothesis
import pytest
from django.core.cache import cache
from django.db import connection
from playwright.sync_api import Browser, Page, sync_playwright

# Generated examples have no stop-watch: a slow machine is not a wrong answer.
hypothesis.settings.register_profile("kyodo", deadline=None, database=None, print_blob=True)
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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that use a page are browser tests; each kind runs where it says something, and skips aloud elsewhere."""
    on_postgres = connection.vendor == "postgresql"
    for item in items:
        if "page" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
        if "browser" in item.keywords and on_postgres and not os.environ.get("KYODO_BROWSER_TESTS"):
            item.add_marker(pytest.mark.skip(reason="browser tests run on SQLite"))
        elif "browser" in item.keywords and not CHROMIUM:
            item.add_marker(pytest.mark.skip(reason="NO CHROMIUM on this machine"))
        elif "postgres" in item.keywords and not on_postgres:
            item.add_marker(pytest.mark.skip(reason="row locks exist on PostgreSQL only"))


@pytest.fixture(autouse=True)
def counts_of_its_own(request: pytest.FixtureRequest) -> Iterator[None]:
    """Flushing the tables leaves the table of the cache: without this, one test's wrong passwords lock out the next."""
    marker = request.node.get_closest_marker("django_db")
    committed = bool(marker and marker.kwargs.get("transaction")) or "live_server" in request.fixturenames
    if committed:
        request.getfixturevalue("transactional_db")
    yield
    if committed:
        cache.clear()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
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

    def check(page: Page) -> None:
        page.wait_for_load_state()  # a page that is still arriving has nothing to say yet
        found = Axe().run(page, options=RULES)
        assert not found.violations_count, found.generate_report()

    return check
