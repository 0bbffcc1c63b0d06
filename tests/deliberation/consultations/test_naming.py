"""Nothing is published that names a sender or repeats what was covered: opinions, answers, and the words at the top."""

from typing import Any

import pytest

from kyodo.deliberation.consultations import actions
from kyodo.deliberation.consultations.policies.naming import secrets_of
from kyodo.kernel.policy import Blocked, Refused
from tests import cast
from tests import given as town

from . import given

FINE = {"heard": "聴", "said": "言", "done": "為"}


def a_unit(text="夜の窓口を開けてください。", **said):
    one = given.a_submission(given.an_open_one(), text, **said)
    return given.a_read_bundle(one.bundle)


@pytest.mark.django_db
@pytest.mark.parametrize("entry", ["text", "reason", "after", "before"])
@pytest.mark.parametrize(
    "words", ["海野次郎", "海野　次郎", "海野さん", "織瀬市川東２－３－４", "jiro@example.jp", "0004-82-3333"]
)
def test_an_answer_that_names_a_sender_does_not_reach_its_reviewers(entry, words):
    said: dict[str, Any] = {entry: f"{words}のご意見のとおりです。"}
    answer = given.an_answer(a_unit(), **said)
    with pytest.raises(Blocked, match="伏せた言葉") as refused:
        actions.hand_in(answer, by=cast.sato(), at=given.SORTING)
    assert refused.value.blocks[0].mend == answer.get_absolute_url()


@pytest.mark.django_db
def test_an_answer_never_repeats_what_was_covered_even_later():
    one = given.a_submission(given.an_open_one(), "うちの次男の病気のことで、夜も開けてください。")
    unit = given.a_read_bundle(one.bundle)
    actions.reword(unit, gist="夜も開けてほしい。", section=town.the_desk(), by=cast.sato(), at=given.SORTING)
    answer = given.an_agreed_answer(unit, text="次男の病気は、たいへんでしたね。")
    (mask,) = actions.mask(one, words="次男の病気", kind="third", by=cast.sato(), at=given.SORTING)
    with pytest.raises(Blocked, match="市の考え方1に") as refused:
        actions.finish(one.consultation, by=cast.sato(), at=given.SORTING)
    assert refused.value.blocks[0].mend == answer.get_absolute_url()
    actions.unmask(mask, reason="本人が公表を望んだため", by=cast.sato(), at=given.SORTING)
    actions.finish(one.consultation, by=cast.sato(), at=given.SORTING)


@pytest.mark.django_db
def test_every_sender_of_the_same_text_is_protected_not_only_the_first():
    it = given.an_open_one()
    one = given.a_submission(it)
    given.a_submission(it, sender=actions.From(name="秘田 密子", address="織瀬市隠町9"))
    given.an_agreed_answer(given.a_read_bundle(one.bundle), text="秘田密子様のほか、お一人のご意見です。")
    with pytest.raises(Blocked, match="市の考え方1に"):
        actions.finish(it, by=cast.sato(), at=given.SORTING)


@pytest.mark.django_db
@pytest.mark.parametrize("entry", ["heard", "said", "done"])
def test_the_words_at_the_top_of_the_result_name_nobody_either(entry):
    it = given.an_adopted_one()
    with pytest.raises(Refused, match="分からない言い方") as refused:
        actions.release(it, **{**FINE, entry: "川辺花子さんから声がありました。"}, by=cast.sato(), at=given.SORTING)
    assert refused.value.field == entry
    actions.release(it, **FINE, by=cast.sato(), at=given.SORTING)


def test_words_in_the_place_of_a_name_are_no_name():
    assert secrets_of("匿名", "", "", "") == []
    assert secrets_of("市民", "織瀬市", "", "") == []
    assert secrets_of("", "織瀬市川東2-3-4", "", "") == ["織瀬市川東234"]
    assert "海野様" in secrets_of("海野 次郎", "", "", "")
    assert "海野" not in secrets_of("海野 次郎", "", "", "")
