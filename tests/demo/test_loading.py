"""The demo city is played through the real acts of every room: it is whole, alive, and every rule of the house holds in it."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from kyodo.commons.groups.models import Group
from kyodo.cycle.agreements.models import Agreement, Amendment, Clause
from kyodo.cycle.agreements.queries import offered, start_gate
from kyodo.cycle.agreements.states import State as AgreementState
from kyodo.cycle.calls.models import Programme, Round, Theme
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.collaborations.states import Form, Stage
from kyodo.cycle.evaluations.models import Evaluation, Practice
from kyodo.cycle.formalities import queries
from kyodo.cycle.formalities.models import Formality
from kyodo.cycle.formalities.states import Answer
from kyodo.cycle.projects.models import Project
from kyodo.cycle.proposals.models import Proposal
from kyodo.cycle.screening.models import Screening
from kyodo.cycle.services.models import Review, Service
from kyodo.deliberation.consultations.models import Coding, Submission
from kyodo.deliberation.consultations.queries.coding import told_in
from kyodo.deliberation.councils.actions.drawing import draw_lots
from kyodo.deliberation.councils.models import Body, Draw, Meeting
from kyodo.deliberation.councils.queries import sortition
from kyodo.deliberation.recommendations import queries as recommendations
from kyodo.deliberation.recommendations.models import Petition, Reminder, Report, Sheet
from kyodo.deliberation.recommendations.states import PetitionState
from kyodo.deliberation.texts.models import Anchor, Check, Document, Provision
from kyodo.demo.book import JST
from kyodo.demo.founding import PASSWORD
from kyodo.demo.lives.seats import the_list
from kyodo.demo.loading import load, sign_ins
from kyodo.demo.summary import registrations, stages, table
from kyodo.demo.town import Town
from kyodo.kernel.text import token_hash
from kyodo.offices.city.models import City, Duty, Section
from kyodo.offices.city.queries import roster
from kyodo.offices.desk.models import Task
from kyodo.offices.journal.actions import faults
from kyodo.offices.journal.models import Entry
from kyodo.offices.papers.models import File
from kyodo.offices.people.models import Person
from kyodo.offices.post.models import Message
from kyodo.offices.post.states import Delivery
from kyodo.offices.requests.models import SectionRequest
from kyodo.offices.requests.states import RequestState
from kyodo.reading.insights.queries import figures

from .test_data import CASES, GROUPS, PEOPLE, TODAY

pytestmark = pytest.mark.django_db
NOON = datetime.combine(TODAY, time(12), JST)
#: What each stage of the data is called by the program.
STAGES = {
    "seed_waiting": "種", "seed_overdue": "種", "seed_answered": "種", "prior_talk": "種", "proposal_draft": "種",
    "seed_routed": "つないだ", "seed_merged": "統合", "seed_closed": "見送り", "declined": "見送り", "withdrawn": "取下げ",
    "proposal_submitted": "提案", "proposal_returned": "提案", "table_running": "話し合い",
    "screening_pending": "審査", "adopted_pending_budget": "審査",
    "agreement_blind_one": "協定づくり", "agreement_revealed": "協定づくり", "agreement_reconciling": "協定づくり",
    "agreement_drafting": "協定づくり", "agreement_one_confirmed": "協定づくり", "agreement_confirmed": "協定づくり",
    "running": "実施中", "running_change": "実施中", "running_overdue": "実施中", "past_end": "期限切れ・要判断",
    "evaluating_one_filed": "評価", "evaluating_gaps": "評価", "evaluating_talked": "評価",
    "closed_seeds": "公開・完了", "closed_none": "公開・完了", "stopped": "中止",
}  # fmt: skip
AGREEMENTS = {
    "agreement_blind_one": "stating", "agreement_revealed": "reconciling", "agreement_reconciling": "reconciling",
    "agreement_drafting": "drafting", "agreement_one_confirmed": "confirming", "agreement_confirmed": "concluded",
    "running": "concluded", "running_change": "drafting", "running_overdue": "concluded", "past_end": "concluded",
}  # fmt: skip


@pytest.fixture(scope="module")
def city(django_db_setup, django_db_blocker) -> Iterator[Town]:
    """The whole city, loaded once for all tests of this file; afterwards the database is empty again."""
    with django_db_blocker.unblock():
        yield load(TODAY)
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture(autouse=True)
def loaded(city: Town) -> Town:
    """Every test of this file looks at the loaded city."""
    return city


def test_what_failed_is_told_to_others_and_what_was_merged_is_counted():
    told = [key for key, case in CASES.items() if "failed" in case.get("harvest", {})]
    assert [practice.title for practice in Practice.objects.filter(failed=True, published_at__isnull=False)] == [
        CASES[key]["harvest"]["failed"]["title"] for key in told
    ]
    assert told
    merged = sum(case["stage"] == "seed_merged" for case in CASES.values())
    (line,) = [one for one in figures.stages(range(2020, 2030), at=NOON) if one.label == Stage.MERGED.label]
    assert line.total == merged


@pytest.mark.once
@pytest.mark.parametrize("key", CASES)
def test_every_case_stands_where_its_data_says(city, key):
    assert city.case(key).shown_stage(TODAY) == STAGES[CASES[key]["stage"]]


@pytest.mark.once
@pytest.mark.parametrize("key", [key for key, row in CASES.items() if row["stage"] in AGREEMENTS])
def test_every_agreement_has_come_as_far_as_its_data_says(city, key):
    assert Agreement.objects.get(case=city.cases[key]).state == AGREEMENTS[CASES[key]["stage"]]


def test_every_stage_of_the_life_line_and_every_way_out_of_it_is_there():
    # 採択 is passed through: an adopted case is either still waiting for its budget or already agreeing.
    assert set(Collaboration.objects.values_list("stage", flat=True)) == set(Stage.values) - {Stage.ADOPTED}


def test_the_city_is_as_big_as_it_should_be():
    assert Collaboration.objects.count() >= 60
    assert Group.objects.count() == len(GROUPS) >= 40
    assert Person.objects.count() == len(PEOPLE) == 113
    assert Section.objects.count() >= 12
    assert Service.objects.count() == 150
    assert (Programme.objects.count(), Round.objects.count(), Theme.objects.count()) == (2, 7, 15)
    assert Proposal.objects.exclude(submitted_at=None).count() >= 20
    assert Screening.objects.count() >= 15


def test_reviews_of_two_years_can_be_compared():
    years = Counter(Review.objects.values_list("year", flat=True))
    assert years[2025] >= 10
    assert years[2026] >= 75


def test_groups_are_in_every_state_the_data_names():
    found = registrations(TODAY)
    assert found["更新の時期"] == 4
    assert found["期限切れ"] == 2
    assert (found["申請中"], found["修正をお願い中"], found["登録終了"]) == (2, 1, 1)
    assert found["登録"] == 35


def test_the_journal_is_whole_and_reads_in_the_order_of_time():
    assert list(faults()) == []
    moments = list(Entry.objects.order_by("seq").values_list("at", flat=True))
    assert len(moments) > 5000
    assert moments == sorted(moments)


def test_nothing_happens_after_today():
    assert Entry.objects.filter(at__gt=NOON).count() == 0
    assert Task.objects.filter(set_at__gt=NOON).count() == 0


def test_no_work_shows_as_running_past_its_end():
    running = Collaboration.objects.running(TODAY)
    assert all(c.ends_on and c.ends_on >= TODAY for c in running)
    assert {c.shown_stage(TODAY) for c in Collaboration.objects.past_end(TODAY)} == {"期限切れ・要判断"}


def test_every_work_that_goes_on_passes_the_gate_without_any_waiver():
    going_on = Project.objects.filter(state="running").select_related("case")
    assert len(going_on) >= 7
    for project in going_on:
        agreement = project.case.agreement
        assert not agreement.overrides.exists()
        if agreement.state == AgreementState.CONCLUDED and not project.is_past_end(TODAY):
            assert list(start_gate(project.case, NOON)) == []


def test_an_agreement_was_changed_another_asks_to_be_and_one_took_over_what_an_evaluation_left():
    outcomes = [change.outcome for change in Amendment.objects.order_by("number")]
    assert outcomes == ["締結", "協議中"]
    taken = [row for made in Agreement.objects.all() for row in made.text.conditions]
    assert [row.way for row in taken] == ["role"]
    assert any(offered(made.case, NOON) for made in Agreement.objects.filter(state="reconciling"))
    assert {clause.version for clause in Clause.objects.newest()} == {1, 2}
    assert Clause.objects.exclude(retired_at=None).count() == 1


def test_a_public_evaluation_kept_its_blindness_its_talk_and_its_harvest():
    closed = Evaluation.objects.filter(state="closed")
    assert len(closed) == len([row for row in CASES.values() if "harvest" in row])
    for one in closed:
        assert one.voices.exists()
        assert one.case.children_links.exists() or one.no_seed_because
        assert all(note.is_agreed for note in one.gap_notes.all())


def test_families_reach_over_three_generations():
    grown = {
        link.child_id
        for link in Collaboration.objects.get(title=CASES["mizube-anzen-map"]["title"]).children_links.all()
    }
    assert Collaboration.objects.get(title=CASES["suii-mimamori"]["title"]).pk in grown
    assert Collaboration.objects.get(title=CASES["mizube-anzen-map"]["title"]).parent_links.exists()


def test_one_section_has_no_promoter_and_one_officer_went_to_another_section():
    vacant = [post.section.name for post in roster(2026, TODAY) if post.vacant]
    assert vacant == ["公園緑地課"]
    toda = Duty.objects.filter(person__name="戸田 圭一").order_by("since")
    assert [(duty.section.name, duty.until) for duty in toda] == [("環境課", date(2026, 4, 1)), ("道路河川課", None)]


def test_sections_carry_their_new_names_and_remember_the_old_ones():
    assert Section.objects.filter(name__in=["市民協働課", "デジタル推進課", "こども家庭課"]).count() == 3
    changed = Entry.objects.filter(act="change_section")
    assert changed.count() == 3
    assert any("地域振興課" in entry.detail for entry in changed)


def test_somebody_is_late_and_the_answer_nobody_gave_is_the_section_without_promoter():
    late = Task.objects.overdue(TODAY)
    assert 20 <= late.count() <= 90
    unanswered = late.get(what="種に最初のお返事をする")
    assert unanswered.holder == Section.objects.get(name="公園緑地課").subject


def test_sections_asked_each_other_in_every_state_and_one_answer_is_late():
    asked = SectionRequest.objects.all()
    assert set(asked.values_list("state", flat=True)) == set(RequestState.values)
    assert asked.late(TODAY).get().whole_ref == Collaboration.objects.get(title=CASES["gaito-kurai"]["title"]).subject
    assert asked.filter(turns__act="forward").get().to_section.name == "公園緑地課"


def test_petitions_stand_at_every_step_and_one_is_tracked():
    states = Counter(Petition.objects.values_list("state", flat=True))
    assert set(states) == set(PetitionState.values) - {PetitionState.WITHDRAWN}
    assert Report.objects.get(kind="petition").recommendations.get().response.state == "accepted"


def test_what_is_late_is_reminded_of_paused_and_once_was_told_to_everybody():
    late = recommendations.clocks(NOON)
    assert any(clock.pause for clock in late)
    assert any(clock.reached >= 2 and not clock.is_public for clock in late)
    assert Reminder.objects.filter(step=4).exists()
    assert Sheet.objects.exclude(citizens_grade="").count() == 3


def test_the_guideline_is_commented_on_checked_and_has_what_calls_for_its_review():
    guideline = Document.objects.get()
    assert {r.state for r in guideline.remarks.all()} == {"received", "shown", "hidden"}
    kept = Anchor.objects.filter(remark__version__number=2, version__number=4).exclude(uid="")
    assert kept.count() == 2  # what was said of the old text stands in the new one
    told = Check.objects.exclude(evidence_on=None).exclude(next_on=None)
    assert {check.council_view for check in told} >= {"sound", "partly", "problem"}
    assert Check.objects.filter(standing="unknown").exists()
    assert {bool(trigger.cited_in) for trigger in guideline.triggers.all()} == {True, False}
    assert Provision.objects.filter(version__number=4).exclude(plain="").count() == 6


def test_one_consultation_was_sorted_by_two_and_what_was_mistyped_in_it_was_corrected():
    coding = Coding.objects.get()
    told = told_in(coding.consultation.results.get())
    assert told
    assert (told.opinions, told.coded, told.open) == (21, 15, 0)
    assert 0 < told.disputed == told.kept + told.changed < 15
    assert told.category.kappa is not None
    assert 0.3 < told.category.kappa <= 1
    mistyped = Submission.objects.exclude(corrected="")
    assert {one.corrections.get().after == one.reading != one.text for one in mistyped} == {True}
    assert mistyped.count() == 2


def test_no_letter_waits_to_be_mailed_and_no_address_is_real():
    assert not Message.objects.exclude(state=Delivery.SCREEN).exists()
    assert not Message.objects.exclude(email="").exists()
    addresses = Person.objects.values_list("email", flat=True)
    assert all(
        str(address).split("@")[1] in {"example.jp", "city.example.jp", "center.example.jp"} for address in addresses
    )


def test_people_have_read_their_letters_but_for_the_newest():
    unread = Message.objects.filter(read_at=None)
    assert unread.exists()
    assert (TODAY - min(m.made_at for m in unread).date()).days <= 11


def test_everybody_who_shows_the_city_can_sign_in():
    shown = sign_ins(TODAY)
    assert len(shown) >= 7
    assert all(person.check_password(PASSWORD) for _row, person in shown)


def test_the_roles_that_show_the_city_are_all_there():
    roles = {capacity.role for _row, person in sign_ins(TODAY) for capacity in person.capacities(NOON)}
    assert roles >= {"representative", "promoter", "desk", "head", "coordinator", "mayor", "auditor"}


def test_the_summary_says_how_many_cases_stand_where():
    lines = list(table(TODAY))
    assert lines[0] == f"協働案件 {Collaboration.objects.count()}件"
    assert f"  実施中  {stages(TODAY)['実施中']}" in lines


def test_the_city_is_not_loaded_over_another_one():
    with pytest.raises(CommandError, match="すでに市か人が登録されています"):
        call_command("demo_city")
    call_command("demo_city", if_empty=True)
    assert City.objects.count() == 1


def test_the_command_tells_who_may_sign_in(settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    said = StringIO()
    call_command("demo_city", sign_ins=True, today=TODAY, stdout=said)
    assert PASSWORD in said.getvalue()
    assert "okabe-shigeru@example.jp" in said.getvalue()
    assert "二段階の確認を外しています" in said.getvalue()


def test_whoever_changed_their_password_is_not_told_to_anybody():
    person = sign_ins(TODAY)[0][1]
    person.set_password("another-secret-2026")
    person.save(update_fields=["password"])
    assert person not in [shown for _row, shown in sign_ins(TODAY)]


def test_a_seat_was_drawn_by_lot_and_whoever_has_the_list_draws_the_same_people_again(loaded):
    draw, row, now = Draw.objects.get(), loaded.book.councils["draw"][0], datetime.combine(TODAY, time(18), JST)
    rows = the_list(row)
    again = draw_lots(draw, seed=row["seed"], rows=rows, by=loaded.secretary(row["body"], now), at=now)
    assert {token_hash(code) for _row, code in again} == set(draw.invitations.values_list("code_hash", flat=True))
    assert draw.list_hash == sortition.list_hash(rows)
    first, *reserve = sortition.places(draw, TODAY)
    assert [seat.name for seat in first.seats] == [first.invitation.name]
    assert [place.reserve for place in reserve] == [1, 2]
    assert sum(rates.replied for rates in sortition.rates(draw)) == len(row["yes"]) + sum(row["no"].values())


def test_a_group_serves_the_network_and_planned_its_next_meeting(loaded):
    network = Body.objects.exclude(secretariat="").get()
    assert network.server == loaded.groups["orise-support"]
    (meeting,) = Meeting.objects.of(network)
    entry = Entry.objects.filter(subject=meeting.subject).order_by("seq").first()
    assert entry is not None
    assert entry.actor == loaded.people[loaded.members_of("orise-support")[0]].subject


def test_every_form_has_a_case_whose_list_is_worked_on_and_papers_keep_their_audience(loaded):
    told: dict[str, set[str]] = {form: set() for form in Form}
    for form, answer in Formality.objects.values_list("item__form", "answer"):
        told[form].add(answer)
    assert all(told.values())
    assert {answer for answers in told.values() for answer in answers} == set(Answer)
    closed = File.objects.withheld().filter(subject_ref__startswith="formalities.")
    assert closed.exists()
    assert all(file.withheld_because and file.review_on for file in closed)
    case = loaded.case("michi-satooya")
    board = queries.board(case, loaded.people["nose-masaki"], NOON)
    assert 0 < board.done < len(board.rows)
