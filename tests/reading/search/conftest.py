"""Things to search for: principles stand in for any public thing, for the index asks nothing of a thing but its card."""

from datetime import UTC, datetime, timedelta

import pytest

from kyodo.offices.city.models import Principle, PrincipleSet
from kyodo.reading.search.queries import Card, Source, catalogue

BEGUN = datetime(2020, 1, 1, tzinfo=UTC)


def card_of(principle):
    """The order of a principle is its age in days here; its code is a ward."""
    return Card(
        title=principle.name,
        url=f"/principles/{principle.ref}/",
        since=BEGUN + timedelta(days=principle.order),
        summary=principle.text,
        names=(principle.plain,) if principle.plain else (),
        wards=tuple(filter(None, principle.code.split("@")[1:])),
    )


def rows_at(at):
    """Whatever is a rule is withdrawn; whatever lies in the future is not yet public."""
    return (
        Principle.objects.exclude(kind=Principle.Kind.RULE).filter(order__lte=(at - BEGUN).days).select_related("set")
    )


SOURCE = Source(Principle, "原則", rows_at, card_of, depends_on={"city.principleset": "set__ref"})


@pytest.fixture
def searchable(db, monkeypatch):
    """The catalogue holds principles."""
    monkeypatch.setattr(catalogue, "SOURCES", (SOURCE,))
    return PrincipleSet.objects.create(name="試し")


@pytest.fixture
def publish(searchable):
    """Write a public thing into the database, not into the index: `publish("題名", "本文", days=3)`."""

    def made(name, text="", *, days=0, ward="", reading="", kind=Principle.Kind.PRINCIPLE):
        code = f"{searchable.principles.count()}@{ward}"
        return Principle.objects.create(
            set=searchable, kind=kind, code=code[:10], order=days, name=name, text=text, plain=reading
        )

    return made
