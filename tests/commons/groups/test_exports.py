"""The register as files: public entries for everybody, the whole for officers, and nothing a spreadsheet would run."""

import csv
import json
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from kyodo.commons.groups import actions
from kyodo.commons.groups.models import Group
from kyodo.commons.groups.states import Kind, Part
from kyodo.offices.city.models import City
from kyodo.offices.journal.models import Entry
from tests import cast, given
from tests.cast import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return given.a_registered_group()


def rows(client):
    raw = b"".join(client.get(reverse("groups:open_data")).streaming_content)
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(StringIO(raw.decode("utf-8-sig"), newline="")))


def test_open_data_names_the_city_and_keeps_closed_entries_closed(client, group):
    row = rows(client)[0]
    assert (row["全国地方公共団体コード"], row["市区町村名"]) == ("482153", "織瀬市")
    assert (row["団体名"], row["分野コード"], row["活動区域"], row["代表者"]) == (
        "川辺を守る会",
        "7;13",
        "川東地区",
        "川辺 花子",
    )
    assert (row["住所"], row["電話番号"], row["メールアドレス"], row["連絡担当者"]) == ("", "", "", "")
    actions.set_publication(group, switches={"phone": True}, by=cast.hanako(), at=AT)
    assert rows(client)[0]["電話番号"] == "0004821111"


def test_open_data_holds_current_registrations_alone(client, group):
    given.a_submitted_group(name="審査中の会", kana="シンサチュウノカイ")
    gone = given.another_registered_group()
    actions.move("withdraw", gone, by=cast.sato(), at=AT, reason="解散")
    assert [row["団体名"] for row in rows(client)] == ["川辺を守る会"]


def organizations(client):
    return json.loads(b"".join(client.get(reverse("groups:organizations")).streaming_content))


def test_programs_read_the_open_data_as_organizations_and_closed_entries_are_left_out(client, group):
    page = organizations(client)
    assert (page["total_items"], page["empty"], len(page["contents"])) == (1, False, 1)
    (told,) = page["contents"]
    assert (told["name"], told["legal_status"]) == ("川辺を守る会", str(Kind(group.kind).label))
    assert told["uri"].endswith(group.get_absolute_url())
    assert [contact["name"] for contact in told["contacts"]] == ["川辺 花子"]
    assert {each["taxonomy_term"]["code"] for each in told["attributes"]} == {"7", "13"}
    assert not {"phones", "locations", "email"} & told.keys()
    actions.set_publication(group, switches={"phone": True, "address": True}, by=cast.hanako(), at=AT)
    (after,) = organizations(client)["contents"]
    assert after["id"] == told["id"]
    assert [phone["number"] for phone in after["phones"]] == ["0004821111"]
    (address,) = after["locations"][0]["addresses"]
    assert (address["address_1"], address["city"], address["country"]) == ("織瀬市中央1-2-3", "織瀬市", "JP")


#: 項目名（英語） of the core data models in 438 コアデータモデル DMD, as far as the register can fill them.
LEGAL_ENTITY = {
    "legalEntityNumber", "identificationGroup", "tradeName", "tradeNameKana", "categoryOfOrganization", "description",
    "webSite", "representativeName", "representativePosition", "yearOfEstablishment", "contactPointInformation",
}  # fmt: skip
CONTACT_POINT = {
    "contactPointName", "contactPointPhoneNumber", "contactPointEmailAddress", "contactPointPostalCode",
    "contactPointAddress", "contactPointPersonsName",
}  # fmt: skip


def legal_entities(client):
    return json.loads(b"".join(client.get(reverse("groups:legal_entities")).streaming_content))


def test_the_national_framework_names_every_item_and_closed_entries_are_left_out(client, group):
    (told,) = legal_entities(client)
    assert told.keys() <= LEGAL_ENTITY
    assert {"tradeName", "tradeNameKana", "contactPointInformation"} <= told.keys()
    assert (told["tradeName"], told["tradeNameKana"]) == (group.name, group.kana)
    assert told["identificationGroup"] == [{"identification": group.number, "identificationType": "登録番号"}]
    assert told["representativeName"] == {"fullName": "川辺 花子"}
    assert "legalEntityNumber" not in told
    assert "0004821111" not in json.dumps(told)


def test_a_group_that_keeps_its_contact_to_itself_is_reached_through_the_desk(client, group):
    City.objects.update(desk_name="市民協働課", desk_phone="0482000000")
    (told,) = legal_entities(client)
    contact = told["contactPointInformation"]
    assert (contact["contactPointName"], contact["contactPointPhoneNumber"]) == ("織瀬市 市民協働課", ["0482000000"])
    actions.set_publication(group, switches={"phone": True, "address": True}, by=cast.hanako(), at=AT)
    (told,) = legal_entities(client)
    contact = told["contactPointInformation"]
    assert contact.keys() <= CONTACT_POINT - {"contactPointName"}
    assert contact["contactPointPhoneNumber"] == ["0004821111"]
    address = contact["contactPointAddress"]
    assert (address["localGovernmentCode"], address["fullAddress"]) == ("482153", "織瀬市中央1-2-3")


def test_the_framework_tells_a_corporate_number_only_where_there_is_one(client, group):
    Group.objects.filter(pk=group.pk).update(corporate_number="8000012010038")
    (told,) = legal_entities(client)
    assert told["legalEntityNumber"] == "8000012010038"


def test_nobody_registered_is_an_empty_page(client):
    given.a_city()
    page = organizations(client)
    assert (page["total_items"], page["empty"], page["contents"]) == (0, True, [])
    assert legal_entities(client) == []


def test_open_data_says_whose_word_each_part_is_of_which_day_and_what_the_city_checked(client, group):
    actions.check(group, parts=[Part.PROFILE], against="規約", by=cast.sato(), at=AT)
    row = rows(client)[0]
    assert (row["団体のこと_出どころ"], row["団体のこと_市の確認日"]) == ("団体の申告", str(AT.date()))
    assert row["連絡先_市の確認日"] == ""


def test_organizations_cost_the_same_however_many(client, group, django_assert_max_num_queries):
    for count in (1, 2):
        with django_assert_max_num_queries(9):
            assert len(organizations(client)["contents"]) == count
        with django_assert_max_num_queries(9):
            assert len(legal_entities(client)) == count
        given.another_registered_group()


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1+2", "@SUM(A1)", "-2+3", "＝1"])
def test_no_cell_is_a_formula(client, group, as_, text):
    actions.revise(group, part=Part.PROFILE, values={"purpose": text}, by=cast.hanako(), at=AT)
    assert rows(client)[0]["目的"] == f"'{text}"
    answer = as_(cast.sato()).post(reverse("groups:register"))
    cells = [cell.value for cell in load_workbook(BytesIO(answer.content)).worksheets[0][2]]
    assert f"'{text}" in cells


def test_open_data_costs_the_same_however_long_it_is(client, group, django_assert_max_num_queries):
    for count in (1, 2):
        with django_assert_max_num_queries(8):
            assert len(rows(client)) == count
        given.another_registered_group()


def test_the_whole_register_is_for_officers_and_its_taking_is_written_down(group, as_):
    url = reverse("groups:register")
    assert as_(cast.hanako()).post(url).status_code == 403
    assert as_(cast.sato()).get(url).status_code == 405
    answer = as_(cast.sato()).post(url)
    sheet = load_workbook(BytesIO(answer.content)).worksheets[0]
    heads, cells = ([cell.value for cell in row] for row in (sheet[1], sheet[2]))
    assert dict(zip(heads, cells, strict=True))["住所"] == "織瀬市中央1-2-3"
    assert "no-store" in answer["Cache-Control"]
    assert Entry.objects.filter(act="export_register", actor=cast.sato().subject).count() == 1
