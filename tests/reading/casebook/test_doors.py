"""What each reader can begin from the page of a case, and the start gate on it."""

import re

import pytest

from kyodo.cycle.agreements import actions as agreements
from kyodo.cycle.agreements.models import seal
from kyodo.cycle.collaborations import actions as cases
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.projects.models import Project
from kyodo.offices.city import actions as city
from kyodo.offices.city.actions.founding import FIRST_RUN
from kyodo.reading.casebook.queries.doors import doors
from tests import cast, given
from tests.reading import stories

pytestmark = pytest.mark.django_db


def page_of(case, person, browser_of):
    return browser_of(person).get(case.get_absolute_url()).text.partition("<main")[2].partition("<footer")[0]


def test_only_those_who_may_are_shown_a_door(browser_of):
    case = given.a_case_with_both_sides()
    for person in (None, cast.taro(), cast.jiro()):
        assert f"/cases/{case.ref}/table/" not in page_of(case, person, browser_of)
        assert f"/cases/{case.ref}/moves/" not in page_of(case, person, browser_of)
    for person in (cast.hanako(), cast.tanaka()):
        page = page_of(case, person, browser_of)
        for path in ("table/", "agreement/open/", "zone/", "kind/", "parties/", "moves/withdraw/"):
            assert f"/cases/{case.ref}/{path}" in page


def test_every_door_opens_for_whom_it_is_shown(browser_of):
    case = given.a_case_with_both_sides()
    for person in (cast.hanako(), cast.tanaka(), cast.sato(), cast.nakano()):
        shown = Collaboration.objects.get(pk=case.pk)
        for door in doors(shown, person, cast.AT, seed=None):
            if not door.posts:
                assert browser_of(person).get(door.url).status_code == 200, (person, door.label)


def test_an_open_seed_is_routed_and_declined_on_its_own_page(browser_of):
    seed = given.an_answered_seed()
    page = page_of(seed.case, cast.tanaka(), browser_of)
    assert f"/seeds/{seed.ref}/close/" in page
    assert f"/cases/{seed.case.ref}/moves/decline/" not in page


def test_the_gate_says_what_is_unmet_and_where_to_mend_it(browser_of):
    case = given.an_agreement().case
    page = page_of(case, cast.hanako(), browser_of)
    assert "事業はまだ始められません" in page
    assert f"/cases/{case.ref}/project/start/" not in page
    assert "事業はまだ始められません" not in page_of(case, None, browser_of)


def test_the_gate_opens_with_one_press_when_every_rule_is_met(browser_of):
    case = given.an_agreement_both_confirmed().case
    assert f"/cases/{case.ref}/project/start/" in page_of(case, cast.hanako(), browser_of)
    assert browser_of(cast.hanako()).post(f"/cases/{case.ref}/project/start/").status_code == 302
    assert Project.objects.get().case == case
    case.refresh_from_db()
    assert case.stage == "running"


def test_a_running_project_can_be_stopped_from_here(browser_of):
    case = stories.a_running_project().case
    assert f"/cases/{case.ref}/project/stop/" in page_of(case, cast.hanako(), browser_of)


def a_change_that_waits():
    agreement = given.an_agreement_in_drafting()
    agreements.edit(agreement, "purpose", "川を守り、川で遊ぶ。", by=cast.hanako(), at=cast.AT)
    seen = seal(agreement.text.purpose)
    return agreements.propose(agreement, "purpose", seen=seen, by=cast.hanako(), at=cast.AT).case


STAGES = {
    "変更案": a_change_that_waits,
    "補正": lambda: given.a_returned_proposal(title="補正する提案").case,
    "形式確認": lambda: given.a_checked_proposal().case,
    "審査": lambda: given.a_screening().case,
    "話し合い": lambda: given.a_held_sitting().case,
    "評価": lambda: given.an_evaluation().case,
}


@pytest.mark.parametrize("stage", STAGES)
def test_every_way_that_a_case_shows_leads_somewhere_for_whoever_sees_it(browser_of, stage):
    case = STAGES[stage]()
    given.another_registered_group()
    cases.show(case, by=cast.sato(), at=cast.AT)
    roads = city.open_section(code="030", name="道路課", since=given.SPRING, by=FIRST_RUN, at=cast.BEFORE)
    elsewhere = cast.jiro()
    city.assign_duty(elsewhere, role="promoter", section=roads, since=given.SPRING, by=FIRST_RUN, at=cast.BEFORE)
    for person in (None, cast.taro(), cast.hanako(), cast.tanaka(), cast.sato(), cast.nakano(), elsewhere):
        browser = browser_of(person)
        ways = set(re.findall(r'href="(/[^"#?]*)', page_of(case, person, browser_of)))
        assert any(way.startswith("/cases/") for way in ways)
        for way in sorted(ways):
            assert browser.get(way).status_code in (200, 302), (person, way)
