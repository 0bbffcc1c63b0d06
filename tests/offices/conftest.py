"""A small city hall for the tests of the offices: one desk section, one other section, and who works there."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client

from kyodo.offices.city.models import City, Duty, Section
from kyodo.offices.people.models import Person

AT = datetime(2026, 6, 1, 0, 0, tzinfo=UTC)  # Monday 1 June 2026, 9:00 in Japan


@pytest.fixture
def at() -> datetime:
    return AT


@pytest.fixture
def city(db) -> City:
    return City.objects.create(
        name="みなと市", code="131000", desk_name="市民協働課", desk_phone="0123456789", desk_hours="平日 8:30〜17:15",
        desk_email="desk@city.example", begun_at=AT,
    )  # fmt: skip


@pytest.fixture
def person(db) -> Callable[..., Person]:
    """`person("花子")`: somebody with an account and a proved address."""

    def make(name: str, *, email: str | None = "", verified: bool = True) -> Person:
        email = f"p{Person.objects.count()}@example.jp" if email == "" else email
        made = Person.objects.create(name=name, email=email, joined_at=AT)
        if email:
            EmailAddress.objects.create(user=made, email=email, verified=verified, primary=True)
        return made

    return make


@pytest.fixture
def hanako(person) -> Person:
    return person("髙橋 花子", email="hanako@example.jp")


@pytest.fixture
def section(db) -> Section:
    return Section.objects.create(code="30", name="環境課", since=date(2020, 4, 1))


@pytest.fixture
def desk(db) -> Section:
    return Section.objects.create(code="10", name="市民協働課", since=date(2020, 4, 1), is_desk=True)


@pytest.fixture
def promoter(person, section) -> Person:
    """The 協働推進員 of the 環境課."""
    made: Person = person("環境 進", email="susumu@city.example")
    Duty.objects.create(person=made, role="promoter", section=section, since=date(2024, 4, 1))
    return made


@pytest.fixture
def clerk(person, desk) -> Person:
    """An officer of the desk."""
    made: Person = person("窓口 直子", email="naoko@city.example")
    Duty.objects.create(person=made, role="desk", section=desk, since=date(2024, 4, 1))
    return made


@pytest.fixture
def now(at) -> Iterator[time_machine.Traveller]:
    """Pages read the clock: it is the morning of these stories."""
    with time_machine.travel(at, tick=False) as clock:
        yield clock


@pytest.fixture
def as_person(client: Client, settings, city, now) -> Callable[[Person], Client]:
    """A browser in which somebody is signed in, their second factor being no concern of the test."""

    def sign_in(person: Person) -> Client:
        settings.OFFICERS_NEED_SECOND_FACTOR = False
        client.force_login(person)
        return client

    return sign_in
