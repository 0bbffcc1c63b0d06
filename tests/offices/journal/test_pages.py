"""The journal in public."""

from datetime import timedelta

import pytest

from kyodo.kernel.access import Office
from kyodo.offices.journal import actions

pytestmark = pytest.mark.django_db


def test_anybody_can_keep_the_daily_digests(client, city, now, at, settings, tmp_path):
    settings.KYODO_HOME = tmp_path
    assert "要約値はまだありません" in client.get("/journal/").content.decode()
    entry = actions.record("act", "city.section/X", by=Office(), at=at)
    for day in range(40):
        actions.anchor_daily(at + timedelta(days=day))
    page = client.get("/journal/").content.decode()
    assert "1件の行為" in page
    assert page.count(entry.digest) == 31
    assert client.get("/journal/anchors.txt").content.decode().splitlines()[0] == f"2026-06-01\t1\t{entry.digest}"
