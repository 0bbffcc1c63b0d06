"""What the city says about a proposal: opinion, zone, public benefit, answers; and the proposer's objection."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from kyodo.cycle.collaborations.queries import latest_zones
from kyodo.cycle.proposals import actions as proposals
from kyodo.cycle.proposals.models import BenefitCheck, Proposal, Question
from kyodo.cycle.proposals.queries import panel, talks_listed
from kyodo.cycle.proposals.terms import BENEFIT_QUESTIONS
from kyodo.kernel.access import Side
from kyodo.kernel.policy import IllegalMove, NotAllowed, Refused
from kyodo.offices.desk.models import Task
from kyodo.offices.post.models import Message
from tests import cast, given
from tests.cast import AT

from . import texts

pytestmark = pytest.mark.django_db
ANSWERS = [{"answer": "yes", "because": "地区の全戸に役立つ。"} for _q in BENEFIT_QUESTIONS]


def weigh(it: Proposal, *, zone: str = "A", reason: str = "団体だけで行うほうがよい。", **more: Any) -> BenefitCheck:
    """環境課 checks the benefit."""
    said = {"answers": ANSWERS, "sent_on_to": "市民活動センター" if zone in "AE" else "", **more}
    return proposals.check_benefit(it, zone=zone, reason=reason, **said, by=cast.tanaka(), at=AT)


def test_the_opinion_places_the_case_in_its_zone_and_hands_the_next_step_to_the_desk():
    it = given.a_checked_proposal()
    section = given.the_environment_section().subject
    assert Task.objects.open().filter(holder=section, what="提案への課の意見を書く").exists()
    proposals.give_opinion(it, **texts.OPINION, by=cast.tanaka(), at=AT)
    assert not Task.objects.open().filter(holder=section).exists()
    assert Task.objects.open().filter(holder=given.the_desk().subject, what="話し合うか審査に付すかを決める").exists()
    assert it.case is not None
    assert latest_zones(it.case)[Side.CITY].zone == "C"


def test_a_section_that_has_spoken_already_owes_nothing_after_the_formal_check():
    it, section = given.a_submitted_proposal(), given.the_environment_section().subject
    proposals.give_opinion(it, **texts.OPINION, by=cast.tanaka(), at=AT)
    proposals.check(it, by=cast.sato(), at=AT)
    assert not Task.objects.open().filter(holder=section).exists()
    assert (
        Task.objects.open().filter(holder=given.the_desk().subject, what="話し合うか審査に付すかを決める").count() == 1
    )


def test_a_section_looks_again_at_a_text_that_came_after_its_opinion():
    it, section = given.a_checked_proposal(), given.the_environment_section().subject
    proposals.give_opinion(it, **texts.OPINION, by=cast.tanaka(), at=AT)
    later = AT + timedelta(hours=1)
    proposals.submit(it, note="日程を直した", by=cast.hanako(), at=later)
    proposals.check(it, by=cast.sato(), at=later)
    assert Task.objects.open().filter(holder=section, what="提案への課の意見を書く").exists()


@pytest.mark.parametrize("who", ["hanako", "sato", "nakano", "jiro", "visitor"])
def test_only_the_section_in_charge_gives_its_opinion(who: str):
    it = given.a_checked_proposal()
    with pytest.raises(NotAllowed):
        proposals.give_opinion(it, **texts.OPINION, by=getattr(cast, who)(), at=AT)


def test_a_conditional_opinion_names_its_conditions():
    it = given.a_checked_proposal()
    with pytest.raises(Refused):
        proposals.give_opinion(it, **{**texts.OPINION, "conditions": " "}, by=cast.tanaka(), at=AT)


def test_a_proposal_where_both_work_together_stays_where_it_is():
    it = given.a_checked_proposal()
    weigh(it, zone="C", reason="双方の力が要る。")
    assert it.case is not None
    it.case.refresh_from_db()
    assert it.case.stage == "proposed"


@pytest.mark.parametrize("zone", ["A", "E"])
def test_outside_the_zones_a_proposal_is_routed_with_its_reason_and_not_refused(zone: str):
    it = given.a_checked_proposal()
    weigh(it, zone=zone)
    assert it.case is not None
    it.case.refresh_from_db()
    assert (it.case.stage, it.state) == ("routed", "checked")
    assert Message.objects.filter(name="proposals.sent_on").exists()


def test_one_click_brings_it_back_and_only_once():
    it = given.a_checked_proposal()
    check = weigh(it)
    with pytest.raises(NotAllowed):
        proposals.object_to(check, by=cast.jiro(), at=AT)
    proposals.object_to(check, by=cast.hanako(), at=AT)
    assert it.case is not None
    it.case.refresh_from_db()
    assert it.case.stage == "proposed"
    assert Task.objects.open().filter(what="申し出を受けて提案をもう一度見る").exists()
    with pytest.raises(IllegalMove):
        proposals.object_to(check, by=cast.hanako(), at=AT)


@pytest.mark.parametrize(("changed", "field"), [({"sent_on_to": " "}, "sent_on_to"), ({"reason": "あ" * 301}, None)])
def test_a_check_says_where_to_and_stays_short(changed: dict[str, str], field: str | None):
    it = given.a_checked_proposal()
    with pytest.raises(Refused) as refusal:
        weigh(it, **changed)
    assert field is None or refusal.value.field == field
    assert not BenefitCheck.objects.exists()
    assert it.case is not None
    it.case.refresh_from_db()
    assert it.case.stage == "proposed"


def test_a_question_about_a_round_is_answered_for_all_by_the_desk():
    round_ = given.a_round()
    asked = proposals.ask(round_, text="人件費は対象になりますか。", by=cast.visitor(), at=AT)
    assert Task.objects.open().about(asked.subject).get().holder == given.the_desk().subject
    with pytest.raises(NotAllowed):
        proposals.answer(asked, answer="なります。", by=cast.tanaka(), at=AT)
    proposals.answer(asked, answer="対象になりません。", by=cast.sato(), at=AT)
    assert asked.answered_from == "市民協働課 協働担当"
    assert not Task.objects.open().about(asked.subject).exists()
    assert Question.objects.visible_to(cast.visitor(), at=AT).get() == asked
    with pytest.raises(IllegalMove):
        proposals.answer(asked, answer="やはりなります。", by=cast.sato(), at=AT)


def test_a_question_about_a_proposal_is_answered_by_whoever_did_not_ask():
    it = given.a_checked_proposal()
    asked = proposals.ask(it, text="雨の日も行いますか。", by=cast.jiro(), at=AT)
    assert Task.objects.open().about(asked.subject).get().holder == it.author_ref
    proposals.answer(asked, answer="大雨の日は行いません。", by=cast.hanako(), at=AT)
    assert asked.answered_from == "川辺を守る会"
    mine = proposals.ask(it, text="水門の鍵は借りられますか。", by=cast.hanako(), at=AT)
    assert Task.objects.open().about(mine.subject).get().holder == given.the_environment_section().subject


def test_nobody_asks_about_a_proposal_they_may_not_read():
    it = given.a_submitted_proposal()
    with pytest.raises(NotAllowed):
        proposals.ask(it, text="？", by=cast.jiro(), at=AT)


def test_a_question_is_about_one_thing():
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.create(text="？", asked_by="visitor", asked_at=AT)


def test_a_talk_is_read_by_whoever_came_and_by_officers():
    talk = given.a_held_talk()
    for name, reads in {
        "hanako": True,
        "sato": True,
        "nakano": True,
        "taro": False,
        "jiro": False,
        "visitor": False,
    }.items():
        assert talks_listed(getattr(cast, name)(), at=AT).filter(pk=talk.pk).exists() is reads, name


def test_a_talk_is_held_once_goes_on_and_stands_on_the_case_page_for_its_people_only():
    case = given.a_case()
    talk = given.a_held_talk(case=case)
    proposals.add_to_talk(talk, advice="もう一度。", result="held", next_on=AT.date(), by=cast.tanaka(), at=AT)
    assert talk.handled_by == "佐藤 明"
    assert Task.objects.open().filter(what="事前相談の続きを行う").count() == 1
    seen = panel(case, cast.hanako(), AT)
    assert seen is not None
    assert seen.talks == (talk,)
    assert panel(case, cast.visitor(), AT) is None


def test_staff_enter_a_talk_from_the_counter_in_one_act():
    given.a_city()
    talk = proposals.enter_talk(
        name="西の会", theme="空き家", solve="空き家を使いたい。", held_on=AT.date(), method="counter", advice="住宅課へ。",
        result="other", sent_on_to="住宅課", by=cast.tanaka(), at=AT, key="e" * 22,
    )  # fmt: skip
    assert (talk.state, talk.handled_by) == ("held", "田中 実")
    assert not Task.objects.open().about(talk.subject).exists()
    with pytest.raises(NotAllowed):
        proposals.enter_talk(
            name="x", theme="x", solve="x", held_on=AT.date(), method="counter", advice="x", result="other",
            by=cast.hanako(), at=AT,
        )  # fmt: skip


def test_nothing_is_opened_to_everybody_that_came_in_while_the_desk_was_reading(client: Client, settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    it = given.a_submitted_proposal()
    client.force_login(cast.sato())
    read = it.versions.get().digest
    assert f'value="{read}"' in client.get(it.get_absolute_url()).content.decode()
    proposals.save_step(it, step="aim", values={"purpose": "だれも確かめていない目的"}, by=cast.hanako(), at=AT)
    proposals.submit(it, by=cast.hanako(), at=AT)
    press = reverse("proposals:check", args=[it.ref])
    assert "もう一度読んで" in client.post(press, {"seen": read}).content.decode()
    it.refresh_from_db()
    assert (it.state, it.shown_at) == ("submitted", None)
    assert client.post(press, {"seen": it.versions.get(number=2).digest}).status_code == 302
    it.refresh_from_db()
    assert it.state == "checked"
