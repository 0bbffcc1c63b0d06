"""What a test starts from: "given a city, given a registered group". Everything is made by calling actions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from kyodo.commons.groups import actions as groups
from kyodo.commons.groups.models import Group
from kyodo.commons.groups.queries import conditions
from kyodo.commons.groups.states import Part, Role
from kyodo.cycle.agreements import actions as agreements
from kyodo.cycle.agreements.models import Agreement, seal
from kyodo.cycle.calls import actions as calls
from kyodo.cycle.calls.models import Round
from kyodo.cycle.collaborations import actions as cases
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.evaluations import actions as evaluations
from kyodo.cycle.evaluations.models import Evaluation
from kyodo.cycle.projects import actions as projects
from kyodo.cycle.projects.models import Project
from kyodo.cycle.proposals import actions as proposals
from kyodo.cycle.proposals.models import PriorTalk, Proposal
from kyodo.cycle.roundtables import actions as tables
from kyodo.cycle.roundtables.models import Sitting, Table
from kyodo.cycle.screening import actions as screening
from kyodo.cycle.screening.models import Screening
from kyodo.cycle.screening.queries import criteria_of
from kyodo.cycle.seeds import actions as seeds
from kyodo.cycle.seeds.models import Seed
from kyodo.kernel.access import Side, Visitor
from kyodo.kernel.thing import Thing
from kyodo.offices.city import actions as city
from kyodo.offices.city.actions.founding import FIRST_RUN
from kyodo.offices.city.models import City, Section, Ward
from kyodo.offices.city.queries import the_city
from kyodo.offices.people.models import Person

from . import cast
from .cast import AT, BEFORE
from .cycle.agreements import texts
from .cycle.proposals import texts as proposed
from .kept import keep

SPRING = date(2026, 4, 1)


def a_city() -> City:
    """織瀬市 with its desk, 環境課, two wards, and 佐藤, 鈴木, 田中 and 中野 in their duties. Asked twice, it is the same."""
    if known := the_city():
        return known
    founded = city.found_city(name="織瀬市", code="482153", principles="echizen", at=BEFORE)
    desk = _section("010", "市民協働課", is_desk=True)
    environment = _section("020", "環境課")
    for code, name in (("01", "中央地区"), ("02", "川東地区")):
        city.set_ward(code, {"name": name}, by=FIRST_RUN, at=BEFORE)
    for person, role, section in (
        (cast.sato(), "desk", desk),
        (cast.suzuki(), "head", environment),
        (cast.tanaka(), "promoter", environment),
        (cast.nakano(), "coordinator", desk),
    ):
        city.assign_duty(person, role=role, section=section, since=SPRING, by=FIRST_RUN, at=BEFORE)
    return founded


def _section(code: str, name: str, *, is_desk: bool = False) -> Section:
    return city.open_section(code=code, name=name, since=SPRING, is_desk=is_desk, by=FIRST_RUN, at=BEFORE)


def the_desk() -> Section:
    """市民協働課."""
    a_city()
    return Section.objects.get(is_desk=True)


def the_environment_section() -> Section:
    """環境課."""
    a_city()
    return Section.objects.get(code="020")


def a_ward(name: str = "川東地区") -> Ward:
    """One of the city's wards."""
    a_city()
    return Ward.objects.get(name=name)


#: The entries of a group as its application has them.
PROFILE: Mapping[str, Any] = {"purpose": "川を子どもに引き継ぐ。", "activities": "毎月の清掃と水質の調査。"}
CONTACT: Mapping[str, Any] = {
    "postcode": "0008601", "address": "織瀬市中央1-2-3", "phone": "0004821111", "email": "kawabe@example.jp",
}  # fmt: skip
ACTIVITY: Mapping[str, Any] = {"members": 24, "resident_members": 20, "fee": "年1,000円"}


def a_draft_group(
    *, name: str = "川辺を守る会", kana: str = "カワベヲマモルカイ", by: Person | None = None, at: datetime = AT
) -> Group:
    """A registration just begun online."""
    a_city()
    return groups.begin_application(
        name=name, kana=kana, kind="voluntary", role=Role.REPRESENTATIVE, by=by or cast.hanako(), at=at
    )


def a_complete_draft_group(*, by: Person | None = None, at: datetime = AT, **begun: Any) -> Group:
    """A registration filled in and not yet sent."""
    a_city()
    by = by or cast.hanako()
    group = a_draft_group(by=by, at=at, **begun)
    groups.revise(group, part=Part.PROFILE, values=PROFILE, fields=[7, 13], wards=[a_ward()], by=by, at=at)
    groups.revise(group, part=Part.CONTACT, values=CONTACT, by=by, at=at)
    groups.revise(group, part=Part.ACTIVITY, values=ACTIVITY, by=by, at=at)
    groups.answer_conditions(group, answers=dict.fromkeys(conditions(), True), by=by, at=at)
    return group


def a_submitted_group(*, by: Person | None = None, at: datetime = AT, **begun: Any) -> Group:
    """A registration that waits for the desk."""
    group = a_complete_draft_group(by=by, at=at, **begun)
    return groups.move("submit", group, by=by or cast.hanako(), at=at)


def a_registered_group(*, by: Person | None = None, at: datetime = AT, **begun: Any) -> Group:
    """A registered group, 川辺を守る会 of 花子 unless said otherwise."""
    group = a_submitted_group(by=by, at=at, **begun)
    return groups.move("register", group, by=cast.sato(), at=at)


def a_paper_group(*, by: Person | None = None, at: datetime = AT) -> Group:
    """里山の会: a complete application that 佐藤 typed in from paper; nobody in it has an account."""
    a_city()
    return groups.enter_from_paper(
        values={"name": "里山の会", "kana": "サトヤマノカイ", **PROFILE, **CONTACT, **ACTIVITY, "email": "satoyama@example.jp"},
        fields=[7], wards=[], answers=dict.fromkeys(conditions(), True), representative="山本 ウメ", channel="counter",
        received_at=BEFORE, by=by or cast.sato(), at=at,
    )  # fmt: skip


def another_registered_group(*, at: datetime = AT) -> Group:
    """おはなしの木 of 太郎, to see what one group must not see or do in another."""
    return a_registered_group(name="おはなしの木", kana="オハナシノキ", by=cast.taro(), at=at)


def a_case_with_both_sides(*, title: str = "川の教室", citizens: Any = None, at: datetime = AT) -> Collaboration:
    """A shown case with 川辺を守る会 of 花子 on one side, 環境課 of 田中 on the other, 中野 between, about to agree."""
    group = citizens or Group.objects.filter(name="川辺を守る会").first() or a_registered_group(at=at)
    case = cases.open_case(title=title, direction="A", by=cast.hanako(), at=at)
    cases.add_party(case, group, side=Side.CITIZENS, by=cast.sato(), at=at)
    cases.add_party(case, the_environment_section(), side=Side.CITY, by=cast.sato(), at=at)
    cases.add_party(case, cast.nakano(), side=Side.NEUTRAL, by=cast.sato(), at=at)
    cases.move("propose", case, by=cast.hanako(), at=at)
    cases.show(case, by=cast.sato(), at=at)
    return case


def an_agreement(*, at: datetime = AT, **case: Any) -> Agreement:
    """An agreement just begun: both sides are to state."""
    return agreements.open_agreement(a_case_with_both_sides(at=at, **case), by=cast.tanaka(), at=at)


def a_revealed_agreement(*, at: datetime = AT, **case: Any) -> Agreement:
    """Both sides have stated; their words lie side by side."""
    agreement = an_agreement(at=at, **case)
    for who, (purpose, goal) in zip((cast.hanako(), cast.tanaka()), texts.STATED, strict=True):
        agreements.save_statement(agreement, purpose=purpose, goals=[goal], by=who, at=at)
        agreements.file_statement(agreement, by=who, at=at)
    return agreement


def an_agreement_in_drafting(*, at: datetime = AT, **case: Any) -> Agreement:
    """Every difference is ended; the joint text is begun."""
    agreement = a_revealed_agreement(at=at, **case)
    for point in agreement.differences.filter(ending=""):
        wording = texts.PURPOSE if point.is_purpose else texts.GOAL
        change = agreements.end_difference(point, ending="same", wording=wording, by=cast.hanako(), at=at)
        agreements.accept(change, by=cast.tanaka(), at=at)
    agreement.refresh_from_db()
    return agreement


def an_accepted_section(agreement: Agreement, section: str, value: Any, *, at: datetime = AT) -> None:
    """One section proposed by 花子 and accepted by 田中."""
    agreements.edit(agreement, section, value, by=cast.hanako(), at=at)
    seen = seal(agreement.text.section(section))
    change = agreements.propose(agreement, section, seen=seen, by=cast.hanako(), at=at)
    agreements.accept(change, by=cast.tanaka(), at=at)
    agreement.refresh_from_db()


def a_complete_agreement(*, at: datetime = AT, **case: Any) -> Agreement:
    """A text with nothing missing, not yet confirmed."""
    agreement = an_agreement_in_drafting(at=at, **case)
    for section, value in texts.whole(purpose=agreement.text.purpose).items():
        an_accepted_section(agreement, section, value, at=at)
    return agreement


def an_agreement_both_confirmed(*, at: datetime = AT, **case: Any) -> Agreement:
    """A concluded agreement; the work may begin."""
    agreement = agreements.call(a_complete_agreement(at=at, **case), by=cast.hanako(), at=at)
    for who in (cast.hanako(), cast.tanaka()):
        agreements.confirm(agreement, digest=agreement.digest(), by=who, at=at)
    return agreement


def a_started_case(*, at: datetime = AT, **case: Any) -> Collaboration:
    """A case whose work has begun through the gate."""
    return agreements.start(an_agreement_both_confirmed(at=at, **case).case, by=cast.tanaka(), at=at)


def a_seed(*, by: Person | Visitor | None = None, group: Thing | None = None, at: datetime = AT, **said: Any) -> Seed:
    """A seed for 環境課 from 花子's group, or from whoever is named."""
    a_city()
    return seeds.sow(
        **{
            "title": "用水路のごみを減らしたい", "problem": "大雨のたびに用水路がごみで詰まります。", "section": the_environment_section(),
            "sower": seeds.Sower("川辺 花子", phone="0004821111"), "ward": a_ward(), "fields": [7], "key": f"seed-{Seed.objects.count()}",
            **said,
        },
        body=group, by=by or (cast.hanako() if group else cast.visitor()), at=at,
    )  # fmt: skip


def a_groups_seed(*, at: datetime = AT, **said: Any) -> Seed:
    """A seed that 花子 sows for 川辺を守る会."""
    group = Group.objects.filter(name="川辺を守る会").first() or a_registered_group(at=at)
    cast.hanako().forget_capacities()
    return a_seed(by=cast.hanako(), group=group, at=at, **said)


def an_answered_seed(*, at: datetime = AT, **said: Any) -> Seed:
    """The seed of 川辺を守る会, answered by 田中 of 環境課."""
    seed = a_groups_seed(at=at, **said)
    seeds.answer(seed, text="現地を一緒に見に行きましょう。", by=cast.tanaka(), at=at)
    return seed


def a_case(*, at: datetime = AT, **said: Any) -> Collaboration:
    """A case with 川辺を守る会 and 環境課 at its sides, its seed answered."""
    return an_answered_seed(at=at, **said).case


def a_table(*, at: datetime = AT) -> Table:
    """A table called by the group on its case."""
    return tables.call(a_case(at=at), kind="proposal", aim="用水路の見回りを一緒にできるか", by=cast.hanako(), at=at)


def a_held_sitting(*, table: Table | None = None, at: datetime = AT) -> Sitting:
    """A sitting that took place this morning; its record is being written."""
    table = table or a_table(at=at)
    sitting = tables.plan(table, starts_at=at, place="中央公民館", aim="見回りの範囲を決める", by=cast.tanaka(), at=at)
    return tables.hold(sitting, by=cast.tanaka(), at=at)


def a_written_sitting(*, table: Table | None = None, at: datetime = AT, **notes: Any) -> Sitting:
    """A sitting whose record is complete and waits for both sides."""
    sitting = a_held_sitting(table=table, at=at)
    written = tables.Record(**{"aim_reached": True, "summary": "見回りの範囲を話し合いました。", **notes})
    return tables.write_up(sitting, notes=written, by=cast.hanako(), at=at)


def a_fixed_sitting(*, table: Table | None = None, at: datetime = AT, **notes: Any) -> Sitting:
    """A sitting whose record both sides confirmed."""
    sitting = a_written_sitting(table=table, at=at, **notes)
    for person in (cast.hanako(), cast.tanaka()):
        tables.confirm(sitting, digest=sitting.digest(), by=person, at=at)
    return sitting


def a_running_project(*, at: datetime = AT, **case: Any) -> Project:
    """A project that has just passed the gate."""
    return projects.start(an_agreement_both_confirmed(at=at, **case).case, by=cast.tanaka(), at=at)


def a_reported_project(*, at: datetime = AT, **case: Any) -> Project:
    """A project whose goals are measured and whose work is reported."""
    project = a_running_project(at=at, **case)
    for goal in project.case.agreement.goals.in_force():
        projects.measure(project, goal=goal, value=Decimal(30), on=at.date(), by=cast.hanako(), at=at)
    return projects.report(project, report="教室を三回開いた。", outcome="のべ90人が来た。", by=cast.hanako(), at=at)


def an_evaluation(*, at: datetime = AT, **case: Any) -> Evaluation:
    """An evaluation just begun; both sheets are empty."""
    return evaluations.open_evaluation(a_reported_project(at=at, **case).case, by=cast.tanaka(), at=at)


def marks(evaluation: Evaluation, score: int = 4, **changed: int) -> dict[str, evaluations.Mark]:
    """A complete sheet, the same score everywhere but for named items ("bank code" or subject)."""
    return {
        item.ref: evaluations.Mark(
            changed.get(item.source_ref, score), "植えた理由" if changed.get(item.source_ref, score) <= 2 else ""
        )
        for item in evaluation.items.all()
    }


def a_revealed_evaluation(*, at: datetime = AT, city: dict[str, int] | None = None, **case: Any) -> Evaluation:
    """Both sides have filed: citizens 4 everywhere, the city 4 but for what is named."""
    evaluation = an_evaluation(at=at, **case)
    evaluations.file(evaluation, marks=marks(evaluation), by=cast.hanako(), at=at)
    return evaluations.file(evaluation, marks=marks(evaluation, **(city or {})), by=cast.tanaka(), at=at)


def a_round(*, at: datetime = AT, prior_talk: bool = False, **dates: Any) -> Round:
    """A published round of 市民提案型: 80 percent up to 500,000 yen, open from 1 May to 30 June, corrected until 31 July."""
    a_city()
    terms = {**proposed.PROGRAMME, "prior_talk": prior_talk}
    programme = calls.set_programme("市民提案型協働事業", values=terms, by=cast.sato(), at=at)
    it = calls.prepare_round(programme, values={**proposed.ROUND, **dates}, by=cast.sato(), at=at)
    return calls.move("publish", it, by=cast.sato(), at=at)


def a_talk(*, at: datetime = AT, **said: Any) -> PriorTalk:
    """A prior talk that 花子 asks for on behalf of her group."""
    group = Group.objects.filter(name="川辺を守る会").first() or a_registered_group(at=at)
    asked = {"name": "川辺を守る会", "theme": "用水路の見回り", "solve": "あふれる前に気づきたい。", "body": group}
    return proposals.request_talk(**{**asked, **said}, by=cast.hanako(), at=at)


def a_held_talk(*, at: datetime = AT, **said: Any) -> PriorTalk:
    """The same talk, held by 佐藤 with advice."""
    return proposals.hold_talk(
        a_talk(at=at, **said), held_on=at.date(), method="counter", advice="環境課と話しましょう。", result="proposal",
        by=cast.sato(), at=at,
    )  # fmt: skip


def a_draft_proposal(*, at: datetime = AT, **begun: Any) -> Proposal:
    """A draft that 花子 begins for 川辺を守る会, addressed to 環境課."""
    group = Group.objects.filter(name="川辺を守る会").first() or a_registered_group(at=at)
    cast.hanako().forget_capacities()
    return proposals.begin(
        **{"title": "用水路の見回り隊", "body": group, "section": the_environment_section(), **begun},
        by=cast.hanako(),
        at=at,
    )


def a_complete_draft(*, at: datetime = AT, **begun: Any) -> Proposal:
    """A draft with nothing missing, not yet submitted."""
    proposal = a_draft_proposal(at=at, **begun)
    for step, values in proposed.whole(answers=bool(proposal.round)).items():
        proposals.save_step(proposal, step=step, values=values, by=cast.hanako(), at=at)
    return proposal


def a_submitted_proposal(*, at: datetime = AT, **begun: Any) -> Proposal:
    """A proposal that waits for the desk's formal check."""
    return proposals.submit(a_complete_draft(at=at, **begun), by=cast.hanako(), at=at)


def a_returned_proposal(*, at: datetime = AT, **begun: Any) -> Proposal:
    """A proposal that 佐藤 asked to be corrected until the end of May."""
    waiting = a_submitted_proposal(at=at, **begun)
    return proposals.send_back(waiting, reason="日程が空です。", correct_by=date(2026, 5, 29), by=cast.sato(), at=at)


def a_checked_proposal(*, at: datetime = AT, **begun: Any) -> Proposal:
    """A proposal whose form is in order; everybody reads it."""
    return proposals.check(a_submitted_proposal(at=at, **begun), by=cast.sato(), at=at)


def a_screening(*, at: datetime = AT, **begun: Any) -> Screening:
    """A checked proposal that has been put before the screening."""
    return screening.open_screening(a_checked_proposal(at=at, **begun), by=cast.sato(), at=at)


def a_recommended_screening(*, outcome: str = "adopted", at: datetime = AT) -> Screening:
    """A screening with its result and a reason for each criterion."""
    it = a_screening(at=at)
    reasons = {str(name): f"{name}は十分です。" for name in criteria_of(it.proposal)}
    return screening.recommend(it, outcome=outcome, reasons=reasons, held_on=at.date(), by=cast.sato(), at=at)


def a_decided_screening(*, outcome: str = "adopted", at: datetime = AT, **decided: Any) -> Screening:
    """鈴木, head of 環境課, has decided; the proposer has not been told yet."""
    said = {"outcome": outcome, "reason": "地区の要望にこたえるため。", **decided}
    return screening.decide(a_recommended_screening(outcome=outcome, at=at), **said, by=cast.suzuki(), at=at)


def a_notified_screening(*, outcome: str = "adopted", at: datetime = AT, **decided: Any) -> Screening:
    """The proposer has been told, and the case went its way."""
    return screening.notify(a_decided_screening(outcome=outcome, at=at, **decided), by=cast.sato(), at=at)


def an_adopted_case(*, at: datetime = AT, **decided: Any) -> Collaboration:
    """A case whose proposal was adopted; its agreement may be drawn up."""
    return Collaboration.objects.get(proposal__screenings=a_notified_screening(at=at, **decided))


keep(globals(), bases={"a_city"})
