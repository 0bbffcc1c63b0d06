"""What leaves the program on paper: PDF, Word, blank forms."""

import builtins
import io

import pytest
import segno
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from kyodo.offices.papers.actions import CannotPrint, blank, pdf, printing, word
from kyodo.ui import forms

pytestmark = pytest.mark.django_db


class Row(forms.RowForm):
    goal = forms.TextField(label="何を")
    until = forms.DateField(label="いつまでに", required=False)


class Application(forms.OpenForm):
    repeat = {"goals": forms.rows(Row, title="目標", least=3)}

    name = forms.NameField(label="団体名", help_text="規約のとおりに")
    amount = forms.YenField(label="希望する金額", required=False)
    day = forms.DateField(label="始める日")
    kind = forms.ChoiceField(label="どちらから", choices=[("", "—"), ("a", "市民から"), ("b", "市から")])
    text = forms.LongTextField(label="内容", max_length=400)
    paper = forms.FileField(label="資料", required=False)
    agree = forms.BooleanField(label="公開される項目を確認しました")


@pytest.fixture
def template(settings, tmp_path):
    """A document with text that would fetch things and break markup."""
    (tmp_path / "report.html").write_text(
        '{% extends "papers/print/page.html" %}{% block title %}{{ title }}{% endblock %}'
        '{% block content %}<p>{{ text }}</p><img src="file:///etc/passwd" alt="x">'
        '<link rel="stylesheet" href="http://evil.example/x.css">{% endblock %}'
    )
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path]}]
    return "report.html"


def read(document: bytes) -> tuple[PdfReader, str]:
    reader = PdfReader(io.BytesIO(document))
    return reader, "\n".join(page.extract_text() for page in reader.pages)


def test_a_pdf_can_be_read_aloud_and_names_city_number_date_and_pages(template, city, at, caplog):
    context = {"title": "実績報告書", "text": "<b>髙橋</b> さんの㈱織瀬。" * 400}
    reader, text = read(pdf(template, context, at=at, number="環第12号"))
    assert len(reader.pages) > 1
    for part in (
        "実績報告書",
        "<b>髙橋</b>",
        "みなと市",
        "環第12号",
        "令和8年（2026年）6月1日",
        f"{len(reader.pages)}ページ",
    ):
        assert part in text
    root = reader.root_object
    assert str(root["/Lang"]) == "ja"
    assert "True" in str(root["/MarkInfo"])
    assert "/StructTreeRoot" in root
    assert reader.metadata
    assert reader.metadata.title == "実績報告書"


def test_a_document_fetches_nothing(template, city, at, monkeypatch):
    def seen(*_args, **_kwargs):
        raise AssertionError("the document reached out")

    monkeypatch.setattr("urllib.request.OpenerDirector.open", seen)
    assert pdf(template, {"title": "x"}, at=at).startswith(b"%PDF")


def test_without_the_libraries_of_the_system_a_sentence_says_so(template, city, at, monkeypatch):
    real = builtins.__import__

    def lacking(name, *args, **kwargs):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", lacking)
    printing._look.cache_clear()
    with pytest.raises(CannotPrint, match="PDFを作れません") as refusal:
        pdf(template, {}, at=at)
    assert refusal.value.status == 503


def test_a_blank_form_asks_everything_the_page_asks(city, at, settings):
    document = blank(Application(), title="補助金交付申請書", path="/subsidies/new/", at=at)
    reader, text = read(document)
    for part in (
        "補助金交付申請書", "団体名", "規約のとおりに", "※必須", "※任意", "希望する金額", "円", "市民から", "市から", "年", "別紙", "目標",
        "いつまでに", "市民協働課", "0123-45-6789", "平日 8:30〜17:15", "/subsidies/new/", "受付番号",
    ):  # fmt: skip
        assert part in text.replace("\n", ""), part
    assert "この欄には何も入力しないでください" not in text, "the trap is for programs"
    assert "—" not in text, "the empty choice is no choice"
    code = segno.make(f"{settings.BASE_URL}/subsidies/new/", error="m", micro=False)
    assert reader.pages[0].images[0].image
    assert reader.pages[0].images[0].image.size == code.symbol_size(scale=6, border=2), "the code leads to the page"


def test_where_a_paper_goes_is_said_once(city, at):
    said = {"title": "委員の応募", "path": "/openings/", "at": at, "lead": "締切 5月20日"}
    for to, there, elsewhere in (("", "市民協働課", "環境課"), ("環境課", "環境課", "市民協働課")):
        _reader, text = read(blank(Application(), **said, to=to))
        head = text.partition("団体名")[0]
        assert (head.count("提出先"), head.count(there), head.count(elsewhere)) == (1, 1, 0)


def test_a_word_file_has_japanese_fonts_headings_and_repeated_table_heads(at):
    document = word.new("協定書（案）", at=at, number="協第3号", city="みなと市")
    word.heading(document, "目的")
    word.paragraph(document, "川を守る。\n次の世代に渡す。")
    word.points(document, ["一つ目", "二つ目"], numbered=True)
    word.facts(document, [("名称", "川の清掃")])
    word.table(document, ["費目", "金額"], [["ごみ袋", 12000]], widths=[120, 50])
    word.sides(document, [("役割", "集める", "運ぶ")])
    word.new_page(document)
    word.signatures(document, ["川辺を守る会", "みなと市"])
    made = Document(io.BytesIO(word.save(document)))
    assert made.core_properties.title == "協定書（案）"
    assert made.styles["Normal"].element.rPr.rFonts.get(qn("w:eastAsia")) == "游明朝"
    assert [p.text for p in made.paragraphs if p.style and p.style.name == "Heading 1"] == ["目的"]
    _facts, table, sides, _signatures = made.tables
    assert table.rows[0]._tr.trPr is not None
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [cell.text for cell in table.rows[1].cells] == ["ごみ袋", "12,000"]
    assert [cell.text for cell in sides.rows[0].cells] == ["項目", "市民", "行政"]
    assert sides.rows[1].cells[1].width == sides.rows[1].cells[2].width
    assert abs((made.sections[0].page_width or 0) - 210 * 36000) < 1000


def test_a_word_file_says_what_it_is_counts_its_pages_and_breaks_lines_as_japanese_does(at):
    made = Document(io.BytesIO(word.save(word.new("協定書（案）", at=at, city="みなと市"))))
    about = made.core_properties
    assert (about.title, about.author, about.language, about.comments) == ("協定書（案）", "みなと市", "ja-JP", "")
    assert {lang.get(qn("w:eastAsia")) for lang in made.styles.element.iter(qn("w:lang"))} == {"ja-JP"}
    foot = made.sections[0].footer.paragraphs[0]
    assert foot.text.startswith("協定書（案）\t")
    assert [field.get(qn("w:instr")) for field in foot._p.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]
    colours = {str(made.styles[name].font.color.rgb) for name in ("Title", "Heading 1", "Heading 2", "Heading 3")}
    assert colours == {"000000"}
    assert made.styles["Heading 3"].paragraph_format.keep_with_next


def test_the_columns_of_a_word_table_are_as_broad_as_told_on_both_kinds_of_pages(at):
    document = word.new("表", at=at)
    word.table(document, ["費目", "金額"], [["ごみ袋", 12000]], widths=[3, 1])
    word.turn(document, wide=True)
    word.turn(document, wide=True)
    word.table(
        document, ["費目", "金額"], [["ごみ袋", [word.Words("八"), word.Words("百", marked=True)]]], widths=[3, 1]
    )
    made = Document(io.BytesIO(word.save(document)))
    assert [(s.page_width or 0) > (s.page_height or 0) for s in made.sections] == [False, True]
    broad = [[(column.width or 0) / 36000 for column in table.columns] for table in made.tables]
    assert [round(sum(columns)) for columns in broad] == [170, 257]
    assert all(abs(first - 3 * second) < 1 for first, second in broad)
    assert [(run.text, bool(run.underline)) for run in made.tables[1].rows[1].cells[1].paragraphs[0].runs] == [
        ("八", False), ("百", True)
    ]  # fmt: skip
