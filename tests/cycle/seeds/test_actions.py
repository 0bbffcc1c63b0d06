"""What happens when a seed is sown, answered, routed, closed, merged and looked at again."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from kyodo.cycle.collaborations.states import Direction, Stage
from kyodo.cycle.seeds import actions as seeds
from kyodo.cycle.seeds.models import Seed
from kyodo.cycle.seeds.states import State
from kyodo.kernel.access import LinkHolder, Side
from kyodo.kernel.policy import AlreadyDone, NotAllowed, Refused
from kyodo.offices.desk.models import Task
from kyodo.offices.journal.actions import faults
from kyodo.offices.journal.models import Entry
from tests import cast, given
from tests.cast import AT

pytestmark = pytest.mark.django_db


def test_a_visitor_sows_a_seed_and_its_case_is_numbered_in_the_fiscal_year():
    seed = given.a_seed()
    assert seed.case.document_number == "令和8年度 協働 第1号"
    assert seed.case.direction == Direction.A
    assert seed.state == State.RECEIVED


def test_the_section_owes_a_first_answer_in_five_open_days():
    seed = given.a_seed()
    task = Task.objects.get(subject_ref=seed.subject, settled_at=None)
    assert (task.holder, task.due) == (seed.section.subject, date(2026, 5, 18))


def test_the_same_submission_twice_makes_one_seed_and_one_case():
    first = given.a_seed(key="one-and-the-same")
    with pytest.raises(AlreadyDone) as done:
        given.a_seed(key="one-and-the-same")
    assert done.value.subject == first.subject
    assert Seed.objects.count() == 1
    assert given.a_seed(key="another").case.number == 2, "the second try used up no number"


def test_an_unanswered_seed_is_hidden_from_the_public_and_shown_once_a_human_answered():
    seed = given.a_groups_seed()
    assert not Seed.objects.visible_to(cast.visitor(), at=AT).filter(pk=seed.pk).exists()
    seeds.answer(seed, text="見に行きます。", by=cast.tanaka(), at=AT)
    assert Seed.objects.visible_to(cast.visitor(), at=AT).filter(pk=seed.pk).exists()
    assert Task.objects.get(subject_ref=seed.subject, settled_at=None).what == "次の進め方を決める"


def test_only_the_addressed_section_or_the_desk_answers_a_citizens_seed():
    seed = given.a_groups_seed()
    for person in (cast.hanako(), cast.jiro(), cast.nakano()):
        with pytest.raises(NotAllowed, match="宛先の課か協働担当課"):
            seeds.answer(seed, text="わたしが答えます。", by=person, at=AT)
    seeds.answer(seed, text="見に行きます。", by=cast.sato(), at=AT)


def test_citizens_answer_what_a_section_sows():
    given.a_registered_group()
    section = given.the_environment_section()
    seed = given.a_seed(by=cast.tanaka(), group=section)
    assert seed.case.direction == Direction.B
    assert seed.case.shown_at == AT
    with pytest.raises(NotAllowed):
        seeds.answer(seed, text="わたしたちの課が答えます。", by=cast.suzuki(), at=AT)
    answer = seeds.answer(seed, text="会として手を挙げます。", by=cast.hanako(), at=AT)
    assert answer.side == Side.CITIZENS


def test_a_seed_is_closed_only_with_a_ground_and_words():
    seed = given.an_answered_seed()
    with pytest.raises(Refused), transaction.atomic():
        seeds.close(seed, code="not_now", reason=" ", by=cast.tanaka(), at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Seed.objects.filter(pk=seed.pk).update(state=State.CLOSED)
    seeds.close(seed, code="not_now", reason="来年度の予算が決まってからになります。", by=cast.tanaka(), at=AT)
    assert (seed.state, seed.case.stage) == (State.CLOSED, Stage.DECLINED)


def test_whoever_holds_the_receipt_asks_for_a_second_look_with_one_act():
    seed = given.a_seed(key="paper")
    seeds.close(seed, code="no_contact", reason="お電話がつながりませんでした。", by=cast.tanaka(), at=AT)
    with pytest.raises(NotAllowed):
        seeds.object_to(seed, by=LinkHolder("seeds.seed/SOMEBODY"), at=AT)
    seeds.object_to(seed, by=LinkHolder(seed.subject), at=AT)
    assert (seed.state, seed.case.stage) == (State.RECEIVED, Stage.SEED)
    assert Task.objects.filter(subject_ref=seed.subject, settled_at=None).count() == 1


def test_merging_keeps_every_author_and_can_be_undone_without_loss():
    kept, double = given.an_answered_seed(), given.a_seed(title="水路の詰まり", key="double")
    before = {f.name: getattr(double, f.name) for f in Seed._meta.concrete_fields}
    seeds.merge(double, into=kept, reason="同じ水路の話です。", by=cast.tanaka(), at=AT)
    assert double.case.merged_into == kept.case
    assert LinkHolder(double.subject).subject in kept.case.party_refs(Side.CITIZENS)
    seeds.unmerge(double, reason="別の水路でした。", by=cast.tanaka(), at=AT)
    double.refresh_from_db()
    assert {f.name: getattr(double, f.name) for f in Seed._meta.concrete_fields} == before
    assert double.case.stage == Stage.SEED
    kept.case.__dict__.pop("_party_refs", None)
    assert LinkHolder(double.subject).subject not in kept.case.party_refs(Side.CITIZENS)


def test_a_seed_handed_to_another_section_takes_its_duty_along():
    seed = given.a_groups_seed()
    desk = given.the_desk()
    seeds.readdress(seed, section=desk, reason="協働担当課が調整します。", by=cast.tanaka(), at=AT)
    assert Task.objects.get(subject_ref=seed.subject, settled_at=None).holder == desk.subject
    with pytest.raises(NotAllowed):
        seeds.answer(seed, text="まだ答えます。", by=cast.tanaka(), at=AT)


def test_paper_is_typed_in_by_officers_only_and_never_from_the_future():
    with pytest.raises(NotAllowed, match="市の職員"):
        given.a_seed(channel="post", received_at=AT)
    with pytest.raises(Refused, match="未来"):
        given.a_seed(by=cast.sato(), channel="post", received_at=AT + timedelta(days=1))
    seed = given.a_seed(by=cast.sato(), channel="post", received_at=AT - timedelta(days=3))
    assert seed.entered_by == cast.sato()


def test_nobody_sows_for_a_group_to_which_they_do_not_belong():
    group = given.a_registered_group()
    with pytest.raises(Refused, match="サインイン"):
        given.a_seed(by=cast.taro(), group=group)


def test_every_act_stands_in_the_journal_and_its_chain_is_whole():
    seed = given.an_answered_seed()
    acts = list(Entry.objects.filter(subject=seed.subject).values_list("act", flat=True))
    assert acts == ["begin", "answer"]
    assert not list(faults())
    assert "川辺 花子" not in "".join(Entry.objects.filter(whole=seed.whole).values_list("detail", flat=True))
