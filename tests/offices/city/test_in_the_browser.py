"""The city's pages in a browser: the first run from its link to work, and every page asked for its accessibility."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from kyodo.offices.city import actions
from kyodo.offices.city.actions.founding import FIRST_RUN
from kyodo.offices.city.models import City, PrincipleSet, Section
from tests.browsing import press

from . import town

pytestmark = pytest.mark.browser
LABELS = {
    "市の名前": "越前市", "都道府県": "福井県", "団体コード": "182095", "課": "市民協働課\n環境課", "最初の担当者のお名前": "佐藤 明",
    "最初の担当者のメールアドレス": "sato@city.example.jp", "最初の担当者のパスワード": town.PASSWORD,
}  # fmt: skip


@pytest.fixture(autouse=True)
def that_morning():
    """Browser and program share the real clock here."""


def test_a_city_begins_in_one_page_even_when_something_was_wrong_first(
    page: Page, transactional_db, settings, tmp_path, accessible
):
    settings.KYODO_HOME = tmp_path
    page.goto(f"/city/sections/?code={actions.first_run_code()}")
    expect(page.get_by_role("heading", name="はじめての設定")).to_be_visible()
    page.goto(f"/first-run/?code={actions.first_run_code()}")
    press(page.get_by_role("button", name="はじめる"))
    expect(page.get_by_text("「市の名前」を入力してください。").first).to_be_visible()
    accessible(page)
    for label, words in LABELS.items():
        page.get_by_role("textbox", name=label).first.fill(
            words
        ) if label != "最初の担当者のパスワード" else page.get_by_label(label).fill(words)
    page.get_by_label("7つの約束").check()
    page.get_by_role("button", name="はじめる").dblclick()
    page.wait_for_url("**/accounts/2fa/")
    assert City.objects.get().name == "越前市"
    assert Section.objects.count() == 2


@pytest.mark.parametrize("width", [390, 1280])
def test_every_page_of_the_office_is_accessible(page: Page, transactional_db, settings, accessible, width):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    town.found()
    clerk, environment = town.clerk(), town.section()
    promoter = town.promoter(environment)
    old = town.section("021", "旧環境課", since=date(2020, 4, 1))
    actions.end_section(old, on=date(2026, 4, 2), successor=environment, by=FIRST_RUN, at=town.AT)
    actions.set_ward("01", {"name": "中央地区"}, by=FIRST_RUN, at=town.AT)
    actions.set_holiday(date(2026, 12, 28), name="御用納め", by=FIRST_RUN, at=town.AT)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/accounts/login/")
    page.get_by_label("メールアドレス").fill(str(clerk.email))
    page.get_by_label("パスワード").fill(town.PASSWORD)
    press(page.get_by_role("button", name="サインインする", exact=True))
    page.wait_for_url("**/today/**")
    principles = PrincipleSet.objects.get(name="7つの約束")
    held = promoter.duties.get()
    for path in (
        "", "edit/", "sections/", "sections/new/", f"sections/{environment.ref}/", f"sections/{old.ref}/", f"sections/{environment.ref}/end/",
        "wards/", "holidays/", "numbers/", "numbers/people.invitation_days/", "principles/", f"principles/{principles.ref}/",
        f"principles/{principles.ref}/revise/", "promoters/", "duties/", "duties/invite/", f"duties/{held.ref}/hand-over/",
        f"duties/{held.ref}/end/", "people/?q=田", f"people/{promoter.ref}/", f"people/{promoter.ref}/name/", f"people/{promoter.ref}/disable/",
    ):  # fmt: skip
        page.goto(f"/city/{path}")
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
