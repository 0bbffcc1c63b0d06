"""A17, B7: the principles reach beyond civic groups. A business, a school, a neighbourhood body or a person walks the same path."""

import pytest
from django.test import Client

from kyodo.commons.groups import actions as groups
from kyodo.commons.groups.states import Kind, Part
from kyodo.cycle.collaborations import actions as cases
from kyodo.cycle.evaluations import actions as evaluations
from kyodo.cycle.evaluations.queries import filed_sides
from kyodo.kernel.access import Side
from tests import cast, given
from tests.cast import AT

pytestmark = pytest.mark.django_db

KINDS = (Kind.COMPANY, Kind.MERCHANTS, Kind.SCHOOL, Kind.NEIGHBOURHOOD, Kind.AUTONOMY)


def a_body(kind):
    """A registered body of a kind; 花子 speaks for it."""
    body = given.a_registered_group(name=f"{kind.label}の名前", kana="ナマエ")
    groups.revise(body, part=Part.PROFILE, values={"kind": kind}, by=cast.hanako(), at=AT)
    cast.hanako().forget_capacities()
    return body


def walks(holder):
    """From the statements of both sides through the gate to the evaluation that both filed and published."""
    it = given.a_revealed_evaluation(citizens=holder)
    evaluations.excuse(
        it, no_seed_because="目的を果たした。", no_voices_because="名簿がない。", by=cast.hanako(), at=AT
    )
    return evaluations.close(it, continuation="end", closing_words="よい一年でした。", by=cast.tanaka(), at=AT)


@pytest.mark.parametrize("kind", KINDS)
def test_a_body_of_any_kind_goes_from_the_first_words_to_the_evaluation(kind):
    body = a_body(kind)
    it = walks(body)
    case = it.case
    assert [p.holder for p in case.parties.filter(side=Side.CITIZENS)] == [body.subject]
    assert set(filed_sides(it)) == {Side.CITIZENS, Side.CITY}
    text = Client().get(case.get_absolute_url()).text
    assert body.name in text
    assert str(kind.label) in Client().get(body.get_absolute_url()).text


def test_a_person_without_any_group_goes_the_same_way():
    given.a_city()
    it = walks(cast.hanako())
    assert [p.holder for p in it.case.parties.filter(side=Side.CITIZENS)] == [cast.hanako().subject]
    assert cast.hanako().name in Client().get(it.case.get_absolute_url()).text


def test_two_bodies_share_the_citizens_side():
    case = given.an_agreement(citizens=a_body(Kind.COMPANY)).case
    school = given.another_registered_group()
    groups.revise(school, part=Part.PROFILE, values={"kind": Kind.SCHOOL}, by=cast.taro(), at=AT)
    cases.add_party(case, school, side=Side.CITIZENS, by=cast.sato(), at=AT)
    cast.taro().forget_capacities()
    assert case.side_of(cast.taro(), AT) == case.side_of(cast.hanako(), AT) == Side.CITIZENS
