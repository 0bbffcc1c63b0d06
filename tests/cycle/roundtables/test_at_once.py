"""Both sides write one record: whoever comes second is told, and keeps what they typed."""

import pytest
from django.test import Client
from django.urls import reverse

from kyodo.cycle.roundtables import actions as tables
from kyodo.kernel.policy import Refused
from tests import cast, given
from tests.cast import AT

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _one_factor(settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = False


def test_nobody_writes_over_a_record_they_have_not_read():
    sitting = given.a_held_sitting()
    seen = sitting.digest()
    tables.write_up(sitting, notes=tables.Record(facts="市民が先に書いた。"), seen=seen, by=cast.hanako(), at=AT)
    with pytest.raises(Refused, match="書きかえました"):
        tables.write_up(sitting, notes=tables.Record(facts="市が上書きする。"), seen=seen, by=cast.tanaka(), at=AT)
    sitting.refresh_from_db()
    assert sitting.facts == "市民が先に書いた。"
    tables.write_up(sitting, notes=tables.Record(facts="両方。"), seen=sitting.digest(), by=cast.tanaka(), at=AT)


def test_what_the_second_one_typed_stays_on_the_page_with_the_present_record_to_compare():
    sitting = given.a_held_sitting()
    client, where = Client(), reverse("roundtables:record", args=[sitting.ref])
    client.force_login(cast.tanaka())
    rows = {f"{name}-{what}": "0" for name in ("attendance", "agreed", "raised", "homework") for what in ("TOTAL_FORMS", "INITIAL_FORMS")}  # fmt: skip
    sent = {**rows, "facts": "市が見た水位。", "seen": sitting.digest(), "submission_key": "k" * 20}
    tables.write_up(sitting, notes=tables.Record(facts="市民が先に書いた。"), by=cast.hanako(), at=AT)
    answer = client.post(where, sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "市が見た水位。" in page
    assert sitting.digest() in page
