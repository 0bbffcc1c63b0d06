"""What is searchable of the deliberation wing, from when to when, and what never is."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kyodo.deliberation.consultations import actions as consultations
from kyodo.deliberation.councils.actions import agenda, bodies, chaining, outcomes, planning, writing
from kyodo.deliberation.councils.states.meetings import Grade
from kyodo.deliberation.recommendations import actions as recommendations
from kyodo.deliberation.texts import actions as texts
from kyodo.reading.search import actions
from kyodo.reading.search.queries import deliberation, search
from tests import cast
from tests.cast import AT
from tests.deliberation.consultations import given as consulted
from tests.deliberation.councils import founding, sessions
from tests.deliberation.recommendations import given as recommended
from tests.deliberation.texts import given as written

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=120)


def titles(text, **how):
    """What is found after the journal was read to its end."""
    actions.catch_up(LATER)
    return [hit.card.title for hit in search(text, at=LATER, **how).hits]


@pytest.fixture(autouse=True)
def indexed(db):
    """An index in step with the journal, so that what is found later was told by it."""
    actions.catch_up(LATER)


def test_a_body_is_found_by_its_name_its_reading_and_its_mandate():
    body = founding.a_body()
    for words in ("市民協働推進会議", "しみんきょうどうすいしんかいぎ", "進み方を確かめる"):
        assert titles(words, kind="councils.body") == ["市民協働推進会議"], words
    values = {"name": body.name, "kana": body.kana, "kind": body.kind, "basis": body.basis, "section": body.section}
    bodies.describe(body, mandate="水車を見守る。", seats={}, by=cast.sato(), at=AT, **values)
    assert titles("水車") == ["市民協働推進会議"]


def test_a_meeting_is_found_from_its_notice_with_its_open_items_only():
    meeting = sessions.a_meeting()
    sessions.an_item(meeting, "用水路の泥上げ")
    sessions.a_closed_item(meeting)
    kind = "councils.meeting"
    assert titles("泥上げ", kind=kind) == []
    planning.notice(meeting, by=cast.tanaka(), at=AT)
    assert titles("泥上げ", kind=kind) == [str(meeting)]
    assert titles(sessions.SECRET) == []
    assert titles("人の話") == []


def test_an_item_closed_later_leaves_the_index():
    meeting = sessions.a_meeting()
    item = sessions.an_item(meeting, "用水路の泥上げ")
    planning.notice(meeting, by=cast.tanaka(), at=AT)
    assert titles("泥上げ") == [str(meeting)]
    agenda.set_openness(item, by=cast.tanaka(), at=AT, **sessions.CLOSED)
    assert titles("泥上げ") == []


def test_a_decision_is_found_and_one_behind_closed_doors_is_not():
    meeting = sessions.a_meeting()
    opened, closed = sessions.an_item(meeting), sessions.a_closed_item(meeting)
    planning.notice(meeting, by=cast.tanaka(), at=AT)
    planning.open_meeting(meeting, by=cast.tanaka(), at=meeting.starts_at)
    present = sessions.everybody(meeting)
    planning.attend(meeting, presences=present, observers=0, by=cast.tanaka(), at=meeting.starts_at)
    for item, words in ((opened, "五月に草を刈る。"), (closed, "秘密の水門を閉じる。")):
        outcomes.decide(meeting, item=item, text=words, grade=Grade.UNANIMOUS, by=cast.tanaka(), at=meeting.starts_at)
    assert titles("五月に草を刈る") == [str(meeting)]
    assert titles("水門") == []


def test_minutes_are_found_once_published_and_until_they_are_taken_back():
    minutes = sessions.minutes_in_round(talk="議題1\n○川辺会長　堰の魚道を見ます。\n")
    meeting, after = minutes.meeting, minutes.meeting.ends_at + timedelta(days=6)
    assert titles("魚道") == []
    writing.fix(minutes, by=cast.tanaka(), at=after)
    assert titles("魚道") == []
    writing.publish(minutes, by=cast.tanaka(), at=after)
    assert titles("魚道") == [str(meeting)]
    writing.withdraw(minutes, reason="発言を取り違えたため。", by=cast.tanaka(), at=after)
    assert titles("魚道") == []


def test_a_paper_is_found_once_it_was_handed_over_and_so_is_its_reply():
    section, day = sessions.a_body().section, AT.date()
    chain = chaining.begin_chain(
        kind="inquiry", title="堰の諮問", text="魚道の幅をうかがう。", section=section, began_on=day, by=cast.tanaka(), at=AT
    )  # fmt: skip
    assert titles("魚道") == []
    hop = chaining.hand_on(chain, kind="inquiry", giver="市長", taker="会議", handed_on=day, by=cast.tanaka(), at=AT)
    assert titles("魚道") == ["堰の諮問"]
    chaining.receive(hop, received_on=day, receipt="第1号", by=cast.tanaka(), at=AT)
    chaining.reply(hop, replied_on=day, text="蛍の季節を避ける。", by=cast.tanaka(), at=AT)
    assert titles("蛍") == ["堰の諮問"]


def test_a_text_is_found_from_its_publication_to_its_withdrawal():
    version = written.a_written()
    assert titles("得意を持ち寄る") == []
    written.published(version)
    assert titles("得意を持ち寄る", kind="texts.version") == [str(version)]
    assert titles("得意を持ち寄る", kind="texts.provision") == [f"{version.document.title} 第２条（２）"]
    texts.withdraw(version, reason="案を取り違えたため。", by=cast.sato(), at=AT)
    assert titles("得意を持ち寄る") == []


def test_of_the_provisions_those_of_the_version_published_last_are_found():
    kind = "texts.provision"
    before = written.a_published()
    assert titles("一か月のうち", kind=kind) == [f"{before.document.title} 第３条（記録）"]
    after = written.explained(written.a_revision(before))
    assert titles("二週間のうち", kind=kind) == []
    written.published(after)
    assert titles("二週間のうち", kind=kind) == [f"{before.document.title} 第４条（記録）"]
    assert titles("一か月のうち", kind=kind) == []
    assert titles("一か月のうち", kind="texts.version") == [str(before)]


def test_a_consultation_is_found_once_it_is_announced_and_its_answers_with_the_result():
    it = consulted.a_complete_draft()
    assert titles("市民10人と職員8人") == []
    consultations.name_reviewers(it, reviewers=[{"person": cast.suzuki(), "role": "法務"}], by=cast.sato(), at=AT)
    consultations.publish(it, by=cast.sato(), at=AT)
    assert titles("市民10人と職員8人") == [consulted.TITLE]


def test_answers_are_found_from_the_result_until_it_is_taken_back():
    it = consulted.an_adopted_one()
    assert titles("早い公表が話し合いを助ける") == []
    told = {"heard": "聴きました。", "said": "提灯の声がありました。", "done": "直しました。"}
    consultations.release(it, by=cast.sato(), at=consulted.SORTING, **told)
    assert titles("早い公表が話し合いを助ける") == [consulted.TITLE]
    assert titles("提灯") == [consulted.TITLE]
    it.refresh_from_db()
    consultations.take_back(it, reason="数え違いのため。", by=cast.sato(), at=consulted.SORTING)
    assert titles("早い公表が話し合いを助ける") == []
    assert titles("市民10人と職員8人") == [consulted.TITLE]


@pytest.mark.parametrize("hidden", ["海野 次郎", "織瀬市川東2-3-4", "jiro@example.jp", "0004823333"])
def test_nobody_is_found_by_an_opinion(hidden):
    consulted.a_result()
    assert titles(hidden) == []


def test_a_recommendation_is_found_and_so_is_its_answer():
    it = recommended.a_recommendation()
    assert titles("川べりの道を直してください") == [it.title]
    recommendations.answer(
        it.response, state="accepted", reason="蛇籠を積むため。", until=None, by=cast.tanaka(), at=AT
    )
    assert titles("蛇籠", kind="recommendations.recommendation") == [it.title]


def test_what_a_citizen_wrote_beside_a_mark_is_never_found():
    recommended.a_view(recommended.a_recommendation(), "started", by=recommended.a_neighbour())
    assert titles("歩いてみました") == []


def test_a_plan_and_its_measures_are_found_once_it_is_adopted():
    plan = recommended.a_draft_plan(summary="水辺の三年")
    measure = recommended.a_measure(plan)
    assert titles("水辺の三年") == titles("川べりの道を直す") == titles("設計ができている") == []
    recommendations.adopt(plan, by=cast.sato(), at=AT)
    assert titles("水辺の三年") == [plan.title]
    assert titles("川べりの道を直す", kind="recommendations.measure") == [measure.title]
    assert titles("設計ができている") == [measure.title]


def test_a_petition_is_found_by_its_public_summary_once_accepted():
    it = recommended.a_petition()
    assert titles("図書館を夜も開ける") == [it.title]
    for hidden in ("夜に学ぶ場所", "南 一", "賛同する人", "働く人が来られる"):
        assert titles(hidden) == [], hidden


def test_a_petition_that_nobody_has_accepted_is_not_found():
    neighbour = recommended.a_neighbour()
    recommendations.hand_in(
        author_name="南 一", title="夜の図書館", problem="夜に学ぶ場所がない。", purpose="開ける。", effect="来られる。",
        supporters=[], by=neighbour, at=AT,
    )  # fmt: skip
    assert titles("夜の図書館") == []


def test_the_cards_of_many_cost_as_much_as_the_card_of_one():
    def cost():
        with CaptureQueriesContext(connection) as asked:
            cards = [source.card(thing) for source in deliberation.SOURCES for thing in source.rows(LATER)]
        return len(cards), len(asked)

    def one_of_each(term=None):
        minutes = sessions.published_minutes(sessions.a_closed_meeting(term))
        written.a_published(written.a_document(title=f"文書{minutes.pk}"))
        consulted.a_result()
        recommended.a_recommendation()
        recommended.a_plan_in_force()
        return minutes.meeting.term

    term = one_of_each()
    few, asked = cost()
    one_of_each(term)
    many, still = cost()
    assert (still, few > 10, many > few) == (asked, True, True)
