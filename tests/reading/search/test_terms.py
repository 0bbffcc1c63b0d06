"""How a text becomes index words."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyodo.reading.search.terms import LONGEST_WORD, READINGS, _by_sound, alternatives, heard_as, mark, whole, words_of

SAME = [
    ("子ども", "子供", "こども", "コドモ"),
    ("引っ越し", "引越し", "引越", "引っ越す", "引っ越しました"),
    ("取り組み", "取組", "取組み", "取り組む", "取り組んでいます"),
    ("話し合い", "話し合う", "話し合って", "話し合いました"),
    ("コンピューター", "コンピュータ", "ｺﾝﾋﾟｭｰﾀ"),
    ("髙﨑市", "高崎市", "高﨑市"),
    ("渡邊", "渡邉", "渡辺"),
    ("お年寄りたち", "年寄り"),
    ("受け付け", "受付", "受け付ける"),
    ("申し込み", "申込", "申込み", "申し込む", "お申し込みください"),
    ("第1回", "第１回", "第一回"),
    ("まちづくり", "街づくり", "町づくり", "まち作り"),
    ("守る", "守れる", "守りました"),
    ("障害者", "障がい者", "障碍者"),
    ("活動", "活動する", "活動しています"),
]


@pytest.mark.parametrize(("one", "other"), [(group[0], other) for group in SAME for other in group[1:]])
def test_spellings_of_one_word_become_the_same_words(one, other):
    assert words_of(one) == words_of(other)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("あきや", "空き家"),
        ("アキヤ", "空き家"),
        ("ｱｷﾔ", "空き家"),
        ("こそだて", "子育て"),
        ("しょうてんがい", "商店街"),
        ("けんしん", "検診"),
    ],
)
def test_everyday_words_are_heard_where_kana_alone_is_typed(typed, meant):
    assert tuple(words_of(meant)) in heard_as(typed)
    assert heard_as(meant) == []


def test_every_line_of_the_readings_can_be_typed_in_kana():
    words = [
        word for line in READINGS.read_text(encoding="utf-8").splitlines() for word in line.partition("#")[0].split()
    ]
    assert len(words) >= 150
    assert len(set(words)) == len(words)
    assert [sound for sound in _by_sound() if not re.fullmatch(r"[ァ-ヶ]+", sound)] == []


def test_a_word_within_another_is_not_that_word():
    assert "京都" not in words_of("東京都民の会")
    assert words_of("京都府") == ["京都", "府"]


def test_particles_say_nothing():
    assert words_of("市民と行政の協働") == words_of("市民、行政・協働。") == ["市民", "行政", "協働"]


def test_signs_alone_are_no_word():
    assert words_of("、。！？「」＋＊\"'()") == []


@pytest.mark.parametrize("text", ["漢字" * 30_000, "あ" * 100_000, "ｶﾅ" * 40_000, "a" * 60_000, "\n" * 60_000])
def test_a_text_longer_than_the_dictionary_takes_is_cut_in_pieces(text):
    assert all(len(word) <= LONGEST_WORD for word in words_of(text))


def test_no_sentence_of_a_long_text_is_lost():
    text = "".join(f"第{number}号を配った。" for number in range(5000))
    assert [word for word in words_of(text) if word.isdigit()] == [str(number) for number in range(5000)]


@given(st.text(max_size=60))
def test_index_words_hold_letters_and_digits_only(text):
    for word in words_of(text):
        assert word.isalnum(), word
        assert word == word.lower()


def test_threads_may_segment_side_by_side():
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(words_of, ["子どもの見守りに取り組む"] * 200))
    assert {tuple(words) for words in found} == {("子供", "見", "守り", "取り組み")}


@pytest.mark.parametrize(
    "names", [("NPO法人みどりの会", "特定非営利活動法人 みどりの会", "ミドリノ会"), ("㈱髙﨑", "高崎株式会社")]
)
def test_a_name_is_one_word_whatever_its_legal_form(names):
    assert len({whole(name) for name in names}) == 1


def test_a_mark_cannot_be_confused_with_a_word():
    assert mark("ward", '8F3K" OR x') == "ward:8f3korx"


def test_a_synonym_replaces_its_part_of_a_phrase():
    assert ("児童", "食堂") in alternatives(tuple(words_of("子ども食堂")))
    assert ("特定", "非", "営利", "活動", "法人") in alternatives(("npo",))


def test_a_narrower_word_is_found_by_the_wider_and_not_the_other_way_round():
    assert tuple(words_of("コミュニティバス")) in alternatives(("バス",))
    assert ("バス",) not in alternatives(tuple(words_of("コミュニティバス")))


def test_a_phrase_without_synonym_stands_for_itself():
    assert alternatives(("手話",)) == [("手話",)]
