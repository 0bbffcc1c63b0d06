"""Money of a proposal: plain sums and unit prices, help from others, what the desk looks at twice."""

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from docx import Document

from kyodo.cycle.proposals import actions as proposals
from kyodo.cycle.proposals.forms.money import ExpenseRow
from kyodo.cycle.proposals.models import MoneyLine, Proposal, reckoned
from kyodo.cycle.proposals.queries import advice, draft_text, text_for
from kyodo.kernel.policy import Blocked, Refused
from tests import cast, given
from tests.cast import AT

from . import texts

pytestmark = pytest.mark.django_db
INCOME = {"flow": "income", "source": "own", "item": "積立", "amount": 12_500, "counts": False}
FEES: dict[str, Any] = {
    "flow": "expense", "source": "", "category": "honorarium", "item": "講師", "unit_price": 5_000, "quantity": Decimal("2.5"),
    "unit": "時間", "amount": None, "counts": True, "bearer": "citizens", "note": "3回に分けて",
}  # fmt: skip
FUND = {"name": "県の基金", "amount": 50_000, "standing": "applied"}


@pytest.fixture(autouse=True)
def _unhurried(settings, monkeypatch):
    settings.FORM_MINIMUM_SECONDS, settings.OFFICERS_NEED_SECOND_FACTOR = 0, False
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)


def save(it: Proposal, **values: Any) -> Proposal:
    return proposals.save_step(it, step="money", values=values, by=cast.hanako(), at=AT)


@pytest.mark.parametrize(
    ("price", "quantity", "amount", "sum_"),
    [
        (None, None, 300, 300), (None, None, 0, 0), (5_000, "2.5", None, 12_500), (5_000, "2.5", 12_500, 12_500),
        (170, "12.345", None, 2_098), (0, "3", None, 0),
    ],
)  # fmt: skip
def test_a_line_is_a_plain_sum_or_a_unit_price_by_quantity(
    price: int | None, quantity: str | None, amount: int | None, sum_: int
):
    assert reckoned(price, Decimal(quantity) if quantity else None, amount) == sum_


@pytest.mark.parametrize(
    ("price", "quantity", "amount", "sentence"),
    [
        (None, None, None, "金額を入力するか、単価と数量を"), (5_000, None, None, "両方"), (None, "3", 300, "両方"),
        (5_000, "2.5", 12_000, "単価5,000円×数量2.5は12,500円ですが、金額は12,000円です"), (100, "0", None, "0より大きい"),
        (100, "-2", None, "0より大きい"), (10**12, "2", None, "確かめて"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_says_how_to_mend_it(
    price: int | None, quantity: str | None, amount: int | None, sentence: str
):
    with pytest.raises(ValueError, match=sentence):
        reckoned(price, Decimal(quantity) if quantity else None, amount)


def test_the_sum_of_a_line_follows_and_what_disagrees_is_refused_at_the_amount():
    typed = {"item": "講師", "unit_price": "５千円", "quantity": "２．５", "unit": "時間"}
    right, wrong = ExpenseRow(typed), ExpenseRow({**typed, "amount": "12,000"})
    assert right.is_valid()
    assert right.cleaned_data["amount"] == 12_500
    assert list(wrong.errors) == ["amount"]


def test_a_line_comes_back_as_it_was_written_and_stays_in_the_version(client: Client):
    it = save(given.a_complete_draft(), lines=[INCOME, FEES], other_support="no")
    client.force_login(cast.hanako())
    page = client.get(reverse("proposals:step", args=[it.ref, "money"])).content.decode()
    for value in ('value="5,000"', 'value="2.5"', 'value="時間"', 'value="12,500"', 'value="3回に分けて"'):
        assert value in page
    assert page.count('value="12,500"') == 1, "of the income; what follows is left to follow"
    assert page.count("12,500円") == 2, "the sums of what is saved stand above"
    kept = proposals.submit(it, by=cast.hanako(), at=AT).versions.get().content["money"]
    assert {**FEES, "quantity": "2.5", "amount": 12_500} in kept


@pytest.mark.parametrize("wrong", [{"amount": 9_999}, {"quantity": None}, {"quantity": Decimal(0)}])
def test_no_line_that_cannot_be_enters_the_books(wrong: dict[str, Any]):
    it = given.a_draft_proposal()
    with pytest.raises(Refused):
        save(it, lines=[{**FEES, **wrong}])
    assert not it.lines.exists()
    row = {**FEES, "amount": 9_999, **wrong}
    with pytest.raises(IntegrityError), transaction.atomic():
        MoneyLine.objects.create(proposal=it, order=1, **row)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"other_support": ""}, "ほかの補助や助成の有無"),
        ({"other_support": "yes"}, "名前と金額"),
        ({"other_support": "no", "supports": [FUND]}, "受けないとき"),
        ({"other_support": "no", "lines": [{**INCOME, "source": "grants"}, FEES]}, "「ほかの助成」があります"),
    ],
)
def test_help_from_others_is_said_by_name_and_amount(values: dict[str, Any], sentence: str):
    it = save(given.a_complete_draft(), **values)
    with pytest.raises(Blocked) as refusal:
        proposals.submit(it, by=cast.hanako(), at=AT)
    [block] = [b for b in refusal.value.blocks if sentence in str(b.sentence)]
    assert "money" in block.mend
    save(it, other_support="yes", supports=[FUND])
    assert proposals.submit(it, by=cast.hanako(), at=AT).state == "submitted"


def test_money_and_help_from_others_are_read_inside_only(client: Client):
    it = save(given.a_complete_draft(), other_support="yes", supports=[FUND], lines=[INCOME, FEES])
    proposals.check(proposals.submit(it, by=cast.hanako(), at=AT), by=cast.sato(), at=AT)
    shown = client.get(it.get_absolute_url()).content.decode()
    assert "県の基金" not in shown
    assert "ほかの補助や助成の有無" not in shown
    client.force_login(cast.tanaka())
    page = client.get(it.get_absolute_url()).content.decode()
    for words in ("県の基金", "申込み中", "5,000円×2.5時間", "報償費", "12,500円"):
        assert words in page


def test_the_desk_is_told_what_to_look_at_twice(client: Client):
    lines = [
        {**INCOME, "source": "grants", "amount": 60_000}, {**INCOME, "source": "city", "amount": 40_000},
        {**FEES, "unit_price": None, "quantity": None, "amount": 100_000, "bearer": "city"},
    ]  # fmt: skip
    it = save(given.a_complete_draft(), other_support="yes", supports=[FUND], lines=lines)
    proposals.submit(it, by=cast.hanako(), at=AT)
    assert [sentence[:10] for sentence in advice(it)] == [
        "ほかの補助：県の基金",
        "収入の「ほかの助成」",
        "市が負担するとした支",
    ]
    client.force_login(cast.sato())
    assert "同じ経費に重ねて" in client.get(it.get_absolute_url()).content.decode()
    client.force_login(cast.hanako())
    assert "同じ経費に重ねて" not in client.get(it.get_absolute_url()).content.decode()
    save(it, other_support="no", supports=[], lines=texts.LINES)
    assert advice(it) == []


def test_the_sums_stand_beside_what_the_programme_allows():
    it = given.a_complete_draft(round_=given.a_round())
    [money] = [part for part in draft_text(it).parts if part.step == "money"]
    assert ("支出の合計（総事業費）", "200,000円") in [(str(label), words) for label, words in money.facts]
    assert "160,000円（きまりで出せる額 160,000円）" in [words for _label, words in money.facts]


def test_a_proposal_is_handed_out_in_word_as_each_reader_may_read_it(client: Client):
    it = given.a_checked_proposal(round_=given.a_round())
    where = reverse("proposals:paper_docx", args=[it.ref])
    assert where in client.get(it.get_absolute_url()).content.decode()
    public: list[str] = []
    inside: list[str] = []
    for who, found in ((None, public), (cast.hanako(), inside)):
        if who:
            client.force_login(who)
        document = Document(BytesIO(client.get(where).content))
        found += [p.text for p in document.paragraphs]
        found += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "大雨のたびに用水路があふれます。" in public
    assert ("講師への謝礼" in public, "講師への謝礼" in inside) == (False, True)
    text = text_for(it, cast.visitor(), at=AT)
    assert text is not None
    assert f"要約値　{text.version.digest}" in public
