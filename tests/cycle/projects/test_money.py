"""The money of a project: a receipt for each payment, reasons where it came out otherwise, and what the city bears in the end."""

import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from kyodo.cycle.collaborations.queries import lead_of
from kyodo.cycle.projects import actions as projects
from kyodo.cycle.projects import queries, terms
from kyodo.cycle.projects.models import Project, Receipt, Settlement
from kyodo.kernel.access import Side, Visitor
from kyodo.kernel.policy import AlreadyDone, Blocked, IllegalMove, NotAllowed, Refused
from kyodo.offices.city.actions import assign_duty, set_number
from kyodo.offices.city.actions.founding import FIRST_RUN
from kyodo.offices.desk.models import Task
from kyodo.offices.journal.models import Entry
from kyodo.offices.papers.models import File
from kyodo.offices.papers.policies import may_read
from kyodo.offices.post.models import Message
from tests import cast, given
from tests.cast import AT

from .paid import books, line, paper, receipt, rows, settle

pytestmark = pytest.mark.django_db
KEY = "k" * 20


@pytest.fixture(autouse=True)
def _stored_nowhere(settings, tmp_path):
    settings.MEDIA_ROOT, settings.OFFICERS_NEED_SECOND_FACTOR = tmp_path, False


@pytest.fixture
def project() -> Project:
    """A running project with a budget; its goal is measured."""
    it = given.a_running_project()
    books(it)
    goal = it.case.agreement.goals.in_force().get()
    projects.measure(it, goal=goal, value=Decimal(30), on=AT.date(), by=cast.hanako(), at=AT)
    return it


def reported(project: Project) -> Project:
    return projects.report(project, report="刷った。", outcome="読まれた。", by=cast.hanako(), at=AT)


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def place(name: str, project: Project, *args: str) -> str:
    return reverse(f"projects:{name}", args=[project.case.ref, *args])


def test_receipts_of_both_sides_add_up_to_what_a_line_came_to(project):
    assert line(project, "印刷費").actual is None
    receipt(project, amount=22_000)
    receipt(project, amount=33_000, by=cast.tanaka())
    printing = line(project, "印刷費")
    assert (printing.actual, printing.difference) == (55_000, -5_000)
    assert {one.side for one in project.receipts.all()} == {"citizens", "city"}


def test_everybody_reads_the_sums_and_only_both_sides_the_receipts(project):
    one = receipt(project, amount=55_000, payee="秘密印刷所")
    file = File.objects.get(subject_ref=one.subject)
    assert (file.disclosure, bool(file.withheld_because)) == ("parties", True)
    for person in (None, cast.taro(), cast.hanako(), cast.tanaka()):
        client = signed_in(person) if person else Client()
        page = client.get(project.get_absolute_url()).content.decode()
        assert "55,000円" in page, "the sum is everybody's"
        assert "秘密印刷所" not in page
        is_side = person in (cast.hanako(), cast.tanaka())
        assert (client.get(place("receipts", project)).status_code == 200) is is_side
        assert bool(may_read.check(person or Visitor(), file, at=AT)) is is_side
    both = signed_in(cast.tanaka()).get(place("receipts", project)).content.decode()
    assert "秘密印刷所" in both
    told = Entry.objects.values_list("detail", "reason")
    assert "秘密印刷所" not in "".join("".join(row) for row in told), "the journal is read by everybody"


def test_an_auditor_of_the_city_reads_the_receipts_and_writes_none(project):
    one = receipt(project)
    section = given.the_environment_section()
    assign_duty(cast.jiro(), role="auditor", section=section, since=date(2026, 4, 1), by=FIRST_RUN, at=AT)
    client = signed_in(cast.jiro())
    assert "錦印刷" in client.get(place("receipts", project)).content.decode()
    assert place("receipts", project) in client.get(project.get_absolute_url()).content.decode()
    assert may_read.check(cast.jiro(), File.objects.get(subject_ref=one.subject), at=AT)
    with pytest.raises(NotAllowed):
        receipt(project, by=cast.jiro())


@pytest.mark.parametrize("who", ["taro", "nakano", "jiro"])
def test_nobody_but_both_sides_adds_or_takes_back(project, who):
    person = getattr(cast, who)()
    with pytest.raises(NotAllowed):
        receipt(project, amount=100, by=person)
    one = receipt(project, amount=100)
    with pytest.raises(NotAllowed):
        projects.take_back_receipt(one, reason="消したい。", by=person, at=AT)
    client = signed_in(person)
    for name, args in (("add_receipt", ()), ("take_back", (one.ref,)), ("books", ()), ("fix", ())):
        assert client.get(place(name, project, *args)).status_code == 403, name


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"paid_on": AT.date() + timedelta(days=1)}, "paid_on"),
        ({"item": "市の負担"}, "line"),
        ({"reason": ""}, "reason"),
    ],
)
def test_a_receipt_that_cannot_be_is_refused_at_its_field(project, changed, field):
    with pytest.raises(Refused) as refusal:
        receipt(project, **changed)
    assert refusal.value.field == field
    assert not Receipt.objects.exists()
    assert not File.objects.exists()


def test_a_second_press_adds_no_second_receipt(project):
    def send() -> int:
        said = {
            "line": line(project, "印刷費").ref, "payee": "錦印刷", "amount": "１２，０００円", "file": paper(), "reason": "口座がのる。",
            "paid_on_year": "令和8", "paid_on_month": "5", "paid_on_day": "1", "submission_key": KEY,
        }  # fmt: skip
        return signed_in(cast.hanako()).post(place("add_receipt", project), said).status_code

    assert [send(), send()] == [302, 302]
    assert [one.amount for one in project.receipts.all()] == [12_000]
    with pytest.raises(AlreadyDone):
        receipt(project, key=KEY)


def test_what_was_taken_back_counts_no_more_and_its_paper_is_a_stone(project):
    one = receipt(project, amount=22_000)
    where = place("take_back", project, one.ref)
    assert signed_in(cast.tanaka()).post(where, {"reason": ""}).status_code == 422
    assert signed_in(cast.tanaka()).post(where, {"reason": "二度付けた。"}).status_code == 302
    assert line(project, "印刷費").actual is None
    assert signed_in(cast.hanako()).get(File.objects.get().get_absolute_url()).status_code == 410
    assert "二度付けた。" in signed_in(cast.hanako()).get(place("receipts", project)).content.decode()
    with pytest.raises(IllegalMove):
        projects.take_back_receipt(one, reason="もう一度。", by=cast.tanaka(), at=AT)


def sent(project: Project, **changed: dict) -> dict[str, str]:
    """The form of the books as the browser sends it."""
    lines = rows(project, **changed)
    said = {"lines-TOTAL_FORMS": str(len(lines)), "lines-INITIAL_FORMS": "0", "submission_key": KEY}
    for n, row in enumerate(lines):
        said |= {f"lines-{n}-{name}": "" if value is None else str(value) for name, value in row.items()}
    return said


def test_what_lies_far_from_its_budget_says_why_at_its_own_line_and_nothing_typed_is_lost(project):
    client, where = signed_in(cast.hanako()), place("books", project)
    far = {"印刷費": {"settled": 48_000, "detail": "写しを30部"}}
    answer = client.post(where, sent(project, **far))
    page = answer.content.decode()
    assert answer.status_code == 422
    nth = next(n for n, row in enumerate(rows(project)) if row["item"] == "印刷費")
    assert f'id="id_lines-{nth}-because_error"' in page
    assert page.count("20％以上ちがう") >= 1
    assert "写しを30部" in page
    assert line(project, "印刷費").settled is None
    far["印刷費"]["because"] = "白黒で刷れたため。"
    assert client.post(where, sent(project, **far)).status_code == 302
    assert (line(project, "印刷費").settled, line(project, "印刷費").because) == (48_000, "白黒で刷れたため。")


@pytest.mark.parametrize(
    ("percent", "settled", "needed"),
    [(20, 48_001, False), (20, 48_000, True), (20, 72_000, True), (20, 71_999, False), (5, 56_000, True), (0, 60_000, False)],
)  # fmt: skip
def test_how_far_is_far_is_the_citys_own_number(project, percent, settled, needed):
    set_number(terms.FAR, percent, by=cast.sato(), at=AT)
    lines = rows(project, 印刷費={"settled": settled})
    if needed:
        with pytest.raises(Refused, match="差の理由"):
            projects.keep_books(project, lines=lines, by=cast.hanako(), at=AT)
    else:
        projects.keep_books(project, lines=lines, by=cast.hanako(), at=AT)


def test_a_line_keeps_its_receipts_when_the_books_are_written_anew_and_stays(project):
    one = receipt(project, amount=30_000)
    projects.keep_books(project, lines=rows(project, 印刷費={"item": "印刷製本費"}), by=cast.tanaka(), at=AT)
    one.refresh_from_db()
    assert one.line.item == "印刷製本費"
    without = [row for row in rows(project, 市の負担={"budget": 40_000}) if row["item"] != "印刷製本費"]
    with pytest.raises(Refused, match="領収書がある"):
        projects.keep_books(project, lines=without, by=cast.tanaka(), at=AT)
    assert project.books.count() == 3


def test_a_report_waits_until_every_line_is_settled_and_explained_and_both_sums_are_equal(project):
    receipt(project, amount=30_000)
    with pytest.raises(Blocked) as refusal:
        reported(project)
    said = "".join(str(block.sentence) for block in refusal.value.blocks)
    assert "「印刷費」の決算額は予算額と20％以上" in said
    assert "「会議費」の決算額がまだ" in said
    lines = rows(project, 印刷費={"because": "安く刷れた。"}, 会議費={"settled": 40_000}, 市の負担={"settled": 100_000})
    projects.keep_books(project, lines=lines, by=cast.hanako(), at=AT)
    with pytest.raises(Blocked, match=r"100,000円.*70,000円"):
        reported(project)
    lines = rows(project, 市の負担={"settled": 70_000, "because": "使った分だけ。"})
    projects.keep_books(project, lines=lines, by=cast.hanako(), at=AT)
    reported(project)
    assert line(project, "印刷費").settled == 30_000, "what the receipts came to is the settlement"


def test_what_was_reported_is_corrected_only_to_something_whole(project):
    settle(project)
    reported(project)
    with pytest.raises(Blocked):
        projects.keep_books(project, lines=rows(project, 会議費={"settled": None}), by=cast.hanako(), at=AT)
    lines = rows(project, 会議費={"settled": 38_000}, 印刷費={"settled": 62_000})
    projects.keep_books(project, lines=lines, by=cast.hanako(), at=AT)
    assert line(project, "会議費").settled == 38_000


def fixed(project: Project, *, by=None, **changed):
    eligible = {line(project, "印刷費").ref: changed.pop("eligible", 55_000)}
    said = {"decided": 50_000, "rate": 80, "paid": 30_000, "fixed_on": AT.date(), **changed}
    return projects.fix(project, eligible=eligible, by=by or cast.tanaka(), at=AT, **said)


@pytest.mark.parametrize(
    ("changed", "amount", "more", "back"),
    [
        ({}, 44_000, 14_000, 0),
        ({"decided": 40_000}, 40_000, 10_000, 0),
        ({"paid": 50_000}, 44_000, 0, 6_000),
        ({"rate": 33, "eligible": 59_999}, 19_799, 0, 10_201),
    ],
)
def test_the_city_bears_its_share_and_never_more_than_was_decided(project, changed, amount, more, back):
    settle(project)
    done = fixed(reported(project), **changed)
    assert (done.fixed, done.more, done.back) == (amount, more, back)
    page = Client().get(project.get_absolute_url()).content.decode()
    assert f"{amount:,}円" in page, "what the city bears is public"
    assert not fixing().exists()
    told = set(Message.objects.filter(name="projects.fixed").values_list("person__name", flat=True))
    assert {"川辺 花子", "鈴木 恵"} <= told, "all but the one who did it"
    with pytest.raises(IllegalMove, match="確定した"):
        receipt(project)


def fixing():
    return Task.objects.open().filter(kind="fix")


def test_the_city_owes_the_amount_once_the_report_is_there(project):
    settle(project)
    assert not fixing().exists()
    reported(project)
    lead = lead_of(project.case, Side.CITY)
    assert lead
    assert fixing().get().holder == lead.holder


def test_where_the_city_bears_nothing_no_amount_is_owed(project):
    projects.keep_books(project, lines=rows(project, 市の負担={"bearer": "citizens"}), by=cast.hanako(), at=AT)
    settle(project)
    reported(project)
    assert not fixing().exists()


def test_no_more_is_recognised_than_was_spent_and_that_is_said_at_the_line(project):
    settle(project)
    reported(project)
    where = place("fix", project)
    client = signed_in(cast.tanaka())
    assert "会議費" not in client.get(where).content.decode(), "what does not count is not asked"
    name = f"eligible_{line(project, '印刷費').ref}"
    said = {
        name: "60,001", "decided": "50000", "rate": "100", "paid": "0", "submission_key": KEY, "remark": "二回に分けて払う。",
        "fixed_on_year": "令和8", "fixed_on_month": "5", "fixed_on_day": "1",
    }  # fmt: skip
    answer = client.post(where, said)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="id_{name}_error"' in page
    assert "二回に分けて払う。" in page
    assert client.post(where, said | {name: "60,000"}).status_code == 302
    assert Settlement.objects.get(project=project).fixed == 50_000


def test_only_the_city_fixes_and_only_what_has_ended(project):
    settle(project)
    with pytest.raises(IllegalMove, match="終わったあと"):
        fixed(project)
    reported(project)
    with pytest.raises(NotAllowed):
        fixed(project, by=cast.hanako())
    assert fixed(project, by=cast.sato()).fixed_on == date(2026, 5, 11)


def test_a_stopped_project_is_settled_too(project):
    projects.stop(project, reason="会場が使えなくなった。", by=cast.tanaka(), at=AT)
    receipt(project, amount=20_000)
    assert fixed(project, eligible=20_000).fixed == 16_000


def test_a_report_is_kept_half_written_for_both_sides_and_nobody_else_reads_it(project):
    said = {"citizens_gained": "植えた言葉", "save": "1", "submission_key": KEY}
    assert signed_in(cast.hanako()).post(place("report", project), said).status_code == 302
    assert "植えた言葉" in signed_in(cast.tanaka()).get(place("report", project)).content.decode()
    assert "植えた言葉" not in Client().get(project.get_absolute_url()).content.decode()
    assert signed_in(cast.taro()).get(place("report", project)).status_code == 403
    settle(project)
    projects.report(project, report="刷った。", outcome="読まれた。", by=cast.tanaka(), at=AT)
    assert "植えた言葉" in Client().get(project.get_absolute_url()).content.decode()


def test_the_report_and_its_settlement_are_there_on_paper_without_a_receipt(project):
    assert Client().get(place("report_pdf", project)).status_code == 404
    receipt(project, amount=60_000, payee="秘密印刷所")
    settle(project)
    projects.report(project, report="刷った。", outcome="読まれた。", outlook="来年も刷る。", by=cast.hanako(), at=AT)
    fixed(project)
    where = place("report_pdf", project)
    assert where in Client().get(project.get_absolute_url()).content.decode()
    answer = Client().get(where)
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    assert "44,000" in words
    assert "秘密" not in words


def test_the_budget_of_an_adopted_proposal_is_offered_as_the_first_books():
    case = given.an_adopted_case()
    offered = queries.first_lines(Project(case=case))
    sums = {flow: sum(row["budget"] for row in offered if row["flow"] == flow) for flow in ("income", "expense")}
    assert sums["income"] == sums["expense"] > 0
    assert all(row["item"] for row in offered)
    assert {row["bearer"] for row in offered if row["flow"] == "income"} >= {"city"}
