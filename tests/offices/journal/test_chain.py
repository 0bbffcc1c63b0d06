"""The journal is a chain: whatever is done to it behind the program's back is named by `verify_journal`."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from kyodo.kernel.access import Office
from kyodo.kernel.policy import AlreadyDone
from kyodo.offices.journal import actions, queries
from kyodo.offices.journal.models import Entry, Head

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
OFFICE = Office()


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.KYODO_HOME = tmp_path
    return tmp_path


@pytest.fixture
def chain() -> list[Entry]:
    """Five entries about one case."""
    return [
        actions.record(f"act{n}", "cases.case/AAA", by=OFFICE, at=AT + timedelta(minutes=n), detail={"n": n})
        for n in range(1, 6)
    ]


@contextmanager
def behind_the_back() -> Iterator[None]:
    """Somebody with all rights on the database takes the second wall down."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE journal_entry DISABLE TRIGGER USER")
    yield


def verify() -> str:
    out = StringIO()
    call_command("verify_journal", stdout=out)
    return out.getvalue()


def test_a_whole_chain_is_reported_as_whole(chain):
    assert "5件" in verify()


def test_an_empty_journal_is_whole():
    assert list(actions.faults()) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("reason", "別の理由"), ("detail", '{"n":9}'), ("actor", "people.person/X"), ("at", AT), ("act", "other"),
        ("subject", "cases.case/B"), ("whole", "cases.case/B"), ("actor_as", "市長"), ("key", "k"), ("previous", "f" * 64),
    ],
)  # fmt: skip
def test_a_changed_entry_is_named(chain, field, value):
    with behind_the_back():
        Entry.objects.filter(seq=3).update(**{field: value})
    with pytest.raises(CommandError, match="3番の記録が書き換えられています"):
        verify()


def test_an_entry_taken_from_the_middle_is_named(chain):
    with behind_the_back():
        Entry.objects.filter(seq__in=[2, 3]).delete()
    with pytest.raises(CommandError, match="2番から3番までの記録がありません"):
        verify()


def test_two_entries_that_changed_places_are_named(chain):
    with behind_the_back():
        for old, new in ((2, 99), (4, 2), (99, 4)):
            Entry.objects.filter(seq=old).update(seq=new)
    with pytest.raises(CommandError) as told:
        verify()
    assert {"2番の記録が書き換えられています。", "4番の記録が書き換えられています。"} <= set(
        str(told.value).split("\n")
    )


def test_a_cut_tail_is_named(chain):
    with behind_the_back():
        Entry.objects.filter(seq__gte=4).delete()
    with pytest.raises(CommandError, match="控えは5番、実際は3番"):
        verify()


def test_a_lost_head_is_named(chain):
    Head.objects.all().delete()
    with pytest.raises(CommandError, match="末尾の控えがありません"):
        verify()


def test_an_anchor_is_noted_once_a_day_outside_the_database(chain, home):
    assert [actions.anchor_daily(AT + timedelta(hours=h)) for h in (0, 1, 24)] == [1, 0, 1]
    lines = (home / "journal-anchors.txt").read_text().splitlines()
    assert [line.split("\t")[:2] for line in lines] == [["2026-06-01", "5"], ["2026-06-02", "5"]]
    assert "5件" in verify()


def test_a_chain_computed_anew_still_differs_from_its_anchor(chain):
    actions.anchor_daily(AT)
    with behind_the_back():
        forged = list(Entry.objects.order_by("seq"))
        previous = "0" * 64
        for entry in forged:
            entry.reason, entry.previous = "都合のよい理由", previous
            entry.digest = previous = actions.digest_of(entry)
            entry.save()
        Head.objects.update(digest=previous)
    assert list(actions.faults()) == ["5番の記録が、2026-06-01に書き留めた要約値と合いません。"]


def test_a_journal_restored_from_before_the_anchor_is_noticed(chain):
    actions.anchor_daily(AT)
    with behind_the_back():
        Entry.objects.filter(seq=5).delete()
    Head.objects.update(seq=4, digest=chain[3].digest)
    assert list(actions.faults()) == ["5番の記録が、2026-06-01に書き留めた要約値と合いません。"]


def test_the_same_submission_is_recorded_once(chain):
    actions.record("sent", "cases.case/B", by=OFFICE, at=AT, key="k1")
    with pytest.raises(AlreadyDone) as again, transaction.atomic():
        actions.record("sent", "cases.case/C", by=OFFICE, at=AT, key="k1")
    assert again.value.subject == "cases.case/B"
    assert Entry.objects.count() == 6


@pytest.mark.postgres
@pytest.mark.parametrize("harm", ["UPDATE journal_entry SET reason = 'x' WHERE seq = 2", "DELETE FROM journal_entry"])
def test_the_database_itself_refuses_to_change_an_entry(chain, harm):
    with pytest.raises(DatabaseError, match="neither changed nor deleted"), transaction.atomic():
        connection.cursor().execute(harm)
    assert list(actions.faults()) == []


def test_entries_are_told_in_words_with_one_query_a_kind(chain, django_assert_num_queries):
    entries = list(queries.news_of(["cases.case/AAA"]))
    with django_assert_num_queries(0):
        told = queries.told(entries)
    assert [(t.who, str(t.what)) for t in told] == [("システム", "記録")] * 5


def test_news_leave_out_what_one_did_oneself(chain):
    assert list(queries.news_of(["cases.case/AAA"], but_by=OFFICE.subject)) == []
    assert queries.wholes_touched_by(OFFICE.subject) == ["cases.case/AAA"]
