"""Who may say who sits on which side: the side itself and the desk; the city the first citizens of its own theme."""

import pytest

from kyodo.cycle.collaborations import actions as cases
from kyodo.cycle.collaborations.queries import bodies_of
from kyodo.kernel.access import Side
from kyodo.kernel.policy import NotAllowed
from kyodo.offices.post.models import Message
from tests import cast, given
from tests.cast import AT

pytestmark = pytest.mark.django_db


def test_whoever_is_seated_by_another_is_told_and_led_to_the_case():
    case = given.a_seed().case
    group = given.another_registered_group()
    for _again in range(2):
        cases.add_party(case, group, side=Side.CITIZENS, by=cast.sato(), at=AT)
    (letter,) = Message.objects.filter(name="collaborations.seated")
    assert letter.path == case.get_absolute_url()
    assert case.title in letter.body


def test_each_side_brings_in_its_own():
    case, other = given.a_case_with_both_sides(), given.another_registered_group()
    assert cases.add_party(case, other, side=Side.CITIZENS, by=cast.hanako(), at=AT).name == "おはなしの木"
    assert cases.add_party(case, given.the_desk(), side=Side.CITY, by=cast.tanaka(), at=AT).side == Side.CITY


@pytest.mark.parametrize(("who", "side"), [("tanaka", Side.CITIZENS), ("hanako", Side.CITY), ("jiro", Side.CITIZENS)])
def test_nobody_brings_in_somebody_on_the_other_side(who, side):
    case = given.a_case_with_both_sides()
    with pytest.raises(NotAllowed):
        cases.add_party(case, given.the_desk(), side=side, by=getattr(cast, who)(), at=AT)
    assert case.parties.count() == 3


def test_nobody_sends_the_other_side_away():
    case = given.a_case_with_both_sides()
    party = case.parties.get(side=Side.CITIZENS)
    with pytest.raises(NotAllowed):
        cases.leave_party(party, reason="別の団体がよい", by=cast.tanaka(), at=AT)
    assert cases.leave_party(party, reason="会が解散する", by=cast.hanako(), at=AT).until == AT


def test_the_section_of_a_theme_seats_the_first_citizens_and_only_the_first():
    group, other = given.a_registered_group(), given.another_registered_group()
    case = cases.open_case(title="見回り", direction="B", by=cast.tanaka(), at=AT)
    cases.seat(case, given.the_environment_section(), side=Side.CITY, by=cast.tanaka(), at=AT)
    cases.add_party(case, group, side=Side.CITIZENS, by=cast.tanaka(), at=AT)
    with pytest.raises(NotAllowed):
        cases.add_party(case, other, side=Side.CITIZENS, by=cast.tanaka(), at=AT)


def test_strangers_do_not_sort_a_case():
    case = given.a_case_with_both_sides()
    with pytest.raises(NotAllowed):
        cases.describe(case, start_type="A", forms=["1"], by=cast.jiro(), at=AT)
    assert cases.describe(case, start_type="A", forms=["1"], by=cast.tanaka(), at=AT).start_type == "A"


def test_who_works_together_is_told_once_each_without_receipts_and_without_who_has_left():
    case, group = given.a_seed().case, given.another_registered_group()
    cases.add_party(case, given.a_registered_group(), side=Side.CITIZENS, by=cast.sato(), at=AT)
    gone = cases.add_party(case, group, side=Side.CITIZENS, by=cast.sato(), at=AT)
    cases.seat(case, cast.hanako(), side=Side.CITIZENS, name="川辺を守る会", by=cast.sato(), at=AT)
    cases.leave_party(gone, reason="会が解散する", by=cast.sato(), at=AT)
    case.refresh_from_db()
    assert bodies_of(case) == ["川辺を守る会", "環境課"]
