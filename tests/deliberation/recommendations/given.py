"""What a test of this room starts from; everything is made by calling actions."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from kyodo.commons.groups.models import Group
from kyodo.deliberation.councils.actions import bodies
from kyodo.deliberation.councils.models import Body
from kyodo.deliberation.councils.states.bodies import BodyKind
from kyodo.deliberation.recommendations import actions
from kyodo.deliberation.recommendations.models import Closure, Measure, Petition, Plan, Recommendation, Report
from kyodo.deliberation.recommendations.states import ClosedAs, Level, ResponseState, SourceKind, Voice
from kyodo.offices.city import actions as city
from kyodo.offices.city.actions.founding import FIRST_RUN
from kyodo.offices.people.models import Person
from tests import cast, given
from tests.cast import AT, BEFORE
from tests.kept import keep

STORY = Path(__file__).with_name("three_terms.toml")
PAGE = "https://www.city.example.jp/report/1"


def the_recommenders() -> Group:
    """川辺を守る会, for which 花子 speaks; asked twice, it is the same."""
    return Group.objects.filter(name="川辺を守る会").first() or given.a_registered_group()


def a_mayors_officer() -> Person:
    """秘書: officer of the mayor's office."""
    person = cast._person("秋山 礼", "アキヤマ レイ", "akiyama@city.example.jp")
    if not person.duties.exists():
        city.assign_duty(person, role="mayor", section=given.the_desk(), since=given.SPRING, by=FIRST_RUN, at=BEFORE)
    return person


def a_neighbour() -> Person:
    """南: a citizen who belongs to nothing."""
    return cast._person("南 一", "ミナミ ハジメ", "minami@example.jp")


def a_report(*, at: datetime = AT, items: int | list[dict[str, Any]] = 1, **said: Any) -> Report:
    """A paper of 川辺を守る会, for which 花子 speaks, addressed to 環境課."""
    group = the_recommenders()
    section = given.the_environment_section()
    rows = items if isinstance(items, list) else [
        {"title": f"川べりを直す その{n}", "text": "川べりの道を直してください。", "section": section} for n in range(1, items + 1)
    ]  # fmt: skip
    told: Mapping[str, Any] = {
        "title": "川べりの提言", "kind": SourceKind.OTHER, "voice_name": group.name, "voice_ref": group.subject,
        "handed_on": at.date(), "items": rows, **said,
    }  # fmt: skip
    return actions.receive(by=cast.sato(), at=at, **told)


def a_recommendation(*, at: datetime = AT, **said: Any) -> Recommendation:
    """One recommendation to 環境課 that waits for an answer."""
    return a_report(at=at, **said).recommendations.get(number=1)


def an_answered(state: str = ResponseState.ACCEPTED, *, at: datetime = AT, **said: Any) -> Recommendation:
    """A recommendation with an answer of 環境課."""
    recommendation = a_recommendation(at=at, **said)
    if state != ResponseState.WAITING:
        until = at.date() + timedelta(days=90) if state == ResponseState.STUDYING else None
        actions.answer(
            recommendation.response, state=state, reason="現場を見て決めました。", until=until, by=cast.tanaka(), at=at
        )
    return recommendation


def a_reported(level: str, *, at: datetime = AT, **said: Any) -> Recommendation:
    """An accepted recommendation that stands at this level, on evidence of 田中."""
    recommendation = an_answered(at=at, **said)
    if level != Level.NO_EVIDENCE:
        actions.report(
            recommendation.implementation, level=level, words="工事の記録を公開しました。", on=at.date(), link=PAGE,
            by=cast.tanaka(), at=at + timedelta(minutes=5),
        )  # fmt: skip
    return recommendation


def a_closed(*, at: datetime = AT, **said: Any) -> Closure:
    """A recommendation that 花子, who recommended, closed as done."""
    closure = a_reported(Level.DONE, at=at, **said).closure
    return actions.close(closure, closed_as=ClosedAs.DONE, reason="見て確かめました。", by=cast.hanako(), at=at + timedelta(hours=1))  # fmt: skip


def a_draft_plan(*, at: datetime = AT, **said: Any) -> Plan:
    """A plan of one pillar being drawn up; judged by 川辺を守る会."""
    told = {
        "title": "川べり推進プラン", "first_year": 2026, "last_year": 2028, "decided_by": "協働推進本部", "adopted_on": at.date(),
        "voice_ref": the_recommenders().subject, **said,
    }  # fmt: skip
    return actions.draft_plan(by=cast.sato(), at=at, **told)


def a_measure(plan: Plan | None = None, *, at: datetime = AT, due: date = date(2026, 9, 30), **said: Any) -> Measure:
    """A measure of 環境課 with one milestone."""
    plan = plan or a_draft_plan(at=at)
    pillar = plan.pillars.first() or actions.add_pillar(plan, title="川を生かす", by=cast.sato(), at=at)
    told = {"title": "川べりの道を直す", "section": given.the_environment_section(), "budget": 1_200_000, **said}
    measure = actions.add_measure(pillar, by=cast.sato(), at=at, **told)
    actions.add_milestone(measure, title="設計ができている", due=due, by=cast.sato(), at=at)
    return measure


def a_plan_in_force(*, at: datetime = AT, **said: Any) -> Plan:
    """A decided plan with one measure."""
    plan = a_draft_plan(at=at, **said)
    a_measure(plan, at=at)
    return actions.adopt(plan, by=cast.sato(), at=at)


def a_petition_on_paper(
    *, title: str = "夜の図書館", who_stands_behind: str = "賛同する人", at: datetime = AT
) -> Petition:
    """A petition that came on paper and was entered by the desk: its author holds a secret link."""
    given.a_city()
    rows = [{"name": who_stands_behind, "address": "中央1-2-3", "of_age": True}] * 10
    return actions.hand_in(
        author_name="紙野 文", title=title, problem="夜に学ぶ場所がない。", purpose="夜も開ける。", effect="働く人が来られる。",
        supporters=rows, by=cast.sato(), at=at,
    )  # fmt: skip


def a_petition(*, who_stands_behind: str = "賛同する人", at: datetime = AT) -> Petition:
    """A petition of 南 with ten supporters, which the city has accepted and 環境課 studies."""
    rows = [{"name": who_stands_behind, "address": "中央1-2-3", "of_age": True}] * 10
    petition = actions.hand_in(
        author_name="南 一", title="夜の図書館", problem="夜に学ぶ場所がない。", purpose="月に一度、夜も開ける。",
        effect="働く人が来られる。", supporters=rows, by=a_neighbour(), at=at,
    )  # fmt: skip
    section = given.the_environment_section()
    return actions.accept(petition, section=section, summary="図書館を夜も開ける提案です。", by=cast.sato(), at=at)


def a_view(recommendation: Recommendation, level: str, *, by: Person, at: datetime = AT) -> None:
    """How those who recommended, or a citizen, find it."""
    voice = Voice.COMMITTEE if by == cast.hanako() else Voice.CITIZEN
    actions.state_view(recommendation, voice=voice, level=level, words="歩いてみました。", by=by, at=at)


@dataclass(frozen=True)
class Story:
    """The three terms: their papers and plans by their keys, and when each term began and ended."""

    reports: dict[str, Report]
    plans: dict[str, Plan]
    terms: list[tuple[date, date]]


def three_terms(*, at: datetime = AT) -> Story:
    """Three terms, 10 + 8 recommendations and 4 directions, two plans of 10 and 12 measures, and what became what."""
    told = tomllib.loads(STORY.read_text(encoding="utf-8"))
    desk, by, body = given.the_desk(), cast.sato(), _committee(told["reports"], at=at)
    terms = {term.number: term for term in body.terms.all()}
    reports = {
        row["key"]: actions.receive(
            title=row["title"], kind=SourceKind.TERM, source_ref=terms[n].subject, voice_name=body.name, voice_ref=body.subject,
            handed_on=row["handed_on"], summary=row.get("summary", ""), items=[{"title": title, "section": desk} for title in row["items"]], by=by, at=at,
        )
        for n, row in enumerate(told["reports"], 1)
    }  # fmt: skip
    plans: dict[str, Plan] = {}
    for row in told["plans"]:
        plans[row["key"]] = _story_plan(row, reports, plans.get(row.get("follows", "")), at=at)
    return Story(reports, plans, [(row["begins"], row["handed_on"]) for row in told["reports"]])


def _committee(rows: Sequence[Mapping[str, Any]], *, at: datetime) -> Body:
    """自治推進委員会 with its terms; between two terms the desk looks after what is unfinished."""
    by, desk = cast.sato(), given.the_desk()
    body = bodies.open_body(
        name="自治推進委員会", kana="ジチスイシンイインカイ", kind=BodyKind.OUTLINE, basis="設置要綱", mandate="自治の進みぐあいを見守る。",
        section=desk, since=rows[0]["begins"], seats={}, by=by, at=at,
    )  # fmt: skip
    for number, row in enumerate(rows, 1):
        bodies.begin_term(
            body,
            number=number,
            since=row["begins"],
            until=row["handed_on"],
            themes="\n".join(row["themes"]),
            keeper=desk.subject,
            by=by,
            at=at,
        )
    return body


def _story_plan(row: Mapping[str, Any], reports: Mapping[str, Report], earlier: Plan | None, *, at: datetime) -> Plan:
    by, (first, last) = cast.sato(), row["years"]
    plan = actions.draft_plan(
        title=row["title"], first_year=first, last_year=last, adopted_on=row["adopted_on"], decided_by=row["decided_by"],
        summary=row["summary"], earlier=earlier, by=by, at=at,
    )  # fmt: skip
    for said in row["pillars"]:
        pillar = actions.add_pillar(plan, title=said["title"], by=by, at=at)
        for title in said["measures"]:
            measure = actions.add_measure(pillar, title=title, section=given.the_desk(), by=by, at=at)
            actions.add_milestone(measure, title=f"{title}の計画を公表", due=date(last, 9, 30), by=by, at=at)
    for key, number, place, kind in row["heirs"]:
        recommendation = reports[key].recommendations.get(number=number)
        actions.link(recommendation, plan=plan, measure=plan.measures.get(number=place), kind=kind, by=by, at=at)
    return actions.adopt(plan, by=by, at=at)


keep(globals())
