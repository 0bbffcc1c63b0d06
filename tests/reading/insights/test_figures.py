"""The figures against numbers worked out by hand."""

from collections import Counter
from datetime import datetime, timedelta

import pytest

from kyodo.cycle.agreements.models import GateOverride
from kyodo.cycle.agreements.states import Rule
from kyodo.cycle.collaborations import actions as cases
from kyodo.cycle.evaluations import actions as evaluations
from kyodo.cycle.evaluations.states import Source
from kyodo.cycle.seeds import actions as seeds
from kyodo.reading.insights.queries import figures, gaps
from tests import cast, given
from tests.cast import AT, JST
from tests.reading import stories

pytestmark = pytest.mark.django_db


def the_map():
    return gaps.drawn(gaps.measured(at=AT))


def test_stages_count_shown_cases_by_year_of_receipt():
    given.a_case_with_both_sides()
    given.a_case_with_both_sides(title="もう一つ")
    given.a_groups_seed(title="まだ見えない話")
    counted = {str(row.label): row.cells for row in figures.stages([2026, 2025], at=AT)}
    assert counted["提案"] == (2, 0)
    assert sum(map(sum, counted.values())) == 2


def test_past_its_end_a_case_leaves_the_running_ones():
    _case, after = stories.a_past_end_case()
    before = {str(row.label): row.total for row in figures.stages([2026], at=AT)}
    later = {str(row.label): row.total for row in figures.stages([2026], at=after)}
    assert (before["実施中"], before["期限切れ・要判断"]) == (1, 0)
    assert (later["実施中"], later["期限切れ・要判断"]) == (0, 1)


def test_first_answers_are_counted_in_open_days():
    # Received on Monday 11 May 2026. Answered: the same day (0), Wednesday (2), Tuesday of the week after (6 open days).
    for number, days in enumerate((0, 2, 8)):
        seed = given.a_groups_seed(title=f"種{number}", key=f"sown-{number}-0000000")
        seeds.answer(seed, text="うかがいます。", by=cast.tanaka(), at=AT + timedelta(days=days))
    given.a_groups_seed(title="待っている種", key="sown-9-0000000000")
    found = figures.answers(2026, at=AT + timedelta(days=8))
    assert (found.received, found.answered, found.median, found.in_time, found.percent) == (4, 3, 2, 2, 67)
    assert (found.waiting, found.late, found.oldest) == (1, 1, AT.date() + timedelta(days=7))
    assert figures.answers(2025, at=AT).median is None


def test_a_year_begins_in_april():
    begin, end = figures.moments_of(2026)
    assert (begin, end) == (datetime(2026, 4, 1, tzinfo=JST), datetime(2027, 4, 1, tzinfo=JST))


def test_gaps_are_means_of_the_distance_between_both_sides():
    # The citizens give 4 to the first item of each source and 3 to the others, the city 3 to all.
    firsts: set[tuple[str, str]] = set()

    def of_citizens(item):
        is_first = item.source not in {source for source, _ref in firsts}
        firsts.add((item.source, item.ref))
        return 4 if is_first else 3

    evaluation = stories.a_closed_evaluation(citizens=of_citizens, city=3)
    counts = Counter(evaluation.items.values_list("source", flat=True))
    found = the_map()
    rows = {str(row.label): row.cells[0] for row in found.by_source}
    assert rows == {str(s.label): gaps.Cell(round(1 / counts[s], 2), counts[s]) for s in Source if counts[s]}
    (section,) = found.by_section
    assert section.label == "環境課"
    assert section.cells[list(Source).index(Source.GOAL)] == rows["目標"]
    assert [row.cells[0].mean for row in found.by_principle] == [
        1.0, *([0.0] * (counts[Source.PRINCIPLE] - 1)),
    ]  # fmt: skip


def test_forms_stand_in_the_map_once_a_case_has_one():
    evaluation = stories.a_closed_evaluation(citizens=4, city=3)
    assert the_map().by_form == []
    cases.describe(evaluation.case, start_type="A", forms=["1"], by=cast.tanaka(), at=AT)
    (row,) = the_map().by_form
    assert (str(row.label), row.cells[0].mean, row.cells[0].heat) == ("共催", 1.0, 2)


@pytest.mark.parametrize(
    "make", [stories.an_open_evaluation, lambda: stories.a_revealed_evaluation(citizens=5, city=3)]
)
def test_scores_that_are_not_public_are_in_no_figure(make):
    evaluation = make()
    assert evaluation.state != "closed"
    assert the_map() == gaps.Map([], [], [], [])


@pytest.mark.parametrize(
    ("mean", "heat"), [(None, 0), (0.0, 0), (0.49, 0), (0.5, 1), (1.0, 2), (1.99, 3), (2.0, 4), (4.0, 4)]
)
def test_heat_rises_by_half_a_point(mean, heat):
    assert gaps.Cell(mean, 1).heat == heat


def test_harvest_counts_seeds_and_those_that_became_work_within_a_year():
    evaluation = stories.a_revealed_evaluation()
    for number in range(3):
        evaluations.harvest(
            evaluation, title=f"次の種{number}", problem="続けたい。", by=cast.hanako(), at=AT, key=f"h-{number}"
        )
    evaluations.excuse(evaluation, no_voices_because="聞けなかったため。", by=cast.hanako(), at=AT)
    evaluations.close(evaluation, continuation="continue", closing_words="続けます。", by=cast.hanako(), at=AT)
    first, second, _third = (link.child for link in evaluation.case.children_links.order_by("pk"))
    end = AT.date() + timedelta(days=900)
    cases.set_period(first, starts_on=AT.date() + timedelta(days=365), ends_on=end, by=cast.tanaka(), at=AT)
    cases.set_period(second, starts_on=AT.date() + timedelta(days=366), ends_on=end, by=cast.tanaka(), at=AT)
    now = figures.harvest(2026, at=AT)
    assert (now.closed, now.with_seed, now.sown, now.seeds, now.begun, now.too_young) == (1, 1, 100, 3, 1, 1)
    assert now.rate == 50
    assert figures.harvest(2026, at=AT + timedelta(days=366)).rate == 33
    assert figures.harvest(2025, at=AT).rate is None


@pytest.mark.parametrize(("count", "seen"), [(0, 0), (1, None), (4, None), (5, 5), (120, 120)])
def test_few_people_are_not_counted_aloud(count, seen):
    assert figures.shown(count) == seen


def test_voices_stay_unsaid_below_five():
    evaluation = stories.a_revealed_evaluation()
    for number in range(5):
        if number == 4:
            assert figures.people(2026).voices == 0, "an evaluation that is not public gives no voices"
        evaluations.hear(evaluation, score=number + 1, by=cast.visitor(), at=AT)
    evaluations.excuse(evaluation, no_seed_because="続けるため。", by=cast.hanako(), at=AT)
    evaluations.close(evaluation, continuation="continue", closing_words="続けます。", by=cast.hanako(), at=AT)
    found = figures.people(2026)
    assert (found.voices, found.content) == (5, 3.0)


def test_disclosure_counts_items_of_agreements_in_force():
    agreement = given.an_agreement_both_confirmed()
    items = agreement.text.disclosure
    found = figures.disclosed(figures.items_disclosed(), at=AT)
    assert (found.items_open, found.items_withheld) == (sum(i.public for i in items), sum(not i.public for i in items))
    assert found.items_open + found.items_withheld == len(items) > 0


def test_no_waiver_is_no_line_and_no_work_no_share():
    found = figures.waived(2026)
    assert (found.rules, found.begun, found.percent) == ([], 0, None)


def test_the_share_of_waivers_is_of_the_work_begun_in_the_year():
    with_one = given.a_running_project()
    for number in range(2):
        given.a_running_project(title=f"ほかの事業{number}")
    GateOverride.objects.create(
        agreement=with_one.case.agreement, rule="clauses", digest="0" * 64, officer=cast.tanaka().subject, name="田中",
        acting_as="課長", reason="保険は市のもので足りるため。", at=with_one.started_at,
    )  # fmt: skip
    found = figures.waived(2026)
    assert (found.begun, found.with_waiver, found.percent) == (3, 1, 33)
    assert [(str(row.label), row.total) for row in found.rules] == [(str(Rule.CLAUSES.label), 1)]
    assert figures.waived(2025).begun == 0
