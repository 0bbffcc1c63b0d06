"""From a paper handed over in a chain to tracked recommendations; who of a body speaks, who does not; the meeting that decided."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kyodo.deliberation.councils.actions import chaining
from kyodo.deliberation.councils.states.meetings import ChainKind, HopKind
from kyodo.deliberation.recommendations import actions, queries
from kyodo.deliberation.recommendations.models import Report
from kyodo.deliberation.recommendations.states import Level, SourceKind, Voice
from kyodo.kernel.naming import Finder
from kyodo.kernel.policy import NotAllowed
from tests import cast
from tests import given as city
from tests.cast import AT
from tests.deliberation.councils import sessions
from tests.deliberation.texts import given as writings

from . import given

pytestmark = pytest.mark.django_db
PAPER = "はじめに\n1. 水門を毎月開ける\n　大雨の前にも開ける。\n（2）川の日をつくる\n③草を刈る\n・橋を塗る"


@pytest.fixture(autouse=True)
def _at_home(settings, monkeypatch):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT + timedelta(hours=2))


def a_paper_handed_over() -> Any:
    """環境課's body handed a paper to the mayor, who gave a receipt."""
    body = sessions.a_term().body
    chain = chaining.begin_chain(
        kind=ChainKind.PROPOSAL, title="川の提言書", text=PAPER, section=city.the_environment_section(), body=body,
        began_on=AT.date() - timedelta(days=5), by=cast.tanaka(), at=AT,
    )  # fmt: skip
    hop = chaining.hand_on(
        chain,
        kind=HopKind.PROPOSAL,
        giver="川のまちづくり会議",
        taker="市長",
        handed_on=AT.date(),
        by=cast.tanaka(),
        at=AT,
    )
    chaining.receive(hop, received_on=AT.date(), receipt="環第1号", by=cast.tanaka(), at=AT)
    return chain


def test_the_items_of_a_paper_are_read_from_its_lines():
    assert [(i["title"], i["text"]) for i in queries.items_of(PAPER)] == [
        ("水門を毎月開ける", "大雨の前にも開ける。"), ("川の日をつくる", ""), ("草を刈る", ""), ("橋を塗る", ""),
    ]  # fmt: skip
    assert queries.items_of("番号のない文章です。\n次の行。") == []


def test_one_act_turns_a_handed_over_paper_into_tracked_recommendations():
    chain = a_paper_handed_over()
    desk = Client()
    desk.force_login(cast.sato())
    assert "川の提言書" in desk.get(reverse("recommendations:papers")).content.decode()
    form = desk.get(reverse("recommendations:receive"), {"from": chain.subject}).context["form"]
    said: dict[str, Any] = {
        name: form.initial.get(name, "") for name in ("title", "kind", "source_ref", "voice_ref", "voice_name")
    }
    day = form.initial["handed_on"]
    said |= {"handed_on_year": day.year, "handed_on_month": day.month, "handed_on_day": day.day}
    said |= {"items-TOTAL_FORMS": len(form.initial["items"]), "items-INITIAL_FORMS": 0}
    for n, item in enumerate(form.initial["items"]):
        said |= {f"items-{n}-title": item["title"], f"items-{n}-text": item["text"]}
    assert desk.post(reverse("recommendations:receive"), said).status_code == 302
    report = Report.objects.get()
    assert (report.source_ref, report.voice_name) == (chain.subject, "川のまちづくり会議")
    assert list(report.recommendations.values_list("title", flat=True)) == [
        "水門を毎月開ける",
        "川の日をつくる",
        "草を刈る",
        "橋を塗る",
    ]
    assert queries.waiting_papers(cast.sato(), at=AT) == []
    assert str(queries.link_to(report.source_ref)) == "川の提言書"


def test_a_paper_not_yet_received_is_nobodys_source():
    body = sessions.a_term().body
    chain = chaining.begin_chain(
        kind=ChainKind.PROPOSAL,
        title="書きかけ",
        section=body.section,
        body=body,
        began_on=AT.date(),
        by=cast.tanaka(),
        at=AT,
    )
    assert queries.waiting_papers(cast.sato(), at=AT) == []
    assert queries.paper_of(chain.subject) == {}
    assert queries.paper_of("people.person/ABCDEFGHJK") == {}


@pytest.mark.parametrize(
    ("who", "may"), [("hanako", True), ("taro", True), ("nakano", True), ("suzuki", False), ("jiro", False)]
)
def test_a_member_speaks_for_the_body_but_an_officer_on_its_seats_does_not(who, may):
    body = sessions.a_term().body
    recommendation = given.a_recommendation(voice_ref=body.subject, voice_name=body.name)
    say: dict[str, Any] = {
        "voice": Voice.COMMITTEE,
        "level": Level.NO_EVIDENCE,
        "words": "まだです。",
        "by": getattr(cast, who)(),
        "at": AT,
    }
    if may:
        actions.state_view(recommendation, **say)
    else:
        with pytest.raises(NotAllowed):
            actions.state_view(recommendation, **say)


def test_terms_meetings_and_papers_are_offered_until_they_are_taken_in():
    chain = a_paper_handed_over()
    meeting = sessions.a_meeting(chain.body.terms.get(), starts_at=AT - timedelta(hours=1), at=AT - timedelta(days=30))
    offered = {str(kind): [ref for ref, _name in rows] for kind, rows in queries.sources(AT)}
    assert offered == {
        "提言書・答申書": [chain.subject],
        "会議体の期": [chain.body.terms.get().subject],
        "会議": [meeting.subject],
    }
    given.a_report(source_ref=chain.subject, kind=SourceKind.PAPER)
    assert next(rows for _kind, rows in queries.sources(AT)) == []


def test_a_provision_that_calls_for_a_change_is_found_by_its_words_and_named_as_the_source():
    provision = writings.labelled(writings.a_published(), "第３条")
    client = Client()
    client.force_login(cast.sato())
    said = {
        "title": "記録の提言", "kind": "other", "voice_name": "市民の会", "handed_on_year": "2026", "handed_on_month": "5",
        "handed_on_day": "1", "items-TOTAL_FORMS": "1", "items-INITIAL_FORMS": "0", "items-0-title": "早く公表する",
        "provision_words": "会議の記録",
    }  # fmt: skip
    path = reverse("recommendations:receive")
    assert f'value="{provision.subject}"' in client.post(path, {**said, "look-provision": "1"}).content.decode()
    for title in ("記録の提言", "もう一つの提言"):  # one provision may call for several
        answer = client.post(path, {**said, "title": title, "provision": provision.subject})
        assert answer.status_code == 302, answer.content.decode()[:3000]
    report = Report.objects.get(title="記録の提言")
    assert (report.kind, report.source_ref) == (SourceKind.PROVISION, provision.subject)
    assert provision.get_absolute_url() in Client().get(report.get_absolute_url()).content.decode()


def test_a_plan_names_the_meeting_that_decided_it():
    meeting = sessions.a_meeting(starts_at=AT - timedelta(hours=1), at=AT - timedelta(days=30))
    plan = given.a_plan_in_force(decided_ref=meeting.subject)
    shown = Client().get(plan.get_absolute_url()).content.decode()
    assert meeting.get_absolute_url() in shown


def test_the_meetings_that_touched_a_recommendation_are_named_on_its_page():
    recommendation = given.a_recommendation()
    sessions.an_item(sessions.a_meeting(), "水門の提言", about=recommendation.subject)
    assert "水門の提言" in Client().get(recommendation.get_absolute_url()).content.decode()


def test_a_meeting_that_decided_is_offered_once_by_its_name():
    meeting = sessions.a_closed_meeting()
    ((subject, label),) = queries.meetings(meeting.ends_at)
    assert subject == meeting.subject
    assert label.count(meeting.body.name) == 1


def test_a_paper_is_named_by_its_title_or_by_whoever_handed_it_over():
    report = given.a_report()
    for words in ("川べり 提言", "川辺を守る会 川べり", report.get_absolute_url()):
        assert report.subject in {it.subject for it in Finder(cast.hanako(), AT).look(words)}
    assert Finder(cast.visitor(), AT).seen([report.subject]) == {report.subject: report}
