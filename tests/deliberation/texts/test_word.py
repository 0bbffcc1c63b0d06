"""Word as offices send it: tracked changes read as made or as not made, tables kept, and nothing lost without a word."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document as Word
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image

from kyodo.deliberation.texts import actions, queries
from kyodo.deliberation.texts.actions.paragraphs import paragraphs
from kyodo.deliberation.texts.actions.parsing import read
from kyodo.deliberation.texts.models import Provision, Version
from kyodo.deliberation.texts.models.rows import blocks
from kyodo.deliberation.texts.queries import faults
from kyodo.deliberation.texts.states import Level, Stage, Tracked
from kyodo.kernel.policy import Refused
from tests import cast
from tests.cast import AT

from . import given

ON = 'w:id="1" w:author="佐藤" w:date="2026-05-01T09:00:00Z"'


def run(words: str, *, gone: bool = False) -> str:
    tag = "delText" if gone else "t"
    return f'<w:r><w:{tag} xml:space="preserve">{words}</w:{tag}></w:r>'


def came(words: str) -> str:
    return f"<w:ins {ON}>{run(words)}</w:ins>"


def went(words: str) -> str:
    return f"<w:del {ON}>{run(words, gone=True)}</w:del>"


def paragraph(*inside: str, end: str = "", style: str = "") -> str:
    mark = f"<w:rPr><w:{end} {ON}/></w:rPr>" if end else ""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{mark}</w:pPr>{''.join(inside)}</w:p>"


def cell(*inside: str, span: int = 1, merged: str = "") -> str:
    across = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    down = f'<w:vMerge w:val="{merged}"/>' if merged else ""
    return f"<w:tc><w:tcPr>{across}{down}</w:tcPr>{''.join(inside) or paragraph()}</w:tc>"


def row(*cells: str, change: str = "") -> str:
    mark = f"<w:trPr><w:{change} {ON}/></w:trPr>" if change else ""
    return f"<w:tr>{mark}{''.join(cells)}</w:tr>"


def words_in(*texts: str) -> list[str]:
    return [cell(paragraph(run(text))) for text in texts]


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def a_word_file(*blocks: str) -> bytes:
    """A real .docx file with this body."""
    document = Word()
    end = document.element.body[-1]
    for block in blocks:
        tag, _space, rest = block.partition(">")
        name = tag.split()[0]
        end.addprevious(parse_xml(f"{name} {nsdecls('w')}{tag[len(name) :]}>{rest}"))
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def lines(*blocks: str, before: bool = False) -> list[dict]:
    return read(paragraphs("soan.docx", a_word_file(*blocks), before=before))


def said(*blocks: str, before: bool = False) -> list[tuple[str, str, str]]:
    return [(line["label"], line["heading"], line["text"]) for line in lines(*blocks, before=before)]


REDRAFTED = (
    paragraph(run("第１条　記録は、"), went("一か月"), came("二週間"), run("のうちに公表する。")),
    paragraph(came("第２条　会議は、夜にも開く。"), end="ins"),
    paragraph(went("第２条　細かなことは、別に定める。"), end="del"),
    paragraph(run("第３条　五年ごとに見直す。")),
)


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (
            False,
            [
                ("第１条", "", "記録は、二週間のうちに公表する。"),
                ("第２条", "", "会議は、夜にも開く。"),
                ("第３条", "", "五年ごとに見直す。"),
            ],
        ),
        (
            True,
            [
                ("第１条", "", "記録は、一か月のうちに公表する。"),
                ("第２条", "", "細かなことは、別に定める。"),
                ("第３条", "", "五年ごとに見直す。"),
            ],
        ),
    ],
)
def test_tracked_changes_are_read_as_made_or_as_not_made(before, expected):
    assert said(*REDRAFTED, before=before) == expected


def test_each_line_says_how_many_tracked_changes_were_read_in_it():
    found = lines(*REDRAFTED)
    assert [line["tracked"] for line in found] == [2, 2, 2]  # a struck-out article is told of where the next one begins
    assert "変更履歴2か所を反映しました。" in found[0]["note"]
    assert "反映する前の言葉" in lines(*REDRAFTED, before=True)[0]["note"]
    assert not faults(found)


def test_a_file_without_tracked_changes_says_nothing_of_them():
    found = lines(paragraph(run("第１条　定める。")))
    assert (found[0]["tracked"], found[0]["note"]) == (0, "")


def test_words_that_moved_stand_in_one_place_and_count_once():
    moved = (
        paragraph(f"<w:moveFrom {ON}>{run('第１条　先に話し合う。')}</w:moveFrom>", end="del"),
        paragraph(run("第２条　記録する。")),
        paragraph(f"<w:moveTo {ON}>{run('第３条　先に話し合う。')}</w:moveTo>"),
    )
    assert [label for label, *_rest in said(*moved)] == ["第２条", "第３条"]
    assert [label for label, *_rest in said(*moved, before=True)] == ["第１条", "第２条"]


def test_a_struck_out_end_joins_two_paragraphs():
    joined = (paragraph(run("第１条　公表する"), end="del"), paragraph(run("ものとする。")))
    assert said(*joined) == [("第１条", "", "公表するものとする。")]
    assert said(*joined, before=True) == [("第１条", "", "公表する\nものとする。")]


@pytest.mark.parametrize(
    "inside",
    [
        f"<w:hyperlink>{run('公表する。')}</w:hyperlink>",
        f"<w:smartTag>{run('公表する。')}</w:smartTag>",
        f"<w:sdt><w:sdtPr/><w:sdtContent>{run('公表する。')}</w:sdtContent></w:sdt>",
        f'<w:fldSimple w:instr=" DATE ">{run("公表する。")}</w:fldSimple>',
        "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>こうひょう</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>公表</w:t></w:r></w:rubyBase></w:ruby></w:r>" + run("する。"),
    ],
)
def test_words_inside_other_things_are_words(inside):
    assert said(paragraph(run("第１条　"), inside)) == [("第１条", "", "公表する。")]


FEES = table(
    row(*words_in("区分", "額")), row(*words_in("会議室", "300円")), row(*words_in("調理室", "500円"))
)  # fmt: skip


def test_a_table_is_kept_as_rows_below_its_title():
    found = said(
        paragraph(run("第１条　使用料は、別表のとおりとする。")),
        paragraph(run("別表（第１条関係）")),
        FEES,
        paragraph(run("備考　消費税を含む。")),
    )
    assert found[1] == ("別表", "第１条関係", "区分｜額\n会議室｜300円\n調理室｜500円\n備考　消費税を含む。")


@pytest.mark.parametrize("title", ["別表第１", "別表第1の2", "様式第２号", "別記様式第１号"])
def test_what_stands_behind_the_articles_begins_a_part_of_its_own(title):
    found = lines(paragraph(run("第１条　a")), paragraph(run(title)), paragraph(run("（第１条関係）")), FEES)
    assert (found[1]["level"], found[1]["label"], found[1]["heading"]) == (Level.CHAPTER, title, "第１条関係")
    assert found[1]["text"].startswith("区分｜額")


@pytest.mark.parametrize("sentence", ["別表に掲げる額とする。", "別表のとおり、", "様式で定める。", "別表第１により、"])
def test_a_sentence_about_a_table_is_none(sentence):
    assert said(paragraph(run("第１条　a")), paragraph(run(sentence))) == [("第１条", "", f"a\n{sentence}")]


def test_the_provisions_of_a_supplement_need_no_article_above_them():
    found = lines(
        paragraph(run("第１条　定める。")), paragraph(run("附　則（令和８年条例第３号）")),
        paragraph(run("１　この条例は、令和９年４月１日から施行する。")), paragraph(run("２　これまでの約束は、なお効力を有する。")),
    )  # fmt: skip
    assert [(line["level"], line["label"]) for line in found[1:]] == [
        (Level.CHAPTER, "附　則"), (Level.PARAGRAPH, "１"), (Level.PARAGRAPH, "２"),
    ]  # fmt: skip
    assert found[1]["heading"] == "令和８年条例第３号"
    assert not faults(found)


def test_what_is_merged_in_a_table_is_said_once():
    merged = table(
        row(cell(paragraph(run("施設")), span=2), *words_in("額")),
        row(cell(paragraph(run("公民館")), merged="restart"), *words_in("会議室", "300円")),
        row(cell(paragraph(), merged="continue"), *words_in("調理室", "500円")),
    )
    assert said(merged)[0][2].split("\n") == ["施設｜｜額", "公民館｜会議室｜300円", "｜調理室｜500円"]


def test_tracked_rows_and_cells_are_read_like_tracked_words():
    changed = table(
        row(*words_in("区分", "額")),
        row(*words_in("会議室"), cell(paragraph(went("300円"), came("400円")))),
        row(*words_in("控室", "100円"), change="ins"),
        row(*words_in("倉庫", "50円"), change="del"),
    )
    assert said(changed)[0][2].split("\n") == ["区分｜額", "会議室｜400円", "控室｜100円"]
    assert said(changed, before=True)[0][2].split("\n") == ["区分｜額", "会議室｜300円", "倉庫｜50円"]
    assert lines(changed)[0]["tracked"] == 4


def test_a_table_of_one_column_is_a_frame_around_paragraphs():
    framed = table(row(cell(paragraph(run("第１条　定める。")), paragraph(run("第２条　残す。")))))
    assert [label for label, *_rest in said(framed)] == ["第１条", "第２条"]


@pytest.mark.parametrize(
    ("block", "why"),
    [
        (table(row(*words_in("a｜b", "c")), row(*words_in("d", "e"))), "区切りの記号「｜」"),
        (table(row(*words_in("a"), cell(FEES, paragraph()))), "表の中に、もう一つ表"),
        (paragraph(run("第２条　残す。"), '<w:r><w:footnoteReference w:id="2"/></w:r>'), "脚注があります"),
        (
            paragraph(
                '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
                f"{paragraph(run('枠の中の言葉'))}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
            ),
            "テキストボックスの中の言葉",
        ),
    ],
)
def test_what_cannot_be_placed_is_in_the_way_until_somebody_has_looked_at_it(block, why):
    found = lines(paragraph(run("第１条　定める。")), block)
    told = faults(found)
    assert [(fault.n, why in fault.sentence) for fault in told] == [(2, True)], told
    if "枠" in why or "ボックス" in why:
        assert found[-1]["text"] == "枠の中の言葉"


def a_picture() -> io.BytesIO:
    held = io.BytesIO()
    Image.new("RGB", (2, 2)).save(held, "PNG")
    held.seek(0)
    return held


def test_a_table_of_contents_and_a_picture_are_told_of_and_not_in_the_way():
    document = Word()
    document.styles.add_style("toc 1", 1)
    document.add_paragraph("第１条　目的 …… 1", style="toc 1")
    document.add_paragraph("第２条　記録 …… 2", style="toc 1")
    document.add_paragraph("第１条　定める。")
    document.add_picture(a_picture())
    document.add_paragraph("第２条　残す。")
    held = io.BytesIO()
    document.save(held)
    found = read(paragraphs("a.docx", held.getvalue()))
    assert [(line["label"], line["note"]) for line in found] == [
        ("第１条", "目次は取り込みません。 図は取り込みません。"), ("第２条", ""),
    ]  # fmt: skip
    assert not faults(found)


def test_a_word_file_with_broken_words_is_refused_with_a_sentence():
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(a_word_file())) as whole, zipfile.ZipFile(held, "w") as broken:
        for entry in whole.infolist():
            data = whole.read(entry)
            broken.writestr(entry, data[: len(data) // 2] if entry.filename == "word/document.xml" else data)
    with pytest.raises(Refused, match="Wordファイルとして開けません"):
        paragraphs("a.docx", held.getvalue())


@pytest.mark.parametrize(
    ("text", "laid_out"),
    [
        ("公表する。", ["公表する。"]),
        ("一行だけの｜は表ではない。", ["一行だけの｜は表ではない。"]),
        ("次のとおり\na｜b\nc\n終わり", ["次のとおり\na｜b\nc\n終わり"]),
        ("次のとおり\na｜b\nc｜d｜e\n終わり", ["次のとおり", (("a", "b", ""), ("c", "d", "e")), "終わり"]),
    ],
)
def test_two_lines_with_bars_are_a_table(text, laid_out):
    assert [block.rows or block.words for block in blocks(text)] == laid_out


# ── through the room ──


@pytest.fixture
def home(monkeypatch, settings):
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)
    settings.OFFICERS_NEED_SECOND_FACTOR = False


def taken_in(version: Version, *blocks: str, tracked: str = Tracked.MADE) -> Version:
    file = SimpleUploadedFile("soan.docx", a_word_file(*blocks))
    batch = actions.upload(version, file=file, tracked=tracked, by=cast.sato(), at=AT)
    actions.take_over(batch, by=cast.sato(), at=AT)
    version.refresh_from_db()
    return version


@pytest.mark.django_db
def test_one_file_with_tracked_changes_makes_both_versions_and_their_comparison():
    first = given.published(taken_in(given.a_version(), *REDRAFTED, tracked=Tracked.NOT_MADE))
    second = taken_in(given.a_version(first.document, stage=Stage.DRAFT, copy=False), *REDRAFTED)
    found = queries.comparison(first, second)
    assert {(e.row.name, str(e.row.change.label)) for e in found.rows} >= {("第１条", "変更")}
    old, new = ({p.label: p.uid for p in version.provisions.all()} for version in (first, second))
    assert (old["第１条"], old["第３条"]) == (new["第１条"], new["第３条"])


@pytest.mark.django_db
def test_the_clerk_chooses_on_the_page_and_reads_what_was_tracked(home, as_):
    version = given.a_version()
    desk, file = as_(cast.sato()), SimpleUploadedFile("soan.docx", a_word_file(*REDRAFTED))
    answer = desk.post(reverse("texts:upload", args=[version.ref]), {"file": file, "tracked": "not_made"})
    shown = desk.get(answer["Location"]).content.decode()
    assert "変更履歴が6か所ありました" in shown
    assert "一か月のうちに公表する" in shown
    assert "変更履歴2か所を反映する前の言葉です。" in shown


@pytest.mark.django_db
def test_a_table_is_read_as_a_table_on_the_page_and_in_word(home):
    version = taken_in(
        given.a_version(), paragraph(run("第１条　定める。")), paragraph(run("別表（第１条関係）")), FEES,
        paragraph(run("備考　消費税を含む。")),
    )  # fmt: skip
    given.published(version)
    shown = Client().get(version.get_absolute_url()).content.decode()
    assert '<th scope="col">区分</th>' in shown
    assert "<td>調理室</td>" in shown
    again = Client().get(reverse("texts:version_docx", args=[version.ref])).content
    (printed,) = Word(io.BytesIO(again)).tables
    assert [[c.text for c in r.cells] for r in printed.rows][1] == ["会議室", "300円"]
    round_trip = read(paragraphs("a.docx", again))
    assert any("会議室｜300円" in line["text"] for line in round_trip)


@pytest.mark.django_db
def test_whoever_copies_words_from_a_table_quotes_the_provision():
    version = given.published(taken_in(given.a_version(), paragraph(run("別表　使用料")), FEES))
    uid = Provision.objects.get(version=version).uid
    it = actions.remark(version, uid=uid, quote="会議室\t300円", text="高いです。", by=cast.visitor(), at=AT)
    assert it.anchors.get().uid == uid
