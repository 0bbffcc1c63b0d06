"""公募しないテーマ: only those who were asked by name may answer, and everybody reads why."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kyodo.commons.groups.models import Group
from kyodo.cycle.calls import actions as calls
from kyodo.cycle.calls.models import Theme
from kyodo.cycle.proposals import actions as proposals
from kyodo.cycle.seeds import actions as seeds
from kyodo.kernel.policy import IllegalMove, NotAllowed, Refused
from kyodo.offices.post.models import Message
from tests import cast, given
from tests.cast import AT

pytestmark = pytest.mark.django_db
BECAUSE = "水門の鍵を預かっている団体が一つだけのため"


@pytest.fixture(autouse=True)
def _one_factor(settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = False


def a_theme(**more: Any) -> Theme:
    said: dict[str, Any] = {"title": "水門の見回り", "background": "夜の大雨に間に合わない。", "expects": "見回り"}
    section = given.the_environment_section()
    return calls.publish_theme(section=section, **said, **more, by=cast.tanaka(), at=AT)


def by_name() -> Theme:
    """花子's group alone is asked; 太郎's is registered, too."""
    group = given.a_registered_group()
    given.another_registered_group()
    return a_theme(group=group, because=BECAUSE)


def named(name: str) -> Group:
    return Group.objects.get(name=name)


def page_of(theme: Theme, person=None) -> str:
    client = Client()
    if person:
        client.force_login(person)
    return client.get(theme.get_absolute_url()).content.decode()


def test_everybody_reads_who_is_asked_and_why_and_the_group_is_told():
    theme = by_name()
    told = Message.objects.filter(name="seeds.invited")
    assert [message.person for message in told] == [cast.hanako()]
    for person in (None, cast.taro(), cast.hanako()):
        shown = page_of(theme, person)
        assert "川辺を守る会" in shown
        assert BECAUSE in shown
    assert "公募しないテーマ" in Client().get(reverse("calls:themes")).content.decode()
    assert "公募（登録している団体なら、どこでも）" in page_of(a_theme())


def test_only_whoever_was_asked_answers_and_proposes():
    theme = by_name()
    where = reverse("proposals:new_for_theme", args=[theme.ref])
    answer = reverse("seeds:answer", args=[theme.seed.ref])
    for person in (None, cast.taro(), cast.jiro()):
        assert where not in page_of(theme, person)
        assert answer not in page_of(theme, person)
    assert where in page_of(theme, cast.hanako())
    with pytest.raises(NotAllowed):
        seeds.answer(theme.seed, text="うちもできます。", by=cast.taro(), at=AT)
    for body, by in ((named("おはなしの木"), cast.taro()), (None, cast.jiro())):
        with pytest.raises(Refused, match="公募していません"):
            proposals.begin(title="水門", body=body, theme=theme, by=by, at=AT)
    seeds.answer(theme.seed, text="見回ります。", by=cast.hanako(), at=AT)
    begun = proposals.begin(title="水門", body=named("川辺を守る会"), theme=theme, by=cast.hanako(), at=AT)
    assert begun.theme == theme


def test_the_section_asks_one_more_and_nobody_else_does():
    theme = by_name()
    where, client = reverse("calls:invite", args=[theme.ref]), Client()
    other = named("おはなしの木")
    client.force_login(cast.tanaka())
    assert where in page_of(theme, cast.tanaka())
    assert other.subject in client.post(where, {"group_words": "おはなし", "look-group": "1"}).content.decode()
    assert client.post(where, {"group": other.subject, "because": BECAUSE}).status_code == 302
    seeds.answer(Theme.objects.get().seed, text="手伝います。", by=cast.taro(), at=AT)
    assert client.post(where, {"group": other.subject, "because": BECAUSE}).status_code == 422, "asked already"
    client.force_login(cast.hanako())
    assert client.get(where).status_code == 403


def test_what_everybody_was_asked_is_not_closed_after_somebody_answered():
    group = given.a_registered_group()
    theme = a_theme()
    with pytest.raises(Refused, match="理由"):
        seeds.invite(theme.seed, group=group, because=" ", by=cast.tanaka(), at=AT)
    seeds.answer(theme.seed, text="できます。", by=cast.hanako(), at=AT)
    with pytest.raises(IllegalMove, match="お返事のあった"):
        seeds.invite(theme.seed, group=group, because=BECAUSE, by=cast.tanaka(), at=AT)
    with pytest.raises(IllegalMove, match="市が出して"):
        seeds.invite(given.a_seed(), group=group, because=BECAUSE, by=cast.tanaka(), at=AT)


def test_a_picked_group_without_a_reason_is_told_at_the_form_and_nothing_typed_is_lost():
    group, client = given.a_registered_group(), Client()
    client.force_login(cast.tanaka())
    sent = {
        "title": "水門の見回り",
        "section": given.the_environment_section().ref,
        "background": "雨",
        "expects": "見回り",
    }
    late = client.post(reverse("calls:theme_without_review"), {**sent, "group": group.subject})
    assert late.status_code == 422
    assert "公募しない理由を入力してください" in late.content.decode()
    assert group.subject in late.content.decode()
    assert not Theme.objects.exists()
    assert (
        client.post(
            reverse("calls:theme_without_review"), {**sent, "group": group.subject, "because": BECAUSE}
        ).status_code
        == 302
    )
    assert Theme.objects.get().seed.invited == [group.subject]


def test_a_group_that_is_not_registered_is_not_asked():
    draft, client = given.a_draft_group(name="まだの会", kana="マダノカイ"), Client()
    theme = a_theme()
    client.force_login(cast.tanaka())
    sent = {"group": draft.subject, "because": BECAUSE}
    assert client.post(reverse("calls:invite", args=[theme.ref]), sent).status_code == 422
    theme.seed.refresh_from_db()
    assert theme.seed.invited == []
