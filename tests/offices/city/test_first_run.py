"""はじめての設定: open with the code while there is no city, gone for good afterwards."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from kyodo.offices.city.actions import first_run_code
from kyodo.offices.city.forms import read_sections
from kyodo.offices.city.models import City, Duty, Section
from kyodo.offices.people.models import Person

from .town import found, person


@pytest.fixture
def code(settings, tmp_path, db):
    settings.KYODO_HOME = tmp_path
    return first_run_code()


@pytest.fixture
def filled(code):
    return {
        "setup_code": code, "name": "越前市", "kana": "えちぜんし", "prefecture": "福井県", "code": "１８２０９５",
        "sections": "100,市民協働課,しみんきょうどうか\n200，環境課\n\n", "principles": "echizen",
        "officer_name": "佐藤 明", "officer_email": "sato@city.example.jp", "officer_password": "sakura-no-ki-no-shita",
    }  # fmt: skip


@pytest.mark.parametrize("path", ["/me/", "/city/sections/", "/accounts/login/"])
def test_every_page_leads_to_the_first_one(client, code, path):
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer["Location"] == "/first-run/"


def test_the_first_page_makes_the_city_its_sections_and_its_first_officer(client, filled, tmp_path):
    answer = client.post("/first-run/", filled)
    assert answer.status_code == 302, answer.context["form"].errors
    city, officer = City.objects.get(), Person.objects.get()
    assert (city.name, city.kana, city.code) == ("越前市", "エチゼンシ", "182095")
    assert str(city.principle_set) == "7つの約束 第1版"
    desk, environment = Section.objects.order_by("code")
    assert (desk.code, desk.name, desk.kana, desk.is_desk) == ("100", "市民協働課", "しみんきょうどうか", True)
    assert (environment.name, environment.is_desk) == ("環境課", False)
    assert [(d.role, d.section) for d in Duty.objects.filter(person=officer)] == [("desk", desk)]
    assert int(client.session["_auth_user_id"]) == officer.pk
    assert not (tmp_path / "first-run.code").exists()


def test_the_first_officer_is_led_to_a_second_factor_before_anything_else(client, filled):
    assert client.post("/first-run/", filled)["Location"] == "/accounts/2fa/"
    assert client.get("/accounts/2fa/").status_code == 200
    assert client.get("/city/")["Location"] == "/accounts/2fa/"


def test_the_first_officer_is_not_asked_again_for_the_password_just_chosen(client, filled):
    client.post("/first-run/", filled)
    assert client.get("/accounts/2fa/totp/activate/").status_code == 200


def test_the_first_page_shows_no_door_that_leads_back_to_itself(client, filled):
    shown = client.get("/first-run/").content.decode()
    assert 'name="q"' not in shown
    assert '<nav class="ky-nav"' not in shown
    assert "/accounts/login/" not in shown
    assert "/seeds/" not in shown
    assert 'name="switch"' in shown


def test_the_first_page_is_gone_afterwards(client, filled, code):
    client.post("/first-run/", filled)
    client.logout()
    assert client.get("/first-run/").status_code == 404
    assert client.post("/first-run/", {**filled, "officer_email": "intruder@example.jp"}).status_code == 404
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("setup_code", "WRONGCODE", "設定コード"),
        ("setup_code", "", "設定コード"),
        ("code", "182094", "検査数字"),
        ("sections", "100,\n", "課名"),
        ("sections", "100,一課\n100,二課", "1行目と2行目の課コードが同じです（100）"),
        ("sections", "市民協働課\n\n環境課\n環境　課", "3行目と4行目の課名が同じです（環境　課）"),
        ("sections", "100,環境課,かんきょう\n200,環境課", "1行目と2行目の課名が同じです（環境課）"),
        ("officer_password", "えちぜんし協働2026", "推測"),
        ("officer_password", "short", "10"),
        ("principles", "nobody", "選"),
    ],
)
def test_a_wrong_answer_makes_nothing_and_says_what_to_mend(client, filled, field, value, sentence):
    answer = client.post("/first-run/", {**filled, field: value})
    assert answer.status_code == 422
    assert sentence in str(answer.context["form"].errors)
    assert not City.objects.exists()
    assert not Person.objects.exists()


def test_without_a_code_nobody_gets_in(client, filled, tmp_path):
    (tmp_path / "first-run.code").unlink()
    assert client.post("/first-run/", {**filled, "setup_code": ""}).status_code == 422
    assert not City.objects.exists()


def test_the_code_is_made_once_for_its_owner_alone_and_never_again(code, tmp_path, capsys):
    assert first_run_code() == code
    assert len(code) == 20
    assert (tmp_path / "first-run.code").stat().st_mode & 0o077 == 0
    call_command("first_run_code")
    assert f"/first-run/?code={code}\n" in capsys.readouterr().out
    found()
    call_command("first_run_code")
    assert capsys.readouterr().out == ""


def test_an_address_taken_twice_leaves_no_half_city(client, filled):
    person(email="sato@city.example.jp")
    answer = client.post("/first-run/", filled)
    assert answer.status_code == 422
    assert not City.objects.exists()
    assert not Section.objects.exists()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("市民協働課", [("001", "市民協働課", "")]),
        ("市民協働課\n環境課", [("001", "市民協働課", ""), ("002", "環境課", "")]),
        ("10,市民協働課,しみん", [("10", "市民協働課", "しみん")]),
        ("10、市民協働課", [("10", "市民協働課", "")]),
        ("10\t市民協働課\tシミン", [("10", "市民協働課", "シミン")]),
        ("", []),
    ],
)
def test_sections_are_read_however_they_are_typed(typed, read):
    assert [tuple(one) for one in read_sections(typed)] == read


def test_a_line_without_a_name_is_named():
    with pytest.raises(ValidationError, match="課名"):
        read_sections("10,")


def test_a_city_just_founded_is_told_what_it_still_lacks(client, filled, settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    client.post("/first-run/", filled)
    assert client.get("/city/").context["missing"] == ["desk", "wards", "promoters", "colleague"]
    client.post("/city/wards/", {"code": "1", "name": "川東"})
    assert "地区を加える" not in client.get("/city/").content.decode()
