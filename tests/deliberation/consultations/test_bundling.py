"""Putting bundles together and taking them apart: counts stay true and every voice stays in one place."""

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, settings
from hypothesis import given as generated
from hypothesis import strategies as st

from kyodo.deliberation.consultations import actions, queries
from kyodo.deliberation.consultations.models import Bundle, Submission
from kyodo.kernel.policy import IllegalMove, Refused
from tests import cast

from . import given

pytestmark = pytest.mark.django_db

TEXTS = ("灯りがほしい", "灯りがほしい", "灯りがほしいです", "手すりがほしい", "手すりがほしい")
ACTS = ("join", "part", "out", "back")


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@generated(steps=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 4), st.integers(0, 4)), max_size=10))
def test_every_voice_is_counted_once_whatever_is_joined_and_parted(steps):
    it = given.an_open_one()
    sent = [given.a_paper(it, text) for text in TEXTS]
    for name, a, b in steps:
        _try(name, Submission.objects.get(pk=sent[a].pk), Submission.objects.get(pk=sent[b].pk))
        heads = Bundle.objects.heads().filter(consultation=it)
        assert sum(head.voices for head in heads) == len(TEXTS)
        for bundle in Bundle.objects.filter(consultation=it):
            assert bundle.size == bundle.submissions.count()
            assert bundle.into is None or bundle.into.into is None
    for bundle in Bundle.objects.filter(consultation=it, into__isnull=False):
        actions.part_bundles(bundle, by=cast.sato(), at=given.SORTING)
    for one in it.submissions.filter(came_from__isnull=False):
        actions.put_back(one, by=cast.sato(), at=given.SORTING)
    assert sorted(Bundle.objects.heads().filter(consultation=it).values_list("voices", flat=True)) == [1, 2, 2]


def _try(name: str, one: Submission, other: Submission) -> None:
    by, at = cast.sato(), given.SORTING
    try:
        if name == "join":
            actions.join_bundles(one.bundle, into=other.bundle, by=by, at=at)
        elif name == "part":
            actions.part_bundles(one.bundle, by=by, at=at)
        elif name == "out":
            actions.take_out(one, by=by, at=at)
        else:
            actions.put_back(one, by=by, at=at)
    except Refused:
        pass


def test_what_was_cut_before_waits_behind_the_joined_bundle_and_comes_back():
    it = given.an_open_one()
    one, two = (given.a_read_bundle(given.a_paper(it, text).bundle) for text in ("灯り", "灯りを"))
    actions.join_bundles(one.bundle, into=two.bundle, by=cast.sato(), at=given.SORTING)
    assert list(queries.unanswered(it)) == [two]
    actions.part_bundles(one.bundle, by=cast.sato(), at=given.SORTING)
    assert set(queries.unanswered(it)) == {one, two}


def test_a_single_voice_is_read_before_many_and_a_founded_one_first_of_all():
    it = given.an_open_one()
    many = [given.a_paper(it, "2024年に橋で3件の事故を見ました。") for _n in range(4)]
    plain = given.a_paper(it, "よい案だと思います。")
    founded = given.a_paper(it, "川東橋で転んだ人を2人見ました。")
    assert [b.pk for b in queries.to_read(it).rows] == [founded.bundle_id, plain.bundle_id, many[0].bundle_id]


def test_an_answered_opinion_is_not_hidden_by_joining():
    it = given.an_open_one()
    one, two = (given.a_read_bundle(given.a_paper(it, text).bundle) for text in ("灯り", "灯りを"))
    given.an_answer(one)
    with pytest.raises(IllegalMove):
        actions.join_bundles(one.bundle, into=two.bundle, by=cast.sato(), at=given.SORTING)


def test_the_sender_of_a_joined_bundle_reads_the_answer_of_the_one_it_lies_in():
    it = given.an_open_one()
    first, second = given.a_paper(it, "灯り"), given.a_paper(it, "灯りを")
    actions.join_bundles(second.bundle, into=first.bundle, by=cast.sato(), at=given.SORTING)
    given.an_agreed_answer(given.a_read_bundle(first.bundle))
    actions.release(given.adopted(it), heard="聴", said="言", done="為", by=cast.sato(), at=given.SORTING)
    one = queries.by_token(actions.receipt_token(second))
    assert one
    assert len(queries.receipt_of(one, by=cast.visitor(), at=given.SORTING).lines) == 1
    assert queries.figures_of(it).opinions == 2


def test_bundles_are_joined_and_parted_by_hand_on_their_pages(as_, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: given.SORTING)
    it = given.an_open_one()
    one, two = given.a_paper(it, "灯り"), given.a_paper(it, "灯りを")
    desk, address = as_(cast.sato()), reverse("consultations:join_bundles", args=[two.bundle.ref])
    assert "受付番号99の提出はありません" in desk.post(address, {"into": "99"}).content.decode()
    assert desk.post(address, {"into": str(one.number)}).status_code == 302
    two.bundle.refresh_from_db()
    assert two.bundle.into == one.bundle
    assert "まとめた先の束を開く" in desk.get(two.bundle.get_absolute_url()).content.decode()
    desk.post(reverse("consultations:part_bundles", args=[two.bundle.ref]))
    two.bundle.refresh_from_db()
    assert two.bundle.into is None
