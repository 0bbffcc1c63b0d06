"""Loading the demo city: found it, set every life on one timeline, and play them in the order of time."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import connection, transaction

from kyodo.commons.groups.actions import ask_renewals
from kyodo.cycle.projects.actions import watch_ends
from kyodo.deliberation.texts.actions import warn
from kyodo.offices.people.models import Person
from kyodo.offices.post.actions import read_all
from kyodo.offices.post.models import Message
from kyodo.offices.post.states import Delivery

from .book import Book, Row, at
from .founding import PASSWORD, found
from .playbill import lives
from .timeline import Life, Timeline
from .town import Town

WEEK = timedelta(weeks=1)
#: Letters older than this have been read.
UNREAD = timedelta(days=10)


def load(today: date) -> Town:
    """Build the whole city, or nothing of it."""
    town, timeline = Town(Book(today)), Timeline()
    with transaction.atomic():
        found(town)
        timeline.add("worker", working(town))
        timeline.add("letters", reading(town))
        timeline.add("statistics", measuring(town))
        for name, life in lives(town):
            timeline.add(name, life)
        timeline.play()
        # Nothing of this was ever mailed: what happened before the demo began is read on screen.
        Message.objects.filter(state=Delivery.QUEUED).update(state=Delivery.SCREEN, next_try=None)
    return town


def working(town: Town) -> Life:
    """The worker's own rounds, once a week: ends that come near, renewals that open, what is to be looked at again."""
    now = at(town.book.city["begun"], 7) + WEEK
    while now.date() < town.book.today:
        yield now
        watch_ends(now)
        ask_renewals(now)
        warn(now)
        now += WEEK


def measuring(town: Town) -> Life:
    """Tell the database's planner what has come: while one transaction builds a whole city, nobody else can."""
    now = at(town.book.city["begun"], 6) + WEEK
    while now.date() < town.book.today:
        yield now
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        now += 8 * WEEK


def reading(town: Town) -> Life:
    """Everybody has read their letters but for the newest."""
    now = at(town.book.today - UNREAD, 7)
    yield now
    for person in town.people.values():
        read_all(person, at=now)


def sign_ins(today: date) -> list[tuple[Row, Person]]:
    """Whoever shows the city from a different chair and still has the demo's password; nobody in any other city."""
    book = Book(today)
    emails = {row["key"]: row["email"] for row in book.people}
    people = {person.email: person for person in Person.objects.filter(email__in=emails.values())}
    shown = ((row, people.get(emails[row["person"]])) for row in book.city["sign_in"])
    return [(row, person) for row, person in shown if person and person.check_password(PASSWORD)]
