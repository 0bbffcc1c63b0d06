"""The pages answer, each to whom they are for."""

import pytest
from django.urls import reverse

from tests import cast, given

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return given.a_registered_group()


@pytest.fixture
def as_(client, settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = False

    def sign_in(person):
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
        return client

    return sign_in


PAGES = ("groups:index", "groups:start")
OWN = ("application", "publication", "conditions", "people", "invite", "hand_over")


@pytest.mark.parametrize("name", PAGES)
def test_everybody_reads_the_public_pages(client, group, name):
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", OWN)
def test_the_representative_opens_every_page_of_the_group(as_, group, name):
    assert as_(cast.hanako()).get(reverse(f"groups:{name}", args=[group.ref])).status_code == 200


@pytest.mark.parametrize("name", OWN)
def test_a_member_of_another_group_is_turned_away_with_a_sentence(as_, group, name):
    answer = as_(cast.taro()).get(reverse(f"groups:{name}", args=[group.ref]))
    assert answer.status_code == 403
    assert "できます" in answer.content.decode() or "見られます" in answer.content.decode()


@pytest.mark.parametrize("name", ["desk", "paper", "city_conditions", "import"])
def test_the_pages_of_the_desk_are_for_the_desk(as_, name):
    given.a_city()
    assert as_(cast.sato()).get(reverse(f"groups:{name}")).status_code == 200
    assert as_(cast.tanaka()).get(reverse(f"groups:{name}")).status_code == 403


def test_the_page_of_a_group(client, group, as_):
    url = group.get_absolute_url()
    public = client.get(url).content.decode()
    assert "川辺を守る会" in public
    assert "織瀬市中央1-2-3" not in public
    inside = as_(cast.hanako()).get(url).content.decode()
    assert "織瀬市中央1-2-3" in inside
