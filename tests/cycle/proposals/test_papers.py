"""添付書類: put beside a draft or a submitted proposal, open when the proposal is, closed with a reason."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from kyodo.cycle.proposals import actions as proposals
from kyodo.cycle.proposals.models import Proposal
from kyodo.cycle.screening import actions as screening
from kyodo.kernel.access import LinkHolder
from kyodo.kernel.policy import IllegalMove, NotAllowed, Refused
from kyodo.offices.papers.actions import disclose
from kyodo.offices.papers.models import File
from kyodo.offices.people.models import Person
from kyodo.offices.people.queries import about
from tests import cast, given
from tests.cast import AT

pytestmark = pytest.mark.django_db
INSIDE = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
CLOSED = {"disclosure": "parties", "reason": "取引先の名が載っているため。"}


@pytest.fixture(autouse=True)
def _unhurried(settings, monkeypatch, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.FORM_MINIMUM_SECONDS = 0
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)


def a_pdf(name: str = "見積書.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, INSIDE)


def attached(it: Proposal, name: str = "見積書.pdf", **said: Any) -> File:
    return proposals.attach(it, **{"upload": a_pdf(name), "kind": "estimate", "by": cast.hanako(), "at": AT, **said})


def opened(client: Client, path: str, who: Person | None) -> int:
    """The status of an address for somebody, read to its end."""
    client.logout()
    if who:
        client.force_login(who)
    answer: Any = client.get(path)
    if answer.streaming:
        assert b"".join(answer.streaming_content)
    return int(answer.status_code)


def read(client: Client, path: str, who: Person | None = None) -> str:
    assert opened(client, path, who) == 200
    return client.get(path).content.decode()


def test_the_group_attaches_to_its_draft_and_everybody_reads_after_the_formal_check(client: Client):
    it = given.a_complete_draft()
    desk, form = reverse("proposals:desk", args=[it.ref]), reverse("proposals:attach", args=[it.ref])
    assert form in read(client, desk, cast.hanako())
    sent = client.post(
        form, {"kind": "estimate", "title": "講師の謝礼/二人分", "file": a_pdf(), "disclosure": "public"}
    )
    assert sent["Location"] == desk
    assert "講師の謝礼／二人分.pdf" in read(client, desk, cast.hanako())
    file = File.objects.get()
    assert (file.purpose, file.subject_ref) == ("見積書", it.subject)
    everybody = (None, cast.taro(), cast.sato(), cast.hanako())
    assert [opened(client, file.get_absolute_url(), who) for who in everybody] == [403, 403, 403, 200]
    proposals.submit(it, by=cast.hanako(), at=AT)
    assert [opened(client, file.get_absolute_url(), who) for who in everybody] == [403, 403, 200, 200]
    proposals.check(it, by=cast.sato(), at=AT)
    assert [opened(client, file.get_absolute_url(), who) for who in everybody] == [200, 200, 200, 200]
    assert "講師の謝礼／二人分.pdf" in read(client, it.get_absolute_url())


def test_a_closed_paper_is_counted_and_read_by_its_writers_and_the_city(client: Client):
    it = given.a_checked_proposal(round_=given.a_round())
    file = attached(it, **CLOSED)
    shown = read(client, it.get_absolute_url())
    assert "見積書.pdf" not in shown
    assert "公開していない文書が1件" in shown
    for who in (cast.hanako(), cast.tanaka(), cast.sato()):
        page = read(client, it.get_absolute_url(), who)
        assert "見積書.pdf" in page
        assert "このほかに" not in page
        assert opened(client, file.get_absolute_url(), who) == 200
    assert [opened(client, file.get_absolute_url(), who) for who in (None, cast.taro())] == [403, 403]


@pytest.mark.parametrize(
    ("file", "said", "sentence"),
    [
        (SimpleUploadedFile("見積.exe", b"MZ"), {}, "受け取れない種類のファイルです"),
        (SimpleUploadedFile("見積.pdf", b"not a pdf"), {}, "。"),
        (None, {}, "ファイル"),
        (a_pdf(), {"disclosure": "parties", "reason": ""}, "公開しない理由を入力してください"),
    ],
)
def test_what_cannot_be_taken_gets_a_sentence_and_what_was_typed_stays(client: Client, file, said, sentence):
    it = given.a_complete_draft()
    client.force_login(cast.hanako())
    typed = {
        "kind": "map",
        "title": "用水路の位置図",
        "disclosure": "parties",
        "reason": "私有地が写っているため。",
        **said,
    }
    answer = client.post(reverse("proposals:attach", args=[it.ref]), typed | ({"file": file} if file else {}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "用水路の位置図" in page
    assert typed["reason"] in page
    assert not File.objects.exists()


def test_somebody_without_an_account_attaches_and_takes_out_by_link(client: Client):
    given.a_city()
    it = proposals.begin(title="夜道の灯り", author_name="東町の三人", by=cast.visitor(), at=AT, key="w" * 22)
    token = proposals.link_token("w" * 22)
    desk = reverse("proposals:desk_by_link", args=[token])
    form = reverse("proposals:attach_by_link", args=[token])
    assert form in read(client, desk)
    assert client.post(form, {"kind": "map", "file": a_pdf("位置図.pdf"), "disclosure": "public"})["Location"] == desk
    assert "位置図.pdf" in read(client, desk)
    file = File.objects.get()
    assert file.uploaded_by is None
    assert opened(client, file.get_absolute_url(), None) == 403
    out = reverse("proposals:detach_by_link", args=[token, file.ref])
    assert out in read(client, desk)
    assert client.post(out, {"sent": "1"})["Location"] == desk
    assert "位置図.pdf" not in read(client, desk)
    file.refresh_from_db()
    assert not file.content, "a draft's paper goes as if it had never been there"
    assert it.author_ref == LinkHolder(it.subject).subject


def test_a_closed_paper_opens_by_the_link_of_its_own_proposal_and_by_no_other(client: Client):
    given.a_city()
    mine, other = (
        proposals.begin(title=title, author_name="東町の三人", by=cast.visitor(), at=AT, key=key)
        for title, key in (("夜道の灯り", "w" * 22), ("朝の市", "v" * 22))
    )
    tokens = {it.subject: proposals.link_token(key) for it, key in ((mine, "w" * 22), (other, "v" * 22))}
    file = attached(mine, by=LinkHolder(mine.subject), **CLOSED)
    way = reverse("papers:file_by_link", args=[file.ref, tokens[mine.subject]])
    assert way in read(client, reverse("proposals:desk_by_link", args=[tokens[mine.subject]]))
    assert opened(client, way, None) == 200
    answer: Any = client.get(way)
    assert answer["Content-Disposition"].startswith("attachment;")
    assert "no-store" in answer["Cache-Control"]
    assert b"".join(answer.streaming_content) == INSIDE
    for token in (tokens[other.subject], "0" * 22, mine.ref, mine.token_hash):
        assert opened(client, reverse("papers:file_by_link", args=[file.ref, token]), None) == 404
    assert file.name not in read(client, reverse("proposals:desk_by_link", args=[tokens[other.subject]]))
    disclose(file, disclosure="office", reason="審査の記録のため。", by=cast.sato(), at=AT)
    assert opened(client, way, None) == 403, "what is for the office alone is not for whoever holds the link"


def test_what_the_city_has_received_is_taken_back_with_a_reason_and_leaves_a_stone(client: Client):
    it = given.a_submitted_proposal(round_=given.a_round())
    file = attached(it)
    out = reverse("proposals:detach", args=[it.ref, file.ref])
    client.force_login(cast.hanako())
    assert client.post(out, {"reason": ""}).status_code == 422
    assert client.post(out, {"reason": "金額が変わったため。"}).status_code == 302
    assert opened(client, file.get_absolute_url(), None) == 410
    file.refresh_from_db()
    assert file.content


def test_only_its_writers_attach_and_only_while_it_may_be_mended():
    it = given.a_submitted_proposal(round_=given.a_round())
    for who in (cast.taro(), cast.tanaka(), cast.visitor()):
        with pytest.raises(NotAllowed):
            attached(it, by=who)
    attached(it)
    screened = given.a_screening().proposal
    with pytest.raises(IllegalMove, match="審査が始まっている"):
        attached(screened)


def test_a_paper_of_another_proposal_is_not_taken_out_here():
    it, other = given.a_draft_proposal(), given.a_draft_proposal(title="夜道の灯り")
    file = attached(other)
    with pytest.raises(Refused, match="この提案のものではありません"):
        proposals.detach(it, file, by=cast.hanako(), at=AT)


def test_papers_of_a_draft_lie_in_its_case_from_the_submission_on():
    it = given.a_complete_draft()
    file = attached(it)
    proposals.submit(it, by=cast.hanako(), at=AT)
    file.refresh_from_db()
    assert it.case is not None
    assert file.whole == it.case.subject


def test_the_paper_print_lists_what_its_reader_may_read(client: Client):
    it = given.a_checked_proposal(round_=given.a_round())
    attached(it, "企画書.pdf", kind="plan")
    attached(it, **CLOSED)
    path = reverse("proposals:paper_pdf", args=[it.ref])

    def printed(who: Person | None) -> str:
        assert opened(client, path, who) == 200
        pages = PdfReader(BytesIO(client.get(path).content)).pages
        return "".join(page.extract_text() for page in pages).replace("\n", "")

    assert "企画書.pdf" in printed(None)
    assert "見積書.pdf" not in printed(None)
    assert "公開していない書類が1件" in printed(None)
    assert "見積書.pdf" in printed(cast.hanako())


def test_the_screening_shows_the_papers_beside_the_text(client: Client):
    it = given.a_checked_proposal(round_=given.a_round())
    attached(it, **CLOSED)
    made = screening.open_screening(it, by=cast.sato(), at=AT)
    assert "見積書.pdf" in read(client, made.get_absolute_url(), cast.sato())


def test_somebodys_own_papers_are_in_the_export_of_their_data():
    attached(given.a_draft_proposal())
    assert [row["name"] for row in about(cast.hanako(), AT)["papers"]] == ["見積書.pdf"]
