"""Petitions on paper: the blank, the receipt for whoever has no account; and lists that are read page by page."""

import re
from datetime import date, datetime, time, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kyodo.deliberation.recommendations import actions
from kyodo.deliberation.recommendations.models import Petition
from kyodo.deliberation.recommendations.views import petitions, public
from kyodo.offices.papers.models import File
from kyodo.offices.post.models import Message
from tests import cast
from tests import given as city
from tests.cast import AT, JST

from . import given

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_home(settings, monkeypatch):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT + timedelta(hours=2))


def on_paper(*, title: str = "夜の図書館", minute: int = 0) -> Petition:
    return given.a_petition_on_paper(title=title, at=AT + timedelta(minutes=minute))


def receipt_of(petition: Petition) -> str:
    return reverse("recommendations:petition_receipt", args=[actions.receipt_token(petition)])


def read(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_whoever_proposed_on_paper_reads_the_answer_behind_a_secret_link():
    petition = on_paper()
    assert "窓口が、内容と賛同者を確かめます" in read(receipt_of(petition))
    actions.accept(
        petition, section=city.the_environment_section(), summary="夜の図書館の提案です。", by=cast.sato(), at=AT
    )
    actions.decide(petition, result="adopted", reason="試しに開けます。", by=cast.tanaka(), at=AT)
    shown = read(receipt_of(petition))
    assert "試しに開けます。" in shown
    assert "中央1-2-3" not in shown  # the addresses of others are not on it
    assert actions.receipt_token(petition) not in read(petition.get_absolute_url())


def test_the_desk_finds_the_link_again_and_nobody_guesses_it():
    petition = on_paper()
    desk = Client()
    desk.force_login(cast.sato())
    assert receipt_of(petition) in desk.get(petition.get_absolute_url()).content.decode()
    for token in ("x", petition.ref, petition.token_hash, "0" * 32):
        assert Client().get(reverse("recommendations:petition_receipt", args=[token])).status_code == 404


def test_a_petition_from_the_screen_has_no_secret_link():
    petition = given.a_petition()
    assert petition.token_hash is None
    assert Client().get(receipt_of(petition)).status_code == 404


def test_the_blank_is_paper_with_a_way_to_the_page():
    city.a_city()
    answer = Client().get(reverse("recommendations:petition_blank"))
    assert (answer.status_code, answer["Content-Type"], answer.content[:5]) == (200, "application/pdf", b"%PDF-")


def test_petitions_are_read_page_by_page(monkeypatch):
    monkeypatch.setattr(petitions, "PAGE", 2)
    for n in range(5):
        petition = on_paper(title=f"提案{n}", minute=n)
        actions.accept(
            petition, section=city.the_environment_section(), summary=f"概要{n}", by=cast.sato(), at=AT + timedelta(hours=1)
        )  # fmt: skip
    seen, path = [], reverse("recommendations:petitions")
    for _page in range(4):
        shown = read(path)
        seen += [n for n in range(4, -1, -1) if f"提案{n}" in shown]
        if not (following := re.search(r'href="(\?after=\w+)"', shown)):
            break
        path = reverse("recommendations:petitions") + following[1]
    assert seen == [4, 3, 2, 1, 0]


def test_what_is_late_is_read_page_by_page(monkeypatch):
    monkeypatch.setattr(public, "PAGE", 2)
    given.a_report(items=5)
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime.combine(date(2026, 8, 3), time(10), tzinfo=JST))
    first = read(reverse("recommendations:late"))
    assert "全部で5件" in first
    assert [n for n in range(1, 6) if f"その{n}<" in first] == [1, 2]
    following = re.search(r'href="(\?after=[\w-]+)"', first)
    assert following
    assert [n for n in range(1, 6) if f"その{n}<" in read(reverse("recommendations:late") + following[1])] == [3, 4]
    assert "その1<" in read(f"{reverse('recommendations:late')}?after=GONE")


def test_the_desk_hears_of_one_delay_once_until_everybody_reads_it():
    given.a_report(items=[{"title": "だれの？"}])  # addressed to nobody: the desk stands in for the head
    heard = []
    for n in range(1, 71):
        actions.climb(datetime.combine(date(2026, 7, 10) + timedelta(days=n), time(10), tzinfo=JST))
        heard.append(Message.objects.filter(name="recommendations.overdue", person=cast.sato()).count())
    # The first step, and the public line after sixty days; the steps in between were old news for the desk.
    assert heard[13] == 1
    assert heard[40] == 1
    assert heard[-1] == 2


def test_the_desk_types_in_how_and_when_it_came_and_keeps_the_paper(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    city.a_city()
    desk = Client()
    desk.force_login(cast.sato())
    url = reverse("recommendations:petition_paper")
    assert url in desk.get(reverse("recommendations:petitions")).content.decode()
    inside = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
    sent = {
        "title": "夜の図書館", "author_name": "川辺 花子", "problem": "夕方に閉まる。", "purpose": "夜も開ける。", "effect": "働く人が使える。",
        "channel": "post", "received_at_year": "2026", "received_at_month": "5", "received_at_day": "7", "received_at_time": "9:30",
        "scan": SimpleUploadedFile("post.pdf", inside), "supporters-TOTAL_FORMS": "0", "supporters-INITIAL_FORMS": "0",
        "submission_key": "k" * 20,
    }  # fmt: skip
    assert desk.post(url, sent).status_code == 302
    petition = Petition.objects.get()
    assert (petition.channel, petition.submitted_at.astimezone(JST)) == (
        "post",
        datetime(2026, 5, 7, 9, 30, tzinfo=JST),
    )
    file = File.objects.get(subject_ref=petition.subject)
    assert file.get_absolute_url() in desk.get(petition.get_absolute_url()).content.decode()
    officer = Client()
    officer.force_login(cast.tanaka())
    assert officer.get(file.get_absolute_url()).status_code == 403
    assert officer.get(url).status_code == 403
