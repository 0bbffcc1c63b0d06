"""A paper that was withheld until a day is the desk's task on that day, until somebody has looked at it again."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kyodo.offices.desk.actions import ask_reviews
from kyodo.offices.desk.models import Task
from kyodo.offices.papers import actions as papers
from kyodo.offices.papers.states import Disclosure

pytestmark = pytest.mark.django_db


@pytest.fixture
def withheld(settings, tmp_path, desk, section, hanako, at):
    settings.MEDIA_ROOT = tmp_path / "media"
    upload = SimpleUploadedFile("名簿.txt", "会員の名簿".encode())
    return papers.store(
        upload, section, by=hanako, at=at, disclosure=Disclosure.OFFICE, reason="個人情報", review_on=date(2026, 6, 10)
    )


def test_nothing_is_asked_before_the_day(withheld, at):
    assert ask_reviews(at) == 0
    assert not Task.objects.exists()


def test_on_the_day_the_desk_owes_a_look_and_is_asked_once(withheld, desk, at):
    day = at + timedelta(days=9)
    assert [ask_reviews(day), ask_reviews(day), ask_reviews(day + timedelta(days=1))] == [1, 0, 0]
    task = Task.objects.get()
    assert (task.holder, task.due, task.path) == (
        desk.subject,
        date(2026, 6, 24),
        f"/papers/{withheld.ref}/disclosure/",
    )
    assert "名簿" not in task.title, "a withheld name stays withheld"


def test_deciding_anew_clears_the_task_until_the_next_day_to_look(withheld, clerk, at):
    day = at + timedelta(days=9)
    ask_reviews(day)
    papers.disclose(withheld, Disclosure.OFFICE, reason="まだ個人情報", review_on=date(2026, 7, 1), by=clerk, at=day)
    assert not Task.objects.open().exists()
    assert [ask_reviews(day), ask_reviews(at + timedelta(days=30))] == [0, 1]


def test_taking_the_paper_back_clears_the_task(withheld, clerk, at):
    day = at + timedelta(days=9)
    ask_reviews(day)
    papers.withdraw(withheld, reason="古くなった", by=clerk, at=day)
    assert not Task.objects.open().exists()
    assert ask_reviews(day) == 0
