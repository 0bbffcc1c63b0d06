"""Until both have filed, neither side reads the other's words: not on a page, in a file, a letter, a task or the journal."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.test import Client

from kyodo.cycle.agreements import actions, queries
from kyodo.cycle.agreements.models import GoalText, Statement, seal
from kyodo.offices.desk.models import Task
from kyodo.offices.journal.models import Entry
from kyodo.offices.post.models import Message
from tests import cast, given
from tests.cast import AT

from . import texts

pytestmark = pytest.mark.django_db

#: Words that appear nowhere else.
OURS, THEIRS = "ホタルの乱舞", "堤防の草刈り"
OUR_GOAL, THEIR_GOAL = "ゲンジボタル", "除草面積"
PATHS = (
    "", "statement/", "statement/check/", "text/", "history/", "agreement.pdf", "agreement.docx", "roles.docx",
    "text/purpose/", "text/goals/", "confirm/", "start/", "waive/", "moves/call/",
)  # fmt: skip
EVERYBODY: tuple[Callable[[], Any], ...] = (
    cast.hanako,
    cast.tanaka,
    cast.suzuki,
    cast.nakano,
    cast.taro,
    cast.jiro,
    cast.sato,
    cast.visitor,
)
STRANGERS = EVERYBODY[4:]


@pytest.fixture(autouse=True)
def one_factor(settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = False


def both_have_written(agreement):
    for who, purpose, goal in ((cast.hanako(), OURS, OUR_GOAL), (cast.tanaka(), THEIRS, THEIR_GOAL)):
        actions.save_statement(agreement, purpose=purpose, goals=[GoalText("GA", goal)], by=who, at=AT)
    return agreement


def may_see(person):
    """The words of one's own side, and nobody else's."""
    return {cast.hanako: {OURS, OUR_GOAL}, cast.tanaka: {THEIRS, THEIR_GOAL}, cast.suzuki: {THEIRS, THEIR_GOAL}}.get(
        person, set()
    )


def words_in(said):
    return {word for word in (OURS, THEIRS, OUR_GOAL, THEIR_GOAL) if word in said}


def pages(person, case):
    """Everything this person is shown anywhere about the case."""
    client = Client()
    if person is not cast.visitor:
        client.force_login(person())
    addresses = [f"/cases/{case.ref}/agreement/{path}" for path in PATHS]
    addresses += [case.get_absolute_url(), "/today/", "/cases/", "/", "/search/?q=" + OURS, "/search/?q=" + THEIRS]
    for address in addresses:
        response = client.get(address, follow=True)
        body = b"".join(getattr(response, "streaming_content", None) or [response.content])
        # A search says back what was asked for; that is the asker's own word.
        yield address, body.decode(errors="replace").replace(address.rpartition("q=")[2] or "\0", "")


@pytest.mark.parametrize("filed_first", [None, cast.hanako, cast.tanaka])
@pytest.mark.parametrize("person", EVERYBODY)
def test_no_page_shows_the_other_sides_words(person, filed_first):
    agreement = both_have_written(given.an_agreement())
    if filed_first:
        actions.file_statement(agreement, by=filed_first(), at=AT)
    shown = {address: words_in(said) for address, said in pages(person, agreement.case)}
    assert not {address: found - may_see(person) for address, found in shown.items() if found - may_see(person)}


@pytest.mark.parametrize("person", [cast.hanako, cast.tanaka])
def test_each_side_reads_its_own_words(person):
    agreement = both_have_written(given.an_agreement())
    shown = set().union(*(words_in(said) for _address, said in pages(person, agreement.case)))
    assert shown == may_see(person)


@pytest.mark.parametrize("person", EVERYBODY)
def test_no_query_hands_the_other_sides_words_out(person):
    agreement = both_have_written(given.an_agreement())
    actions.file_statement(agreement, by=cast.hanako(), at=AT)
    actor = person()
    handed = [
        repr(queries.panel(agreement.case, actor, AT)),
        repr([(s.purpose, s.goals) for s in queries.statements(agreement, actor, AT).values()]),
        repr([(d.citizens, d.city) for d in queries.differences(agreement, actor, AT)]),
        repr(queries.readable_text(agreement, actor, AT)),
        repr(Statement.objects.visible_to(actor, agreement, at=AT).values()),
        repr(queries.start_gate(agreement.case, AT)),
    ]
    assert words_in("".join(handed)) <= may_see(person)


def test_journal_letters_and_tasks_never_hold_the_words_themselves():
    agreement = both_have_written(given.an_agreement())
    for who in (cast.hanako(), cast.tanaka()):
        actions.file_statement(agreement, by=who, at=AT)
    for model in (Entry, Message, Task):
        stored = json.dumps(list(model.objects.values()), cls=DjangoJSONEncoder, ensure_ascii=False)
        assert stored != "[]"
        assert not words_in(stored)


def test_before_the_reveal_the_words_lie_in_the_statements_alone():
    both_have_written(given.an_agreement())
    holding = set()
    for model in apps.get_models():
        stored = json.dumps(
            list(model._default_manager.values()), cls=DjangoJSONEncoder, ensure_ascii=False, default=str
        )
        if words_in(stored):
            holding.add(model._meta.label)
    assert holding == {"agreements.Statement"}


def test_the_second_filing_reveals_both_at_once():
    agreement = both_have_written(given.an_agreement())
    actions.file_statement(agreement, by=cast.tanaka(), at=AT)
    assert agreement.state == "stating"
    actions.file_statement(agreement, by=cast.hanako(), at=AT)
    assert (agreement.state, agreement.revealed_at) == ("reconciling", AT)
    for person in (cast.hanako, cast.tanaka, cast.nakano):
        said = "".join(said for _address, said in pages(person, agreement.case))
        assert words_in(said) == {OURS, THEIRS, OUR_GOAL, THEIR_GOAL}
    for stranger in STRANGERS:
        assert not words_in("".join(said for _address, said in pages(stranger, agreement.case)))


def test_the_joint_text_in_the_making_is_for_the_table():
    agreement = given.an_agreement_in_drafting()
    actions.edit(agreement, "purpose", OURS, by=cast.hanako(), at=AT)
    for person in EVERYBODY[1:]:
        assert OURS not in "".join(said for _address, said in pages(person, agreement.case))
    change = actions.propose(agreement, "purpose", seen=seal(agreement.text.purpose), by=cast.hanako(), at=AT)
    actions.accept(change, by=cast.tanaka(), at=AT)
    for person in STRANGERS:
        assert OURS not in "".join(said for _address, said in pages(person, agreement.case))


def test_everybody_reads_what_was_concluded_but_whom_to_call():
    agreement = given.an_agreement_both_confirmed()
    terms = texts.TERMS
    said = dict(pages(cast.visitor, agreement.case))[f"/cases/{agreement.case.ref}/agreement/text/"]
    assert texts.PURPOSE in said
    assert "子どもの名前がのるため" in said
    assert terms.city_contact not in said
    assert terms.city_contact in "".join(s for _a, s in pages(cast.hanako, agreement.case))
