"""Both sides press at the same moment: what should happen once happens once."""

import threading

import pytest
from django.db import connection

from kyodo.cycle.agreements import actions
from kyodo.cycle.agreements.models import Agreement, Change, seal
from kyodo.cycle.agreements.states import State
from kyodo.kernel.policy import Refused
from tests import cast, given
from tests.cast import AT

from . import texts

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def at_once(*acts):
    """Let several people act at the same moment, each on their own connection; what was refused is given back."""
    ready, refused = threading.Barrier(len(acts)), []

    def run(act):
        try:
            ready.wait()
            act()
        except Refused as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


def anew(agreement):
    return Agreement.objects.get(pk=agreement.pk)


def test_two_statements_filed_at_once_are_revealed_once():
    agreement = given.an_agreement()
    people = (cast.hanako(), cast.tanaka())
    for who in people:
        actions.save_statement(agreement, purpose=f"{who.name}の目的", goals=[texts.GOAL], by=who, at=AT)
    assert not at_once(*(lambda who=who: actions.file_statement(anew(agreement), by=who, at=AT) for who in people))
    assert anew(agreement).state == State.RECONCILING
    assert agreement.differences.count() == 2


def test_two_confirmations_at_once_conclude_once():
    agreement = actions.call(given.a_complete_agreement(), by=cast.hanako(), at=AT)
    digest, people = agreement.digest(), (cast.hanako(), cast.tanaka())
    assert not at_once(
        *(lambda who=who: actions.confirm(anew(agreement), digest=digest, by=who, at=AT) for who in people)
    )
    assert anew(agreement).state == State.CONCLUDED
    assert agreement.revisions.count() == 1


def test_a_proposal_accepted_and_withdrawn_at_once_is_one_of_both():
    agreement = given.an_agreement_in_drafting()
    actions.edit(agreement, "purpose", "川を守る。", by=cast.hanako(), at=AT)
    change = actions.propose(agreement, "purpose", seen=seal(agreement.text.purpose), by=cast.hanako(), at=AT)
    hanako, tanaka = cast.hanako(), cast.tanaka()
    refused = at_once(
        lambda: actions.accept(Change.objects.get(pk=change.pk), by=tanaka, at=AT),
        lambda: actions.withdraw(Change.objects.get(pk=change.pk), by=hanako, at=AT),
    )
    assert len(refused) == 1
    was_accepted = Change.objects.get(pk=change.pk).state == "accepted"
    assert (anew(agreement).text.purpose == "川を守る。") is was_accepted


def test_a_confirmation_and_a_change_at_once_never_leave_a_word_on_other_content():
    agreement = actions.call(given.a_complete_agreement(), by=cast.hanako(), at=AT)
    digest, hanako, tanaka = agreement.digest(), cast.hanako(), cast.tanaka()
    at_once(
        lambda: actions.confirm(anew(agreement), digest=digest, by=hanako, at=AT),
        lambda: actions.redraft(anew(agreement), by=tanaka, at=AT),
    )
    if anew(agreement).state != State.DRAFTING:
        actions.redraft(anew(agreement), by=tanaka, at=AT)
    given.an_accepted_section(anew(agreement), "purpose", "川を守る。")
    assert anew(agreement).standing() == {}
