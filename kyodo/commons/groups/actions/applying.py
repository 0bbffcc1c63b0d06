"""Applying: the first draft, online or from paper, and every entry a group makes about itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.commons.groups import policies as may
from kyodo.commons.groups.models import Answer, Conditions, Group, GroupField
from kyodo.commons.groups.states import Channel, Part, Role, Source
from kyodo.commons.groups.terms import MOST_FIELDS, PART_FIELDS, SWITCHES
from kyodo.commons.groups.workflow import WORKFLOW
from kyodo.kernel.access import Actor
from kyodo.kernel.policy import Refused
from kyodo.offices.city.models import Ward
from kyodo.offices.city.policies import is_desk
from kyodo.offices.journal.actions import record
from kyodo.offices.papers.actions import keep_original
from kyodo.offices.people.actions import register
from kyodo.offices.people.models import Person

from .belonging import join
from .vouching import confirm, forget_check, source_of

if TYPE_CHECKING:
    from kyodo.offices.papers.actions.storing import Upload


def begin_application(*, name: str, kana: str, kind: str, role: str, by: Person, at: datetime, key: str = "") -> Group:
    """Begin a registration online: a draft that its author and invited colleagues fill in over time."""
    with transaction.atomic():
        group = _new(name=name, kana=kana, kind=kind, received_at=at)
        WORKFLOW.begin(group, by=by, at=at, key=key)
        join(group, by, role=role, by=by, at=at)
    return group


def enter_from_paper(
    *, values: Mapping[str, Any], fields: Sequence[int], wards: Iterable[Ward], answers: Mapping[str, bool],
    representative: str, representative_kana: str = "", channel: str, received_at: datetime,
    scan: Upload | None = None, by: Actor, at: datetime, key: str = "",
) -> Group:  # fmt: skip
    """Type in an application that came on paper, by telephone or at the counter: a draft like any other."""
    is_desk.require(by, None, at=at)
    with transaction.atomic():
        group = _new(**values, channel=channel, received_at=received_at)
        WORKFLOW.begin(group, by=by, at=at, detail={"channel": channel, "received_at": received_at}, key=key)
        keep_original(scan, group, by=by, at=at)
        _write_sides(group, fields=fields, wards=wards)
        person = register(name=representative, kana=representative_kana, by=by, at=at)
        join(group, person, role=Role.REPRESENTATIVE, by=by, at=at)
        confirm(group, *Part, source=Source.OFFICE, by=by, at=at)
        answer_conditions(group, answers=answers, by=by, at=at)
    return group


def revise(
    group: Group, *, part: str, values: Mapping[str, Any],
    fields: Sequence[int] | None = None, wards: Iterable[Ward] | None = None, by: Actor, at: datetime,
) -> Group:  # fmt: skip
    """Write one part of the entries and date it. The journal keeps which entries changed, not what they said."""
    may.edits.require(by, group, at=at)
    with transaction.atomic():
        locked = Group.lock(group.pk)
        changed = [name for name in PART_FIELDS[Part(part)] if name in values and getattr(locked, name) != values[name]]
        said = {"part": part, "changed": changed} | ({"former_name": locked.name} if "name" in changed else {})
        for name in changed:
            setattr(locked, name, values[name])
        locked.set_keys()
        locked.save(update_fields=[*changed, "name_key", "search_key", "sort_key"])
        if _write_sides(locked, fields=fields, wards=wards) or changed:
            forget_check(locked, Part(part))
        confirm(locked, Part(part), source=source_of(by, locked, at), by=by, at=at)
        record("revise", locked, by=by, at=at, detail=said)
    group.refresh_from_db()
    return group


def set_publication(group: Group, *, switches: Mapping[str, bool], by: Actor, at: datetime) -> Group:
    """Open or close entries to the public. Only what differs from the default is stored."""
    may.edits.require(by, group, at=at)
    with transaction.atomic():
        locked = Group.lock(group.pk)
        wanted = {entry: switches.get(entry, locked.is_open(entry)) for entry in SWITCHES}
        changed = {entry: is_open for entry, is_open in wanted.items() if is_open != locked.is_open(entry)}
        locked.publication = {entry: is_open for entry, is_open in wanted.items() if is_open != SWITCHES[entry]}
        locked.save(update_fields=["publication"])
        record("set_publication", locked, by=by, at=at, detail=changed)
    group.refresh_from_db()
    return group


def answer_conditions(group: Group, *, answers: Mapping[str, bool], by: Actor, at: datetime) -> Group:
    """Answer the city's statements. The wording that was shown is kept with each answer."""
    may.edits.require(by, group, at=at)
    with transaction.atomic():
        Group.lock(group.pk)
        group.answers.all().delete()
        Answer.objects.bulk_create(
            Answer(group=group, order=n, statement=statement, holds=holds, answered_at=at, answered_by=by.subject)
            for n, (statement, holds) in enumerate(answers.items(), start=1)
        )
        record("answer_conditions", group, by=by, at=at, detail={"answers": dict(answers)})
    return group


def adopt_conditions(text: str, *, by: Actor, at: datetime) -> Conditions:
    """Adopt the city's own statements. Answers given to earlier ones stay as they were shown."""
    is_desk.require(by, None, at=at)
    adopted = Conditions(text=text, adopted_at=at)
    if not adopted.statements:
        raise Refused(_("要件を1つ以上入力してください。"), field="text")
    with transaction.atomic():
        adopted.save(force_insert=True)
        record("adopt_conditions", adopted, by=by, at=at, detail={"statements": adopted.statements})
    return adopted


def _new(**values: Any) -> Group:
    group = Group(**{"channel": Channel.WEB, **values})
    group.set_keys()
    return group


def _write_sides(group: Group, *, fields: Sequence[int] | None, wards: Iterable[Ward] | None) -> bool:
    """Write what stands in tables of its own; whether it says something new."""
    before = [f.code for f in group.fields.all()], set(group.wards.all())
    after = before[0] if fields is None else list(fields), before[1] if wards is None else set(wards)
    if fields is not None:
        if len(set(fields)) > MOST_FIELDS:
            raise Refused(_("活動分野は3つまで選べます。"), field="fields")
        group.fields.all().delete()
        GroupField.objects.bulk_create(GroupField(group=group, code=c, order=n) for n, c in enumerate(fields, start=1))
    if wards is not None:
        group.wards.set(after[1])
    return before != after
