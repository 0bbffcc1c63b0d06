"""招待: a link that works once and not for ever, for a new account or for one that is there."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from kyodo.kernel.policy import IllegalMove, NotAllowed, Refused
from kyodo.kernel.text import token_hash
from kyodo.offices.city.actions import invite_officer
from kyodo.offices.city.actions.founding import FIRST_RUN
from kyodo.offices.city.models import Duty
from kyodo.offices.journal.models import Entry
from kyodo.offices.people.actions import accept, accept_as_new, invite, register, withdraw
from kyodo.offices.people.models import Invitation, Person
from kyodo.offices.people.queries import invitation_of, open_invitations
from kyodo.offices.post.models import Message
from tests.offices.city import town


@pytest.fixture
def desk(orise):
    return town.clerk()


@pytest.fixture
def invitation(desk):
    return invite(email="Hanako@Example.jp", name="川辺 花子", purpose="川辺を守る会 会員", by=desk, at=town.AT)


def accepted(invitation, at=town.AT):
    return accept_as_new(invitation, name="川辺 花子", kana="かわべ はなこ", password=town.PASSWORD, at=at)


def test_only_the_hash_of_a_link_is_stored(invitation):
    stored = Invitation.objects.get()
    assert stored.token == ""
    assert stored.token_hash == token_hash(invitation.token)
    assert len(invitation.token) >= 22
    assert invitation_of(invitation.token) == stored
    assert invitation_of("x" * 22) is None


def test_the_letter_carries_the_link_and_nothing_anybody_typed(invitation):
    letter = Message.objects.get()
    assert letter.path == f"/invitations/{invitation.token}/"
    assert letter.email == "hanako@example.jp"
    assert "川辺" not in letter.body


def test_a_person_with_an_account_finds_the_invitation_among_their_letters(desk, taro):
    invite(email="taro@example.jp", name="太郎", purpose="環境課 職員", by=desk, at=town.AT)
    letter = Message.objects.get()
    assert letter.person == taro
    assert "環境課 職員" in letter.body


def test_taking_it_up_opens_a_proved_account(invitation):
    hanako = accepted(invitation)
    assert (hanako.email, hanako.kana) == ("hanako@example.jp", "カワベ ハナコ")
    assert hanako.check_password(town.PASSWORD)
    assert EmailAddress.objects.get(user=hanako).verified
    invitation.refresh_from_db()
    assert (invitation.used_by, invitation.used_at) == (hanako, town.AT)
    assert list(Entry.objects.filter(actor=hanako.subject).values_list("act", flat=True)) == [
        "register",
        "accept_invitation",
    ]


def test_it_works_once(invitation):
    accepted(invitation)
    with pytest.raises(IllegalMove, match="すでに使われています"):
        accepted(invitation)
    assert Person.objects.filter(email="hanako@example.jp").count() == 1


@pytest.mark.parametrize(("after", "works"), [(timedelta(days=14, seconds=-1), True), (timedelta(days=14), False)])
def test_it_ends_after_fourteen_days(invitation, after, works):
    if works:
        assert accepted(invitation, at=town.AT + after)
    else:
        with pytest.raises(IllegalMove, match="期限"):
            accepted(invitation, at=town.AT + after)
        assert not Person.objects.filter(email="hanako@example.jp").exists()


def test_it_can_be_withdrawn(invitation, desk):
    assert list(open_invitations("", town.AT)) == [invitation]
    withdraw(invitation, by=desk, at=town.AT)
    assert not open_invitations("", town.AT + timedelta(seconds=1)).exists()
    with pytest.raises(IllegalMove):
        accepted(invitation, at=town.AT + timedelta(seconds=1))


def test_it_gives_the_duty_it_names_and_all_or_nothing(desk, taro):
    environment = town.section()
    it = invite_officer(environment, role="promoter", email="taro@example.jp", name="太郎", by=desk, at=town.AT)
    town.promoter(environment)
    with pytest.raises(Refused, match="すでに協働推進員"):
        accept(it, by=taro, at=town.AT)
    it.refresh_from_db()
    assert it.used_at is None
    other = invite_officer(environment, role="staff", email="taro@example.jp", name="太郎", by=desk, at=town.AT)
    accept(other, by=taro, at=town.AT)
    assert Duty.objects.get(person=taro).role == "staff"
    assert [c.ref for c in taro.capacities(town.AT)] == [environment.subject]


def test_only_the_desk_invites_officers(orise, taro):
    with pytest.raises(NotAllowed):
        invite_officer(town.section(), role="staff", email="x@example.jp", name="誰か", by=taro, at=town.AT)


def test_somebody_known_from_paper_keeps_their_one_record(desk):
    known = register(name="川辺 花子", kana="カワベ ハナコ", phone="090-0000-1111", by=FIRST_RUN, at=town.AT)
    it = invite(
        email="hanako@example.jp",
        name="川辺 花子",
        purpose="アカウント",
        subject_ref=known.subject,
        by=desk,
        at=town.AT,
    )
    person = accept_as_new(it, name="かわべ", password=town.PASSWORD, at=town.AT)
    assert person == known
    assert (person.name, person.email) == ("川辺 花子", "hanako@example.jp")
    assert person.check_password(town.PASSWORD)


def test_the_database_knows_no_used_invitation_without_a_user(invitation):
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.update(used_at=town.AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.update(expires_at=town.AT - timedelta(days=1))


# The page


def test_the_page_says_who_invites_to_what_and_signs_the_newcomer_in(client, invitation):
    page = client.get(f"/invitations/{invitation.token}/")
    assert "佐藤 明さんが、あなたを「川辺を守る会 会員」に招いています。" in page.content.decode()
    answer = client.post(
        f"/invitations/{invitation.token}/", {"name": "川辺 花子", "kana": "", "password": town.PASSWORD}
    )
    assert answer["Location"] == "/me/"
    assert client.get("/me/").status_code == 200


@pytest.mark.parametrize("password", ["short", "1234567890", "織瀬市2026-2026", "hanako@example.jp"])
def test_the_page_keeps_the_rules_of_passwords(client, invitation, password):
    answer = client.post(f"/invitations/{invitation.token}/", {"name": "川辺 花子", "kana": "", "password": password})
    assert answer.status_code == 422
    assert answer.context["form"].errors["password"]


def test_who_has_an_account_signs_in_first_and_then_accepts(client, desk, taro):
    it = invite(email="taro@example.jp", name="太郎", purpose="川辺を守る会 会員", by=desk, at=town.AT)
    path = f"/invitations/{it.token}/"
    assert f"/accounts/login/?next={path}" in client.get(path).content.decode()
    assert client.post(path, {"name": "太郎", "password": town.PASSWORD}).status_code == 200
    it.refresh_from_db()
    assert it.used_at is None
    client.force_login(taro)
    assert "山田 太郎さんとして引き受けます" in client.get(path).content.decode()
    assert client.post(path, {"submission_key": "k" * 22})["Location"] == "/me/"
    it.refresh_from_db()
    assert it.used_by == taro


def test_a_link_that_no_longer_works_says_so(client, invitation, that_morning):
    path = f"/invitations/{invitation.token}/"
    accepted(invitation)
    used = client.get(path)
    assert (used.status_code, "すでに使われています" in used.content.decode()) == (410, True)
    assert client.post(path, {"name": "x", "password": town.PASSWORD}).status_code == 410
    assert client.get("/invitations/nobody-knows-this-one/").status_code == 404


def test_a_link_past_its_day_says_whom_to_ask(client, invitation, that_morning):
    that_morning.shift(timedelta(days=15))
    page = client.get(f"/invitations/{invitation.token}/")
    assert page.status_code == 410
    assert "佐藤 明さんに、もう一度送るようお伝えください。" in page.content.decode()
