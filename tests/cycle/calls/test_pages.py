"""Programmes, rounds and themes as the desk keeps them and as people answer them."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from kyodo.commons.groups.states import Involvement
from kyodo.cycle.calls import actions as calls
from kyodo.cycle.calls.models import Programme, Round, Theme
from kyodo.cycle.calls.states import Phase, State
from kyodo.cycle.collaborations.states import Direction
from kyodo.cycle.proposals import actions as proposals
from kyodo.cycle.proposals.models import Proposal
from kyodo.cycle.seeds import actions as seeds
from kyodo.kernel.policy import Refused
from kyodo.offices.desk.models import Task
from tests import cast, given
from tests.cast import AT
from tests.cycle.proposals import texts

from .test_actions import DATES, TERMS, a_programme, a_round

pytestmark = pytest.mark.django_db
NO_ROWS = {"briefings-TOTAL_FORMS": "0", "briefings-INITIAL_FORMS": "0"}


@pytest.fixture(autouse=True)
def _one_factor(settings):
    settings.OFFICERS_NEED_SECOND_FACTOR, settings.FORM_MINIMUM_SECONDS = False, 0


@pytest.fixture
def desk() -> Client:
    given.a_city()
    client = Client()
    client.force_login(cast.sato())
    return client


def said(**changed: Any) -> dict[str, Any]:
    lines = {name: "\n".join(TERMS[name]) for name in ("eligible", "statements")}
    plain = {name: TERMS[name] for name in ("kind", "purpose", "rate", "cap", "rounding")}
    sheet = {"criteria-TOTAL_FORMS": "0", "criteria-INITIAL_FORMS": "0", "longest": 3, "submission_key": "k" * 20}
    return {**plain, **lines, **sheet, "name": "市民提案型協働事業", **changed}


def test_the_criteria_of_a_programme_are_the_city_s_own(desk: Client):
    rows = {"criteria-TOTAL_FORMS": "3", "criteria-0-name": "公益性", "criteria-0-view": "多くの人の役に立つか", "criteria-0-full": "10", "criteria-0-weight": "2", "criteria-1-full": "5", "criteria-1-weight": "1", "criteria-2-name": "実現性", "criteria-2-full": "5", "criteria-2-weight": "1"}  # fmt: skip
    assert desk.post(reverse("calls:programme"), said(**rows)).status_code == 302
    programme = Programme.objects.get()
    assert [(r["name"], r["full"], r["weight"]) for r in programme.criteria] == [("公益性", 10, 2), ("実現性", 5, 1)]
    shown = desk.get(reverse("calls:edit_programme", args=[programme.ref])).content.decode()
    assert "多くの人の役に立つか" in shown
    assert "多くの人の役に立つか" in desk.get(a_round(programme).get_absolute_url()).content.decode()


def test_criteria_kept_by_name_alone_are_rows_as_well(desk: Client):
    programme = a_programme(criteria=["公益性"])
    assert programme.criteria_rows == [{"name": "公益性", "view": "", "full": 5, "weight": 1}]
    assert desk.get(reverse("calls:edit_programme", args=[programme.ref])).status_code == 200


def test_a_programme_with_another_name_stays_the_same_programme(desk: Client):
    programme = a_programme()
    where = reverse("calls:edit_programme", args=[programme.ref])
    assert desk.post(where, said(name="まちづくり提案")).status_code == 302
    assert Programme.objects.get().name == "まちづくり提案"


def test_a_name_in_use_is_refused_with_a_sentence(desk: Client):
    programme = a_programme()
    calls.set_programme("まちづくり提案", values=TERMS, by=cast.sato(), at=AT)
    answer = desk.post(reverse("calls:edit_programme", args=[programme.ref]), said(name="まちづくり提案"))
    assert answer.status_code == 422
    assert set(Programme.objects.values_list("name", flat=True)) == {"市民提案型協働事業", "まちづくり提案"}


def test_a_second_round_on_the_same_day_is_refused_and_not_a_fault():
    it = a_round()
    with pytest.raises(Refused):
        a_round(it.programme)
    other = a_round(it.programme, year=2028)
    with pytest.raises(Refused):
        calls.change_round(other, values=DATES, by=cast.sato(), at=AT)
    assert Round.objects.count() == 2


def test_a_round_is_brought_to_its_end_when_it_is_over(desk: Client):
    it = calls.move("publish", a_round(), by=cast.sato(), at=AT)
    where = reverse("calls:close", args=[it.ref])
    for moment, offered in ((AT, False), (AT + timedelta(days=60), True)):
        with time_machine.travel(moment, tick=False):
            desk.force_login(cast.sato())
            assert (where in desk.get(it.get_absolute_url()).content.decode()) == offered
            if offered:
                desk.post(where)
    it.refresh_from_db()
    assert it.state == State.CLOSED


def a_theme(**more: Any) -> Theme:
    given.a_city()
    said = {
        "title": "川の調査をいっしょに",
        "background": "人手が足りない。",
        "expects": "採水",
        "forms": ["3"],
        "at": AT,
    }
    return calls.publish_theme(section=given.the_environment_section(), by=cast.tanaka(), **{**said, **more})


def test_a_theme_says_in_which_forms_it_could_go():
    assert "事業協力" in Client().get(a_theme().get_absolute_url()).content.decode()


def test_a_section_that_asks_the_citizens_owes_no_answer_to_itself():
    asked = a_theme().seed
    assert not Task.objects.open().about(asked.subject).exists()
    assert "市民のお返事待ち" in Client().get(asked.get_absolute_url()).text
    sent = given.a_seed()
    assert sent.standing == "お返事待ち"
    assert Task.objects.open().about(sent.subject).get().holder == sent.section.subject


def test_a_proposal_for_a_theme_is_its_child_and_goes_to_its_section():
    theme, client = a_theme(), Client()
    given.a_registered_group()
    client.force_login(cast.hanako())
    where = reverse("proposals:new_for_theme", args=[theme.ref])
    assert where in client.get(theme.get_absolute_url()).content.decode()
    assert theme.get_absolute_url() in client.get(where).content.decode()
    client.post(where, {"title": "子どもと川を測る", "website": "", "submission_key": "k" * 20})
    it = Proposal.objects.get()
    assert (it.theme, it.section) == (theme, theme.seed.section)
    for step, values in texts.whole().items():
        proposals.save_step(it, step=step, values=values, by=cast.hanako(), at=AT)
    proposals.submit(it, by=cast.hanako(), at=AT)
    it.refresh_from_db()
    assert it.case
    assert it.case.direction == Direction.B
    assert [link.parent for link in it.case.parent_links.all()] == [theme.case]


def test_themes_still_open_lead_and_one_that_is_settled_says_so():
    a_theme(title="古くて決まったこと")
    settled = Theme.objects.get()
    assert "いま手を挙げられるテーマはありません。" not in Client().get("/themes/").text
    seeds.close(settled.seed, code="not_now", reason="今年は見送ります。", by=cast.tanaka(), at=AT)
    assert "いま手を挙げられるテーマはありません。" in Client().get("/themes/").text
    for day, title in ((1, "先に出した話"), (2, "あとに出した話")):
        a_theme(title=title, at=AT + timedelta(days=day))
    page = Client().get("/themes/").text
    told = ["あとに出した話", "先に出した話", "古くて決まったこと"]
    assert [page.index(title) for title in told] == sorted(page.index(title) for title in told)
    assert page.count("手を挙げられます") == 2
    shut = Client().get(settled.get_absolute_url()).text
    assert "このテーマへの募集は終わりました。" in shut
    assert "手を挙げる" not in shut


def test_hands_are_raised_by_groups_and_nobody_is_led_to_a_refusal():
    given.a_registered_group()
    address = a_theme().get_absolute_url()
    for who, offered in ((None, True), (cast.hanako(), True), (cast.taro(), False), (cast.tanaka(), False)):
        client = Client()
        if who:
            client.force_login(who)
        assert ("手を挙げる・質問する" in client.get(address).text) is offered


def test_no_proposal_for_a_theme_whose_round_is_over():
    it = a_round()
    theme = a_theme(round_=it)
    assert "propose" not in Client().get(theme.get_absolute_url()).content.decode()


def test_a_round_may_close_at_an_hour_of_its_last_day(desk: Client):
    it = a_round(closes_at=time(17, 0))
    last = datetime.combine(it.closes_on, time(16, 59), tzinfo=cast.JST)
    assert (it.phase(last), it.phase(last + timedelta(minutes=2))) == (Phase.OPEN, Phase.EDITING)
    it = calls.change_round(it, values={"closes_at": None}, by=cast.sato(), at=AT)
    assert it.phase(last + timedelta(hours=6)) == Phase.OPEN
    day = {f"{name}_{part}": str(getattr(DATES[name], part)) for name in ("opens_on", "closes_on") for part in ("year", "month", "day")}  # fmt: skip
    sent = {"year": "2027", "closes_at": "午後5時", "edit_until_year": "", "submission_key": "k" * 20, **NO_ROWS, **day}
    assert desk.post(reverse("calls:edit_round", args=[it.ref]), sent).status_code == 302
    assert "17:00まで" in desk.get(it.get_absolute_url()).content.decode()


def test_the_terms_of_a_published_round_stay_until_it_is_over():
    it = calls.move("publish", a_round(), by=cast.sato(), at=AT)
    with pytest.raises(Refused, match="上限額") as refusal:
        a_programme(cap=300_000)
    assert refusal.value.field == "cap"
    a_programme(purpose="言葉だけを直す。")
    later = AT + timedelta(days=60)
    changed = calls.set_programme(it.programme.name, values={**TERMS, "cap": 300_000}, by=cast.sato(), at=later)
    assert changed.cap == 300_000


def test_a_round_that_asks_for_a_talk_before_leads_to_it_until_its_last_day(client: Client):
    last = AT.date() + timedelta(days=10)
    it = a_round(a_programme(prior_talk=True), talk_until=last)
    calls.move("publish", it, by=cast.sato(), at=AT)
    link = f"/proposals/talks/new/?round={it.ref}"
    with time_machine.travel(AT, tick=False):
        assert link in client.get(it.get_absolute_url()).content.decode()
    with time_machine.travel(AT + timedelta(days=11), tick=False):
        assert link not in client.get(it.get_absolute_url()).content.decode()


def test_a_theme_says_whether_one_helps_to_run_it_or_plans_it_too():
    theme = a_theme(involvement=Involvement.HELP)
    for place in (theme.get_absolute_url(), reverse("calls:themes")):
        assert str(Involvement.HELP.label) in Client().get(place).text
    assert a_theme(title="ほかの調査").involvement == Involvement.PLAN
