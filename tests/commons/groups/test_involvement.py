"""受動的・能動的: whether one only receives what a group offers, or helps to run or to plan it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from kyodo.commons.groups import actions
from kyodo.commons.groups.states import Involvement, Part
from kyodo.ui.forms.sheet import new_key
from tests import cast, given

pytestmark = pytest.mark.django_db


def looking(group, how):
    values = {"looking_for_members": True, "involvement": how, "looking_for": "土曜の朝に。"}
    return actions.revise(group, part=Part.ACTIVITY, values=values, by=cast.hanako(), at=timezone.now())


def test_the_page_and_the_list_say_how_one_takes_part(client):
    group = looking(given.a_registered_group(at=timezone.now()), Involvement.PLAN)
    for place in (group.get_absolute_url(), reverse("groups:index")):
        assert str(Involvement.PLAN.label) in client.get(place).text


@pytest.mark.parametrize(("asked", "found"), [("plan", True), ("help", False), ("", True)])
def test_groups_are_found_by_how_one_takes_part(client, asked, found):
    looking(given.a_registered_group(at=timezone.now()), Involvement.PLAN)
    text = client.get(reverse("groups:index"), {"q": "川辺", "involvement": asked}).text
    assert (">川辺を守る会<" in text) is found


def test_whoever_looks_for_people_says_how_they_take_part(as_):
    group = given.a_registered_group(at=timezone.now())
    url = reverse("groups:edit", args=[group.ref, Part.ACTIVITY.value])
    sent = {"members": "20", "looking_for_members": "on", "submission_key": new_key()}
    answer = as_(cast.hanako()).post(url, sent)
    assert answer.status_code == 422
    assert "かかわり方を選んでください" in answer.text
    assert as_(cast.hanako()).post(url, {**sent, "involvement": "help"}).status_code == 302
