"""Beginning, filling in, publishing, answering."""

from functools import partial

import pytest

from kyodo.commons.groups import actions
from kyodo.commons.groups.models import Group
from kyodo.commons.groups.queries import conditions
from kyodo.commons.groups.states import Channel, Part, Role, Source, State
from kyodo.kernel.policy import AlreadyDone, NotAllowed, Refused
from kyodo.offices.journal.models import Entry
from tests import cast, given
from tests.cast import AT, BEFORE

from .situations import IN_STATE

pytestmark = pytest.mark.django_db


def test_whoever_begins_an_application_speaks_for_the_group_at_once():
    group = given.a_draft_group()
    assert group.state == State.DRAFT
    assert [(c.ref, c.role) for c in cast.hanako().capacities(AT)] == [(group.subject, Role.REPRESENTATIVE)]


def test_pressing_the_button_twice_begins_one_application():
    given.a_city()
    begin = partial(
        actions.begin_application, name="ふたば会", kana="フタバカイ", kind="voluntary", role=Role.CONTACT,
        by=cast.hanako(), at=AT, key="k" * 20,
    )  # fmt: skip
    first = begin()
    with pytest.raises(AlreadyDone) as again:
        begin()
    assert again.value.subject == first.subject
    assert Group.objects.count() == 1


def test_a_name_is_kept_byte_for_byte_and_found_in_every_spelling():
    name = "㈱髙﨑ボランティアの会"
    group = given.a_draft_group(name=name, kana="タカサキボランティアノカイ")
    assert Group.objects.get(pk=group.pk).name == name
    for typed in ("高崎ボランティア", "髙﨑", "たかさき", "ﾀｶｻｷ", "(株)高崎"):
        assert group in Group.objects.named(typed), typed
    assert group not in Group.objects.named("川崎")


def test_every_part_is_dated_and_sourced_when_it_is_written():
    group = given.a_draft_group()
    actions.revise(group, part=Part.CONTACT, values=given.CONTACT, by=cast.hanako(), at=AT)
    actions.revise(group, part=Part.ACTIVITY, values=given.ACTIVITY, by=cast.sato(), at=AT)
    known = {c.part: (c.source, c.confirmed_on) for c in group.confirmations.all()}
    assert known == {Part.CONTACT: (Source.GROUP, AT.date()), Part.ACTIVITY: (Source.OFFICE, AT.date())}


def test_the_journal_says_what_changed_and_not_what_it_says():
    group = given.a_registered_group()
    actions.revise(group, part=Part.CONTACT, values={"phone": "0009998888"}, by=cast.hanako(), at=AT)
    entry = Entry.objects.filter(act="revise").latest("seq")
    assert '"changed":["phone"]' in entry.detail
    assert "0009998888" not in entry.detail


def test_a_former_name_stays_in_the_journal():
    group = given.a_registered_group()
    actions.revise(group, part=Part.PROFILE, values={"name": "川を楽しむ会"}, by=cast.hanako(), at=AT)
    assert "川辺を守る会" in Entry.objects.filter(act="revise").latest("seq").detail
    assert group in Group.objects.named("楽しむ")


@pytest.mark.parametrize(
    ("state", "group_may", "desk_may"),
    [
        (State.DRAFT, True, True),
        (State.SUBMITTED, False, True),
        (State.RETURNED, True, True),
        (State.REGISTERED, True, True),
        (State.REFUSED, False, True),
        (State.CANCELLED, False, False),
        (State.WITHDRAWN, False, False),
    ],
)
def test_entries_are_written_while_they_are_in_ones_hands(state, group_may, desk_may):
    for person, may in ((cast.hanako(), group_may), (cast.sato(), desk_may)):
        group = IN_STATE[state]()
        if may:
            actions.revise(group, part=Part.ACTIVITY, values={"members": 30}, by=person, at=AT)
            assert group.members == 30
        else:
            with pytest.raises(NotAllowed):
                actions.revise(group, part=Part.ACTIVITY, values={"members": 30}, by=person, at=AT)


def test_a_plain_member_and_a_stranger_write_nothing():
    group = given.a_registered_group()
    actions.join(group, cast.jiro(), role=Role.MEMBER, by=cast.hanako(), at=AT)
    for person in (cast.jiro(), cast.taro(), cast.tanaka()):
        with pytest.raises(NotAllowed):
            actions.revise(group, part=Part.ACTIVITY, values={"members": 30}, by=person, at=AT)
        with pytest.raises(NotAllowed):
            actions.set_publication(group, switches={"phone": True}, by=person, at=AT)


def test_a_group_names_at_most_three_fields_in_its_own_order():
    group = given.a_draft_group()
    actions.revise(group, part=Part.PROFILE, values={}, fields=[13, 2, 7], by=cast.hanako(), at=AT)
    assert [f.code for f in group.fields.all()] == [13, 2, 7]
    with pytest.raises(Refused, match="3つまで"):
        actions.revise(group, part=Part.PROFILE, values={}, fields=[1, 2, 3, 4], by=cast.hanako(), at=AT)


def test_address_phone_and_mail_are_closed_until_the_group_opens_them():
    group = given.a_registered_group()
    assert not any(map(group.is_open, ("address", "phone", "email", "fax", "postcode", "contact")))
    assert group.is_open("representative")
    assert group.is_open("purpose")
    actions.set_publication(group, switches={"phone": True, "representative": False}, by=cast.hanako(), at=AT)
    assert group.is_open("phone")
    assert not group.is_open("representative")
    assert group.publication == {"phone": True, "representative": False}


def test_the_more_is_open_the_higher_the_level_of_disclosure():
    group = given.a_registered_group()
    levels = [group.disclosure_level]
    for entry in ("phone", "email", "address", "postcode", "contact"):
        actions.set_publication(group, switches={entry: True}, by=cast.hanako(), at=AT)
        levels.append(group.disclosure_level)
    assert levels == sorted(levels)
    assert levels[0] < levels[-1]


def test_answers_keep_the_wording_that_was_shown():
    group = given.a_complete_draft_group()
    shown = [a.statement for a in group.answers.all()]
    actions.adopt_conditions("新しい要件です。\n\nもう一つの要件です。\n", by=cast.sato(), at=AT)
    assert conditions() == ("新しい要件です。", "もう一つの要件です。")
    assert [a.statement for a in group.answers.all()] == shown


def test_only_the_desk_adopts_conditions_and_never_none():
    given.a_city()
    for person in (cast.hanako(), cast.tanaka()):
        with pytest.raises(NotAllowed):
            actions.adopt_conditions("要件", by=person, at=AT)
    with pytest.raises(Refused, match="1つ以上"):
        actions.adopt_conditions(" \n ", by=cast.sato(), at=AT)


def test_an_application_from_paper_keeps_its_channel_and_the_day_it_came():
    group = given.a_paper_group()
    assert (group.channel, group.received_at) == (Channel.COUNTER, BEFORE)
    person = group.memberships.get().person
    assert (person.name, person.email) == ("山本 ウメ", None)
    assert {c.source for c in group.confirmations.all()} == {Source.OFFICE}
    with pytest.raises(NotAllowed):
        given.a_paper_group(by=cast.tanaka())
