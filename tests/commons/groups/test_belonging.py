"""Who belongs to a group, for which time, and how a role passes on."""

from datetime import timedelta

import pytest

from kyodo.commons.groups import actions, queries
from kyodo.commons.groups.models import Membership
from kyodo.commons.groups.states import Role
from kyodo.kernel.policy import IllegalMove, NotAllowed, Refused
from kyodo.offices.people import actions as people
from kyodo.offices.people.models import Invitation
from tests import cast, given
from tests.cast import AT

pytestmark = pytest.mark.django_db

LATER = AT + timedelta(days=10)


def roles(person, at=LATER):
    person.forget_capacities()
    return {c.role for c in person.capacities(at)}


def test_a_hand_over_ends_one_time_and_begins_the_next():
    group = given.a_registered_group()
    actions.hand_over(group, role=Role.REPRESENTATIVE, to=cast.jiro(), title="会長", by=cast.hanako(), at=LATER)
    held = group.memberships.filter(role=Role.REPRESENTATIVE).order_by("since")
    assert [(m.person, m.since, m.until) for m in held] == [
        (cast.hanako(), AT.date(), LATER.date()),
        (cast.jiro(), LATER.date(), None),
    ]
    assert roles(cast.jiro()) == {Role.REPRESENTATIVE}
    assert roles(cast.hanako()) == {Role.MEMBER}


def test_the_former_representative_cannot_act_for_the_group_from_that_moment():
    group = given.a_registered_group()
    hanako = cast.hanako()
    hanako.capacities(LATER)
    actions.hand_over(group, role=Role.REPRESENTATIVE, to=cast.jiro(), by=hanako, at=LATER)
    with pytest.raises(NotAllowed):
        actions.hand_over(group, role=Role.REPRESENTATIVE, to=hanako, by=cast.hanako(), at=LATER)


def test_a_role_passes_on_to_somebody_without_an_account():
    group = given.a_registered_group()
    actions.hand_over(group, role=Role.REPRESENTATIVE, name="森 ヨネ", kana="もり よね", by=cast.sato(), at=LATER)
    representative = queries.present_in(group, LATER.date()).representative
    assert representative
    assert (representative.person.name, representative.person.kana) == ("森 ヨネ", "モリ ヨネ")


def test_a_group_has_one_representative():
    group = given.a_registered_group()
    with pytest.raises(Refused, match="引き継ぐ"):
        actions.join(group, cast.jiro(), role=Role.REPRESENTATIVE, by=cast.hanako(), at=LATER)


def test_joining_twice_is_joining_once():
    group = given.a_registered_group()
    first = actions.join(group, cast.jiro(), role=Role.MEMBER, by=cast.hanako(), at=AT)
    assert actions.join(group, cast.jiro(), role=Role.MEMBER, by=cast.hanako(), at=LATER) == first


def test_the_last_who_speaks_for_a_group_hands_over_before_leaving():
    group = given.a_registered_group()
    mine = group.memberships.get()
    with pytest.raises(Refused, match="先に"):
        actions.leave(mine, by=cast.hanako(), at=LATER)
    actions.join(group, cast.jiro(), role=Role.CONTACT, by=cast.hanako(), at=AT)
    actions.leave(mine, by=cast.hanako(), at=LATER)
    assert not roles(cast.hanako())


def test_a_member_leaves_alone_but_sends_nobody_away():
    group = given.a_registered_group()
    own = actions.join(group, cast.jiro(), role=Role.MEMBER, by=cast.hanako(), at=AT)
    with pytest.raises(NotAllowed):
        actions.leave(group.memberships.get(role=Role.REPRESENTATIVE), by=cast.jiro(), at=LATER)
    actions.leave(own, by=cast.jiro(), at=LATER)
    own.refresh_from_db()
    assert own.until == LATER.date()


def test_an_invited_colleague_signs_in_as_oneself():
    group = given.a_registered_group()
    actions.invite(group, email="jiro@example.jp", name="海野 次郎", role=Role.CONTACT, by=cast.hanako(), at=AT)
    invitation = queries.open_invitations(group, AT).get()
    people.accept(invitation, by=cast.jiro(), at=LATER)
    assert roles(cast.jiro()) == {Role.CONTACT}
    assert not queries.open_invitations(group, LATER).exists()


def test_an_invited_representative_takes_over_on_acceptance():
    group = given.a_registered_group()
    actions.invite(group, email="jiro@example.jp", name="海野 次郎", role=Role.REPRESENTATIVE, by=cast.hanako(), at=AT)
    people.accept(Invitation.objects.get(), by=cast.jiro(), at=LATER)
    assert roles(cast.jiro()) == {Role.REPRESENTATIVE}
    assert roles(cast.hanako()) == {Role.MEMBER}


def _entered_from_paper():
    group = given.a_registered_group()
    actions.hand_over(group, role=Role.CONTACT, name="紙野 みどり", by=cast.hanako(), at=AT)
    return group, group.memberships.get(role=Role.CONTACT, until=None)


def test_somebody_entered_from_paper_gets_an_account_on_the_same_record(client):
    group, seat = _entered_from_paper()
    client.force_login(cast.hanako())
    assert f"{seat.ref}/sign-in/" in client.get(f"/groups/{group.ref}/people/").content.decode()
    answer = client.post(f"/groups/{group.ref}/people/{seat.ref}/sign-in/", {"email": "Midori@example.jp"}, follow=True)
    assert "招待中の人" in answer.content.decode()
    invitation = queries.open_invitations(group, AT).get()
    person = people.accept_as_new(invitation, name="ちがう名前", password="kawa-no-midori-iro", at=LATER)
    assert (person.pk, person.name, person.email) == (seat.person_id, "紙野 みどり", "midori@example.jp")
    assert roles(person) == {Role.CONTACT}
    assert client.get(f"/groups/{group.ref}/people/{seat.ref}/sign-in/").status_code == 404


def test_an_account_on_somebody_s_record_is_opened_by_the_group_and_by_nobody_else_s_account():
    group, seat = _entered_from_paper()
    with pytest.raises(NotAllowed):
        actions.invite_to_sign_in(seat, email="midori@example.jp", by=cast.taro(), at=AT)
    with pytest.raises(IllegalMove):
        actions.invite_to_sign_in(
            group.memberships.get(role=Role.REPRESENTATIVE), email="x@example.jp", by=cast.hanako(), at=AT
        )
    invitation = actions.invite_to_sign_in(seat, email="jiro@example.jp", by=cast.hanako(), at=AT)
    with pytest.raises(IllegalMove, match="二つの記録を一つに"):
        people.accept(invitation, by=cast.jiro(), at=LATER)


def test_an_invitation_can_be_taken_back_by_the_group_alone():
    group = given.a_registered_group()
    actions.invite(group, email="jiro@example.jp", name="海野 次郎", role=Role.MEMBER, by=cast.hanako(), at=AT)
    invitation = queries.open_invitations(group, AT).get()
    with pytest.raises(NotAllowed):
        actions.take_back_invitation(group, invitation, by=cast.taro(), at=LATER)
    actions.take_back_invitation(group, invitation, by=cast.hanako(), at=LATER)
    assert not queries.open_invitations(group, LATER).exists()


def test_an_invitation_to_a_group_that_has_ended_gives_nothing():
    group = given.a_registered_group()
    actions.invite(group, email="jiro@example.jp", name="海野 次郎", role=Role.MEMBER, by=cast.hanako(), at=AT)
    actions.move("withdraw", group, by=cast.hanako(), at=AT, reason="解散")
    with pytest.raises(IllegalMove, match="終わっている"):
        people.accept(Invitation.objects.get(), by=cast.jiro(), at=LATER)
    assert not roles(cast.jiro())


def test_whoever_asks_for_the_own_data_gets_the_memberships():
    given.a_registered_group()
    (kept,) = queries.kept_about(cast.hanako())
    assert (kept["group__name"], kept["role"], kept["since"]) == ("川辺を守る会", Role.REPRESENTATIVE, AT.date())
    assert queries.kept_about(cast.jiro()) == []


def test_strangers_invite_nobody():
    group = given.a_registered_group()
    for person in (cast.taro(), cast.tanaka()):
        with pytest.raises(NotAllowed):
            actions.invite(group, email="x@example.jp", name="だれか", role=Role.MEMBER, by=person, at=AT)


def test_letters_to_a_group_reach_those_who_speak_for_it():
    group = given.a_registered_group()
    actions.join(group, cast.jiro(), role=Role.MEMBER, by=cast.hanako(), at=AT)
    actions.join(group, cast.taro(), role=Role.CONTACT, by=cast.hanako(), at=AT)
    assert set(queries.people_holding(group.subject, AT)) == {cast.hanako(), cast.taro()}
    assert not list(queries.people_holding("city.section/XXXXXXXXXX", AT))


def test_a_membership_of_yesterday_gives_nothing_today():
    group = given.a_registered_group()
    actions.hand_over(group, role=Role.REPRESENTATIVE, to=cast.jiro(), by=cast.hanako(), at=LATER)
    day = LATER.date()
    held = Membership.objects.on(day - timedelta(days=1)).filter(group=group)
    assert [m.person for m in held] == [cast.hanako()]
    assert cast.jiro() in [m.person for m in Membership.objects.on(day).filter(group=group)]
