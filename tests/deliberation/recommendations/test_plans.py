"""Plans: what they need to be decided, how progress is counted, who says what about a year, what heirs there are."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from kyodo.deliberation.recommendations import actions, queries
from kyodo.deliberation.recommendations.models import Heir, Measure, Milestone, Plan
from kyodo.deliberation.recommendations.states import HeirKind, MilestoneState, PlanState
from kyodo.deliberation.recommendations.workflow import MILESTONES, PLANS
from kyodo.kernel.policy import Blocked, IllegalMove, NotAllowed, Refused
from kyodo.offices.desk.models import Task
from tests import cast
from tests import given as city
from tests.cast import AT

from . import given

pytestmark = pytest.mark.django_db
M = MilestoneState


def settle(milestone, state, *, by=None, at=AT, **said):
    return actions.settle_milestone(
        milestone, state=state, note="こうなりました。", by=by or cast.tanaka(), at=at, **said
    )


# ── 計画 ──


def test_a_plan_is_decided_by_somebody_and_every_measure_has_a_section_and_a_milestone():
    plan = given.a_draft_plan(decided_by="", adopted_on=None)
    with pytest.raises(Blocked) as found:
        actions.adopt(plan, by=cast.sato(), at=AT)
    assert [str(b.rule) for b in found.value.blocks] == ["決定", "取組"]
    pillar = actions.add_pillar(plan, title="柱", by=cast.sato(), at=AT)
    measure = actions.add_measure(pillar, title="取組", by=cast.sato(), at=AT)
    actions.describe(plan, decided_by="本部", adopted_on=AT.date(), by=cast.sato(), at=AT)
    assert [str(b.rule) for b in PLANS.blocks("adopt", plan, at=AT)] == ["担当課", "マイルストーン"]
    actions.change_measure(measure, section=city.the_environment_section(), by=cast.sato(), at=AT)
    milestone = actions.add_milestone(measure, title="できている", due=date(2027, 3, 31), by=cast.sato(), at=AT)
    assert not Task.objects.open().about(milestone.subject).exists()
    assert actions.adopt(plan, by=cast.sato(), at=AT).state == PlanState.IN_FORCE
    assert Task.objects.open().get(subject_ref=milestone.subject).due == date(2027, 3, 31)


def test_what_was_decided_is_not_changed_but_for_the_section():
    plan = given.a_plan_in_force()
    measure = plan.measures.get()
    for change in (
        lambda: actions.add_pillar(plan, title="柱", by=cast.sato(), at=AT),
        lambda: actions.change_measure(measure, title="別の取組", by=cast.sato(), at=AT),
        lambda: actions.set_targets(measure, targets={2026: Decimal(1)}, by=cast.sato(), at=AT),
        lambda: actions.describe(plan, title="別の計画", by=cast.sato(), at=AT),
    ):
        with pytest.raises(IllegalMove, match="決定した計画"):
            change()
    desk = city.the_desk()
    actions.change_measure(measure, section=desk, by=cast.sato(), at=AT)
    assert Task.objects.open().get(subject_ref=measure.milestones.get().subject).holder == desk.subject


def test_a_later_plan_takes_the_place_of_an_earlier():
    earlier = given.a_plan_in_force()
    milestone = earlier.measures.get().milestones.get()
    given.a_plan_in_force(title="次の計画", earlier=earlier)
    earlier.refresh_from_db()
    assert earlier.state == PlanState.SUPERSEDED
    assert not Task.objects.open().about(milestone.subject).exists()
    with pytest.raises(IllegalMove, match="推進中"):
        settle(milestone, M.MET)


@pytest.mark.parametrize("stranger", [cast.hanako, cast.tanaka, cast.jiro, cast.visitor])
def test_only_the_desk_draws_up_and_decides(stranger):
    plan = given.a_draft_plan()
    given.a_measure(plan)
    with pytest.raises(NotAllowed):
        actions.adopt(plan, by=stranger(), at=AT)
    with pytest.raises(NotAllowed):
        actions.add_pillar(plan, title="柱", by=stranger(), at=AT)


def test_a_plan_being_drawn_up_is_for_officers_only():
    plan = given.a_draft_plan()
    seen = {
        name: Plan.objects.visible_to(getattr(cast, name)(), at=AT).exists()
        for name in ("sato", "tanaka", "hanako", "visitor")
    }
    assert seen == {"sato": True, "tanaka": True, "hanako": False, "visitor": False}
    given.a_measure(plan)
    actions.adopt(plan, by=cast.sato(), at=AT)
    assert Plan.objects.visible_to(cast.visitor(), at=AT).exists()


def test_years_are_in_order_and_a_milestone_lies_within_them():
    with pytest.raises(Refused, match="後に"):
        given.a_draft_plan(first_year=2028, last_year=2026)
    measure = given.a_measure()
    for due in (date(2026, 3, 31), date(2029, 4, 1)):
        with pytest.raises(Refused, match="年度の中"):
            actions.add_milestone(measure, title="外", due=due, by=cast.sato(), at=AT)


# ── マイルストーン ──

STATES = {
    M.PLANNED: lambda m: m, M.MET: lambda m: settle(m, M.MET), M.PARTLY: lambda m: settle(m, M.PARTLY),
    M.MISSED: lambda m: settle(m, M.MISSED),
}  # fmt: skip


@pytest.mark.parametrize("state", M)
@pytest.mark.parametrize("move", MILESTONES.moves, ids=lambda move: move.name)
def test_a_milestone_moves_from_its_states_and_from_no_other(move, state):
    milestone = STATES[state](given.a_plan_in_force().measures.get().milestones.get())
    make = actions.correct_milestone if move.name == "correct" else None
    act = (
        (lambda: make(milestone, reason="誤り。", by=cast.tanaka(), at=AT))
        if make
        else (lambda: settle(milestone, move.target))
    )
    if state in move.sources:
        assert act().state == move.target
        assert Task.objects.open().about(milestone.subject).exists() is (move.target == M.PLANNED)
    else:
        with pytest.raises(IllegalMove, match="なので"):
            act()
        assert Milestone.objects.get().state == state


@pytest.mark.parametrize(
    ("who", "may"), [("tanaka", True), ("sato", True), ("hanako", False), ("jiro", False), ("visitor", False)]
)
def test_whoever_carries_the_measure_reports_on_it(who, may):
    milestone = given.a_plan_in_force().measures.get().milestones.get()
    if may:
        assert settle(milestone, M.MET, by=getattr(cast, who)()).settled_on == AT.date()
    else:
        with pytest.raises(NotAllowed):
            settle(milestone, M.MET, by=getattr(cast, who)())


def test_a_result_says_what_happened_and_not_tomorrow():
    milestone = given.a_plan_in_force().measures.get().milestones.get()
    with pytest.raises(Refused, match="内容"):
        actions.settle_milestone(milestone, state=M.MET, note=" ", by=cast.tanaka(), at=AT)
    with pytest.raises(Refused, match="きょうまで"):
        settle(milestone, M.MET, on=AT.date() + timedelta(days=1))


def test_progress_is_counted_by_hand():
    plan = given.a_draft_plan()
    measure = given.a_measure(plan, due=date(2026, 6, 30))
    for month in (7, 8, 9, 10, 11):
        actions.add_milestone(measure, title=f"{month}月", due=date(2026, month, 1), by=cast.sato(), at=AT)
    actions.adopt(plan, by=cast.sato(), at=AT)
    june, july, august, _september, _october, november = measure.milestones.all()
    for milestone, state in ((june, M.MET), (july, M.PARTLY), (august, M.MISSED), (november, M.MET)):
        settle(milestone, state)
    found = queries.progress(measure.milestones.all(), date(2026, 10, 1))
    # Six: two met, one partly, one missed, two planned; five are due by 1 October, of which June is met; September is late.
    assert (found.total, found.met, found.partly, found.missed, found.planned) == (6, 2, 1, 1, 2)
    assert (found.due, found.met_of_due, found.late) == (5, 1, 1)
    assert found.words == "2/6"


def test_no_field_of_a_plan_holds_a_typed_percentage():
    names = {f.name for model in (Plan, Measure, Milestone) for f in model._meta.get_fields()}
    assert not {name for name in names if "percent" in name or "progress" in name or "rate" in name}


def test_a_plan_costs_the_same_number_of_queries_whatever_its_length(django_assert_num_queries):
    plan = given.a_draft_plan()
    given.a_measure(plan)
    with django_assert_num_queries(3):
        queries.plan_lines(plan, AT.date())
    for n in range(5):
        given.a_measure(plan, title=f"取組{n}")
    with django_assert_num_queries(3):
        queries.plan_lines(plan, AT.date())


# ── 目標値と進捗シート ──


def test_targets_are_of_the_years_of_the_plan_and_the_sheet_brings_the_actual_figure():
    plan = given.a_draft_plan(first_year=2025)
    measure = given.a_measure(plan, indicator="直した道", unit="m")
    with pytest.raises(Refused, match="2030年度"):
        actions.set_targets(measure, targets={2030: Decimal(1)}, by=cast.sato(), at=AT)
    actions.set_targets(measure, targets={2025: Decimal(100), 2026: Decimal("250.5")}, by=cast.sato(), at=AT)
    actions.adopt(plan, by=cast.sato(), at=AT)
    said: dict[str, Any] = {
        "results": "直した。",
        "self_grade": "on_track",
        "actual": Decimal(90),
        "by": cast.tanaka(),
        "at": AT,
    }
    actions.file_sheet(measure, year=2025, **said)
    assert list(measure.targets.values_list("year", "wanted", "actual")) == [
        (2025, 100, 90),
        (2026, Decimal("250.5"), None),
    ]
    with pytest.raises(Refused, match="すでに"):
        actions.file_sheet(measure, year=2025, **said)
    with pytest.raises(Refused, match="終わっていない"):
        actions.file_sheet(measure, year=2026, **said)
    with pytest.raises(Refused, match="計画の年度"):
        actions.file_sheet(measure, year=2024, **said)


@pytest.mark.parametrize(
    ("verb", "allowed"),
    [("file_sheet", {"tanaka", "suzuki"}), ("comment", {"sato", "mayor"}), ("judge", {"hanako"})],
)
def test_each_of_the_three_writes_their_own_part_and_no_other(verb, allowed):
    plan = given.a_plan_in_force(first_year=2025)
    city.another_registered_group()
    measure = plan.measures.get()
    people: dict[str, Any] = {
        name: getattr(cast, name)() for name in ("tanaka", "suzuki", "sato", "hanako", "taro", "jiro", "visitor")
    }
    people["mayor"] = given.a_mayors_officer()
    sheet: Any = None
    if verb != "file_sheet":
        sheet = actions.file_sheet(measure, year=2025, results="した。", self_grade="on_track", by=cast.tanaka(), at=AT)
    verbs: dict[str, Any] = {
        "file_sheet": lambda by: actions.file_sheet(
            measure, year=2025, results="した。", self_grade="ahead", by=by, at=AT
        ),
        "comment": lambda by: actions.comment(sheet, text="予算に注意。", by=by, at=AT),
        "judge": lambda by: actions.judge(sheet, grade="behind", text="おそい。", by=by, at=AT),
    }
    for name, person in people.items():
        with transaction.atomic():
            if name in allowed:
                assert verbs[verb](person).year == 2025
                transaction.set_rollback(verb == "file_sheet")
            else:
                with pytest.raises(NotAllowed):
                    verbs[verb](person)


# ── 対応 ──


def test_a_recommendation_is_taken_up_or_not_but_never_both():
    plan = given.a_draft_plan()
    measure = given.a_measure(plan)
    recommendation = given.a_recommendation()
    said: dict[str, Any] = {"plan": plan, "by": cast.sato(), "at": AT}
    with pytest.raises(Refused, match="理由"):
        actions.link(recommendation, kind=HeirKind.NOT_TAKEN, **said)
    with pytest.raises(Refused, match="どの取組"):
        actions.link(recommendation, kind=HeirKind.MERGED, **said)
    heir = actions.link(recommendation, kind=HeirKind.MERGED, measure=measure, **said)
    with pytest.raises(Refused, match="すでに記録"):
        actions.link(recommendation, kind=HeirKind.SPLIT, measure=measure, **said)
    with pytest.raises(Refused, match="同時には"):
        actions.link(recommendation, kind=HeirKind.NOT_TAKEN, reason="予算がない。", **said)
    actions.unlink(heir, by=cast.sato(), at=AT)
    actions.link(recommendation, kind=HeirKind.NOT_TAKEN, reason="予算がない。", **said)
    with pytest.raises(Refused, match="同時には"):
        actions.link(recommendation, kind=HeirKind.AS_IS, measure=measure, **said)
    matrix = queries.matrix(plan)
    assert [row.not_taken and row.not_taken.reason for row in matrix.explained] == ["予算がない。"]
    assert (matrix.orphans, [m.pk for m in matrix.new_measures]) == ((), [measure.pk])


def test_what_was_decided_keeps_its_heirs():
    plan = given.a_draft_plan()
    measure = given.a_measure(plan)
    heir = actions.link(
        given.a_recommendation(), plan=plan, kind=HeirKind.AS_IS, measure=measure, by=cast.sato(), at=AT
    )
    actions.adopt(plan, by=cast.sato(), at=AT)
    with pytest.raises(IllegalMove, match="決定した計画"):
        actions.unlink(heir, by=cast.sato(), at=AT)
    assert Heir.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"kind": HeirKind.NOT_TAKEN, "reason": ""}, {"kind": HeirKind.MERGED}, {"kind": HeirKind.AS_IS, "reason": "理由"}],
)
def test_the_database_refuses_an_heir_that_is_neither_measure_nor_reason(wrong):
    plan, recommendation = given.a_draft_plan(), given.a_recommendation()
    with pytest.raises(IntegrityError), transaction.atomic():
        Heir.objects.create(recommendation=recommendation, plan=plan, **wrong)
