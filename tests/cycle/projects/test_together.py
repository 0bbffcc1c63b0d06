"""Two sides write in the same project: a second press writes nothing anew, and nobody writes over unread words."""

import io
import json
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from kyodo.cycle.agreements.models import Goal
from kyodo.cycle.projects import actions as projects
from kyodo.cycle.projects import queries
from kyodo.cycle.projects.models import LookBack, Milestone, Pulse, Value
from kyodo.kernel.policy import AlreadyDone, NotAllowed
from kyodo.offices.journal.models import Entry
from kyodo.offices.papers.models import File
from tests import cast, given
from tests.cast import AT
from tests.offices.papers.conftest import picture

pytestmark = pytest.mark.django_db
KEY = "k" * 20
ROW = {"milestones-TOTAL_FORMS": "1", "milestones-INITIAL_FORMS": "0"}


@pytest.fixture(autouse=True)
def _stored_nowhere(settings, tmp_path):
    settings.MEDIA_ROOT, settings.OFFICERS_NEED_SECOND_FACTOR = tmp_path, False


@pytest.fixture
def project():
    return given.a_running_project()


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def place(name: str, project) -> str:
    return reverse(f"projects:{name}", args=[project.case.ref])


def test_a_second_press_writes_no_second_look_back(project):
    projects.look_back(project, went_well="前の側", by=cast.tanaka(), at=AT)
    pressed = {"went_well": "よく話せた。", "submission_key": KEY}
    for _press in range(2):
        answer = signed_in(cast.hanako()).post(place("look_back", project), pressed)
        assert answer.status_code == 302
    assert LookBack.objects.filter(side="citizens").count() == 1
    with pytest.raises(AlreadyDone):
        projects.look_back(project, went_well="もう一度", by=cast.hanako(), at=AT, key=KEY)


def test_a_second_press_of_the_pulse_is_no_mistake_of_anybody(project):
    pressed = {**dict.fromkeys(("equal", "understand", "respect", "stand"), "4"), "submission_key": KEY}
    for _press in range(2):
        assert signed_in(cast.hanako()).post(place("pulse", project), pressed).status_code == 302
    assert Pulse.objects.count() == 4


def test_no_value_is_measured_on_a_day_to_come(project):
    goal = project.case.agreement.goals.in_force().get()
    said = {"goal": goal.ref, "value": "3", "on_year": "令和80", "on_month": "4", "on_day": "1", "submission_key": KEY}
    answer = signed_in(cast.hanako()).post(place("measure", project), said)
    assert answer.status_code == 422
    assert not project.values.exists()


def milestones(project, *, seen: str, name: str) -> dict[str, str]:
    day = {"year": "2026", "month": "6", "day": "1"}
    return {
        **ROW,
        "seen": seen,
        "submission_key": KEY,
        "milestones-0-name": name,
        **{f"milestones-0-due_{n}": part for n, part in day.items()},
    }


def test_nobody_writes_over_milestones_they_have_not_read(project):
    where = place("milestones", project)
    seen = signed_in(cast.tanaka()).get(where).context["form"]["seen"].value()
    assert signed_in(cast.hanako()).post(where, milestones(project, seen=seen, name="説明会")).status_code == 302
    late = signed_in(cast.tanaka()).post(
        where, {**milestones(project, seen=seen, name="市の広報"), "submission_key": "o" * 20}
    )
    page = late.content.decode()
    assert (late.status_code, Milestone.objects.get().name) == (422, "説明会")
    assert "市の広報" in page
    assert "いま「説明会・" in page
    now = late.context["form"]["seen"].value()
    again = milestones(project, seen=now, name="市の広報") | {"submission_key": "p" * 20}
    assert signed_in(cast.tanaka()).post(where, again).status_code == 302
    assert Milestone.objects.get().name == "市の広報"


def shown(project, person, **said):
    file = SimpleUploadedFile("川.jpg", picture("JPEG", exif=True), content_type="image/jpeg")
    given_ = {"file": file, "caption": "川の教室で水をくむ人たち", "consent": "given", "submission_key": KEY, **said}
    return signed_in(person).post(place("photo", project), given_)


def test_a_photo_is_public_without_the_place_it_was_taken_and_the_consent_is_kept(project):
    assert shown(project, cast.hanako()).status_code == 302
    photo = File.objects.get()
    with photo.content.open("rb") as kept, Image.open(io.BytesIO(kept.read())) as image:
        assert not dict(image.getexif())
    page = Client().get(project.get_absolute_url()).content.decode()
    assert "川の教室で水をくむ人たち" in page
    assert photo.get_absolute_url() in page
    assert Entry.objects.get(act="add_photo").detail.count('"consent":"given"') == 1


def test_no_photo_without_a_word_about_consent_nor_from_outside(project):
    assert shown(project, cast.hanako(), consent="").status_code == 422
    assert shown(project, cast.taro()).status_code == 403
    with pytest.raises(NotAllowed):
        projects.add_photo(project, upload=None, caption="", consent="given", by=cast.nakano(), at=AT)  # type: ignore[arg-type]
    assert not File.objects.exists()


@pytest.mark.parametrize(
    ("unit", "value", "reached", "percent"),
    [("人以下", 2, True, None), ("人以下", 4, False, None), ("件未満", 3, False, None), ("食", 3, True, 100), ("食", 2, False, 66)],
)  # fmt: skip
def test_of_a_goal_where_less_is_better_no_share_is_told(unit, value, reached, percent):
    goal = Goal(what="弁当のない子", amount=Decimal(3), unit=unit)
    line = queries.GoalLine(goal, Value(goal=goal, value=Decimal(value), on=AT.date()))
    assert (line.is_reached, line.percent) == (reached, percent)
    assert goal.counted_in in ("人", "件", "食")


def before(act: str) -> list[Any]:
    """What the newest entry of an act keeps of what it replaced."""
    kept: list[Any] = json.loads(Entry.objects.filter(act=act).order_by("-pk")[0].detail)["before"]
    return kept


def test_milestones_and_sums_that_were_public_stay_in_the_journal_when_they_are_replaced(project):
    for name in ("説明会", "市の広報"):
        rows = [{"name": name, "due": AT.date(), "done_on": None}]
        projects.set_milestones(project, milestones=rows, by=cast.hanako(), at=AT)
    kept = before("set_milestones")
    assert kept == [{"name": "説明会", "due": AT.date().isoformat(), "done_on": None}]
    lines = [
        {"flow": flow, "item": item, "bearer": "city", "target": "in", "budget": 40_000}
        for flow, item in (("income", "市の負担"), ("expense", "印刷費"))
    ]
    projects.keep_books(project, lines=lines, by=cast.tanaka(), at=AT)
    again = [{**row, "ref": line.ref, "budget": 50_000} for row, line in zip(lines, project.books.all(), strict=True)]
    projects.keep_books(project, lines=again, by=cast.hanako(), at=AT)
    kept = before("keep_books")
    assert sorted(kept) == [["印刷費", 40_000, None], ["市の負担", 40_000, None]]
