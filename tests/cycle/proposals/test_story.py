"""A proposal from the first word to the agreement, as acts: with an account, by secret link, after a talk, from paper."""

from datetime import date, timedelta

import pytest

from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.proposals import actions as proposals
from kyodo.cycle.proposals.models import Proposal, Version, seal
from kyodo.cycle.proposals.queries import by_token, progress, text_for
from kyodo.cycle.proposals.states import Step
from kyodo.kernel.access import LinkHolder, Side
from kyodo.kernel.policy import AlreadyDone, Blocked, IllegalMove, NotAllowed, Refused
from kyodo.offices.desk.models import Task
from kyodo.offices.post.models import Message
from kyodo.ui.parts import TaskStatus
from tests import cast, given
from tests.cast import AT, BEFORE

from . import texts

pytestmark = pytest.mark.django_db
LATE = AT.replace(month=8, day=3)


def owed(holder: str) -> list[str]:
    """What somebody owes now, in words."""
    return list(Task.objects.open().filter(holder=holder).values_list("what", flat=True))


def test_a_draft_takes_no_number_and_opens_no_case():
    given.a_complete_draft()
    assert not Collaboration.objects.exists()


def test_a_submission_opens_a_case_with_both_sides():
    it = given.a_submitted_proposal()
    assert it.case is not None
    assert it.case.stage == "proposed"
    assert it.case.party_refs(Side.CITIZENS) == {it.author_ref}
    assert it.case.party_refs(Side.CITY) == {given.the_environment_section().subject}
    assert owed(given.the_desk().subject) == ["提案の形式を確認する"]


def test_a_proposal_grows_on_the_case_of_its_seed():
    case = given.a_case()
    it = proposals.submit(given.a_complete_draft(case=case), by=cast.hanako(), at=AT)
    case.refresh_from_db()
    assert it.case == case
    assert case.stage == "proposed"
    assert case.seed.state == "taken_up"


def test_two_proposals_on_one_case_are_refused():
    case = given.a_case()
    given.a_draft_proposal(case=case)
    with pytest.raises(IllegalMove):
        given.a_draft_proposal(case=case)


def test_whoever_sits_on_no_side_of_a_case_begins_no_proposal_on_it():
    case = given.a_case()
    for outsider in (cast.jiro(), cast.visitor(), cast.tanaka()):
        with pytest.raises(NotAllowed):
            proposals.begin(title="横から", case=case, by=outsider, at=AT)


def test_nobody_proposes_in_the_name_of_a_group_they_do_not_belong_to():
    group = given.a_registered_group()
    with pytest.raises(Refused):
        proposals.begin(title="なりすまし", body=group, by=cast.taro(), at=AT)


def test_every_step_is_saved_by_itself_and_nothing_is_judged_before_the_submission():
    it = given.a_draft_proposal()
    proposals.save_step(it, step="aim", values={"purpose": "途中まで"}, by=cast.hanako(), at=AT)
    assert it.purpose == "途中まで"
    tasks = progress(it, at=AT, url=str).tasks
    assert [t.status for t in tasks] == [
        TaskStatus.STARTED, TaskStatus.EMPTY, TaskStatus.EMPTY, TaskStatus.EMPTY, TaskStatus.EMPTY, TaskStatus.DONE,
    ]  # fmt: skip
    assert "地域の課題といまの様子" in str(tasks[0].hint)


@pytest.mark.parametrize(
    ("step", "values", "field"),
    [
        ("aim", {"title": "あ" * 101}, "title"),
        ("aim", {"title": ""}, "title"),
        ("together", {"zone": "Z"}, "zone"),
        ("plan", {"starts_on": date(2027, 4, 1), "ends_on": date(2027, 3, 31)}, "ends_on"),
    ],
)
def test_what_no_book_can_hold_is_refused_at_its_field(step: str, values: dict[str, object], field: str):
    it = given.a_draft_proposal()
    with pytest.raises(Refused) as refusal:
        proposals.save_step(it, step=step, values=values, by=cast.hanako(), at=AT)
    assert refusal.value.field == field


def test_a_step_saves_nothing_that_belongs_to_another():
    it = given.a_draft_proposal()
    proposals.save_step(
        it, step="aim", values={"state": "checked", "content": "よそ", "purpose": "目的"}, by=cast.hanako(), at=AT
    )
    assert (it.state, it.content, it.purpose) == ("draft", "", "目的")


def test_an_unfinished_proposal_is_refused_with_everything_it_lacks_and_leaves_no_trace():
    it = given.a_draft_proposal()
    with pytest.raises(Blocked) as refusal:
        proposals.submit(it, by=cast.hanako(), at=AT)
    assert len(refusal.value.blocks) > 8
    assert not Version.objects.exists()
    assert not Collaboration.objects.exists()


def test_a_double_click_submits_once():
    it = given.a_complete_draft()
    proposals.submit(it, by=cast.hanako(), at=AT, key="k" * 22)
    with pytest.raises(AlreadyDone) as done:
        proposals.submit(it, by=cast.hanako(), at=AT, key="k" * 22)
    assert done.value.subject == it.subject
    assert it.versions.count() == 1
    assert Collaboration.objects.count() == 1


def test_each_submission_is_a_version_that_never_changes():
    it = given.a_checked_proposal()
    first = it.versions.get()
    assert first.digest == seal(first.content)
    proposals.save_step(it, step="aim", values={"purpose": "言い直した目的"}, by=cast.hanako(), at=AT)
    assert text_for(it, cast.visitor(), at=AT).said["purpose"] == texts.whole()[Step.AIM]["purpose"]  # type: ignore[union-attr]
    proposals.submit(it, note="目的", by=cast.hanako(), at=AT)
    assert [v.number for v in it.versions.all()] == [1, 2]
    assert text_for(it, cast.visitor(), at=AT).version.number == 1, "nobody outside reads what was not checked"  # type: ignore[union-attr]
    assert text_for(it, cast.tanaka(), at=AT).said["purpose"] == "言い直した目的"  # type: ignore[union-attr]


def test_a_version_keeps_the_statements_as_they_were_shown():
    round_ = given.a_round()
    it = given.a_submitted_proposal(round_=round_)
    type(round_).objects.filter(pk=round_.pk).update(statements=["あとから変えた文"])
    assert [row["text"] for row in it.versions.get().content["statements"]] == texts.STATEMENTS


def test_contact_data_is_in_no_version():
    assert "0004821111" not in str(given.a_submitted_proposal().versions.get().content)


def test_a_statement_denied_without_a_reason_holds_the_submission():
    it = given.a_complete_draft(round_=given.a_round())
    denied = [{"answer": "no", "note": ""}, {"answer": "yes", "note": ""}]
    proposals.save_step(it, step="review", values={"answers": denied}, by=cast.hanako(), at=AT)
    with pytest.raises(Blocked, match="いいえ"):
        proposals.submit(it, by=cast.hanako(), at=AT)
    denied[0]["note"] = "会員だけの練習もあります。"
    proposals.save_step(it, step="review", values={"answers": denied}, by=cast.hanako(), at=AT)
    assert proposals.submit(it, by=cast.hanako(), at=AT).state == "submitted"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({1: 30_000}, "収入の合計（190,000円）と支出の合計（200,000円）"),
        ({0: 160_001, 1: 39_999}, "市の負担（160,001円）が、この制度の計算で出せる額（160,000円）"),
    ],
)
def test_money_that_does_not_come_out_right_is_refused_by_how_much(changes: dict[int, int], sentence: str):
    it = given.a_complete_draft(round_=given.a_round())
    lines = [{**row, "amount": changes.get(n, row["amount"])} for n, row in enumerate(texts.LINES)]
    proposals.save_step(it, step="money", values={"lines": lines}, by=cast.hanako(), at=AT)
    with pytest.raises(Blocked) as refusal:
        proposals.submit(it, by=cast.hanako(), at=AT)
    assert any(sentence in str(b.sentence) for b in refusal.value.blocks)


def test_a_proposal_without_money_is_a_proposal():
    it = given.a_complete_draft()
    proposals.save_step(it, step="money", values={"lines": []}, by=cast.hanako(), at=AT)
    assert proposals.submit(it, by=cast.hanako(), at=AT).state == "submitted"


@pytest.mark.parametrize(
    ("day", "may"),
    [(date(2026, 4, 30), False), (date(2026, 5, 1), True), (date(2026, 6, 30), True), (date(2026, 7, 1), False)],
)
def test_a_first_submission_is_taken_from_the_first_day_to_the_last(day: date, may: bool):
    now = AT.replace(year=day.year, month=day.month, day=day.day)
    it = given.a_complete_draft(round_=given.a_round(), at=BEFORE)
    if may:
        assert proposals.submit(it, by=cast.hanako(), at=now).state == "submitted"
        return
    with pytest.raises(Blocked, match="残"):
        proposals.submit(it, by=cast.hanako(), at=now)
    it.refresh_from_db()
    assert it.purpose, "a late draft keeps everything"


@pytest.mark.parametrize(("day", "may"), [(date(2026, 7, 31), True), (date(2026, 8, 1), False)])
def test_a_submitted_proposal_is_changed_until_the_last_day_for_changes(day: date, may: bool):
    it = given.a_checked_proposal(round_=given.a_round())
    now = AT.replace(month=day.month, day=day.day)
    if may:
        proposals.save_step(it, step="aim", values={"purpose": "直した"}, by=cast.hanako(), at=now)
        assert proposals.submit(it, by=cast.hanako(), at=now).state == "submitted"
        return
    with pytest.raises(IllegalMove):
        proposals.save_step(it, step="aim", values={"purpose": "直した"}, by=cast.hanako(), at=now)
    with pytest.raises(Blocked):
        proposals.submit(it, by=cast.hanako(), at=now)


def test_a_returned_proposal_is_corrected_and_comes_again():
    it = given.a_returned_proposal()
    assert owed(it.author_ref) == ["提案を補正して出し直す"]
    proposals.save_step(it, step="plan", values={"place": "川東公民館"}, by=cast.hanako(), at=AT)
    proposals.submit(it, note="場所", by=cast.hanako(), at=AT)
    assert (it.state, it.versions.count()) == ("submitted", 2)
    assert owed(it.author_ref) == []


def test_a_correction_may_come_after_the_round_has_closed_until_its_own_day():
    it = given.a_submitted_proposal(round_=given.a_round())
    proposals.send_back(it, reason="名簿", correct_by=date(2026, 8, 10), by=cast.sato(), at=LATE)
    assert proposals.submit(it, by=cast.hanako(), at=LATE).state == "submitted"


def test_a_correction_that_comes_too_late_is_told_so():
    it = given.a_submitted_proposal(round_=given.a_round())
    proposals.send_back(it, reason="名簿", correct_by=date(2026, 8, 10), by=cast.sato(), at=LATE)
    with pytest.raises(Blocked, match="締切"):
        proposals.submit(it, by=cast.hanako(), at=LATE + timedelta(days=30))


def test_a_late_draft_is_carried_over_to_another_round():
    it = given.a_complete_draft(round_=given.a_round())
    autumn = given.a_round(opens_on=date(2026, 7, 15), closes_on=date(2026, 9, 30), edit_until=None)
    proposals.change_round(it, round_=autumn, by=cast.hanako(), at=LATE)
    assert proposals.submit(it, by=cast.hanako(), at=LATE).state == "submitted"


def test_where_a_talk_is_required_the_way_there_is_shown_and_a_held_one_is_found_by_itself():
    round_ = given.a_round(prior_talk=True)
    it = given.a_complete_draft(round_=round_)
    with pytest.raises(Blocked, match="事前相談") as refusal:
        proposals.submit(it, by=cast.hanako(), at=AT)
    assert round_.ref in refusal.value.blocks[0].mend
    given.a_talk(round_=round_)
    with pytest.raises(Blocked, match="事前相談"):
        proposals.submit(it, by=cast.hanako(), at=AT)
    talk = given.a_held_talk(round_=round_)
    assert proposals.submit(it, by=cast.hanako(), at=AT).talk == talk


def test_somebody_without_an_account_writes_and_submits_by_the_secret_link():
    given.a_city()
    it = proposals.begin(title="夜道の灯り", author_name="東町の三人", by=cast.visitor(), at=AT, key="v" * 22)
    token = proposals.link_token("v" * 22)
    assert len(token) == 32
    assert token not in (it.token_hash or "")
    found = by_token(token)
    assert found == it
    holder = LinkHolder(it.subject)
    for step, values in texts.whole().items():
        proposals.save_step(it, step=step, values=values, by=holder, at=AT)
    proposals.submit(it, by=holder, at=AT)
    assert it.case is not None
    assert it.case.side_of(holder, AT) == Side.CITIZENS
    assert by_token("0" * 32) is None


def test_one_link_opens_one_proposal():
    mine = given.a_draft_proposal()
    for other in (LinkHolder("proposals.proposal/XXXXXXXXXX"), cast.visitor(), cast.jiro(), cast.sato(), cast.tanaka()):
        with pytest.raises(NotAllowed):
            proposals.save_step(mine, step="aim", values={"purpose": "x"}, by=other, at=AT)


def test_a_draft_nobody_touches_is_closed_and_can_be_taken_up_again():
    it = given.a_complete_draft()
    assert proposals.lapse_drafts(AT + timedelta(days=179)) == 0
    assert proposals.lapse_drafts(AT + timedelta(days=181)) == 1
    it.refresh_from_db()
    assert it.state == "withdrawn"
    assert Message.objects.filter(name="proposals.lapsed").exists()
    proposals.resume(it, by=cast.hanako(), at=AT + timedelta(days=182))
    assert (it.state, it.purpose) == ("draft", texts.whole()[Step.AIM]["purpose"])


def test_withdrawing_rests_the_case_and_leaves_a_public_proposal_to_be_read():
    it = given.a_checked_proposal()
    proposals.withdraw(it, reason="人手が足りません。", by=cast.hanako(), at=AT)
    assert it.case is not None
    it.case.refresh_from_db()
    assert it.case.stage == "withdrawn"
    assert Proposal.objects.visible_to(cast.visitor(), at=AT).filter(pk=it.pk).exists()
    assert owed(given.the_desk().subject) == []


def test_the_desk_types_in_a_proposal_from_paper():
    given.a_city()
    it = proposals.begin(title="紙の提案", author_name="西の会", channel="post", by=cast.sato(), at=AT)
    for step, values in texts.whole().items():
        proposals.save_step(it, step=step, values=values, by=cast.sato(), at=AT)
    assert proposals.submit(it, by=cast.sato(), at=AT).state == "submitted"
    with pytest.raises(NotAllowed):
        proposals.begin(title="紙の提案", channel="post", by=cast.tanaka(), at=AT)


def test_the_lines_of_a_budget_keep_their_order():
    it = given.a_complete_draft(round_=given.a_round())
    assert [line.item for line in it.lines.filter(flow="expense")] == ["講師への謝礼", "消耗品"]
