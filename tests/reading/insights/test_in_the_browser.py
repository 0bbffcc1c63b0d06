"""The pages of the figures on a screen and on a telephone: what they owe everybody who reads them."""

import pytest

from kyodo.deliberation.councils.models import Hop
from tests.reading.insights.test_assembly import a_full_year
from tests.reading.insights.test_waiting import a_handed_paper

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1280, 360])
def test_the_pages_keep_the_rules_of_accessibility(page, accessible, transactional_db, width):
    a_full_year()
    a_handed_paper()
    page.set_viewport_size({"width": width, "height": 740})
    for path, words in (("/insights/assembly/", "おもな数字"), ("/insights/waiting/", str(Hop.objects.get().chain))):
        page.goto(path)
        page.get_by_text(words).first.wait_for()
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
