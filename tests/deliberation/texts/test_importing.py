"""Taking in a file: read, mended, refused with its paragraph, taken as a whole, undone as a whole."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kyodo.deliberation.texts import actions
from kyodo.deliberation.texts.actions.paragraphs import paragraphs
from kyodo.deliberation.texts.actions.parsing import read
from kyodo.deliberation.texts.models import Provision
from kyodo.deliberation.texts.queries import faults
from kyodo.deliberation.texts.states import ImportState, Level, Stage
from kyodo.kernel.policy import Blocked, IllegalMove, NotAllowed, Refused
from tests import cast
from tests.cast import AT

from . import given

C, S, A, P, N, D = Level


def lines_of(text: str) -> list[dict]:
    return read(paragraphs("a.txt", text.encode()))


def outline(text: str) -> list[tuple[int, str, str, str]]:
    return [(line["level"], line["label"], line["heading"], line["text"]) for line in lines_of(text)]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("第１章　総則", (C, "第１章", "総則", "")),
        ("第1節 会議", (S, "第1節", "会議", "")),
        ("第十二条　記録を残す。", (A, "第十二条", "", "記録を残す。")),
        ("第３条の２　記録を残す。", (A, "第３条の２", "", "記録を残す。")),
        ("第３条（記録）　残す。", (A, "第３条", "記録", "残す。")),
        ("（１）　市民　住む人をいう。", (N, "（１）", "", "市民　住む人をいう。")),
        ("①　議題を知らせる。", (N, "①", "", "議題を知らせる。")),
        ("4-2)　話し合いの場", (A, "4-2)", "話し合いの場", "")),
        ("１　はじめに", (C, "１", "はじめに", "")),
        ("ア　市内", (D, "ア", "", "市内")),
        ("附　則", (C, "附　則", "", "")),
        ("私たちのまちは川のまちです。", (A, "", "", "私たちのまちは川のまちです。")),
        ("第１条の規定により決める。", (A, "", "", "第１条の規定により決める。")),
    ],
)
def test_a_paragraph_is_read_as_what_it_is(written, expected):
    assert outline(written) == [expected]


def test_a_number_below_an_article_is_its_paragraph():
    assert [level for level, *_rest in outline("第１条　残す。\n２　公表する。")] == [A, P]


def test_a_number_below_a_chapter_is_an_article_with_its_heading():
    assert outline("第1章　協働とは\n1　協働の意味\n力を合わせること。\n2　市は、記録を残す。\n(1)　会議録")[1:] == [
        (A, "1", "協働の意味", "力を合わせること。"), (A, "2", "", "市は、記録を残す。"), (N, "(1)", "", "会議録"),
    ]  # fmt: skip


def test_a_bracketed_line_is_the_heading_of_the_next_article():
    assert outline("（目的）\n第１条　定める。") == [(A, "第１条", "目的", "定める。")]


def test_a_bracketed_line_without_an_article_is_not_lost():
    assert outline("第１条　定める。\n（参考）")[-1] == (A, "", "参考", "")


def test_a_line_without_a_number_belongs_to_the_one_before():
    assert outline("第１条　定める。\nつづき。") == [(A, "第１条", "", "定める。\nつづき。")]


def test_a_cover_and_its_table_of_contents_are_left_out_and_a_preamble_stays():
    cover = "川のまち条例\n平成23年条例第18号\n目次\n第1章　総則（第1条）\n附則\n"
    text = (
        "前文\n私たちは川とともに生きる。\n第1章　総則\n第1条　川を守る。\n附　則\nこの条例は、公布の日から施行する。"
    )
    lines = lines_of(cover + text)
    assert [line["label"] for line in lines if line["skip"]] == ["", "第1章", "附則"]
    assert all("取り込みません" in line["note"] for line in lines if line["skip"])
    assert [line["label"] for line in lines if not line["skip"]] == ["前文", "第1章", "第1条", "附　則"]
    assert not faults(lines)
    assert not any(line["skip"] for line in lines_of("私たちは川とともに生きる。\n" + text)), (
        "whole sentences are no cover"
    )


@pytest.mark.django_db
def test_a_version_saved_as_word_is_taken_in_as_it_is(client):
    version = given.a_published()
    word = client.get(f"{version.get_absolute_url()}text.docx").content
    kept = [line for line in read(paragraphs("a.docx", word)) if not line["skip"]]
    assert [line["heading"] or line["text"] for line in kept] == [
        one.heading or one.text for one in version.provisions.order_by("order")
    ]


def test_word_and_plain_text_are_read_alike():
    from_word = read(paragraphs("a.docx", given.in_word()))
    bare = [{**line, "n": 0} for line in from_word]
    assert bare == [{**line, "n": 0} for line in lines_of(given.ORDINANCE)]


def test_a_heading_style_makes_a_chapter():
    made = read(paragraphs("a.docx", given.in_word("はじめに\n書きました。", headings=["はじめに"])))
    assert [(line["level"], line["heading"], line["text"]) for line in made] == [(C, "はじめに", "書きました。")]


def test_shift_jis_is_read_too():
    assert read(paragraphs("a.txt", "第１条　定める。".encode("cp932")))[0]["text"] == "定める。"


@pytest.mark.parametrize(
    ("text", "n", "why"),
    [
        ("第１条　a\n第３条　b", 2, "番号がとんでいるか"),
        ("第１条　a\n\n第１条　b", 3, "2回あります"),
        ("第１章　総則\n第２章　進め方\n第１章　総則", 3, "2回あります"),
        (f"第１条　{'長' * 8001}", 1, "本文が長すぎます"),
        (f"第１章　{'長' * 201}", 1, "見出しが長すぎます"),
        ("第１条　a\n\x07第２条　b", 2, "使えない文字"),
    ],
)
def test_what_is_malformed_is_told_with_its_paragraph(text, n, why):
    found = faults(lines_of(text))
    assert any(fault.n == n and why in fault.sentence for fault in found), found


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"%PDF-1.7"),
        ("a.docx", b"not a zip"),
        ("a.docx", b"PK\x03\x04broken"),
        ("a.txt", b"\xff\xfe\x81\x00\xff"),
        ("a.exe", b"MZ"),
        ("a.txt", b"x" * 10_000_001),
    ],
)
def test_a_bad_file_is_refused_with_a_sentence(name, content):
    with pytest.raises(Refused):
        paragraphs(name, content)


@pytest.mark.django_db
def test_a_file_is_looked_at_before_anything_changes():
    version = given.a_version()
    batch = given.an_import(version)
    assert batch.state == ImportState.PREVIEW
    assert not version.provisions.exists()


@pytest.mark.django_db
def test_a_malformed_file_is_refused_whole_until_it_is_mended():
    version = given.a_version()
    batch = given.an_import(version, "第１条　a\n第３条　b")
    with pytest.raises(Blocked) as blocked:
        actions.take_over(batch, by=cast.sato(), at=AT)
    assert "2段落目" in str(blocked.value.blocks[0].sentence)
    assert not version.provisions.exists()
    actions.mend(batch, place=1, label="第２条", by=cast.sato(), at=AT)
    actions.take_over(batch, by=cast.sato(), at=AT)
    assert list(version.provisions.values_list("label", flat=True)) == ["第１条", "第２条"]


@pytest.mark.django_db
def test_a_line_can_be_left_out():
    batch = given.an_import(given.a_version(), "協働の条例\n第１条　a")
    actions.mend(batch, place=0, skip=True, by=cast.sato(), at=AT)
    actions.take_over(batch, by=cast.sato(), at=AT)
    assert [p.label for p in batch.version.provisions.all()] == ["第１条"]


@pytest.mark.django_db
def test_what_was_taken_in_stands_below_what_it_belongs_to():
    version = given.a_written()
    by_uid = {p.uid: p.label for p in version.provisions.all()}
    parents = {p.label: by_uid.get(p.parent_uid, "") for p in version.provisions.all()}
    assert parents == {
        "第１章": "", "第１条": "第１章", "第２条": "第１章", "（１）": "第２条", "（２）": "第２条", "２": "第２条", "第２章": "",
        "第３条": "第２章", "第４条": "第２章",
    }  # fmt: skip


@pytest.mark.django_db
def test_an_import_is_undone_as_a_whole_with_the_same_uids():
    version = given.a_written()
    before = list(version.provisions.values_list("uid", "label", "text"))
    batch = given.an_import(version, "第１条　まったく別の話。")
    actions.take_over(batch, by=cast.sato(), at=AT)
    actions.undo(batch, by=cast.sato(), at=AT)
    assert list(version.provisions.values_list("uid", "label", "text")) == before


@pytest.mark.django_db
def test_an_import_somebody_worked_on_is_not_undone():
    version = given.a_version()
    batch = given.an_import(version)
    actions.take_over(batch, by=cast.sato(), at=AT)
    later = AT.replace(hour=11)
    actions.reword(given.labelled(version, "第１条"), text="直した。", by=cast.sato(), at=later)
    with pytest.raises(Blocked):
        actions.undo(batch, by=cast.sato(), at=later)
    assert Provision.objects.filter(text="直した。").exists()


@pytest.mark.django_db
def test_a_fixed_version_takes_nothing_in():
    version = given.a_written()
    batch = given.an_import(version)
    actions.move("fix", version, by=cast.sato(), at=AT)
    for act in (lambda: given.an_import(version), lambda: actions.take_over(batch, by=cast.sato(), at=AT)):
        with pytest.raises(IllegalMove):
            act()


@pytest.mark.django_db
def test_only_those_in_charge_take_a_file_in():
    version = given.a_version()
    with pytest.raises(NotAllowed):
        actions.upload(version, file=SimpleUploadedFile("a.txt", "第１条　a".encode()), by=cast.tanaka(), at=AT)


@pytest.mark.django_db
def test_a_text_taken_in_anew_keeps_the_uids_of_its_provisions():
    before = given.a_published()
    version = given.a_version(before.document, stage=Stage.DRAFT, copy=False)
    text = (
        given.ORDINANCE.replace("一か月", "二週間")
        .replace("第４条", "第５条")
        .replace("（話し合い）", "（知らせる）\n第４条　決めたことを広報で知らせる。\n（話し合い）")
    )
    actions.take_over(given.an_import(version, text), by=cast.sato(), at=AT)
    old, new = ({p.label: p.uid for p in v.provisions.all()} for v in (before, version))
    assert new["第３条"] == old["第３条"]
    assert new["第５条"] == old["第４条"]
    assert new["第４条"] not in old.values()
