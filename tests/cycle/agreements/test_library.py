"""条項のひな形: the clauses become the city's own; versions stay; no agreement changes behind its sides."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from kyodo.cycle.agreements import actions, queries
from kyodo.cycle.agreements.models import Agreement, Clause
from kyodo.kernel.policy import NotAllowed, Refused
from kyodo.offices.city.actions import standards
from tests import cast, given
from tests.cast import AT

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=3)


def the(key):
    return Clause.objects.newest().get(key=key)


def said(clause, **changed):
    return actions.Wording(**{name: getattr(clause, name) for name in actions.Wording._fields})._replace(**changed)


def as_(person, settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    client = Client()
    client.force_login(person)
    return client


def test_a_city_begins_with_the_clauses_of_the_program():
    given.a_city()
    own = {c.key: said(c) for c in Clause.objects.all()}
    assert own == actions.standard_clauses()
    assert [c.key for c in Clause.objects.all()] == list(actions.standard_clauses())


def test_every_required_clause_of_the_program_names_its_source():
    assert all(clause.source for clause in actions.standard_clauses().values() if clause.required)


def test_an_edit_is_a_new_version_and_the_old_one_stays():
    given.a_city()
    old = the("meetings")
    new = actions.revise_clause(old, said(old, text="毎月集まる。"), reason="要綱の改正", by=cast.sato(), at=LATER)
    old.refresh_from_db()
    assert (old.version, new.version, new.order) == (1, 2, old.order)
    assert old.text != new.text == "毎月集まる。"
    assert [c.version for c in Clause.objects.standing(at=AT).filter(key="meetings")] == [1]
    assert [c.version for c in Clause.objects.standing(at=LATER).filter(key="meetings")] == [2]
    with pytest.raises(Refused, match="新しい版"):
        actions.revise_clause(old, said(old), reason="もう一度", by=cast.sato(), at=LATER)


def test_only_the_desk_keeps_the_library():
    given.a_city()
    clause = the("mid_term")
    for person in (cast.hanako(), cast.tanaka(), cast.nakano(), cast.visitor()):
        with pytest.raises(NotAllowed):
            actions.write_clause(said(clause), by=person, at=AT)
        with pytest.raises(NotAllowed):
            actions.revise_clause(clause, said(clause), by=person, at=AT)
        with pytest.raises(NotAllowed):
            standards.retire(clause, by=person, at=AT)


def test_a_required_clause_keeps_its_source_and_goes_only_with_a_reason():
    given.a_city()
    clause = the("organised_crime")
    with pytest.raises(Refused) as refusal:
        actions.revise_clause(clause, said(clause, source=" "), reason="整理", by=cast.sato(), at=LATER)
    assert refusal.value.field == "source"
    for act in (
        lambda: standards.retire(clause, by=cast.sato(), at=LATER),
        lambda: actions.revise_clause(clause, said(clause, required=[], optional=["share"]), by=cast.sato(), at=LATER),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.field == "reason"
    retired = standards.retire(clause, reason="条例の廃止", by=cast.sato(), at=LATER)
    assert (retired.retired_at, retired.retired_because) == (LATER, "条例の廃止")
    assert not Clause.objects.standing(at=LATER).filter(key="organised_crime").exists()
    again = actions.revise_clause(retired, said(retired), reason="新しい条例", by=cast.sato(), at=LATER)
    assert Clause.objects.standing(at=LATER).get(key="organised_crime") == again


def test_an_optional_clause_goes_without_a_reason():
    given.a_city()
    assert standards.retire(the("mid_term"), by=cast.sato(), at=LATER).retired_at == LATER


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": " "}, "title"),
        ({"text": " "}, "text"),
        ({"required": [], "optional": []}, "optional"),
        ({"required": ["share"], "optional": ["share"]}, "optional"),
        ({"required": ["marriage"]}, "required"),
    ],
)
def test_an_impossible_clause_is_refused_at_its_field(changed, field):
    given.a_city()
    with pytest.raises(Refused) as refusal:
        actions.write_clause(said(the("doubts"), **changed), by=cast.sato(), at=AT)
    assert refusal.value.field == field


def test_an_agreement_keeps_its_words_and_its_validity_when_the_library_changes():
    agreement = given.an_agreement_both_confirmed()
    before, sealed = agreement.text, agreement.digest()
    old = the("meetings")
    actions.revise_clause(old, said(old, text="毎月集まる。"), reason="改正", by=cast.sato(), at=LATER)
    actions.write_clause(
        actions.Wording("新しい義務", "守る。", required=["co_hosting"], source="新しい条例"), by=cast.sato(), at=LATER
    )
    agreement = Agreement.objects.get(pk=agreement.pk)
    assert (agreement.text, agreement.digest()) == (before, sealed)
    assert queries.start_gate(agreement.case, LATER) == []


def test_what_is_still_talked_about_is_measured_by_the_library_of_today():
    agreement = given.a_complete_agreement()
    actions.write_clause(
        actions.Wording("新しい義務", "守る。", required=["co_hosting"], source="新しい条例"), by=cast.sato(), at=LATER
    )
    missing = [str(block.sentence) for _rule, block in queries.unmet(agreement, LATER) if "条項" in str(block.sentence)]
    assert missing == ["この類型に必要な条項「新しい義務」がありません。"]
    standards.retire(Clause.objects.get(title="新しい義務"), reason="取りやめ", by=cast.sato(), at=LATER)
    assert not [b for _rule, b in queries.unmet(agreement, LATER + timedelta(1)) if "条項" in str(b.sentence)]


def test_a_kept_clause_survives_its_retirement_when_the_type_is_chosen_again():
    agreement = given.a_complete_agreement()
    standards.retire(the("safety"), reason="統合", by=cast.sato(), at=LATER)
    copy = actions.choose_kind(agreement, kind="co_hosting", by=cast.hanako(), at=LATER)
    assert "safety" in {row.key for row in copy.value.rows}


def test_a_side_may_take_the_newer_wording_and_says_where_each_clause_came_from():
    agreement = given.a_complete_agreement()
    old, row = the("meetings"), next(r for r in agreement.text.clauses.rows if r.key == "meetings")
    assert row.version == 1
    with pytest.raises(Refused):
        actions.renew_clause(agreement, ref="NOBODY", by=cast.hanako(), at=LATER)
    actions.revise_clause(old, said(old, text="毎月集まる。"), reason="改正", by=cast.sato(), at=LATER)
    copy = actions.renew_clause(agreement, ref=row.ref, by=cast.hanako(), at=LATER)
    renewed = next(r for r in copy.value.rows if r.key == "meetings")
    assert renewed == replace(row, text="毎月集まる。", version=2)
    own = replace(row, key="own-1", version=0)
    words = [origin.words for origin in queries.origins([row, renewed, replace(renewed, text="隔月に。"), own])]
    assert words == [
        "ひな形（第1版）のまま",
        "ひな形（第2版）のまま",
        "ひな形（第2版）をもとに双方で書いた条項",
        "この協定のために書いた条項",
    ]
    assert [bool(o.newer) for o in queries.origins([row, renewed, own])] == [True, False, False]


def test_the_pages_of_the_library_are_public_and_kept_by_the_desk(settings):
    given.a_city()
    home, clause = reverse("agreements:clauses"), the("meetings")
    assert "協議の場" in Client().get(home).content.decode()
    assert Client().get(clause.get_absolute_url()).status_code == 200
    for name, args in (("clause_write", []), ("clause_revise", [clause.ref]), ("clause_retire", [clause.ref])):
        url = reverse(f"agreements:{name}", args=args)
        assert as_(cast.tanaka(), settings).get(url).status_code == 403
        assert as_(cast.sato(), settings).get(url).status_code == 200
    desk = as_(cast.sato(), settings)
    sent = {**said(clause)._asdict(), "text": "毎月集まる。", "order": "3", "submission_key": "k" * 20}
    url = reverse("agreements:clause_revise", args=[clause.ref])
    refused = desk.post(url, sent)
    assert refused.status_code == 422
    assert "毎月集まる。" in refused.content.decode()
    assert desk.post(url, {**sent, "reason": "要綱の改正"}).status_code == 302
    told = Client().get(the("meetings").get_absolute_url()).content.decode()
    assert "要綱の改正" in told
    assert "<ins>毎月集まる</ins>" in told or "毎月" in told


def test_the_paper_says_what_each_clause_was_taken_from(settings):
    agreement = given.an_agreement_both_confirmed()
    shown = as_(cast.hanako(), settings).get(agreement.get_absolute_url() + "text/").content.decode()
    assert shown.count("ひな形（第1版）のまま") == len(agreement.text.clauses.rows)
