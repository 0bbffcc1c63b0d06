"""Answers: complete, looked at by others, fixed once they are decided."""

import itertools

import pytest
from django.urls import reverse

from kyodo.deliberation.consultations import actions, queries
from kyodo.deliberation.consultations.models import Category
from kyodo.deliberation.consultations.states import AnswerState, Verdict
from kyodo.kernel.policy import Blocked, IllegalMove, NotAllowed, Refused
from kyodo.offices.desk.models import Task
from kyodo.offices.desk.queries import lines
from tests import cast

from . import given

pytestmark = pytest.mark.django_db


def a_unit(it=None, text="橋に灯りを。"):
    return given.a_read_bundle(given.a_paper(it or given.an_open_one(), text).bundle)


@pytest.mark.parametrize(("text", "reason", "category", "after"), list(itertools.product([False, True], repeat=4)))
def test_an_answer_is_handed_in_only_when_it_is_whole(text, reason, category, after):
    answer = given.an_answer(
        a_unit(), category="反映", text="直しました。" if text else "", reason="灯りが要るため。" if reason else "",
        after="橋に灯りをつける。" if after else "",
    )  # fmt: skip
    if not category:
        answer.category = None
        answer.save()
    needed = after or not category
    if text and reason and category and needed:
        assert actions.hand_in(answer, by=cast.sato(), at=given.SORTING).state == AnswerState.SUBMITTED
    else:
        with pytest.raises(Blocked) as refused:
            actions.hand_in(answer, by=cast.sato(), at=given.SORTING)
        assert len(refused.value.blocks) == [text, category, reason, needed].count(False)


def test_without_a_reviewer_nothing_is_handed_in():
    answer = given.an_answer(a_unit())
    answer.consultation.reviewers.all().delete()
    with pytest.raises(Blocked, match="審査する人"):
        actions.hand_in(answer, by=cast.sato(), at=given.SORTING)


def test_every_reviewer_must_agree_and_one_wish_sends_it_back():
    it = given.an_open_one()
    named = [{"person": cast.suzuki()}, {"person": cast.nakano()}]
    actions.name_reviewers(it, reviewers=named, by=cast.sato(), at=cast.AT)
    answer = actions.hand_in(given.an_answer(a_unit(it)), by=cast.sato(), at=given.SORTING)
    actions.review(answer, verdict=Verdict.AGREE, by=cast.suzuki(), at=given.SORTING)
    assert answer.state == AnswerState.SUBMITTED
    assert actions.waiting_for(answer) == [cast.nakano()]
    owed = Task.objects.open().filter(kind="review")
    assert [task.holder for task in owed] == [cast.nakano().subject]
    with pytest.raises(Refused):
        actions.review(answer, verdict=Verdict.CHANGE, by=cast.nakano(), at=given.SORTING)
    actions.review(answer, verdict=Verdict.CHANGE, words="条の番号が違います", by=cast.nakano(), at=given.SORTING)
    assert answer.state == AnswerState.DRAFT
    assert not owed.all().exists()
    actions.hand_in(answer, by=cast.sato(), at=given.SORTING)
    for who in (cast.suzuki(), cast.nakano()):
        actions.review(answer, verdict=Verdict.AGREE, by=who, at=given.SORTING)
    assert answer.state == AnswerState.AGREED
    assert answer.reviews.count() == 4


def test_nobody_reviews_their_own_words_or_twice():
    it = given.an_open_one()
    actions.name_reviewers(
        it, reviewers=[{"person": cast.suzuki()}, {"person": cast.sato()}], by=cast.sato(), at=cast.AT
    )
    answer = actions.hand_in(given.an_answer(a_unit(it)), by=cast.sato(), at=given.SORTING)
    with pytest.raises(NotAllowed, match="自分が書いた"):
        actions.review(answer, verdict=Verdict.AGREE, by=cast.sato(), at=given.SORTING)
    actions.review(answer, verdict=Verdict.AGREE, by=cast.suzuki(), at=given.SORTING)
    assert answer.state == AnswerState.AGREED
    with pytest.raises(IllegalMove):
        actions.review(answer, verdict=Verdict.AGREE, by=cast.suzuki(), at=given.SORTING)


def test_one_answer_answers_many_and_takes_in_more():
    it = given.an_open_one()
    one, two, three = (a_unit(it, text) for text in ("灯り", "手すり", "歩道"))
    answer = given.an_answer(one, two)
    actions.attach(answer, units=[three], by=cast.sato(), at=given.SORTING)
    assert queries.units_of(answer) == [one, two, three]
    with pytest.raises(Refused):
        actions.attach(answer, units=[three], by=cast.sato(), at=given.SORTING)


def test_an_answer_under_review_stands_until_it_is_opened_with_a_reason():
    one = given.an_agreed_answer(a_unit())
    with pytest.raises(IllegalMove):
        actions.write(one, text="別", reason="別", by=cast.sato(), at=given.SORTING)
    with pytest.raises(IllegalMove, match="理由"):
        actions.reopen_answer(one, reason="", by=cast.sato(), at=given.SORTING)
    actions.reopen_answer(one, reason="数字の誤り", by=cast.sato(), at=given.SORTING)
    assert one.state == AnswerState.DRAFT


def test_after_the_decision_an_answer_changes_only_when_the_case_is_opened_again():
    it = given.an_adopted_one()
    answer = it.answers.all()[0]
    with pytest.raises(Blocked, match="整理に戻して"):
        actions.reopen_answer(answer, reason="誤り", by=cast.sato(), at=given.LATER)
    actions.send_back(it, reason="誤り", by=cast.sato(), at=given.LATER)
    assert actions.reopen_answer(answer, reason="誤り", by=cast.sato(), at=given.LATER).state == AnswerState.DRAFT


def test_the_same_reason_word_for_word_is_flagged_beyond_the_citys_limit():
    it = given.an_open_one()
    for n, text in enumerate(("一", "二", "三", "四")):
        reason = "ご意見として　承ります。" if n % 2 else "ご意見として承ります。"
        answer = given.an_answer(a_unit(it, text), reason=reason)
        assert queries.repeats_of(answer) == (0 if n < 3 else 4)
    assert all(row.repeated == 4 for row in queries.answers_of(it))


def test_a_category_of_the_city_can_be_added_and_ended_but_never_all():
    given.an_open_one()
    assert [c.name for c in Category.objects.current()] == ["反映", "盛り込み済み", "参考", "反映しない", "対象外"]
    own = actions.set_category(name="検討中", meaning="来年度に決めます。", by=cast.sato(), at=cast.AT)
    with pytest.raises(Refused):
        actions.set_category(name="検討中", meaning="同じ", by=cast.sato(), at=cast.AT)
    for category in Category.objects.current().exclude(pk=own.pk):
        actions.end_category(category, by=cast.sato(), at=cast.AT)
    with pytest.raises(Refused):
        actions.end_category(own, by=cast.sato(), at=cast.AT)
    with pytest.raises(NotAllowed):
        actions.set_category(name="別", meaning="別", by=cast.tanaka(), at=cast.AT)


def test_a_lone_voice_beside_many_is_pointed_at_and_can_be_answered_by_itself(as_):
    it = given.an_open_one()
    many, *_same = [given.a_paper(it, "夜も開いてほしい。") for _n in range(3)]
    lone = given.a_paper(it, "夜だけでなく、朝も開いてほしい。")
    crowd, single = given.a_read_bundle(many.bundle), given.a_read_bundle(lone.bundle)
    answer = given.an_answer(crowd, single)
    assert queries.lone_voices(queries.units_of(answer)) == [single]
    shown = as_(cast.sato()).get(answer.get_absolute_url()).content.decode()
    assert "一人だけの声が、数の多い意見と一緒になっています" in shown
    assert reverse("consultations:detach_unit", args=[single.ref]) in shown
    actions.detach(single, by=cast.sato(), at=given.SORTING)
    assert queries.lone_voices(queries.units_of(answer)) == []
    assert [unit.pk for unit in queries.unanswered(it)] == [single.pk]


def test_voices_that_are_all_alone_may_share_an_answer():
    it = given.an_open_one()
    units = [given.a_read_bundle(given.a_paper(it, text).bundle) for text in ("灯りがほしい。", "灯りを増やして。")]
    assert queries.lone_voices(queries.units_of(given.an_answer(*units))) == []


def test_a_reviewer_reads_beside_the_task_which_case_the_answer_belongs_to():
    it = given.an_open_one()
    actions.hand_in(given.an_answer(a_unit(it)), by=cast.sato(), at=given.SORTING)
    (line,) = lines(Task.objects.open().held_by([cast.suzuki().subject]), today=given.SORTING.date())
    assert (line.task.title, line.whole) == ("市の考え方1", it.title)


def test_a_reviewer_agrees_to_many_answers_at_once_and_to_none_of_their_own(as_, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: given.SORTING)
    it = given.an_open_one()
    handed = [given.an_answer(a_unit(it, words), text=f"{words}に答えます。") for words in ("灯り", "道", "橋")]
    for answer in handed:
        actions.hand_in(answer, by=cast.sato(), at=given.SORTING)
    path = reverse("consultations:consent", args=[it.ref])
    head = as_(cast.suzuki())
    assert path in head.get(reverse("consultations:answers", args=[it.ref])).content.decode()
    shown = head.get(path).content.decode()
    assert all(words in shown for words in ("灯りに答えます。", "「灯り」", "会議ごとの事情が異なるため。"))
    assert head.post(path, {"submission_key": "k" * 22}).status_code == 422
    assert head.post(path, {"answers": [one.ref for one in handed[:2]]}).status_code == 302
    states = [AnswerState.AGREED, AnswerState.AGREED, AnswerState.SUBMITTED]
    assert [one.state for one in it.answers.order_by("order")] == states
    assert list(queries.to_review(it, cast.suzuki())) == [handed[2]]
    assert not Task.objects.open().held_by([cast.suzuki().subject]).filter(subject_ref=handed[0].subject).exists()
    assert as_(cast.sato()).get(path).status_code == 403
    assert not queries.to_review(it, cast.sato()).exists()


def test_many_answers_are_agreed_to_or_none():
    it = given.an_open_one()
    one, other = (given.an_answer(a_unit(it, words)) for words in ("灯り", "道"))
    actions.hand_in(one, by=cast.sato(), at=given.SORTING)
    with pytest.raises(IllegalMove):
        actions.consent([one, other], by=cast.suzuki(), at=given.SORTING)
    one.refresh_from_db()
    assert one.state == AnswerState.SUBMITTED
