"""The page of one case: whole, for everybody, and silent about what is not theirs to read."""

from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kyodo.commons.groups.models import Membership
from kyodo.cycle.agreements import actions as agreements
from kyodo.cycle.collaborations import actions as cases
from kyodo.cycle.evaluations import actions as evaluations
from kyodo.kernel.access import Side
from kyodo.offices.desk.actions import owe
from kyodo.offices.desk.queries import today_of
from kyodo.offices.journal.queries import life_of
from kyodo.reading.casebook.queries import case_page
from tests import cast, given
from tests.cast import AT
from tests.reading import stories

pytestmark = pytest.mark.django_db

STAGES = {
    "seed": given.a_case,
    "table": lambda: given.a_fixed_sitting().case,
    "stating": lambda: given.an_agreement().case,
    "concluded": lambda: given.an_agreement_both_confirmed().case,
    "running": lambda: stories.a_running_project().case,
    "evaluating": lambda: stories.a_revealed_evaluation().case,
    "completed": lambda: stories.a_closed_evaluation().case,
}


def homework(case, *, holder, what):
    """A piece of homework about a case."""
    owe(case, what=what, holder=holder, due=AT.date(), at=AT)


CAST = (None, cast.hanako, cast.taro, cast.jiro, cast.sato, cast.suzuki, cast.tanaka, cast.nakano)


@pytest.mark.parametrize("stage", STAGES)
def test_the_page_opens_for_the_whole_cast_at_every_stage(stage, browser_of):
    case = STAGES[stage]()
    for who in CAST:
        answer = browser_of(who and who()).get(case.get_absolute_url())
        assert answer.status_code == 200
        assert case.document_number in answer.text


def test_both_sides_stand_in_their_columns(browser_of):
    case = given.a_case_with_both_sides()
    shown = case_page(case, cast.visitor(), at=AT)
    assert [[p.name for p in column.parties] for column in shown.columns] == [["川辺を守る会"], ["環境課"]]
    assert [p.name for p in shown.neutral] == ["中野 静"]


def test_zones_that_differ_are_marked_with_both_reasons(browser_of):
    case = given.a_case_with_both_sides()
    cases.judge_zone(case, zone="B", side=Side.CITIZENS, because="私たちが始めたから", by=cast.hanako(), at=AT)
    page = browser_of().get(case.get_absolute_url()).text
    assert "領域の見方が双方で違います" not in page
    cases.judge_zone(case, zone="D", side=Side.CITY, because="市の計画にあるから", by=cast.tanaka(), at=AT)
    page = browser_of().get(case.get_absolute_url()).text
    assert "領域の見方が双方で違います" in page
    assert "私たちが始めたから" in page
    assert "市の計画にあるから" in page


def test_a_case_past_its_end_is_never_shown_as_running(browser_of, time_machine):
    case, after = stories.a_past_end_case()
    assert "実施中" in browser_of().get(case.get_absolute_url()).text
    time_machine.move_to(after, tick=False)
    for url in (case.get_absolute_url(), "/cases/?stage=past_end"):
        for person in (None, cast.hanako(), cast.sato()):
            page = browser_of(person).get(url).text
            shown = page.partition("<main")[2]
            assert case.title in shown
            assert "期限切れ・要判断" in shown
            assert "実施中" not in shown.replace('<option value="running">実施中</option>', "")
    assert case.title not in browser_of().get("/cases/?stage=running").text


BLIND = "まだ見せていない市民側の言葉"


def test_blind_words_stay_off_the_page_for_everybody_else(browser_of):
    agreement = given.an_agreement()
    agreements.save_statement(agreement, purpose=BLIND, goals=[], by=cast.hanako(), at=AT)
    for who in (None, cast.tanaka, cast.suzuki, cast.sato, cast.nakano, cast.jiro):
        assert BLIND not in browser_of(who and who()).get(agreement.case.get_absolute_url()).text


def test_scores_stay_off_the_page_until_both_have_filed(browser_of):
    evaluation = stories.an_open_evaluation()
    marks = {item.ref: evaluations.Mark(1, BLIND) for item in evaluation.items.all()}
    evaluations.file(evaluation, marks=marks, words=BLIND, by=cast.hanako(), at=AT)
    for who in (None, cast.tanaka, cast.sato, cast.nakano):
        page = browser_of(who and who()).get(evaluation.case.get_absolute_url()).text
        assert BLIND not in page
        assert "段階ごとの平均" not in page


def test_a_case_not_yet_shown_is_for_its_sides_and_officers(browser_of):
    seed = given.a_groups_seed()
    url = seed.case.get_absolute_url()
    assert [browser_of(who and who()).get(url).status_code for who in (None, cast.jiro)] == [404, 404]
    assert [browser_of(who()).get(url).status_code for who in (cast.hanako, cast.tanaka)] == [200, 200]


def test_homework_of_the_table_is_worded_for_those_who_sit_there_only(browser_of):
    case = given.a_case_with_both_sides()
    group = case.parties.get(side="citizens")
    homework(case, holder=group.holder, what="水門の鍵を借りる")
    assert "水門の鍵を借りる" in browser_of(cast.hanako()).get(case.get_absolute_url()).text
    page = browser_of().get(case.get_absolute_url()).text
    assert "水門の鍵を借りる" not in page
    assert "話し合いで決めたことをする" in page


def test_the_number_of_queries_does_not_grow_with_the_case(browser_of):
    short = given.a_case_with_both_sides()
    long = given.a_case_with_both_sides(title="長い案件")
    for turn in range(12):
        who, side = (cast.hanako(), Side.CITIZENS) if turn % 2 else (cast.tanaka(), Side.CITY)
        cases.judge_zone(long, zone="C", side=side, because=f"理由{turn}", by=who, at=AT)
        homework(long, holder=long.parties.get(side=side).holder, what=f"宿題{turn}")
    homework(short, holder=short.parties.get(side="city").holder, what="宿題")
    counts = [queries_of(browser_of(cast.hanako()), case.get_absolute_url()) for case in (short, short, long)]
    assert counts[1] == counts[2]


def queries_of(client, url):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def test_a_merged_case_says_into_which_and_names_its_own_there(browser_of):
    first, second = given.a_case(), given.a_case(title="同じ用水路の話")
    cases.merge(second, into=first, by=cast.sato(), at=AT, reason="同じ場所の話のため")
    assert first.title in browser_of().get(second.get_absolute_url()).text
    page = browser_of().get(first.get_absolute_url()).text
    assert second.title in page


def test_the_family_shows_what_grew_from_what_without_hidden_cases(browser_of):
    parent, child = given.a_case(), given.a_case(title="次の用水路の話")
    hidden = given.a_groups_seed(title="まだ見えない話").case
    for one in (child, hidden):
        cases.link(parent, one, because="次の種", by=cast.sato(), at=AT)
    page = browser_of().get(parent.get_absolute_url()).text
    assert child.title in page
    assert hidden.title not in page
    assert hidden.title in browser_of(cast.sato()).get(parent.get_absolute_url()).text


def test_history_says_acts_in_words_and_nobodys_name(browser_of):
    case = given.a_case_with_both_sides()
    cases.set_aside("withdraw", case, by=cast.hanako(), at=AT, reason="人手が足りなくなったため")
    page = browser_of().get(case.get_absolute_url()).text
    assert "この案件は取り下げられました" in page
    assert "人手が足りなくなったため" in page
    history = page.partition('id="history"')[2]
    assert "取り下げる" in history
    assert "花子" not in history


def test_what_was_done_together_is_one_line_of_the_history_and_what_lies_before_can_be_reached(browser_of):
    case = given.a_case_with_both_sides()
    told = case_page(case, cast.hanako(), at=AT).history
    assert not told.cut
    assert all((a.at.date(), a.who, a.reason) != (b.at.date(), b.who, b.reason) for a, b in pairwise(told.lines))
    assert sum(act.times for line in told.lines for act in line.acts) > len(told.lines)
    for zone in "CDC":
        cases.judge_zone(case, zone=zone, side=Side.CITIZENS, because="どちらも言い出した", by=cast.hanako(), at=AT)
    again = case_page(case, cast.hanako(), at=AT, history=1).history
    assert again.cut
    assert [act.times for act in again.lines[0].acts] == [3]


def test_of_all_somebody_is_the_history_tells_what_they_are_in_this_case(browser_of):
    """An officer who is a member of a group in their own time, and a group's head who heads another."""
    other = given.another_registered_group()
    for person in (cast.tanaka(), cast.hanako()):
        Membership.objects.create(group=other, person=person, role="member", since=AT.date())
        person.forget_capacities()
    case = given.a_case_with_both_sides()
    for person, side in ((cast.tanaka(), Side.CITY), (cast.hanako(), Side.CITIZENS)):
        cases.judge_zone(case, zone="C", side=side, because="どちらも言い出した", by=person, at=AT)
    assert any(other.name in entry.actor_as for entry in life_of(case.subject))
    assert other.name not in browser_of().get(case.get_absolute_url()).text
    told = {line.who for line in case_page(case, cast.hanako(), at=AT).history.lines}
    assert {"環境課 協働推進員", "川辺を守る会 代表"} <= told
    news = today_of(cast.hanako(), AT).news
    assert {line.last.acting_as for line in news if line.last.home == case.get_absolute_url()} == {"環境課 協働推進員"}
