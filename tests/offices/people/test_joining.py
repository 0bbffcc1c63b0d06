"""One person, one record: what two records are and owe becomes one, and nothing that happened is rewritten."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from kyodo.commons.groups import actions as groups
from kyodo.commons.groups.models import Membership
from kyodo.commons.groups.states import Role
from kyodo.cycle.seeds import actions as seeds
from kyodo.kernel.access import LinkHolder, acts_for
from kyodo.kernel.policy import IllegalMove, NotAllowed, Refused
from kyodo.offices.desk import actions as desk
from kyodo.offices.desk.models import Task
from kyodo.offices.desk.queries import owed_by
from kyodo.offices.journal.actions import record
from kyodo.offices.journal.models import Entry
from kyodo.offices.people import actions
from kyodo.offices.people.models import Joining, Person
from kyodo.offices.people.queries import about, alike, found_by
from kyodo.offices.people.terms import PARTING
from tests import cast, given
from tests.cast import AT

pytestmark = pytest.mark.django_db
BECAUSE = "窓口でご本人に確かめたため"


@pytest.fixture(autouse=True)
def that_morning():
    """These stories ask with their own moment."""
    return AT


@pytest.fixture
def group():
    return given.a_registered_group()


@pytest.fixture
def on_paper(group):
    """The representative, entered a second time from paper when the role was handed over by name."""
    groups.hand_over(group, role=Role.REPRESENTATIVE, name="川辺 花子", kana="カワベハナコ", by=cast.sato(), at=AT)
    return Person.objects.get(name="川辺 花子", email=None)


def joined(person, other, by=None):
    return actions.join(person, other, reason=BECAUSE, by=by or cast.sato(), at=AT)


def test_memberships_and_tasks_pass_to_the_record_that_is_kept(group, on_paper):
    desk.owe(group, what="報告", holder=on_paper.subject, due=AT.date(), at=AT)
    hanako = joined(cast.hanako(), on_paper)
    assert group.memberships.get(role=Role.REPRESENTATIVE, until=None).person == hanako
    assert Role.REPRESENTATIVE in {c.role for c in hanako.capacities(AT)}
    assert acts_for(hanako, [group.subject], AT)
    assert [task.what for task in owed_by(hanako, AT) if task.holder == hanako.subject] == ["報告"]
    on_paper.refresh_from_db()
    assert (on_paper.joined_into, on_paper.is_active, on_paper.capacities(AT)) == (hanako, False, ())


def test_the_journal_keeps_every_act_under_the_record_that_did_it(group, on_paper):
    before = list(Entry.objects.order_by("seq").values_list("digest", flat=True))
    hanako = joined(cast.hanako(), on_paper)
    assert list(Entry.objects.order_by("seq").values_list("digest", flat=True))[: len(before)] == before
    told = Entry.objects.filter(act="join_records")
    assert {e.subject for e in told} == {hanako.subject, on_paper.subject}
    assert {e.reason for e in told} == {BECAUSE}


def test_what_both_are_already_stays_once(group, on_paper):
    member = groups.join(group, on_paper, role=Role.MEMBER, by=cast.sato(), at=AT)
    groups.join(group, cast.hanako(), role=Role.MEMBER, by=cast.sato(), at=AT)
    hanako = joined(cast.hanako(), on_paper)
    assert Membership.objects.get(pk=member.pk).person == on_paper
    assert group.memberships.filter(person=hanako, role=Role.MEMBER, until=None).count() == 1
    assert group.memberships.get(role=Role.REPRESENTATIVE, until=None).person == hanako


def test_the_account_of_the_other_record_ends_and_its_address_is_free(client, group):
    taro, hanako = cast.taro(), cast.hanako()
    address = taro.email
    client.force_login(taro)
    joined(hanako, taro)
    assert client.get("/me/").status_code == 302
    assert not EmailAddress.objects.filter(email=address).exists()
    assert actions.register(name="別の人", email=address, by=cast.sato(), at=AT).email == address


def test_a_record_is_found_once_and_told_whole(group, on_paper):
    assert alike(on_paper) == [cast.hanako()]
    record("noted", group, by=on_paper, at=AT)
    hanako = joined(cast.hanako(), on_paper)
    assert list(found_by("川辺")) == [hanako]
    assert alike(hanako) == []
    assert "noted" in [act["act"] for act in about(hanako, AT)["person"]["acts"]]


def parted(person, *, at=AT):
    return actions.part(person, reason="別の方と分かったため", by=cast.sato(), at=at)


def test_records_joined_by_mistake_are_parted_again_with_what_each_had(group, on_paper):
    desk.owe(group, what="報告", holder=on_paper.subject, due=AT.date(), at=AT)
    groups.join(group, on_paper, role=Role.MEMBER, by=cast.sato(), at=AT)
    groups.join(group, cast.hanako(), role=Role.MEMBER, by=cast.sato(), at=AT)
    hanako = joined(cast.hanako(), on_paper)
    before = hanako.capacities(AT)
    parted(on_paper)
    hanako.refresh_from_db()
    hanako.forget_capacities()
    assert {c.role for c in on_paper.capacities(AT)} == {Role.REPRESENTATIVE, Role.MEMBER}
    assert {c.role for c in hanako.capacities(AT)} < {c.role for c in before}
    assert [task.what for task in owed_by(on_paper, AT) if task.holder == on_paper.subject] == ["報告"]
    assert (on_paper.joined_into, on_paper.is_active, on_paper.email) == (None, True, None)
    assert on_paper in found_by("川辺")


def test_what_came_after_the_joining_stays_and_what_went_on_is_not_fetched_back(group, on_paper):
    desk.owe(group, what="報告", holder=on_paper.subject, due=AT.date(), at=AT)
    hanako = joined(cast.hanako(), on_paper)
    desk.pass_on(group, holder=hanako.subject, to=cast.taro().subject)
    desk.owe(group, what="あとの宿題", holder=hanako.subject, due=AT.date(), at=AT, kind="other")
    parted(on_paper)
    assert Task.objects.get(what="報告").holder == cast.taro().subject
    assert Task.objects.get(what="あとの宿題").holder == hanako.subject


def test_a_parted_record_has_its_free_addresses_again_and_no_old_password(client, group):
    taro, address = cast.taro(), cast.taro().email
    joined(cast.hanako(), taro)
    parted(taro)
    assert (taro.email, taro.has_usable_password()) == (address, False)
    assert EmailAddress.objects.get(user=taro).email == address


def test_an_address_that_somebody_else_took_meanwhile_stays_theirs(group):
    taro, address = cast.taro(), cast.taro().email
    joined(cast.hanako(), taro)
    other = actions.register(name="別の人", email=address, by=cast.sato(), at=AT)
    parted(taro)
    assert taro.email is None
    assert EmailAddress.objects.get(email=address).user == other


def test_a_chain_of_joinings_is_parted_in_any_order(group, on_paper):
    third = actions.register(name="三人目", by=cast.sato(), at=AT)
    joined(third, on_paper)
    joined(cast.hanako(), third)
    on_paper.refresh_from_db()
    assert on_paper.joined_into == cast.hanako()
    parted(on_paper)
    assert group.memberships.get(role=Role.REPRESENTATIVE, until=None).person == on_paper
    parted(third)
    assert (third.joined_into, on_paper.joined_into) == (None, None)
    assert group.memberships.get(role=Role.REPRESENTATIVE, until=None).person == on_paper


def test_after_thirty_days_nothing_is_kept_that_could_part_them(on_paper):
    joined(cast.hanako(), on_paper)
    assert actions.forget_joinings(AT + PARTING - timedelta(seconds=1)) == 0
    with pytest.raises(IllegalMove, match="30日"):
        parted(on_paper, at=AT + PARTING)
    assert actions.forget_joinings(AT + PARTING) == 1
    with pytest.raises(IllegalMove, match="30日"):
        parted(on_paper)


def test_only_the_desk_parts_records_and_says_why(on_paper):
    joined(cast.hanako(), on_paper)
    with pytest.raises(NotAllowed):
        actions.part(on_paper, reason=BECAUSE, by=cast.hanako(), at=AT)
    with pytest.raises(Refused, match="理由"):
        actions.part(on_paper, reason=" ", by=cast.sato(), at=AT)


def test_the_address_of_a_joined_record_is_told_and_forgotten_with_its_person(group):
    jiro, other = (actions.register(name="次郎", email=e, by=cast.sato(), at=AT) for e in ("a@a.jp", "b@b.jp"))
    joined(jiro, other)
    assert about(jiro, AT)["person"]["joined_records"][0]["addresses"] == ["b@b.jp"]
    actions.anonymise(jiro, by=cast.sato(), at=AT)
    assert not Joining.objects.exists()


def test_whoever_leaves_is_forgotten_in_both_records(on_paper, group):
    jiro = actions.register(name="川辺 花子", by=cast.sato(), at=AT)
    other = actions.register(name="旧姓 花子", by=cast.sato(), at=AT)
    joined(jiro, other)
    actions.anonymise(jiro, by=cast.sato(), at=AT)
    other.refresh_from_db()
    assert "花子" not in other.name
    assert other.anonymised_at


def test_two_records_are_joined_once_and_not_with_themselves(on_paper):
    hanako = cast.hanako()
    with pytest.raises(Refused, match="同じ記録"):
        joined(hanako, hanako)
    joined(hanako, on_paper)
    with pytest.raises(IllegalMove, match="すでに"):
        joined(hanako, on_paper)


def test_only_the_desk_joins_records_never_its_own_and_says_why(on_paper):
    for person in (cast.hanako(), cast.tanaka()):
        with pytest.raises(NotAllowed):
            joined(cast.hanako(), on_paper, by=person)
    with pytest.raises(NotAllowed):
        joined(cast.sato(), on_paper)
    with pytest.raises(Refused, match="理由"):
        actions.join(cast.hanako(), on_paper, reason=" ", by=cast.sato(), at=AT)


def test_what_somebody_tied_to_their_account_unnamed_is_not_told_where_records_are_compared(
    client, settings, group, on_paper
):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    seed = seeds.tie(given.a_seed(key="receipt-joining"), by=cast.hanako(), at=AT)
    assert LinkHolder(seed.subject).subject in {capacity.ref for capacity in cast.hanako().capacities(AT)}
    client.force_login(cast.sato())
    shown = client.get(reverse("city:person_join", args=[cast.hanako().ref, on_paper.ref])).content.decode()
    assert group.name in shown
    assert "種を出した方" not in shown


def test_the_desk_compares_both_records_and_joins_them_on_a_page(client, settings, group, on_paper):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    client.force_login(cast.sato())
    hanako = cast.hanako()
    person, other_way = (reverse("city:person", args=[ref]) for ref in (hanako.ref, on_paper.ref))
    assert f"{person}alike/" in client.get(person).content.decode()
    compare = f"{person}join/{on_paper.ref}/"
    assert compare in client.get(f"{person}alike/").content.decode()
    shown = client.get(compare).content.decode()
    assert f"{other_way}join/{hanako.ref}/" in shown
    assert client.post(compare, {"reason": ""}).status_code == 422
    assert client.post(compare, {"reason": BECAUSE})["Location"] == person
    assert person in client.get(other_way).content.decode()
    assert client.get(compare).status_code == 404
    assert "川辺 花子" in client.get(person).content.decode()
    way_back = reverse("city:person_account", args=[on_paper.ref, "part"])
    assert way_back in client.get(other_way).content.decode()
    assert client.post(way_back, {"reason": BECAUSE})["Location"] == other_way
    assert way_back not in client.get(other_way).content.decode()
    client.force_login(cast.tanaka())
    assert client.get(f"{person}alike/").status_code == 403
