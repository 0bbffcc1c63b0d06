"""Reading transcripts as offices, stenographers and machines write them."""

import io

import pytest
from docx import Document
from docx.oxml import OxmlElement
from hypothesis import given, settings
from hypothesis import strategies as st

from kyodo.deliberation.councils.actions.transcripts import LONGEST, MOST_PARAGRAPHS, lines_of, paragraphs_of, read
from kyodo.kernel.policy import Refused

MARKED = """議題1　会議の記録のつくり方
○会長　それでは始めます。
事務局から説明をお願いします。
○事務局（佐藤）　資料1をご覧ください。
議題２：次の会場
田中委員：駅の近くがよいです。
日時：変わりありません。
"""


def test_marks_and_colons_name_the_speaker():
    found = read(lines_of(MARKED))
    assert not found.faults
    assert [(s.speaker, s.item) for s in found.said] == [("会長", 1), ("事務局（佐藤）", 1), ("田中委員", 2)]
    assert found.said[0].text == "それでは始めます。\n事務局から説明をお願いします。"
    assert found.headings == {1: "会議の記録のつくり方", 2: "次の会場"}


def test_a_name_with_an_office_set_apart_from_the_words_is_a_speaker():
    lines = [
        "山田会長　始めます。",
        "環境課長（鈴木） 資料1です。",
        "田中委員　駅の近くが",
        "よいです。",
        "委員の皆さん　ありがとう。",
    ]
    assert [(one.speaker, one.text) for one in read(lines).said] == [
        ("山田会長", "始めます。"),
        ("環境課長（鈴木）", "資料1です。"),
        ("田中委員", "駅の近くが\nよいです。\n委員の皆さん　ありがとう。"),
    ]


def test_a_word_that_names_no_speaker_stays_in_the_speech():
    assert read(lines_of(MARKED)).said[-1].text == "駅の近くがよいです。\n日時：変わりありません。"


def test_a_closed_part_never_hangs_on_an_open_statement():
    found = read(
        [
            "○会長　開いた話。",
            "（ここから非公開）",
            "個人の話。",
            "○田中　秘密。",
            "（ここまで非公開）",
            "また開いた話。",
        ]
    )
    assert not found.faults
    assert [(s.speaker, s.text, s.closed) for s in found.said] == [
        ("会長", "開いた話。", False), ("会長", "個人の話。", True), ("田中", "秘密。", True), ("田中", "また開いた話。", False)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "paragraph", "words"),
    [
        (["はじめに。"], 1, "発言した人が分かりません"),
        (["○会長　はい。", "【非公開終了】"], 2, "始まりの印がありません"),
        (["○会長　はい。", "【非公開開始】", "秘密。"], 2, "終わりの印がありません"),
        (
            ["○会長　はい。", "【非公開開始】", "秘密。", "（以下非公開）", "x", "（以上非公開）"],
            4,
            "もう一度始まっています",
        ),
        (["○会長　はい。", "○田中委員"], 2, "本文がありません"),
        (["○会長　はい。", "制御\x00文字"], 2, "使えない文字"),
        (["○会長　" + "あ" * (LONGEST + 1)], 1, "長すぎます"),
        ([], 1, "発言が1つもありません"),
        (["○会長　はい。"] * (MOST_PARAGRAPHS + 2), MOST_PARAGRAPHS + 1, "段落が多すぎます"),
    ],
)
def test_every_fault_names_its_paragraph_and_its_reason(lines, paragraph, words):
    faults = read(lines).faults
    assert [fault.paragraph for fault in faults] == [paragraph]
    assert words in faults[0].sentence


def test_times_of_a_machine_are_left_out():
    assert read(["[00:01:23] ○会長　はい。", "12:05 続きです。"]).said[0].text == "はい。\n続きです。"


def test_word_and_shift_jis_and_utf_8_read_alike():
    word = Document()
    for line in MARKED.splitlines():
        word.add_paragraph(line)
    file = io.BytesIO()
    word.save(file)
    plain = [line for line in MARKED.split("\n") if line]
    assert paragraphs_of("記録.docx", file.getvalue()) == plain
    assert paragraphs_of("a.txt", MARKED.encode("cp932")) == paragraphs_of("a.TXT", MARKED.encode("utf-8-sig"))


def test_a_table_of_speakers_and_words_added_under_tracking_are_read():
    word = Document()
    table = word.add_table(rows=0, cols=2)
    for name, words in (("会長", "では始めます。"), ("田中委員", "二点うかがいます。")):
        who, said = table.add_row().cells
        who.text, said.text = name, words
    added = word.add_paragraph("小林委員：")
    came = OxmlElement("w:ins")
    run = added.add_run("賛成です。")._r
    run.addprevious(came)
    came.append(run)
    file = io.BytesIO()
    word.save(file)
    assert [(one.speaker, one.text) for one in read(paragraphs_of("記録.docx", file.getvalue())).said] == [
        ("会長", "では始めます。"),
        ("田中委員", "二点うかがいます。"),
        ("小林委員", "賛成です。"),
    ]


@pytest.mark.parametrize(("name", "content"), [("a.pdf", b"x"), ("a.docx", b"x"), ("a.txt", b"\xff\xfe\x00\x81")])
def test_what_is_no_transcript_is_refused_at_the_file(name, content):
    with pytest.raises(Refused) as refusal:
        paragraphs_of(name, content)
    assert refusal.value.field == "file"


WORDS = st.text(st.characters(categories=["Lo"]), min_size=1, max_size=8)


@settings(max_examples=60)
@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=12))
def test_no_word_of_any_speaker_is_lost(talk):
    found = read([f"○{name}　{words}" for name, words in talk])
    assert [(s.speaker, s.text) for s in found.said] == talk


@settings(max_examples=60)
@given(st.lists(st.tuples(WORDS, st.booleans()), min_size=1, max_size=12))
def test_closed_words_are_exactly_those_between_the_marks(talk):
    lines = ["○会長　始めます。"]
    for words, closed in talk:
        lines += ["（ここから非公開）", "○委員　秘" + words, "（ここまで非公開）"] if closed else ["○委員　公" + words]
    said = read(lines).said[1:]
    assert [(s.text[1:], s.closed, s.text[0] == "秘") for s in said] == [(w, c, c) for w, c in talk]
