"""Twenty people act at once: the chain stays whole and loses nothing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connection

from kyodo.kernel.access import Office
from kyodo.kernel.policy import AlreadyDone
from kyodo.offices.journal import actions
from kyodo.offices.journal.models import Entry

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
AT = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
WRITERS, ENTRIES = 20, 10


def write(writer: int) -> None:
    try:
        for n in range(ENTRIES):
            actions.record("act", f"cases.case/{writer}", by=Office(), at=AT, detail={"n": n})
    finally:
        connection.close()


def submit_once(_writer: int) -> bool:
    try:
        actions.record("sent", "cases.case/A", by=Office(), at=AT, key="one-key")
    except AlreadyDone:
        return False
    finally:
        connection.close()
    return True


def test_twenty_writers_make_one_whole_chain():
    with ThreadPoolExecutor(WRITERS) as threads:
        list(threads.map(write, range(WRITERS)))
    assert list(Entry.objects.order_by("seq").values_list("seq", flat=True)) == list(range(1, WRITERS * ENTRIES + 1))
    assert list(actions.faults()) == []


def test_of_twenty_equal_submissions_one_is_accepted():
    with ThreadPoolExecutor(WRITERS) as threads:
        accepted = list(threads.map(submit_once, range(WRITERS)))
    assert sum(accepted) == 1
    assert Entry.objects.filter(key="one-key").count() == 1
