"""The name of a case may be put right: by its own people and the desk, with a reason that stays."""

import pytest

from kyodo.cycle.collaborations import actions as cases
from kyodo.kernel.policy import NotAllowed, Refused
from kyodo.offices.journal.models import Entry
from tests import cast, given
from tests.cast import AT

pytestmark = pytest.mark.django_db


def test_a_title_is_put_right_and_the_earlier_one_stays_in_the_history():
    case = given.a_case_with_both_sides()
    cases.retitle(case, title="川の学校", reason="教室をやめたため", by=cast.hanako(), at=AT)
    said = Entry.objects.get(act__endswith="retitle")
    assert (case.title, said.reason, "川の教室" in str(said.detail)) == ("川の学校", "教室をやめたため", True)


def test_the_same_title_is_no_correction():
    case = given.a_case_with_both_sides()
    with pytest.raises(Refused) as refusal:
        cases.retitle(case, title="川の教室", reason="そのまま", by=cast.sato(), at=AT)
    assert refusal.value.field == "title"


def test_strangers_name_nothing():
    case = given.a_case_with_both_sides()
    with pytest.raises(NotAllowed):
        cases.retitle(case, title="別の名前", reason="よい名前だから", by=cast.jiro(), at=AT)
    case.refresh_from_db()
    assert case.title == "川の教室"


def test_the_page_of_a_case_leads_to_its_title(client, settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    case = given.a_case_with_both_sides()
    client.force_login(cast.hanako())
    address = f"{case.get_absolute_url()}title/"
    assert address in client.get(case.get_absolute_url()).content.decode()
    answer = client.post(address, {"title": "川の学校", "reason": "教室をやめたため", "submission_key": "k" * 20})
    assert answer.status_code == 302
    assert "川の学校" in client.get(case.get_absolute_url()).content.decode()
