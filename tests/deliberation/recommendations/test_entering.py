"""Taking recommendations in: one act, one number, one owner."""

from datetime import date, timedelta
from typing import Any

import pytest

from kyodo.deliberation.recommendations import actions, queries
from kyodo.deliberation.recommendations.models import Recommendation, Report
from kyodo.deliberation.recommendations.states import Level, Voice
from kyodo.kernel.policy import AlreadyDone, NotAllowed, Refused
from kyodo.offices.city import actions as sections
from kyodo.offices.city.models import Section
from kyodo.offices.desk.models import Task
from kyodo.offices.journal.models import Entry
from tests import cast
from tests import given as city
from tests.cast import AT

from . import given

pytestmark = pytest.mark.django_db


def test_one_act_turns_a_paper_into_tracked_recommendations():
    report = given.a_report(items=3)
    assert list(report.recommendations.values_list("number", flat=True)) == [1, 2, 3]
    assert Task.objects.open().filter(what="提言に回答する").count() == 3
    assert Entry.objects.filter(act="enter").count() == 3


def test_a_paper_is_taken_in_once():
    given.a_report(kind="paper", source_ref="councils.chain/ABCDEFGHJK")
    with pytest.raises(Refused, match="すでに登録"):
        given.a_report(kind="paper", source_ref="councils.chain/ABCDEFGHJK")


def test_the_same_submission_makes_one_paper():
    said: dict[str, Any] = {
        "title": "提言",
        "kind": "paper",
        "voice_name": "会",
        "handed_on": AT.date(),
        "by": cast.sato(),
        "at": AT,
        "key": "z" * 20,
    }
    city.a_city()
    actions.receive(**said)
    with pytest.raises(AlreadyDone):
        actions.receive(**said)
    assert Report.objects.count() == 1


def test_a_paper_is_handed_over_by_today():
    with pytest.raises(Refused, match="きょうまで"):
        given.a_report(handed_on=AT.date() + timedelta(days=1))


def test_a_number_stands_once_in_its_paper_and_again_in_another():
    report = given.a_report(items=2)
    with pytest.raises(Refused, match="すでに"):
        actions.enter(report, number=2, title="二番", by=cast.sato(), at=AT)
    assert actions.enter(report, title="次", by=cast.sato(), at=AT).number == 3
    assert given.a_report(title="別").recommendations.get().number == 1


@pytest.mark.parametrize("stranger", [cast.hanako, cast.tanaka, cast.jiro, cast.visitor])
def test_only_the_desk_keeps_the_register(stranger):
    report = given.a_report()
    with pytest.raises(NotAllowed):
        actions.enter(report, title="提言", by=stranger(), at=AT)
    with pytest.raises(NotAllowed):
        actions.assign(report.recommendations.get(), section=city.the_desk(), by=stranger(), at=AT)


def test_what_has_no_owner_is_the_desks_until_it_has_one():
    recommendation = given.a_recommendation(items=[{"title": "だれの？"}])
    desk, section = city.the_desk(), city.the_environment_section()
    assert Task.objects.open().get().holder == desk.subject
    assert queries.ownerless_recommendations() == [recommendation]
    actions.assign(recommendation, section=section, by=cast.sato(), at=AT)
    assert Task.objects.open().get().holder == section.subject
    assert queries.ownerless_recommendations() == []


def test_a_section_that_ended_hands_its_recommendations_to_its_successor_or_shows_as_nobody():
    recommendation = given.a_recommendation()
    old = city.the_environment_section()
    new = sections.open_section(code="021", name="水辺課", since=date(2026, 5, 20), by=cast.sato(), at=AT)
    Section.objects.filter(pk=old.pk).update(until=date(2026, 5, 20), successor=new)
    assert Recommendation.objects.get().addressee == new
    assert queries.ownerless_recommendations() == []
    Section.objects.filter(pk=old.pk).update(successor=None)
    assert queries.ownerless_recommendations() == [recommendation]


# ── 二つの見方 ──


@pytest.mark.parametrize(
    ("city_says", "they_say", "steps"),
    [
        (Level.DONE, Level.NO_EVIDENCE, 4), (Level.DONE, Level.DONE, 0), (Level.STARTED, Level.SUBSTANTIAL, -1),
        (Level.NO_EVIDENCE, Level.STARTED, -2),
    ],
)  # fmt: skip
def test_two_views_stand_side_by_side_and_their_difference_is_counted(city_says, they_say, steps):
    recommendation = given.a_reported(city_says)
    given.a_view(recommendation, they_say, by=cast.hanako())
    recommendation = Recommendation.objects.whole_rows().get()
    views: Any = queries.two_views([recommendation])[recommendation.pk]
    assert (views.city, views.committee.level, views.steps, views.gap) == (city_says, they_say, steps, abs(steps))


def test_citizens_are_counted_and_never_averaged_in():
    recommendation = given.a_reported(Level.DONE)
    for person, level in ((cast.jiro(), Level.STARTED), (cast.taro(), Level.STARTED), (cast.jiro(), Level.DONE)):
        given.a_view(recommendation, level, by=person)
    recommendation = Recommendation.objects.whole_rows().get()
    views: Any = queries.two_views([recommendation], reader=cast.jiro().subject)[recommendation.pk]
    assert {level: n for level, n in views.citizens if n} == {Level.STARTED: 1, Level.DONE: 1}
    assert (views.city, views.committee, views.steps, views.voices) == (Level.DONE, None, None, 2)
    assert views.mine.level == Level.DONE


def test_the_latest_word_of_those_who_recommended_stands_and_the_earlier_is_kept():
    recommendation = given.a_reported(Level.DONE)
    given.a_view(recommendation, Level.STARTED, by=cast.hanako())
    given.a_view(recommendation, Level.DONE, by=cast.hanako(), at=AT + timedelta(days=1))
    assert list(recommendation.impressions.values_list("level", "current")) == [("done", True), ("started", False)]


@pytest.mark.parametrize(
    ("voice", "who", "may"),
    [
        (Voice.COMMITTEE, "hanako", True), (Voice.COMMITTEE, "taro", False), (Voice.COMMITTEE, "sato", False),
        (Voice.COMMITTEE, "visitor", False), (Voice.CITIZEN, "jiro", True), (Voice.CITIZEN, "hanako", True),
        (Voice.CITIZEN, "tanaka", False), (Voice.CITIZEN, "visitor", False),
    ],
)  # fmt: skip
def test_nobody_speaks_with_anothers_voice(voice, who, may):
    recommendation, actor = given.a_recommendation(), getattr(cast, who)()
    city.another_registered_group()
    say: dict[str, Any] = {"voice": voice, "level": Level.STARTED, "words": "そう思う。", "by": actor, "at": AT}
    if may:
        actions.state_view(recommendation, **say)
    else:
        with pytest.raises(NotAllowed):
            actions.state_view(recommendation, **say)


def test_those_who_recommended_say_why():
    with pytest.raises(Refused, match="理由"):
        actions.state_view(
            given.a_recommendation(), voice=Voice.COMMITTEE, level=Level.STARTED, words=" ", by=cast.hanako(), at=AT
        )


# ── 四年実施率 ──


def test_the_rate_counts_what_was_done_within_four_years():
    old = date(2020, 6, 1)
    report = given.a_report(handed_on=old, items=4, title="四年前の提言")
    rows = list(report.recommendations.all())
    for recommendation, on in zip(rows, (date(2024, 6, 1), date(2024, 6, 2), None, None), strict=True):
        actions.answer(recommendation.response, state="accepted", reason="やる。", by=cast.tanaka(), at=AT)
        if on:
            actions.report(
                recommendation.implementation,
                level=Level.DONE,
                words="済み。",
                on=on,
                link=given.PAGE,
                by=cast.tanaka(),
                at=AT,
            )
    given.a_view(rows[0], Level.DONE, by=cast.hanako())
    given.a_view(rows[2], Level.DONE, by=cast.hanako())
    actions.close(rows[1].closure, closed_as="done", reason="見た。", by=cast.hanako(), at=AT + timedelta(hours=1))
    given.a_report(title="ことしの提言")
    this_year, cohort = queries.cohorts(AT)
    # Four in 2020; one done on the last day of the four years, one a day late; the three counts stand apart.
    assert (cohort.year, cohort.total, cohort.done, cohort.percent, cohort.is_over) == (2020, 4, 1, 25, True)
    assert (cohort.confirmed, cohort.felt) == (1, 2)
    assert (this_year.year, this_year.total, this_year.done, this_year.is_over) == (2026, 1, 0, False)
