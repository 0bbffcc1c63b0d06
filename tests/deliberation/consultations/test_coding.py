"""The second coding: drawn by lot, sorted unseen, compared and settled."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kyodo.deliberation.consultations import actions, queries
from kyodo.deliberation.consultations.models import Coding, Consultation, Recoding
from kyodo.deliberation.consultations.states import CodingState
from kyodo.deliberation.consultations.terms import CODED_FROM, CODED_LEAST
from kyodo.kernel.naming import Finder
from kyodo.kernel.policy import Blocked, IllegalMove, NotAllowed, Refused
from kyodo.offices.city import actions as city
from kyodo.offices.city.actions.founding import FIRST_RUN
from kyodo.offices.desk.models import Task
from kyodo.offices.desk.queries import today_of
from kyodo.offices.journal.models import Entry
from kyodo.offices.post.models import Message
from tests import cast
from tests import given as town

from . import given

pytestmark = pytest.mark.django_db

SEED, SEED_FROM = "38,915.87", "6月10日の日経平均株価の終値"
FIRST: dict[str, Any] = {"text": "ひとり目だけの言葉で答えます。", "reason": "ひとり目だけの理由のため。"}


def sorted_once(count: int = 12) -> Consultation:
    """So many opinions that are read and answered; 田中 knows nothing of it."""
    it = given.an_open_one()
    units = [given.a_read_bundle(given.a_paper(it, f"意見その{n}です。").bundle) for n in range(count)]
    given.an_agreed_answer(*units, **FIRST)
    it.refresh_from_db()
    return it


def asked(it: Consultation) -> Coding:
    """田中 is asked for the second coding."""
    return actions.name_coder(it, coder=cast.tanaka(), seed_from=SEED_FROM, by=cast.sato(), at=given.SORTING)


def drawn(it: Consultation) -> Coding:
    return actions.draw(asked(it), seed=SEED, by=cast.sato(), at=given.SORTING)


def coded(coding: Coding, *, otherwise: int = 0) -> Coding:
    """Sorted as the first did, but for so many; then filed."""
    for n, row in enumerate(coding.rows.all()):
        category = given.a_category("反映しない") if n < otherwise else row.first_category
        actions.code(row, category=category, section=row.first_section, by=cast.tanaka(), at=given.SORTING)
    return actions.file_coding(coding, by=cast.tanaka(), at=given.SORTING)


@pytest.fixture
def page_of(monkeypatch, settings):
    """What a person gets at an address."""
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    monkeypatch.setattr("django.utils.timezone.now", lambda: given.SORTING)

    def read(path, who=None, **data):
        client = Client()
        if who:
            client.force_login(who, backend=settings.AUTHENTICATION_BACKENDS[0])
        return client.post(path, data) if data else client.get(path)

    return read


def test_the_lot_is_drawn_again_by_anybody_from_list_and_seed():
    coding = drawn(sorted_once(15))
    known = hashlib.sha256("".join(f"{ref}\t\n" for ref in sorted(coding.listed)).encode()).hexdigest()
    assert queries.hash_of(coding) == known
    smallest = sorted(
        coding.listed, key=lambda ref: hashlib.sha256(f"{known}|{SEED}|{ref}".encode()).hexdigest()
    )  # fmt: skip
    assert [row.unit.ref for row in coding.rows.all()] == smallest[: CODED_LEAST.default]
    assert len(coding.listed) == 15


def test_of_many_a_tenth_is_drawn_and_of_few_all():
    assert len(queries.lot_of([f"{n:010}" for n in range(201)], SEED)) == 21
    assert len(queries.lot_of([f"{n:010}" for n in range(7)], SEED)) == 7


def test_nobody_who_sorted_or_reviewed_is_asked_to_sort_again():
    it = sorted_once()
    for person in (cast.sato(), cast.suzuki(), given.the_head()):
        with pytest.raises(Refused):
            actions.name_coder(it, coder=person, seed_from=SEED_FROM, by=cast.sato(), at=given.SORTING)
    with pytest.raises(Refused, match="職員"):
        actions.name_coder(it, coder=cast.jiro(), seed_from=SEED_FROM, by=cast.sato(), at=given.SORTING)


def test_who_could_read_the_ledger_is_asked_only_before_the_first_opinion_is_cut():
    it = given.an_open_one()
    coding = actions.name_coder(
        it, coder=given.the_head(), seed_from=SEED_FROM, by=cast.sato(), at=cast.AT
    )  # fmt: skip
    assert coding.state == CodingState.NAMED
    one = given.a_paper(it)
    with pytest.raises(NotAllowed, match="二人目の分類"):
        actions.split(one.bundle, start=0, end=3, by=given.the_head(), at=cast.AT)


def test_whoever_was_asked_meets_the_first_coding_nowhere_until_they_file(page_of):
    it = sorted_once()
    coding = drawn(it)
    row = coding.rows.all()[0]
    names = ("ledger", "work", "answers", "ledger_csv", "copies", "codings", "reviewers")
    paths = [reverse(f"consultations:{name}", args=[it.ref]) for name in names]
    unit: Any = row.unit
    paths += [unit.get_absolute_url(), reverse("consultations:unit", args=[unit.ref]), unit.answer.get_absolute_url()]
    before = {path: page_of(path, cast.tanaka()) for path in paths}
    assert {answer.status_code for answer in before.values()} == {403}
    own = page_of(coding.get_absolute_url(), cast.tanaka()).content.decode()
    everything = own + "".join(answer.content.decode() for answer in before.values())
    assert FIRST["text"] not in everything
    assert FIRST["reason"] not in everything
    assert unit.ref not in own
    assert Finder(cast.tanaka(), given.SORTING, ("consultations.answer",)).look("ひとり目だけ") == []
    assert Finder(cast.suzuki(), given.SORTING, ("consultations.answer",)).look("ひとり目だけ")


def test_even_the_head_of_the_section_is_blind_while_coding(page_of):
    it = given.an_open_one()
    actions.name_coder(it, coder=given.the_head(), seed_from=SEED_FROM, by=cast.sato(), at=cast.AT)
    for name in ("ledger", "work", "answers", "ledger_csv", "edit"):
        assert page_of(reverse(f"consultations:{name}", args=[it.ref]), given.the_head()).status_code == 403, name
    assert "市の仕事" not in page_of(it.get_absolute_url(), given.the_head()).content.decode()


def test_news_tasks_letters_and_the_journal_tell_nothing_of_either_coding():
    it = sorted_once()
    coding = drawn(it)
    answer = it.answers.get()
    actions.reopen_answer(answer, reason="参考ではなく反映にするため", by=cast.sato(), at=given.SORTING)
    row = coding.rows.all()[0]
    actions.code(row, category=given.a_category("対象外"), section=town.the_desk(), by=cast.tanaka(), at=given.SORTING)
    day = today_of(cast.tanaka(), given.SORTING)
    assert [line.task.what for line in day.owed] == ["意見の二人目の分類をする"]
    assert day.news == []
    entry = Entry.objects.filter(act="code").get()
    assert entry.detail == "{}"
    assert entry.subject == coding.subject
    told = "".join(m.title + m.body for m in Message.objects.filter(name__startswith="consultations."))
    assert "対象外" not in told
    assert "ひとり目" not in told


def test_what_the_second_sees_is_seen_by_nobody_before_it_is_filed(page_of):
    coding = drawn(sorted_once())
    row = coding.rows.all()[0]
    actions.code(row, category=given.a_category("対象外"), section=town.the_desk(), by=cast.tanaka(), at=given.SORTING)
    assert "対象外" not in page_of(coding.get_absolute_url(), cast.sato()).content.decode()
    assert not coding.rows.readable(cast.sato(), at=given.SORTING).exists()
    assert coding.rows.readable(cast.tanaka(), at=given.SORTING).count() == 10
    with pytest.raises(NotAllowed):
        actions.code(row, category=row.first_category, section=row.first_section, by=cast.sato(), at=given.SORTING)


def test_the_words_of_the_original_are_shown_with_what_is_covered(page_of):
    it = given.an_open_one()
    one = given.a_paper(it, "川辺 花子です。道が暗い。")
    actions.mask(one, words="川辺 花子", kind="name", by=cast.sato(), at=given.SORTING)
    unit = actions.split(
        one.bundle, start=8, end=13, gist="一人目の概要", finish=True, by=cast.sato(), at=given.SORTING
    )  # fmt: skip
    given.an_agreed_answer(unit)
    told = page_of(drawn(it).get_absolute_url(), cast.tanaka()).content.decode()
    assert "道が暗い。" in told
    assert "〔氏名〕です。" in told
    assert "花子" not in told
    assert "一人目の概要" not in told


def test_nothing_is_drawn_before_everything_is_sorted_once():
    it = sorted_once()
    given.a_paper(it, "まだ読んでいない意見")
    with pytest.raises(Blocked, match="まだ読み終えていない"):
        drawn(it)


def test_everything_that_was_drawn_is_sorted_before_it_is_filed_and_then_fixed():
    coding = drawn(sorted_once())
    with pytest.raises(Blocked, match="10件"):
        actions.file_coding(coding, by=cast.tanaka(), at=given.SORTING)
    coded(coding)
    row = coding.rows.all()[0]
    with pytest.raises(IllegalMove):
        actions.code(row, category=row.first_category, section=row.first_section, by=cast.tanaka(), at=given.SORTING)
    assert not Task.objects.open().filter(whole=coding.whole, kind="blind").exists()


def test_agreement_is_counted_on_the_codes_as_they_were_when_the_lot_was_drawn():
    it = sorted_once()
    coding = drawn(it)
    answer = it.answers.get()
    actions.reopen_answer(answer, reason="書き直すため", by=cast.sato(), at=given.SORTING)
    actions.write(
        answer, text="答", reason="理由", category=given.a_category("反映しない"), by=cast.sato(), at=given.SORTING
    )  # fmt: skip
    told = queries.told_of_coding(coded(coding, otherwise=3))
    assert (told.opinions, told.coded, told.category.same, told.disputed) == (12, 10, 7, 3)
    assert told.section.percent == 100
    # All that was seen otherwise now stands as the second saw it.
    assert (told.kept, told.changed, told.otherwise) == (0, 3, 0)


def test_what_was_seen_otherwise_is_settled_with_a_reason_before_the_decision():
    it = sorted_once()
    coding = coded(drawn(it), otherwise=2)
    rows = [one.row for one in queries.disputes_of(coding, cast.sato(), at=given.SORTING)]
    with pytest.raises(Blocked, match="2件"):
        actions.finish(it, by=cast.sato(), at=given.SORTING)
    with pytest.raises(Refused, match="どうして"):
        actions.settle_row(rows[0], reason=" ", by=cast.sato(), at=given.SORTING)
    with pytest.raises(Refused, match="氏名"):
        actions.settle_row(rows[0], reason="川辺 花子さんの意見だから", by=cast.sato(), at=given.SORTING)
    for row in rows:
        actions.settle_row(row, reason="区分の説明に当てはまるため。", by=cast.sato(), at=given.SORTING)
    actions.finish(it, by=cast.sato(), at=given.SORTING)
    agreed = coding.rows.exclude(pk__in=[row.pk for row in rows])[0]
    with pytest.raises(IllegalMove):
        actions.settle_row(agreed, reason="理由", by=cast.sato(), at=given.SORTING)


def test_from_so_many_opinions_on_nothing_is_decided_without_a_second():
    town.a_city()
    city.set_number(CODED_FROM, 12, by=FIRST_RUN, at=cast.BEFORE)
    it = sorted_once()
    with pytest.raises(Blocked, match="もう一度分類"):
        actions.finish(it, by=cast.sato(), at=given.SORTING)
    coding = drawn(it)
    with pytest.raises(Blocked, match="まだ出されていません"):
        actions.finish(it, by=cast.sato(), at=given.SORTING)
    coded(coding)
    actions.finish(it, by=cast.sato(), at=given.SORTING)


def test_a_second_coding_can_be_taken_back_before_it_is_filed_and_never_after():
    it = sorted_once()
    coding = drawn(it)
    actions.withdraw_coding(coding, reason="休職のため", by=cast.sato(), at=given.SORTING)
    again = drawn(it)
    assert Coding.objects.standing().get() == again
    coded(again)
    with pytest.raises(IllegalMove):
        actions.withdraw_coding(again, reason="一致が低いため", by=cast.sato(), at=given.SORTING)


def test_opinions_that_were_taken_back_since_are_not_counted():
    it = sorted_once()
    coding = coded(drawn(it), otherwise=1)
    unit: Any = coding.rows.all()[0].unit
    actions.reopen_answer(unit.answer, reason="分けるため", by=cast.sato(), at=given.SORTING)
    unit.refresh_from_db()
    actions.drop_unit(actions.detach(unit, by=cast.sato(), at=given.SORTING), by=cast.sato(), at=given.SORTING)
    told = queries.told_of_coding(coding)
    assert (told.coded, told.disputed) == (9, 0)
    assert Recoding.objects.filter(coding=coding).count() == 10


def test_result_and_year_tell_how_many_were_sorted_twice_and_how_well_two_agreed(page_of):
    it = sorted_once()
    coding = coded(drawn(it), otherwise=1)
    for one in queries.disputes_of(coding, cast.sato(), at=given.SORTING):
        actions.settle_row(one.row, reason="説明のとおりのため。", by=cast.sato(), at=given.SORTING)
    result = actions.release(
        given.adopted(it), heard="聴", said="言", done="為", by=cast.sato(), at=given.SORTING
    )  # fmt: skip
    told = page_of(reverse("consultations:result", args=[it.ref])).content.decode()
    assert "意見12種類のうち10種類をくじで選び" in told
    assert "対応の区分：10件のうち9件（90％）で一致" in told
    assert "1件は一人目のまま" in told
    assert SEED in told
    assert queries.hash_of(coding) in told
    [line] = queries.year_report(2026).lines
    assert line.coded == queries.told_in(result) == queries.told_of_coding(coding)
    assert "10件のうち9件（90％）で一致" in page_of("/consultations/yearly/").content.decode()
    rows = page_of("/consultations/yearly/2026.csv").content.decode().splitlines()
    assert rows[1].endswith("10,9,0.0,10,")
    csv = b"".join(page_of(reverse("consultations:result_csv", args=[it.ref]))).decode()
    assert all(ref in csv for ref in coding.listed)


def test_a_result_without_a_second_says_so(page_of):
    it = given.a_result().consultation
    told = page_of(reverse("consultations:result", args=[it.ref])).content.decode()
    assert "二人目による分類は行いませんでした。" in told
