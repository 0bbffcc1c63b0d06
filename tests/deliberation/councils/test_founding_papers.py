"""Two towns' own accounts of how their guideline came about, fact by fact.

One tells of a network, its team, a council that meets too seldom to write, and two bodies that meet as one; the other of
a committee of ten citizens and eight officers with ten meetings, and of four sessions of the officers alone.
"""

from collections import Counter
from datetime import date, datetime, time, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kyodo.deliberation.councils.actions import agenda, bodies, chaining, outcomes, planning
from kyodo.deliberation.councils.models import Meeting, Membership
from kyodo.deliberation.councils.queries import attending, chains, finding, meetings, standing
from kyodo.deliberation.councils.queries.recurring import Rule
from kyodo.deliberation.councils.states.bodies import BodyKind, RelationKind, Route
from kyodo.kernel.access import Side
from tests import cast, given
from tests.cast import AT, JST

from . import sessions
from .founding import a_body, a_seat, a_term

pytestmark = pytest.mark.django_db
FOUNDED, ASKED, PAPER, COUNCIL, BEGUN, MADE = (
    date(2006, 9, 1), date(2007, 2, 20), date(2007, 10, 15), date(2007, 10, 30), date(2008, 1, 10), date(2009, 3, 25)
)  # fmt: skip


def _by_desk(**said):
    """The desk enters the papers of those years; their days are those of the papers."""
    return {"by": cast.sato(), "at": AT, **said}


def _held(term, day, *, title="協働の指針について", paper="", **said):
    """A meeting of those years, from its notice to its close, everybody there."""
    starts = datetime.combine(day, time(18, 30), JST)
    where = planning.Where("市役所")
    it = planning.plan(term, starts_at=starts, ends_at=starts + timedelta(hours=2), where=where, **_by_desk())
    item = agenda.raise_item(it, title=title, kind="discussion", **_by_desk(**said))
    if paper:
        file = SimpleUploadedFile("teigen.txt", "提言書\n".encode(), content_type="text/plain")
        agenda.add_paper(it, item=item, title=paper, file=file, **_by_desk())
    planning.notice(it, urgent_reason="後から入力した記録のため。", **_by_desk())
    planning.open_meeting(it, **_by_desk())
    planning.attend(it, presences=sessions.everybody(it), **_by_desk())
    return it, item


def test_a_network_wrote_for_half_a_year_and_its_paper_lay_before_the_second_meeting_of_the_council():
    network = a_body("市民活動の連絡会", kind=BodyKind.NETWORK, since=FOUNDED)
    a_term(network, 1, FOUNDED, event="会を閉じるとき")
    team = a_body("ルールづくりチーム", kind=BodyKind.PART, since=ASKED, parent=network)
    section = given.the_desk()
    paper = chaining.begin_chain(
        kind="proposal", title="協働の提言", section=section, body=network, began_on=ASKED, **_by_desk()
    )
    assert paper.ready_by == date(2007, 8, 20), "six months were agreed upon"
    picture = finding.picture(ASKED)
    assert [box.name for box in picture.columns[0].boxes] == [network.name, team.name], "both at the table of citizens"
    assert [(tie.start, tie.label, tie.end) for tie in picture.ties] == [(team.name, "の一部", network.name)]
    box = chains.time_box(paper, PAPER - timedelta(days=1))
    assert box is not None
    assert box.left == -55, "it took eight weeks longer"
    handed = chaining.hand_on(
        paper, kind="proposal", giver="連絡会", taker="市長", handed_on=PAPER, **_by_desk()
    )  # fmt: skip
    chaining.receive(handed, received_on=PAPER, receipt="第15号", **_by_desk())
    bodies.close_body(team, on=PAPER, reason="提言書を出した。", **_by_desk())

    council = a_body("市民参画審議会", meetings_a_year=3)
    term = a_term(council, 1, date(2006, 4, 1), date(2008, 3, 31))
    a_seat(term, cast.hanako(), post="chair")
    first, item = _held(term, date(2007, 6, 26), title="参画の一年")
    agenda.settle(first, item=item, how="報告を受けた。", **_by_desk())
    planning.close(first, **_by_desk())
    second, item = _held(term, COUNCIL, paper="協働の提言", about=paper.subject)
    why = "委員の数も会議の回数も限られるため、素案は別の組織でつくり、審議会は出来上がった指針を答申する。"
    decision = outcomes.decide(second, item=item, text=why, grade="unanimous", **_by_desk())
    planning.close(second, **_by_desk())
    assert (second.number, PAPER.strftime("%a"), second.day.strftime("%a")) == (2, "Mon", "Tue")
    assert [it.meeting for it in meetings.meetings_touching(paper.subject)] == [second]
    assert second.papers.get().title == "協働の提言"
    assert decision.text == why
    assert standing.term_on(network, MADE), "the network itself goes on"


def test_citizens_sit_until_the_guideline_is_there_and_officers_for_two_years_again_and_again():
    study = a_body("指針策定の調査員", kind=BodyKind.OUTLINE, since=BEGUN)
    staff = a_body("協働の庁内会議", kind=BodyKind.INTERNAL, since=BEGUN, term_months=24)
    joint = a_body("指針策定の合同会議", kind=BodyKind.JOINT, since=BEGUN)
    for body in (study, staff):
        bodies.relate(body, joint, kind=RelationKind.JOINS, since=BEGUN, **_by_desk())
    until_made = a_term(study, 1, BEGUN, event="指針の策定")
    two_years = a_term(staff, 1, BEGUN, date(2010, 1, 9))
    together = a_term(joint, 1, BEGUN, event="指針の策定")
    a_seat(until_made, cast.hanako(), route=Route.PUBLIC)
    a_seat(two_years, cast.suzuki(), route=Route.OFFICER)

    evening = datetime(2008, 6, 1, 19, 0, tzinfo=JST)
    sides = {p: {c.ref: c.side for c in standing.capacities_of(p, evening)} for p in (cast.hanako(), cast.suzuki())}
    assert sides[cast.hanako()] == {study.subject: Side.CITIZENS, joint.subject: Side.CITIZENS}
    assert sides[cast.suzuki()] == {staff.subject: Side.CITY, joint.subject: Side.CITY}

    rule = Rule("monthly", 1, 2, date(2008, 2, 1), date(2009, 2, 28))
    planning.plan_series(
        together, rule=rule, starts=time(18, 30), ends=time(20, 30), where=planning.Where("市役所"), **_by_desk()
    )
    months = Counter((it.day.year, it.day.month) for it in Meeting.objects.of(joint))
    assert set(months.values()) == {1}
    assert len(months) == 13
    first = Meeting.objects.of(joint).order_by("number")[0]
    seats = list(attending.seats_of(first))
    assert {seat.side for seat in seats} == {Side.CITIZENS, Side.CITY}

    for term in (until_made, together):
        bodies.end_term(term, on=MADE, because="指針を策定した。", **_by_desk())
    after = MADE + timedelta(days=1)
    assert [standing.sits_in(body, after).count() for body in (study, staff)] == [0, 1]
    again = a_seat(a_term(staff, 2, date(2010, 1, 10), date(2012, 1, 9)), cast.suzuki(), route=Route.OFFICER)
    assert (again.nth, again.exception) == (2, "")


def test_ten_citizens_and_eight_officers_met_ten_times_and_the_officers_four_times_more():
    august, advised = date(2008, 8, 5), date(2009, 6, 30)
    committee = a_body(
        "ガイドライン策定委員会", kind=BodyKind.OUTLINE, since=august, seats={"recommended": 10, "officer": 8}
    )
    term = a_term(committee, 1, august, event="ガイドラインの提言", outputs=["ガイドライン素案", "提言"])
    groups = ("自治振興会", "NPO", "女性団体", "商工会", "福祉の会")
    for n in range(10):
        a_seat(term, name=f"市民{n}", route=Route.RECOMMENDED, behalf=groups[n % 5], gender="wm"[n % 2])
    for n in range(8):
        why = "公募をせず、団体の推薦と職員で構成するため。" if n == 7 else ""
        a_seat(term, name=f"職員{n}", route=Route.OFFICER, gender="wm"[n % 2], exception=why)
    assert Counter(Membership.objects.values_list("side", flat=True)) == {"citizens": 10, "city": 8}
    assert [(label, n, taken) for label, n, taken in finding.seats_left(term)] == [
        ("団体推薦", 10, 10),
        ("行政職員", 8, 8),
    ]

    officers = a_body("職員検討会", kind=BodyKind.PART, since=august, parent=committee)
    inner = a_term(officers, 1, august, event="ガイドラインの提言")
    for n in range(8):
        a_seat(inner, name=f"職員{n}", route=Route.OFFICER)
    for n in range(10):
        it, item = _held(term, august + timedelta(days=21 * (n + 1)), title=f"第{n + 1}回の議題")
        agenda.settle(it, item=item, how="話し合った。", **_by_desk())
        planning.close(it, **_by_desk())
    for n in range(4):
        it, item = _held(inner, august + timedelta(days=50 * (n + 1)), title=f"職員の議題{n + 1}")
        agenda.settle(it, item=item, how="話し合った。", **_by_desk())
        planning.close(it, **_by_desk())
    held = Meeting.objects.filter(state="closed")
    assert (held.of(committee).count(), held.of(officers).count()) == (10, 4)
    assert all((quorum := attending.quorum(it)) and quorum.is_met for it in held)

    for output in term.outputs.all():
        bodies.finish_output(output, on=advised, **_by_desk())
    told = chaining.begin_chain(
        kind="proposal",
        title="ガイドラインの提言",
        section=committee.section,
        body=committee,
        began_on=august,
        **_by_desk(),
    )
    hop = chaining.hand_on(told, kind="proposal", giver=committee.name, taker="市長", handed_on=advised, **_by_desk())
    assert chaining.receive(hop, received_on=advised, receipt="自治第1号", **_by_desk()).receipt == "自治第1号"
    bodies.end_term(term, on=advised, because="提言した。", **_by_desk())
    assert not standing.sits_in(committee, advised + timedelta(days=1)).exists()

    council = a_body("市民協働推進会議", kind=BodyKind.OUTLINE, since=advised)
    office = a_body("協働推進本部", kind=BodyKind.INTERNAL, since=advised)
    bodies.relate(council, office, kind=RelationKind.ANSWERS, since=advised, **_by_desk())
    there = {box.name for lane in finding.picture(advised).columns for box in lane.boxes}
    assert {council.name, office.name} <= there
