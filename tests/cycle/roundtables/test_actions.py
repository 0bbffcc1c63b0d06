"""What both sides do at the partner table."""

from datetime import date, timedelta

import pytest

from kyodo.cycle.collaborations.states import Stage
from kyodo.cycle.roundtables import actions as tables
from kyodo.cycle.roundtables import queries
from kyodo.cycle.roundtables.models import Homework, OpenPoint, Sitting
from kyodo.cycle.roundtables.states import Outcome, SittingState, TableState
from kyodo.cycle.roundtables.workflow import TABLES
from kyodo.kernel.access import Side
from kyodo.kernel.policy import Blocked, IllegalMove, NotAllowed, Refused
from kyodo.offices.desk.models import Task
from kyodo.offices.journal.models import Entry
from tests import cast, given
from tests.cast import AT

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=14)


def homework(sitting: Sitting, side: str = Side.CITY) -> dict[str, object]:
    """A row of homework for whoever leads a side."""
    party = sitting.case.parties.get(side=side, until=None)
    return {
        "text": "水路の図面を持ってくる",
        "side": side,
        "holder": party.holder,
        "holder_name": party.name,
        "due": date(2026, 5, 20),
    }


@pytest.mark.parametrize("caller", [cast.hanako, cast.tanaka, cast.sato])
def test_either_side_or_the_desk_calls_a_table_and_the_case_goes_into_talks(caller):
    case = given.a_case()
    tables.call(case, kind="proposal", aim="範囲を決める", by=caller(), at=AT)
    case.refresh_from_db()
    assert case.stage == Stage.TALKING
    assert case.seed.state == "taken_up"


def test_nobody_else_calls_a_table():
    with pytest.raises(NotAllowed, match="当事者"):
        tables.call(given.a_case(), kind="proposal", aim="口を出す", by=cast.taro(), at=AT)


def test_a_case_has_one_open_table_at_a_time():
    table = given.a_table()
    with pytest.raises(Refused, match="すでに開かれています"):
        tables.call(table.case, kind="request", aim="もう一つ", by=cast.tanaka(), at=AT)


def test_only_a_neutral_coordinator_is_invited_to_the_chair():
    table = given.a_table()
    with pytest.raises(Refused, match="コーディネーター"):
        tables.invite_chair(table, chair=cast.suzuki(), by=cast.hanako(), at=AT)
    party = tables.invite_chair(table, chair=cast.nakano(), by=cast.hanako(), at=AT)
    assert party.side == Side.NEUTRAL


def test_a_record_stands_only_when_both_sides_confirmed_the_same_text():
    sitting = given.a_written_sitting()
    tables.confirm(sitting, digest=sitting.digest(), by=cast.hanako(), at=AT)
    assert sitting.state == SittingState.HELD
    tables.write_up(
        sitting, notes=tables.Record(aim_reached=True, summary="言い回しを直しました。"), by=cast.tanaka(), at=AT
    )
    tables.confirm(sitting, digest=sitting.digest(), by=cast.tanaka(), at=AT)
    assert sitting.state == SittingState.HELD, "the first confirmation was of another text"
    tables.confirm(sitting, digest=sitting.digest(), by=cast.hanako(), at=AT)
    assert sitting.state == SittingState.FIXED


def test_nobody_confirms_a_text_they_have_not_seen():
    sitting = given.a_written_sitting()
    with pytest.raises(IllegalMove, match="もう一度読んで"):
        tables.confirm(sitting, digest="0" * 64, by=cast.hanako(), at=AT)


def test_the_chair_does_not_confirm_for_the_sides():
    table = given.a_table()
    tables.invite_chair(table, chair=cast.nakano(), by=cast.hanako(), at=AT)
    sitting = given.a_written_sitting(table=table)
    with pytest.raises(NotAllowed):
        tables.confirm(sitting, digest=sitting.digest(), by=cast.nakano(), at=AT)


def test_a_sitting_is_not_done_until_it_says_whether_its_aim_was_reached():
    sitting = given.a_written_sitting(aim_reached=None)
    with pytest.raises(Blocked, match="とどいたかどうか"):
        tables.confirm(sitting, digest=sitting.digest(), by=cast.hanako(), at=AT)


def test_open_points_and_homework_come_back_at_the_next_sitting_by_themselves():
    table = given.a_table()
    first = given.a_held_sitting(table=table)
    point = {"text": "ごみの処分費", "citizens_view": "市で", "city_view": "半分ずつで", "handling": "次回"}
    notes = tables.Record(aim_reached=False, summary="費用が残りました。", raised=[point], homework=[homework(first)])
    tables.write_up(first, notes=notes, by=cast.tanaka(), at=AT)
    for person in (cast.hanako(), cast.tanaka()):
        tables.confirm(first, digest=first.digest(), by=person, at=AT)
    second = given.a_held_sitting(table=table, at=LATER)
    assert [p.text for p in queries.carried_over(second)] == ["ごみの処分費"]
    assert [h.text for h in queries.homework_for(second)] == ["水路の図面を持ってくる"]
    tables.settle_point(OpenPoint.objects.get(), in_sitting=second, how="半分ずつにする", by=cast.hanako(), at=LATER)
    assert queries.carried_over(second) == []


def test_homework_is_a_task_of_its_holder_and_only_that_side_finishes_it():
    sitting = given.a_held_sitting()
    tables.write_up(sitting, notes=tables.Record(homework=[homework(sitting)]), by=cast.hanako(), at=AT)
    work = Homework.objects.get()
    task = Task.objects.get(subject_ref=work.subject)
    assert (task.holder, task.due) == (work.holder, work.due)
    with pytest.raises(Refused, match="引き受けた側"):
        tables.finish_homework(work, by=cast.hanako(), at=AT)
    tables.finish_homework(work, result="図面がありました。", by=cast.tanaka(), at=AT)
    task.refresh_from_db()
    assert task.settled_at == AT


def test_rewriting_a_record_leaves_no_task_of_homework_that_is_gone():
    sitting = given.a_held_sitting()
    for _n in range(2):
        tables.write_up(sitting, notes=tables.Record(homework=[homework(sitting)]), by=cast.hanako(), at=AT)
    assert Task.objects.open().filter(kind="homework").count() == 1


def test_promise_marks_are_blind_until_both_sides_have_marked():
    sitting = given.a_held_sitting()
    principles = queries.principles_of(sitting.case)
    marks = {p.pk: ("not", "植えた言葉") for p in principles}
    tables.check_promises(sitting, marks=marks, by=cast.hanako(), at=AT)
    for person in (cast.tanaka(), cast.suzuki(), cast.sato(), cast.nakano(), cast.visitor()):
        seen = queries.promises_of(sitting, person, at=AT)
        assert all(line.citizens is None for line in seen.lines), person
    assert "植えた言葉" not in "".join(Entry.objects.values_list("detail", flat=True))
    tables.check_promises(sitting, marks={p.pk: ("kept", "") for p in principles}, by=cast.tanaka(), at=AT)
    shown = queries.promises_of(sitting, cast.visitor(), at=AT)
    assert shown.revealed
    assert all(line.citizens and line.city for line in shown.lines)


def test_first_marks_never_change():
    sitting = given.a_held_sitting()
    marks = {p.pk: ("kept", "") for p in queries.principles_of(sitting.case)}
    tables.check_promises(sitting, marks=marks, by=cast.hanako(), at=AT)
    with pytest.raises(IllegalMove, match="最初の印"):
        tables.check_promises(sitting, marks=marks, by=cast.hanako(), at=AT)


@pytest.mark.parametrize(
    ("outcome", "stage"),
    [
        (Outcome.JOINT, Stage.AGREEING), (Outcome.OTHER_FORM, Stage.AGREEING), (Outcome.REVISE, Stage.PROPOSED),
        (Outcome.CITY_ALONE, Stage.ROUTED), (Outcome.CITIZENS_ALONE, Stage.ROUTED), (Outcome.PASS_ON, Stage.ROUTED),
        (Outcome.LATER, Stage.TALKING), (Outcome.DECLINED, Stage.DECLINED),
    ],
)  # fmt: skip
def test_each_of_the_eight_outcomes_leads_the_case_to_its_place(outcome: str, stage: str):
    sitting = given.a_fixed_sitting()
    table = sitting.table
    officer = cast.tanaka()
    tables.conclude(table, outcome=outcome, reason="話し合いの結果です。", by=officer, at=AT)
    table.case.refresh_from_db()
    assert (table.state, table.case.stage) == (TableState.CONCLUDED, stage)


def test_a_table_is_not_closed_over_a_sitting_whose_record_is_open():
    table = given.a_fixed_sitting().table
    given.a_held_sitting(table=table, at=LATER)
    with pytest.raises(Blocked, match="確定するか"):
        tables.conclude(table, outcome=Outcome.JOINT, reason="始めます。", by=cast.hanako(), at=LATER)
    assert TABLES.blocks("conclude", table, at=LATER)
