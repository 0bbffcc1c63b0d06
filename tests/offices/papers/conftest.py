"""Files of every kind, good and bad, made on the spot."""

import io
import zipfile
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

MAIN = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
}


def picture(form: str, *, size: tuple[int, int] = (40, 30), mode: str = "RGB", exif: bool = False) -> bytes:
    image = Image.new(mode, size, "red")
    options = {}
    if exif:
        notes = Image.Exif()
        notes[0x0112] = 6  # turned by a quarter
        notes[0x010F] = "SecretCamera"
        notes.get_ifd(0x8825)[2] = (35.0, 41.0, 22.0)
        options["exif"] = notes.tobytes()
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def office(kind: str, *, types: str = "", parts: dict[str, bytes] | None = None, main: str = "") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        override = f'<Override PartName="/main.xml" ContentType="{main or MAIN[kind]}"/>'
        archive.writestr("[Content_Types].xml", f"<Types>{override}{types}</Types>")
        for name, content in (parts or {"main.xml": b"<x/>"}).items():
            archive.writestr(name, content)
    return file.getvalue()


def pdf_with(inside: bytes) -> bytes:
    return b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog " + inside + b" >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"


@pytest.fixture
def upload() -> Callable[..., SimpleUploadedFile]:
    def make(name: str = "議事録.pdf", content: bytes | None = None) -> SimpleUploadedFile:
        return SimpleUploadedFile(name, pdf_with(b"") if content is None else content)

    return make


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    """A store of its own for every test."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT
