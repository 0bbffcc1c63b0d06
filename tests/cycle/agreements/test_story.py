"""The whole way through the pages, as 花子 and 田中 walk it with nothing but forms."""

import io
import re
import secrets
from datetime import date

import pytest
from django.test import Client
from pypdf import PdfReader

from kyodo.cycle.agreements import queries
from kyodo.cycle.agreements.models import Agreement, Change
from tests import cast, given

pytestmark = pytest.mark.django_db

GOAL = {
    "what": "川の教室に来る子ども", "amount": "１２０", "unit": "人", "by_year": "R9", "by_month": "3", "by_day": "20",
    "indicator": "受付名簿の人数", "baseline": "昨年度 40人",
}  # fmt: skip


@pytest.fixture
def hanako(settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    return signed_in(cast.hanako())


@pytest.fixture
def tanaka(settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    return signed_in(cast.tanaka())


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


class Walk:
    """The agreement of a case, walked page by page."""

    def __init__(self, case):
        self.home = f"/cases/{case.ref}/agreement/"

    def get(self, who, path=""):
        response = who.get(self.home + path)
        assert response.status_code == 200, (path, response.status_code)
        return response.content.decode()

    def post(self, who, path, **data):
        response = who.post(self.home + path, {"submission_key": secrets.token_urlsafe(16), **data})
        assert response.status_code == 302, (
            path,
            re.findall(r"ky-summary.*?</ul>|<li>.*?</li>|ky-panel.*?</section>", response.content.decode(), re.DOTALL),
        )
        return response

    def state_both(self, hanako, tanaka):
        for who, purpose, what in (
            (hanako, "川で遊ぶ子どもを増やしたい。", GOAL["what"]),
            (tanaka, "河川環境への理解を深める。", "教室の参加者"),
        ):
            row = {f"goals-0-{name}": value for name, value in {**GOAL, "what": what}.items()}
            self.get(who, "statement/")
            self.post(
                who, "statement/", purpose=purpose, **row, **{"goals-TOTAL_FORMS": "1", "goals-INITIAL_FORMS": "0"}
            )
            self.get(who, "statement/check/")
            self.post(who, "statement/check/")

    def end_differences(self, hanako, tanaka, agreement):
        for point in agreement.differences.filter(ending=""):
            boxes = {"purpose": "川に親しむ子どもを増やす。"} if point.is_purpose else GOAL
            assert "提案" in self.get(hanako, f"differences/{point.ref}/")
            self.post(hanako, f"differences/{point.ref}/", ending="same", **boxes)
            change = point.changes.get()
            assert "受け入れる" in self.get(tanaka, f"differences/{point.ref}/")
            self.post(tanaka, f"changes/{change.ref}/accept/")

    def lay_open(self, proposer, answerer, section, agreement):
        seen = queries.seal(agreement.text.section(section))
        self.get(proposer, f"text/{section}/")
        self.get(proposer, f"text/{section}/propose/")
        self.post(proposer, f"text/{section}/propose/", seen=seen, note="こう考えました")
        change = Change.objects.get(section=section, state="open")
        assert "受け入れる" in self.get(answerer, f"changes/{change.ref}/")
        self.post(answerer, f"changes/{change.ref}/accept/")
        agreement.refresh_from_db()

    def write_the_text(self, hanako, tanaka, agreement):
        goal = agreement.text.goals[0].ref
        for who, side, task in ((hanako, "citizens", "川の教室を開く"), (tanaka, "city", "河川の使用許可をとる")):
            self.get(who, "text/roles/rows/new/")
            self.post(
                who, "text/roles/rows/new/", task=task, phase="doing", side=side, because=side, goals=goal, bearer="none",
                due_year="2026", due_month="9", due_day="30",
            )  # fmt: skip
            self.lay_open(who, tanaka if who is hanako else hanako, "roles", agreement)
        self.post(tanaka, "text/clauses/edit/", kind="memorandum")
        self.get(tanaka, "text/clauses/rows/new/")
        self.post(tanaka, "text/clauses/rows/new/", clause="safety")
        self.lay_open(tanaka, hanako, "clauses", agreement)
        self.get(hanako, "text/terms/edit/")
        self.post(
            hanako, "text/terms/edit/", starts_on_year="2026", starts_on_month="6", starts_on_day="1", ends_on_year="令和9",
            ends_on_month="3", ends_on_day="31", renewal="ends", payment="none", city_yen="20万円",
        )  # fmt: skip
        self.lay_open(hanako, tanaka, "terms", agreement)
        self.post(hanako, "text/disclosure/begin/")
        self.lay_open(hanako, tanaka, "disclosure", agreement)


def test_two_people_agree_and_start_with_forms_alone(hanako, tanaka):
    case = given.a_case_with_both_sides()
    walk = Walk(case)
    assert "協定づくりを始める" in walk.get(hanako)
    walk.post(hanako, "open/")
    walk.state_both(hanako, tanaka)
    agreement = Agreement.objects.get(case=case)
    assert agreement.state == "reconciling"
    walk.end_differences(hanako, tanaka, agreement)
    agreement.refresh_from_db()
    assert agreement.state == "drafting"
    walk.write_the_text(hanako, tanaka, agreement)
    assert agreement.text.terms.city_yen == 200_000
    walk.post(hanako, "moves/call/")
    for who in (hanako, tanaka):
        agreement.refresh_from_db()
        assert "この内容を確認する" in walk.get(who, "confirm/")
        walk.post(who, "confirm/", digest=agreement.digest(), read="on")
    assert "事業を始める" in walk.get(tanaka, "start/")
    assert (
        tanaka.post(f"/cases/{case.ref}/project/start/", {"submission_key": secrets.token_urlsafe(16)}).status_code
        == 302
    )
    case.refresh_from_db()
    assert case.stage == "running"
    assert (case.starts_on, case.ends_on) == (date(2026, 6, 1), date(2027, 3, 31))


def test_an_amendment_is_read_as_before_and_after(hanako, tanaka):
    case = given.a_started_case()
    walk = Walk(case)
    agreement = case.agreement
    walk.get(hanako, "moves/amend/")
    walk.post(hanako, "moves/amend/", kinds=["content"], reason="参加者が予想より多いため")
    ref = agreement.text.goals[0].ref
    walk.get(hanako, f"text/goals/rows/{ref}/")
    walk.post(hanako, f"text/goals/rows/{ref}/", **{**GOAL, "amount": "180"})
    agreement.refresh_from_db()
    walk.lay_open(hanako, tanaka, "goals", agreement)
    walk.post(tanaka, "moves/call/")
    for who in (hanako, tanaka):
        agreement.refresh_from_db()
        walk.post(who, "confirm/", digest=agreement.digest(), read="on")
    shown = walk.get(Client(), "history/")
    assert "第2版" in shown
    assert "<del>120</del>" in shown
    assert "<ins>180</ins>" in shown
    assert "参加者が予想より多いため" in shown
    case.refresh_from_db()
    assert case.stage == "running"


def test_a_proposal_can_be_mended_and_returned(hanako, tanaka):
    agreement = given.an_agreement_in_drafting()
    walk = Walk(agreement.case)
    walk.post(hanako, "text/purpose/edit/", value="川を楽しむ。")
    walk.post(hanako, "text/purpose/propose/", seen=queries.seal(agreement.text.purpose))
    theirs = Change.objects.get(section="purpose", state="open")
    walk.post(tanaka, f"changes/{theirs.ref}/counter/")
    assert "川を楽しむ。" in walk.get(tanaka, "text/purpose/")
    walk.post(tanaka, "text/purpose/edit/", value="川を楽しみ、守る。")
    walk.post(tanaka, "text/purpose/propose/", seen=queries.seal(agreement.text.purpose), note="守ることも入れたい")
    mine = Change.objects.get(section="purpose", state="open")
    theirs.refresh_from_db()
    assert (theirs.state, theirs.answer, mine.counters_id) == ("returned", "守ることも入れたい", theirs.pk)
    walk.get(hanako, f"changes/{mine.ref}/return/")
    walk.post(hanako, f"changes/{mine.ref}/return/", answer="長いので短くしたい")
    mine.refresh_from_db()
    assert mine.answer == "長いので短くしたい"
    assert "長いので短くしたい" in walk.get(tanaka, f"changes/{mine.ref}/")


def test_rows_are_moved_up_and_left_out_in_ones_own_copy(hanako, tanaka):
    agreement = given.a_complete_agreement()
    walk = Walk(agreement.case)
    first, second = (role.ref for role in agreement.text.roles)
    walk.post(hanako, f"text/roles/rows/{second}/up/")
    walk.post(hanako, f"text/roles/rows/{first}/remove/")
    assert "削除" in walk.get(hanako, "text/roles/")
    assert "削除" not in walk.get(tanaka, "text/roles/")
    walk.post(hanako, "text/roles/discard/")
    assert "削除" not in walk.get(hanako, "text/roles/")


def test_a_statement_can_be_taken_back_until_the_other_side_has_filed(hanako, tanaka):
    agreement = given.an_agreement()
    walk = Walk(agreement.case)
    one_row = {"goals-TOTAL_FORMS": "1", "goals-INITIAL_FORMS": "0", "goals-0-what": "教室を開く"}
    walk.post(hanako, "statement/", purpose="川を守る。", **one_row)
    walk.post(hanako, "statement/check/")
    walk.post(hanako, "statement/take-back/")
    walk.post(hanako, "statement/", purpose="川で遊ぶ。", **one_row)
    assert "川で遊ぶ。" in walk.get(hanako, "statement/check/")


@pytest.mark.parametrize("paper", ["agreement.docx", "roles.docx"])
def test_word_files_hold_the_text(paper, hanako):
    from docx import Document

    agreement = given.an_agreement_both_confirmed()
    response = Client().get(f"/cases/{agreement.case.ref}/agreement/{paper}")
    document = Document(io.BytesIO(response.content))
    said = "\n".join(
        [p.text for p in document.paragraphs] + [c.text for t in document.tables for r in t.rows for c in r.cells]
    )
    assert "川の教室を月1回開く" in said


def test_the_printed_agreement_has_a_place_for_each_seal(hanako):
    agreement = given.an_agreement_both_confirmed()
    response = Client().get(f"/cases/{agreement.case.ref}/agreement/agreement.pdf")
    assert response["Content-Type"] == "application/pdf"
    said = "".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages)
    assert "川辺を守る会" in said
    assert "印" in said


def test_an_officer_waives_a_rule_in_public(settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    from kyodo.cycle.agreements import actions

    agreement = given.a_complete_agreement()
    given.an_accepted_section(agreement, "disclosure", ())
    sato = signed_in(cast.sato())
    walk = Walk(agreement.case)
    walk.get(sato, "start/")
    walk.get(sato, "waive/")
    walk.post(sato, "waive/", rule="disclosure", reason="初年度のため、公開の項目は中間で決めます")
    shown = walk.get(signed_in(cast.hanako()), "history/")
    assert "初年度のため" in shown
    assert "佐藤 明" in shown
    actions.call(agreement, by=cast.hanako(), at=cast.AT)
