"""Where each body stood on any day: a network, a council, people who study, a staff conference, and both together.

A town's story told in days: a network of groups since September 2006, its idea of rules in February 2007, the paper
handed to the mayor in October 2007, a council that met a fortnight later and asked for a body of its own, people who
study until the guideline is there, a staff conference of two-year terms that stays.
"""

from datetime import date, timedelta

import pytest

from kyodo.deliberation.councils.actions import bodies
from kyodo.deliberation.councils.queries import finding, standing
from tests import cast
from tests.cast import AT

from .founding import a_body, a_seat, a_term

pytestmark = pytest.mark.django_db

FOUNDED, PAPER, COUNCIL, BEGUN, MADE = (
    date(2006, 9, 1), date(2007, 10, 15), date(2007, 10, 30), date(2008, 1, 10), date(2009, 3, 25)
)  # fmt: skip
DAYS = [FOUNDED + timedelta(days=n) for n in range(0, 1400, 13)]


@pytest.fixture
def story():
    network = a_body("市民活動の連絡会", kana="レンラクカイ", kind="network", since=FOUNDED)
    council = a_body("市民参画の審議会", kana="シンギカイ", kind="attached", since=date(2006, 4, 1))
    study = a_body("指針づくりの調査員", kana="チョウサイン", kind="outline", since=BEGUN)
    staff = a_body("協働の庁内会議", kana="チョウナイカイギ", kind="internal", since=BEGUN)
    joint = a_body("指針づくりの合同会議", kana="ゴウドウカイギ", kind="joint", since=BEGUN)
    for body, other, kind, since in (
        (network, council, "asks", PAPER), (study, joint, "joins", BEGUN), (staff, joint, "joins", BEGUN),
        (joint, council, "answers_to", BEGUN),
    ):  # fmt: skip
        bodies.relate(body, other, kind=kind, since=since, by=cast.sato(), at=AT)
    a_term(council, 1, date(2006, 4, 1), date(2008, 3, 31))
    a_term(council, 2, date(2008, 4, 1), date(2010, 3, 31))
    a_term(network, 1, FOUNDED, event="会を閉じるとき")
    until_made = a_term(study, 1, BEGUN, event="指針の策定")
    a_seat(until_made, name="調査員")
    a_term(staff, 1, BEGUN, date(2010, 1, 9))
    a_term(staff, 2, date(2010, 1, 10), date(2012, 1, 9))
    a_term(joint, 1, BEGUN, event="指針の策定")
    for term in (until_made, joint.terms.get()):
        bodies.end_term(term, on=MADE, because="指針ができた", by=cast.sato(), at=AT)
    for body in (study, joint):
        bodies.close_body(body, on=MADE, reason="指針ができた", by=cast.sato(), at=AT)
    return {"network": network, "council": council, "study": study, "staff": staff, "joint": joint}


def names(day):
    return {body.name for body in standing.standing(day).bodies}


@pytest.mark.parametrize("day", DAYS)
def test_the_bodies_of_every_day_are_those_that_existed(story, day):
    there = {"市民参画の審議会"}
    if day >= FOUNDED:
        there.add("市民活動の連絡会")
    if day >= BEGUN:
        there.add("協働の庁内会議")
    if BEGUN <= day <= MADE:
        there |= {"指針づくりの調査員", "指針づくりの合同会議"}
    assert names(day) == there


@pytest.mark.parametrize(
    ("day", "lines"),
    [
        (PAPER - timedelta(days=1), set()),
        (PAPER, {("市民活動の連絡会", "asks")}),
        (COUNCIL, {("市民活動の連絡会", "asks")}),
        (BEGUN, {("市民活動の連絡会", "asks"), ("指針づくりの調査員", "joins"), ("協働の庁内会議", "joins"), ("指針づくりの合同会議", "answers_to")}),
        (MADE + timedelta(days=1), {("市民活動の連絡会", "asks")}),
    ],
)  # fmt: skip
def test_the_lines_of_a_day_are_those_that_held(story, day, lines):
    assert {(it.body.name, it.kind) for it in standing.standing(day).relations} == lines


def test_a_term_that_ended_with_its_event_has_no_members_on_the_day_after(story):
    assert standing.sits_in(story["study"], MADE).count() == 1
    assert standing.sits_in(story["study"], MADE + timedelta(days=1)).count() == 0


def test_the_standing_conference_goes_on_without_a_gap(story):
    terms = [standing.term_on(story["staff"], day) for day in (BEGUN, date(2010, 1, 9), date(2010, 1, 10))]
    assert [term and term.number for term in terms] == [1, 1, 2]
    assert standing.gaps(date(2009, 6, 1)) == []


def test_the_picture_puts_each_body_in_its_lane_and_draws_every_line_between_them(story):
    picture = finding.picture(BEGUN)
    assert [[box.name for box in lane.boxes] for lane in picture.columns] == [
        ["市民活動の連絡会"],
        ["指針づくりの合同会議", "市民参画の審議会", "指針づくりの調査員"],
        ["協働の庁内会議"],
    ]
    assert len(picture.ties) == 4


def test_the_page_shows_any_day_and_says_what_is_no_day(story, client):
    shown = client.get("/councils/position/", {"on_year": "2008", "on_month": "6", "on_day": "1"}).content.decode()
    assert "指針づくりの合同会議" in shown
    before = client.get("/councils/position/", {"on_year": "平成18年10月1日", "on_month": "", "on_day": ""})
    assert "指針づくりの合同会議" not in before.content.decode()
    named = client.get("/councils/position/", {"on": PAPER.isoformat()}).content.decode()
    assert "市民活動の連絡会" in named
    assert "指針づくりの合同会議" not in named
    assert "エラー" in client.get("/councils/position/", {"on_year": "いつか"}).content.decode()
