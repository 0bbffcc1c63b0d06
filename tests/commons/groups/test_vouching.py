"""情報の日付と確かさ: whose word an entry is, since when, and what the city compared it with."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kyodo.commons.groups import actions, queries
from kyodo.commons.groups.states import Part
from kyodo.kernel.policy import NotAllowed, Refused
from kyodo.offices.journal.models import Entry
from kyodo.ui.forms.sheet import new_key
from tests import cast, given
from tests.cast import AT

pytestmark = pytest.mark.django_db

LATER = AT + timedelta(days=400)


def known(group, part=Part.PROFILE):
    return group.confirmations.get(part=part)


def checked(group, *parts):
    return actions.check(group, parts=parts or [Part.PROFILE], against="規約と総会の資料", by=cast.sato(), at=AT)


def page_of(client, group):
    return client.get(group.get_absolute_url()).content.decode()


def test_what_the_city_compared_is_said_beside_the_entries_with_what_it_was_compared_with(client):
    group = given.a_registered_group(at=timezone.now())
    assert page_of(client, group).count("市は未確認") == 4  # purpose, activities, and the two parts that show anything
    checked(group)
    text = page_of(client, group)
    assert text.count("市が確認") == 3
    assert "規約と総会の資料" in text
    assert "団体の申告" in text
    assert cast.sato().name not in text


def test_a_changed_part_is_no_longer_checked_and_the_others_stay():
    group = given.a_registered_group()
    checked(group, Part.PROFILE, Part.CONTACT)
    actions.revise(group, part=Part.PROFILE, values={"purpose": "別の目的"}, by=cast.hanako(), at=AT)
    assert (known(group).checked_on, known(group).checked_against) == (None, "")
    assert known(group, Part.CONTACT).checked_on == AT.date()


def test_other_fields_end_the_check_too():
    group = given.a_registered_group()
    checked(group)
    actions.revise(group, part=Part.PROFILE, values={}, fields=[1], by=cast.hanako(), at=AT)
    assert known(group).checked_on is None


def test_saving_a_part_as_it_stands_keeps_it_checked():
    group = given.a_registered_group()
    checked(group)
    codes, wards = [f.code for f in group.fields.all()], list(group.wards.all())
    actions.revise(group, part=Part.PROFILE, values={}, fields=codes, wards=wards, by=cast.hanako(), at=LATER)
    assert (known(group).checked_on, known(group).confirmed_on) == (AT.date(), LATER.date())


def test_a_group_says_with_one_press_that_nothing_has_changed(as_, client):
    group = given.a_registered_group(at=timezone.now())
    group.confirmations.update(confirmed_on=timezone.localdate() - timedelta(days=400))
    assert "12か月以上前の情報です" in page_of(client, group)
    url = reverse("groups:affirm", args=[group.ref])
    assert url in as_(cast.hanako()).get(group.get_absolute_url()).content.decode()
    answer = as_(cast.hanako()).post(url, {"submission_key": new_key()})
    assert answer.status_code == 302
    assert all(part.fresh for part in queries.freshness(group, timezone.localdate()).values())
    assert Entry.objects.filter(act="affirm", subject=group.subject).count() == 1
    assert url not in as_(cast.hanako()).get(group.get_absolute_url()).content.decode()


def test_neither_strangers_nor_members_check_and_strangers_do_not_affirm():
    group = given.a_registered_group()
    with pytest.raises(NotAllowed):
        actions.affirm(group, by=cast.taro(), at=AT)
    for somebody in (cast.taro(), cast.hanako()):
        with pytest.raises(NotAllowed):
            actions.check(group, parts=[Part.PROFILE], against="規約", by=somebody, at=AT)


def test_nothing_is_checked_by_ticking_nothing():
    group = given.a_registered_group()
    with pytest.raises(Refused):
        actions.check(group, parts=[], against="規約", by=cast.sato(), at=AT)


def test_what_was_never_entered_cannot_be_checked():
    group = given.a_registered_group()
    group.confirmations.filter(part=Part.CONTACT).delete()
    with pytest.raises(Refused, match="まだ記入されていない"):
        checked(group, Part.PROFILE, Part.CONTACT)
    assert known(group).checked_on is None


def test_the_desk_checks_on_a_page_of_its_own(as_):
    group = given.a_registered_group(at=timezone.now())
    url = reverse("groups:check", args=[group.ref])
    sent = {"submission_key": new_key(), "parts": [Part.PROFILE], "against": "規約"}
    assert as_(cast.hanako()).get(url).status_code == 403
    assert as_(cast.sato()).post(url, sent).status_code == 302
    assert known(group).checked_against == "規約"
