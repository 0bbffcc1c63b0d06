"""The engine that finds near copies, on a labelled set with known edits."""

import random

import pytest
from hypothesis import given as generated
from hypothesis import strategies as st

from kyodo.deliberation.consultations.queries.copies import Leaders, evidence_of, plain, signature_of, weight_of

from .campaigns import a_voice, edited, judged, labelled


def groups_of(texts: list[str]) -> list[int]:
    """The leader that each text was laid to."""
    leaders = Leaders()
    nears = [leaders.place(key, text, signature_of(text)) for key, text in enumerate(texts)]
    return [near.leader if near else key for key, near in enumerate(nears)]


def test_near_copies_are_found_and_voices_of_their_own_are_not_taken_for_copies():
    marked = labelled(3000)
    precision, recall = judged([group for group, _text in marked], groups_of([text for _group, text in marked]))
    assert precision >= 0.98
    assert recall >= 0.9


def test_the_same_texts_always_give_the_same_groups():
    texts = [text for _group, text in labelled(300)]
    assert groups_of(texts) == groups_of(texts)
    assert signature_of("灯りがほしい") == signature_of("灯りが ほしい\n")


@generated(st.text(min_size=1, max_size=200))
def test_any_text_has_a_signature_and_is_near_to_itself(text):
    leaders = Leaders()
    assert leaders.place(1, text, signature_of(text)) is None
    near = leaders.nearest(text, signature_of(text))
    assert near is not None or not plain(text)
    assert near is None or (near.leader, near.score) == (1, 1.0)


def test_a_text_with_a_tenth_of_its_signs_changed_is_a_near_copy():
    chance = random.Random(3)
    for number in range(50):
        leaders, origin = Leaders(), a_voice(chance)
        leaders.add(number, origin, signature_of(origin))
        changed = edited(origin, chance, 0.1)
        assert leaders.nearest(changed, signature_of(changed))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("反対です。", 0), ("北町の坂が暗い。", 1), ("北町の坂で3人が転んだ。", 3), ("毎日30分待ちます。", 1), ("私の母は困っています。", 1),
    ],
)  # fmt: skip
def test_a_place_a_figure_and_something_lived_through_are_evidence(text, kinds):
    assert evidence_of(text) == kinds


def test_a_lone_voice_comes_before_any_copied_one_however_well_founded():
    assert weight_of(0, alone=True) > weight_of(3, alone=False)
