"""What was typed and not sent: a telephone runs dry, the line dies, somebody else sits down."""

from __future__ import annotations

import pytest

from tests import cast, given

from .hands import Hand

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
STORY = "困っていること・きっかけ"


def begun(hand: Hand, path: str = "/seeds/new/") -> Hand:
    """Somebody who typed a little and saw that it stays."""
    hand.goes_to(path).page.get_by_label("ひとことで言うと").press_sequentially("水辺の掃除")
    hand.page.get_by_text("書きかけは、この端末に自動で残しています。").wait_for()
    return hand


def kept(hand: Hand) -> int:
    return hand.page.evaluate(
        "[localStorage, sessionStorage].flatMap(s => Object.keys(s)).filter(k => k.startsWith('kyodo-draft')).length"
    )


def title(hand: Hand) -> str:
    return hand.page.get_by_label("ひとことで言うと").input_value()


def test_a_draft_comes_back_and_goes_when_it_was_sent(at_screen):
    given.a_city()
    hanako = begun(at_screen(cast.hanako()))
    hanako.goes_to("/").goes_to("/seeds/new/").sees("まだ送っていない書きかけがあります。")
    assert title(hanako) == ""
    hanako.page.get_by_role("button", name="書きかけを戻す").click()
    assert title(hanako) == "水辺の掃除"
    hanako.is_refused("種を出す", "「困っていること・きっかけ」を入力してください。")
    assert kept(hanako) == 1
    hanako.writes(STORY, "ごみが多い。").writes("お名前", "川本 花子").chooses("届けたい課", "環境課").presses(
        "種を出す"
    )
    assert kept(hanako) == 0
    hanako.goes_to("/seeds/new/").page.get_by_text("まだ送っていない書きかけ").wait_for(state="hidden")


def test_a_draft_can_be_thrown_away(at_screen):
    given.a_city()
    hanako = begun(at_screen(cast.hanako())).goes_to("/seeds/new/")
    hanako.page.get_by_role("button", name="書きかけを消す").click()
    assert (kept(hanako), title(hanako)) == (0, "")


def test_a_visitor_leaves_nothing_behind_for_the_next_tab(at_screen):
    given.a_city()
    visitor = begun(at_screen())
    next_tab = visitor.page.context.new_page()
    next_tab.goto(visitor.page.url)
    assert next_tab.get_by_role("button", name="書きかけを戻す").is_hidden()


def test_a_line_that_dies_while_sending_loses_nothing(at_screen):
    given.a_city()
    hanako = begun(at_screen(cast.hanako()))
    hanako.page.context.set_offline(True)
    hanako.page.get_by_role("button", name="種を出す").click()
    hanako.page.wait_for_timeout(500)
    hanako.page.context.set_offline(False)
    hanako.goes_to("/seeds/new/").page.get_by_role("button", name="書きかけを戻す").click()
    assert title(hanako) == "水辺の掃除"


def test_signing_out_takes_the_drafts_along(at_screen):
    given.a_city()
    hanako = begun(at_screen(cast.hanako()))
    hanako.goes_to("/accounts/logout/").presses("サインアウトする")
    assert kept(hanako) == 0


def test_the_counter_keeps_no_draft(at_screen):
    given.a_city()
    sato = at_screen(cast.sato()).goes_to("/seeds/paper/")
    sato.page.get_by_label("ひとことで言うと").press_sequentially("水辺の掃除")
    sato.page.wait_for_timeout(1500)
    assert kept(sato) == 0
