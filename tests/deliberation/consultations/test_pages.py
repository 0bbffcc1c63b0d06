"""Every page of the room, for whoever it is for."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kyodo.deliberation.consultations import actions
from kyodo.deliberation.consultations.forms import PaperForm
from kyodo.deliberation.consultations.states import Phase
from kyodo.offices.desk.queries import sections_of
from tests import cast
from tests import given as town

from . import given

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(monkeypatch):
    """Pages ask the request for the moment; the middleware sets it from here."""

    def move(moment: datetime) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    move(cast.AT)
    return move


def page_of(name, *args):
    return reverse(f"consultations:{name}", args=args)


PUBLIC = ("consultation", "submit")
WORK = ("edit", "documents", "reviewers", "extend", "paper", "ledger", "work", "answers")


@pytest.mark.parametrize("name", PUBLIC)
def test_everybody_opens_the_pages_of_an_open_consultation(client, at, name):
    it = given.an_open_one()
    answer = client.get(page_of(name, it.ref))
    assert answer.status_code == 200
    assert it.title in answer.content.decode()


@pytest.mark.parametrize("name", WORK)
def test_the_desk_opens_the_pages_of_its_work(as_, at, name):
    it = given.an_answered_one()
    at(given.SORTING)
    assert as_(cast.sato()).get(page_of(name, it.ref)).status_code == 200


@pytest.mark.parametrize(
    "name", ["announce", "publish", "cancel", "finish", "send_back", "adopt", "release", "take_back", "enact", "drop"]
)
def test_every_move_has_its_page(as_, at, name):
    it = given.an_answered_one()
    given.the_head()
    at(given.SORTING)
    who = given.the_head() if name == "adopt" else cast.sato()
    assert as_(who).get(page_of("move", it.ref, name)).status_code == 200


def test_the_things_of_the_ledger_have_their_pages(as_, at):
    it = given.an_answered_one()
    at(given.SORTING)
    desk = as_(cast.sato())
    one, unit, answer = it.submissions.all()[0], it.units.all()[0], it.answers.all()[0]
    pages = [
        page_of("submission", one.ref),
        page_of("judge", one.ref),
        page_of("bundle", one.bundle.ref),
        page_of("unit", unit.ref),
        page_of("merge_units", unit.ref),
        page_of("answer", answer.ref),
        page_of("rewrite", answer.ref),
        page_of("categories"),
        page_of("new"),
    ]
    for address in pages:
        assert desk.get(address).status_code == 200, address
    assert as_(cast.suzuki()).get(page_of("review", answer.ref)).status_code == 200


def test_a_result_is_read_on_screen_as_a_file_and_on_paper(client, at):
    it = given.a_result().consultation
    at(given.SORTING)
    for name in ("consultation", "result", "result_csv", "result_pdf"):
        answer = client.get(page_of(name, it.ref))
        assert answer.status_code == 200, name
    told = client.get(page_of("result", it.ref)).content.decode()
    assert "素案を直しました。" in told
    assert "記録を二週間以内に公表する。" in told
    assert client.get(page_of("yearly")).status_code == 200
    assert "素案" in client.get(page_of("yearly_csv", 2026)).content.decode()
    assert client.get(page_of("index")).status_code == 200


def test_before_its_result_there_is_no_page_of_it(client, at):
    it = given.an_answered_one()
    assert client.get(page_of("result", it.ref)).status_code == 404
    assert client.get(page_of("result_csv", it.ref)).status_code == 404


def test_the_blank_carries_the_way_to_the_page(client, at):
    it = given.an_open_one()
    answer = client.get(page_of("blank", it.ref))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_who_comes_by_an_old_code_is_told_when_it_was_and_what_happens_now(client, at):
    it = given.an_open_one(result_on=date(2026, 9, 30))
    at(given.SORTING)
    shown = client.get(page_of("submit", it.ref), follow=True)
    assert shown.redirect_chain == [(it.get_absolute_url(), 302)]
    for words in ("意見の募集は、", "で終わりました", "市の考え方をまとめています", "9月30日"):
        assert words in shown.content.decode()


def test_nobody_is_taken_for_a_resident_who_did_not_say_so(client, at, settings):
    settings.FORM_MINIMUM_SECONDS = 0
    it = given.an_open_one()
    sent = {"text": given.WISH, "name": "海野 次郎", "address": "織瀬市川東2-3-4", "submission_key": "k" * 22}
    answer = client.post(page_of("submit", it.ref), sent)
    assert answer.status_code == 422
    assert "「区分」を選んでください" in answer.content.decode()
    assert not it.submissions.exists()


def test_an_officer_of_one_section_begins_with_it(as_, at):
    given.a_draft()  # which makes the city
    (own,) = sections_of(cast.sato(), cast.AT)
    assert f'<option value="{own.ref}" selected>' in as_(cast.sato()).get(page_of("new")).content.decode()


def test_the_list_of_answers_is_what_a_head_reads_before_deciding(as_, at, django_assert_max_num_queries):
    it = given.an_answered_one()
    with django_assert_max_num_queries(45):
        shown = as_(cast.sato()).get(page_of("answers", it.ref)).content.decode()
    for answer in it.answers.all():
        assert answer.text in shown
        for unit in answer.units.all():
            assert unit.gist in shown


def test_a_citizen_sends_an_opinion_and_is_asked_two_weeks_after_the_answer(client, as_, at, settings):
    settings.FORM_MINIMUM_SECONDS = 0
    it = given.an_open_one()
    sent = {"text": given.WISH, "name": "海野 次郎", "address": "織瀬市川東2-3-4", "standing": "resident"}
    answer = client.post(page_of("submit", it.ref), {**sent, "submission_key": "k" * 22})
    again = client.post(page_of("submit", it.ref), {**sent, "submission_key": "k" * 22})
    assert answer.status_code == 302
    assert answer["Location"] == again["Location"]
    assert it.submissions.count() == 1
    receipt = answer["Location"]
    assert given.WISH in client.get(receipt).content.decode()
    given.an_agreed_answer(given.a_read_bundle(it.submissions.get().bundle))
    given.adopted(it)
    actions.release(it, heard="聴いた", said="言われた", done="こうした", by=cast.sato(), at=given.SORTING)
    at(given.SORTING)
    told = client.get(receipt).content.decode()
    assert "進め方の参考にします。" in told
    assert "一つだけ教えてください" not in told
    at(given.SORTING + timedelta(days=14))
    assert "一つだけ教えてください" in client.get(receipt).content.decode()
    assert client.post(f"{receipt}respond/", {"satisfied": "partly", "words": ""}).status_code == 302
    assert "少しはなっていた" in client.get(page_of("result", it.ref)).content.decode()


def test_a_paper_is_typed_in_and_the_next_form_is_there_at_once(as_, at):
    it = given.an_open_one()
    desk = as_(cast.tanaka())
    answer = desk.post(
        page_of("paper", it.ref), {"text": given.THANKS, "channel": "counter", "standing": "unknown"}, follow=True
    )
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "受け付けました" in shown
    assert "出した方に渡す控え" in shown
    assert it.submissions.get().entered_by == cast.tanaka()


def test_an_opinion_is_cut_from_the_ticked_sentences(as_, at):
    it = given.an_open_one()
    one = given.a_paper(it)
    answer = as_(cast.sato()).post(
        page_of("bundle", one.bundle.ref), {"parts": ["0"], "section": town.the_desk().ref, "finish": "on"}
    )
    assert answer.status_code == 302
    assert it.units.get().gist == "夜の会議も開いてほしい。"
    assert it.phase(given.CLOSES) == Phase.OPEN


def test_an_answer_is_begun_for_the_ticked_opinions(as_, at):
    it = given.an_open_one()
    unit = given.a_read_bundle(given.a_paper(it).bundle)
    answer = as_(cast.sato()).post(page_of("answers", it.ref), {"units": [unit.ref], "what": "begin"})
    assert answer.status_code == 302
    unit.refresh_from_db()
    assert unit.answer is not None


def _begun(answer) -> str:
    """The entry in which one can type at once."""
    [begun] = [
        tag for tag in re.findall(r"<(?:select|textarea|input)[^>]*>", answer.content.decode()) if " autofocus" in tag
    ]
    return re.findall(r'name="(\w+)"', begun)[0]


def test_a_paper_says_once_how_its_pile_came_and_the_next_one_of_the_pile_begins_where_it_ended(as_, at):
    it, desk = given.an_open_one(), as_(cast.tanaka())
    address = reverse("consultations:paper", args=[it.ref])
    fields = [field.name for field in PaperForm().visible_fields()]
    assert fields[:5] == ["channel", "received_at", "text", "name", "address"]
    # How the first of a pile came is chosen, not guessed; the next one begins with its words.
    assert _begun(desk.get(address)) == "channel"
    assert desk.post(address, {"text": "字を大きく", "standing": "unknown"}).status_code == 422
    day = dict(
        zip(
            ("received_at_year", "received_at_month", "received_at_day", "received_at_time"),
            (2026, 5, 11, "9:30"),
            strict=True,
        )
    )
    answer = desk.post(address, {"text": "字を大きく", "channel": "post", "standing": "unknown", **day}, follow=True)
    one = it.submissions.get()
    assert f"{timezone.localtime(one.received_at):%m-%d %H:%M}" == "05-11 09:30"
    form = answer.context["form"]
    assert (form.initial["channel"], form.initial["received_at"]) == ("post", one.received_at)
    assert form.initial.get("text") is None
    assert _begun(answer) == "text"
    assert desk.get(address, {"received": "きのう", "channel": "鳩"}).status_code == 200
