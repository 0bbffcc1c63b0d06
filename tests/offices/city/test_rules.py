"""市の数値・原則・番号: the city's own rules, with their past."""

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from kyodo.kernel.policy import NotAllowed, Refused
from kyodo.kernel.workflow import Term
from kyodo.offices.city import actions, queries
from kyodo.offices.city.actions.rules import Row, standard_sets
from kyodo.offices.city.models import City, Principle, PrincipleSet, Setting
from kyodo.offices.journal.models import Entry
from kyodo.offices.journal.queries import told
from kyodo.offices.people.terms import INVITATION_DAYS

from .town import AT, found, person

ANSWER_DAYS = Term("test.answer_days", 5, _("返事の日数"), "試験")


def current():
    return City.objects.get().principle_set


def rows_of(principles):
    fields = ("kind", "code", "name", "text", "plain")
    return [Row(*values) for values in principles.principles.order_by("order").values_list(*fields)]


# Numbers


def test_a_number_is_the_default_until_the_city_has_its_own(desk_officer):
    assert queries.number(ANSWER_DAYS) == 5
    actions.set_number(ANSWER_DAYS, 7, source="推進要綱第5条", by=desk_officer, at=AT)
    assert queries.number(ANSWER_DAYS) == 7
    actions.set_number(ANSWER_DAYS, None, by=desk_officer, at=AT)
    assert queries.number(ANSWER_DAYS) == 5
    assert [e.detail for e in Entry.objects.filter(act="set_number")] == [
        '{"from":5,"number":"test.answer_days","to":7}',
        '{"from":7,"number":"test.answer_days","to":5}',
    ]


def test_going_back_to_the_default_twice_writes_nothing(desk_officer):
    actions.set_number(ANSWER_DAYS, None, by=desk_officer, at=AT)
    assert not Entry.objects.filter(act="set_number").exists()


def test_every_entry_of_the_office_is_told_in_words(desk_officer):
    actions.set_number(ANSWER_DAYS, 7, by=desk_officer, at=AT)
    actions.set_holiday(AT.date(), name="記念日", by=desk_officer, at=AT)
    actions.drop_holiday(AT.date(), by=desk_officer, at=AT)
    actions.change_city(desk_name="協働推進係", by=desk_officer, at=AT)
    lines = told(Entry.objects.all())
    assert {str(line.what) for line in lines} >= {
        "市を登録した",
        "課を置いた",
        "任命した",
        "市の数値を決めた",
        "休業日を外した",
    }
    assert "記録" not in {str(line.what) for line in lines}


def test_a_number_of_zero_is_the_city_s_own(desk_officer):
    actions.set_number(ANSWER_DAYS, 0, by=desk_officer, at=AT)
    assert queries.number(ANSWER_DAYS) == 0
    with pytest.raises(Refused):
        actions.set_number(ANSWER_DAYS, -1, by=desk_officer, at=AT)


def test_only_the_desk_sets_numbers(orise):
    with pytest.raises(NotAllowed):
        actions.set_number(ANSWER_DAYS, 7, by=person(), at=AT)
    assert not Setting.objects.exists()


def test_every_number_of_every_room_is_found_and_says_where_it_comes_from():
    terms = queries.all_terms()
    assert terms[INVITATION_DAYS.key] is INVITATION_DAYS
    assert queries.term_of("nobody.knows") is None
    assert not [t.key for t in terms.values() if not str(t.source) or not str(t.label)]
    assert not [t.key for t in terms.values() if str(t.source).isascii()]  # a law or a rule, no number of our own


# Principles


def test_the_three_standard_sets_say_what_their_models_say():
    kinds = {
        key: {kind: sum(r.kind == kind for r in one["rows"]) for kind in ("rule", "manner", "promise", "principle")}
        for key, one in standard_sets().items()
    }
    assert kinds == {
        "yoshikawa": {"rule": 4, "manner": 4, "promise": 0, "principle": 0},
        "echizen": {"rule": 0, "manner": 0, "promise": 7, "principle": 0},
        "kawasaki": {"rule": 0, "manner": 0, "promise": 0, "principle": 6},
    }


@pytest.mark.parametrize("key", ["yoshikawa", "echizen", "kawasaki"])
def test_every_set_holds_the_types_forms_and_zones_and_speaks_plainly(key):
    rows = standard_sets()[key]["rows"]
    codes = {kind: [r.code for r in rows if r.kind == kind] for kind in ("type", "form", "zone")}
    assert codes == {"type": list("ABCD"), "form": list("123456789"), "zone": list("ABCDE")}
    assert all(r.name and r.text and r.plain for r in rows)
    assert len({(r.kind, r.code) for r in rows}) == len(rows)


def test_the_sets_are_loaded_once(orise):
    before = PrincipleSet.objects.count(), Principle.objects.count()
    actions.load_standard_sets(by=person(), at=AT)
    assert (PrincipleSet.objects.count(), Principle.objects.count()) == before
    assert before[0] == 3


def test_a_city_picks_another_set(desk_officer):
    other = PrincipleSet.objects.get(name="6つの原則")
    assert current() != other
    actions.adopt_principles(other, by=desk_officer, at=AT)
    assert current() == other


def test_an_edit_makes_a_version_and_leaves_the_old_one_as_it_was(desk_officer):
    old = current()
    before = rows_of(old)
    rows = [r._replace(name="みんなで決めた目的") if r.code == "purpose" else r for r in before]
    rows.append(Row("manner", "", "笑顔のマナー"))
    new = actions.revise_principles(old, rows, reason="指針の改定", by=desk_officer, at=AT)
    assert (new.name, new.version, new.earlier) == (old.name, 2, old)
    assert current() == new
    assert rows_of(old) == before
    assert new.principles.get(code="purpose").name == "みんなで決めた目的"
    assert new.principles.get(name="笑顔のマナー").code.startswith("own-")
    assert Entry.objects.get(act="revise_principles").reason == "指針の改定"


def test_a_version_that_is_no_longer_the_newest_is_not_edited(desk_officer):
    old = current()
    actions.revise_principles(old, rows_of(old), by=desk_officer, at=AT)
    with pytest.raises(Refused, match="新しい版"):
        actions.revise_principles(old, rows_of(old), by=desk_officer, at=AT)


def test_a_set_the_city_does_not_use_may_be_edited_and_stays_unused(desk_officer):
    other = PrincipleSet.objects.get(name="6つの原則")
    actions.revise_principles(other, rows_of(other), by=desk_officer, at=AT)
    assert current().name != other.name


@pytest.mark.parametrize("change", ["one zone less", "one form more"])
def test_types_forms_and_zones_are_renamed_but_not_added_or_removed(desk_officer, change):
    old = current()
    rows = rows_of(old)
    wrong = [r for r in rows if (r.kind, r.code) != ("zone", "C")] if change == "one zone less" else [
        *rows, Row("form", "10", "十番目の形態")
    ]  # fmt: skip
    with pytest.raises(Refused, match="増やしたり"):
        actions.revise_principles(old, wrong, by=desk_officer, at=AT)
    renamed = [r._replace(name="まんなか") if (r.kind, r.code) == ("zone", "C") else r for r in rows]
    assert actions.revise_principles(old, renamed, by=desk_officer, at=AT).principles.get(
        kind="zone", code="C"
    ).name == "まんなか"  # fmt: skip


# Numbers of documents, and the one city


def test_documents_are_numbered_from_one_in_each_year_and_kind(orise):
    assert [actions.next_number("case", 2026) for _n in range(3)] == [1, 2, 3]
    assert actions.next_number("case", 2027) == 1
    assert actions.next_number("notice", 2026) == 1
    assert actions.next_number("case", 2026) == 4


def test_an_installation_has_one_city(orise):
    with pytest.raises(Refused, match="すでに"):
        found(name="別の市")
    with pytest.raises(IntegrityError), transaction.atomic():
        City.objects.create(name="別の市", code="131000", begun_at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        City.objects.create(id=2, name="別の市", code="131000", begun_at=AT)


def test_a_city_s_code_must_check(db):
    with pytest.raises(Refused, match="検査数字"):
        found(code="482154")
    assert not City.objects.exists()


def test_what_the_city_is_called_is_changed_with_the_past_kept(desk_officer):
    actions.change_city(desk_name="協働推進係", by=desk_officer, at=AT)
    assert City.objects.get().desk_name == "協働推進係"
    assert '"desk_name":{"from":"","to":"協働推進係"}' in Entry.objects.get(act="change_city").detail
    with pytest.raises(Refused, match="検査数字"):
        actions.change_city(code="000000", by=desk_officer, at=AT)
