"""The pages of evaluations, as people use them."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from kyodo.cycle.evaluations import actions as evaluations
from kyodo.cycle.evaluations import queries
from kyodo.cycle.evaluations.models import Evaluation, GapNote
from kyodo.cycle.evaluations.states import Phase
from kyodo.cycle.evaluations.workflow import gaps_talked_over
from kyodo.kernel.access import BOTH_SIDES, Side
from kyodo.kernel.policy import IllegalMove
from kyodo.offices.desk.models import Task
from tests import cast, given
from tests.cast import AT

pytestmark = pytest.mark.django_db


def test_the_short_form_is_there_on_paper_and_offered_to_whoever_hands_it_out(client: Client):
    it = given.an_evaluation()
    place = reverse("evaluations:voice_blank", args=[it.voice_token])
    answer = client.get(place)
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    client.force_login(cast.hanako())
    assert place in client.get(reverse("evaluations:evaluation", args=[it.case.ref])).content.decode()


def test_no_paper_for_an_address_nobody_was_given(client: Client):
    given.a_city()
    assert client.get(reverse("evaluations:voice_blank", args=["0" * 32])).status_code == 404


def gap_page(it: Evaluation) -> str:
    (line,) = queries.wide_gaps(it)
    return reverse("evaluations:gap", args=[it.case.ref, line.item.ref])


NOTED = {
    "cause": "見ていたものが違った。", "improvement": "月に一度、三者で会う。", "owner_side": "city", "due_year": "令和8", "due_month": "9",
    "due_day": "30", "neutral": "中野 智子",
}  # fmt: skip


def test_the_neutral_chair_writes_the_note_and_both_sides_are_asked_for_their_word(client: Client, settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    it = given.a_revealed_evaluation(city={"prompt": 2})
    client.force_login(cast.nakano())
    assert cast.nakano().display in client.get(gap_page(it)).content.decode(), "the chair is named as present"
    assert client.post(gap_page(it), NOTED).status_code == 302
    note = it.gap_notes.get()
    assert (note.written_side, note.unheard) == (Side.NEUTRAL, [Side.CITIZENS, Side.CITY])
    asked = Task.objects.open().filter(subject_ref=note.subject)
    assert {task.holder for task in asked} == it.case.party_refs(*BOTH_SIDES)
    agree = reverse("evaluations:agree", args=[it.case.ref, note.item.ref])
    assert agree not in client.get(it.get_absolute_url()).content.decode(), "the chair speaks for no side"
    for person in (cast.hanako(), cast.tanaka()):
        assert not it.gap_notes.get().is_agreed
        client.force_login(person)
        page = client.get(it.get_absolute_url()).content.decode()
        assert agree in page
        assert "中野 智子" in page
        client.post(agree)
    assert it.gap_notes.get().is_agreed
    assert [task.what for task in asked.all()] == [NOTED["improvement"]], "only the improvement is still owed"


def test_one_sides_word_alone_does_not_carry_a_note_of_the_chair():
    it = given.a_revealed_evaluation(city={"prompt": 2})
    note = noted(it, by=cast.nakano())
    evaluations.agree_to_note(note, by=cast.tanaka(), at=AT)
    (block,) = gaps_talked_over(it, AT)
    assert "市民の側" in str(block.sentence)
    with pytest.raises(IllegalMove, match="双方が確かめて"):
        evaluations.finish_improvement(note, by=cast.tanaka(), at=AT)


def test_words_written_anew_are_agreed_to_anew():
    it = given.a_revealed_evaluation(city={"prompt": 2})
    note = noted(it, by=cast.nakano())
    for person in (cast.hanako(), cast.tanaka()):
        evaluations.agree_to_note(note, by=person, at=AT)
    again = noted(it, by=cast.hanako())
    assert again.pk == note.pk
    assert again.unheard == [Side.CITY]
    owed = Task.objects.open().filter(subject_ref=note.subject)
    assert [task.holder for task in owed] == list(it.case.party_refs(Side.CITY)), (
        "the first improvement is owed no more"
    )


def test_whoever_sits_on_no_side_writes_no_note(client: Client):
    it = given.a_revealed_evaluation(city={"prompt": 2})
    client.force_login(cast.taro())
    assert client.get(gap_page(it)).status_code == 403
    assert client.post(gap_page(it), NOTED).status_code == 403
    assert not it.gap_notes.exists()


def noted(it: Evaluation, *, by) -> GapNote:
    """The record of a talk about the one wide gap."""
    (line,) = queries.wide_gaps(it)
    return evaluations.note_gap(
        it,
        item=line.item,
        cause="見ていたものが違った。",
        improvement="月に一度会う。",
        owner_side="city",
        due=date(2026, 9, 30),
        by=by,
        at=AT,
    )


def test_the_page_begins_with_the_whole_and_the_gaps_and_leads_to_every_item(client: Client, settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    it = given.a_revealed_evaluation(city={"prompt": 2})
    noted(it, by=cast.hanako())
    client.force_login(cast.tanaka())
    page = client.get(it.get_absolute_url()).content.decode()
    told = [page.index(words) for words in ("段階ごとの平均", "見方が違ったこと", "項目ごとの点と理由")]
    assert told == sorted(told)
    folded = re.findall(r'<details class="ky-fold ky-fold--printed" id="phase-(\w+)">', page)
    assert folded == [phase.value for phase in Phase]
    idents = re.findall(r'\bid="([^"]+)"', page)
    assert len(idents) == len(set(idents))
    assert {item.ref for item in it.items.all()} <= set(idents)
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(idents)


def test_before_the_reveal_the_page_says_who_has_filed_and_shows_no_mark(client: Client, settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    it = given.an_evaluation()
    client.force_login(cast.tanaka())
    page = client.get(it.get_absolute_url()).content.decode()
    assert "記入しています" in page
    assert "ky-pairs" not in page
    assert "ky-drawing" not in page
