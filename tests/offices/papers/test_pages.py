"""Files leave as downloads, to whom they are for, and what is gone says so."""

from datetime import timedelta
from urllib.parse import unquote

import pytest

from kyodo.offices.papers import actions
from kyodo.offices.papers.models import File
from kyodo.offices.papers.states import Disclosure

from .conftest import pdf_with

pytestmark = pytest.mark.django_db


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


def test_a_public_file_is_a_download_that_a_browser_cannot_run(client, city, now, upload, section, hanako, at):
    file = actions.store(upload("議事録 1.pdf", pdf_with(b"/X 1")), section, by=hanako, at=at)
    answer = client.get(file.get_absolute_url())
    assert answer.status_code == 200
    assert body(answer) == pdf_with(b"/X 1")
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert unquote(answer["Content-Disposition"].partition("''")[2]) == "議事録 1.pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    policy = {part.strip() for part in answer["Content-Security-Policy"].split(";")}
    assert policy == {"default-src 'none'", "sandbox"}
    assert answer["Content-Type"] == "application/pdf"


@pytest.mark.parametrize("disclosure", [Disclosure.PARTIES, Disclosure.OFFICE])
def test_a_withheld_file_is_refused_with_a_sentence_and_never_kept_on_the_way(
    as_person, client, city, now, upload, section, hanako, person, at, disclosure
):
    file = actions.store(upload(), section, by=hanako, at=at, disclosure=disclosure, reason="個人情報")
    answer = client.get(file.get_absolute_url())
    assert answer.status_code == 403
    assert "公開の範囲に含まれる人だけ" in answer.content.decode()
    assert as_person(person("他人")).get(file.get_absolute_url()).status_code == 403
    mine = as_person(hanako).get(file.get_absolute_url())
    assert body(mine)
    assert "no-store" in mine["Cache-Control"]


def test_a_file_taken_back_leaves_a_stone(as_person, upload, section, hanako, at):
    file = actions.store(upload("名簿.pdf"), section, by=hanako, at=at)
    browser = as_person(hanako)
    assert "「名簿.pdf」は開けなくなり" in browser.get(f"{file.get_absolute_url()}withdraw/").content.decode()
    assert browser.post(f"{file.get_absolute_url()}withdraw/", {"reason": ""}).status_code == 422
    answer = browser.post(f"{file.get_absolute_url()}withdraw/", {"reason": "差し替え"})
    assert answer["Location"] == section.get_absolute_url()
    stone = browser.get(file.get_absolute_url())
    assert stone.status_code == 410
    assert "差し替え" in stone.content.decode()
    assert "名簿.pdf" not in stone.content.decode(), "the name itself may be what had to go"
    assert browser.get(f"{file.get_absolute_url()}withdraw/").status_code == 404


@pytest.mark.parametrize(
    ("disclosure", "told"), [(Disclosure.PUBLIC, 410), (Disclosure.PARTIES, 403), (Disclosure.OFFICE, 403)]
)
def test_the_stone_of_a_file_is_for_whom_the_file_was(client, city, now, upload, section, hanako, at, disclosure, told):
    file = actions.store(upload(), section, by=hanako, at=at, disclosure=disclosure, reason="個人情報")
    actions.withdraw(file, reason="印刷所の名前がある", by=hanako, at=at)
    answer = client.get(file.get_absolute_url())
    assert answer.status_code == told
    assert ("印刷所の名前がある" in answer.content.decode()) is (told == 410)


def test_others_cannot_take_a_file_back(as_person, upload, section, hanako, person, at):
    file = actions.store(upload(), section, by=hanako, at=at)
    answer = as_person(person("他人")).post(f"{file.get_absolute_url()}withdraw/", {"reason": "x"})
    assert answer.status_code == 403
    assert File.objects.get().withdrawn_at is None


def test_officers_decide_for_whom_a_file_is_and_look_again(as_person, upload, section, hanako, promoter, at, now):
    file = actions.store(upload(), section, by=hanako, at=at)
    url = f"{file.get_absolute_url()}disclosure/"
    assert as_person(hanako).get(url).status_code == 403
    browser = as_person(promoter)
    assert "公開しない理由を入力してください" in browser.post(url, {"disclosure": "parties"}).content.decode()
    assert browser.post(url, {"disclosure": "parties", "reason": "協議中のため"}).status_code == 302
    assert "見直す文書はありません" in browser.get("/papers/review/").content.decode()
    now.move_to(at + timedelta(days=366))
    browser = as_person(promoter)
    assert "協議中のため" in browser.get("/papers/review/").content.decode()


def test_a_file_that_left_the_store_is_not_found(client, city, now, upload, section, hanako, at):
    file = actions.store(upload(), section, by=hanako, at=at)
    file.content.storage.delete(str(file.content.name))
    assert client.get(file.get_absolute_url()).status_code == 404
