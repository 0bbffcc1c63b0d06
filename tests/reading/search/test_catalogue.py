"""What is searchable in the real city, and what never is."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kyodo.commons.groups import actions as groups
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.collaborations.states import Stage
from kyodo.cycle.seeds import actions as seeds
from kyodo.kernel.access import Visitor
from kyodo.reading.search import actions
from kyodo.reading.search.queries import search, sources
from tests import cast, given
from tests.cast import AT

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)


def titles(text, **how):
    actions.catch_up(LATER)
    return [hit.card.title for hit in search(text, at=LATER, **how).hits]


def a_seed(**said):
    given.a_city()
    says = {
        "title": "通学路の花壇",
        "problem": "水やりの人手が足りません。",
        "section": given.the_environment_section(),
    }
    return seeds.sow(**{**says, **said}, sower=seeds.Sower("海野 次郎", email="jiro@example.jp"), by=Visitor(), at=AT)


def test_a_group_is_found_from_its_registration_to_its_end():
    group = given.a_submitted_group()
    assert titles("川辺を守る会") == []
    groups.move("register", group, by=cast.sato(), at=AT)
    assert titles("川辺を守る会") == ["川辺を守る会"]
    assert titles("かわべをまもるかい") == ["川辺を守る会"]
    assert titles("水質") == ["川辺を守る会"]
    assert titles("水質", ward=given.a_ward().ref) == ["川辺を守る会"]
    assert titles("水質", ward=given.a_ward("中央地区").ref) == []
    groups.move("withdraw", group, by=cast.sato(), at=AT, reason="解散の届けがあったため。")
    assert titles("水質") == []


@pytest.mark.parametrize("closed", ["0004821111", "kawabe@example.jp", "織瀬市中央1-2-3", "川辺 花子", "海野", "jiro"])
def test_nobody_is_found_by_what_is_not_public(closed):
    given.a_registered_group()
    a_seed()
    assert titles(closed) == []


def test_a_seed_is_found_while_it_is_shown():
    seed = a_seed()
    Collaboration.objects.filter(pk=seed.case_id).update(shown_at=None)
    assert titles("水やり") == []
    Collaboration.objects.filter(pk=seed.case_id).update(shown_at=AT)
    actions.check(at=LATER)
    assert titles("水やり") == ["通学路の花壇"]


def test_an_answer_to_a_seed_is_searched_too():
    seed = a_seed()
    Collaboration.objects.filter(pk=seed.case_id).update(shown_at=AT)
    actions.catch_up(LATER)
    seeds.answer(seed, text="散水車を回せるか調べます。", by=cast.tanaka(), at=AT)
    assert titles("散水車") == ["通学路の花壇"]


def test_a_case_past_its_seed_is_found_as_a_case():
    seed = a_seed()
    Collaboration.objects.filter(pk=seed.case_id).update(shown_at=AT)
    assert titles("花壇", kind="collaborations.collaboration") == []
    Collaboration.objects.filter(pk=seed.case_id).update(stage=Stage.TALKING, summary="苗を育てて植える。")
    actions.check(at=LATER)
    assert titles("苗", kind="collaborations.collaboration") == ["通学路の花壇"]


def test_the_cards_of_many_cost_as_much_as_the_card_of_one():
    def cost():
        with CaptureQueriesContext(connection) as asked:
            cards = [source.card(thing) for source in sources().values() for thing in source.rows(LATER)]
        return len(cards), len(asked)

    def one_of_each(title):
        for stage in (Stage.SEED, Stage.TALKING):
            seed = a_seed(title=title, ward=given.a_ward())
            Collaboration.objects.filter(pk=seed.case_id).update(shown_at=AT, stage=stage)

    given.a_registered_group()
    one_of_each("花壇")
    few, asked = cost()
    given.another_registered_group()
    one_of_each("並木")
    assert cost() == (2 * few, asked)
    assert few == 4
