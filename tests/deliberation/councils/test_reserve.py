"""補欠: who stands in reserve after a call and after a draw, who moves up when a seat falls free, and the way to the seat."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from kyodo.deliberation.councils.actions import drawing, openings, seating
from kyodo.deliberation.councils.models import Application, Membership
from kyodo.deliberation.councils.queries import applying, candidates, sortition
from kyodo.deliberation.councils.states.bodies import ApplicationState
from kyodo.deliberation.councils.workflow.bodies import APPLICATIONS
from kyodo.kernel.access import LinkHolder
from kyodo.kernel.policy import Blocked, IllegalMove, NotAllowed, Refused
from kyodo.offices.post.models import Message
from tests import cast
from tests.cast import AT

from .founding import a_body, a_term, an_application, an_opening
from .test_drawing import LIST, SEED

pytestmark = pytest.mark.django_db
AFTER = AT + timedelta(days=30)
TERM = date(2026, 7, 1), date(2028, 6, 30)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(AT, tick=False):
        yield


def judge(it, result, **said):
    return openings.judge(it, result=result, reason="理由のことば", by=cast.sato(), at=AFTER, **said)


@pytest.fixture
def decided():
    """One chosen, two in reserve, one passed over; the result is out."""
    opening = an_opening()
    chosen, first, second, other = (
        an_application(opening, name=f"応募者{n}", email=f"a{n}@example.jp", occupation="庭師") for n in range(4)
    )
    judge(chosen, "chosen")
    judge(second, "reserve", reserve=2)
    judge(first, "reserve", reserve=1)
    judge(other, "passed")
    openings.decide(opening, outcome="4人から1人を選び、2人を補欠とした。", by=cast.sato(), at=AFTER)
    for it in (opening, chosen, first, second, other):
        it.refresh_from_db()
    return opening, chosen, first, second, other


def test_a_place_in_reserve_is_given_once_and_told(decided):
    opening, _chosen, first, second, _other = decided
    assert [it.result for it in (first, second)] == ["補欠（1番目）", "補欠（2番目）"]
    assert [line.it.name for line in applying.applications(opening)] == ["応募者0", "応募者1", "応募者2", "応募者3"]
    assert applying.counts(opening) == [("応募", 4), ("選ばれた", 1), ("補欠", 2)]


@pytest.mark.parametrize("said", [{}, {"reserve": 1}])
def test_without_a_place_or_with_a_taken_one_nobody_is_put_in_reserve(said):
    opening = an_opening()
    judge(an_application(opening), "reserve", reserve=1)
    with pytest.raises(Refused) as refusal:
        judge(an_application(opening), "reserve", **said)
    assert refusal.value.field == "reserve"


def test_before_the_result_one_may_still_decide_otherwise():
    it = an_application(an_opening())
    for result, said in (("reserve", {"reserve": 1}), ("reserve", {"reserve": 2}), ("chosen", {}), ("passed", {})):
        assert judge(it, result, **said).state == result
    judge(it, "reserve", reserve=1)
    with pytest.raises(Blocked, match="公表した後"):
        openings.call_up(it, reason="早すぎる", by=cast.sato(), at=AFTER)


def test_when_somebody_steps_back_the_first_in_reserve_moves_up_and_is_told(decided):
    _opening, chosen, first, second, _other = decided
    APPLICATIONS.perform("step_back", chosen, by=cast.sato(), at=AFTER, reason="転居")
    with pytest.raises(Blocked, match="先に"):
        openings.call_up(second, reason="席が空いたため。", by=cast.sato(), at=AFTER)
    openings.call_up(first, reason="席が空いたため。", by=cast.sato(), at=AFTER)
    first.refresh_from_db()
    assert (first.state, first.result_reason) == ("chosen", "席が空いたため。")
    assert Message.objects.filter(name="councils.application_result", email="a1@example.jp").count() == 2
    assert openings.call_up(second, reason="もう一つ空いたため。", by=cast.sato(), at=AFTER).state == "chosen"


@pytest.mark.parametrize("who", [cast.hanako, cast.tanaka, cast.visitor])
def test_only_the_section_calls_up_and_writes_down_who_steps_back(decided, who):
    _opening, chosen, first, *_ = decided
    with pytest.raises(NotAllowed):
        openings.call_up(first, reason="x", by=who(), at=AFTER)
    with pytest.raises(NotAllowed):
        APPLICATIONS.perform("step_back", chosen, by=who(), at=AFTER, reason="x")


@pytest.mark.parametrize("state", ApplicationState)
@pytest.mark.parametrize("move", APPLICATIONS.moves, ids=lambda move: move.name)
def test_every_move_of_an_application_from_every_state(state, move):
    it = an_application(an_opening(), key="m")
    Application.objects.filter(pk=it.pk).update(state=state, result_reason="理由", reserve=1)
    it.refresh_from_db()
    after = move.name in ("call_up", "step_back")
    if after:
        it.opening.state = "decided"
        type(it.opening).objects.filter(pk=it.opening_id).update(state="decided", outcome="選んだ。")
    by = LinkHolder(it.subject) if move.name == "withdraw" else cast.sato()
    if state in move.sources:
        assert APPLICATIONS.perform(move.name, it, by=by, at=AT, reason="理由").state == move.target
    else:
        with pytest.raises(IllegalMove):
            APPLICATIONS.perform(move.name, it, by=by, at=AT, reason="理由")


def test_who_was_chosen_is_appointed_without_typing_anything_again(decided, as_):
    opening, chosen, first, *_ = decided
    term, clerk = a_term(opening.body, 1, *TERM), as_(cast.sato())
    address = f"{reverse('councils:appoint', args=[term.ref])}?from={chosen.subject}"
    assert address in clerk.get(reverse("councils:application", args=[chosen.ref])).content.decode()
    form = clerk.get(address).context["form"]
    known = {"name": "応募者0", "route": "public", "profession": "庭師", "age_group": "30", "since": TERM[0]}
    assert {name: form[name].value() for name in known} == known
    sent = {
        "submission_key": "p" * 32, "name": "応募者0", "route": "public", "post": "member", "publicity": "standard",
        "since_year": "2026", "since_month": "7", "since_day": "1", "age_group": "30",
    }  # fmt: skip
    assert clerk.post(address, sent).status_code == 302
    seat = Membership.objects.get()
    assert (seat.chosen_from, seat.name) == (chosen.subject, "応募者0")
    listed = clerk.get(reverse("councils:applications", args=[opening.ref])).content.decode()
    assert f'<a href="{term.get_absolute_url()}">第1期の委員</a>' in listed
    missing = f"{reverse('councils:appoint', args=[term.ref])}?from={first.subject}"
    assert clerk.get(missing).status_code == 404, "one in reserve is no candidate before they are called up"


def test_a_candidate_of_another_section_cannot_be_appointed_by_their_reference(decided):
    opening, chosen, *_ = decided
    term = a_term(opening.body, 1, *TERM)
    with pytest.raises(Refused):
        seating.appoint(term, name="x", route="public", chosen_from="councils.application/none", by=cast.sato(), at=AT)
    assert candidates.nominee(chosen.subject, cast.tanaka(), at=AT) is None
    assert candidates.nominee(term.subject, cast.sato(), at=AT) is None


@pytest.fixture
def accepted():
    """Ten drawn for two seats, four said yes."""
    draw = drawing.prepare_draw(
        a_body(), purpose="招待", topics="防災", seed_from="くじ", quotas={"若い世代": 4, "上の世代": 6}, rows=LIST, seats=2,
        reply_by=date(2026, 6, 30), by=cast.sato(), at=AT,
    )  # fmt: skip
    for n, (_row, code) in enumerate(drawing.draw_lots(draw, seed=SEED, rows=LIST, by=cast.sato(), at=AT)[3:7]):
        it = sortition.by_code(code)
        assert it
        said = {"reply": "yes", "name": f"招待者{n}", "contact": "0490001234"}
        drawing.answer_invitation(it, by=LinkHolder(it.subject), at=AT, **said)
    draw.refresh_from_db()
    return draw


def test_the_lot_says_who_comes_first_and_who_stands_in_reserve(accepted):
    rows = {row.number: row for row in sortition.drawn(LIST, accepted.quotas, SEED)}
    lot = sortition.lots(accepted.list_hash, SEED)
    assert [it.group for it in accepted.invitations.order_by("lot")] == [
        r.group for r in sorted(rows.values(), key=lot)
    ]
    places = sortition.places(accepted, AT.date())
    assert [place.reserve for place in places] == [0, 0, 1, 2]
    lots = [place.invitation.lot for place in places]
    assert lots == sorted(lots)


def test_who_steps_back_goes_without_a_trace_and_the_reserve_moves_up(accepted):
    first, second, third, fourth = (place.invitation for place in sortition.places(accepted, AT.date()))
    for by in (cast.hanako(), cast.visitor(), LinkHolder(first.subject)):
        with pytest.raises(NotAllowed):
            drawing.step_back(first, by=by, at=AFTER)
    drawing.step_back(first, by=cast.sato(), at=AFTER)
    first.refresh_from_db()
    assert (first.reply, first.name, first.contact) == ("no", "", "")
    with pytest.raises(IllegalMove):
        drawing.step_back(first, by=cast.sato(), at=AFTER)
    places = sortition.places(accepted, AT.date())
    assert [(p.invitation, p.reserve) for p in places] == [(second, 0), (third, 0), (fourth, 1)]


def test_an_invited_person_is_appointed_from_the_register(accepted, as_):
    term, clerk = a_term(accepted.body, 1, *TERM), as_(cast.sato())
    first = sortition.places(accepted, AT.date())[0].invitation
    register = reverse("councils:register", args=[accepted.ref])
    address = f"{reverse('councils:appoint', args=[term.ref])}?from={first.subject}"
    assert address in clerk.get(register).content.decode()
    form = clerk.get(address).context["form"]
    assert (form["name"].value(), form["route"].value()) == (first.name, "random")
    seat = seating.appoint(term, name=first.name, route="random", chosen_from=first.subject, by=cast.sato(), at=AT)
    assert (seat.shows_name, sortition.places(accepted, AT.date())[0].seats) == (False, [seat])
    with pytest.raises(IllegalMove, match="退任"):
        drawing.step_back(first, by=cast.sato(), at=AFTER)
    assert candidates.nominee(first.subject, cast.sato(), at=AT.replace(year=2029)) is None, "the register ran out"
    assert as_(cast.tanaka()).post(reverse("councils:invitee_steps_back", args=[first.ref])).status_code == 403
