"""Two telephones: 花子 and 田中 state blind, reconcile, propose, accept, confirm and start; every page reads well."""

import pytest
from django.conf import settings as configured
from django.test import Client
from django.utils import timezone

from kyodo.cycle.agreements import actions
from kyodo.cycle.agreements.models import Agreement, Change, seal
from tests import cast, given
from tests.browsing import press

from . import texts

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def telephone(browser, live_server, settings):
    """A telephone of somebody of the cast; a script error or a breach of the content policy fails the test."""
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    name, opened, wrong = configured.SESSION_COOKIE_NAME, [], []

    def of(person):
        client = Client()
        client.force_login(person, backend=configured.AUTHENTICATION_BACKENDS[0])
        context = browser.new_context(base_url=live_server.url, locale="ja-JP", viewport={"width": 360, "height": 740})
        context.set_default_timeout(15_000)
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
        opened.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda line: wrong.append(line.text) if "Content Security Policy" in line.text else None)
        return page

    yield of
    for context in opened:
        context.close()
    assert not wrong


def reads_well(page, accessible):
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def write_and_file(page, purpose, goal):
    press(page.get_by_role("link", name="目的と目標を書く"))
    page.get_by_label("目的").fill(purpose)
    page.get_by_label("何を").first.fill(goal)
    press(page.get_by_role("button", name="保存して確かめる"))
    press(page.get_by_role("button", name="この言葉で出す"))


def test_two_people_agree_on_their_telephones(telephone, accessible):
    agreement = given.an_agreement(at=timezone.now())
    home = agreement.get_absolute_url()
    ours, theirs = telephone(cast.hanako()), telephone(cast.tanaka())
    ours.goto(home)
    reads_well(ours, accessible)
    write_and_file(ours, "川で遊ぶ子どもを増やしたい。", "川の教室に来る子ども")
    theirs.goto(home)
    assert "川で遊ぶ子どもを増やしたい。" not in theirs.content()
    assert theirs.get_by_text("出しました").count() == 1
    write_and_file(theirs, "河川環境への理解を深める。", "川の教室の子ども")
    reads_well(theirs, accessible)
    theirs.get_by_text("川で遊ぶ子どもを増やしたい。").first.wait_for()

    ours.goto(home)
    press(ours.get_by_role("link", name="目的", exact=True))
    reads_well(ours, accessible)
    ours.get_by_label("共通の言葉にした目的").fill(texts.PURPOSE)
    press(ours.get_by_role("button", name="相手に提案する"))
    theirs.goto(home)
    press(theirs.get_by_role("link", name="目標1"))
    theirs.get_by_role("radio", name="違うまま残した").check()
    theirs.get_by_label("違うまま残す理由").fill("まずは別々に数えて比べたい。")
    press(theirs.get_by_role("button", name="相手に提案する"))
    press(theirs.get_by_role("link", name="目的", exact=True))
    press(theirs.get_by_role("button", name="受け入れる"))
    ours.goto(home)
    press(ours.get_by_role("link", name="目標1"))
    press(ours.get_by_role("button", name="受け入れる"))
    ours.get_by_role("heading", name="本文をつくる").wait_for()
    reads_well(ours, accessible)

    whole = texts.whole()
    agreement.refresh_from_db()
    for section in ("goals", "clauses", "terms", "disclosure"):
        given.an_accepted_section(agreement, section, whole[section], at=timezone.now())
    ours.goto(home)
    press(ours.get_by_role("link", name="役割分担"))
    for task, side in (("川の教室を開く", "市民"), ("河川の使用許可をとる", "行政")):
        press(ours.get_by_role("link", name="一つ加える"))
        ours.get_by_label("仕事").fill(task)
        ours.get_by_role("group", name="担う側").get_by_role("radio", name=side).check()
        ours.get_by_role("group", name="期限").get_by_role("textbox").first.fill("R8.12.20")
        ours.get_by_role("checkbox", name=texts.GOAL.what).check()
        press(ours.get_by_role("button", name="手元の案に入れる"))
    reads_well(ours, accessible)
    press(ours.get_by_role("link", name="変更の前と後を確かめて提案する"))
    reads_well(ours, accessible)
    press(ours.get_by_role("button", name="相手に提案する"))
    theirs.goto(Change.objects.get(section="roles", state="open").get_absolute_url())
    reads_well(theirs, accessible)
    press(theirs.get_by_role("button", name="受け入れる"))

    press(theirs.get_by_role("link", name="双方の確認に進む"))
    press(theirs.get_by_role("button", name="双方の確認に進む"))
    for page in (theirs, ours):
        page.goto(home)
        press(page.get_by_role("link", name="全文を読んで確認する"))
        reads_well(page, accessible)
        page.get_by_label("全文を読み、この内容で協定を結ぶことを確認しました").check()
        press(page.get_by_role("button", name="この内容を確認する"))
    reads_well(ours, accessible)
    press(ours.get_by_role("link", name="事業を始める"))
    reads_well(ours, accessible)
    press(ours.get_by_role("button", name="事業を始める"))
    agreement = Agreement.objects.select_related("case").get(pk=agreement.pk)
    assert (agreement.case.stage, agreement.state) == ("running", "concluded")


@pytest.mark.parametrize(
    "page_name", ["", "text/", "history/", "moves/amend/", "text/clauses/", "text/terms/edit/", "text/clauses/edit/"]
)
def test_every_other_page_reads_well(telephone, accessible, page_name):
    now = timezone.now()
    agreement = given.an_agreement_both_confirmed(at=now)
    if page_name.startswith("text/c") or page_name.endswith("edit/"):
        actions.amend(agreement, reason="見直す", by=cast.hanako(), at=now)
        actions.edit(agreement, "purpose", "川を守る。", by=cast.hanako(), at=now)
        actions.propose(agreement, "purpose", seen=seal(agreement.text.purpose), by=cast.hanako(), at=now)
    page = telephone(cast.hanako())
    page.goto(agreement.get_absolute_url() + page_name)
    reads_well(page, accessible)
