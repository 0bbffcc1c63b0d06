"""Who may what: every member of the cast asked in every situation, allowed and refused side by side."""

import pytest

from kyodo.commons.groups import actions
from kyodo.commons.groups import policies as may
from kyodo.commons.groups.models import Group
from kyodo.commons.groups.states import Role
from kyodo.kernel.access import Office
from tests import cast, given
from tests.cast import AT

pytestmark = pytest.mark.django_db

HANAKO, JIRO, TARO, SATO, SUZUKI, TANAKA, NAKANO, VISITOR, PROGRAM = (
    "hanako", "jiro", "taro", "sato", "suzuki", "tanaka", "nakano", "visitor", "program",
)  # fmt: skip
EVERYBODY = (HANAKO, JIRO, TARO, SATO, SUZUKI, TANAKA, NAKANO, VISITOR, PROGRAM)

#: For a registered group of 花子 in which 次郎 is a plain member.
ALLOWED = {
    "is_member": {HANAKO, JIRO},
    "speaks_for_it": {HANAKO},
    "represents_it": {HANAKO},
    "is_disinterested": set(EVERYBODY) - {HANAKO, JIRO},
    "sees_closed_entries": {HANAKO, JIRO, SATO, SUZUKI, TANAKA, NAKANO},
    "applies": {HANAKO, SATO},
    "decides": {SATO},
    "moves_a_batch": set(),
    "edits": {HANAKO, SATO},
    "manages_people": {HANAKO, SATO},
    "imports": {SATO},
}


def actor(name):
    return Office() if name == PROGRAM else getattr(cast, name)()


@pytest.fixture
def group():
    group = given.a_registered_group()
    given.another_registered_group()
    actions.join(group, cast.jiro(), role=Role.MEMBER, by=cast.hanako(), at=AT)
    return group


@pytest.mark.parametrize("name", sorted(ALLOWED))
def test_a_policy_answers_alike_for_everybody_it_should(name, group):
    asked = getattr(may, name)
    assert {who for who in EVERYBODY if asked.check(actor(who), group, at=AT)} == ALLOWED[name]


@pytest.mark.parametrize("name", sorted(set(ALLOWED) - {"is_disinterested"}))
def test_every_refusal_is_a_sentence_for_a_citizen(name, group):
    verdict = getattr(may, name).check(cast.visitor(), group, at=AT)
    assert str(verdict.reason).endswith("。")


def test_what_one_may_see_is_what_the_list_gives(group):
    draft = given.a_draft_group(name="準備中の会", kana="ジュンビチュウノカイ", by=cast.taro())
    waiting = given.a_submitted_group(name="審査中の会", kana="シンサチュウノカイ", by=cast.taro())
    seen = {
        who: {g.name for g in Group.objects.visible_to(actor(who), at=AT)} & {draft.name, waiting.name, group.name}
        for who in EVERYBODY
    }
    public = {group.name}
    assert seen == {
        HANAKO: public,
        JIRO: public,
        VISITOR: public,
        PROGRAM: public,
        TARO: public | {draft.name, waiting.name},
        SATO: public | {draft.name, waiting.name},
        SUZUKI: public | {waiting.name},
        TANAKA: public | {waiting.name},
        NAKANO: public | {waiting.name},
    }
