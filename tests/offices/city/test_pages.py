"""The city's pages: every one opens, says what is there, and does what its button says, once."""

from datetime import date

import pytest
from django.core import mail

from kyodo.offices.city import actions
from kyodo.offices.city.actions.founding import FIRST_RUN
from kyodo.offices.city.models import City, Duty, Holiday, PrincipleSet, Section, Setting, Ward
from kyodo.offices.people.models import Invitation, Person
from kyodo.offices.post.models import Message

from .town import AT, PASSWORD, duty, person, promoter, second_factor, section


@pytest.fixture
def desk(desk_officer, as_person):
    """A browser of the desk."""
    return as_person(desk_officer)


def current() -> PrincipleSet:
    principles = City.objects.get().principle_set
    assert principles
    return principles


def paths():
    """Every page of the office with something on it."""
    environment, principles, taro = (
        Section.objects.get(code="020"),
        current(),
        Person.objects.get(name="山田 太郎"),
    )
    held = Duty.objects.get(role="promoter")
    public = [
        "/city/sections/", f"/city/sections/{environment.ref}/", "/city/wards/", "/city/holidays/", "/city/holidays/?year=2027",
        "/city/numbers/", "/city/principles/", f"/city/principles/{principles.ref}/", "/city/promoters/", "/city/promoters/?year=2019",
        "/city/promoters/?year=x",
    ]  # fmt: skip
    own = [
        "/city/", "/city/edit/", "/city/sections/new/", f"/city/sections/{environment.ref}/edit/", f"/city/sections/{environment.ref}/end/",
        "/city/numbers/people.invitation_days/", f"/city/principles/{principles.ref}/revise/", "/city/duties/", "/city/duties/invite/",
        f"/city/duties/{held.ref}/end/", f"/city/duties/{held.ref}/hand-over/", "/city/people/", "/city/people/?q=やまだ",
        f"/city/people/{taro.ref}/", f"/city/people/{taro.ref}/name/",
        *(f"/city/people/{taro.ref}/{measure}/" for measure in ("disable", "enable", "reset", "anonymise")),
    ]  # fmt: skip
    return public, own


@pytest.fixture
def furnished(orise):
    """A town with something in every list."""
    promoter(section())
    ended = section("021", "旧環境課", since=date(2020, 4, 1))
    actions.end_section(ended, on=date(2026, 4, 2), successor=Section.objects.get(code="020"), by=FIRST_RUN, at=AT)
    actions.set_ward("01", {"name": "中央地区", "kana": "チュウオウチク"}, by=FIRST_RUN, at=AT)
    actions.set_holiday(date(2026, 10, 1), name="市制施行記念日", by=FIRST_RUN, at=AT)
    return person()


def test_every_public_page_opens_for_everybody(client, furnished):
    for path in paths()[0]:
        assert client.get(path).status_code == 200, path


def test_every_page_of_the_desk_opens_for_the_desk_alone(furnished, desk, client):
    public, own = paths()
    for path in public + own:
        assert desk.get(path).status_code == 200, path
    desk.logout()
    for path in own:
        assert client.get(path).status_code == 302, path


def test_visitors_see_no_way_to_change_anything(client, furnished):
    for path in paths()[0]:
        assert 'method="post"' not in client.get(path).content.decode().split("<main")[1].split("</main")[0], path


@pytest.mark.parametrize("path", ["/city/wards/", "/city/holidays/"])
def test_a_visitor_s_attempt_to_write_writes_nothing(client, orise, path):
    client.post(
        path, {"code": "99", "name": "地区", "day_year": "2026", "day_month": "1", "day_day": "5", "closed": "yes"}
    )
    assert not Ward.objects.exists()
    assert not Holiday.objects.exists()


def test_the_roster_shows_names_and_vacancies(client, furnished):
    section("030", "公園緑地課")
    shown = client.get("/city/promoters/?year=2026").content.decode()
    assert "田中 実" in shown
    assert "空席" in shown
    assert "1つの課が空席です" in shown


def test_the_desk_opens_changes_and_ends_a_section(desk):
    day = {"since_year": "令和8", "since_month": "4", "since_day": "1"}
    desk.post("/city/sections/new/", {"code": "040", "name": "福祉課", "submission_key": "k" * 22, **day})
    it = Section.objects.get(code="040")
    desk.post(f"/city/sections/{it.ref}/edit/", {"code": "040", "name": "地域福祉課"})
    it.refresh_from_db()
    assert it.name == "地域福祉課"
    answer = desk.post(f"/city/sections/{it.ref}/end/", {"on_year": "2027", "on_month": "4", "on_day": "1"})
    assert answer.status_code == 302
    it.refresh_from_db()
    assert it.until == date(2027, 4, 1)
    history = desk.get(f"/city/sections/{it.ref}/").content.decode()
    assert "課を置いた" in history
    assert "課を終えた" in history


def test_why_a_duty_ended_is_for_the_desk_alone(desk, furnished, client):
    held = Duty.objects.get(role="promoter")
    actions.end_duty(held, on=date(2026, 5, 11), reason="療養のため", by=FIRST_RUN, at=AT)
    assert "療養のため" in desk.get(held.section.get_absolute_url()).content.decode()
    desk.logout()
    page = client.get(held.section.get_absolute_url()).content.decode()
    assert "職務を終えた" in page
    assert "療養のため" not in page


def test_a_refusal_is_shown_at_its_field_and_nothing_typed_is_lost(desk, furnished):
    answer = desk.post(
        "/city/sections/new/",
        {"code": "020", "name": "福祉課", "since_year": "2026", "since_month": "4", "since_day": "1"},
    )
    assert answer.status_code == 422
    assert "ほかの課が使っています" in str(answer.context["form"].errors["code"])
    assert 'value="福祉課"' in answer.content.decode()


def test_the_desk_sets_a_number_and_takes_it_back(desk):
    desk.post("/city/numbers/people.invitation_days/", {"value": "7", "source": "推進要綱第5条"})
    assert Setting.objects.get().value == 7
    assert "推進要綱第5条" in desk.get("/city/numbers/").content.decode()
    desk.post("/city/numbers/people.invitation_days/", {"value": "", "source": ""})
    assert not Setting.objects.exists()
    assert desk.get("/city/numbers/nobody.knows/").status_code == 404


def test_the_desk_revises_the_principles_row_by_row(desk):
    old = current()
    form = desk.get(f"/city/principles/{old.ref}/revise/").context["form"]
    data = {"reason": "指針の改定", "rows-TOTAL_FORMS": str(len(form.repeats["rows"].forms)), "rows-INITIAL_FORMS": "0"}
    for n, row in enumerate(form.repeats["rows"].forms):
        for field in ("kind", "name", "text", "plain"):
            data[f"rows-{n}-{field}"] = row.initial.get(field, "")
    data["rows-0-name"] = "みんなで決めた目的"
    answer = desk.post(f"/city/principles/{old.ref}/revise/", data)
    assert answer.status_code == 302, answer.context["form"].errors
    new = current()
    assert (new.version, new.earlier) == (2, old)
    assert list(new.principles.values_list("code", flat=True)) == list(old.principles.values_list("code", flat=True))
    assert new.principles.filter(name="みんなで決めた目的").exists()
    desk.post(f"/city/principles/{PrincipleSet.objects.get(name='6つの原則').ref}/adopt/")
    assert current().name == "6つの原則"


def test_a_local_day_is_entered_and_dropped(desk):
    day = {"day_year": "令和8", "day_month": "10", "day_day": "1"}
    assert desk.post("/city/holidays/", {**day, "name": "市制施行記念日", "closed": "yes"}).status_code == 302
    assert Holiday.objects.get().closed
    assert desk.post("/city/holidays/2026-10-01/drop/").status_code == 302
    assert not Holiday.objects.exists()
    assert desk.post("/city/holidays/nonsense/drop/").status_code == 404
    assert desk.get("/city/holidays/2026-10-01/drop/").status_code == 405


def test_the_desk_hands_a_duty_over(desk, furnished):
    held, next_one = Duty.objects.get(role="promoter"), person("鈴木 恵", "megumi@city.example.jp")
    duty(next_one, "staff", held.section)
    on = {"on_year": "2099", "on_month": "4", "on_day": "1"}
    desk.post(f"/city/duties/{held.ref}/hand-over/", {"to": next_one.ref, "note": "お願いします。", **on})
    held.refresh_from_db()
    assert held.handed_to
    assert held.handed_to.person == next_one


def test_the_desk_names_a_person_and_ends_the_duty(desk, furnished):
    it = Section.objects.get(code="020")
    since = {"since_year": "2026", "since_month": "5", "since_day": "1"}
    desk.post(f"/city/people/{furnished.ref}/name/", {"section": it.ref, "role": "staff", **since})
    named = Duty.objects.get(person=furnished)
    assert (named.section, named.role, named.since) == (it, "staff", date(2026, 5, 1))
    desk.post(f"/city/duties/{named.ref}/end/", {"on_year": "2026", "on_month": "6", "on_day": "1"})
    named.refresh_from_db()
    assert named.until == date(2026, 6, 1)


def test_an_invited_officer_opens_an_account_and_has_the_duty(desk, furnished, client):
    it = Section.objects.get(code="020")
    desk.post(
        "/city/duties/invite/",
        {"section": it.ref, "role": "staff", "name": "新田 進", "email": "Nitta@city.example.jp"},
    )
    letter = Message.objects.get(name="people.invitation")
    assert (letter.email, mail.outbox) == ("nitta@city.example.jp", [])
    desk.logout()
    shown = client.get(letter.path).content.decode()
    assert "環境課 職員" in shown
    answer = client.post(letter.path, {"name": "新田 進", "kana": "にった すすむ", "password": PASSWORD})
    assert answer.status_code == 302, answer.context["form"].errors
    newcomer = Person.objects.get(email="nitta@city.example.jp")
    assert Duty.objects.get(person=newcomer).section == it
    assert Invitation.objects.get().used_by == newcomer


def test_the_desk_sees_whom_it_invited_and_the_newest_letter_is_the_one_that_works(desk, furnished, client):
    asked = {"section": Section.objects.get(code="020").ref, "role": "staff", "name": "新田 進"}
    for _again in range(2):
        desk.post("/city/duties/invite/", {**asked, "email": "nitta@city.example.jp"})
    assert desk.get("/city/duties/").content.decode().count("nitta@city.example.jp") == 1
    lost, newest = (letter.path for letter in Message.objects.filter(name="people.invitation").order_by("pk"))
    assert client.get(lost).status_code == 410
    shown = Invitation.objects.latest("pk")
    answer = desk.post(f"/city/duties/invitations/{shown.ref}/take-back/", follow=True)
    assert "招待を取り消しました。" in answer.content.decode()
    assert "nitta@city.example.jp" not in answer.content.decode()
    assert client.get(newest).status_code == 410
    assert desk.post(f"/city/duties/invitations/{shown.ref}/take-back/").status_code == 404


@pytest.mark.parametrize(("measure", "active"), [("disable", False), ("enable", True)])
def test_the_desk_stops_and_resumes_an_account(desk, furnished, measure, active):
    if measure == "enable":
        desk.post(f"/city/people/{furnished.ref}/disable/", {"reason": "いたずらのため"})
    answer = desk.post(f"/city/people/{furnished.ref}/{measure}/", {"reason": "窓口で確認"})
    assert answer.status_code == 302
    furnished.refresh_from_db()
    assert furnished.is_active is active


def test_a_reason_is_asked(desk, furnished):
    assert desk.post(f"/city/people/{furnished.ref}/disable/", {"reason": ""}).status_code == 422
    furnished.refresh_from_db()
    assert furnished.is_active


def test_the_desk_does_not_disable_itself(desk, desk_officer):
    answer = desk.post(f"/city/people/{desk_officer.ref}/disable/", {"reason": "まちがい"})
    assert answer.status_code == 422
    desk_officer.refresh_from_db()
    assert desk_officer.is_active
    assert desk.get(f"/city/people/{desk_officer.ref}/nonsense/").status_code == 404


def test_the_desk_helps_somebody_who_lost_their_telephone(desk, furnished):
    second_factor(furnished)
    desk.post(f"/city/people/{furnished.ref}/reset/", {"reason": "窓口で運転免許証を確認"})
    assert not furnished.authenticator_set.exists()


@pytest.mark.parametrize("words", ["山田", "ヤマダ", "やまだ", "taro@"])
def test_people_are_found_by_any_part(desk, furnished, words):
    assert "山田 太郎" in desk.get("/city/people/", {"q": words}).content.decode()


def test_lists_take_the_same_queries_whatever_their_length(client, furnished, django_assert_max_num_queries):
    for n in range(3, 12):
        promoter(section(f"0{n}0", f"{n}課"), f"p{n}@city.example.jp")
    for path in ("/city/sections/", "/city/promoters/?year=2026", "/city/numbers/", "/city/principles/"):
        with django_assert_max_num_queries(6):
            client.get(path)
