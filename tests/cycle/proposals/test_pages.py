"""The pages of proposals and screenings, as people use them."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from kyodo.cycle.collaborations import actions as cases
from kyodo.cycle.proposals import actions as proposals
from kyodo.cycle.proposals.models import Proposal, Question
from kyodo.cycle.proposals.states import Step
from kyodo.cycle.screening import actions as screening
from kyodo.cycle.screening.models import Screening
from kyodo.cycle.screening.queries import criteria_of
from kyodo.kernel.access import LinkHolder, Side
from kyodo.offices.city import actions as city
from kyodo.offices.city.actions.founding import FIRST_RUN
from kyodo.offices.people.models import Person
from tests import cast, given
from tests.cast import AT

from . import texts

pytestmark = pytest.mark.django_db
KEY = "a" * 22


@pytest.fixture(autouse=True)
def _unhurried(settings, monkeypatch):
    settings.FORM_MINIMUM_SECONDS = 0
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)


def text_of(client: Client, path: str, who: Person | None = None) -> str:
    """What somebody reads there."""
    client.logout()
    if who:
        client.force_login(who)
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


#: What somebody types into the six steps; rows as the browser sends them.
TYPED: dict[Step, dict[str, str]] = {
    Step.AIM: {
        "title": "夜道の灯り", "problem": "暗い道があります。", "purpose": "安心して歩ける道に。", "goals-TOTAL_FORMS": "1",
        "goals-INITIAL_FORMS": "0", "goals-0-what": "灯り", "goals-0-how_much": "30か所", "goals-0-by": "令和9年3月",
    },
    Step.PLAN: {
        "content": "門灯を点ける。", "target": "東町 200戸", "starts_on_year": "令和9", "starts_on_month": "4", "starts_on_day": "1",
        "ends_on_year": "2028", "ends_on_month": "３", "ends_on_day": "31", "schedule-TOTAL_FORMS": "0", "schedule-INITIAL_FORMS": "0",
    },
    Step.TOGETHER: {
        "why_together": "防犯灯は市の仕事だから。", "roles-TOTAL_FORMS": "1", "roles-INITIAL_FORMS": "0", "roles-0-task": "点灯",
        "roles-0-side": "citizens", "roles-0-who": "各戸",
    },
    Step.TEAM: {
        "author_name": "東町の三人", "team": "三人で。", "name": "東 一郎", "phone": "０４８−２１１−１１１１",
        "partners-TOTAL_FORMS": "0", "partners-INITIAL_FORMS": "0", "past-TOTAL_FORMS": "0", "past-INITIAL_FORMS": "0",
    },
    Step.MONEY: {
        "income-TOTAL_FORMS": "1", "income-INITIAL_FORMS": "0", "income-0-source": "own", "income-0-item": "積立",
        "income-0-amount": "1万円", "expense-TOTAL_FORMS": "1", "expense-INITIAL_FORMS": "0", "expense-0-item": "電球",
        "expense-0-unit_price": "１，０００円", "expense-0-quantity": "１０", "expense-0-unit": "個", "expense-0-amount": "",
        "other_support": "no", "supports-TOTAL_FORMS": "0", "supports-INITIAL_FORMS": "0",
    },
    Step.REVIEW: {},
}  # fmt: skip


def test_a_visitor_writes_six_steps_by_link_and_submits_once(client: Client):
    given.a_city()
    sent = client.post(
        reverse("proposals:new_free"), {"title": "夜道の灯り", "author_name": "東町の三人", "submission_key": KEY}
    )
    desk = sent["Location"]
    assert proposals.link_token(KEY) in desk
    assert "控えて" in client.get(desk).content.decode()
    for step, typed in TYPED.items():
        saved = client.post(f"{desk}{step.value}/", {**typed, "submission_key": KEY})
        assert saved.status_code == 302, (step, saved.content.decode()[:3000])
        assert client.get(f"{desk}{step.value}/").status_code == 200
    assert "この内容で提出する" in client.get(f"{desk}submit/").content.decode()
    for _press in range(2):
        assert client.post(f"{desk}submit/", {"submission_key": "s" * 22})["Location"] == desk
    it = Proposal.objects.get()
    assert (it.state, it.versions.count()) == ("submitted", 1)
    assert [line.amount for line in it.lines.all()] == [10_000, 10_000]
    assert it.contact.phone == "0482111111"


def test_what_is_still_missing_is_named_with_the_way_there(client: Client):
    given.a_city()
    desk = client.post(reverse("proposals:new_free"), {"title": "途中", "submission_key": KEY})["Location"]
    answer = client.post(f"{desk}submit/", {"submission_key": "s" * 22})
    assert answer.status_code == 422
    assert "「地域の課題といまの様子」を入力してください。" in answer.content.decode()
    assert f'href="{desk}aim/"' in answer.content.decode()


def test_what_is_asked_for_before_the_submission_is_marked_as_such(client: Client):
    it = given.a_draft_proposal()
    page = text_of(client, f"{it.get_absolute_url()}edit/aim/", cast.hanako())
    marks = {
        words: page.partition(f">{words} ")[2][:80] for words in ("地域の課題といまの様子", "目的", "そう考える根拠")
    }
    assert ["※提出までに" in mark for mark in marks.values()] == [True, True, False]
    assert "※任意" in marks["そう考える根拠"]


def test_a_late_draft_is_told_that_nothing_is_lost(client: Client, monkeypatch):
    it = given.a_complete_draft(round_=given.a_round())
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT.replace(month=8))
    page = text_of(client, reverse("proposals:desk", args=[it.ref]), cast.hanako())
    assert "書いた内容はすべて残っている" in page
    assert reverse("proposals:round", args=[it.ref]) in page


def test_script_is_shown_as_the_text_it_is(client: Client):
    it = given.a_complete_draft(title="<script>alert(1)</script>")
    values = {"title": "<script>alert(1)</script>", "purpose": "<img src=x onerror=alert(1)>"}
    proposals.save_step(it, step=Step.AIM, values=values, by=cast.hanako(), at=AT)
    proposals.check(proposals.submit(it, by=cast.hanako(), at=AT), by=cast.sato(), at=AT)
    page = text_of(client, it.get_absolute_url())
    assert "<script>alert" not in page
    assert "<img src=x" not in page


@pytest.mark.parametrize("hostile", ["\x00", "\x1b", "\u202e"])
def test_signs_nobody_can_see_are_refused_with_a_sentence(client: Client, hostile: str):
    it = given.a_draft_proposal()
    client.force_login(cast.hanako())
    typed = {**TYPED[Step.AIM], "problem": f"水路{hostile}"}
    answer = client.post(reverse("proposals:step", args=[it.ref, "aim"]), typed)
    assert answer.status_code == 422
    assert "使えない文字" in answer.content.decode()


def test_a_stranger_meets_no_draft_and_no_contact(client: Client):
    draft, public = given.a_complete_draft(title="まだ秘密"), given.a_checked_proposal()
    for who in (None, cast.jiro(), cast.taro(), cast.sato()):
        for path in (reverse("proposals:index"), public.get_absolute_url()):
            page = text_of(client, path, who)
            assert "まだ秘密" not in page
            assert ("048-211" in page or "0004-82-1111" in page) is (
                who == cast.sato() and path == public.get_absolute_url()
            )
        assert client.get(draft.get_absolute_url()).status_code == 404
        assert client.get(reverse("proposals:desk", args=[draft.ref])).status_code == 404


def test_money_is_public_only_where_the_programme_says_so(client: Client):
    round_ = given.a_round()
    it = given.a_checked_proposal(round_=round_)
    assert "講師への謝礼" not in text_of(client, it.get_absolute_url())
    assert "講師への謝礼" in text_of(client, it.get_absolute_url(), cast.hanako())
    type(round_.programme).objects.update(publish=["money"])
    assert "講師への謝礼" in text_of(client, it.get_absolute_url())


def test_the_guide_answers_by_address_without_storing(client: Client):
    given.a_city()
    page = text_of(client, f"{reverse('proposals:wizard')}?start=each&what=care&host=citizens&help=hands")
    assert "B 相互単独型" in page
    assert page.index("公共の場所の手入れを市民が受け持ち、市が用具などを支える形だから") < page.index(
        "一方が主体となり"
    )
    assert f'<a href="{reverse("formalities:guide", args=["4"])}">アダプト制度</a>' in page


def test_the_city_checks_places_and_screens_on_the_page(client: Client):
    it = given.a_submitted_proposal()
    client.force_login(cast.sato())
    client.post(reverse("proposals:check", args=[it.ref]))
    client.force_login(cast.tanaka())
    opinion = {**texts.OPINION, "ways": ["8"], "submission_key": KEY}
    del opinion["forms"]
    assert client.post(reverse("proposals:opinion", args=[it.ref]), opinion).status_code == 302
    client.force_login(cast.sato())
    where = client.post(reverse("screening:open", args=[it.ref]), {"submission_key": "d" * 22})["Location"]
    result = {
        "held_on_year": "2026",
        "held_on_month": "5",
        "held_on_day": "11",
        "outcome": "adopted",
        "submission_key": "e" * 22,
    }
    result |= {f"reason_{n}": "よい。" for n in range(6)}
    assert client.post(f"{where}recommend/", result)["Location"] == where
    client.force_login(cast.suzuki())
    blank = {"conditions-TOTAL_FORMS": "0", "conditions-INITIAL_FORMS": "0"}
    decided = {
        "outcome": "adopted",
        "reason": "要望にこたえる。",
        "amount": "10万円",
        "submission_key": "f" * 22,
        **blank,
    }
    assert client.post(f"{where}decide/", decided)["Location"] == where
    assert client.get(where).status_code == 200
    client.logout()
    assert client.get(where).status_code == 404, "not before the notice"
    client.force_login(cast.sato())
    assert client.post(f"{where}notify/", {"submission_key": "g" * 22})["Location"] == where
    page = text_of(client, where)
    assert "環境課 課長 鈴木 恵" in page
    assert "要望にこたえる。" not in page
    assert "要望にこたえる。" in text_of(client, where, cast.hanako())
    assert "審査" in text_of(
        client, it.case.get_absolute_url() if it.case else Screening.objects.get().case.get_absolute_url()
    )


def test_anybody_asks_about_a_round_and_all_read_the_answer(client: Client):
    round_ = given.a_round()
    path = reverse("proposals:questions", args=[round_.ref])
    client.post(path, {"text": "人件費は対象ですか。", "submission_key": KEY})
    asked = Question.objects.get()
    client.force_login(cast.sato())
    client.post(reverse("proposals:answer", args=[asked.ref]), {"answer": "対象外です。", "submission_key": "h" * 22})
    assert "対象外です。" in text_of(client, path)


def test_the_list_of_a_round_is_read_in_pages_at_the_same_cost(
    client: Client, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr("kyodo.cycle.proposals.filters.PAGE", 2)
    round_ = given.a_round()
    first = given.a_checked_proposal(title="一番", round_=round_)
    path = reverse("proposals:of_round", args=[round_.ref])
    with django_assert_max_num_queries(20) as one:
        client.get(path)
    for _n in range(3):
        given.a_checked_proposal(round_=round_)
    with django_assert_max_num_queries(len(one.captured_queries)):
        page = client.get(path).content.decode()
    assert f"/proposals/{first.ref}/" not in page
    last = Proposal.objects.order_by("-submitted_at", "-pk")[1]
    assert f"/proposals/{first.ref}/" in client.get(f"{path}?after={last.ref}").content.decode()


def test_whoever_proposed_by_link_reads_the_reasons_and_asks_about_them_there(client: Client):
    given.a_city()
    it = proposals.begin(title="夜道の灯り", author_name="東町の三人", by=cast.visitor(), at=AT, key=KEY)
    for step, values in texts.whole().items():
        proposals.save_step(it, step=step, values=values, by=LinkHolder(it.subject), at=AT)
    proposals.check(proposals.submit(it, by=LinkHolder(it.subject), at=AT), by=cast.sato(), at=AT)
    place = reverse("screening:of_proposal_by_link", args=[proposals.link_token(KEY)])
    desk = client.get(reverse("proposals:desk_by_link", args=[proposals.link_token(KEY)]))
    assert place in desk.content.decode()
    assert "まだ審査に付されていません" in client.get(place).content.decode()
    found = screening.open_screening(it, by=cast.sato(), at=AT)
    reasons = {str(name): "灯りは足りています。" for name in criteria_of(it)}
    screening.recommend(found, outcome="declined", reasons=reasons, held_on=AT.date(), by=cast.sato(), at=AT)
    city.assign_duty(
        cast.suzuki(), role="mayor", section=given.the_desk(), since=given.SPRING, by=FIRST_RUN, at=AT
    )  # fmt: skip
    screening.decide(found, outcome="declined", reason="別の道から進めます。", by=cast.suzuki(), at=AT)
    waiting = client.get(place).content.decode()
    assert "別の道から" not in waiting
    screening.notify(found, by=cast.sato(), at=AT)
    page = client.get(place).content.decode()
    assert "別の道から進めます。" in page
    assert "灯りは足りています。" in page
    sent = client.post(f"{place}inquire/", {"text": "どの道ですか。", "submission_key": "i" * 22})
    assert sent["Location"] == place
    assert "どの道ですか。" in client.get(place).content.decode()
    assert client.get(reverse("screening:of_proposal_by_link", args=["0" * 32])).status_code == 404
    assert client.get(reverse("screening:of_proposal", args=[it.ref])).status_code == 403, "nobody else's page"


def test_a_proposal_under_screening_is_withdrawn_on_its_page(client: Client):
    it = given.a_screening().proposal
    client.force_login(cast.hanako())
    place = reverse("screening:of_proposal", args=[it.ref])
    assert f"{place}withdraw/" in client.get(place).content.decode()
    sent = client.post(f"{place}withdraw/", {"reason": "人手が足りません。", "submission_key": KEY})
    assert sent.status_code == 302
    it.refresh_from_db()
    assert it.state == "withdrawn"


def test_a_talk_can_be_asked_for_on_paper(client: Client):
    given.a_city()
    answer = client.get(reverse("proposals:talk_blank"))
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert reverse("proposals:talk_blank") in client.get(reverse("proposals:new_talk")).content.decode()


def printed(client: Client, path: str, who: Person | None = None) -> str:
    """What stands on the paper, without the breaks of its lines."""
    client.logout()
    if who:
        client.force_login(who)
    answer = client.get(path)
    assert answer["Content-Type"] == "application/pdf"
    return "".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages).replace("\n", "")


def test_a_proposal_is_printed_as_each_reader_may_read_it(client: Client):
    it = given.a_checked_proposal(round_=given.a_round())
    paper = reverse("proposals:paper_pdf", args=[it.ref])
    assert paper in text_of(client, it.get_absolute_url())
    assert it.title in printed(client, paper)
    assert "講師への謝礼" not in printed(client, paper)
    assert "講師への謝礼" in printed(client, paper, cast.hanako())
    assert "048-211" not in printed(client, paper, cast.hanako())


def test_a_draft_is_printed_for_its_writers_only(client: Client):
    it = given.a_complete_draft(title="まだ秘密")
    draft = reverse("proposals:draft", args=[it.ref])
    assert draft in text_of(client, reverse("proposals:desk", args=[it.ref]), cast.hanako())
    assert "（下書き）" in printed(client, draft, cast.hanako())
    for who in (None, cast.taro(), cast.sato()):
        client.logout()
        if who:
            client.force_login(who)
        assert client.get(draft).status_code in (403, 404)
        assert client.get(reverse("proposals:paper_pdf", args=[it.ref])).status_code == 404


def test_what_is_to_be_corrected_stands_on_the_page_to_which_the_letter_leads(client: Client):
    it = given.a_returned_proposal()
    for who, reads in ((cast.hanako(), True), (cast.sato(), True), (cast.taro(), False)):
        client.force_login(who)
        assert (it.correction in client.get(it.get_absolute_url()).content.decode()) is reads


def test_whoever_has_submitted_is_told_so_and_what_comes_next(client: Client):
    it = given.a_complete_draft()
    client.force_login(cast.hanako())
    answer = client.post(f"{it.get_absolute_url()}submit/", {"submission_key": KEY}, follow=True)
    assert "提出しました。担当の職員が形式を確かめ" in answer.content.decode()


def test_whoever_speaks_for_a_group_is_offered_it_and_no_receipt_is_taken_for_a_name(client: Client):
    case, group = given.a_seed().case, given.a_registered_group()
    cases.add_party(case, group, side=Side.CITIZENS, by=cast.sato(), at=AT)
    client.force_login(cast.hanako())
    form = client.get(reverse("proposals:new_on_case", args=[case.ref])).context["form"]
    assert (form["body"].value(), form["author_name"].value()) == (group.subject, "")


def test_whoever_comes_too_late_is_told_before_they_write(client: Client, monkeypatch):
    path = reverse("proposals:new", args=[given.a_round().ref])
    for now, over in ((AT, False), (AT + timedelta(days=90), True)):
        monkeypatch.setattr("django.utils.timezone.now", lambda now=now: now)
        assert ("書いても、この募集には出せません。" in client.get(path).content.decode()) is over
