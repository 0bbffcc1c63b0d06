"""職員の仕事: every officer is led to what is theirs; no page leads anybody to a door that is shut."""

import re

import pytest

from kyodo.ui.navigation import STAFF, links
from tests import cast, given

pytestmark = pytest.mark.django_db
PAGES = (
    "/",
    "/seeds/",
    "/calls/",
    "/themes/",
    "/proposals/",
    "/cases/",
    "/services/",
    "/practices/",
    "/groups/",
    "/consultations/",
    "/today/",
    "/desk/",
)
PEOPLE = (cast.hanako, cast.sato, cast.suzuki, cast.tanaka, cast.nakano)


def led_to(browser) -> list[str]:
    """The addresses below the heading at the foot of today."""
    page = browser.get("/today/").text
    _before, found, rest = page.partition('aria-label="職員の仕事">')
    return re.findall(r'href="([^"]+)"', rest.partition("</nav>")[0]) if found else []


@pytest.mark.parametrize("officer", [cast.sato, cast.suzuki, cast.tanaka, cast.nakano])
def test_an_officer_is_led_only_where_the_door_opens(officer, browser_of):
    given.a_city()
    browser = browser_of(officer())
    ways = led_to(browser)
    assert ways
    assert {address: browser.get(address).status_code for address in ways} == dict.fromkeys(ways, 200)


def test_the_desk_is_led_to_every_page_of_its_work(browser_of):
    given.a_city()
    assert led_to(browser_of(cast.sato())) == [link.url for link in links(STAFF)]


def test_citizens_and_strangers_see_no_way_for_officers(browser_of):
    given.a_city()
    assert led_to(browser_of(cast.hanako())) == []
    for page in (browser_of().get("/"), browser_of(cast.hanako()).get("/groups/")):
        assert "職員の仕事" not in page.text
        assert "/groups/desk/" not in page.text


def test_the_page_of_all_groups_leads_the_desk_to_its_register(browser_of):
    given.a_city()
    assert "/groups/desk/" in browser_of(cast.sato()).get("/groups/").text.partition("<footer")[0]


@pytest.mark.parametrize("who", PEOPLE)
def test_every_way_a_page_offers_is_open_to_whoever_is_offered_it(who, browser_of):
    given.a_checked_proposal()
    browser = browser_of(who())
    offered = {address for page in PAGES for address in re.findall(r'href="(/[^"#?]*)"', main_of(browser.get(page)))}
    answers = {address: browser.get(address).status_code for address in offered}
    assert {address: status for address, status in answers.items() if status >= 400} == {}


def main_of(answer) -> str:
    return answer.text.partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize(("who", "offered"), [(cast.sato, False), (cast.tanaka, True)])
def test_the_opinion_on_a_proposal_is_offered_to_the_section_in_charge_only(who, offered, browser_of):
    proposal = given.a_checked_proposal()
    assert ("課の意見を書く" in browser_of(who()).get(proposal.get_absolute_url()).text) is offered
