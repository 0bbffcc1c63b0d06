"""Finding groups: search, pages, groups that may be the same, and what the database itself refuses."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from kyodo.commons.groups import actions, queries
from kyodo.commons.groups.models import Group, Membership
from kyodo.commons.groups.queries import Search
from kyodo.commons.groups.states import Part, Role, State
from kyodo.kernel.access import find
from tests import cast, given
from tests.cast import AT, JST

pytestmark = pytest.mark.django_db


@pytest.fixture
def three():
    return [
        given.a_registered_group(name=name, kana=kana)
        for name, kana in (("あおば会", "アオバカイ"), ("かわべの会", "カワベノカイ"), ("さくら会", "サクラカイ"))
    ]


def names(search, at=AT):
    return [g.name for g in queries.found(search, at=at)]


def test_the_list_is_in_the_order_of_the_readings(three):
    given.a_registered_group(name="一番新しい会", kana="イチバンアタラシイカイ")
    assert names(Search()) == ["あおば会", "一番新しい会", "かわべの会", "さくら会"]


@pytest.mark.parametrize("text", ["かわべ", "カワベ", "ｶﾜﾍﾞ", "かわべの会", " かわべ "])
def test_a_group_is_found_by_name_or_reading_in_any_script(three, text):
    assert names(Search(text=text)) == ["かわべの会"]


def test_a_percent_sign_is_a_percent_sign(three):
    assert names(Search(text="%")) == []
    assert names(Search(text="_")) == []


def test_groups_are_found_by_field_and_by_who_looks_for_members(three):
    kawabe = three[1]
    actions.revise(kawabe, part=Part.PROFILE, values={}, fields=[8], by=cast.hanako(), at=AT)
    actions.revise(kawabe, part=Part.ACTIVITY, values={"looking_for_members": True}, by=cast.hanako(), at=AT)
    assert names(Search(field=8)) == ["かわべの会"]
    assert names(Search(looking=True)) == ["かわべの会"]
    assert names(Search(field=8, text="さくら")) == []


def test_a_group_of_the_whole_city_is_found_in_every_ward(three):
    kawabe = three[1]
    actions.revise(kawabe, part=Part.PROFILE, values={}, wards=[], by=cast.hanako(), at=AT)
    assert names(Search(ward=given.a_ward("中央地区").ref)) == ["かわべの会"]
    assert len(names(Search(ward=given.a_ward("川東地区").ref))) == 3


def test_lapsed_groups_leave_the_list_and_are_found_when_asked_for(three):
    after = datetime(2027, 4, 1, 9, tzinfo=JST)
    assert names(Search(), at=after) == []
    assert len(names(Search(lapsed=True), at=after)) == 3


def test_only_registered_groups_stand_in_the_list(three):
    for make in (given.a_draft_group, given.a_submitted_group):
        make(name="まだの会", kana="マダノカイ")
    actions.move("withdraw", three[0], by=cast.sato(), at=AT, reason="解散")
    assert names(Search(lapsed=True)) == ["かわべの会", "さくら会"]


def test_pages_follow_each_other_without_gap_or_repeat(three):
    Group.objects.update(sort_key="ドウメイ")  # all alike: the row number decides
    listed, after = [], ""
    while True:
        rows, after = queries.page_of(queries.found(Search(), at=AT), after=after, size=2)
        listed += rows
        if not after:
            break
    assert [g.pk for g in listed] == sorted(g.pk for g in three)


def test_an_unknown_place_in_the_list_begins_at_the_front(three):
    rows, _after = queries.page_of(queries.found(Search(), at=AT), after="NOSUCHREF")
    assert len(rows) == 3


def test_a_page_costs_the_same_however_many_groups_it_shows(django_assert_num_queries):
    given.a_registered_group()
    for count in (1, 3):
        with django_assert_num_queries(3):
            rows, _after = queries.page_of(queries.found(Search(), at=AT))
            assert len([(list(g.fields.all()), list(g.wards.all())) for g in rows]) == count
        given.another_registered_group()
        given.a_registered_group(name="三つ目", kana="ミッツメ")


def test_the_same_name_with_another_legal_form_is_noticed():
    given.a_registered_group(name="NPO法人 川辺を守る会")
    found = queries.alike(name="特定非営利活動法人川辺を守る会", seen_by=cast.taro(), at=AT)
    assert [(a.group.name, [str(b) for b in a.because]) for a in found] == [
        ("NPO法人 川辺を守る会", ["名前がほぼ同じ"])
    ]
    assert not queries.alike(name="山辺を守る会", seen_by=cast.taro(), at=AT)


def test_a_closed_telephone_number_is_compared_for_officers_only():
    given.a_registered_group()
    ask = {"name": "別の名前", "phone": given.CONTACT["phone"], "at": AT}
    assert not queries.alike(seen_by=cast.taro(), **ask)
    assert [str(a.because[0]) for a in queries.alike(seen_by=cast.sato(), **ask)] == ["電話番号が同じ"]


def test_another_groups_draft_is_not_betrayed_as_alike():
    given.a_draft_group()
    assert not queries.alike(name="川辺を守る会", seen_by=cast.taro(), at=AT)
    assert queries.alike(name="川辺を守る会", seen_by=cast.sato(), at=AT)


def test_entries_older_than_a_year_are_no_longer_fresh():
    group = given.a_registered_group()
    assert all(f.fresh for f in queries.freshness(group, AT.date()).values())
    assert all(f.fresh for f in queries.freshness(group, date(2027, 5, 10)).values())
    assert not any(f.fresh for f in queries.freshness(group, date(2027, 5, 11)).values())


def test_the_desk_sees_what_waits():
    given.a_submitted_group()
    given.a_draft_group(name="下書きの会", kana="シタガキノカイ")
    given.another_registered_group()
    waiting, writing, lapsed = queries.piles(datetime(2027, 4, 2, 9, tzinfo=JST))
    assert [g.name for g in waiting.groups] == ["川辺を守る会"]
    assert [g.name for g in writing.groups] == ["下書きの会"]
    assert [g.name for g in lapsed.groups] == ["おはなしの木"]


def test_a_group_is_named_by_its_subject():
    group = given.a_registered_group()
    assert find(group.subject) == group
    assert cast.hanako().capacities(AT)[0].label == "川辺を守る会 代表"


def test_groups_one_speaks_for_are_those_one_may_apply_with():
    group = given.a_registered_group()
    actions.join(group, cast.jiro(), role=Role.MEMBER, by=cast.hanako(), at=AT)
    assert list(queries.groups_of(cast.hanako(), AT)) == [group]
    assert not queries.groups_of(cast.jiro(), AT).exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": State.REGISTERED, "number": "", "valid_until": date(2027, 3, 31), "registered_on": date(2026, 4, 1)},
        {"state": State.REGISTERED, "number": "9", "valid_until": None, "registered_on": date(2026, 4, 1)},
        {"state": State.RETURNED, "reason": ""},
        {"members": 3, "resident_members": 4},
        {"number": "2026-001"},
    ],
)
def test_the_database_refuses_what_cannot_be(wrong):
    given.another_registered_group()
    draft = given.a_draft_group()
    with pytest.raises(IntegrityError), transaction.atomic():
        Group.objects.filter(pk=draft.pk).update(**wrong)


def test_the_database_refuses_a_second_representative():
    group = given.a_registered_group()
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(group=group, person=cast.jiro(), role=Role.REPRESENTATIVE, since=AT.date())
    with pytest.raises(IntegrityError), transaction.atomic():
        group.memberships.update(until=AT.date() - timedelta(days=1))
