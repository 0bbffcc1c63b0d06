"""Both confirm one and the same content; whatever changes it makes their word void."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from kyodo.cycle.agreements import actions, queries
from kyodo.cycle.agreements.models import Agreement, Change, GoalText, RoleText, Text, digest, seal
from kyodo.cycle.agreements.states import Section, State
from kyodo.cycle.collaborations import actions as cases
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.kernel.access import Side
from kyodo.kernel.policy import AlreadyDone, Blocked, Refused
from tests import cast, given
from tests.cast import AT

from . import texts

pytestmark = pytest.mark.django_db


def called():
    return actions.call(given.a_complete_agreement(), by=cast.hanako(), at=AT)


def confirmed_by(agreement, *people):
    for who in people:
        actions.confirm(agreement, digest=agreement.digest(), by=who(), at=AT)
    return agreement


def test_one_side_alone_concludes_nothing():
    agreement = confirmed_by(called(), cast.tanaka)
    assert agreement.state == State.CONFIRMING
    with pytest.raises(Refused, match="もう確認しています"):
        confirmed_by(agreement, cast.suzuki)
    assert confirmed_by(agreement, cast.hanako).state == State.CONCLUDED


def test_nobody_confirms_what_they_have_not_seen():
    agreement = called()
    read = agreement.digest()
    actions.redraft(agreement, by=cast.tanaka(), at=AT)
    given.an_accepted_section(agreement, "purpose", "川を守り、楽しむ。")
    actions.call(agreement, by=cast.tanaka(), at=AT)
    with pytest.raises(Refused, match="ご覧になったあとに"):
        actions.confirm(agreement, digest=read, by=cast.hanako(), at=AT)


def test_a_change_makes_a_confirmation_void_and_keeps_it_in_the_history():
    agreement = confirmed_by(called(), cast.hanako)
    actions.redraft(agreement, by=cast.tanaka(), at=AT)
    given.an_accepted_section(agreement, "purpose", "川を守り、楽しむ。")
    assert agreement.standing() == {}
    assert list(agreement.confirmations.values_list("side", "void_at")) == [("citizens", AT)]


def test_a_party_that_joins_makes_what_was_confirmed_another_agreement():
    agreement = given.an_agreement_both_confirmed()
    cases.add_party(agreement.case, given.the_desk(), side=Side.CITY, by=cast.sato(), at=AT)
    case = Collaboration.objects.get(pk=agreement.case.pk)
    with pytest.raises(Blocked):
        actions.start(case, by=cast.tanaka(), at=AT)
    agreement = Agreement.objects.get(pk=agreement.pk)
    actions.amend(agreement, kinds=["content"], reason="窓口課が加わった", by=cast.hanako(), at=AT)
    actions.call(agreement, by=cast.hanako(), at=AT)
    confirmed_by(agreement, cast.hanako, cast.tanaka)
    assert actions.start(case, by=cast.tanaka(), at=AT).stage == "running"
    assert [r.number for r in agreement.revisions.all()] == [1, 2]


def test_an_amendment_leaves_what_is_in_force_until_both_confirm():
    case = given.a_started_case()
    agreement = Agreement.objects.get(case=case)
    actions.amend(agreement, kinds=["content"], reason="参加者が増えた", by=cast.tanaka(), at=AT)
    goal = agreement.text.goals[0]
    given.an_accepted_section(agreement, "goals", (replace(goal, amount=Decimal(180)),))
    given.an_accepted_section(agreement, "terms", replace(texts.TERMS, ends_on=dt.date(2027, 9, 30)))
    case.refresh_from_db()
    assert queries.goals_in_force(case).get().amount == 120
    assert case.ends_on == dt.date(2027, 3, 31)
    actions.call(agreement, by=cast.tanaka(), at=AT)
    confirmed_by(agreement, cast.tanaka, cast.hanako)
    case.refresh_from_db()
    in_force = queries.goals_in_force(case).get()
    assert (in_force.amount, in_force.ref, case.ends_on) == (Decimal(180), goal.ref, dt.date(2027, 9, 30))
    assert case.stage == "running"


def test_a_goal_left_out_by_an_amendment_stays_for_what_refers_to_it():
    case = given.a_started_case()
    agreement = Agreement.objects.get(case=case)
    actions.amend(agreement, kinds=["content"], reason="目標を替える", by=cast.tanaka(), at=AT)
    new = replace(texts.GOAL, ref="GNEW22", what="川の生きものの記録")
    given.an_accepted_section(agreement, "goals", (new,))
    roles = tuple(replace(role, goals=("GNEW22",)) for role in agreement.text.roles)
    given.an_accepted_section(agreement, "roles", roles)
    actions.call(agreement, by=cast.tanaka(), at=AT)
    confirmed_by(agreement, cast.tanaka, cast.hanako)
    assert [g.ref for g in queries.goals_in_force(case)] == ["GNEW22"]
    assert agreement.goals.count() == 2
    assert [list(role.goals.all()) for role in queries.roles_in_force(case)] == [list(queries.goals_in_force(case))] * 2


def test_an_amendment_without_a_change_is_given_up_and_not_confirmed_again():
    agreement = given.an_agreement_both_confirmed()
    actions.amend(agreement, kinds=["content"], reason="見直してみる", by=cast.hanako(), at=AT)
    with pytest.raises(Blocked, match="変わっていません"):
        actions.call(agreement, by=cast.hanako(), at=AT)
    assert actions.keep(agreement, by=cast.tanaka(), at=AT).state == State.CONCLUDED
    assert agreement.revisions.count() == 1


def test_nothing_is_confirmed_while_a_proposal_waits():
    agreement = given.a_complete_agreement()
    actions.edit(agreement, "purpose", "川を守る。", by=cast.hanako(), at=AT)
    actions.propose(agreement, "purpose", seen=seal(agreement.text.purpose), by=cast.hanako(), at=AT)
    with pytest.raises(Blocked, match="変更案"):
        actions.call(agreement, by=cast.hanako(), at=AT)


@pytest.mark.parametrize("section", [part for part in Section if part != Section.CONDITIONS])  # test_inheritance.py
def test_every_part_counts_in_the_content(section):
    whole = given.a_complete_agreement()
    before = whole.digest()
    changed = {
        Section.PURPOSE: "別の目的",
        Section.GOALS: (replace(whole.text.goals[0], baseline="0人"),),
        Section.ROLES: whole.text.roles[:1],
        Section.CLAUSES: replace(texts.CLAUSES, rows=texts.CLAUSES.rows[1:]),
        Section.TERMS: replace(texts.TERMS, citizens_contact="別の人"),
        Section.DISCLOSURE: texts.DISCLOSURE[:1],
    }[section]
    given.an_accepted_section(whole, section, changed)
    assert whole.digest() != before


def test_one_content_has_one_digest_however_its_numbers_are_spelled():
    def of(amount):
        text = replace(Text(), goals=(GoalText("G", "教室", amount=Decimal(amount)),))
        return digest(text, name="agreements.agreement/X", parties=[("city", "a", "b"), ("citizens", "c", "d")])

    assert of("10") == of("10.000") == of("1E+1")
    assert of("10") != of("100")


def test_a_second_press_of_the_button_does_nothing_twice():
    agreement = given.an_agreement_in_drafting()
    actions.edit(agreement, "purpose", "川を守る。", by=cast.hanako(), at=AT)
    seen = seal(agreement.text.purpose)
    change = actions.propose(agreement, "purpose", seen=seen, by=cast.hanako(), at=AT, key="k" * 20)
    with pytest.raises(AlreadyDone) as done:
        actions.propose(agreement, "purpose", seen=seen, by=cast.hanako(), at=AT, key="k" * 20)
    assert done.value.subject == change.subject
    actions.accept(change, by=cast.tanaka(), at=AT, key="a" * 20)
    with pytest.raises(AlreadyDone):
        actions.accept(change, by=cast.tanaka(), at=AT, key="a" * 20)
    assert Change.objects.filter(section="purpose").count() == 1


def test_a_stale_proposal_is_looked_at_again():
    agreement = given.an_agreement_in_drafting()
    stale = seal(agreement.text.purpose)
    actions.edit(agreement, "purpose", "田中の案", by=cast.tanaka(), at=AT)
    given.an_accepted_section(agreement, "purpose", "花子の案")
    with pytest.raises(Refused, match="本文が変わりました"):
        actions.propose(agreement, "purpose", seen=stale, by=cast.tanaka(), at=AT)
    fresh = actions.propose(agreement, "purpose", seen=seal("花子の案"), by=cast.tanaka(), at=AT)
    assert (fresh.before, fresh.after) == ("花子の案", "田中の案")


HOSTILE: dict[str, list[Any]] = {
    "goals": [
        (GoalText("G1", ""),),
        (GoalText("G1", "a"), GoalText("G1", "b")),
        (GoalText("../x", "a"),),
        (GoalText("G1", "a", amount=Decimal("NaN")),),
        (GoalText("G1", "a", amount=Decimal("Infinity")),),
        (GoalText("G1", "a", amount=Decimal("1E+30")),),
        (GoalText("G1", "a\u202e"),),
        (GoalText("G1", "a" * 201),),
        tuple(GoalText(f"G{n}", "a") for n in range(201)),
    ],
    "roles": [
        (RoleText("R1", "仕事", side="neutral"),),
        (RoleText("R1", "仕事", phase="never"),),
        (RoleText("R1", "仕事", bearer="everybody"),),
        (RoleText("R1", "仕事", because="fate"),),
    ],
    "terms": [
        replace(texts.TERMS, ends_on=dt.date(2020, 1, 1)),
        replace(texts.TERMS, city_yen=-1),
        replace(texts.TERMS, city_yen=10**13),
        replace(texts.TERMS, payment="gold"),
    ],
    "purpose": ["あ" * 4001, "\x00", "  "],
    "clauses": [replace(texts.CLAUSES, kind="marriage")],
}


@pytest.mark.parametrize(("section", "value"), [(s, v) for s, values in HOSTILE.items() for v in values])
def test_no_agreement_holds_such_words(section, value):
    agreement = given.an_agreement_in_drafting()
    with pytest.raises(Refused):
        actions.edit(agreement, section, value, by=cast.hanako(), at=AT)
    assert not agreement.copies.exists()
