"""The city's own rules: its numbers, its closed days, its principles, and the numbering of its documents."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import Actor
from kyodo.kernel.policy import Refused
from kyodo.kernel.text import new_ref
from kyodo.kernel.workflow import Term
from kyodo.offices.city.models import City, Counter, Holiday, Principle, PrincipleSet, Setting
from kyodo.offices.city.policies import runs_the_city
from kyodo.offices.journal.actions import record

DATA = Path(__file__).parent.parent / "data" / "principles.toml"
#: The program refers to these by their code: a city may say them differently, but neither add nor remove one.
FIXED = (Principle.Kind.TYPE, Principle.Kind.FORM, Principle.Kind.ZONE)


def next_number(kind: str, year: int) -> int:
    """The next document number of that kind in that fiscal year. Call it inside the transaction that uses it."""
    counter, _made = Counter.objects.select_for_update().get_or_create(kind=kind, year=year)
    Counter.objects.filter(pk=counter.pk).update(last=F("last") + 1)
    return Counter.objects.values_list("last", flat=True).get(pk=counter.pk)


def set_number(term: Term, value: int | None, *, source: str = "", by: Actor, at: datetime) -> Term:
    """Give one of the program's numbers the city's own value; None goes back to the default."""
    runs_the_city.require(by, term, at=at)
    if value is not None and value < 0:
        raise Refused(_("0以上の数を入力してください。"), field="value")
    with transaction.atomic():
        own = Setting.objects.filter(key=term.key).first() or Setting(key=term.key, value=term.default)
        if value is None and own._state.adding:
            return term  # it is the default already
        detail = {"number": term.key, "from": own.value, "to": term.default if value is None else value}
        if value is not None:
            own.value, own.source = value, source.strip()
            own.save()
        record("set_number", own, by=by, at=at, reason=source, detail=detail)
        if value is None:
            own.delete()
    return term


def set_holiday(day: date, *, name: str, closed: bool = True, by: Actor, at: datetime) -> Holiday:
    """Close city hall on a local day, or open it on one that would be closed."""
    runs_the_city.require(by, day, at=at)
    if not name.strip():
        raise Refused(_("名称を入力してください。"), field="name")
    with transaction.atomic():
        holiday, _made = Holiday.objects.update_or_create(day=day, defaults={"name": name.strip(), "closed": closed})
        record("set_holiday", holiday, by=by, at=at, detail={"day": day, "name": holiday.name, "closed": closed})
    return holiday


def drop_holiday(day: date, *, by: Actor, at: datetime) -> None:
    """Take a local day out of the calendar again."""
    runs_the_city.require(by, day, at=at)
    with transaction.atomic():
        holiday = Holiday.objects.filter(day=day).first()
        if holiday is None:
            raise Refused(_("その日は登録されていません。"))
        record("drop_holiday", holiday, by=by, at=at, detail={"day": day, "name": holiday.name})
        holiday.delete()


class Row(NamedTuple):
    """One principle as somebody writes it; a new one has no code yet."""

    kind: str
    code: str
    name: str
    text: str = ""
    plain: str = ""


@cache
def standard_sets() -> dict[str, dict[str, Any]]:
    """The sets the program ships, by key. Each also holds the types, forms and zones common to all."""
    data = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return {
        one["key"]: {**one, "rows": [Row(**r) for r in (*one["principle"], *data["common"])]} for one in data["set"]
    }


def load_standard_sets(*, by: Actor, at: datetime) -> dict[str, PrincipleSet]:
    """Store the first version of every shipped set that is not stored yet."""
    with transaction.atomic():
        return {key: _load(one, by=by, at=at) for key, one in standard_sets().items()}


def _load(one: dict[str, Any], *, by: Actor, at: datetime) -> PrincipleSet:
    stored = PrincipleSet.objects.filter(name=one["name"], version=1).first()
    return stored or _store(PrincipleSet(name=one["name"], source=one["source"]), one["rows"], by=by, at=at)


def _store(new: PrincipleSet, rows: Iterable[Row], *, by: Actor, at: datetime) -> PrincipleSet:
    new.save(force_insert=True)
    Principle.objects.bulk_create(
        Principle(set=new, order=order, **{**row._asdict(), "code": row.code or f"own-{new_ref()}"})
        for order, row in enumerate(rows, start=1)
    )
    record("store_principles", new, by=by, at=at, detail={"name": new.name, "version": new.version})
    return new


def adopt_principles(principles: PrincipleSet, *, by: Actor, at: datetime) -> None:
    """The city works by this set from now on; a case keeps the version that applied when it was born."""
    runs_the_city.require(by, principles, at=at)
    with transaction.atomic():
        City.objects.update(principle_set=principles)
        record("adopt_principles", principles, by=by, at=at)


def revise_principles(
    old: PrincipleSet, rows: Iterable[Row], *, adopted_on: date | None = None, reason: str = "", by: Actor, at: datetime
) -> PrincipleSet:
    """A new version of a set, in the city's own words. Where the city works by the old one, the new one takes its place."""
    runs_the_city.require(by, old, at=at)
    kept = [row for row in rows if row.name.strip()]
    with transaction.atomic():
        PrincipleSet.lock(old.pk)
        if PrincipleSet.objects.filter(name=old.name, version__gt=old.version).exists():
            raise Refused(_("この原則集には、すでに新しい版があります。新しい版を開いて直してください。"))
        _require_fixed_kept(old, kept)
        new = PrincipleSet(
            name=old.name, version=old.version + 1, source=old.source, adopted_on=adopted_on, earlier=old
        )
        _store(new, kept, by=by, at=at)
        record("revise_principles", old, by=by, at=at, reason=reason, detail={"new": new.subject})
        City.objects.filter(principle_set=old).update(principle_set=new)
    return new


def _require_fixed_kept(old: PrincipleSet, rows: list[Row]) -> None:
    before = sorted(old.principles.filter(kind__in=FIXED).values_list("kind", "code"))
    if before != sorted((row.kind, row.code) for row in rows if row.kind in FIXED):
        raise Refused(_("類型・形態・領域は、呼び名と説明を変えられますが、増やしたり減らしたりはできません。"))
