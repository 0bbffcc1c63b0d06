"""Sections and wards: opening, changing, ending with a successor."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import Actor
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.offices.city.models import Duty, Section, Ward
from kyodo.offices.city.policies import runs_the_city
from kyodo.offices.journal.actions import record


def open_section(
    *,
    code: str,
    name: str,
    since: date,
    kana: str = "",
    division: str = "",
    phone: str = "",
    duties_text: str = "",
    is_desk: bool = False,
    by: Actor,
    at: datetime,
) -> Section:
    """Enter a section of city hall. Its code is free again once the section that had it has ended."""
    runs_the_city.require(by, code, at=at)
    with transaction.atomic():
        section = Section(
            code=code, name=name, kana=kana, division=division, phone=phone, duties_text=duties_text, since=since,
            is_desk=is_desk,
        )  # fmt: skip
        _require_free_code(section)
        section.full_clean(exclude=["successor"], validate_unique=False, validate_constraints=False)
        section.save(force_insert=True)
        if is_desk:
            _only_desk(section)
        record("open_section", section, by=by, at=at, detail={"name": name, "since": since})
    return section


def change_section(section: Section, *, by: Actor, at: datetime, **values: Any) -> Section:
    """Change name, telephone or work of a section. The journal keeps what stood before."""
    runs_the_city.require(by, section, at=at)
    with transaction.atomic():
        kept: Section = Section.lock(section.pk)
        changed = {field: value for field, value in values.items() if getattr(kept, field) != value}
        detail = {field: {"from": getattr(kept, field), "to": value} for field, value in changed.items()}
        for field, value in changed.items():
            setattr(kept, field, value)
        _require_free_code(kept)
        if changed:
            kept.save(update_fields=list(changed))
            if changed.get("is_desk"):
                _only_desk(kept)
            record("change_section", kept, by=by, at=at, detail=detail)
    section.refresh_from_db()
    return section


def _require_free_code(section: Section) -> None:
    if Section.objects.filter(code=section.code, until=None).exclude(pk=section.pk).exists():
        raise Refused(_("この課コードは、ほかの課が使っています。"), field="code")


def _only_desk(section: Section) -> None:
    """One section runs the programme: the desk moves, it does not multiply."""
    Section.objects.exclude(pk=section.pk).filter(is_desk=True).update(is_desk=False)


def end_section(section: Section, *, on: date, successor: Section | None = None, by: Actor, at: datetime) -> Section:
    """End a section on that day (it no longer exists on it). What it owes passes to the successor.

    Its officers' duties end with it; whoever goes on in the successor is named there anew.
    """
    runs_the_city.require(by, section, at=at)
    with transaction.atomic():
        kept: Section = Section.lock(section.pk)
        _require_may_end(kept, on, successor)
        kept.until, kept.successor, kept.is_desk = on, successor, False
        kept.save(update_fields=["until", "successor", "is_desk"])
        if section.is_desk and successor:
            Section.objects.filter(pk=successor.pk).update(is_desk=True)
        ended = _end_duties(kept, on)
        detail = {"on": on, "successor": successor.subject if successor else "", "duties": ended}
        record("end_section", kept, by=by, at=at, detail=detail)
        if successor:
            pass_on(kept.subject, successor.subject, on=on, by=by, at=at)
    section.refresh_from_db()
    return section


def _require_may_end(section: Section, on: date, successor: Section | None) -> None:
    if section.until:
        raise IllegalMove(_("この課はすでに終わっています。"))
    if on <= section.since:
        raise Refused(_("設置日より後の日を入力してください。"), field="on")
    if successor and (successor == section or not successor.is_open_on(on)):
        raise Refused(_("その日に置かれている、別の課を選んでください。"), field="successor")
    if section.is_desk and not successor:
        raise Refused(_("協働の窓口課を終えるときは、引き継ぐ課を選んでください。"), field="successor")


def _end_duties(section: Section, on: date) -> int:
    """A duty that had not begun by then never begins: it ends on the day it would have started."""
    running = Duty.objects.filter(section=section, until=None)
    return int(running.filter(since__lte=on).update(until=on)) + sum(
        Duty.objects.filter(pk=duty.pk).update(until=duty.since) for duty in running.filter(since__gt=on)
    )


def pass_on(old: str, new: str, *, on: date, by: Actor, at: datetime) -> None:
    """Tell the offices above that what one subject held, another holds: they move tasks, cases and the like."""
    for path in settings.HANDOVER_TAKERS:
        import_string(path)(old, new, on=on, by=by, at=at)


def set_ward(code: str, values: Mapping[str, str], *, by: Actor, at: datetime) -> Ward:
    """Enter a ward, or change the one that has this code."""
    runs_the_city.require(by, code, at=at)
    if not code.strip() or not values.get("name", "").strip():
        raise Refused(_("地区コードと地区名を入力してください。"), field="name")
    with transaction.atomic():
        ward, made = Ward.objects.update_or_create(code=code.strip(), defaults=dict(values))
        record("open_ward" if made else "change_ward", ward, by=by, at=at, detail=dict(values))
    return ward
