"""The beginning of an installation: the city itself, and all that the first-run page asks for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from secrets import compare_digest
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import Actor, Office
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.kernel.text import new_ref
from kyodo.offices.city.models import City
from kyodo.offices.city.policies import runs_the_city
from kyodo.offices.city.queries import local_day
from kyodo.offices.city.states import Role
from kyodo.offices.city.terms import is_local_code
from kyodo.offices.journal.actions import record
from kyodo.offices.people.actions import register
from kyodo.offices.people.models import Person

from .duties import assign_duty
from .rules import load_standard_sets
from .sections import open_section

FIRST_RUN = Office("first-run")


def first_run_code() -> str:
    """The one-time code that opens the first-run page, kept in the data directory until the city exists."""
    kept = _code_file()
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(new_ref() + new_ref())
    return kept.read_text()


def is_first_run_code(typed: str) -> bool:
    """Whether somebody typed the code; without a file there is no code, and nobody gets in."""
    kept = _code_file()
    return kept.exists() and compare_digest(kept.read_text().encode(), typed.strip().upper().encode())


def _code_file() -> Path:
    return Path(settings.KYODO_HOME) / "first-run.code"


class NewSection(NamedTuple):
    """A section as the first-run page reads it: code, name and reading."""

    code: str
    name: str
    kana: str = ""


class FirstOfficer(NamedTuple):
    """Whoever sets the installation up; gets the desk's duty."""

    name: str
    email: str
    password: str
    kana: str = ""


def found_city(*, name: str, code: str, principles: str, by: Actor = FIRST_RUN, at: datetime, **values: Any) -> City:
    """Enter the one city of this installation, with the standard sets of principles, one of them chosen by key."""
    with transaction.atomic():
        if City.objects.exists():
            raise IllegalMove(_("市の設定はすでに終わっています。"))
        if not is_local_code(code):
            raise Refused(_("団体コードは、検査数字を含む6桁です。もう一度ご確認ください。"), field="code")
        sets = load_standard_sets(by=by, at=at)
        if principles not in sets:
            raise Refused(_("協働の原則を選んでください。"), field="principles")
        city = City(name=name.strip(), code=code, principle_set=sets[principles], begun_at=at, **values)
        city.save(force_insert=True)
        record("found_city", city, by=by, at=at, detail={"name": city.name, "code": code})
        for path in settings.FOUNDERS:
            import_string(path)(by=by, at=at)
    return city


def begin_city(
    *,
    name: str,
    code: str,
    principles: str,
    sections: Sequence[NewSection],
    officer: FirstOfficer,
    at: datetime,
    **values: Any,
) -> Person:
    """Everything the first-run page asks for, all or nothing. The first section runs the programme."""
    with transaction.atomic():
        found_city(name=name, code=code, principles=principles, at=at, **values)
        if not sections:
            raise Refused(_("課を1つ以上入力してください。"), field="sections")
        today = local_day(at)
        opened = [
            open_section(**section._asdict(), since=today, is_desk=not place, by=FIRST_RUN, at=at)
            for place, section in enumerate(sections)
        ]
        person = register(**officer._asdict(), by=FIRST_RUN, at=at)
        assign_duty(person, role=Role.DESK, section=opened[0], since=today, by=FIRST_RUN, at=at)
    _code_file().unlink(missing_ok=True)
    return person


def change_city(*, by: Actor, at: datetime, **values: Any) -> City:
    """Change how the city and its desk are named and reached. The journal keeps what stood before."""
    runs_the_city.require(by, None, at=at)
    with transaction.atomic():
        city = City.objects.select_for_update().get()
        changed = {field: value for field, value in values.items() if getattr(city, field) != value}
        detail = {field: {"from": getattr(city, field), "to": value} for field, value in changed.items()}
        for field, value in changed.items():
            setattr(city, field, value)
        if not is_local_code(city.code):
            raise Refused(_("団体コードは、検査数字を含む6桁です。もう一度ご確認ください。"), field="code")
        if changed:
            city.save(update_fields=list(changed))
            record("change_city", city, by=by, at=at, detail=detail)
    return city
