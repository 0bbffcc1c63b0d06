"""Both sides write one record: whoever comes second is told, and keeps what they typed."""

import pytest
from django.test import Client
from django.urls import reverse

from kyodo.cycle.roundtables import actions as tables
from tests import cast, given
from tests.cast import AT

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _one_factor(settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = False


def test_what_the_second_one_typed_stays_on_the_page_beside_the_words_of_the_first():
    sitting = given.a_held_sitting()
    tanaka, where = Client(), reverse("roundtables:record", args=[sitting.ref])
    tanaka.force_login(cast.tanaka())
    opened = tanaka.get(where).context["form"]
    rows = {f"{name}-{what}": "0" for name in opened.repeats for what in ("TOTAL_FORMS", "INITIAL_FORMS")}
    sent = {**rows, "facts": "市が見た水位。", "seen": opened["seen"].value(), "submission_key": "k" * 20}
    first = tables.Record(
        facts="市民が先に書いた。", agreed=[{"text": "川で会う", "zone_citizens": "B", "zone_city": "C"}]
    )
    tables.write_up(sitting, notes=first, by=cast.hanako(), at=AT)
    answer = tanaka.post(where, sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in ("市が見た水位。", "いま「市民が先に書いた。」です", "いま「川で会う・B"):
        assert words in page
    sitting.refresh_from_db()
    assert sitting.facts == "市民が先に書いた。"
    again = {**sent, "facts": "両方が見た水位。", "seen": answer.context["form"]["seen"].value()}
    assert tanaka.post(where, again).status_code == 302
    sitting.refresh_from_db()
    assert sitting.facts == "両方が見た水位。"
