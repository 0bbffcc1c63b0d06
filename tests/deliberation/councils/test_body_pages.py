"""Pages of bodies: what everybody reads, what only those who keep them can do, at a constant cost."""

from datetime import date

import pytest
from django.urls import reverse

from kyodo.deliberation.councils.models import Body, Membership
from tests import cast, given
from tests.cast import AT

from .founding import APPLICATION, a_body, a_seat, a_term, an_opening

pytestmark = pytest.mark.django_db
SPRING, NEXT = date(2026, 4, 1), date(2028, 3, 31)


@pytest.fixture(autouse=True)
def now(time_machine_at):
    return time_machine_at


@pytest.fixture
def time_machine_at():
    import time_machine

    with time_machine.travel(AT, tick=False):
        yield AT


@pytest.fixture
def term(db):
    it = a_term(a_body(seats={"public": 1}), 1, SPRING, NEXT, outputs=["提言"], themes="夜の話し合い\n言葉の壁")
    a_seat(it, cast.hanako(), post="chair", gender="w", exception="例外のわけ")
    return it


def test_everybody_reads_body_term_list_and_statistics(term, client):
    for path, words in (
        ("/councils/", "市民協働推進会議"), (term.body.get_absolute_url(), "川辺 花子"), (term.get_absolute_url(), "言葉の壁"),
        ("/councils/statistics/", "市民協働推進会議"), ("/councils/position/", "市民協働推進会議"),
    ):  # fmt: skip
        answer = client.get(path)
        assert (answer.status_code, words in answer.content.decode()) == (200, True), path


def test_every_page_of_the_room_is_found_from_its_list(term, client):
    shown = client.get("/councils/").content.decode()
    for name in ("meetings", "chains", "position", "statistics"):
        assert f'href="{reverse(f"councils:{name}")}"' in shown, name


def test_who_applies_on_paper_finds_the_blank_where_the_call_is(client, settings):
    call = an_opening(a_body())
    settings.BASE_URL = "https://kyodo.example.jp"
    path = reverse("councils:application_blank", args=[call.ref])
    assert f'href="{path}"' in client.get(call.get_absolute_url()).content.decode()
    answer = client.get(path)
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert client.get(reverse("councils:apply", args=[call.ref])).content.decode().count("答えない") == 1


def test_gender_is_for_the_statistics_alone(term, client):
    assert "女性" not in client.get(term.get_absolute_url()).content.decode()


def test_the_list_is_narrowed_by_name_and_kind(term, client):
    a_body("夜の庁内会議", kana="ヨルノチョウナイカイギ", kind="internal")
    shown = client.get("/councils/", {"q": "夜"}).content.decode()
    assert "夜の庁内会議" in shown
    assert "市民協働推進会議" not in shown
    assert "夜の庁内会議" not in client.get("/councils/", {"kind": "attached"}).content.decode()


def test_the_list_goes_on_page_by_page(client):
    for number in range(53):
        a_body(f"会議{number:02}", kana=f"カイギ{chr(0x30A2 + number)}")
    first = client.get("/councils/")
    assert len(first.context["bodies"]) == 50
    second = client.get("/councils/", {"after": first.context["following"]})
    assert len(second.context["bodies"]) == 3
    assert not set(first.context["bodies"]) & set(second.context["bodies"])


def test_pages_cost_the_same_however_many_bodies_there_are(term, client, django_assert_max_num_queries):
    for number in range(20):
        a_seat(a_term(a_body(f"会議{number}"), 1, SPRING, NEXT), name="委員")
    for path in ("/councils/", "/councils/position/", "/councils/statistics/", term.body.get_absolute_url()):
        with django_assert_max_num_queries(26):
            client.get(path)


def test_an_officer_sets_up_a_body_with_its_seats(as_):
    client, section = as_(cast.sato()), given.the_desk()
    sent = {
        "submission_key": "k" * 32, "name": "夜の会議", "kana": "ヨルノカイギ", "kind": "outline", "basis": "要綱", "mandate": "夜に話す。",
        "section": section.ref, "term_months": "24",
        "seats-TOTAL_FORMS": "2", "seats-INITIAL_FORMS": "0", "seats-0-route": "public", "seats-0-number": "3",
        "seats-1-route": "expert", "seats-1-number": "",
    }  # fmt: skip
    sent |= {f"since_{part}": value for part, value in (("year", "2026"), ("month", "4"), ("day", "1"))}
    answer = client.post(reverse("councils:new"), sent)
    assert answer.status_code == 302, answer.context["form"].errors
    body = Body.objects.get(name="夜の会議")
    assert [(seat.route, seat.number) for seat in body.seats.all()] == [("public", 3)]


def test_what_breaks_a_limit_is_said_above_the_form_and_nothing_typed_is_lost(term, as_):
    client = as_(cast.sato())
    sent = {
        "submission_key": "a" * 32, "email": "", "name": "海野 さくら", "route": "public", "post": "member", "behalf": "", "publicity": "standard",
        "since_year": "2026", "since_month": "5", "since_day": "1", "gender": "", "exception": "",
    }  # fmt: skip
    answer = client.post(reverse("councils:appoint", args=[term.ref]), sent)
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "2人目" in shown
    assert "海野 さくら" in shown
    answer = client.post(reverse("councils:appoint", args=[term.ref]), {**sent, "exception": "二つの地区から一人ずつ"})
    assert answer.status_code == 302
    assert Membership.objects.get(name="海野 さくら").exception == "二つの地区から一人ずつ"


def test_a_mail_address_nobody_has_is_refused_at_its_field(term, as_):
    sent = {"submission_key": "b" * 32, "email": "nobody@example.jp", "route": "public", "post": "member"}
    answer = as_(cast.sato()).post(reverse("councils:appoint", args=[term.ref]), sent)
    assert "登録されていません" in str(answer.context["form"].errors["email"])


def test_a_member_has_a_room_and_others_an_empty_one(term, as_):
    assert "市民協働推進会議" in as_(cast.hanako()).get("/councils/mine/").content.decode()
    assert "いま務めている会議体はありません" in as_(cast.taro()).get("/councils/mine/").content.decode()


def test_a_visitor_applies_and_comes_back_by_the_link(client, settings):
    settings.FORM_MINIMUM_SECONDS = 0
    opening = an_opening()
    page = client.get(reverse("councils:apply", args=[opening.ref]))
    form = page.context["form"]
    sent = {"submission_key": "c" * 32, "opened": form["opened"].value(), "website": "", "gender": "", **APPLICATION}
    answer = client.post(reverse("councils:apply", args=[opening.ref]), sent, follow=True)
    assert "2026-001" in answer.content.decode(), answer.context["form"].errors
    wrong = client.post(
        reverse("councils:apply", args=[opening.ref]), {**sent, "submission_key": "d" * 32, "phone": ""}
    )
    assert wrong.status_code == 422
    assert APPLICATION["reason"] in wrong.content.decode()


def test_statistics_come_as_a_table_file_too(term, client):
    answer = client.get("/councils/statistics.csv")
    assert answer["Content-Type"].startswith("text/csv")
    assert "市民協働推進会議" in answer.content.decode("utf-8-sig")


def test_what_came_out_of_a_term_is_found_by_its_title_and_linked(as_):
    term = a_term(a_body("広報の会議"), 1, date(2026, 4, 1), date(2028, 3, 31), outputs=["会議の名簿"])
    client, path = as_(cast.sato()), reverse("councils:finish_output", args=[term.outputs.get().ref])
    sent = {"submission_key": "e" * 32, "on_year": "2026", "on_month": "5", "on_day": "1"}
    assert "広報の会議" in client.post(path, {**sent, "about_words": "広報", "look-about": "1"}).content.decode()
    assert client.post(path, {**sent, "about": term.body.subject}).status_code == 302
    assert term.outputs.get().about == term.body.subject
    shown = client.get(term.get_absolute_url()).content.decode()
    outputs = shown.partition('id="outputs"')[2].partition('id="members"')[0]
    assert f'<a href="{term.body.get_absolute_url()}">広報の会議</a>' in outputs


def test_an_inquiry_says_what_it_is_about(as_):
    body, client = a_body("道の会議"), as_(cast.sato())
    sent = {
        "submission_key": "f" * 32, "kind": "inquiry", "title": "道の諮問", "section": body.section.ref, "about": body.subject,
        "began_on_year": "2026", "began_on_month": "5", "began_on_day": "1",
    }  # fmt: skip
    answer = client.post(reverse("councils:begin_chain"), sent)
    assert answer.status_code == 302
    assert "何について：<a" in client.get(answer["Location"]).content.decode()
