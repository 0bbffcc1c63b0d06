"""人: one record, kept by the person; disabled, forgotten, and given out whole."""

import json

import pytest
from allauth.account.models import EmailAddress

from kyodo.kernel.access import find
from kyodo.kernel.policy import IllegalMove, NotAllowed, Refused
from kyodo.offices.city.actions.founding import FIRST_RUN
from kyodo.offices.journal.actions import faults
from kyodo.offices.journal.models import Entry
from kyodo.offices.people.actions import (
    accept_as_new,
    anonymise,
    disable,
    enable,
    invite,
    open_account,
    register,
    rename,
)
from kyodo.offices.people.models import Invitation, Person
from tests.offices.city import town

forgotten: list[str] = []


def forget(person, *, at):
    """What a room above would do when somebody is forgotten."""
    forgotten.append(person.subject)


@pytest.fixture
def desk(orise):
    return town.clerk()


def test_an_address_belongs_to_one_person(taro):
    with pytest.raises(Refused, match="すでに登録"):
        register(name="別の人", email="TARO@example.jp", by=FIRST_RUN, at=town.AT)
    other = register(name="別の人", by=FIRST_RUN, at=town.AT)
    with pytest.raises(Refused, match="すでに登録"):
        open_account(other, email="taro@example.jp", password=town.PASSWORD, at=town.AT)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"name": "髙橋 﨑子", "kana": "たかはし さきこ"}, ("髙橋 﨑子", "タカハシ サキコ", "")),
        ({"name": " 𠮷田 ", "phone": "０９０（１２３４）５６７８"}, ("𠮷田", "", "09012345678")),
    ],
)
def test_names_are_kept_and_the_rest_is_brought_into_one_form(db, given, kept):
    person = register(**given, by=FIRST_RUN, at=town.AT)
    assert person.joined_at == town.AT
    assert (person.name, person.kana, person.phone) == kept


@pytest.mark.parametrize(
    ("given", "field"),
    [({"name": "　"}, "name"), ({"name": "花", "kana": "花"}, "kana"), ({"name": "花", "phone": "1"}, "phone")],
)
def test_what_cannot_be_read_is_refused_at_its_field(db, given, field):
    with pytest.raises(Refused) as refused:
        register(**given, by=FIRST_RUN, at=town.AT)
    assert refused.value.field == field
    assert not Person.objects.exists()


def test_only_the_person_changes_their_name_and_the_journal_does_not_tell_it(taro, desk):
    with pytest.raises(NotAllowed, match="本人だけ"):
        rename(taro, name="別の名", by=desk, at=town.AT)
    rename(taro, name="山田 次郎", kana="やまだ じろう", phone="090-0000-1111", by=taro, at=town.AT)
    assert (taro.name, taro.kana, taro.phone) == ("山田 次郎", "ヤマダ ジロウ", "09000001111")
    entry = Entry.objects.get(act="rename")
    assert (entry.subject, entry.detail) == (taro.subject, "{}")


def test_the_person_s_page_changes_the_name(client, taro):
    client.force_login(taro)
    assert client.post("/me/edit/", {"name": "山田 次郎", "kana": "", "phone": ""})["Location"] == "/me/"
    assert "山田 次郎" in client.get("/me/").content.decode()
    assert client.post("/me/edit/", {"name": "", "kana": "漢字", "phone": "12"}).status_code == 422


def test_disabling_needs_the_desk_and_a_reason(taro, desk):
    with pytest.raises(NotAllowed):
        disable(desk, reason="わるふざけ", by=taro, at=town.AT)
    with pytest.raises(NotAllowed):
        disable(desk, reason="自分を", by=desk, at=town.AT)
    with pytest.raises(Refused, match="理由"):
        disable(taro, reason="", by=desk, at=town.AT)
    disable(taro, reason="いたずらのため", by=desk, at=town.AT)
    assert not taro.is_active
    with pytest.raises(IllegalMove):
        disable(taro, reason="もう一度", by=desk, at=town.AT)
    enable(taro, by=desk, at=town.AT)
    assert taro.is_active


def test_forgetting_somebody_leaves_no_trace_but_the_reference(taro, desk, settings):
    settings.FORGETTERS = [f"{__name__}.forget"]
    forgotten.clear()
    town.second_factor(taro)
    rename(taro, name="山田 太郎", phone="090-0000-1111", by=taro, at=town.AT)
    subject = taro.subject
    anonymise(taro, by=taro, at=town.AT)
    taro = Person.objects.get(ref=taro.ref)
    assert (taro.name, taro.kana, taro.phone, taro.email) == ("退会した方", "", "", None)
    assert not taro.is_active
    assert not taro.has_usable_password()
    assert not EmailAddress.objects.filter(user=taro).exists()
    assert not taro.authenticator_set.exists()
    assert forgotten == [subject]
    assert find(subject) == taro
    assert Entry.objects.filter(actor=subject, act="rename").exists()
    assert not list(faults())


def test_the_invitation_somebody_took_up_forgets_them_too(desk):
    it = invite(email="hanako@example.jp", name="川辺 花子", purpose="会員", by=desk, at=town.AT)
    hanako = accept_as_new(it, name="川辺 花子", password=town.PASSWORD, at=town.AT)
    anonymise(hanako, by=hanako, at=town.AT)
    assert Invitation.objects.filter(used_by=hanako).values_list("name", "email").get() == ("退会した方", "")


def test_nothing_personal_is_in_the_journal(desk):
    person = register(
        name="川辺 花子", kana="カワベ ハナコ", email="hanako@example.jp", phone="09000001111", by=desk, at=town.AT
    )
    rename(person, name="川辺 花代", by=person, at=town.AT)
    invite(email="jiro@example.jp", name="海野 次郎", purpose="会員", by=desk, at=town.AT)
    anonymise(person, by=person, at=town.AT)
    written = " ".join(f"{e.detail} {e.reason} {e.actor} {e.subject}" for e in Entry.objects.all())
    for canary in ("川辺", "カワベ", "hanako", "09000001111", "海野", "jiro"):
        assert canary not in written


def test_an_address_is_free_again_after_its_owner_left(taro):
    anonymise(taro, by=taro, at=town.AT)
    assert register(name="新しい人", email="taro@example.jp", by=FIRST_RUN, at=town.AT).email == "taro@example.jp"


def test_whoever_acts_for_somebody_hands_over_before_leaving(orise):
    officer = town.promoter(town.section())
    with pytest.raises(Refused, match="環境課 協働推進員"):
        anonymise(officer, by=officer, at=town.AT)
    assert officer.name == "田中 実"


def test_only_the_person_or_the_desk_forgets_and_for_good(taro, desk):
    other = register(name="別の人", by=FIRST_RUN, at=town.AT)
    with pytest.raises(NotAllowed):
        anonymise(taro, by=other, at=town.AT)
    anonymise(taro, reason="本人の申出", by=desk, at=town.AT)
    with pytest.raises(IllegalMove, match="退会"):
        anonymise(taro, by=desk, at=town.AT)
    with pytest.raises(IllegalMove, match="元に戻せません"):
        enable(taro, by=desk, at=town.AT)


def test_leaving_is_said_twice_and_signs_out(client, taro, sign_in):
    sign_in()
    assert client.post("/me/leave/", {"submission_key": "k" * 22}).status_code == 422
    assert client.post("/me/leave/", {"sure": "on", "submission_key": "k" * 22})["Location"] == "/"
    assert client.get("/me/").status_code == 302
    assert Person.objects.get(ref=taro.ref).name == "退会した方"


def test_everybody_gets_all_that_is_kept_about_them_and_nobody_else_s(client, taro, sign_in):
    environment = town.section()
    town.promoter(environment)
    town.duty(taro, "staff", environment)
    town.second_factor(taro)
    sign_in()
    client.force_login(taro)
    answer = client.get("/me/data.json")
    assert answer["Content-Disposition"] == 'attachment; filename="my-data.json"'
    data = json.loads(answer.content)
    assert data["person"]["name"] == "山田 太郎"
    assert data["person"]["addresses"] == [{"email": "taro@example.jp", "verified": True, "primary": True}]
    assert {"totp", "recovery_codes"} == {key["type"] for key in data["person"]["second_factors"]}
    assert [(d["section"], d["role"]) for d in data["city"]] == [("環境課", "職員")]
    text = answer.content.decode()
    assert "田中" not in text
    assert town.PASSWORD not in text
    assert taro.password not in text
    client.logout()
    assert client.get("/me/data.json").status_code == 302


@pytest.mark.parametrize("path", ["/me/", "/me/edit/", "/me/leave/", "/me/data.json"])
def test_a_visitor_signs_in_first(client, orise, path):
    assert client.get(path)["Location"] == f"/accounts/login/?next={path}"


def test_what_a_signed_in_person_saw_is_kept_by_no_cache(client, taro):
    assert "no-store" not in client.get("/city/sections/").headers.get("Cache-Control", "")
    client.force_login(taro)
    for path in ("/me/", "/me/data.json", "/city/sections/"):
        assert "no-store" in client.get(path)["Cache-Control"], path
