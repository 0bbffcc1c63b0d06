"""The town as it fills up: who and what the keys of the data stand for, so that every act is done by its own people."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from kyodo.commons.groups.models import Group
from kyodo.cycle.calls.models import Round, Theme
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.proposals.models import Proposal
from kyodo.cycle.seeds.models import Seed
from kyodo.cycle.services.models import Service
from kyodo.deliberation.consultations.models import Answer, Consultation
from kyodo.deliberation.councils.models import Body, Chain, Term
from kyodo.deliberation.recommendations.models import Plan, Report
from kyodo.deliberation.texts.models import Version
from kyodo.kernel.access import Side
from kyodo.offices.city.models import Section, Ward
from kyodo.offices.city.queries import promoter_of
from kyodo.offices.desk.actions import run_errands
from kyodo.offices.people.models import Person

from .book import Book, Row


class Town:
    """Everything entered so far, by the keys of the data."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.people: dict[str, Person] = {}
        self.sections: dict[str, Section] = {}
        self.wards: dict[str, Ward] = {}
        self.groups: dict[str, Group] = {}
        self.services: dict[str, Service] = {}
        self.rounds: dict[str, Round] = {}
        self.themes: dict[str, Theme] = {}
        self.seeds: dict[str, Seed] = {}
        self.cases: dict[str, int] = {}
        self.proposals: dict[str, Proposal] = {}
        self.bodies: dict[str, Body] = {}
        self.terms: dict[tuple[str, int], Term] = {}
        self.chains: dict[str, Chain] = {}
        self.versions: dict[str, Version] = {}
        self.consultations: dict[str, Consultation] = {}
        self.answers: dict[str, Answer] = {}
        self.plans: dict[str, Plan] = {}
        self.reports: dict[str, Report] = {}
        self._rows = {row["key"]: row for row in book.people}

    def person(self, key: str, at: datetime) -> Person:
        """Somebody as they are at that moment; what they may act as is remembered until duties change."""
        return self.people[key]

    def duties_changed(self) -> None:
        """Somebody began or ended a duty: ask everybody anew what they may act as."""
        for person in self.people.values():
            person.forget_capacities()

    def desk(self, at: datetime) -> Person:
        """The officer of the desk whenever the data names nobody."""
        return self.person(self.book.city["desk"]["officers"][0], at)

    def mayors_office(self, at: datetime) -> Person:
        """The officer who decides in the mayor's name."""
        return self.person(
            next(k for k, r in self._rows.items() if any(d["role"] == "mayor_office" for d in r.get("duties", ()))), at
        )

    def officer(self, section: str, at: datetime) -> Person:
        """Whoever answers for a section: its promoter, or its head where the post is vacant."""
        found = promoter_of(self.sections[section], at)
        if found:
            return self.person(next(key for key, person in self.people.items() if person.pk == found.pk), at)
        heads = (
            k
            for k, row in self._rows.items()
            for d in row.get("duties", ())
            if (d["section"], d["role"]) == (section, "head")
        )
        return self.person(next(heads), at)

    def secretary(self, body: str, at: datetime) -> Person:
        """Whoever serves a body: the first who speaks for a group, or the officer of the section."""
        row = next(row for row in self.book.councils["body"] if row["key"] == body)
        if (said := row.get("secretariat")) and said["from"] <= at.date():
            return self.people[self.members_of(said["group"])[0]]
        return self.desk(at) if row["section"] == "kyodo" else self.officer(row["section"], at)

    def side(self, key: str) -> Side:
        """The side on which somebody sits."""
        return Side(self._rows[key]["side"])

    def groups_of(self, key: str) -> list[str]:
        """The groups somebody belongs to."""
        return [m["group"] for m in self._rows[key].get("memberships", ())]

    def members_of(self, group: str) -> list[str]:
        """Whoever belongs to a group, its speakers first."""
        rank = {"representative": 0, "contact": 1, "member": 2}
        held = [
            (rank[m["role"]], key)
            for key, row in self._rows.items()
            for m in row.get("memberships", ())
            if m["group"] == group
        ]
        return [key for _rank, key in sorted(held)]

    def section_of(self, key: str, on: date) -> str:
        """The section in which an officer serves on that day."""
        duties = self._rows[key].get("duties", ())
        return str(next(d["section"] for d in duties if d["from"] <= on <= d.get("until", date.max)))

    def officers_of(self, section: str, on: date) -> list[str]:
        """Everybody who serves in a section on that day."""
        return [
            key
            for key, row in self._rows.items()
            if any(
                d["section"] == section and d["from"] <= on <= d.get("until", date.max) for d in row.get("duties", ())
            )
        ]

    def row(self, key: str) -> Row:
        """What the data says of somebody."""
        return self._rows[key]

    def about(self, named: str) -> str:
        """The subject of what the data names "kind:key", "" while there is no such thing."""
        kind, _colon, key = named.partition(":")
        shelves: dict[str, dict[str, Any]] = {
            "chain": self.chains, "text": self.versions, "consultation": self.consultations, "plan": self.plans,
        }  # fmt: skip
        thing = shelves.get(kind, {}).get(key)
        return str(thing.subject) if thing else ""

    def upload(self, name: str, content: str | bytes) -> SimpleUploadedFile:
        """A file as somebody hands it in: words, or a paper that was printed."""
        if isinstance(content, bytes):
            return SimpleUploadedFile(name, content, content_type="application/pdf")
        return SimpleUploadedFile(name, content.encode(), content_type="text/plain")

    def case(self, key: str) -> Collaboration:
        """A case as it stands now."""
        return Collaboration.objects.get(pk=self.cases[key])

    def place(self, key: str) -> str:
        """The name of a room where people meet."""
        return str(next(p["name"] for p in self.book.city["place"] if p["key"] == key))


def refs(rows: list[Any]) -> list[str]:
    """Numbers of the data as the codes the program keeps."""
    return [str(code) for code in rows]


def lead_group(case: Row) -> str:
    """The group that leads the citizens' side, or nobody."""
    groups: list[str] = case.get("groups", [])
    return groups[0] if groups else ""


def worked_off(now: datetime) -> None:
    """The worker does what it was sent to do."""
    while run_errands(now):
        pass
