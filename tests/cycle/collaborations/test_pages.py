"""Acts on a case through its pages: setting aside, placing, describing, seating."""

import pytest
from django.test import Client

from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.collaborations.queries import latest_zones
from kyodo.offices.desk.models import Task
from tests import cast, given

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    return given.a_case_with_both_sides()


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


def test_a_side_withdraws_with_a_reason_and_nothing_is_owed_any_more(case):
    client = client_of(cast.hanako())
    url = f"/cases/{case.ref}/moves/withdraw/"
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "人手が足りないため"}).status_code == 302
    case.refresh_from_db()
    assert case.stage == "withdrawn"
    assert not Task.objects.open().filter(whole=case.subject).exists()


def test_a_case_taken_up_again_waits_for_the_city(case):
    for name in ("withdraw", "reopen"):
        client_of(cast.hanako()).post(f"/cases/{case.ref}/moves/{name}/", {"reason": "事情が変わったため"})
    case.refresh_from_db()
    assert case.stage == "seed"
    assert Task.objects.open().get(whole=case.subject).holder == given.the_environment_section().subject


@pytest.mark.parametrize("name", ["start", "adopt", "complete", "nonsense"])
def test_moves_of_other_rooms_have_no_page_here(case, name):
    assert client_of(cast.tanaka()).get(f"/cases/{case.ref}/moves/{name}/").status_code == 404


@pytest.mark.parametrize(
    "path", ["moves/withdraw/", "zone/", "kind/", "parties/", "parties/group/", "parties/section/"]
)
def test_strangers_are_refused(case, path):
    for stranger in (cast.jiro(), cast.taro()):
        assert client_of(stranger).get(f"/cases/{case.ref}/{path}").status_code == 403


@pytest.mark.parametrize(("who", "side"), [(cast.hanako, "citizens"), (cast.tanaka, "city")])
def test_each_side_places_the_case_as_it_sees_it(case, who, side):
    client_of(who()).post(f"/cases/{case.ref}/zone/", {"zone": "B", "because": "こう見える"})
    assert [(z.side, z.zone) for z in case.zones.all()] == [(side, "B")]


def test_of_each_side_one_judgement_stands_and_the_earlier_ones_stay(case):
    for zone, who in (("B", cast.hanako), ("C", cast.hanako), ("D", cast.tanaka)):
        client_of(who()).post(f"/cases/{case.ref}/zone/", {"zone": zone, "because": "こう見える"})
    placed = [(z.side, z.zone, z.until is None) for z in case.zones.all()]
    assert placed == [("citizens", "B", False), ("citizens", "C", True), ("city", "D", True)]
    assert {side: z.zone for side, z in latest_zones(case).items()} == {"citizens": "C", "city": "D"}


def test_kind_is_described(case):
    answer = client_of(cast.tanaka()).post(f"/cases/{case.ref}/kind/", {"start_type": "B", "forms_": ["1", "7"]})
    assert answer.status_code == 302
    case = Collaboration.objects.get(pk=case.pk)
    assert (case.start_type, [f.code for f in case.forms.all()]) == ("B", ["1", "7"])


def test_a_group_is_found_by_its_name_and_seated_beside_its_own(case):
    other = given.another_registered_group()
    url = f"/cases/{case.ref}/parties/group/?q=おはなし"
    client = client_of(cast.hanako())
    assert other.name in client.get(url).text
    assert client.post(url, {"group": other.ref}).status_code == 302
    assert case.parties.get(holder=other.subject).side == "citizens"


def test_a_side_decides_about_its_own_seats_only(case):
    section = case.parties.get(side="city")
    assert client_of(cast.hanako()).get(f"/cases/{case.ref}/parties/{section.ref}/leave/").status_code == 403
    assert client_of(cast.hanako()).get(f"/cases/{case.ref}/parties/section/").status_code == 403
    desk = given.the_desk()
    assert (
        client_of(cast.tanaka()).post(f"/cases/{case.ref}/parties/section/", {"section": desk.ref}).status_code == 302
    )
    party = case.parties.get(holder=desk.subject)
    client_of(cast.sato()).post(f"/cases/{case.ref}/parties/{party.ref}/leave/", {"reason": "担当が替わったため"})
    party.refresh_from_db()
    assert party.until is not None
