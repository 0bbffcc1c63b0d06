"""What is searchable in the real city, and what never is."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kyodo.commons.groups import actions as groups
from kyodo.cycle.agreements import actions as agreements
from kyodo.cycle.calls.models import Programme, Round, Theme
from kyodo.cycle.calls.states import Kind
from kyodo.cycle.calls.states import State as RoundState
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.collaborations.states import Stage
from kyodo.cycle.evaluations.models import Practice
from kyodo.cycle.proposals import actions as proposals
from kyodo.cycle.roundtables import actions as tables
from kyodo.cycle.screening import actions as screening
from kyodo.cycle.seeds import actions as seeds
from kyodo.cycle.services import actions as services
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
    return given.a_seed(**{"title": "通学路の花壇", "problem": "水やりの人手が足りません。", **said})


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


@pytest.mark.parametrize("closed", ["0004821111", "kawabe@example.jp", "織瀬市中央1-2-3", "川辺 花子"])
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


def test_a_sitting_is_found_when_both_sides_confirmed_its_record():
    sitting = given.a_written_sitting(summary="堰の下流から始めます。", facts="内輪の数字")
    given_case = sitting.case
    Collaboration.objects.filter(pk=given_case.pk).update(shown_at=AT)
    assert titles("堰の下流") == []
    for person in (cast.hanako(), cast.tanaka()):
        tables.confirm(sitting, digest=sitting.digest(), by=person, at=AT)
    assert titles("堰の下流") == [str(sitting)]
    assert titles("内輪の数字") == []


def test_an_agreement_is_found_when_both_sides_confirmed_it():
    kind = "agreements.agreement"
    agreement = agreements.call(given.a_complete_agreement(), by=cast.hanako(), at=AT)
    assert titles("川の教室", kind=kind) == []
    for person in (cast.hanako(), cast.tanaka()):
        agreements.confirm(agreement, digest=agreement.digest(), by=person, at=AT)
    for words in ("河川の使用許可", "川で遊ぶ子ども"):
        assert titles(words, kind=kind) == ["「川の教室」の協定"], words
    assert titles("河川環境への理解", kind=kind) == []
    assert titles("環境課 田中", kind=kind) == []


def test_a_practice_is_found_when_it_is_published():
    evaluation = given.a_revealed_evaluation()
    practice = Practice.objects.create(
        evaluation=evaluation,
        title="川の教室から学ぶ",
        background="",
        who="",
        what="竹筏を編んだ。",
        result="",
        drafted_at=AT,
    )
    actions.rebuild(at=LATER)
    assert titles("竹筏") == []
    Practice.objects.filter(pk=practice.pk).update(published_at=AT)
    actions.check(at=LATER)
    assert titles("竹筏") == ["川の教室から学ぶ"]


def test_a_service_is_found_until_it_ends():
    given.a_city()
    says = {"name": "街路樹の管理", "content": "高木を剪定する。", "section": given.the_environment_section()}
    service = services.enter("0101", values=says, by=cast.sato(), at=AT)
    assert titles("剪定") == ["街路樹の管理"]
    services.end(service, reason="移管したため。", by=cast.sato(), at=AT)
    assert titles("剪定") == []


def test_a_round_is_found_from_its_publication_and_a_theme_instead_of_its_seed():
    given.a_city()
    programme = Programme.objects.create(name="市民提案制度", kind=Kind.values[0], purpose="知恵を持ち寄る。")
    it = Round.objects.create(
        programme=programme, year=2026, opens_on=AT.date(), closes_on=AT.date(), notes="説明会は駅前。"
    )
    assert titles("知恵") == []
    Round.objects.filter(pk=it.pk).update(state=RoundState.PUBLISHED)
    actions.check(at=LATER)
    assert titles("説明会 知恵") == [str(it)]
    seed = a_seed()
    Collaboration.objects.filter(pk=seed.case_id).update(shown_at=AT)
    Theme.objects.create(seed=seed, background="街路の彩りが減った。", expects="植える人を集める。")
    actions.check(at=LATER)
    assert [hit.label for hit in search("彩り", at=LATER).hits] == ["市からのテーマ"]
    assert titles("水やり") == []


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


def test_a_proposal_is_found_when_its_form_was_checked():
    kind = "proposals.proposal"
    proposal = given.a_submitted_proposal()
    assert titles("見回り隊", kind=kind) == []
    proposals.check(proposal, by=cast.sato(), at=AT)
    for words in ("水門は市", "川東地区の住民"):
        assert titles(words, kind=kind) == ["用水路の見回り隊"], words
    assert titles("0004821111", kind=kind) == []


def test_the_result_of_a_screening_is_found_when_the_proposer_was_told():
    kind = "screening.screening"
    it = given.a_decided_screening()
    assert titles("見回り隊", kind=kind) == []
    screening.notify(it, by=cast.sato(), at=AT)
    assert titles("見回り隊", kind=kind) == ["用水路の見回り隊"]
    assert titles("地区の要望にこたえるため", kind=kind) == []
