"""What the pages of a table ask, and of whom."""

from datetime import timedelta

import pytest
from django.test import Client

from kyodo.offices.city.models import Duty
from tests import cast, given
from tests.cast import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_hanako():
    browser = Client()
    browser.force_login(cast.hanako())
    return browser


def test_the_record_asks_in_the_order_in_which_a_sitting_goes(as_hanako):
    sitting = given.a_held_sitting()
    page = as_hanako.get(f"/sittings/{sitting.ref}/record/").text
    order = ["自己紹介", "事業の説明", "企画の説明", "話し合い", "助言", "今日の目標にとどきましたか", "次の予定"]
    places = [page.index(f">{words}") for words in order]
    assert places == sorted(places)
    assert "書くことのない行は、空のままでかまいません。" in page


def test_only_whoever_serves_as_coordinator_today_can_be_asked_to_chair(as_hanako):
    address = f"/tables/{given.a_table().ref}/chair/"
    assert cast.nakano().name in as_hanako.get(address).text
    Duty.objects.filter(person=cast.nakano()).update(until=(AT - timedelta(days=1)).date())
    assert cast.nakano().name not in as_hanako.get(address).text
