"""Three lives: every state times every move, what each step needs, and that whoever implements never closes."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kyodo.deliberation.recommendations import actions
from kyodo.deliberation.recommendations.models import Closure, Evidence, Implementation, Recommendation, Response
from kyodo.deliberation.recommendations.states import (
    RANK,
    TO_BE_DONE,
    ClosedAs,
    ClosureState,
    Level,
    ResponseState,
)
from kyodo.deliberation.recommendations.workflow import CLOSURES, IMPLEMENTATIONS, RESPONSES
from kyodo.kernel.policy import AlreadyDone, Blocked, IllegalMove, NotAllowed, Refused
from kyodo.offices.desk.models import Task
from kyodo.offices.journal.models import Entry
from kyodo.offices.post.models import Message
from tests import cast
from tests import given as city
from tests.cast import AT

from . import given

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=1)
LEVELS = [level for level in Level if level != Level.NO_EVIDENCE]


def answer(recommendation, state, *, at=LATER, by=None, **said):
    told: dict[str, Any] = {"reason": "理由です。", **said}
    if state == ResponseState.STUDYING:
        told.setdefault("until", at.date() + timedelta(days=30))
    return actions.answer(recommendation.response, state=state, by=by or cast.tanaka(), at=at, **told)


def report(recommendation, level, *, at=LATER, by=None, **said):
    told: dict[str, Any] = {"words": "しました。", "on": at.date(), "link": given.PAGE, **said}
    return actions.report(recommendation.implementation, level=level, by=by or cast.tanaka(), at=at, **told)


def open_tasks(thing):
    return list(Task.objects.open().about(thing.subject).values_list("what", "holder", "due"))


# ── 回答 ──


@pytest.mark.parametrize("before", ResponseState)
@pytest.mark.parametrize("after", [s for s in ResponseState if s != ResponseState.WAITING])
def test_any_answer_may_follow_any_other_with_its_reason(before, after):
    recommendation = given.an_answered(before)
    assert answer(recommendation, after).state == after
    entry: Any = Entry.objects.filter(subject=recommendation.response.subject).exclude(act="begin").last()
    assert entry.reason == "理由です。"


def test_the_moves_are_one_for_each_answer():
    assert {m.target for m in RESPONSES.moves} == set(ResponseState) - {ResponseState.WAITING}
    assert all(set(m.sources) == set(ResponseState) and m.reason_needed for m in RESPONSES.moves)


def test_a_new_recommendation_is_owed_an_answer_in_sixty_days():
    recommendation = given.a_recommendation()
    # 11 May + 60 days = 10 July 2026, a Friday.
    assert open_tasks(recommendation.response) == [
        ("提言に回答する", city.the_environment_section().subject, date(2026, 7, 10))
    ]
    assert Message.objects.filter(name="recommendations.addressed", person=cast.tanaka()).exists()


def test_a_study_needs_an_end_and_is_owed_by_then():
    recommendation = given.a_recommendation()
    with pytest.raises(Refused, match="いつまで検討"):
        answer(recommendation, ResponseState.STUDYING, until=None)
    with pytest.raises(Refused, match="365日以内"):
        answer(recommendation, ResponseState.STUDYING, until=LATER.date() + timedelta(days=366))
    with pytest.raises(Refused, match="あすから"):
        answer(recommendation, ResponseState.STUDYING, until=LATER.date())
    assert Response.objects.get().state == ResponseState.WAITING
    answer(recommendation, ResponseState.STUDYING, until=date(2026, 9, 1))
    assert [due for *_rest, due in open_tasks(recommendation.response)] == [date(2026, 9, 1)]
    answer(recommendation, ResponseState.DECLINED, at=LATER + timedelta(days=9))
    assert open_tasks(recommendation.response) == []


@pytest.mark.parametrize("state", [s for s in ResponseState if s != ResponseState.WAITING])
def test_whoever_promises_something_reports_on_it(state):
    recommendation = given.a_recommendation()
    answer(recommendation, state)
    owed = [what for what, *_rest in open_tasks(recommendation.implementation)]
    assert owed == (["提言の実施のようすを報告する"] if state in TO_BE_DONE else [])


def test_a_promise_taken_back_is_not_reported_on():
    recommendation = given.an_answered()
    assert Implementation.objects.get().due == date(2026, 11, 9)  # 180 days on, a Saturday: the Monday after
    answer(recommendation, ResponseState.DECLINED)
    assert Implementation.objects.get().due is None
    assert open_tasks(recommendation.implementation) == []


@pytest.mark.parametrize("reason", ["", " ", "\n　"])
def test_an_answer_needs_a_reason(reason):
    with pytest.raises(Refused, match="理由"):
        answer(given.a_recommendation(), ResponseState.DECLINED, reason=reason)


# ── 実施 ──


@pytest.mark.parametrize("before", Level)
@pytest.mark.parametrize("after", LEVELS)
def test_a_level_rises_only_on_evidence_and_falls_with_a_reason(before, after):
    recommendation = given.a_reported(before)
    rises = RANK[after] > RANK[before]
    if rises:
        with pytest.raises(Refused, match="根拠"):
            report(recommendation, after, link="")
        assert Implementation.objects.get().state == before
    report(recommendation, after, link=given.PAGE if rises else "")
    life = Implementation.objects.get()
    assert life.state == after
    assert (life.done_on is not None) == (after == Level.DONE)
    assert (life.due is None) == (after == Level.DONE)
    assert len(open_tasks(life)) == (after != Level.DONE)


def test_the_table_itself_refuses_a_step_up_without_evidence():
    recommendation = given.an_answered()
    for move in IMPLEMENTATIONS.moves:
        if Level.NO_EVIDENCE in move.sources:
            with pytest.raises(Blocked, match="根拠"):
                IMPLEMENTATIONS.perform(move.name, recommendation.implementation, by=cast.tanaka(), at=LATER)


def test_evidence_of_an_earlier_step_does_not_carry_the_next_one_back_up():
    recommendation = given.a_reported(Level.DONE)
    report(recommendation, Level.STARTED, link="", words="また壊れた。")
    with pytest.raises(Blocked, match="根拠"):
        IMPLEMENTATIONS.perform("finish", recommendation.implementation, by=cast.tanaka(), at=LATER + timedelta(days=1))


def test_nobody_reports_that_there_is_no_evidence():
    with pytest.raises(Refused, match="選んで"):
        report(given.a_reported(Level.STARTED), Level.NO_EVIDENCE)


def test_evidence_is_a_link_or_a_file_with_its_day():
    recommendation = given.an_answered()
    file = SimpleUploadedFile("工事.txt", "工事が終わった。".encode())
    shown = report(recommendation, Level.STARTED, link="", file=file)
    assert shown.file.whole == recommendation.subject
    with pytest.raises(Refused, match="きょうまで"):
        report(recommendation, Level.DONE, on=LATER.date() + timedelta(days=1))


def test_the_same_report_twice_counts_once():
    recommendation = given.an_answered()
    report(recommendation, Level.STARTED, key="k" * 20)
    with pytest.raises(AlreadyDone):
        report(recommendation, Level.STARTED, key="k" * 20)
    assert Evidence.objects.count() == 1


def test_a_report_without_change_moves_the_next_date_on():
    recommendation = given.a_reported(Level.STARTED)
    before = Implementation.objects.get().since
    report(recommendation, Level.STARTED, at=AT + timedelta(days=100))
    life = Implementation.objects.get()
    assert (life.since, life.due) == (before, (AT + timedelta(days=465)).date())  # 19 August 2027, a Thursday


@pytest.mark.parametrize("stranger", [cast.hanako, cast.jiro, cast.sato, cast.nakano, cast.visitor])
def test_only_the_section_in_charge_answers_and_reports(stranger):
    recommendation = given.a_recommendation()
    with pytest.raises(NotAllowed):
        answer(recommendation, ResponseState.ACCEPTED, by=stranger())
    with pytest.raises(NotAllowed):
        report(recommendation, Level.STARTED, by=stranger())


# ── 終結 ──


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("hanako", True), ("sato", True), ("mayor", True), ("tanaka", False), ("suzuki", False), ("taro", False), ("jiro", False),
        ("nakano", False), ("visitor", False),
    ],
)  # fmt: skip
def test_whoever_implements_never_closes(who, may):
    recommendation = given.a_reported(Level.DONE)
    city.another_registered_group()
    actor = given.a_mayors_officer() if who == "mayor" else getattr(cast, who)()
    close: dict[str, Any] = {"closed_as": ClosedAs.DONE, "reason": "見ました。", "by": actor, "at": LATER}
    if may:
        assert actions.close(recommendation.closure, **close).closed_by == actor.subject
    else:
        with pytest.raises(NotAllowed):
            actions.close(recommendation.closure, **close)
        assert Closure.objects.get().closed_on is None
    assert bool(CLOSURES.verdict("close", actor, given.a_reported(Level.DONE, title="別").closure, at=LATER)) is may


def test_whoever_reported_once_never_closes_even_after_changing_posts():
    recommendation = given.a_reported(Level.DONE)
    desk = city.the_desk()
    actions.assign(recommendation, section=desk, by=cast.sato(), at=LATER)
    closure = Recommendation.objects.get(pk=recommendation.pk).closure
    for person in (cast.tanaka(), cast.sato()):  # one reported, the other's section is in charge now
        with pytest.raises(NotAllowed):
            actions.close(closure, closed_as=ClosedAs.DONE, reason="済み。", by=person, at=LATER)


@pytest.mark.parametrize(
    ("state", "level", "closed_as", "why"),
    [
        (ResponseState.WAITING, Level.NO_EVIDENCE, ClosedAs.DECLINED, "回答がまだ"),
        (ResponseState.ACCEPTED, Level.SUBSTANTIAL, ClosedAs.DONE, "完了"),
        (ResponseState.ACCEPTED, Level.DONE, ClosedAs.DECLINED, "対応しない"),
        (ResponseState.ACCEPTED, Level.DONE, ClosedAs.DONE, ""),
        (ResponseState.DECLINED, Level.NO_EVIDENCE, ClosedAs.DECLINED, ""),
        (ResponseState.WAITING, Level.NO_EVIDENCE, ClosedAs.TAKEN_ON, ""),
    ],
)
def test_nothing_is_closed_before_its_time(state, level, closed_as, why):
    recommendation = given.an_answered(state) if level == Level.NO_EVIDENCE else given.a_reported(level)
    close: dict[str, Any] = {"closed_as": closed_as, "reason": "理由。", "by": cast.hanako(), "at": LATER}
    if why:
        with pytest.raises(Blocked, match=why):
            actions.close(recommendation.closure, **close)
    else:
        assert actions.close(recommendation.closure, **close).state == ClosureState.CLOSED
        assert not Task.objects.open().filter(whole=recommendation.subject).exists()


def test_what_is_closed_is_neither_answered_nor_reported_on_until_it_is_opened_again():
    closure = given.a_closed()
    recommendation = closure.recommendation
    with pytest.raises(IllegalMove, match="終結"):
        answer(recommendation, ResponseState.DECLINED)
    with pytest.raises(IllegalMove, match="終結"):
        report(recommendation, Level.STARTED)
    actions.reopen(closure, reason="まだでした。", by=cast.hanako(), at=LATER)
    assert Closure.objects.get().closed_as == ""
    assert report(Recommendation.objects.get(), Level.STARTED).level == Level.STARTED


def test_an_answer_still_owed_is_owed_again_after_opening():
    recommendation = given.a_recommendation()
    closure = actions.close(
        recommendation.closure, closed_as=ClosedAs.TAKEN_ON, reason="別の提言に。", by=cast.hanako(), at=LATER
    )
    actions.reopen(closure, reason="別でした。", by=cast.sato(), at=LATER)
    assert [what for what, *_rest in open_tasks(recommendation.response)] == ["提言に回答する"]


@pytest.mark.parametrize("stranger", [cast.tanaka, cast.jiro, cast.visitor])
def test_only_those_who_recommended_and_the_desk_open_again(stranger):
    with pytest.raises(NotAllowed):
        actions.reopen(given.a_closed(), reason="まだ。", by=stranger(), at=LATER)
