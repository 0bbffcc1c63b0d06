"""An auditor reads, a coordinator stands between: neither acts for the section that their duty lies in, nor owes its work."""

from datetime import date

import pytest

from kyodo.cycle.seeds import actions as seeds
from kyodo.cycle.seeds.forms import SeedForm
from kyodo.cycle.services import actions as services
from kyodo.kernel.policy import NotAllowed, Refused
from kyodo.offices.city import actions as city
from kyodo.offices.city.actions.founding import FIRST_RUN
from kyodo.offices.city.queries import people_holding
from kyodo.offices.desk.queries import owed_by
from kyodo.offices.people.models import Person
from tests import cast, given
from tests.cast import AT
from tests.cycle.services.test_reviewing import CHECK, a_review

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["auditor", "coordinator"])
def onlooker(request) -> Person:
    """Somebody whose duty lies in 環境課 without being on its side."""
    section, person = given.the_environment_section(), cast.jiro()
    city.assign_duty(person, role=request.param, section=section, since=date(2026, 4, 1), by=FIRST_RUN, at=AT)
    return person


def test_they_do_not_fill_in_what_the_section_owes(onlooker: Person):
    review = a_review()
    with pytest.raises(NotAllowed):
        services.check(review, values=CHECK, by=onlooker, at=AT)
    assert owed_by(cast.tanaka(), AT).exists()
    assert not owed_by(onlooker, AT).exists()


def test_they_sow_nothing_in_its_name(onlooker: Person):
    section = given.the_environment_section()
    assert "body" not in SeedForm(actor=onlooker, at=AT).fields
    with pytest.raises(Refused):
        seeds.sow(
            title="名をかりる",
            problem="…",
            section=section,
            body=section,
            sower=seeds.Sower("次郎"),
            by=onlooker,
            at=AT,
        )


def test_they_are_not_among_those_whom_its_letters_reach(onlooker: Person):
    told = set(people_holding(given.the_environment_section().subject, AT))
    assert onlooker not in told
    assert told == {cast.suzuki(), cast.tanaka()}
