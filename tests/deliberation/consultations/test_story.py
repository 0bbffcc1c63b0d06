"""The whole way of a consultation through its actions."""

from datetime import timedelta

import pytest

from kyodo.deliberation.consultations import actions, queries
from kyodo.deliberation.consultations.states import State
from tests import cast

from . import given

pytestmark = pytest.mark.django_db


def test_an_opinion_comes_back_to_whoever_sent_it_with_an_answer():
    result = given.a_result()
    it = result.consultation
    it.refresh_from_db()
    assert it.state == State.RESULT
    figures = queries.figures_of(it)
    assert (figures.persons, figures.submissions, figures.kinds, figures.opinions, figures.reflected) == (2, 2, 2, 2, 1)
    mine = it.submissions.get(number=1)
    found = queries.by_token(actions.receipt_token(mine))
    assert found
    seen = queries.receipt_of(found, by=cast.visitor(), at=given.SORTING)
    assert [a and a.text for _u, a in seen.lines] == ["素案を直しました。"]
    assert not seen.may_answer
    later = given.SORTING + timedelta(days=14)
    assert queries.receipt_of(found, by=cast.visitor(), at=later).may_answer
    assert actions.ask_senders(later) == 2
    assert actions.ask_senders(later) == 0
