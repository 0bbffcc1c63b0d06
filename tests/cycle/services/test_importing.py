"""Importing the city's own list of services: looked at first, taken over whole, undone whole, each fault told by its row."""

import csv
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kyodo.cycle.services import actions as services
from kyodo.cycle.services.models import Batch, Service
from kyodo.kernel.policy import IllegalMove, NotAllowed
from tests import cast, given
from tests.cast import AT

pytestmark = pytest.mark.django_db
HEAD = ["事業番号", "事業名", "担当課", "予算額", "領域", "担い手"]


@pytest.fixture(autouse=True)
def _one_factor(settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = False


def a_list(*rows: list[str], encoding: str = "utf-8-sig", name: str = "list.csv") -> SimpleUploadedFile:
    """A CSV file as a town hall's program writes it."""
    text = StringIO()
    csv.writer(text).writerows([HEAD, *rows])
    return SimpleUploadedFile(name, text.getvalue().encode(encoding))


def five_hundred() -> list[list[str]]:
    return [[f"02-{n:03}", f"環境の仕事 その{n}", "環境課", "１，２００千円", "E", "直営"] for n in range(500)]


def uploaded(client: Client, file: SimpleUploadedFile):
    given.a_city()
    client.force_login(cast.sato())
    return client.post(reverse("services:import"), {"file": file, "submission_key": "k" * 20})


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
def test_five_hundred_services_come_in_from_csv_after_a_look(client: Client, encoding: str):
    sent = uploaded(client, a_list(*five_hundred(), encoding=encoding))
    assert sent.status_code == 302
    assert not Service.objects.exists(), "nothing of the register changes before somebody has looked"
    assert "環境の仕事 その7" in client.get(sent["Location"]).content.decode()
    services.take_over(Batch.objects.get(), by=cast.sato(), at=AT)
    assert Service.objects.count() == 500
    assert Service.objects.get(code="02-007").budget == 1_200_000


def test_every_fault_is_told_with_its_row_and_nothing_is_kept(client: Client):
    rows = [
        ["1", "よい行", "環境課", "", "", ""],
        ["2", "課がない", "宇宙課", "", "", ""],
        ["3", "金額", "環境課", "たくさん", "", ""],
        ["1", "二度目", "環境課", "", "", ""],
    ]
    answer = uploaded(client, a_list(*rows))
    page = answer.content.decode()
    assert answer.status_code == 422
    for told in ("3行目：「宇宙課」という課はありません。", "4行目：", "5行目：事業番号「1」が二度出てきます。"):
        assert told in page
    assert not Batch.objects.exists()


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00\x01", "名前だけ\nx".encode(), b"PK\x03\x04broken"])
def test_what_is_no_list_is_refused_with_a_sentence(client: Client, content: bytes):
    answer = uploaded(client, SimpleUploadedFile("list.csv", content))
    assert answer.status_code == 422
    assert "ky-summary" in answer.content.decode()


def test_an_import_is_undone_as_a_whole():
    given.a_city()
    section = given.the_environment_section()
    services.enter("A", values={"name": "前の名前", "section": section}, by=cast.sato(), at=AT)
    blank = {
        "purpose": "",
        "content": "",
        "law": "",
        "target": "",
        "budget": None,
        "staff": None,
        "bearer": "direct",
        "zone": "E",
    }
    rows = [{"code": code, "name": f"新しい{code}", "section": section.ref, **blank} for code in "AB"]
    batch = services.upload(file_name="list.csv", rows=rows, by=cast.sato(), at=AT)
    services.take_over(batch, by=cast.sato(), at=AT)
    assert Service.objects.get(code="A").name == "新しいA"
    services.undo(batch, by=cast.sato(), at=AT)
    assert list(Service.objects.values_list("code", "name")) == [("A", "前の名前")]


def test_an_import_under_review_is_not_undone_and_strangers_import_nothing():
    given.a_city()
    section = given.the_environment_section()
    blank = {
        "purpose": "",
        "content": "",
        "law": "",
        "target": "",
        "budget": None,
        "staff": None,
        "bearer": "direct",
        "zone": "E",
    }
    rows = [{"code": "A", "name": "新しいA", "section": section.ref, **blank}]
    with pytest.raises(NotAllowed):
        services.upload(file_name="list.csv", rows=rows, by=cast.tanaka(), at=AT)
    batch = services.upload(file_name="list.csv", rows=rows, by=cast.sato(), at=AT)
    services.take_over(batch, by=cast.sato(), at=AT)
    services.open_reviews(2026, services=list(Service.objects.all()), by=cast.sato(), at=AT)
    with pytest.raises(IllegalMove, match="点検が始まっている"):
        services.undo(batch, by=cast.sato(), at=AT)
