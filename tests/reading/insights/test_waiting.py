"""What the city is waited for: in one place, for everybody, from the day it is promised to the day it is done."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kyodo.deliberation.consultations import actions as consultations
from kyodo.deliberation.councils.actions import bodies, chaining
from kyodo.offices.city import actions as city
from kyodo.reading.insights.queries import late, waiting
from tests import cast, given
from tests.cast import AT
from tests.deliberation.consultations import given as consulted
from tests.deliberation.councils import founding, sessions
from tests.deliberation.recommendations import given as recommended

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=200)


def cells(code, *, at=LATER):
    """The rows of one kind of promise."""
    (sheet,) = [sheet for sheet in waiting(at=at).sheets if sheet.code == code]
    return [row.cells for row in sheet.rows]


def a_handed_paper():
    """A question of the mayor to 環境課 that wants an answer."""
    chain = chaining.begin_chain(
        kind="inquiry", title="川の諮問", section=given.the_environment_section(), began_on=AT.date(), by=cast.tanaka(), at=AT
    )  # fmt: skip
    return chaining.hand_on(
        chain, kind="inquiry", giver="市長", taker="会議", handed_on=AT.date(), by=cast.tanaka(), at=AT
    )


def one_of_each():
    """Something in every kind."""
    recommended.a_recommendation(title="川べりの提言")
    recommended.a_plan_in_force()
    consulted.an_open_one()
    a_handed_paper()
    founding.a_body()


def test_nothing_waits_in_an_empty_city(browser_of):
    given.a_city()
    assert [n for _code, _title, n in waiting(at=AT).counts] == [0] * 7
    assert late(at=AT) == 0
    assert browser_of().get("/insights/waiting/").text.count("該当するものはありません。") == 7


def test_a_consultation_waits_from_its_last_day_to_its_result():
    it = consulted.an_adopted_one()
    day = consulted.CLOSES - AT.date()
    assert cells("results", at=AT + day) == []
    (row,) = cells("results", at=AT + day + timedelta(days=1))
    assert (row[0], row[3], row[5]) == (consulted.TITLE, "結果公表の準備中", None)
    consultations.release(
        it, heard="聴きました。", said="ありました。", done="直しました。", by=cast.sato(), at=consulted.SORTING
    )
    assert cells("results") == []
    it.refresh_from_db()
    consultations.take_back(it, reason="数え違いのため。", by=cast.sato(), at=consulted.SORTING)
    assert [row[0] for row in cells("results")] == [consulted.TITLE]


def test_a_result_is_late_after_the_day_for_which_it_was_promised():
    promised = consulted.CLOSES + timedelta(days=30)
    consulted.an_open_one(result_on=promised)
    on_the_day = AT + (promised - AT.date())
    assert (cells("results", at=on_the_day)[0][5], late(at=on_the_day)) == (None, 0)
    after = on_the_day + timedelta(days=3)
    assert (cells("results", at=after)[0][5], late(at=after)) == (3, 1)


def test_a_paper_waits_until_it_is_answered():
    hop = a_handed_paper()
    (row,) = cells("replies", at=AT)
    assert row[:4] == ("川の諮問", "市長", "会議", "提出済み・受領待ち")
    assert cells("replies", at=LATER)[0][5] == (LATER.date() - hop.reply_due).days
    chaining.receive(hop, received_on=AT.date(), receipt="第1号", by=cast.tanaka(), at=AT)
    chaining.reply(hop, replied_on=AT.date(), text="答えます。", by=cast.tanaka(), at=AT)
    assert cells("replies") == []


def test_a_body_between_its_terms_is_named_with_who_answers_for_it():
    body = founding.a_body()
    assert cells("gaps", at=AT)[0][:1] == ("市民協働推進会議",)
    term = founding.a_term(body, 1, AT.date() - timedelta(days=30), AT.date() + timedelta(days=30))
    assert cells("gaps", at=AT) == []
    (row,) = cells("gaps")
    assert (row[2], row[3]) == (5, "市民協働課")
    bodies.close_body(body, on=AT.date() + timedelta(days=60), reason="統合のため。", by=cast.sato(), at=AT)
    assert cells("gaps") == []
    assert term.body == body


def test_what_nobody_is_in_charge_of_is_said():
    it = recommended.a_recommendation()
    assert cells("ownerless") == []
    city.end_section(given.the_environment_section(), on=AT.date(), by=cast.sato(), at=AT)
    assert [row[0] for row in cells("ownerless")] == [str(it)]


def test_everybody_reads_all_of_it_and_officers_its_counts_above_their_table(browser_of):
    one_of_each()
    page = browser_of().get("/insights/waiting/").text
    for words in ("川べりの提言", "川べり推進プラン", "川の諮問", "市民協働推進会議"):
        assert words in page, words
    for officer in (cast.suzuki, cast.sato, recommended.a_mayors_officer):
        assert "/insights/waiting/#gaps" in browser_of(officer()).get("/insights/status/").text


def test_the_front_door_says_how_many_promises_are_late(browser_of, time_machine):
    one_of_each()
    assert "期限を過ぎたものはありません。" in browser_of().get("/").text
    time_machine.move_to(LATER, tick=False)
    n = late(at=LATER)
    assert n > 2
    assert f"期限を過ぎたものは{n}件です" in browser_of().get("/").text


def test_waiting_costs_the_same_for_one_and_for_many():
    def cost():
        with CaptureQueriesContext(connection) as asked:
            waiting(at=LATER)
        return len(asked)

    one_of_each()
    founding.a_term(founding.a_body("もう一つの会議"), 1, AT.date() - timedelta(days=300), AT.date())
    one = cost()
    recommended.a_recommendation(title="別の提言")
    recommended.a_plan_in_force(title="別の計画")
    consulted.an_open_one()
    a_handed_paper()
    founding.a_term(founding.a_body("三つめの会議"), 1, AT.date() - timedelta(days=300), AT.date())
    sessions.a_body("四つめの会議")
    assert cost() == one
