"""A proposal from the first word to the agreement, as acts."""

import pytest

from tests import given

pytestmark = pytest.mark.django_db


def test_an_adopted_proposal_leads_to_a_case_that_may_draw_up_its_agreement():
    assert given.an_adopted_case(amount=160_000).stage == "adopted"


def test_in_a_round():
    assert given.a_checked_proposal(round_=given.a_round()).state == "checked"
