"""目録: everything that can be searched, one source a kind of thing.

A source names its public rows and how one of them reads as a card. Only what `rows` gives at that moment is ever
indexed or shown. To make something searchable, write its card and add its source; nothing else.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.commons.groups.models import Group
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.collaborations.states import Stage
from kyodo.cycle.seeds.models import Seed
from kyodo.kernel.access import Visitor

from .card import Card, Source

EVERYONE = Visitor()


def group(it: Group) -> Card:
    """Entries that are public whatever the group's switches say."""
    fields = (field.get_code_display() for field in it.fields.all())
    return Card(
        title=it.name,
        url=it.get_absolute_url(),
        since=it.registered_on or it.received_at,
        summary=it.activities or it.purpose,
        text=(it.purpose, it.looking_for, *fields, *(ward.name for ward in it.wards.all())),
        names=(it.kana,) if it.kana else (),
        wards=tuple(ward.ref for ward in it.wards.all()),
    )


def seed(it: Seed) -> Card:
    """What was sent and what was answered; never who sent it."""
    return Card(
        title=it.case.title,
        url=it.get_absolute_url(),
        since=it.received_at,
        summary=it.problem,
        text=(it.wish, it.own_part, it.other_part, it.section.name, *(answer.text for answer in it.answers.all())),
        wards=(it.case.ward.ref,) if it.case.ward else (),
    )


def case(it: Collaboration) -> Card:
    """The case with its number and those who sit on its sides."""
    return Card(
        title=it.title,
        url=it.get_absolute_url(),
        since=it.shown_at or it.born_at,
        summary=it.summary,
        text=tuple(party.name for party in it.parties.all() if party.until is None),
        names=(it.document_number,),
        wards=(it.ward.ref,) if it.ward else (),
    )


SOURCES: tuple[Source[Any], ...] = (
    Source(
        Group,
        _("団体"),
        lambda at: Group.objects.visible_to(EVERYONE, at=at).registered().prefetch_related("fields", "wards"),
        group,
    ),
    Source(
        Collaboration,
        _("協働案件"),
        # A case that is still a seed, or went into another one, is found as its seed.
        lambda at: (
            Collaboration.objects.public(at=at)
            .exclude(stage__in=(Stage.SEED, Stage.MERGED))
            .select_related("ward")
            .prefetch_related("parties")
        ),
        case,
    ),
    Source(
        Seed,
        _("協働の種"),
        lambda at: (
            Seed.objects.visible_to(EVERYONE, at=at).select_related("case__ward", "section").prefetch_related("answers")
        ),
        seed,
        depends_on={"collaborations.collaboration": "case__ref"},
    ),
)


def sources() -> dict[str, Source[Any]]:
    """Every source by the kind of its things."""
    return {source.kind: source for source in SOURCES}
