"""いっしょに提案する団体: picked from the register or typed; a registered group is bound by nobody's word but its own."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.proposals import actions as proposals
from kyodo.cycle.proposals.models import Partner, Proposal
from kyodo.kernel.access import Side
from kyodo.kernel.policy import IllegalMove, NotAllowed
from kyodo.offices.desk.models import Task
from tests import cast, given
from tests.cast import AT

pytestmark = pytest.mark.django_db
ROWS = {f"{name}-{what}": "0" for name in ("partners", "past") for what in ("TOTAL_FORMS", "INITIAL_FORMS")}


@pytest.fixture
def group():
    given.a_city()
    return given.another_registered_group()


@pytest.fixture
def hanako(group) -> Client:
    client = Client()
    client.force_login(cast.hanako())
    return client


def named(it: Proposal, *groups: Any) -> None:
    """The partners of a draft, as their step keeps them."""
    rows = [{"name": str(one), "part": "読み聞かせ", "group": getattr(one, "subject", "")} for one in groups]
    proposals.save_step(it, step="team", values={"partners": rows}, by=cast.hanako(), at=AT)


def sits(it: Proposal) -> bool:
    """Whether 太郎 sits on the citizens' side of its case."""
    return Collaboration.objects.get(proposal=it).side_of(cast.taro(), AT) == Side.CITIZENS


def submitted(*groups: Any) -> Proposal:
    it = given.a_complete_draft()
    named(it, *groups)
    return proposals.submit(it, by=cast.hanako(), at=AT)


def test_a_registered_group_is_looked_for_and_picked_and_a_name_may_be_typed(hanako, group):
    it = given.a_draft_proposal()
    where = reverse("proposals:step", args=[it.ref, "team"])
    typed = {"partners-TOTAL_FORMS": "1", "partners-0-name": "里山の会", "partners-0-part": "下草刈り"}
    looked = hanako.post(where, {**ROWS, **typed, "partner_words": "おはなし", "look-partner": "1"})
    assert group.subject in looked.content.decode()
    assert hanako.post(where, {**ROWS, **typed, "partner": group.subject}).status_code == 302
    it.refresh_from_db()
    assert [(row["name"], row["part"], row["group"]) for row in it.partners] == [
        ("里山の会", "下草刈り", ""), (group.name, "", group.subject),
    ]  # fmt: skip
    assert not Partner.objects.exists(), "a draft asks nobody"


def test_a_name_changed_by_hand_is_no_longer_the_groups(hanako, group):
    it = given.a_draft_proposal()
    row = {"partners-TOTAL_FORMS": "2", "partners-0-name": "ほかの会", "partners-0-group": group.subject}
    hanako.post(reverse("proposals:step", args=[it.ref, "team"]), {**ROWS, **row, "partners-1-group": group.subject})
    it.refresh_from_db()
    assert [(row["name"], row["group"]) for row in it.partners] == [("ほかの会", "")]


def test_who_was_named_is_asked_once_and_sits_nowhere_before_its_own_word(group):
    it = submitted(group, "里山の会")
    asked = it.asked.get()
    assert Task.objects.open().get(subject_ref=asked.subject).holder == group.subject
    assert not sits(it)
    assert it not in Proposal.objects.visible_to(cast.taro(), at=AT)
    proposals.submit(it, by=cast.hanako(), at=AT)
    assert it.asked.count() == 1
    named(it)
    proposals.submit(it, by=cast.hanako(), at=AT)
    assert not it.asked.exists(), "whoever is named no more is asked no more"
    assert not Task.objects.open().filter(subject_ref=asked.subject).exists()


def test_with_its_own_word_the_group_sits_on_the_citizens_side(group, client: Client):
    asked = submitted(group).asked.get()
    where = asked.get_absolute_url()
    client.force_login(cast.jiro())
    assert client.get(where).status_code == 403
    client.force_login(cast.taro())
    page = client.get(where).content.decode()
    assert "読み聞かせ" in page
    assert asked.proposal.purpose in page
    assert asked.proposal.get_absolute_url() not in page.partition("<main")[2], "no door that is shut"
    assert client.post(reverse("proposals:join", args=[asked.ref]), follow=True).status_code == 200
    assert sits(asked.proposal)
    shown = client.get(asked.proposal.get_absolute_url()).content.decode()
    assert f'href="{group.get_absolute_url()}"' in shown
    assert "加わった" in shown
    assert not Task.objects.open().filter(subject_ref=asked.subject).exists()


def test_a_group_that_declines_is_no_party_and_the_proposal_says_so(group, client: Client):
    asked = proposals.decline(submitted(group).asked.get(), by=cast.taro(), at=AT)
    assert not sits(asked.proposal)
    proposals.check(asked.proposal, by=cast.sato(), at=AT)
    assert "加わらないと返事" in client.get(asked.proposal.get_absolute_url()).content.decode()
    with pytest.raises(IllegalMove, match="もう済んで"):
        proposals.join(asked, by=cast.taro(), at=AT)


def test_nobody_answers_for_another_group_nor_after_the_proposal_was_withdrawn(group):
    asked = submitted(group).asked.get()
    for person in (cast.hanako(), cast.jiro(), cast.tanaka()):
        with pytest.raises(NotAllowed):
            proposals.join(asked, by=person, at=AT)
    proposals.withdraw(asked.proposal, reason="人が足りない", by=cast.hanako(), at=AT)
    with pytest.raises(IllegalMove, match="段階ではありません"):
        proposals.join(asked, by=cast.taro(), at=AT)
