"""Before the first opinion: describing a consultation, its documents, its reviewers, and announcing it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.consultations.models import (
    Announcement,
    Category,
    Consultation,
    Place,
    Reviewer,
    Session,
)
from kyodo.deliberation.consultations.policies import keeps
from kyodo.deliberation.consultations.states import State
from kyodo.deliberation.consultations.terms import CATEGORIES
from kyodo.deliberation.consultations.workflow import WORKFLOW
from kyodo.kernel.access import Actor
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.offices.city.models import Section
from kyodo.offices.city.policies import is_desk, is_officer
from kyodo.offices.city.queries import end_of_day
from kyodo.offices.journal.actions import record
from kyodo.offices.papers.actions import store
from kyodo.offices.papers.models import File

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

#: What may still be written once the draft is public: not what people answered to.
LATER = ("result_on", "assembly_on", "effective_on", "related", "originals_at")


def prepare(
    *, section: Section, title: str, kind: str, basis: str, purpose: str, by: Actor, at: datetime, key: str = "", **said: Any
) -> Consultation:  # fmt: skip
    """Begin a consultation: a draft that only officers see."""
    is_officer.require(by, section, at=at)
    rows = _rows_of(said)
    with transaction.atomic():
        ensure_categories()
        it = Consultation(section=section, title=title, kind=kind, basis=basis, purpose=purpose, created_at=at, **said)
        keeps.require(by, it, at=at)
        _check(it)
        WORKFLOW.begin(it, by=by, at=at, key=key)
        _write_rows(it, rows)
    return it


def describe(it: Consultation, *, by: Actor, at: datetime, **said: Any) -> Consultation:
    """Write what a consultation says of itself. Once the draft is public, what people rely on stands."""
    keeps.require(by, it, at=at)
    rows = _rows_of(said)
    with transaction.atomic():
        locked = Consultation.lock(it.pk)
        before_publication = locked.state in (State.DRAFT, State.ANNOUNCED)
        changed = [name for name, value in said.items() if getattr(locked, name) != value]
        if not before_publication and (fixed := [name for name in changed if name not in LATER]):
            label = Consultation._meta.get_field(fixed[0]).verbose_name  # type: ignore[union-attr]
            raise Refused(_("案を公表したあとは「%(entry)s」を変えられません。") % {"entry": label}, field=fixed[0])
        for name in changed:
            setattr(locked, name, said[name])
        _check(locked)
        locked.save(update_fields=changed)
        _write_rows(locked, rows)
        record("describe", locked, by=by, at=at, detail={"changed": changed})
    it.refresh_from_db()
    return it


def _rows_of(said: dict[str, Any]) -> dict[str, Any]:
    return {name: said.pop(name) for name in ("places", "announcements", "sessions") if name in said}


def _write_rows(it: Consultation, rows: Mapping[str, Iterable[Mapping[str, Any]]]) -> None:
    kinds: dict[str, Any] = {"places": Place, "announcements": Announcement, "sessions": Session}
    for name, lines in rows.items():
        kind = kinds[name]
        kind.objects.filter(consultation=it).delete()
        kind.objects.bulk_create(kind(consultation=it, **line) for line in lines)


def _check(it: Consultation) -> None:
    if it.opens_on and it.closes_on and it.closes_on < it.opens_on:
        raise Refused(_("募集終了の日は、募集開始の日以後にしてください。"), field="closes_on")


def ensure_categories() -> None:
    """The categories that a city begins with, unless it has its own."""
    if not Category.objects.exists():
        Category.objects.bulk_create(
            Category(name=str(name), meaning=str(meaning), demands_change=change, order=order)
            for order, (_code, name, meaning, change) in enumerate(CATEGORIES, start=1)
        )


def set_category(
    *, name: str, meaning: str, demands_change: bool = False, order: int = 0, by: Actor, at: datetime, key: str = ""
) -> Category:
    """Add a category in the city's own words."""
    is_desk.require(by, None, at=at)
    with transaction.atomic():
        ensure_categories()
        if Category.objects.current().filter(name=name).exists():
            raise Refused(_("同じ名前の区分があります。"), field="name")
        made = Category(name=name, meaning=meaning, demands_change=demands_change, order=order or 99)
        record("set_category", made, by=by, at=at, detail={"name": name}, key=key)
        made.save(force_insert=True)
    return made


def end_category(category: Category, *, by: Actor, at: datetime) -> Category:
    """Use a category no more; answers that have it keep it."""
    is_desk.require(by, category, at=at)
    with transaction.atomic():
        locked = Category.lock(category.pk)
        if Category.objects.current().exclude(pk=locked.pk).count() == 0:
            raise Refused(_("区分が一つもなくなります。先に新しい区分を加えてください。"))
        locked.ended_at = at
        locked.save(update_fields=["ended_at"])
        record("end_category", locked, by=by, at=at)
    category.refresh_from_db()
    return category


def name_reviewers(
    it: Consultation, *, reviewers: Iterable[Mapping[str, Any]], by: Actor, at: datetime
) -> Consultation:
    """Say who looks at every answer before it is adopted."""
    keeps.require(by, it, at=at)
    named = {line["person"].pk: line for line in reviewers}
    with transaction.atomic():
        Consultation.lock(it.pk)
        for line in named.values():
            is_officer.require(line["person"], it, at=at)
        it.reviewers.exclude(person__in=named).delete()
        for line in named.values():
            Reviewer.objects.update_or_create(
                consultation=it, person=line["person"], defaults={"role": line.get("role", "")}
            )
        record(
            "name_reviewers", it, by=by, at=at, detail={"people": [line["person"].subject for line in named.values()]}
        )
    return it


def add_document(
    it: Consultation, *, upload: UploadedFile[bytes], purpose: str, by: Actor, at: datetime, key: str = ""
) -> File:
    """Add the draft, its summary or material to it."""
    keeps.require(by, it, at=at)
    if it.state not in (State.DRAFT, State.ANNOUNCED, State.PUBLISHED):
        raise IllegalMove(_("文書を加えられるのは、結果をまとめる前までです。"))
    return store(upload, it, purpose=purpose, by=by, at=at, key=key)


def announce(it: Consultation, *, by: Actor, at: datetime) -> Consultation:
    """予告する: tell people that a draft is coming."""
    with transaction.atomic():
        Consultation.objects.filter(pk=it.pk, announced_at=None).update(announced_at=at)
        return WORKFLOW.perform("announce", it, by=by, at=at)


def publish(it: Consultation, *, by: Actor, at: datetime) -> Consultation:
    """案を公表する: from its first day on, anybody may answer."""
    with transaction.atomic():
        Consultation.objects.filter(pk=it.pk).update(published_at=at)
        return WORKFLOW.perform("publish", it, by=by, at=at, detail={"days": it.days, "short": it.short_reason})


def cancel(it: Consultation, *, reason: str, by: Actor, at: datetime) -> Consultation:
    """取りやめる: before anything was published."""
    return WORKFLOW.perform("cancel", it, by=by, at=at, reason=reason)


def extend(it: Consultation, *, closes_on: date, reason: str, by: Actor, at: datetime) -> Consultation:
    """Give people more time; never less. What was late is in time where the new last day says so."""
    keeps.require(by, it, at=at)
    with transaction.atomic():
        locked = Consultation.lock(it.pk)
        if locked.state != State.PUBLISHED or locked.closes_on is None:
            raise IllegalMove(_("期間を延ばせるのは、案を公表しているあいだだけです。"))
        if closes_on <= locked.closes_on:
            raise Refused(_("いまの募集終了の日より後の日を入力してください。"), field="closes_on")
        before, locked.closes_on = locked.closes_on, closes_on
        locked.save(update_fields=["closes_on"])
        locked.submissions.filter(late=True, received_at__lte=end_of_day(closes_on)).update(late=False)
        record("extend", locked, by=by, at=at, reason=reason, detail={"from": before, "to": closes_on})
    it.refresh_from_db()
    return it
