"""Calls for seats: announced for long enough, answered with and without an account, decided with reasons for everybody."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from kyodo.deliberation.councils.actions import openings
from kyodo.deliberation.councils.models import Application, Opening
from kyodo.deliberation.councils.workflow.bodies import APPLICATIONS, OPENINGS
from kyodo.kernel.access import LinkHolder
from kyodo.kernel.policy import AlreadyDone, Blocked, IllegalMove, NotAllowed, Refused
from kyodo.offices.post.models import Message
from tests import cast
from tests.cast import AT

from .founding import APPLICATION, OPENING, a_body, an_application, an_opening

pytestmark = pytest.mark.django_db
AFTER = AT + timedelta(days=30)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"closes_on": date(2026, 5, 30)}, "20日"),
        ({"opens_on": date(2026, 4, 1), "closes_on": date(2026, 5, 10)}, "過ぎています"),
        ({"criteria": ""}, "選ぶ基準"),
    ],
)
def test_a_call_is_announced_only_when_people_can_judge_and_answer_it(changed, words):
    with pytest.raises(Blocked) as refusal:
        an_opening(**changed)
    assert any(words in str(block.sentence) for block in refusal.value.blocks)


def test_a_draft_is_seen_by_its_section_alone(as_, client):
    it = openings.prepare(a_body(), by=cast.sato(), at=AT, **OPENING)
    assert client.get(it.get_absolute_url()).status_code == 404
    assert as_(cast.hanako()).get(it.get_absolute_url()).status_code == 404
    assert as_(cast.sato()).get(it.get_absolute_url()).status_code == 200


def test_what_was_announced_is_not_changed_any_more():
    with pytest.raises(IllegalMove):
        openings.revise(an_opening(), by=cast.sato(), at=AT, seats=5)


@pytest.mark.parametrize("day", [date(2026, 5, 10), date(2026, 6, 6)])
def test_nobody_applies_before_or_after_the_days(day):
    opening = an_opening(opens_on=date(2026, 5, 11))
    moment = datetime.combine(day, AT.time(), AT.tzinfo)
    with pytest.raises(Refused, match="受付の期間"):
        openings.apply(opening, by=cast.visitor(), at=moment, **APPLICATION)


def test_what_came_on_paper_in_time_is_typed_in_later():
    opening = an_opening()
    late = datetime(2026, 6, 8, 9, 0, tzinfo=AT.tzinfo)
    it = openings.apply(
        opening, by=cast.sato(), at=late, channel="post", received_at=AT + timedelta(days=20), **APPLICATION
    )
    assert (it.person, it.channel) == (None, "post")
    with pytest.raises(NotAllowed):
        openings.apply(opening, by=cast.hanako(), at=AT, channel="post", **APPLICATION)


def test_the_same_submission_arrives_once():
    opening = an_opening()
    first = an_application(opening, key="k1")
    with pytest.raises(AlreadyDone) as done:
        an_application(opening, key="k1")
    assert done.value.subject == first.subject
    assert Application.objects.count() == 1


def test_numbers_count_up_within_the_year():
    opening = an_opening()
    assert [an_application(opening).number for _ in range(2)] == ["2026-001", "2026-002"]


def test_everybody_who_applied_gets_a_result_with_its_reason():
    opening = an_opening()
    chosen, other = an_application(opening, email="umi@example.jp"), an_application(opening, email="yama@example.jp")
    with pytest.raises(Blocked):
        openings.decide(opening, outcome="2人から1人を選んだ。", by=cast.sato(), at=AFTER)
    openings.judge(chosen, result="chosen", reason="子育ての経験を話せるため。", by=cast.sato(), at=AFTER)
    with pytest.raises(Blocked):
        openings.decide(opening, outcome="2人から1人を選んだ。", by=cast.sato(), at=AFTER)
    openings.judge(other, result="passed", reason="次の機会にお願いしたい。", by=cast.sato(), at=AFTER)
    openings.decide(opening, outcome="2人から1人を選んだ。", by=cast.sato(), at=AFTER)
    told = Message.objects.filter(name="councils.application_result")
    assert sorted(told.values_list("email", flat=True)) == ["umi@example.jp", "yama@example.jp"]
    assert "控えのページ" in told.get(email="yama@example.jp").body
    assert "次の機会" not in told.get(email="yama@example.jp").body  # nothing typed goes to a plain address
    with pytest.raises(Blocked, match="変えられません"):
        openings.judge(other, result="chosen", reason="やり直し", by=cast.sato(), at=AFTER)


def test_when_too_few_apply_everybody_reads_why_the_seats_are_filled_in_another_way(client):
    opening = an_opening()
    reason = "応募が1人だったので、団体の推薦に改める。"
    OPENINGS.perform("call_off", opening, by=cast.sato(), at=AFTER, reason=reason)
    assert reason in client.get(opening.get_absolute_url()).content.decode()


def test_nothing_is_decided_while_one_can_still_apply():
    opening = an_opening()
    openings.judge(an_application(opening), result="chosen", reason="よい", by=cast.sato(), at=AT)
    with pytest.raises(Blocked):
        openings.decide(opening, outcome="早すぎる", by=cast.sato(), at=AT)


def test_the_link_shows_the_sender_their_own_application_and_no_result_before_its_day(client):
    opening = an_opening()
    it = an_application(opening, key="k2")
    address = reverse("councils:receipt", args=[openings.receipt_token("k2")])
    assert APPLICATION["reason"] in client.get(address).content.decode()
    openings.judge(it, result="passed", reason="ほかの方を選んだ。", by=cast.sato(), at=AFTER)
    assert "ほかの方を選んだ。" not in client.get(address).content.decode()
    openings.decide(opening, outcome="選んだ。", by=cast.sato(), at=AFTER)
    assert "ほかの方を選んだ。" in client.get(address).content.decode()
    assert client.get(reverse("councils:receipt", args=["0" * 32])).status_code == 404


def test_a_sender_takes_it_back_while_the_days_last():
    it = an_application(an_opening(), key="k3")
    with pytest.raises(NotAllowed):
        APPLICATIONS.perform("withdraw", it, by=LinkHolder(it.subject), at=AFTER)
    with pytest.raises(NotAllowed):
        APPLICATIONS.perform("withdraw", it, by=cast.hanako(), at=AT)
    APPLICATIONS.perform("withdraw", it, by=LinkHolder(it.subject), at=AT)
    assert it.state == "withdrawn"


@pytest.mark.parametrize("reader", ["hanako", "tanaka", "taro"])
def test_nobody_outside_the_section_reads_an_application(as_, reader):
    it = an_application(an_opening(), reason="伏せる理由のことば")
    client = as_(getattr(cast, reader)())
    for path in (
        reverse("councils:application", args=[it.ref]),
        reverse("councils:applications", args=[it.opening.ref]),
    ):
        answer = client.get(path)
        assert answer.status_code in (403, 404)
        assert "伏せる理由のことば" not in answer.content.decode()


@pytest.mark.parametrize("state", ["draft", "announced", "decided", "called_off"])
@pytest.mark.parametrize("move", ["announce", "decide", "call_off"])
def test_every_move_of_a_call_from_every_state(state, move):
    opening = openings.prepare(a_body(), by=cast.sato(), at=AT, **{**OPENING, "outcome": "選んだ。"})
    Opening.objects.filter(pk=opening.pk).update(state=state)
    opening.refresh_from_db()
    allowed = state in OPENINGS.move(move).sources
    moment = AFTER if move == "decide" else AT
    if not allowed:
        with pytest.raises(IllegalMove):
            OPENINGS.perform(move, opening, by=cast.sato(), at=moment, reason="理由")
        return
    OPENINGS.perform(move, opening, by=cast.sato(), at=moment, reason="理由")
    assert opening.state == OPENINGS.move(move).target
