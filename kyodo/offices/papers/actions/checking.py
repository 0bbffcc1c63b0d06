"""Is a file what its name says, and harmless? Checked by content, never by what the browser claims.

Images are decoded and written anew, which drops place, camera and anything hidden behind the picture. Office files are
opened as the archives they are. PDF cannot be written anew without loss: those with scripts or attachments are refused.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from kyodo.kernel.policy import Refused
from kyodo.kernel.text import safe_text
from kyodo.offices.papers.terms import MAX_MEGAPIXELS, MEDIA_TYPES

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LONGEST_NAME = 150
ARCHIVE_ENTRIES, ARCHIVE_BYTES = 3000, 200 * 1024 * 1024
PDF_UNPACKED = 64 * 1024 * 1024
QUALITY = 88


@dataclass(frozen=True)
class Checked:
    """A file that may be kept: its cleaned name, its true media type, its content."""

    name: str
    media_type: str
    data: bytes


class Unfit(Refused):
    """The file is not what its name says, or not harmless."""

    def __init__(self, sentence: StrOrPromise) -> None:
        super().__init__(sentence, field="file")


def examine(name: str, data: bytes, *, megapixels: int = MAX_MEGAPIXELS.default) -> Checked:
    """The file as it may be kept; refused with a sentence otherwise."""
    name = _clean_name(name)
    stem, _dot, extension = name.lower().rpartition(".")
    if extension not in MEDIA_TYPES or not stem:
        kinds = "、".join(kind for kind in MEDIA_TYPES if kind != "jpeg")
        raise Unfit(_("この形式のファイルは登録できません。使えるのは %(kinds)s です。") % {"kinds": kinds})
    if not data:
        raise Unfit(_("ファイルの中身が空です。選び直してください。"))
    if extension in _PICTURES:
        data = _drawn_anew(data, _PICTURES[extension], megapixels=megapixels)
    else:
        _CHECKS[extension](data, extension)
    return Checked(name, MEDIA_TYPES[extension], data)


def _clean_name(name: str) -> str:
    """The last part of the name, composed as people type it (a Mac sends が as か and a mark), not too long."""
    try:
        plain = unicodedata.normalize("NFC", safe_text(name.replace("\\", "/")))
    except ValueError:
        raise Unfit(_("ファイル名に使えない文字が含まれています。名前を変えてから選び直してください。")) from None
    stem, dot, extension = " ".join(PurePosixPath(plain).name.split()).rpartition(".")
    return f"{stem[:LONGEST_NAME]}{dot}{extension}"


_PICTURES = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}


def _drawn_anew(data: bytes, form: str, *, megapixels: int) -> bytes:
    try:
        picture: Image.Image = Image.open(io.BytesIO(data), formats=[form])
        if picture.width * picture.height > megapixels * 1_000_000:
            raise Unfit(
                _("画像は%(limit)d00万画素までです。小さくしてから選び直してください。") % {"limit": megapixels}
            )
        ImageOps.exif_transpose(picture, in_place=True)
        if form == "JPEG" and picture.mode not in ("L", "RGB"):
            picture = picture.convert("RGB")
        # Place, camera, comments and previews go; what the picture needs to look the same stays.
        picture.info = {key: value for key, value in picture.info.items() if key in ("transparency", "dpi")}
        written = io.BytesIO()
        picture.save(written, form, **({"quality": QUALITY} if form != "PNG" else {}))
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise Unfit(
            _("画像として読めません。ファイルが壊れているか、大きすぎるか、拡張子が実際の形式と違います。")
        ) from None
    return written.getvalue()


_ENDS = rb"(?![A-Za-z0-9])"
_ACTIVE = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|XFA)" + _ENDS)
_LOCKED = re.compile(rb"/Encrypt" + _ENDS)
_STREAM = re.compile(rb"stream\r?\n")
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")


def _pdf(data: bytes, _extension: str) -> None:
    if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-2048:]:
        raise Unfit(_("PDFとして読めません。ファイルが壊れているか、拡張子が実際の形式と違います。"))
    if _LOCKED.search(data):
        raise Unfit(_("パスワードなどの保護がかかったPDFは登録できません。保護を外してから選び直してください。"))
    if any(_ACTIVE.search(_HEX.sub(_spelled_out, part)) for part in chain([data], _unpacked(data))):
        raise Unfit(
            _("プログラムや添付ファイルを含むPDFは登録できません。印刷用に保存し直してから選び直してください。")
        )


def _spelled_out(found: re.Match[bytes]) -> bytes:
    """/J#61vaScript is the same name."""
    return bytes([int(found[1], 16)])


def _unpacked(data: bytes) -> Iterator[bytes]:
    """The compressed streams of a PDF, in which objects can hide; up to a limit, so that a small file stays small."""
    left = PDF_UNPACKED
    for start in _STREAM.finditer(data):
        end = data.find(b"endstream", start.end())
        try:
            part = zlib.decompressobj().decompress(data[start.end() : end], left)
        except zlib.error:
            continue
        left -= len(part)
        if left <= 0:
            raise Unfit(_("PDFが複雑すぎて確認できません。印刷用に保存し直してから選び直してください。"))
        yield part


_MAIN_PART = {
    "docx": "wordprocessingml.document.main",
    "xlsx": "spreadsheetml.sheet.main",
    "pptx": "presentationml.presentation.main",
}
_MACROS = re.compile(r"vbaproject|activex/|macrosheets/|oleobject[^/]*\.bin$", re.IGNORECASE)
_REMOTE_TEMPLATE = re.compile(rb"attachedTemplate[^>]*TargetMode\s*=\s*[\"']External", re.IGNORECASE)


def _office(data: bytes, extension: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _contents(archive, extension)
    except (zipfile.BadZipFile, zlib.error, KeyError, NotImplementedError, RuntimeError, OSError):
        raise Unfit(_("Office文書として読めません。ファイルが壊れているか、拡張子が実際の形式と違います。")) from None


def _contents(archive: zipfile.ZipFile, extension: str) -> None:
    entries = archive.infolist()
    if len(entries) > ARCHIVE_ENTRIES or sum(e.file_size for e in entries) > ARCHIVE_BYTES:
        raise Unfit(_("ファイルの中身が大きすぎます。画像を減らすなど小さくしてから選び直してください。"))
    for entry in entries:
        if (
            entry.filename.startswith("/")
            or ".." in entry.filename.split("/")
            or "\\" in entry.filename
            or ":" in entry.filename
        ):
            raise Unfit(_("ファイルの中に、外の場所を指すものがあるため登録できません。"))
        if _MACROS.search(entry.filename):
            raise Unfit(_("マクロなどのプログラムを含む文書は登録できません。マクロなしで保存し直してください。"))
    types = _read(archive, "[Content_Types].xml")
    if b"macroEnabled" in types or b"vnd.ms-office.vbaProject" in types:
        raise Unfit(_("マクロなどのプログラムを含む文書は登録できません。マクロなしで保存し直してください。"))
    if f"{_MAIN_PART[extension]}+xml".encode() not in types:
        raise Unfit(_("拡張子と実際の形式が違います。正しい拡張子で保存し直してください。"))
    if any(_REMOTE_TEMPLATE.search(_read(archive, e.filename)) for e in entries if e.filename.endswith(".rels")):
        raise Unfit(_("外部のひな型を読み込む文書は登録できません。保存し直してから選び直してください。"))


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    """One part, never more than its share: an archive may lie about sizes."""
    with archive.open(name) as part:
        return part.read(4 * 1024 * 1024)


_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def _text(data: bytes, _extension: str) -> None:
    for encoding in ("utf-8-sig", "cp932", "utf-16"):
        if encoding == "utf-16" and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
            continue
        try:
            if not _CONTROL.search(data.decode(encoding)):
                return
        except UnicodeDecodeError:
            continue
    raise Unfit(_("文字のファイルとして読めません。ファイルが壊れているか、拡張子が実際の形式と違います。"))


_CHECKS: dict[str, Callable[[bytes, str], None]] = {
    "pdf": _pdf, "docx": _office, "xlsx": _office, "pptx": _office, "txt": _text, "csv": _text,
}  # fmt: skip
