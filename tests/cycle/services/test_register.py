"""The register by hand: a service entered, changed and ended on its page; what came of its review is shown there."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kyodo.cycle.calls import actions as calls
from kyodo.cycle.seeds import actions as seeds
from kyodo.cycle.services import actions as services
from kyodo.cycle.services import queries
from kyodo.cycle.services.models import Service
from tests import cast, given
from tests.cast import AT

from .test_reviewing import a_decided_review, a_service

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _one_factor(settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = False


@pytest.fixture
def desk() -> Client:
    given.a_city()
    client = Client()
    client.force_login(cast.sato())
    return client


def said(**changed: Any) -> dict[str, Any]:
    return {
        "code": "0201-09", "name": "用水路の見回り", "section": given.the_environment_section().ref, "budget": "１２万円",
        "staff": "0.5", "bearer": "direct", "zone": "D", "public": "on", "submission_key": "k" * 20, **changed,
    }  # fmt: skip


def test_the_desk_enters_a_service_that_no_list_brought(desk: Client):
    assert desk.post(reverse("services:enter"), said()).status_code == 302
    it = Service.objects.get()
    assert (it.name, it.budget, float(it.staff or 0), it.zone) == ("用水路の見回り", 120_000, 0.5, "D")


def test_a_number_in_use_is_not_written_over(desk: Client):
    a_service("0201-09")
    answer = desk.post(reverse("services:enter"), said())
    assert answer.status_code == 422
    assert "用水路の見回り" in answer.content.decode()
    assert Service.objects.get().name == "河川の水質調査"


def test_a_service_is_changed_and_ended_and_its_number_stays(desk: Client):
    it = a_service("0201-09")
    shown = desk.get(reverse("services:edit", args=[it.ref])).content.decode()
    assert "河川の水質調査" in shown
    assert desk.post(reverse("services:edit", args=[it.ref]), said(name="川の見守り")).status_code == 302
    assert desk.post(reverse("services:end", args=[it.ref]), {"reason": "県に移った。"}).status_code == 302
    it.refresh_from_db()
    assert (it.code, it.name, it.ended_at is not None) == ("0201-09", "川の見守り", True)
    assert Client().get(it.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("who", [cast.tanaka, cast.hanako])
def test_nobody_else_keeps_the_register(who):
    it, client = a_service(), Client()
    client.force_login(who())
    for place in (reverse("services:enter"), reverse("services:edit", args=[it.ref])):
        assert client.get(place).status_code == 403


def test_the_review_shows_the_theme_that_came_of_it_and_asks_no_longer_why_none():
    review = a_decided_review()
    assert queries.year_count(2026).owed_themes == 1
    client = Client()
    client.force_login(cast.tanaka())
    assert reverse("services:no_theme", args=[review.ref]) in client.get(review.get_absolute_url()).content.decode()
    theme = calls.publish_theme(
        title="川の調査をいっしょに", section=given.the_environment_section(), background="人手が足りない。", expects="採水",
        review=review, by=cast.tanaka(), at=AT,
    )  # fmt: skip
    given.a_registered_group()
    cast.hanako().forget_capacities()
    seeds.answer(theme.seed, text="手を挙げます。", by=cast.hanako(), at=AT)
    page = client.get(review.get_absolute_url()).content.decode()
    assert theme.get_absolute_url() in page
    assert "お返事 1件" in page
    assert reverse("services:no_theme", args=[review.ref]) not in page
    assert queries.year_count(2026).owed_themes == 0


def test_a_reason_instead_of_a_theme_is_owed_no_longer():
    services.excuse_theme(a_decided_review(), because="国の基準が変わる。", by=cast.tanaka(), at=AT)
    assert queries.year_count(2026).owed_themes == 0
