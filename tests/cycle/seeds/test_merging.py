"""Duplicates: found by the program or by whoever knows of them; everybody who sent one stays and is told."""

import pytest
from django.test import Client
from django.urls import reverse

from kyodo.cycle.collaborations import actions as cases
from kyodo.cycle.seeds import actions as seeds
from kyodo.cycle.seeds.models import Seed
from kyodo.kernel.access import Side
from kyodo.offices.post.models import Message
from tests import cast, given
from tests.cast import AT

pytestmark = pytest.mark.django_db
KEY = "k" * 20


@pytest.fixture(autouse=True)
def _one_factor(settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = False


@pytest.fixture
def promoter() -> Client:
    given.a_city()
    client = Client()
    client.force_login(cast.tanaka())
    return client


def unlike() -> Seed:
    """About the same brook, in words that no program would find alike."""
    return given.a_seed(title="泳ぐ魚がいなくなった", problem="孫と釣りに行けません。", key="unlike")


def test_a_seed_in_quite_other_words_is_looked_for_by_its_title(promoter: Client):
    kept, double = given.an_answered_seed(), unlike()
    where = reverse("seeds:merge", args=[double.ref])
    assert where in promoter.get(double.get_absolute_url()).content.decode()
    looked = promoter.post(where, {"other_words": "用水路", "look-other": "1", "reason": "同じ川です。"})
    page = looked.content.decode()
    assert kept.case.subject in page
    assert "同じ川です。" in page
    sent = {"other": kept.case.subject, "reason": "同じ川です。", "submission_key": KEY}
    assert promoter.post(where, sent).status_code == 302
    double.refresh_from_db()
    assert double.case.merged_into == kept.case


@pytest.mark.parametrize("other", ["", "itself"])
def test_nothing_chosen_and_itself_are_refused_with_what_was_typed(promoter: Client, other: str):
    double = unlike()
    chosen = double.case.subject if other else ""
    sent = {"other": chosen, "reason": "同じ川です。", "submission_key": KEY}
    answer = promoter.post(reverse("seeds:merge", args=[double.ref]), sent)
    assert answer.status_code == 422
    assert "同じ川です。" in answer.content.decode()


def test_a_case_that_began_without_a_seed_takes_none_in(promoter: Client):
    case, double = given.a_case_with_both_sides(), unlike()
    sent = {"other": case.subject, "reason": "同じ川です。", "submission_key": KEY}
    answer = promoter.post(reverse("seeds:merge", args=[double.ref]), sent)
    assert answer.status_code == 422
    assert "種から始まっていない" in answer.content.decode()


def test_whoever_sent_what_was_merged_reads_where_it_went_and_hears_of_the_answers():
    kept = given.an_answered_seed()
    double = given.a_seed(title="水路", key="mail", sower=seeds.Sower("山田", email="yamada@example.jp"))
    seeds.merge(double, into=kept, reason="同じ水路です。", by=cast.tanaka(), at=AT)
    receipt = Client().get(reverse("seeds:receipt", args=[seeds.receipt_token("mail")])).content.decode()
    assert kept.case.get_absolute_url() in receipt
    Message.objects.all().delete()
    seeds.answer(kept, text="来週見に行きます。", by=cast.tanaka(), at=AT)
    letter = Message.objects.get(email="yamada@example.jp")
    assert "来週見に行きます。" not in letter.body


def sitting(case) -> frozenset[str]:
    """Who sits on the citizens' side now."""
    return frozenset(case.parties.filter(side=Side.CITIZENS, until=None).values_list("holder", flat=True))


def two_of_one_group() -> tuple[Seed, Seed, str]:
    """Two seeds of another group about the same brook."""
    group = given.another_registered_group()
    cast.taro().forget_capacities()
    first, second = (given.a_seed(by=cast.taro(), group=group, title=f"水路その{n}", key=f"two{n}") for n in "12")
    return first, second, group.subject


@pytest.mark.parametrize("order", ["as they came", "the other way"])
def test_whoever_sent_two_stays_while_one_of_them_does(order: str):
    kept = given.an_answered_seed()
    *both, group = two_of_one_group()
    for one in both:
        seeds.merge(one, into=kept, reason="同じ水路です。", by=cast.tanaka(), at=AT)
    first, second = both if order == "as they came" else reversed(both)
    seeds.unmerge(first, reason="別の話でした。", by=cast.tanaka(), at=AT)
    assert group in sitting(kept.case)
    seeds.unmerge(second, reason="これも別でした。", by=cast.tanaka(), at=AT)
    assert group not in sitting(kept.case)


def test_whoever_sat_there_before_the_merge_keeps_the_seat():
    kept = given.an_answered_seed()
    first, _second, group = two_of_one_group()
    cases.seat_subject(kept.case, group, side=Side.CITIZENS, name="上の会", by=cast.sato(), at=AT)
    seeds.merge(first, into=kept, reason="同じ水路です。", by=cast.tanaka(), at=AT)
    seeds.unmerge(first, reason="別の話でした。", by=cast.tanaka(), at=AT)
    assert group in sitting(kept.case)


def test_everybody_who_came_with_a_seed_leaves_with_it():
    kept, double = given.an_answered_seed(), unlike()
    before = sitting(kept.case)
    _first, _second, group = two_of_one_group()
    cases.seat_subject(double.case, group, side=Side.CITIZENS, name="上の会", by=cast.sato(), at=AT)
    seeds.merge(double, into=kept, reason="同じ水路です。", by=cast.tanaka(), at=AT)
    assert sitting(kept.case) == before | sitting(double.case)
    seeds.unmerge(double, reason="別の話でした。", by=cast.tanaka(), at=AT)
    assert sitting(kept.case) == before
    assert group in sitting(double.case)


def test_a_merged_seed_is_public_and_names_only_a_case_that_is():
    kept, double = given.a_seed(key="kept"), unlike()
    seeds.merge(double, into=kept, reason="同じ水路です。", by=cast.tanaka(), at=AT)
    page = Client().get(double.get_absolute_url())
    assert page.status_code == 200
    assert kept.case.title not in page.content.decode(), "that one waits for its answer and is not shown yet"
    seeds.answer(kept, text="見に行きます。", by=cast.tanaka(), at=AT)
    assert kept.case.get_absolute_url() in Client().get(double.get_absolute_url()).content.decode()
