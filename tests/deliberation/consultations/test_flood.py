"""By the thousand or one by one: what comes in a file is kept, counted and shown like what came by hand."""

import pytest
from django.urls import reverse
from hypothesis import given as generated
from hypothesis import strategies as st

from kyodo.deliberation.consultations import actions, queries
from kyodo.deliberation.consultations.actions import intake as engine
from kyodo.deliberation.consultations.actions import proposing
from kyodo.deliberation.consultations.models import Bundle, Pair, Sender
from kyodo.deliberation.consultations.queries import working
from kyodo.deliberation.consultations.queries.copies import signature_of, signatures_of
from kyodo.deliberation.consultations.states import Fitness
from kyodo.offices.desk.actions import run_errands
from kyodo.offices.journal.models import Entry
from tests import cast

from . import given
from .flooding import a_file, read_in, rows, taken_in, worked_off

pytestmark = pytest.mark.django_db

SAME, OTHER = "灯りがほしい。", "北町の坂で3人が転んだ。"
DRAWN = {"id", "ref", "number", "token_hash", "entered_by_id", "intake_id", "intake_row"}


@pytest.fixture
def it(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: given.SORTING)
    return given.an_open_one()


def one_row(name: str, address: str, text: str, *, day: str = "2026-05-11") -> str:
    return f"{day},{name},{address},市内に住む人,{text}"


def filed(it, lines):
    actions.take_in(read_in(it, a_file(lines)), by=cast.sato(), at=given.SORTING)
    worked_off()


def test_what_comes_in_a_file_is_kept_like_what_is_typed_in(it):
    sender = actions.From(name="海野 次郎", address="織瀬市川東2-3-4")
    filed(it, [one_row(sender.name, sender.address, SAME)])
    by_file = it.submissions.get()
    by_hand = actions.enter(
        it, text=SAME, sender=sender, channel="mail", received_at=by_file.received_at, standing="resident", by=cast.sato(),
        at=given.SORTING,
    )  # fmt: skip
    by_file.refresh_from_db()
    for field in by_file._meta.concrete_fields:
        if field.attname not in DRAWN:
            assert getattr(by_file, field.attname) == getattr(by_hand, field.attname), field.attname
    assert queries.by_token(actions.receipt_token(by_file)) == by_file
    entries = ("name", "address", "email", "phone")
    assert len(set(Sender.objects.values_list(*entries))) == 1


def test_a_late_and_an_incomplete_row_are_kept_and_flagged(it):
    filed(it, [one_row("甲", "織瀬市1", SAME, day="2026-06-10"), one_row("", "", SAME), one_row("乙", "織瀬市2", SAME)])
    late, lacking, met = it.submissions.order_by("number")
    assert (late.late, lacking.late, met.late) == (True, False, False)
    assert (late.fitness, lacking.fitness, met.fitness) == (Fitness.MET, Fitness.LACKING, Fitness.MET)
    assert lacking.fitness_note
    assert list(it.submissions.flagged().order_by("number")) == [late, lacking]


def test_copies_within_a_file_and_across_portions_lie_in_one_bundle(it, monkeypatch):
    monkeypatch.setattr(engine, "PART", 2)
    taken_in(it, [SAME, OTHER, "灯りが　ほしい。", SAME, "灯りがほしい｡", SAME, SAME])
    assert list(it.bundles.order_by("pk").values_list("gist", "size", "voices")) == [(SAME, 6, 6), (OTHER, 1, 1)]
    assert [s.bundle.gist for s in it.submissions.order_by("number")] == [SAME, OTHER, *[SAME] * 5]


def test_one_entry_a_portion_tells_the_file_and_the_numbers_it_was_given(it, monkeypatch):
    monkeypatch.setattr(engine, "PART", 2)
    intake = taken_in(it, [SAME, OTHER, SAME])
    told = Entry.objects.filter(subject=intake.subject).order_by("seq")
    assert f'"sha256":"{intake.digest}"' in told.get(act="begin").detail
    taken = told.filter(act="take_rows").values_list("detail", flat=True)
    assert list(taken) == ['{"from":1,"rows":2,"to":2}', '{"from":3,"rows":1,"to":3}']


def test_what_arrives_between_two_portions_gets_a_number_of_its_own(it, monkeypatch):
    monkeypatch.setattr(engine, "PART", 2)
    monkeypatch.setattr("kyodo.offices.desk.actions.errands.PORTIONS", 1)
    intake = read_in(it, a_file(rows([SAME, OTHER, SAME, OTHER])))
    errand = actions.take_in(intake, by=cast.sato(), at=given.SORTING)
    run_errands(given.SORTING)
    errand.refresh_from_db()
    assert (errand.done, errand.total, it.submissions.count()) == (2, 4, 2)
    mine = given.a_paper(it, SAME)
    worked_off()
    assert mine.number == 3
    assert list(it.submissions.order_by("number").values_list("number", "intake_row")) == [
        (1, 2), (2, 3), (3, None), (4, 4), (5, 5),
    ]  # fmt: skip
    assert sorted(it.bundles.values_list("size", flat=True)) == [2, 3]


def test_a_voice_stops_being_alone_when_the_same_words_come_in_another_file(it):
    taken_in(it, [SAME, OTHER])
    lone = {row.gist: row.weight for row in queries.to_read(it).rows}
    taken_in(it, [SAME], name="more.csv")
    shared = {row.gist: row.weight for row in queries.to_read(it).rows}
    assert lone[SAME] - shared[SAME] == 1
    assert shared[OTHER] == lone[OTHER]


def test_a_bundle_put_into_another_grows_with_it_when_more_comes(it):
    taken_in(it, [SAME, OTHER])
    same, other = it.bundles.order_by("pk")
    actions.join_bundles(same, into=other, by=cast.sato(), at=given.SORTING)
    taken_in(it, [SAME, SAME, "新しい声です。"], name="more.csv")
    assert list(it.bundles.order_by("pk").values_list("size", "voices")) == [(3, 3), (1, 4), (1, 1)]


def test_the_list_is_read_through_without_leaving_out_or_repeating_one(it, monkeypatch):
    monkeypatch.setattr(working, "PAGE", 3)
    taken_in(it, [*(f"意見{n}。" for n in range(7)), *(f"北町の坂で{n}人が転んだ。" for n in range(4)), SAME, SAME])
    for everything in (False, True):
        seen, after = list[Bundle](), ""
        while True:
            shown = queries.to_read(it, after=after, everything=everything)
            seen += shown.rows
            after = shown.older
            if not after:
                break
        assert seen == list(it.bundles.heads().order_by("-weight", "pk"))


def test_near_copies_are_judged_in_the_order_in_which_the_texts_came(it, monkeypatch):
    long = "図書館の前の坂道は、夜になると足もとが見えません。早く灯りをつけてください。"
    later = "会議の記録は、二週間のうちに読めるようにしてください。遅いと話し合いに役立ちません。"
    evident = f"北町の坂で3人が転んだ。{later}"
    taken_in(it, [long, evident, f"{long}以上。", f"{evident}以上。"])
    first = queries.next_proposal(it)
    assert first
    assert first.leader.gist == long[:60]
    second = queries.next_proposal(it, after=first.after)
    assert second
    assert second.leader.gist == evident[:60]


def test_only_what_nobody_compared_yet_is_compared(it):
    taken_in(it, [SAME, OTHER])
    proposing._held.clear()
    assert not proposing.unplaced(it).exists()
    mine = given.a_paper(it, "灯りがほしいです。")
    assert [bundle.pk for bundle in proposing.unplaced(it)] == [mine.bundle_id]
    actions.look(it, by=cast.sato(), at=given.SORTING)
    worked_off()
    assert Pair.objects.get().other_id == mine.bundle_id


@generated(st.lists(st.text(min_size=1, max_size=60), max_size=8))
def test_many_signatures_at_once_are_those_of_each(texts):
    assert signatures_of(texts) == [signature_of(text) for text in texts]


def test_the_page_of_a_file_shows_its_first_rows_before_anything_is_taken_in(it, as_):
    intake = read_in(it, a_file(rows([SAME, OTHER])))
    page = as_(cast.sato()).get(reverse("consultations:intake", args=[intake.ref])).content.decode()
    assert SAME in page
    assert "提出者2" in page
