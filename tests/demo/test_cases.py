"""Each demo case holds together: its parties, its people in office, its order in time, its sums and its stage."""

from collections import Counter
from datetime import date, datetime
from typing import Any

import jpholiday

from tests.demo.test_data import (
    AGREED,
    BANK,
    CASES,
    CLAUSES,
    GROUPS,
    PEOPLE,
    PLACES,
    PROGRAMMES,
    ROUNDS,
    SECTIONS,
    SERVICES,
    STAGES,
    THEMES,
    TODAY,
    WARDS,
    Row,
    at_path,
    day,
    every_case,
    held,
    rows_in,
    walk,
)

BOTH = ("citizens", "city")


def test_there_are_sixty_cases_over_three_years_in_every_stage() -> None:
    assert len(CASES) >= 60
    assert {c["stage"] for c in CASES.values()} == STAGES.keys()
    assert {c["fiscal"]["proposed"] for c in CASES.values()} == {2024, 2025, 2026}
    assert {c["direction"] for c in CASES.values()} == {"A", "B"}
    assert {form for c in CASES.values() for form in c.get("forms", [])} >= {1, 2, 3, 4, 5, 6, 7, 8}
    assert {c["start_type"] for c in CASES.values() if "start_type" in c} == set("ABCD")
    assert Counter(c["stage"] for c in CASES.values())["seed_merged"] == 2


@every_case
def test_a_case_is_named_by_its_file_and_refers_to_what_exists(case: Row) -> None:
    assert CASES[case["key"]] is case
    assert set(case.get("groups", [])) <= GROUPS.keys()
    assert set(case["sections"]) <= SECTIONS.keys()
    assert set(case.get("people", [])) <= PEOPLE.keys()
    assert set(case.get("services", [])) <= SERVICES.keys()
    assert set(case["wards"]) <= WARDS.keys() | {"all"}
    assert set(case["fields"]) <= set(range(1, 21))
    assert case.get("round", "theme-2024") in ROUNDS
    assert case.get("theme", "akiya-2024") in THEMES
    assert case.get("groups") or case.get("people") or case["direction"] == "B" or "visitor" in case["seed"]
    for row in rows_in(case):
        assert row.get("place", "center") in PLACES or row in (case.get("proposal"), case.get("told"))
        for name in ("chair", "called_by", "entered_by", "owner", "judge", "answered_by"):
            assert row.get(name, "okabe-shigeru") in PEOPLE, row[name]
        if isinstance(row.get("by"), str):
            assert row["by"] in PEOPLE, row["by"]
        assert set(row.get("present", []) or []) <= PEOPLE.keys() if isinstance(row.get("present"), list) else True
        assert set(row.get("judges", [])) <= PEOPLE.keys()


@every_case
def test_a_case_holds_what_its_stage_needs_and_nothing_later(case: Row) -> None:
    needs, forbids = STAGES[case["stage"]]
    for path in needs.split():
        assert at_path(case, path), f"{case['stage']} needs {path}"
    for path in forbids.split():
        assert not at_path(case, path), f"{case['stage']} is before {path}"


@every_case
def test_officers_act_while_they_hold_a_duty_and_on_days_the_office_is_open(case: Row) -> None:
    for row in rows_in(case):
        at = row.get("at")
        if not isinstance(row.get("by"), str) or not isinstance(at, datetime) or PEOPLE[row["by"]]["side"] != "city":
            continue
        assert held(PEOPLE[row["by"]], at.date()), (row["by"], at)
    seed = case["seed"]
    for act in (seed.get(name) for name in ("answer", "routed", "closed", "merged")):
        if act and PEOPLE[act["by"]]["side"] == "city":
            assert act["at"].weekday() < 5, act["at"]
            assert not jpholiday.is_holiday(act["at"].date()), act["at"]
            assert 8 <= act["at"].hour < 20
            assert act["at"] > seed["received"]
    if seed["channel"] != "web":
        assert seed["received"].weekday() < 5
        assert 8 <= seed["received"].hour < 18
        assert held(PEOPLE[seed["entered_by"]], day(seed["received"]))


@every_case
def test_the_two_sides_speak_through_their_own_people(case: Row) -> None:
    for row in rows_in(case):
        for side in BOTH:
            said = row.get(side)
            if isinstance(said, dict) and isinstance(said.get("by"), str):
                assert PEOPLE[said["by"]]["side"] == side, (side, said["by"])
    for row in (*case.get("zone", []), *case.get("progress", []), *case.get("report", []), *case.get("change", [])):
        if "by" in row and row["side"] in BOTH:
            assert PEOPLE[row["by"]]["side"] == row["side"]
    for sitting in case.get("sitting", []):
        assert PEOPLE[sitting["chair"]].get("neutral", {}).get("role") == "coordinator"
        sides = {PEOPLE[key]["side"] for key in sitting.get("present", [])}
        assert sides >= set(BOTH) or not sides


def milestones(case: Row) -> list[date]:
    paths = "seed.received seed.answer.at proposal.submitted screening.decision.panel screening.decision.decided"
    later = "agreement.signed evaluation.review.at harvest.at harvest.published"
    firsts = [at_path(case, path) for path in paths.split()]
    filed = at_path(case, "evaluation.filed") or {}
    asked = [at_path(case, "evaluation.asked"), max((f["at"] for f in filed.values()), default=None)]
    signed, *rest = (at_path(case, path) for path in later.split())
    return [day(value) for value in (*firsts, signed, *asked, *rest) if value]


@every_case
def test_nothing_happens_before_its_cause_or_after_today(case: Row) -> None:
    steps = milestones(case)
    assert steps == sorted(steps), steps
    assert case["seed"]["received"].date() <= TODAY
    planned = {"due", "until", "from", "next", "by", "decided_by", "answer_by"}
    for path, value in walk(case):
        last = path.rsplit(".", 1)[-1]
        if isinstance(value, date) and last not in planned:
            future_sitting = path == "sitting.at" and case["stage"] == "table_running"
            assert day(value) <= TODAY or future_sitting, (path, value)


@every_case
def test_the_fiscal_years_are_those_of_the_dates(case: Row) -> None:
    def fiscal(value: date) -> int:
        return value.year - (value.month < 4)

    years = case["fiscal"]
    assert years["proposed"] == fiscal(day(case["seed"]["received"]))
    if "carried" in years and "agreement" in case:
        assert years["carried"] == fiscal(case["agreement"]["from"])
    filed = at_path(case, "evaluation.filed")
    assert ("evaluated" in years) == bool(filed)
    if filed:
        assert years["evaluated"] == fiscal(max(f["at"].date() for f in filed.values()))


@every_case
def test_an_agreement_was_stated_blind_confirmed_by_both_and_signed_before_its_start(case: Row) -> None:
    agreement = case.get("agreement")
    if not agreement:
        return
    assert agreement["from"] < agreement["until"]
    assert agreement["contract"] in {"commission", "contribution", "subsidy", "cohost", "memorandum"}
    for side in BOTH:
        if side in agreement:
            assert agreement[side]["purpose"]
            assert agreement[side]["goals"]
    if case["stage"] in AGREED:
        confirmed = agreement["confirmed"]
        assert set(confirmed) == set(BOTH)
        assert max(c["at"].date() for c in confirmed.values()) <= agreement["signed"] <= agreement["from"]
        assert max(agreement[s]["at"] for s in BOTH) < min(c["at"] for c in confirmed.values())
        assert all("ends" in d and d["because"] for d in agreement["differences"])
    if case["stage"] in {"running", "running_change", "running_overdue"}:
        assert agreement["until"] >= TODAY
    if case["stage"] == "past_end":
        assert agreement["until"] < TODAY


@every_case
def test_an_agreement_leaves_no_goal_without_a_measure_and_no_sum_that_does_not_add_up(case: Row) -> None:
    agreement = case.get("agreement", {})
    for goal in agreement.get("goals", []):
        assert goal["indicator"]
        assert goal["unit"]
        assert goal["by"] <= agreement["until"]
    for role in agreement.get("roles", []):
        assert role["side"] in (*BOTH, "both")
        assert role["because"] in {*BOTH, "complement"}
        assert role["who"]
        assert role["cost"] in (*BOTH, "both", "none")
    if case["stage"] in AGREED:
        sides = {role["side"] for role in agreement["roles"]}
        assert sides >= set(BOTH)
        assert set(agreement["clauses"]) <= CLAUSES
    for money in (agreement.get("money"), at_path(case, "proposal.budget")):
        if money and money["lines"]:
            assert sum(line["amount"] for line in money["lines"]) == money["total"]
            assert sum(line["amount"] for line in money["lines"] if line["bearer"] == "city") == money["city"]


@every_case
def test_screening_follows_the_criteria_and_keeps_out_whoever_has_an_interest(case: Row) -> None:
    screening = case.get("screening")
    if not screening:
        return
    programme = PROGRAMMES[ROUNDS[case["round"]]["programme"]]
    weights = [c["weight"] for c in programme["criteria"]]
    assert at_path(case, "proposal.submitted")
    recused = {c["judge"] for c in screening["conflicts"] if c["recused"]}
    panel = set(screening["judges"])
    assert all(PEOPLE[judge].get("neutral", {}).get("role") == "judge" for judge in panel)
    assert {c["judge"] for c in screening["conflicts"]} | {m["judge"] for m in screening["marks"]} <= panel
    assert recused.isdisjoint(mark["judge"] for mark in screening["marks"])
    for mark in screening["marks"]:
        assert len(mark["marks"]) == len(weights)
        assert all(1 <= m <= 5 for m in mark["marks"])
    decision = screening.get("decision")
    if decision:
        last = [m["marks"] for m in screening["marks"] if m["stage"] == "presentation"]
        earned = sum(w * m for marks in last for w, m in zip(weights, marks, strict=True))
        percent = 100 * earned / (len(last) * 5 * sum(weights))
        assert (percent >= programme["threshold"]) == (decision["outcome"] != "declined"), percent
        assert {r["criterion"] for r in decision["reasons"]} == {c["key"] for c in programme["criteria"]}
        assert decision["amount"] <= programme["money"]["cap"]


@every_case
def test_low_marks_have_reasons_and_every_wide_gap_was_talked_over(case: Row) -> None:
    evaluation = case.get("evaluation")
    if not evaluation:
        return
    goals, roles = len(case["agreement"]["goals"]), len(case["agreement"]["roles"])
    items = BANK | {f"goal:{n}" for n in range(1, goals + 1)} | {f"role:{n}" for n in range(1, roles + 1)}
    wide = set()
    for row in evaluation["items"]:
        assert row["item"] in items
        assert row["phase"] in {"start", "process", "result"}
        for side in evaluation["filed"]:
            assert row[side] in range(1, 6)
            assert row[side] > 2 or row[f"{side}_because"]
        if len(evaluation["filed"]) == 2 and abs(row["citizens"] - row["city"]) >= 2:
            wide.add(row["item"])
    talked = {gap["item"] for gap in evaluation.get("gap", [])}
    assert wide == talked or (case["stage"] == "evaluating_gaps" and wide and not talked), wide ^ talked
    answers = evaluation.get("beneficiaries")
    if answers:
        assert sum(answers["marks"]) == answers["answered"] <= answers["asked"]
        assert answers["voices"]


@every_case
def test_sittings_are_numbered_and_judged_by_seven_promises(case: Row) -> None:
    sittings = case.get("sitting", [])
    assert [s["number"] for s in sittings] == list(range(1, len(sittings) + 1))
    assert [s["at"] for s in sittings] == sorted(s["at"] for s in sittings)
    for sitting in (s for s in sittings if "present" in s):
        assert all(
            len(sitting["promises"][side]) == 7 and set(sitting["promises"][side]) <= set("○△×") for side in BOTH
        )
        assert all(sitting["zones"][side] in "ABCDE" for side in BOTH)
        assert set(sitting["agenda"]) == {"introductions", "project", "plan", "discussion", "advice"}


def test_seeds_and_their_children_name_each_other_over_three_generations() -> None:
    def age(key: str) -> int:
        parent: Any = CASES[key].get("parent")
        return 1 + age(parent) if parent else 1

    for case in CASES.values():
        for seed in case.get("harvest", {}).get("next", []):
            assert not seed["became"] or CASES[seed["became"]]["parent"] == case["key"]
        if "parent" in case:
            grown = CASES[case["parent"]]["harvest"]
            assert case["key"] in {seed["became"] for seed in grown["next"]}
            published = datetime.combine(grown["published"], datetime.min.time())
            assert case["seed"]["received"] >= published or case["direction"] == "B"
        if "merged_into" in case:
            assert case["merged_into"] in CASES
            assert case["seed"]["merged"]["into"] == case["merged_into"]
    assert Counter(map(age, CASES))[3] >= 2


def test_one_answer_is_late_and_it_is_the_section_without_a_promoter() -> None:
    late = [c for c in CASES.values() if c["seed"].get("due", date.max) < TODAY and "answer" not in c["seed"]]
    assert [(c["stage"], c["seed"]["section"]) for c in late] == [("seed_overdue", "koen")]


def test_a_report_is_overdue_only_where_the_stage_says_so() -> None:
    owed = {c["stage"] for c in CASES.values() for r in c.get("report", []) if "filed" not in r and r["due"] < TODAY}
    assert owed == {"running_overdue"}
