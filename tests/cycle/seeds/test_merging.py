"""Duplicates: found by the program or by whoever knows of them; everybody who sent one stays and is told."""

import pytest
from django.test import Client
from django.urls import reverse

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


def test_whoever_sent_two_stays_while_one_of_them_does():
    kept = given.an_answered_seed()
    group = given.another_registered_group()
    cast.taro().forget_capacities()
    first, second = (given.a_seed(by=cast.taro(), group=group, title=f"水路その{n}", key=f"two{n}") for n in "12")
    for one in (first, second):
        seeds.merge(one, into=kept, reason="同じ水路です。", by=cast.tanaka(), at=AT)
    seeds.unmerge(first, reason="別の話でした。", by=cast.tanaka(), at=AT)
    kept.case.__dict__.pop("_party_refs", None)
    assert group.subject in kept.case.party_refs(Side.CITIZENS)
    seeds.unmerge(second, reason="これも別でした。", by=cast.tanaka(), at=AT)
    kept.case.__dict__.pop("_party_refs", None)
    assert group.subject not in kept.case.party_refs(Side.CITIZENS)
