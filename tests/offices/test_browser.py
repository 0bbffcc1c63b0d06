"""The offices' pages on a telephone: nothing breaks the rules of accessibility, nothing is wider than the screen."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from kyodo.offices.city.models import Section
from kyodo.offices.desk import actions as desk_actions
from kyodo.offices.journal.actions import anchor_daily, record
from kyodo.offices.papers import actions as papers
from kyodo.offices.post import actions as post
from kyodo.offices.post.models import Message
from kyodo.offices.post.states import Delivery

from .papers.conftest import pdf_with

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def full_desk(city, section, desk, promoter, clerk, hanako, settings, tmp_path):
    """An officer of the desk with something on every page."""
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    settings.MEDIA_ROOT = settings.KYODO_HOME = tmp_path
    now = timezone.now()
    for days in (-9, 1, 30):
        due = now.date() + timedelta(days=days)
        desk_actions.owe(section, what="最初の返事をする", holder=desk.subject, due=due, at=now, path="/letters/")
        desk_actions.owe(section, what="報告を出す", holder=section.subject, due=due, at=now)
    record("noted", section, by=promoter, at=now)
    for n in range(4):  # done in bulk: one line that opens
        part = Section.objects.create(code=f"5{n}", name=f"支所{n}", since=date(2020, 4, 1))
        desk_actions.owe(part, what="見る", holder=desk.subject, due=now.date(), at=now)
        record("noted", part, by=promoter, at=now)
    anchor_daily(now)
    to = [post.Addressee(clerk, because="あなたが「市民協働課」の一員であるため")]
    sent = post.write(
        to * 2, name="x", title="新しい種が届きました", bodies={True: "川の清掃の提案です。\n\n内容をご確認ください。"}, at=now, duty=True,
        path="/today/", subject_ref=section.subject,
    )  # fmt: skip
    Message.objects.filter(pk=sent[1].pk).update(state=Delivery.DEAD, failure="550 5.1.1 unknown user", next_try=None)
    file = papers.store(
        SimpleUploadedFile("議事録.pdf", pdf_with(b"")), section, by=clerk, at=now, disclosure="parties", reason="協議中のため",
        review_on=date(2099, 4, 1), purpose="議事録",
    )  # fmt: skip
    desk_actions.hand_over(promoter.subject, clerk.subject, on=date(2099, 4, 1), by=clerk, at=now)
    return {"clerk": clerk, "letter": sent[0], "file": file, "section": section}


def sign_in(page, url, person) -> None:
    client = Client()
    client.force_login(person)
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": url}])


def test_every_page_of_the_offices_is_accessible_on_a_telephone(page, live_server, accessible, full_desk):
    sign_in(page, live_server.url, full_desk["clerk"])
    file, letter = full_desk["file"].get_absolute_url(), full_desk["letter"].get_absolute_url()
    for path in (
        "/today/", "/desk/", "/desk/overdue/", "/desk/handover/", f"/desk/sections/{full_desk['section'].ref}/",
        "/letters/", letter, "/letters/preferences/", "/letters/undelivered/",
        f"{file}disclosure/", f"{file}withdraw/", "/papers/review/", "/journal/",
    ):  # fmt: skip
        answer = page.goto(path)
        assert (answer.status, page.url) == (200, f"{live_server.url}{path}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} is wider than a telephone"
        accessible(page)
