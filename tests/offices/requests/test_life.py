"""The life of a request: every state and every move, whose turn it is, and that no word is lost."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from kyodo.kernel.policy import AlreadyDone, IllegalMove, NotAllowed, Refused
from kyodo.offices.city.actions import set_holiday, set_number
from kyodo.offices.desk.models import Task
from kyodo.offices.journal.models import Entry
from kyodo.offices.post.models import Message
from kyodo.offices.requests import actions
from kyodo.offices.requests.models import SectionRequest
from kyodo.offices.requests.states import RequestState
from kyodo.offices.requests.terms import REPLY_DAYS
from kyodo.offices.requests.workflow import WORKFLOW
from tests import cast, given
from tests.cast import AT

from . import given as asked

pytestmark = pytest.mark.django_db

#: Whose turn it is in each state: the section that owes the next word, and what it owes.
TURNS = {
    "asked": ("道路課", "ほかの課からの依頼に返事をする"),
    "accepted": ("道路課", "引き受けた依頼に答える"),
    "questioned": ("環境課", "依頼についての聞き返しに答える"),
    "clarifying": ("環境課", "依頼についての聞き返しに答える"),
}


def owed(request: SectionRequest) -> list[Task]:
    return list(Task.objects.open().filter(subject_ref=request.subject))


def letters() -> list[tuple[str, str]]:
    return sorted(Message.objects.values_list("title", "person__name"))


@pytest.mark.parametrize("state", RequestState.values)
def test_each_state_has_one_debtor_or_none_and_lets_nothing_pass_but_its_moves(state):
    request = asked.a_request_in(state)
    names = {s.subject: s.name for s in (asked.roads(), given.the_environment_section())}
    assert [(names[task.holder], task.what) for task in owed(request)] == [TURNS[s] for s in TURNS if s == state]
    turns = request.turns.count()
    for name in (move.name for move in WORKFLOW.moves if state not in move.sources):
        with pytest.raises(IllegalMove, match="いまは「"):
            asked.said(name, request)
    request.refresh_from_db()
    assert (request.state, request.turns.count()) == (state, turns)


@pytest.mark.parametrize(("state", "name"), [(state, move.name) for move in WORKFLOW.moves for state in move.sources])
def test_a_move_is_made_where_the_table_has_it(state, name):
    request = asked.said(name, asked.a_request_in(state))
    assert request.state == WORKFLOW.move(name).target
    assert request.turns.filter(act=name, text=f"{name}の言葉").count() == 1


def test_a_request_is_numbered_in_its_year_and_owed_by_the_day_wished_for():
    first, second = asked.a_request(), asked.a_request()
    assert (str(first), second.number) == ("令和8年度 依頼 第1号（場所）", 2)
    [task] = owed(first)
    assert (task.due, task.title, task.path) == (asked.WISHED, str(first), f"/requests/{first.ref}/")


def test_both_sections_are_told_of_what_the_other_did_and_of_no_word_of_it():
    request = asked.a_request()
    assert letters() == [("ほかの課から依頼が届きました", "道野 歩")]
    asked.said("ask_back", request)
    asked.said("reply", request)
    asked.said("accept", request)
    asked.said("answer", request)
    told = [title for title, name in letters() if name == "田中 実"]
    assert told == ["依頼が引き受けられました", "依頼について聞き返しがありました", "依頼に答えがありました"]
    assert ("依頼についての聞き返しに返事がありました", "道野 歩") in letters()
    for word in ("鍵", "山田", "の言葉"):
        assert not Message.objects.filter(body__contains=word).exists()


def test_every_word_stays_in_its_order_and_none_stands_in_journal_or_tasks():
    request = asked.a_request_in("clarifying")
    asked.said("clarify", request)
    asked.said("answer", request, text="鍵は二階の窓口で渡します。")
    assert [(t.section.name, str(t.label), t.text) for t in request.turns.all()] == [
        ("道路課", "依頼を引き受ける", "acceptの言葉"),
        ("道路課", "引き受けたうえで聞き返す", "checkの言葉"),
        ("環境課", "聞き返しに答える", "clarifyの言葉"),
        ("道路課", "依頼に答える", "鍵は二階の窓口で渡します。"),
    ]
    for word in ("鍵", "山田", "の言葉"):
        assert not Entry.objects.filter(detail__contains=word).exists()
        assert not Entry.objects.filter(reason__contains=word).exists()
        assert not Task.objects.filter(title__contains=word).exists()


def test_the_desk_ends_what_nobody_needs_and_both_sections_hear_of_it():
    request = asked.a_request()
    actions.move("withdraw", request, text="催しが中止になりました。", by=cast.sato(), at=AT)
    assert (request.state, request.turns.get().section) == ("withdrawn", given.the_desk())
    told = [name for title, name in letters() if title == "課への依頼が取り下げられました"]
    assert sorted(told) == sorted(["道野 歩", "田中 実", "鈴木 恵"])


def test_a_question_stops_the_clock_of_the_answer():
    request = asked.a_request()
    asked.said("ask_back", request, at=AT + timedelta(days=1))  # Tuesday
    [task] = owed(request)
    assert task.due == date(2026, 5, 15)  # three open days from Tuesday
    asked.said("reply", request, at=AT + timedelta(days=8))  # Tuesday of the next week: five open days later
    assert (request.due_on, request.wished_on) == (date(2026, 5, 25), asked.WISHED)
    assert owed(request)[0].due == date(2026, 5, 25)


def test_the_days_of_a_question_are_the_citys_own_number():
    given.a_city()
    set_number(REPLY_DAYS, 1, by=cast.sato(), at=AT)
    assert owed(asked.a_request_in("questioned"))[0].due == date(2026, 5, 12)


def test_whoever_takes_it_on_may_name_another_day():
    request = asked.said("accept", asked.a_request(), due_on=date(2026, 6, 1), text="")
    assert [request.due_on, owed(request)[0].due] == [date(2026, 6, 1)] * 2
    with pytest.raises(Refused, match="今日以後"):
        asked.said("accept", asked.a_request(), due_on=date(2026, 5, 1))


def test_every_step_but_taking_on_says_something():
    request = asked.a_request()
    for move in WORKFLOW.moves:
        if move.name != "accept":
            with pytest.raises(Refused) as refusal:
                asked.said(move.name, request, text="　\n")
            assert refusal.value.field == "text"


def test_an_answer_is_wished_for_on_a_day_to_come():
    assert asked.a_request(wished_on=AT.date()).wished_on == AT.date()
    with pytest.raises(Refused) as refusal:
        asked.a_request(wished_on=AT.date() - timedelta(days=1))
    assert refusal.value.field == "wished_on"


def test_a_section_asks_another_one_that_stands():
    given.a_city()
    with pytest.raises(Refused, match="ほかの課") as refusal:
        asked.a_request(to_section=given.the_environment_section())
    assert refusal.value.field == "to_section"
    ended = asked.a_section("050", "なくなる課")
    ended.until = AT.date()
    with pytest.raises(Refused, match="いまはありません"):
        asked.a_request(to_section=ended)


def test_the_database_knows_no_request_to_oneself():
    request = asked.a_request()
    with pytest.raises(IntegrityError), transaction.atomic():
        SectionRequest.objects.filter(pk=request.pk).update(to_section=request.from_section)


def test_a_request_is_about_what_its_writer_may_know():
    case = given.a_case_with_both_sides()
    request = asked.a_request(about=case.subject)
    assert (request.subject_ref, request.whole_ref, request.whole) == (case.subject, case.subject, request.subject)
    with pytest.raises(Refused) as refusal:
        asked.a_request(about="collaborations.collaboration/0000000000")
    assert refusal.value.field == "about"


def test_the_same_submission_makes_one_request_and_one_word():
    request = asked.a_request(key="k" * 20)
    with pytest.raises(AlreadyDone):
        asked.a_request(key="k" * 20)
    asked.said("ask_back", request, key="q" * 20)
    asked.said("reply", request)
    with pytest.raises(AlreadyDone):
        asked.said("ask_back", request, key="q" * 20)
    assert [SectionRequest.objects.count(), request.turns.count()] == [1, 2]
    assert asked.a_request().number == 2


def test_days_of_a_question_skip_closed_days():
    request = asked.a_request()
    set_holiday(day=date(2026, 5, 12), name="防災の日", by=cast.sato(), at=AT)
    asked.said("ask_back", request)
    asked.said("reply", request, at=AT + timedelta(days=2))  # Wednesday: Tuesday was closed, so one open day
    assert request.due_on == date(2026, 5, 19)


class TestForwarding:
    """担当の課に回す."""

    def test_it_goes_on_with_every_word_and_the_next_section_owes_the_answer(self):
        request, koen = asked.a_request(), asked.koen()
        actions.forward(request, to_section=asked.parks(), text="河川敷は公園課の担当です。", by=asked.michino(), at=AT)
        assert (request.to_section, request.state, request.words) == (asked.parks(), "asked", asked.WORDS)
        assert [task.holder for task in owed(request)] == [asked.parks().subject]
        [turn] = request.turns.all()
        assert (turn.section, turn.to_section, turn.text) == (
            asked.roads(),
            asked.parks(),
            "河川敷は公園課の担当です。",
        )
        told = [name for title, name in letters() if title == "依頼が担当の課に回されました"]
        assert sorted(told) == sorted([koen.name, "田中 実", "鈴木 恵"])

    def test_the_next_section_has_its_days(self):
        request = asked.a_request(wished_on=AT.date())
        actions.forward(request, to_section=asked.parks(), text="そちらへ。", by=asked.michino(), at=AT)
        assert [request.due_on, owed(request)[0].due] == [date(2026, 5, 18)] * 2

    def test_the_desk_sends_on_what_nobody_is_there_to_take(self):
        request = actions.forward(asked.a_request(), to_section=asked.parks(), text="空席。", by=cast.sato(), at=AT)
        assert request.turns.get().section == given.the_desk()
        with pytest.raises(NotAllowed):
            actions.forward(asked.a_request(), to_section=asked.parks(), text="x", by=cast.tanaka(), at=AT)

    @pytest.mark.parametrize("to", [given.the_environment_section, asked.roads])
    def test_not_back_to_where_it_came_from(self, to):
        request = asked.a_request()
        with pytest.raises(Refused) as refusal:
            actions.forward(request, to_section=to(), text="x", by=asked.michino(), at=AT)
        assert refusal.value.field == "to_section"

    def test_only_while_nobody_has_taken_it_on(self):
        request = asked.a_request_in("accepted")
        with pytest.raises(IllegalMove, match="回せるのは"):
            actions.forward(request, to_section=asked.parks(), text="x", by=asked.michino(), at=AT)
