"""Writing the index: what the journal tells, what dates change, what a crash leaves."""

from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from io import StringIO
from itertools import pairwise

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from kyodo.kernel.access import Office
from kyodo.offices.city.models import Principle
from kyodo.offices.journal.actions import record
from kyodo.reading.search import actions
from kyodo.reading.search.models import Bookmark, Entry
from kyodo.reading.search.queries import Query
from kyodo.reading.search.queries.index import by_words

AT = datetime(2020, 3, 2, 3, tzinfo=UTC)


def found(text):
    return {Principle.objects.get(ref=s.partition("/")[2]).name for s in Query.of(text).subjects(limit=100)}


def told(thing):
    """The journal hears that something was done to a thing."""
    record("changed", thing, by=Office(), at=AT)


@pytest.fixture
def indexed(publish):
    """An index of one thing, in step with the journal."""
    thing = publish("緑の会", "里山の手入れ")
    actions.catch_up(AT)
    return thing


def test_the_first_catching_up_indexes_everything_there_is(publish):
    publish("緑の会", "里山の手入れ")
    publish("川の会", "里山から海まで")
    actions.catch_up(AT)
    assert found("里山") == {"緑の会", "川の会"}


def test_a_change_is_found_after_the_journal_was_read(indexed):
    indexed.text = "棚田の手入れ"
    indexed.save()
    told(indexed)
    assert actions.catch_up(AT) == 1
    assert found("棚田") == {"緑の会"}
    assert found("里山") == set()


def test_a_new_thing_is_found_and_a_withdrawn_one_is_not(indexed, publish):
    told(publish("花の会", "里山の花"))
    Principle.objects.filter(pk=indexed.pk).update(kind=Principle.Kind.RULE)
    told(indexed)
    actions.catch_up(AT)
    assert found("里山") == {"花の会"}


def test_a_deleted_thing_leaves_the_index(indexed):
    told(indexed)
    indexed.delete()
    actions.catch_up(AT)
    assert not Entry.objects.exists()


def test_what_never_was_public_is_not_in_the_index(indexed, publish):
    told(publish("内緒の会", "里山の秘密", kind=Principle.Kind.RULE))
    actions.catch_up(AT)
    assert Entry.objects.get().subject == indexed.subject


def test_a_change_of_what_a_card_shows_of_another_thing_reaches_it(indexed, searchable):
    Principle.objects.filter(pk=indexed.pk).update(text="棚田の手入れ")
    told(searchable)
    actions.catch_up(AT)
    assert found("棚田") == {"緑の会"}


def test_entries_about_anything_else_are_passed_over(indexed):
    record("noted", "nowhere.nothing/XXXX", by=Office(), at=AT)
    assert actions.catch_up(AT) == 1
    assert actions.catch_up(AT) == 0


def test_many_changes_are_read_in_several_transactions(indexed, publish, monkeypatch):
    monkeypatch.setattr(actions, "BATCH", 3)
    for number in range(10):
        told(publish(f"第{number}の会", "里山"))
    assert actions.catch_up(AT) == 10
    assert len(found("里山")) == 11


def test_nothing_new_costs_two_questions_and_no_writing(indexed, django_assert_num_queries):
    with django_assert_num_queries(2) as asked:
        assert actions.catch_up(AT) == 0
    assert all(query["sql"].startswith("SELECT") for query in asked.captured_queries)


def test_what_a_date_makes_public_is_found_the_next_day(publish):
    publish("明日の会", "里山", days=62)
    actions.catch_up(AT)
    assert found("里山") == set()
    actions.catch_up(AT + timedelta(days=1))
    assert found("里山") == {"明日の会"}


def test_the_daily_check_mends_what_went_wrong(indexed, publish):
    publish("知られない会", "里山")
    Principle.objects.filter(pk=indexed.pk).update(kind=Principle.Kind.RULE)
    actions.catch_up(AT + timedelta(days=1))
    assert found("里山") == {"知られない会"}


def test_a_crash_while_catching_up_loses_nothing(indexed, publish, monkeypatch):
    told(publish("花の会", "里山の花"))
    put = actions._put
    monkeypatch.setattr(actions, "_put", lambda *_all: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        actions.catch_up(AT)
    monkeypatch.setattr(actions, "_put", put)
    assert actions.catch_up(AT) == 1
    assert found("里山") == {"緑の会", "花の会"}


def test_a_change_during_a_rebuild_is_read_again_afterwards(indexed, monkeypatch):
    check = actions.check

    def change_and_check(*, at):
        Principle.objects.filter(pk=indexed.pk).update(text="棚田")
        told(indexed)
        check(at=at)

    monkeypatch.setattr(actions, "check", change_and_check)
    actions.rebuild(at=AT)
    assert found("棚田") == set()
    assert actions.catch_up(AT) == 1
    assert found("棚田") == {"緑の会"}


def test_another_edition_of_the_words_builds_the_index_anew(indexed):
    Entry.objects.update(title_words="古い", body_words="古い")
    Bookmark.objects.update(edition="0/古い")
    actions.catch_up(AT)
    assert found("里山") == {"緑の会"}


def test_indexing_again_what_has_not_changed_writes_nothing(indexed, monkeypatch):
    before = Entry.objects.get()
    monkeypatch.setattr(Entry.objects, "bulk_create", lambda entries: entries and pytest.fail("written"))
    actions.reindex([indexed.subject], at=AT)
    assert Entry.objects.get() == before


def test_things_of_one_moment_share_no_place(publish, monkeypatch):
    monkeypatch.setattr(actions, "_place", lambda _since, _subject: 42)
    for number in range(4):
        publish(f"第{number}の会", "里山")
    actions.rebuild(at=AT)
    assert set(Entry.objects.values_list("place", flat=True)) == {42, 43, 44, 45}


def test_the_command_catches_up_and_rebuilds(indexed, publish):
    told(publish("花の会", "里山の花"))
    said = StringIO()
    call_command("search_index", stdout=said)
    assert "1件" in said.getvalue()
    Entry.objects.all().delete()
    call_command("search_index", "--rebuild", stdout=said)
    assert Entry.objects.count() == 2


def test_the_largest_text_with_no_word_twice_fits(indexed, publish):
    letters = [chr(code) for code in range(0x4E00, 0x9FA0)]
    text = "、".join(one + other for one, other in pairwise(letters * 4))
    vast = publish("膨大な記録", text)
    told(vast)
    assert actions.catch_up(AT) == 1
    assert found("膨大な記録") == {"膨大な記録"}
    assert len(Entry.objects.get(subject=vast.subject).body_words.encode()) <= actions.LONGEST_BODY


@pytest.mark.postgres
def test_readers_of_postgresql_use_its_index(indexed):
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes WHERE tablename = 'search_entry' AND indexdef LIKE '%gin%'")
        assert {name for (name,) in cursor.fetchall()} == {"search_entry_all_index", "search_entry_title_index"}


@pytest.mark.postgres
@pytest.mark.parametrize("nested", [True, False])
@pytest.mark.django_db(transaction=True)
def test_a_search_leaves_the_planner_as_it_was(nested):
    with transaction.atomic() if nested else nullcontext(), connection.cursor() as cursor:
        with by_words():
            cursor.execute("SHOW enable_seqscan")
            assert cursor.fetchone() == ("off",)
        cursor.execute("SHOW enable_seqscan")
        assert cursor.fetchone() == ("on",)
