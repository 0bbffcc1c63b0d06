"""Covering personal data: a layer above the original that others read, and that can be lifted."""

import itertools

import pytest
from hypothesis import given as generated
from hypothesis import strategies as st

from kyodo.deliberation.consultations import actions, queries
from kyodo.deliberation.consultations.models import Mask
from kyodo.kernel.covering import MaskKind
from kyodo.kernel.policy import Blocked, IllegalMove, NotAllowed, Refused
from kyodo.offices.journal.models import Entry
from tests import cast
from tests import given as town

from . import given

spans = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=6)


@generated(text=st.text(min_size=1, max_size=60), spans=spans)
def test_covering_shows_what_is_open_in_its_order_and_nothing_that_is_covered(text, spans):
    text = text.replace("〔", "").replace("〕", "") or "あ"
    masks = [Mask(start=a, end=min(a + n, len(text)), kind=MaskKind.NAME) for a, n in spans if a < len(text)]
    hidden = {place for m in masks for place in range(m.start, m.end)}
    shown = queries.covered(text, masks)
    assert shown.replace("〔氏名〕", "") == "".join(sign for place, sign in enumerate(text) if place not in hidden)


@generated(text=st.text(max_size=200))
def test_every_word_of_an_original_lies_in_a_sentence_or_is_space(text):
    segments = queries.segments_of(text, [])
    kept = {place for s in segments for place in range(s.start, s.end)}
    assert all(sign.isspace() for place, sign in enumerate(text) if place not in kept)
    assert all(one.end <= two.start for one, two in itertools.pairwise(segments))


@pytest.mark.django_db
def test_words_are_covered_wherever_they_stand_and_shown_again_when_lifted():
    one = given.a_paper(given.an_open_one(), "花子です。花子の家は橋のそばです。")
    masks = actions.mask(one, words="花子", kind=MaskKind.NAME, by=cast.sato(), at=cast.AT)
    assert queries.covered(one.text, one.masks.all()) == "〔氏名〕です。〔氏名〕の家は橋のそばです。"
    for mask in masks:
        actions.unmask(mask, reason="団体の名前でした", by=cast.sato(), at=cast.AT)
    assert queries.covered(one.text, one.masks.all()) == one.text
    with pytest.raises(IllegalMove):
        actions.unmask(masks[0], reason="もう一度", by=cast.sato(), at=cast.AT)


@pytest.mark.django_db
def test_the_journal_keeps_that_something_was_covered_and_never_what():
    one = given.a_paper(given.an_open_one(), "ひみつの名前です。")
    actions.mask(one, words="ひみつの名前", kind=MaskKind.NAME, by=cast.sato(), at=cast.AT)
    entry = Entry.objects.get(act="mask")
    assert "ひみつ" not in entry.detail + entry.reason


@pytest.mark.django_db
def test_a_slip_of_the_pen_and_a_reason_left_out_are_refused():
    one = given.a_paper(given.an_open_one(), "花子です。")
    with pytest.raises(Refused, match="写し間違い"):
        actions.mask(one, words="花江", kind=MaskKind.NAME, by=cast.sato(), at=cast.AT)
    with pytest.raises(Refused):
        actions.mask(one, words="花子", kind=MaskKind.OTHER, by=cast.sato(), at=cast.AT)
    with pytest.raises(NotAllowed):
        actions.mask(one, words="花子", kind=MaskKind.NAME, by=cast.tanaka(), at=cast.AT)


@pytest.mark.django_db
def test_what_looks_like_personal_data_is_pointed_out_until_it_is_covered():
    one = given.a_submission(given.an_open_one(), "海野 次郎、090-1234-5678、jiro@example.jp、〒000-8601です。")
    found = dict(queries.suspects(one))
    assert {"海野 次郎", "jiro@example.jp", "090-1234-5678"} <= set(found)
    assert "090-1234" not in found, "part of a telephone is no postcode"
    for words, kind in queries.suspects(one):
        if words in queries.covered(one.text, one.masks.all()):
            actions.mask(one, words=words, kind=kind, by=cast.sato(), at=cast.AT)
    assert queries.suspects(one) == []


@pytest.mark.django_db
def test_a_gist_that_names_somebody_stops_the_decision_and_says_where():
    it = given.an_open_one()
    one = given.a_submission(it, "海野 次郎と申します。夜も開いてほしい。")
    unit = given.a_read_bundle(one.bundle)
    given.an_agreed_answer(unit)
    with pytest.raises(Blocked, match="氏名") as refused:
        actions.finish(it, by=cast.sato(), at=given.SORTING)
    assert refused.value.blocks[0].mend.endswith(f"/units/{unit.ref}/")
    actions.reword(unit, gist="夜も開いてほしい。", section=town.the_desk(), by=cast.sato(), at=given.SORTING)
    actions.finish(it, by=cast.sato(), at=given.SORTING)
