"""応募の数: how many proposals one group may send in one round, wherever it tries; and until when a round is begun on."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kyodo.cycle.calls.models import Round
from kyodo.cycle.proposals import actions as proposals
from kyodo.cycle.proposals.models import Proposal
from kyodo.cycle.proposals.queries import progress
from kyodo.kernel.access import LinkHolder
from kyodo.kernel.policy import Blocked, Refused
from tests import cast, given
from tests.cast import AT

from . import texts

pytestmark = pytest.mark.django_db
AFTER = AT.replace(month=8, day=3)


@pytest.fixture(autouse=True)
def _unhurried(settings, monkeypatch):
    settings.FORM_MINIMUM_SECONDS, settings.OFFICERS_NEED_SECOND_FACTOR = 0, False
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)


def by_link(name: str, *, round_: Round) -> Proposal:
    """A whole proposal of somebody without an account."""
    key = f"{name}{Proposal.objects.count()}"
    it = proposals.begin(title="夜道の灯り", author_name=name, round_=round_, by=cast.visitor(), at=AT, key=key)
    for step, values in texts.whole(answers=True).items():
        proposals.save_step(it, step=step, values=values, by=LinkHolder(it.subject), at=AT)
    return it


def test_one_more_than_allowed_is_refused_where_it_is_submitted():
    round_ = given.a_round(per_group=2)
    drafts = [given.a_complete_draft(round_=round_) for _n in range(3)]
    for it in drafts[:2]:
        proposals.submit(it, by=cast.hanako(), at=AT)
    with pytest.raises(Blocked, match="2件まで"):
        proposals.submit(drafts[2], by=cast.hanako(), at=AT)
    told = progress(drafts[2], at=AT, url=str).hindrances
    assert [str(block.rule) for block in told] == ["応募の数"]
    proposals.withdraw(drafts[0], reason="入れ替えます。", by=cast.hanako(), at=AT)
    assert proposals.submit(drafts[2], by=cast.hanako(), at=AT).state == "submitted"


def test_what_was_received_once_may_be_mended_whatever_the_limit():
    round_ = given.a_round(per_group=1)
    it = given.a_checked_proposal(round_=round_)
    assert proposals.submit(it, by=cast.hanako(), at=AT).versions.count() == 2


def test_a_group_that_has_sent_enough_begins_no_further_one(client: Client):
    round_ = given.a_round(per_group=1)
    group = given.a_submitted_proposal(round_=round_).author_ref
    client.force_login(cast.hanako())
    sent = {"title": "もう一つ", "body": group, "website": "", "submission_key": "k" * 22}
    answer = client.post(reverse("proposals:new", args=[round_.ref]), sent)
    assert answer.status_code == 422
    assert "1件まで" in answer.content.decode()
    assert 'href="#id_body' in answer.content.decode(), "at the group, where it went wrong"
    assert Proposal.objects.count() == 1
    draft = given.a_complete_draft()
    with pytest.raises(Refused) as refusal:
        proposals.change_round(draft, round_=round_, by=cast.hanako(), at=AT)
    assert refusal.value.field == "round_"


def test_other_groups_and_other_rounds_have_room():
    round_ = given.a_round(per_group=1)
    given.a_submitted_proposal(round_=round_)
    guest = by_link("東町の三人", round_=round_)
    assert proposals.submit(guest, by=LinkHolder(guest.subject), at=AT).state == "submitted"
    other = given.a_round(per_group=1, opens_on=date(2026, 5, 2))
    assert given.a_submitted_proposal(round_=other).state == "submitted"


def test_whoever_comes_without_an_account_is_known_by_name():
    round_ = given.a_round(per_group=1)
    first, other = by_link("東町の三人", round_=round_), by_link("西町の会", round_=round_)
    second = by_link("東町の 三人", round_=round_)
    for it in (first, other):
        proposals.submit(it, by=LinkHolder(it.subject), at=AT)
    with pytest.raises(Blocked, match="1件まで"):
        proposals.submit(second, by=LinkHolder(second.subject), at=AT)
    with pytest.raises(Refused) as refusal:
        by_link("東町の三人", round_=round_)
    assert refusal.value.field == "author_name"


def test_two_registered_groups_of_one_name_are_two():
    round_ = given.a_round(per_group=1)
    it = given.a_submitted_proposal(round_=round_)
    assert not it.is_by("groups.group/OTHER", it.author_name)
    assert it.is_by("link/proposals.proposal/X", it.author_name)


@pytest.mark.parametrize(("days", "taken"), [(0, True), (50, True), (51, False), (90, False)])
def test_nothing_is_begun_for_a_round_that_is_over(days: int, taken: bool):
    round_, now = given.a_round(), AT + timedelta(days=days)
    if taken:
        assert given.a_draft_proposal(round_=round_, at=now).round == round_
        return
    with pytest.raises(Refused, match="受付は終わっています"):
        given.a_draft_proposal(round_=round_, at=now)


def test_a_draft_is_moved_only_to_a_round_that_takes_it(client: Client):
    spring, autumn = (
        given.a_round(),
        given.a_round(opens_on=date(2026, 7, 15), closes_on=date(2026, 9, 30), edit_until=None),
    )
    it = given.a_complete_draft(round_=spring)
    client.force_login(cast.hanako())
    page = client.get(reverse("proposals:round", args=[it.ref])).content.decode()
    assert (spring.ref in page, autumn.ref in page) == (True, True), "one is open, the other will be"
    with pytest.raises(Refused):
        proposals.change_round(it, round_=spring, by=cast.hanako(), at=AFTER)


def test_a_paper_counts_from_the_day_it_arrived(client: Client):
    round_ = given.a_round()
    begun: dict[str, Any] = {
        "title": "紙の提案",
        "author_name": "里山の会",
        "channel": "mail",
        "round_": round_,
        "by": cast.sato(),
    }
    with pytest.raises(Refused, match="受付は終わって"):
        proposals.begin(**begun, at=AFTER)
    with pytest.raises(Refused, match="今日までの日"):
        proposals.begin(**begun, received_on=AFTER.date() + timedelta(days=1), at=AFTER)
    it = proposals.begin(**begun, received_on=round_.closes_on, at=AFTER)
    for step, values in texts.whole(answers=True).items():
        proposals.save_step(it, step=step, values=values, by=cast.sato(), at=AFTER)
    assert proposals.submit(it, by=cast.sato(), at=AFTER).state == "submitted"
