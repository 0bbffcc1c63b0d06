"""Importing the city's own list of services: looked at first, taken over whole, undone whole, each fault told by its row."""

import csv
from io import StringIO
from itertools import count

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kyodo.cycle.services import actions as services
from kyodo.cycle.services.forms import checked_rows
from kyodo.cycle.services.models import Batch, Service
from kyodo.cycle.services.states import BatchState
from kyodo.cycle.services.terms import MOST_ROWS
from kyodo.kernel.policy import Blocked, NotAllowed, Refused
from kyodo.offices.desk.actions.parts import SIZE
from kyodo.offices.desk.models import Errand
from kyodo.ui.forms.tables import Table
from tests import cast, given
from tests.cast import AT
from tests.working import worked_off

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


@pytest.mark.parametrize(
    ("heading", "typed", "yen"),
    [("予算額（千円）", "1,200", 1_200_000), ("当初予算(百万円)", "３", 3_000_000), ("予算額（千円）", "1,200円", 1_200), ("予算額", "500", 500)],
)  # fmt: skip
def test_an_amount_is_counted_in_what_its_heading_says(heading, typed, yen):
    given.a_city()
    table = Table(["事業番号", "事務事業名", "所管課", heading], [["02-001", "川の掃除", "環境課", typed]], 2)
    (row,) = checked_rows(table)
    assert row["budget"] == yen


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
def test_five_hundred_services_come_in_from_csv_after_a_look(client: Client, encoding: str):
    sent = uploaded(client, a_list(*five_hundred(), encoding=encoding))
    assert sent.status_code == 302
    assert not Service.objects.exists(), "nothing of the register changes before somebody has looked"
    assert "環境の仕事 その7" in client.get(sent["Location"]).content.decode()
    services.take_over(Batch.objects.get(), by=cast.sato(), at=AT)
    assert not Service.objects.exists(), "the worker takes them over"
    worked_off()
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


def rows(*codes: str, name: str = "新しい") -> list[dict[str, object]]:
    """Checked rows of a list."""
    blank = {"purpose": "", "content": "", "law": "", "target": "", "budget": None, "staff": None}
    section = {"section": given.the_environment_section().ref, "bearer": "direct", "zone": "E"}
    return [{"code": code, "name": f"{name}{code}", **blank, **section} for code in codes]


def a_list_taken_over(*codes: str, name: str = "新しい") -> Batch:
    given.a_city()
    batch = services.upload(file_name="list.csv", rows=rows(*codes, name=name), by=cast.sato(), at=AT)
    services.take_over(batch, by=cast.sato(), at=AT)
    worked_off()
    batch.refresh_from_db()
    assert batch.state == BatchState.DONE
    return batch


def undone(batch: Batch) -> None:
    services.undo(batch, by=cast.sato(), at=AT)
    worked_off()
    batch.refresh_from_db()
    assert batch.state == BatchState.UNDONE


def test_an_import_is_undone_as_a_whole():
    given.a_city()
    section = given.the_environment_section()
    services.enter("A", values={"name": "前の名前", "section": section}, by=cast.sato(), at=AT)
    batch = a_list_taken_over("A", "B")
    assert Service.objects.get(code="A").name == "新しいA"
    undone(batch)
    assert list(Service.objects.values_list("code", "name")) == [("A", "前の名前")]


def test_an_import_under_review_is_not_undone():
    batch = a_list_taken_over("A")
    services.open_reviews(2026, services=list(Service.objects.all()), by=cast.sato(), at=AT)
    with pytest.raises(Blocked, match="点検が始まっている"):
        services.undo(batch, by=cast.sato(), at=AT)


def test_a_later_list_is_undone_before_an_earlier_one():
    first, second = a_list_taken_over("A", name="一度目"), a_list_taken_over("A", "B", name="二度目")
    with pytest.raises(Blocked, match="先に取り消してください"):
        services.undo(first, by=cast.sato(), at=AT)
    undone(second)
    assert list(Service.objects.values_list("name", flat=True)) == ["一度目A"]
    undone(first)
    assert not Service.objects.exists()


def test_strangers_import_nothing_and_nobody_without_end():
    given.a_city()
    with pytest.raises(NotAllowed):
        services.upload(file_name="list.csv", rows=rows("A"), by=cast.tanaka(), at=AT)
    with pytest.raises(Refused, match="分けて"):
        services.upload(file_name="list.csv", rows=rows("A") * (MOST_ROWS + 1), by=cast.sato(), at=AT)
    assert not Batch.objects.exists()


def test_a_worker_killed_in_any_portion_leaves_nothing_half_and_nothing_twice(monkeypatch):
    given.a_city()
    codes = [f"{n:03}" for n in range(2 * SIZE + 5)]
    batch = services.upload(file_name="list.csv", rows=rows(*codes), by=cast.sato(), at=AT)
    services.take_over(batch, by=cast.sato(), at=AT)
    real, calls = Service.save, count()

    def dies_once(*args, **said):
        if next(calls) == SIZE + 7:
            raise KeyboardInterrupt  # the process is killed before its transaction ends
        return real(*args, **said)

    monkeypatch.setattr(Service, "save", dies_once)
    with pytest.raises(KeyboardInterrupt):
        worked_off()
    assert Errand.objects.get().done == Service.objects.count() == SIZE
    worked_off()
    assert list(Service.objects.values_list("code", flat=True)) == codes
    undone(batch)
    assert not Service.objects.exists()


def test_the_page_of_a_list_tells_how_far_the_worker_is_and_offers_the_way_back(client: Client):
    sent = uploaded(client, a_list(["1", "公園の掃除", "環境課", "", "", ""]))
    batch = Batch.objects.get()
    looked_at = client.get(sent["Location"]).content.decode()
    assert "1行のうち、0行は登録済み" in looked_at
    assert "<td>環境課</td>" in looked_at, "whose each service will be is seen before anything is taken over"
    client.post(reverse("services:batch_act", args=[batch.ref, "take_over"]))
    running = client.get(sent["Location"]).content.decode()
    assert "この画面を閉じても、作業は続きます。" in running
    assert "取り込みを取り消す" not in running
    worked_off()
    done = client.get(sent["Location"]).content.decode()
    assert "公園の掃除" in done
    assert "<td>環境課</td>" in done
    assert "取り込みを取り消す" in done
    client.post(reverse("services:batch_act", args=[batch.ref, "undo"]))
    worked_off()
    assert "取り消し済み" in client.get(sent["Location"]).content.decode()
    assert not Service.objects.exists()
