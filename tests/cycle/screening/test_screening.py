"""審査結果, 決定, 通知: three acts, and what follows from each outcome."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from kyodo.cycle.agreements.queries import may_open
from kyodo.cycle.proposals import actions as proposals
from kyodo.cycle.screening import actions as screening
from kyodo.cycle.screening.models import Screening
from kyodo.cycle.screening.queries import criteria_of, inquiries_for, panel, shows_reasons
from kyodo.cycle.screening.states import State
from kyodo.cycle.screening.workflow import WORKFLOW
from kyodo.kernel.policy import IllegalMove, NotAllowed, Refused
from kyodo.offices.desk.models import Task
from kyodo.offices.journal.models import Entry
from kyodo.offices.post.models import Message
from tests import cast, given
from tests.cast import AT

pytestmark = pytest.mark.django_db
EVERYBODY = ("hanako", "taro", "jiro", "sato", "tanaka", "suzuki", "nakano", "visitor")


def stage_of(it: Screening) -> str:
    """Where the case stands now."""
    it.case.refresh_from_db()
    return it.case.stage


def a_screening_that_is(state: str) -> Screening:
    """A screening brought to a state by acts."""
    waits: dict[str, Any] = {"amount": 100_000, "budget_pending": True}
    if state == State.LAPSED:
        it = given.a_notified_screening(**waits)
        return screening.fail_budget(it, on=AT.date(), reason="予算が認められませんでした。", by=cast.sato(), at=AT)
    if state == State.WITHDRAWN:
        return screening.withdraw(given.a_screening(), reason="やめます。", by=cast.hanako(), at=AT)
    made: dict[str, Any] = {
        State.OPEN: given.a_screening, State.RECOMMENDED: given.a_recommended_screening,
        State.DECIDED: given.a_decided_screening, State.NOTIFIED: given.a_notified_screening,
        State.WAITING: lambda: given.a_notified_screening(**waits),
    }  # fmt: skip
    built: Screening = made[state]()
    return built


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("move", [m.name for m in WORKFLOW.moves])
def test_a_move_is_made_only_from_its_states_and_only_by_whom_it_is_for(state: str, move: str):
    it = a_screening_that_is(state)
    expected = NotAllowed if state in WORKFLOW.move(move).sources else IllegalMove
    with pytest.raises(expected):
        WORKFLOW.perform(move, it, by=cast.jiro(), at=AT, reason="理由")
    it.refresh_from_db()
    assert it.state == state


@pytest.mark.parametrize("who", [n for n in EVERYBODY if n != "sato"])
def test_only_the_desk_puts_a_proposal_before_the_screening(who: str):
    it = given.a_checked_proposal()
    with pytest.raises(NotAllowed):
        screening.open_screening(it, by=getattr(cast, who)(), at=AT)


def test_only_a_checked_proposal_is_screened_and_only_once_at_a_time():
    with pytest.raises(IllegalMove):
        screening.open_screening(given.a_submitted_proposal(), by=cast.sato(), at=AT)
    it = given.a_screening()
    assert stage_of(it) == "screening"
    with pytest.raises(IllegalMove):
        screening.open_screening(it.proposal, by=cast.sato(), at=AT)


def test_a_screening_is_bound_to_the_version_that_was_checked():
    it = given.a_screening()
    assert it.version == it.proposal.versions.get()


def test_a_result_gives_a_reason_for_each_criterion_of_the_programme():
    it = given.a_screening(round_=given.a_round())
    assert criteria_of(it.proposal) == ["公益性", "実現性"]
    with pytest.raises(Refused, match="実現性"):
        screening.recommend(
            it, outcome="adopted", reasons={"公益性": "高い。"}, held_on=AT.date(), by=cast.sato(), at=AT
        )


@pytest.mark.parametrize("who", [n for n in EVERYBODY if n != "suzuki"])
def test_nobody_decides_but_the_head_in_charge(who: str):
    it = given.a_recommended_screening()
    with pytest.raises(NotAllowed):
        screening.decide(it, outcome="adopted", reason="よい。", by=getattr(cast, who)(), at=AT)
    it.refresh_from_db()
    assert (it.outcome, it.state) == ("", "recommended")


def test_the_decision_names_its_officer_and_takes_effect_with_the_notice():
    it = given.a_decided_screening()
    assert it.decided_name == "環境課 課長 鈴木 恵"
    assert stage_of(it) == "screening"
    assert panel(it.case, cast.hanako(), AT) is None, "the proposer hears it by the notice"
    screening.notify(it, by=cast.sato(), at=AT)
    assert it.document_number == "令和8年度 協働審 第1号"
    assert stage_of(it) == "adopted"
    seen = panel(it.case, cast.visitor(), AT)
    assert seen is not None
    assert seen.screening.outcome == "adopted"


def test_no_letter_task_or_journal_tells_the_outcome_before_the_notice():
    it = given.a_decided_screening(reason="地区の要望にこたえるため。")
    for told in (
        *Message.objects.values_list("body", flat=True), *Task.objects.values_list("what", flat=True),
        *Entry.objects.exclude(act="decide").values_list("detail", flat=True),
    ):  # fmt: skip
        assert "要望にこたえる" not in told
        assert "adopted" not in told
    assert not Screening.objects.visible_to(cast.hanako(), at=AT).filter(pk=it.pk).exists()


@pytest.mark.parametrize(
    ("outcome", "more", "stage"),
    [
        ("adopted", {}, "adopted"),
        ("conditional", {"conditions": [{"text": "大雨の日は休む", "due": date(2027, 3, 31)}]}, "adopted"),
        ("partial", {"amount": 80_000}, "adopted"),
        ("continued", {}, "screening"),
        ("declined", {}, "declined"),
    ],
)
def test_each_outcome_leads_the_case_its_way(outcome: str, more: dict[str, Any], stage: str):
    assert stage_of(given.a_notified_screening(outcome=outcome, **more)) == stage


def test_an_adopted_case_may_draw_up_its_agreement():
    assert may_open(given.an_adopted_case(), cast.tanaka(), AT)


def test_an_adoption_that_waits_for_the_budget_holds_the_case_until_it_passes():
    it = given.a_notified_screening(amount=100_000, budget_pending=True)
    assert (it.state, stage_of(it)) == ("waiting", "screening")
    screening.pass_budget(it, on=AT.date(), by=cast.sato(), at=AT)
    assert (it.state, stage_of(it)) == ("notified", "adopted")


def test_a_budget_that_does_not_pass_ends_the_adoption_with_a_reason():
    it = a_screening_that_is(State.LAPSED)
    assert stage_of(it) == "declined"
    assert not Task.objects.open().filter(whole=it.whole).exists()


@pytest.mark.parametrize(
    "said",
    [
        {"outcome": "conditional"},
        {"outcome": "declined", "amount": 1},
        {"outcome": "declined", "budget_pending": True},
        {"outcome": "adopted", "amount": 160_001},
        {"outcome": "withdrawn"},
        {"outcome": "<script>"},
    ],
)
def test_a_decision_that_contradicts_itself_is_refused(said: dict[str, Any]):
    it = given.a_recommended_screening()
    with pytest.raises(Refused):
        screening.decide(it, reason="理由", by=cast.suzuki(), at=AT, **said)


def test_conditions_are_owed_and_met_by_name():
    rows = [{"text": "大雨の日は休む", "due": date(2027, 3, 31)}]
    it = given.a_notified_screening(outcome="conditional", conditions=rows)
    condition = it.conditions.get()
    assert Task.objects.open().about(condition.subject).get().holder == it.proposal.author_ref
    with pytest.raises(NotAllowed):
        screening.meet_condition(condition, by=cast.hanako(), at=AT)
    screening.meet_condition(condition, note="計画に書かれた", by=cast.tanaka(), at=AT)
    assert condition.met_by == cast.tanaka().subject
    assert not Task.objects.open().about(condition.subject).exists()


def test_a_continued_proposal_is_corrected_and_screened_again():
    it = given.a_notified_screening(outcome="continued")
    proposal = it.proposal
    proposals.send_back(proposal, reason="役割をもう一度", correct_by=date(2026, 5, 29), by=cast.sato(), at=AT)
    proposals.submit(proposal, by=cast.hanako(), at=AT)
    proposals.check(proposal, by=cast.sato(), at=AT)
    again = screening.open_screening(proposal, by=cast.sato(), at=AT)
    assert again.version.number == 2
    assert Screening.objects.filter(proposal=proposal).count() == 2


def test_the_proposer_asks_for_the_reasons_and_is_answered():
    it = given.a_notified_screening(outcome="declined")
    with pytest.raises(NotAllowed):
        screening.inquire(it, text="なぜですか。", by=cast.jiro(), at=AT)
    inquiry = screening.inquire(it, text="なぜですか。", by=cast.hanako(), at=AT)
    assert Task.objects.open().about(inquiry.subject).get().holder == given.the_desk().subject
    screening.answer_inquiry(inquiry, answer="観点ごとの理由をお送りします。", by=cast.sato(), at=AT)
    with pytest.raises(IllegalMove):
        screening.answer_inquiry(inquiry, answer="もう一度。", by=cast.sato(), at=AT)
    assert inquiries_for(it, cast.hanako(), at=AT) == [inquiry]
    assert inquiries_for(it, cast.jiro(), at=AT) == []


def test_there_is_nothing_to_ask_before_the_notice():
    with pytest.raises(IllegalMove):
        screening.inquire(given.a_decided_screening(), text="どうでしたか。", by=cast.hanako(), at=AT)


def test_reasons_are_for_the_two_sides_unless_the_programme_publishes_them():
    it = given.a_notified_screening()
    assert shows_reasons(it, cast.hanako(), at=AT)
    assert not shows_reasons(it, cast.jiro(), at=AT)


def test_a_proposal_is_taken_out_of_its_screening_by_its_proposer():
    it = a_screening_that_is(State.WITHDRAWN)
    it.proposal.refresh_from_db()
    assert (it.outcome, it.proposal.state, stage_of(it)) == ("withdrawn", "withdrawn", "withdrawn")


def test_numbers_run_within_the_fiscal_year_and_no_double_press_takes_two():
    it = given.a_notified_screening()
    with pytest.raises(IllegalMove):
        screening.notify(it, by=cast.sato(), at=AT)
    it.refresh_from_db()
    assert (it.year, it.number) == (2026, 1)


def test_the_book_refuses_a_decision_without_reason_or_name():
    it = given.a_recommended_screening()
    with pytest.raises(IntegrityError), transaction.atomic():
        Screening.objects.filter(pk=it.pk).update(state=State.DECIDED, outcome="adopted")
