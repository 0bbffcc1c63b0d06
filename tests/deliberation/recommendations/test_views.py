"""The pages: everybody reads, the right ones act, nobody else; each page costs the same whatever stands on it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kyodo.deliberation.recommendations.models import Pause, Plan, Recommendation, Report
from kyodo.deliberation.recommendations.states import ClosureState, HeirKind, Level, PlanState, ResponseState
from tests import cast
from tests import given as city
from tests.cast import AT

from . import given

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_home(settings, monkeypatch):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT + timedelta(hours=2))


def as_person(person):
    client = Client()
    if person:
        client.force_login(person)
    return client


def at(name, *args):
    return reverse(f"recommendations:{name}", args=args)


def day(name, value):
    return {f"{name}_{part}": getattr(value, part) for part in ("year", "month", "day")}


def send(client, path, **said):
    answer = client.post(path, said)
    assert answer.status_code == 302, answer.content.decode()[:6000]
    return answer


def test_everybody_reads_every_public_page():
    story = given.three_terms()
    closure = given.a_closed()
    given.a_view(closure.recommendation, Level.STARTED, by=cast.hanako())
    plan, measure = story.plans["second_plan"], story.plans["second_plan"].measures.get(number=6)
    paths = [at(name) for name in ("index", "late", "figures", "across", "papers", "plans", "data")]
    paths += [closure.recommendation.get_absolute_url(), closure.recommendation.report.get_absolute_url()]
    paths += [plan.get_absolute_url(), measure.get_absolute_url(), at("matrix", plan.ref)]
    paths += [at("matrix_data", plan.ref), at("measures_data", plan.ref)]
    for person in (None, cast.hanako(), cast.sato(), cast.tanaka()):
        client = as_person(person)
        for path in paths:
            answer = client.get(path)
            assert answer.status_code == 200, f"{path} {answer.status_code}"


def test_the_desk_takes_in_a_paper_with_its_items_in_one_act():
    group = city.a_registered_group()
    section = city.the_environment_section()
    said: dict[str, Any] = {
        "title": "水辺の提言", "kind": "paper", "voice_ref": group.subject, **day("handed_on", AT.date()),
        "items-TOTAL_FORMS": 2, "items-INITIAL_FORMS": 0, "items-0-title": "水門を開ける", "items-0-section": section.ref,
        "items-1-title": "川の日をつくる", "items-1-section": "",
    }  # fmt: skip
    answer = send(as_person(cast.sato()), at("receive"), **said)
    report = Report.objects.get(title="水辺の提言")
    assert answer.url == report.get_absolute_url()
    assert report.voice_name == group.name
    assert list(report.recommendations.values_list("number", "section__name")) == [(1, "環境課"), (2, None)]
    assert "川の日をつくる" in as_person(None).get(at("late")).content.decode()


def test_a_recommendation_lives_through_its_pages():
    recommendation = given.a_recommendation()
    ref, officer, member = recommendation.ref, as_person(cast.tanaka()), as_person(cast.hanako())
    send(officer, at("answer", ref), state="accepted", reason="予算をとって直します。")
    send(
        officer,
        at("report_on", ref),
        level="done",
        words="直しました。",
        link="https://www.city.example.jp/a",
        **day("on", AT.date()),
    )
    send(member, at("committee", ref), level="started", words="まだ半分です。")
    send(as_person(cast.jiro()), at("citizen", ref), level="substantial", words="きれいになった。")
    shown = as_person(None).get(recommendation.get_absolute_url()).content.decode()
    assert "市のほうが、2段階進んでいると見ています。" in shown
    assert "相当程度：1人" in shown
    assert "きれいになった" not in shown
    assert "きれいになった" in member.get(recommendation.get_absolute_url()).content.decode()
    send(member, at("close", ref), closed_as="done", reason="見ました。")
    recommendation = Recommendation.objects.get(pk=recommendation.pk)
    assert recommendation.closure.state == ClosureState.CLOSED
    send(member, at("reopen", ref), reason="また壊れました。")
    assert Recommendation.objects.get(pk=recommendation.pk).closure.state == ClosureState.OPEN


@pytest.mark.parametrize("name", ["answer", "report_on", "close", "committee", "assign"])
def test_whoever_may_not_reads_why_before_filling_anything_in(name):
    recommendation = given.a_recommendation()
    assert as_person(cast.jiro()).get(at(name, recommendation.ref)).status_code == 403
    assert as_person(None).get(at(name, recommendation.ref)).status_code in (302, 403)


def test_what_was_typed_stays_when_evidence_is_missing():
    recommendation = given.an_answered()
    said: dict[str, Any] = {"level": "started", "words": "始めました。", **day("on", AT.date())}
    answer = as_person(cast.tanaka()).post(at("report_on", recommendation.ref), said)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "根拠になるページか文書が要ります" in text
    assert "始めました。" in text


def test_the_desk_draws_up_a_plan_and_decides_it():
    recommendation = given.an_answered()
    section, desk = city.the_environment_section(), as_person(cast.sato())
    years: dict[str, Any] = {"first_year": "２０２６", "last_year": "2028"}
    send(desk, at("draft"), title="水辺プラン", **years, voice_ref="", decided_ref="")
    plan = Plan.objects.get(title="水辺プラン")
    assert as_person(None).get(plan.get_absolute_url()).status_code == 404
    send(desk, at("pillar", plan.ref), title="川を生かす")
    measure_said: dict[str, Any] = {
        "pillar": plan.pillars.get().ref,
        "title": "道を直す",
        "section": section.ref,
        "budget": "120万円",
        "indicator": "直した道",
        "unit": "m",
    }
    send(desk, at("add_measure", plan.ref), **measure_said)
    measure = plan.measures.get()
    assert measure.budget == 1_200_000
    send(desk, at("milestone", measure.ref), title="設計", **day("due", AT.date() + timedelta(days=90)))
    send(desk, at("targets", measure.ref), year_2026="100", year_2027="200")
    send(desk, at("link", plan.ref), recommendation=recommendation.ref, kind="as_is", measure=measure.ref)
    send(desk, at("edit_measure", measure.ref), **{**measure_said, "title": "川の道を直す"})
    send(
        desk,
        at("edit_plan", plan.ref),
        title="水辺プラン",
        **years,
        decided_by="協働推進本部",
        **day("adopted_on", AT.date()),
    )
    send(desk, at("adopt", plan.ref))
    plan.refresh_from_db()
    assert plan.state == PlanState.IN_FORCE
    assert "川の道を直す" in as_person(None).get(plan.get_absolute_url()).content.decode()
    assert recommendation.heirs.get().kind == HeirKind.AS_IS
    milestone = measure.milestones.get()
    send(as_person(cast.tanaka()), at("result", milestone.ref), state="met", note="できました。")
    assert "1件中 1件" in as_person(None).get(measure.get_absolute_url()).content.decode()
    send(as_person(cast.tanaka()), at("correct", milestone.ref), reason="まちがえました。")


def test_a_year_is_told_by_three(monkeypatch):
    plan = given.a_plan_in_force(first_year=2025)
    measure = plan.measures.get()
    send(as_person(cast.tanaka()), at("sheet", measure.ref), year="2025", results="測量した。", self_grade="on_track")
    sheet = measure.sheets.get()
    send(as_person(cast.sato()), at("comment", sheet.ref), text="予算に注意。")
    send(as_person(cast.hanako()), at("judge", sheet.ref), grade="behind", text="おそい。")
    shown = as_person(None).get(measure.get_absolute_url()).content.decode()
    assert all(said in shown for said in ("測量した。", "予算に注意。", "おそい。", "やや遅れ", "計画どおり"))
    assert as_person(cast.jiro()).get(at("judge", sheet.ref)).status_code == 403


def test_a_late_answer_is_paused_and_resumed_on_the_page(monkeypatch):
    recommendation = given.a_recommendation()
    later = AT + timedelta(days=80)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    desk = as_person(cast.sato())
    assert "休止する" in desk.get(at("late")).content.decode()
    pause = at("pause", recommendation.response.ref)
    send(desk, pause, reason="議会の審議を待つ。", **day("until", later.date() + timedelta(days=20)))
    shown = as_person(None).get(recommendation.get_absolute_url()).content.decode()
    assert "議会の審議を待つ。" in shown
    send(desk, at("resume", Pause.objects.get().ref))
    assert "議会の審議を待つ。" not in as_person(None).get(recommendation.get_absolute_url()).content.decode()


@pytest.mark.parametrize("name", ["index", "late", "figures", "across", "papers", "plans"])
def test_a_page_takes_as_many_queries_for_many_as_for_few(
    name, django_assert_max_num_queries, django_assert_num_queries
):
    given.a_reported(Level.STARTED)
    given.a_plan_in_force()
    client = as_person(None)
    with django_assert_max_num_queries(40) as few:
        client.get(at(name))
    given.a_report(items=9, title="もう一つ")
    given.a_plan_in_force(title="もう一つの計画")
    with django_assert_num_queries(len(few)) if name != "across" else django_assert_max_num_queries(len(few) + 3):
        client.get(at(name))


def test_a_list_longer_than_a_page_goes_on():
    given.a_report(items=53)
    client = as_person(None)
    first = client.get(at("index"))
    assert "川べりを直す その50" in (text := first.content.decode())
    assert "川べりを直す その51" not in text
    second = client.get(at("index"), {"after": first.context["following"]}).content.decode()
    assert "川べりを直す その51" in second
    assert "川べりを直す その50" not in second


def test_the_list_is_narrowed():
    given.an_answered(ResponseState.DECLINED, title="ことわられた提言")
    given.a_recommendation(title="待っている提言書", items=[{"title": "水門を開ける"}])
    text = as_person(None).get(at("index"), {"response": "waiting"}).content.decode()
    assert "水門を開ける" in text
    assert "川べりを直す" not in text
