"""案件の手続き: one list for both sides, answered line by line, with papers that keep their audience."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kyodo.cycle.collaborations import actions as cases
from kyodo.cycle.formalities import actions, queries
from kyodo.cycle.formalities.models import Formality, Item
from kyodo.cycle.formalities.policies import may_answer, may_read
from kyodo.cycle.formalities.states import Answer
from kyodo.kernel.policy import AlreadyDone, IllegalMove, NotAllowed, Refused
from kyodo.offices.journal.models import Entry
from kyodo.offices.papers.models import File
from tests import cast, given
from tests.cast import AT
from tests.cycle.formalities.given import said, the

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=3)


def a_case(*forms):
    case = given.a_case_with_both_sides()
    return cases.describe(case, start_type="A", forms=forms or ("1", "8"), by=cast.tanaka(), at=AT)


def row(case, key, *, who=None, at=LATER):
    rows = queries.board(case, who or cast.hanako(), at).rows
    return next(row for row in rows if row.item.key == key)


def paper(name="名簿.pdf"):
    return SimpleUploadedFile(
        name, b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n", content_type="application/pdf"
    )


@pytest.fixture
def as_(settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = False

    def signed_in(person):
        client = Client()
        client.force_login(person)
        return client

    return signed_in


def test_a_case_opens_the_lists_of_its_forms_and_both_sides_see_the_same():
    case = a_case("1", "8")
    seen = [
        [(r.item.key, r.state) for r in queries.board(case, who, LATER).rows] for who in (cast.hanako(), cast.tanaka())
    ]
    assert seen[0] == seen[1]
    assert {key[0] for key, _state in seen[0]} == {"1", "8"}
    assert {state for _key, state in seen[0]} == {Answer.NOT_YET}


@pytest.mark.parametrize("before", [None, *Answer])
@pytest.mark.parametrize("after", Answer)
def test_every_answer_may_follow_every_other_and_the_journal_keeps_them(before, after):
    case, line = a_case(), the("1-check-1")
    if before:
        actions.answer(case, line, answer=before, because="前の理由", by=cast.hanako(), at=AT)
    held = actions.answer(case, line, answer=after, because="いまの理由", by=cast.tanaka(), at=LATER)
    assert Formality.objects.get() == held
    assert (held.answer, held.because, held.side, held.answered_by) == (
        after, "いまの理由", "city", cast.tanaka().subject,
    )  # fmt: skip
    kept = list(Entry.objects.filter(subject=held.subject, act="answer").values_list("reason", flat=True))
    assert kept == (["前の理由"] if before else []) + ["いまの理由"]


def test_what_does_not_apply_needs_a_reason_also_in_the_database():
    case, line = a_case(), the("1-check-1")
    with pytest.raises(Refused) as refusal:
        actions.answer(case, line, answer="not_needed", because=" ", by=cast.hanako(), at=AT)
    assert refusal.value.field == "because"
    with pytest.raises(Refused):
        actions.answer(case, line, answer="maybe", by=cast.hanako(), at=AT)
    held = actions.answer(case, line, answer="done", by=cast.hanako(), at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Formality.objects.filter(pk=held.pk).update(answer="not_needed", because="")


def test_a_second_arrival_of_one_answer_changes_nothing():
    case, line = a_case(), the("1-check-1")
    actions.answer(case, line, answer="done", by=cast.hanako(), at=AT, key="k" * 20)
    with pytest.raises(AlreadyDone):
        actions.answer(case, line, answer="not_yet", by=cast.hanako(), at=LATER, key="k" * 20)
    assert Formality.objects.get().answer == "done"


#: Who answers a line of which side: 花子 for the citizens, 田中 for the city, 佐藤 at the desk writes down what came on paper.
MAY: dict[Callable[[], Any], set[str]] = {
    cast.hanako: {"", "citizens"},
    cast.tanaka: {"", "city"},
    cast.sato: {"", "citizens", "city"},
    cast.nakano: set(),
    cast.taro: set(),
    cast.suzuki: {"", "city"},
    cast.visitor: set(),
}


@pytest.mark.parametrize("who", MAY, ids=lambda who: who.__name__)
@pytest.mark.parametrize(("side", "key"), [("", "8-check-2"), ("citizens", "8-paper-1"), ("city", "8-paper-4")])
def test_each_side_answers_its_own_lines_and_the_desk_helps_both(who, side, key):
    case, line, person = a_case(), the(key), who()
    assert line.side == side
    verdict = may_answer.check(person, Formality(case=case, key=key, item=line), at=AT)
    assert bool(verdict) == (side in MAY[who])
    if not verdict:
        with pytest.raises(NotAllowed):
            actions.answer(case, line, answer="done", by=person, at=AT)
        with pytest.raises(NotAllowed):
            actions.hand_in(case, line, upload=paper(), by=person, at=AT)


@pytest.mark.parametrize(
    ("who", "reads"),
    [
        (cast.hanako, True), (cast.tanaka, True), (cast.nakano, True), (cast.sato, True), (cast.suzuki, True),
        (cast.taro, False), (cast.visitor, False),
    ],
    ids=lambda each: getattr(each, "__name__", str(each)),
)  # fmt: skip
def test_the_table_and_the_officers_read_the_lists(who, reads, as_):
    case, person = a_case(), who()
    assert bool(may_read.check(person, case, at=AT)) == reads
    assert (queries.panel(case, person, AT) is not None) == reads
    if who is not cast.visitor:
        assert as_(person).get(reverse("formalities:board", args=[case.ref])).status_code == (200 if reads else 403)


def test_a_line_of_another_form_or_of_yesterday_is_not_answered():
    case, line = a_case("1"), the("1-check-1")
    with pytest.raises(IllegalMove):
        actions.answer(case, the("8-check-1"), answer="done", by=cast.sato(), at=LATER)
    actions.revise_item(line, said(line, words="名前を出す人が決まった"), by=cast.sato(), at=LATER)
    with pytest.raises(IllegalMove):
        actions.answer(case, line, answer="done", by=cast.hanako(), at=LATER)


def test_nothing_is_answered_in_a_case_that_has_ended():
    case = a_case("1")
    cases.move("withdraw", case, by=cast.hanako(), at=AT, reason="人が集まらない。")
    with pytest.raises(IllegalMove):
        actions.answer(case, the("1-check-1"), answer="done", by=cast.hanako(), at=LATER)
    assert not row(case, "1-check-1").may_answer


def test_a_case_keeps_the_wording_it_was_answered_with():
    case, line = a_case("1"), the("1-check-1")
    actions.answer(case, line, answer="done", by=cast.hanako(), at=AT)
    new = actions.revise_item(line, said(line, words="名前を出す人が決まった"), by=cast.sato(), at=LATER)
    shown = row(case, line.key)
    assert (str(shown.asked.said), shown.is_reworded, shown.state) == (line.words, True, Answer.DONE)
    actions.answer(case, new, answer="done", by=cast.hanako(), at=LATER)
    assert (str(row(case, line.key).asked.said), row(case, line.key).is_reworded) == ("名前を出す人が決まった", False)


def test_another_form_opens_its_list_and_what_was_answered_stays_as_history():
    case = a_case("1")
    actions.answer(case, the("1-check-1"), answer="done", by=cast.hanako(), at=AT)
    cases.describe(case, start_type="A", forms=["7"], by=cast.tanaka(), at=LATER)
    board = queries.board(case, cast.hanako(), LATER)
    assert {r.item.form for r in board.rows} == {"7"}
    assert [(r.item.key, r.state, r.may_answer) for r in board.former] == [("1-check-1", Answer.DONE, False)]
    cases.describe(case, start_type="A", forms=["1"], by=cast.tanaka(), at=LATER)
    assert row(case, "1-check-1").state == Answer.DONE


def test_a_paper_answers_its_line_and_keeps_its_audience(as_, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    case, line = a_case("8"), the("8-paper-1")
    reason = "口座がのっている。"
    secret = actions.hand_in(
        case, line, upload=paper("口座.pdf"), disclosure="parties", reason=reason, by=cast.hanako(), at=AT
    )
    office = actions.hand_in(
        case, the("8-paper-4"), upload=paper("内部.pdf"), disclosure="office", reason=reason, by=cast.tanaka(), at=AT
    )
    assert row(case, line.key).state == Answer.DONE
    seen = {who: {f.pk for r in queries.board(case, who(), LATER).rows for f in r.files} for who in MAY}
    both = {secret.pk, office.pk}
    assert seen[cast.hanako] == {secret.pk}
    assert seen[cast.tanaka] == both
    assert seen[cast.suzuki] == both
    assert seen[cast.sato] == {office.pk}
    assert seen[cast.taro] == seen[cast.visitor] == set()
    assert row(case, "8-paper-4").withheld == 1
    page = reverse("formalities:board", args=[case.ref])
    assert "内部.pdf" not in as_(cast.hanako()).get(page).content.decode()
    for person, status in ((cast.hanako(), 200), (cast.taro(), 403)):
        answer = as_(person).get(reverse("papers:file", args=[secret.ref]))
        list(answer)  # a file that is handed out closes when it has been read
        assert answer.status_code == status
    public = as_(cast.taro()).get(case.get_absolute_url()).content.decode()
    assert "口座.pdf" not in public
    assert "内部.pdf" not in public


def test_a_check_takes_no_paper():
    with pytest.raises(Refused):
        actions.hand_in(a_case("1"), the("1-check-1"), upload=paper(), by=cast.hanako(), at=AT)
    assert not File.objects.exists()


def test_papers_of_the_program_stand_there_by_themselves():
    agreement = given.an_agreement_both_confirmed()
    case = cases.describe(agreement.case, start_type="A", forms=["1"], by=cast.tanaka(), at=AT)
    assert row(case, "1-paper-2").state == Answer.DONE
    assert row(case, "1-paper-2").made == reverse("agreements:roles_docx", args=[case.ref])
    assert row(case, "1-paper-4").made == reverse("agreements:pdf", args=[case.ref])
    assert row(case, "1-paper-5").state == Answer.NOT_YET


def test_a_proposal_is_the_plan_and_the_budget():
    case = given.a_checked_proposal().case
    assert case is not None
    cases.describe(case, start_type="D", forms=["8"], by=cast.sato(), at=AT)
    it = row(case, "8-paper-2", who=cast.tanaka())
    assert (it.state, it.made) == (Answer.DONE, reverse("proposals:paper_pdf", args=[case.proposal.ref]))
    assert row(case, "8-paper-3", who=cast.tanaka()).state == Answer.DONE


def test_a_reported_project_brings_its_report():
    case = cases.describe(given.a_reported_project().case, start_type="D", forms=["2"], by=cast.sato(), at=AT)
    assert row(case, "2-paper-6").made == reverse("projects:report_pdf", args=[case.ref])


def test_the_page_is_answered_with_one_press_or_with_a_reason(as_):
    case = a_case("1")
    hanako, line = as_(cast.hanako()), the("1-check-1")
    answer = reverse("formalities:row", args=[case.ref, line.ref])
    board = reverse("formalities:board", args=[case.ref])
    assert hanako.post(answer, {"answer": "done"})["Location"] == f"{board}#1-check-1"
    assert Formality.objects.get().answer == "done"
    wrong = hanako.post(answer, {"answer": "not_needed", "because": ""})
    assert wrong.status_code == 422
    assert "あてはまらない理由を書いてください。" in wrong.content.decode()
    hanako.post(answer, {"answer": "not_needed", "because": "主催は一つだけ。"})
    read = as_(cast.tanaka()).get(board).content.decode()
    assert "主催は一つだけ。" in read
    assert "花子" in read
    assert hanako.get(reverse("formalities:row", args=[case.ref, the("8-check-1").ref])).status_code == 404
    assert hanako.get(reverse("formalities:hand_in", args=[case.ref, line.ref])).status_code == 404


def test_a_paper_is_handed_in_on_its_page(as_, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    case, line = a_case("2"), the("2-paper-1")
    page = reverse("formalities:hand_in", args=[case.ref, line.ref])
    sent = {"file": paper("申請書.pdf"), "disclosure": "public", "reason": ""}
    assert as_(cast.hanako()).post(page, sent).status_code == 302
    assert [file.name for file in row(case, line.key).files] == ["申請書.pdf"]
    assert as_(cast.tanaka()).get(page).status_code == 403


def test_the_list_of_a_case_is_printed_for_those_who_read_it(as_):
    case = a_case("1")
    pdf = reverse("formalities:pdf", args=[case.ref])
    assert as_(cast.hanako()).get(pdf).content.startswith(b"%PDF")
    assert as_(cast.taro()).get(pdf).status_code == 403


def test_the_page_asks_the_same_number_of_queries_however_much_is_answered(as_, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    case, hanako = a_case("1", "8"), as_(cast.hanako())
    page = reverse("formalities:board", args=[case.ref])

    def asked():
        with CaptureQueriesContext(
            connection,
        ) as queries_:
            assert hanako.get(page).status_code == 200
        return len(queries_)

    actions.hand_in(case, the("8-paper-1"), upload=paper(), by=cast.hanako(), at=AT)
    asked()
    before = asked()
    for item in Item.objects.standing(at=LATER).filter(form__in="18"):
        who = cast.tanaka() if item.side == "city" else cast.hanako()
        actions.answer(case, item, answer="done", by=who, at=AT)
        if item.kind == "paper":
            actions.hand_in(case, item, upload=paper(), by=who, at=AT)
    assert asked() <= before + 1  # one more kind of person is looked up
