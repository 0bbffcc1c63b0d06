"""Two members of one group submit at once: the round takes as many as it allows, however they come."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from kyodo.cycle.proposals import actions as proposals
from kyodo.cycle.proposals.models import Proposal
from kyodo.kernel.policy import Blocked
from tests import cast, given
from tests.cast import AT

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_of_proposals_submitted_at_once_only_as_many_arrive_as_the_round_allows():
    round_ = given.a_round(per_group=2)
    drafts = [given.a_complete_draft(round_=round_) for _n in range(5)]
    hanako = cast.hanako()

    def submit(it: Proposal) -> str:
        try:
            return proposals.submit(it, by=hanako, at=AT).state
        except Blocked:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(drafts)) as threads:
        answers = sorted(threads.map(submit, drafts))
    assert answers == ["refused"] * 3 + ["submitted"] * 2
    assert Proposal.objects.filter(submitted_at__isnull=False).count() == 2
