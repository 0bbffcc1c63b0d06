"""From two statements to the work: the whole way, and the gate at its end."""

import pytest

from tests import given

pytestmark = pytest.mark.django_db


def test_a_case_starts_when_both_confirmed_a_complete_text():
    case = given.a_started_case()
    assert case.stage == "running"
