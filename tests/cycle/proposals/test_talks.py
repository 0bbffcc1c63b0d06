"""事前相談 on the pages: who is asked for a name, and where whoever asked reads the advice."""

import pytest
from django.test import Client
from django.urls import reverse

from kyodo.cycle.proposals.models import PriorTalk, Proposal
from tests import cast, given
from tests.cast import AT

pytestmark = pytest.mark.django_db
KEY = "a" * 22


@pytest.fixture(autouse=True)
def _unhurried(settings, monkeypatch):
    settings.FORM_MINIMUM_SECONDS = 0
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)


def test_a_talk_is_asked_for_answered_and_read_on_its_receipt(client: Client):
    given.a_city()
    asked = {"name": "西の会", "theme": "空き家", "solve": "使いたい。", "phone": "048-211-1111", "submission_key": KEY}
    receipt = client.post(reverse("proposals:new_talk"), asked)["Location"]
    talk = PriorTalk.objects.get()
    assert talk.ref in client.get(receipt).content.decode()
    client.force_login(cast.tanaka())
    record = {
        "held_on_year": "2026", "held_on_month": "5", "held_on_day": "11", "method": "counter", "advice": "住宅課にも聞きました。",
        "result": "proposal", "submission_key": "b" * 22,
    }  # fmt: skip
    assert client.post(reverse("proposals:hold_talk", args=[talk.ref]), record).status_code == 302
    client.logout()
    assert "住宅課にも聞きました。" in client.get(receipt).content.decode()
    begun = client.post(f"{receipt}propose/", {"title": "空き家の活用", "submission_key": "c" * 22})
    assert begun.status_code == 302
    assert Proposal.objects.get().talk == talk


def test_a_talk_needs_a_way_to_reach_somebody(client: Client):
    given.a_city()
    asked = {"name": "西の会", "theme": "空き家", "solve": "使いたい。", "submission_key": KEY}
    assert client.post(reverse("proposals:new_talk"), asked).status_code == 422
    assert not PriorTalk.objects.exists()


def test_whoever_speaks_for_a_group_is_not_asked_its_name_again(client: Client):
    group = given.a_registered_group()
    client.force_login(cast.hanako())
    offered = client.get(reverse("proposals:new_talk")).context["form"]
    assert offered["body"].value() == group.subject
    asked = {
        "body": group.subject,
        "theme": "空き家",
        "solve": "使いたい。",
        "phone": "048-211-1111",
        "submission_key": KEY,
    }
    assert client.post(reverse("proposals:new_talk"), asked).status_code == 302
    asked |= {"body": "", "submission_key": "b" * 22}
    assert client.post(reverse("proposals:new_talk"), asked).status_code == 302
    assert [talk.name for talk in PriorTalk.objects.order_by("pk")] == [str(group), cast.hanako().display]


@pytest.mark.parametrize("known", [None, cast.tanaka])
def test_whoever_comes_without_an_account_or_for_others_says_a_name(client: Client, known):
    given.a_city()
    if known:
        client.force_login(known())
    asked = {"theme": "空き家", "solve": "使いたい。", "phone": "048-211-1111", "submission_key": KEY}
    assert client.post(reverse("proposals:new_talk"), asked).status_code == 422
    assert not PriorTalk.objects.exists()
