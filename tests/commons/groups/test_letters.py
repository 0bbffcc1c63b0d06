"""Every letter of the table can be written, names its group, and reaches those it is for."""

import pytest
from django.template.loader import render_to_string

from kyodo.commons.groups import actions, letters
from kyodo.commons.groups.states import Role
from kyodo.commons.groups.workflow import WORKFLOW
from kyodo.kernel.workflow import Letter
from tests import cast, given
from tests.cast import AT

pytestmark = pytest.mark.django_db

LETTERS = [letter for letter in vars(letters).values() if isinstance(letter, Letter)]


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter.name)
def test_a_letter_names_the_group_as_it_writes_itself_and_the_page(letter):
    group = given.a_registered_group(name="髙﨑 & <仲間>", kana="タカサキトナカマ")
    group.reason = "理由の文"
    body = render_to_string(letter.template, {"thing": group, "url": "https://example.jp/groups/X/"})
    assert "髙﨑 & <仲間>" in body
    assert "https://example.jp/groups/X/" in body
    assert ("理由の文" in body) is (letter.name in ("groups.returned", "groups.refused", "groups.withdrawn"))
    assert "{" not in body


def test_every_letter_is_sent_by_some_move_or_date():
    sent = {letter.name for move in WORKFLOW.moves for letter in move.tells}
    assert {letter.name for letter in LETTERS} - sent == {"groups.renewal"}


def test_a_letter_to_a_group_goes_to_its_speakers_and_else_to_its_address():
    group = given.a_paper_group()
    assert list(letters.the_group(group)) == [group.subject, "mailto:satoyama@example.jp"]
    actions.join(group, cast.jiro(), role=Role.CONTACT, by=cast.sato(), at=AT)
    assert list(letters.the_group(group)) == [group.subject]


def test_a_town_without_a_desk_owes_nothing_to_nobody():
    group = given.a_draft_group()
    given.the_desk().__class__.objects.update(is_desk=False)
    assert letters.desk_ref(group) == ""
