"""The order of time, and how the book of the demo city grows younger by whole weeks."""

from datetime import date, timedelta

import pytest

from kyodo.demo.book import WRITTEN, Book, at, between, called
from kyodo.demo.timeline import Timeline

MONDAY = date(2026, 11, 16)


def test_lives_are_played_together_whatever_is_earliest_first():
    told = []

    def life(name, *hours):
        for hour in hours:
            yield at(MONDAY, hour)
            told.append((hour, name))

    timeline = Timeline()
    timeline.add("花子", life("花子", 9, 15))
    timeline.add("太郎", life("太郎", 8, 10, 16))
    timeline.play()
    assert told == [(8, "太郎"), (9, "花子"), (10, "太郎"), (15, "花子"), (16, "太郎")]


def test_at_the_same_moment_the_life_that_was_added_first_goes_first():
    told = []

    def life(name):
        yield at(MONDAY)
        told.append(name)

    timeline = Timeline()
    for name in ("種", "領域", "提案"):
        timeline.add(name, life(name))
    timeline.play()
    assert told == ["種", "領域", "提案"]


def test_what_goes_wrong_names_the_life_in_which_it_did():
    def life():
        yield at(MONDAY)
        raise ValueError("役割がありません")

    timeline = Timeline()
    timeline.add("kawa-no-jugyo", life())
    with pytest.raises(ValueError, match="役割がありません") as wrong:
        timeline.play()
    assert "見本の市「kawa-no-jugyo」" in wrong.value.__notes__


@pytest.mark.parametrize(
    ("today", "weeks"),
    [
        (WRITTEN, 0),
        (WRITTEN - timedelta(days=90), 0),
        (WRITTEN + timedelta(days=6), 0),
        (WRITTEN + timedelta(days=16), 2),
    ],
)
def test_the_data_moves_by_whole_weeks_and_never_back(today, weeks):
    book = Book(today)
    assert book.today == WRITTEN + timedelta(weeks=weeks)
    assert book.day(MONDAY).weekday() == 0


def test_every_date_moves_and_every_moment_is_in_japan():
    seed = Book(WRITTEN + timedelta(weeks=3)).cases["gaito-kurai"]["seed"]
    assert seed["due"] == date(2026, 11, 12) + timedelta(weeks=3)
    assert seed["received"].utcoffset() == timedelta(hours=9)
    assert seed["received"].date() == date(2026, 11, 5) + timedelta(weeks=3)


def test_moments_between_and_words_of_the_program():
    assert between(at(MONDAY, 8), at(MONDAY, 12), 0.25) == at(MONDAY, 9)
    assert called({"paper": "post"}, "paper") == "post"
    assert called({"paper": "post"}, "web") == "web"
