"""The pages of requests: asking, answering, the lists, and the ways that lead to them."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from kyodo.offices.requests.models import SectionRequest
from kyodo.reading.search import actions as search
from tests import cast, given
from tests.cast import AT

from . import given as asked

pytestmark = pytest.mark.django_db
FORM = {
    "wanted": "place", "title": asked.TITLE, "words": asked.WORDS, "wished_on_year": "令和8", "wished_on_month": "5",
    "wished_on_day": "20", "submission_key": "k" * 20,
}  # fmt: skip


@pytest.fixture(autouse=True)
def on_the_day(settings, time_machine, tmp_path):
    settings.OFFICERS_NEED_SECOND_FACTOR, settings.MEDIA_ROOT = False, tmp_path
    time_machine.move_to(AT, tick=False)


def browser_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def a_picture(name: str) -> SimpleUploadedFile:
    drawn = BytesIO()
    Image.new("RGB", (2, 2)).save(drawn, "PNG")
    return SimpleUploadedFile(name, drawn.getvalue())


def form(**values: str) -> dict[str, str]:
    given.a_city()
    return {**FORM, "to_section": asked.roads().ref, **values}


def test_a_promoter_asks_and_is_led_to_what_was_made():
    case, me = given.a_case_with_both_sides(), browser_of(cast.tanaka())
    opened = me.get(f"/requests/new/?to={asked.roads().ref}&about={case.subject}").text
    assert f'value="{asked.roads().ref}" selected' in opened
    assert "道路課（道路の管理・占用の許可）" in opened
    assert f'value="{case.subject}" checked' in opened
    assert 'value="18"' in opened  # five open days from Monday 11 May
    sent = {**form(about=case.subject), "file": a_picture("地図.png")}
    answer = me.post("/requests/new/", sent)
    made = SectionRequest.objects.get()
    assert answer.headers["Location"] == made.get_absolute_url()
    page = me.get(made.get_absolute_url()).text
    for words in (asked.TITLE, asked.WORDS, case.title, "道路課", "あと7開庁日", "地図.png", "依頼を取り下げる"):
        assert words in page, words
    assert "依頼に答える" not in page


def test_the_same_form_twice_makes_one_request():
    me = browser_of(cast.tanaka())
    places = {me.post("/requests/new/", form()).headers["Location"] for _press in range(2)}
    assert places == {SectionRequest.objects.get().get_absolute_url()}


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"wished_on_year": "2026", "wished_on_month": "5", "wished_on_day": "8"}, "今日以後の日付"),
        ({"wished_on_day": "32"}, "その日付は暦にありません"),
        ({"to_section": ""}, "「依頼を受ける課」を選んでください"),
        ({"words": ""}, "「何を、なぜ」を入力してください"),
        ({"about_words": "見つからない言葉"}, "何も見つかりません"),
    ],
)
def test_what_is_wrong_is_said_where_it_is_and_what_was_typed_stays(wrong, sentence):
    answer = browser_of(cast.tanaka()).post("/requests/new/", form(**wrong))
    assert answer.status_code == 422
    for words in (sentence, asked.TITLE, asked.roads().ref):
        assert words in answer.text, words
    assert not SectionRequest.objects.exists()


def test_who_speaks_for_two_sections_says_for_which():
    from kyodo.offices.city import actions as city

    city.assign_duty(cast.tanaka(), role="head", section=asked.parks(), since=given.SPRING, by=cast.sato(), at=AT)
    me = browser_of(cast.tanaka())
    assert "「依頼する課」を選んでください" in me.post("/requests/new/", form()).text
    me.post("/requests/new/", form(from_section=asked.parks().ref))
    assert SectionRequest.objects.get().from_section == asked.parks()


def test_each_step_has_its_page_and_says_what_was_said():
    request = asked.a_request()
    there, here = browser_of(asked.michino()), browser_of(cast.tanaka())

    def press(client, name, **values):
        address = f"{request.get_absolute_url()}{name}/"
        assert client.get(address).status_code == 200
        return client.post(address, {"text": f"{name}の返事", "submission_key": name * 8, **values})

    assert press(there, "accept", text="", due_on_year="2026", due_on_month="5", due_on_day="29").status_code == 302
    press(there, "check", text="何時からですか。")
    assert "何時からですか。" in here.get(f"{request.get_absolute_url()}clarify/").text
    press(here, "clarify", text="朝の七時からです。")
    press(there, "answer", file=a_picture("承諾.png"))
    page = here.get(request.get_absolute_url()).text
    told = ["answerの返事", "道路課：依頼を引き受ける", "何時からですか。", "朝の七時からです。", "承諾.png"]
    assert [page.find(words) for words in told] == sorted(page.find(words) for words in told)
    assert all(words in page for words in told)
    again = f"/requests/new/?to={asked.roads().ref}"
    assert again in page
    assert again not in there.get(request.get_absolute_url()).text


def test_a_step_that_came_too_late_keeps_the_words_and_says_what_changed():
    request = asked.a_request()
    asked.said("withdraw", request)
    answer = browser_of(asked.michino()).post(f"{request.get_absolute_url()}answer/", {"text": "鍵を貸します。"})
    assert answer.status_code == 422
    assert "いまは「取り下げた」なので、「依頼に答える」はできません。" in answer.text
    assert "鍵を貸します。" in answer.text
    assert browser_of(asked.michino()).get(f"{request.get_absolute_url()}answer/").status_code == 403


def test_it_is_sent_on_and_leaves_the_list_of_who_sent_it():
    request, me, parks = asked.a_request(), browser_of(asked.michino()), asked.parks()
    address = f"{request.get_absolute_url()}forward/"
    offered = me.get(address).text
    assert parks.ref in offered
    assert asked.roads().ref not in offered
    answer = me.post(address, {"to_section": parks.ref, "text": "公園課の担当です。"}, follow=True)
    assert "依頼を「公園課」に回しました。" in answer.text
    assert asked.TITLE not in answer.text
    assert "公園課の担当です。" in browser_of(asked.koen()).get(request.get_absolute_url()).text


@pytest.mark.parametrize("path", ["", "answer/", "withdraw/", "forward/"])
def test_whoever_may_not_read_it_finds_nothing(path):
    request = asked.a_request()
    for stranger, status in ((asked.koen(), 404), (cast.nakano(), 404), (cast.hanako(), 403)):
        assert browser_of(stranger).get(f"{request.get_absolute_url()}{path}").status_code == status
    assert Client().get(f"{request.get_absolute_url()}{path}").status_code == 302


def test_who_only_reads_is_offered_no_step_and_makes_none():
    request = asked.a_request()
    for reader in (asked.ishikawa(), asked.kansa(), asked.hisho()):
        page = browser_of(reader).get(request.get_absolute_url()).text
        assert asked.WORDS in page
        assert "次にできること" not in page
        answer = browser_of(reader).post(f"{request.get_absolute_url()}answer/", {"text": "だめ"})
        assert answer.status_code == 422
    assert not request.turns.exists()


class TestLists:
    """課から課への依頼の一覧."""

    def test_received_asked_late_and_ended_are_told_apart(self):
        late = asked.a_request(title="遅れた依頼", at=AT - timedelta(days=21), wished_on=AT.date() - timedelta(days=10))
        made = asked.a_request(title="いまの依頼")
        ended = asked.said("answer", asked.a_request(title="終わった依頼"))
        back = asked.a_request(
            title="逆向きの依頼", from_section=asked.roads(), to_section=given.the_environment_section(), by=asked.michino()
        )  # fmt: skip
        me = browser_of(cast.tanaka())

        def found(query: str) -> set[str]:
            page = me.get(f"/requests/{query}").text
            return {one.title for one in (late, made, ended, back) if one.title in page}

        assert found("?box=got") == {back.title}
        narrowed = me.get("/requests/?box=made&show=late&after=x").text
        assert 'href="?show=late"' in narrowed
        assert "どの依頼：出した依頼" in narrowed
        assert found("?box=made") == {late.title, made.title, ended.title}
        assert found("?show=open") == {late.title, made.title, back.title}
        assert found("?show=late") == {late.title}
        assert found("?show=closed") == {ended.title}
        assert found("?show=nonsense&box=x") == {late.title, made.title, ended.title, back.title}

    def test_a_long_list_is_read_page_by_page_at_one_price(self, django_assert_max_num_queries):
        me = browser_of(cast.sato())
        asked.a_request(title="依頼00")
        with django_assert_max_num_queries(20) as few:
            me.get("/requests/")
        for number in range(1, 33):
            asked.a_request(title=f"依頼{number:02}")
        with django_assert_max_num_queries(len(few)):
            page = me.get("/requests/").text
        assert "依頼32" in page
        assert "依頼02" not in page
        older = page.split("?after=")[1].split('"')[0]
        assert "依頼02" in me.get(f"/requests/?after={older}").text

    def test_the_desk_looks_at_one_section(self):
        asked.a_request()
        mine, other = (
            browser_of(cast.sato()).get(f"/requests/?section={s.ref}").text for s in (asked.roads(), asked.parks())
        )
        assert asked.TITLE in mine
        assert "課：道路課" in mine
        assert asked.TITLE not in other

    def test_each_reads_the_sections_they_serve_and_the_desk_all(self):
        asked.a_request()
        for reader, sees in (
            (asked.ishikawa(), True),
            (asked.koen(), False),
            (cast.sato(), True),
            (asked.kansa(), True),
        ):
            assert (asked.TITLE in browser_of(reader).get("/requests/").text) is sees


class TestWays:
    """The pages that lead to a request."""

    def test_the_page_of_a_case_shows_it_to_the_sections_and_to_nobody_else(self):
        case = given.a_case_with_both_sides()
        asked.a_request(about=case.subject)
        for reader in (cast.tanaka(), asked.michino(), cast.sato()):
            assert asked.TITLE in browser_of(reader).get(case.get_absolute_url()).text
        for stranger in (cast.hanako(), cast.nakano(), asked.koen()):
            page = browser_of(stranger).get(case.get_absolute_url()).text
            for words in (asked.TITLE, 'id="requests"', "依頼に返事"):
                assert words not in page, (stranger.name, words)
        assert asked.TITLE not in Client().get(case.get_absolute_url()).text

    def test_the_door_stands_before_the_citys_side_alone(self):
        case = given.a_case_with_both_sides()
        door = f"/requests/new/?about={case.subject}"
        seen = {p.name: door in browser_of(p).get(case.get_absolute_url()).text for p in (
            cast.tanaka(), cast.sato(), cast.hanako(), cast.nakano(), asked.koen()
        )}  # fmt: skip
        assert seen == {"田中 実": True, "佐藤 明": True, "川辺 花子": False, "中野 静": False, "木下 緑": False}

    def test_citizens_hear_nothing_of_it_on_their_day(self):
        case = given.a_case_with_both_sides()
        asked.said("ask_back", asked.a_request(about=case.subject))
        page = browser_of(cast.hanako()).get("/today/").text
        assert "依頼" not in page

    def test_inbox_today_and_roster_lead_to_it(self):
        request, there, here = asked.a_request(), browser_of(asked.michino()), browser_of(cast.tanaka())
        assert request.get_absolute_url() in there.get("/today/").text
        assert 'href="/requests/"' in here.get("/today/").text
        assert f"/requests/?section={asked.roads().ref}" in there.get(f"/desk/sections/{asked.roads().ref}/").text
        roster = here.get("/city/promoters/").text
        assert f"/requests/new/?to={asked.roads().ref}" in roster
        assert f"/requests/new/?to={given.the_environment_section().ref}" not in roster
        for stranger in (Client(), browser_of(cast.hanako()), browser_of(asked.kansa())):
            assert "/requests/new/" not in stranger.get("/city/promoters/").text

    def test_the_headquarters_read_how_many_wait_where_and_not_what(self):
        asked.a_request(at=AT - timedelta(days=21), wished_on=AT.date() - timedelta(days=10))
        asked.a_request()
        page = browser_of(cast.sato()).get("/insights/status/").text
        assert "うち返事が遅れているもの" in page
        row = page.split('id="requests"')[1].split("道路課")[1].split("</tr>")[0]
        assert [row.count(f">{number}</td>") for number in (2, 1, 0)] == [1, 1, 1]
        assert asked.TITLE not in page

    def test_a_thing_of_a_case_leads_to_its_case(self):
        table = given.a_table()
        opened = browser_of(cast.tanaka()).get(f"/requests/new/?about={table.subject}").text
        assert f'value="{table.whole}" checked' in opened
        assert browser_of(cast.tanaka()).get("/requests/new/?about=x.y/1").status_code == 200

    def test_the_search_does_not_know_it(self):
        asked.a_request()
        search.rebuild(at=AT)
        for reader in (cast.tanaka(), cast.sato()):
            assert SectionRequest.objects.get().ref not in browser_of(reader).get(f"/search/?q={asked.TITLE}").text
