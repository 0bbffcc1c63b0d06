"""The pages: each for whom it is, each answer what the person needs to go on."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kyodo.commons.groups import actions
from kyodo.commons.groups.models import Batch, Group
from kyodo.commons.groups.states import BatchState, Part, Role, State
from kyodo.offices.desk.actions import run_errands
from kyodo.offices.people.models import Invitation, Person
from kyodo.ui.forms.sheet import new_key
from tests import cast, given

pytestmark = pytest.mark.django_db

OWN = ("application", "publication", "conditions", "people", "invite", "hand_over")
PARTS = tuple(part.value for part in Part)


@pytest.fixture
def group():
    return given.a_registered_group(at=timezone.now())


def pressed():
    """What the press of a button sends."""
    return {"submission_key": new_key()}


def at(name, *args):
    return reverse(f"groups:{name}", args=args)


@pytest.mark.parametrize("name", ["index", "start"])
def test_everybody_reads_the_public_pages(client, group, name):
    assert client.get(at(name)).status_code == 200


@pytest.mark.parametrize("name", OWN)
def test_the_representative_opens_every_page_of_the_group(as_, group, name):
    assert as_(cast.hanako()).get(at(name, group.ref)).status_code == 200


@pytest.mark.parametrize("part", PARTS)
def test_every_part_is_edited_on_its_own_page(as_, group, part):
    assert as_(cast.hanako()).get(at("edit", group.ref, part)).status_code == 200


def test_there_is_no_page_for_a_part_that_is_none(as_, group):
    assert as_(cast.hanako()).get(at("edit", group.ref, "secrets")).status_code == 404


@pytest.mark.parametrize("name", OWN)
def test_a_member_of_another_group_is_turned_away_with_a_sentence(as_, group, name):
    answer = as_(cast.taro()).get(at(name, group.ref))
    assert answer.status_code == 403
    assert "だけが" in answer.content.decode()


@pytest.mark.parametrize("name", OWN)
def test_a_visitor_is_asked_to_sign_in(client, group, name):
    assert client.get(at(name, group.ref)).status_code == 302


@pytest.mark.parametrize("name", ["desk", "paper", "city_conditions", "import"])
def test_the_pages_of_the_desk_are_for_the_desk(as_, name):
    given.a_city()
    assert as_(cast.sato()).get(at(name)).status_code == 200
    assert as_(cast.tanaka()).get(at(name)).status_code == 403


def test_a_page_shows_what_is_open_and_its_own_people_the_rest(client, as_, group):
    public = client.get(group.get_absolute_url()).content.decode()
    assert "川辺 花子" in public
    assert "織瀬市中央1-2-3" not in public
    assert "kawabe@example.jp" not in public
    assert "織瀬市中央1-2-3" in as_(cast.hanako()).get(group.get_absolute_url()).content.decode()
    assert "織瀬市中央1-2-3" in as_(cast.tanaka()).get(group.get_absolute_url()).content.decode()
    assert "織瀬市中央1-2-3" not in as_(cast.taro()).get(group.get_absolute_url()).content.decode()


def test_an_application_is_no_page_for_others(client, as_):
    group = given.a_submitted_group()
    assert client.get(group.get_absolute_url()).status_code == 404
    assert as_(cast.taro()).get(group.get_absolute_url()).status_code == 404
    assert as_(cast.hanako()).get(group.get_absolute_url()).status_code == 200


def test_a_withdrawn_group_leaves_a_stone_that_says_no_more_than_its_dates(client, group):
    actions.move("withdraw", group, by=cast.sato(), at=timezone.now(), reason="会員の病気のため")
    page = client.get(group.get_absolute_url()).content.decode()
    assert "川辺を守る会" in page
    assert "登録を終えた日" in page
    assert "病気" not in page
    assert "花子" not in page


def test_a_group_registers_itself_from_the_first_page_to_the_last(as_):
    given.a_city()
    hanako = as_(cast.hanako())
    begun = hanako.post(
        at("new"), {"name": "ふたば会", "kana": "ふたばかい", "kind": "voluntary", "role": "representative"}
    )
    group = Group.objects.get()
    assert begun.url == at("application", group.ref)
    half = {"name": "ふたば会", "kana": "ふたばかい", "kind": "voluntary", "purpose": "目的"}
    assert hanako.post(at("edit", group.ref, "profile"), half).status_code == 302
    assert Group.objects.get().purpose == "目的"
    assert hanako.post(at("move", group.ref, "submit"), pressed()).status_code == 422
    hanako.post(at("edit", group.ref, "profile"), {**half, "activities": "活動", "field_1": "7"})
    hanako.post(at("edit", group.ref, "contact"), {"address": "中央1", "phone": "048-282-1111"})
    hanako.post(at("edit", group.ref, "activity"), {"members": "12"})
    hanako.post(at("conditions", group.ref), {"holding": [str(n) for n in range(7)]})
    assert "すべてそろいました" in hanako.get(at("application", group.ref)).content.decode()
    assert hanako.post(at("move", group.ref, "submit"), pressed()).url == group.get_absolute_url()
    assert as_(cast.sato()).post(at("move", group.ref, "register"), pressed()).status_code == 302
    assert Group.objects.get().state == State.REGISTERED


def test_a_refusal_keeps_what_was_typed_and_names_the_field(as_):
    given.a_city()
    answer = as_(cast.hanako()).post(at("new"), {"name": "髙の会", "kana": "漢字", "kind": "npo", "role": "contact"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "エラー：" in page
    assert "髙の会" in page
    assert "ひらがなかカタカナ" in page


def test_the_renewal_button_appears_in_its_season_only(as_, group):
    hanako = as_(cast.hanako())
    renew = at("move", group.ref, "renew")
    assert renew not in hanako.get(group.get_absolute_url()).content.decode()
    Group.objects.update(valid_until=timezone.localdate() + timedelta(days=20))
    assert f'action="{renew}"' in hanako.get(group.get_absolute_url()).content.decode(), "one click, no page between"
    assert "変わりはなく" in hanako.get(renew).content.decode()
    assert hanako.post(renew, pressed()).status_code == 302


def test_a_paper_application_is_typed_in_with_what_the_paper_has(as_):
    given.a_city()
    typed = {
        "channel": "counter", "received_at_year": "2026", "received_at_month": "5", "received_at_day": "8", "received_at_time": "16:30",
        "name": "里山の会", "representative": "山本 ウメ", "kind": "voluntary",
    }  # fmt: skip
    answer = as_(cast.sato()).post(at("paper"), typed)
    group = Group.objects.get()
    assert answer.url == at("application", group.ref)
    assert timezone.localtime(group.received_at).isoformat().startswith("2026-05-08T16:30")
    assert "「目的」が入力されていません" in as_(cast.sato()).get(answer.url).content.decode()


def test_an_existing_register_is_taken_over_and_undone_through_its_pages(as_):
    given.a_city()
    sato = as_(cast.sato())
    file = SimpleUploadedFile("名簿.csv", "団体名,電話番号\r\n里山の会,048-282-1111\r\n㈱髙﨑,\r\n".encode("cp932"))
    uploaded = sato.post(at("import"), {"file": file})
    batch = Batch.objects.get()
    assert uploaded.url == at("batch", batch.ref)
    assert "2団体を取り込む" in sato.get(uploaded.url).content.decode()
    sato.post(at("take_over", batch.ref))
    assert "この画面を閉じても、作業は続きます。" in sato.get(uploaded.url).content.decode()
    run_errands(timezone.now())
    assert Group.objects.current(timezone.localdate()).count() == 2
    assert at("undo", batch.ref) in sato.get(uploaded.url).content.decode()
    sato.post(at("undo", batch.ref))
    run_errands(timezone.now())
    assert not Group.objects.registered().exists()


def test_a_register_with_faults_is_not_taken_over_even_if_the_button_is_forged(as_):
    given.a_city()
    sato = as_(cast.sato())
    sato.post(at("import"), {"file": SimpleUploadedFile("a.csv", "団体名,会員数\n里山,12\n川辺,多数\n".encode())})
    batch = Batch.objects.get()
    page = sato.get(at("batch", batch.ref)).content.decode()
    assert "多数" not in page or "会員数" in page
    assert "団体を取り込む" not in page
    assert sato.post(at("take_over", batch.ref)).status_code == 409
    assert not Group.objects.exists()
    sato.post(at("discard", batch.ref))
    assert Batch.objects.get().state == BatchState.DISCARDED


def test_people_are_managed_through_their_pages(as_, group):
    hanako = as_(cast.hanako())
    handed = {"role": "representative", "name": "森 ヨネ", "kana": "もりよね"}
    assert hanako.post(at("hand_over", group.ref), handed).status_code == 302
    assert hanako.post(at("hand_over", group.ref), handed).status_code == 403  # no longer hers to give
    yone = Person.objects.get(name="森 ヨネ")
    assert group.memberships.get(role=Role.REPRESENTATIVE, until=None).person == yone
    mine = group.memberships.get(person=cast.hanako(), until=None)
    assert hanako.post(at("leave", group.ref, mine.ref)).status_code == 302
    assert not group.memberships.filter(person=cast.hanako(), until=None).exists()


def test_a_colleague_is_invited_and_the_invitation_taken_back_through_pages(as_, group):
    hanako = as_(cast.hanako())
    asked = {"name": "海野 次郎", "email": "jiro@example.jp", "role": "contact"}
    assert hanako.post(at("invite", group.ref), asked).status_code == 302
    invitation = Invitation.objects.get()
    take_back = at("take_back_invitation", group.ref, invitation.ref)
    assert take_back in hanako.get(at("people", group.ref)).content.decode()
    assert as_(cast.taro()).post(take_back).status_code == 403
    assert hanako.post(take_back).status_code == 302
    assert take_back not in hanako.get(at("people", group.ref)).content.decode()


def test_the_columns_of_a_register_are_assigned_anew_on_its_page(as_):
    given.a_city()
    sato = as_(cast.sato())
    sato.post(at("import"), {"file": SimpleUploadedFile("a.csv", "団体名,会員数\n里山,12\n川辺,多数\n".encode())})
    url = at("batch", Batch.objects.get().ref)
    assert sato.post(url, {"column_0": "name", "column_1": ""}).url == url
    assert "2団体を取り込む" in sato.get(url).content.decode()


def test_entries_are_published_on_their_page(client, as_, group):
    as_(cast.hanako()).post(at("publication", group.ref), {"open_entries": ["phone", "email"]})
    page = client.get(group.get_absolute_url()).content.decode()
    assert "kawabe@example.jp" in page
    assert "川辺 花子" not in page


def test_a_membership_of_another_group_is_not_reached_through_this_one(as_, group):
    other = given.another_registered_group().memberships.get()
    assert as_(cast.hanako()).post(at("leave", group.ref, other.ref)).status_code == 404


def test_the_city_adopts_its_own_conditions_on_a_page(as_, client):
    given.a_city()
    as_(cast.sato()).post(at("city_conditions"), {"text": "市内で活動しています。\n会員が5人以上います。"})
    assert "会員が5人以上います。" in client.get(at("start")).content.decode()


def test_the_list_asks_the_database_the_same_however_many_groups_it_shows(client, group):
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(at("index"))
        return len(queries)

    asked()
    one = asked()
    given.another_registered_group(at=timezone.now())
    given.a_registered_group(name="三つ目の会", kana="ミッツメノカイ", at=timezone.now())
    assert asked() == one


@pytest.mark.parametrize("query", ["field=999", "ward=NOSUCH", "after=NOSUCH", "q=%00", "looking=x&lapsed=x"])
def test_an_unreadable_question_still_gets_the_list(client, group, query):
    assert client.get(f"{at('index')}?{query}").status_code == 200


def test_the_application_is_there_on_paper(client):
    given.a_city()
    answer = client.get("/groups/blank.pdf")
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert "/groups/blank.pdf" in client.get("/groups/start/").content.decode()
