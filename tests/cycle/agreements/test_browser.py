"""On a telephone: the pages of an agreement beside the way that tests/stories walk read well."""

import pytest
from django.conf import settings as configured
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kyodo.cycle.agreements import actions
from kyodo.cycle.agreements.models import seal
from tests import cast, given

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def telephone(browser, live_server, settings):
    """A telephone of somebody of the cast; a script error or a breach of the content policy fails the test."""
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    name, opened, wrong = configured.SESSION_COOKIE_NAME, [], []

    def of(person):
        client = Client()
        client.force_login(person, backend=configured.AUTHENTICATION_BACKENDS[0])
        context = browser.new_context(base_url=live_server.url, locale="ja-JP", viewport={"width": 360, "height": 740})
        context.set_default_timeout(15_000)
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
        opened.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda line: wrong.append(line.text) if "Content Security Policy" in line.text else None)
        return page

    yield of
    for context in opened:
        context.close()
    assert not wrong


def reads_well(page, accessible):
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


@pytest.mark.parametrize(
    "page_name", ["", "text/", "history/", "moves/amend/", "text/clauses/", "text/terms/edit/", "text/clauses/edit/"]
)
def test_every_other_page_reads_well(telephone, accessible, page_name):
    now = timezone.now()
    agreement = given.an_agreement_both_confirmed(at=now)
    if page_name.startswith("text/c") or page_name.endswith("edit/"):
        actions.amend(agreement, kinds=["content"], reason="見直す", by=cast.hanako(), at=now)
        actions.edit(agreement, "purpose", "川を守る。", by=cast.hanako(), at=now)
        actions.propose(agreement, "purpose", seen=seal(agreement.text.purpose), by=cast.hanako(), at=now)
    page = telephone(cast.hanako())
    page.goto(agreement.get_absolute_url() + page_name)
    reads_well(page, accessible)


def test_the_library_and_a_change_read_well(telephone, accessible):
    now = timezone.now()
    change = actions.amend(
        given.an_agreement_both_confirmed(at=now), kinds=["content"], reason="見直す", by=cast.hanako(), at=now
    )
    given.an_accepted_section(change.agreement, "purpose", "川を守る。", at=now)
    page = telephone(cast.hanako())
    for path in (change.get_absolute_url(), reverse("agreements:clauses"), reverse("agreements:amendments")):
        page.goto(path)
        reads_well(page, accessible)
