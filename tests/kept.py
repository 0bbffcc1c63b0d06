"""Worlds that many tests begin with: built once by their actions, from then on laid down row by row in an empty database."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache, wraps
from typing import Any, TypeVar, cast

from django.apps import apps
from django.db import connection, transaction
from django.db.models import AutoField, Model

R = TypeVar("R")
Row = tuple[Any, ...]
#: What the database may be, besides one of the worlds: nothing is in it, or something that no builder left there.
EMPTY, OTHER = "", "?"
WRITES = ("INSERT", "UPDATE", "DELETE")


@dataclass(frozen=True)
class World:
    """What a builder left in an empty database, the worlds through which it went, and the row that it gave back."""

    rows: dict[type[Model], dict[Any, Row]]
    through: frozenset[str]
    given: Model


_worlds: dict[str, World] = {}
_asked: dict[str, Callable[[], Any]] = {}
_bases = {EMPTY}
_recording: list[set[str]] = []
#: In which world the database stands; None if nobody has looked yet.
_standing: str | None = None


def keep(builders: dict[str, Any], *, bases: AbstractSet[str] = frozenset()) -> None:
    """The worlds of a module's builders are kept. A base gives what is there when it is called again: others lie upon it.

    A world is written down between two tests, so that nothing that a test has bent gets into it: whoever asks for it
    first builds. So does whoever asks for something unusual, or where something else is stored already.
    """
    for name, build in builders.items():
        if name.startswith(("a_", "an_", "another_")) and build.__module__ == builders["__name__"]:
            builders[name] = _kept(build, f"{build.__module__}.{name}")
            _bases.update({f"{build.__module__}.{name}"} if name in bases else ())


def _kept(build: Callable[..., R], name: str) -> Callable[..., R]:
    usual = {key: one.default for key, one in inspect.signature(build).parameters.items()}

    @wraps(build)
    def given(*args: Any, **kwargs: Any) -> R:
        if args or any(key not in usual or usual[key] != said for key, said in kwargs.items()):
            return build(*args, **kwargs)
        standing, world = _where(), _worlds.get(name)
        if world and standing in _bases & world.through:
            return cast("R", _lay(name, upon=standing))
        if _recording and not world and standing == EMPTY:
            return _record(name, lambda: build(**kwargs))
        made = build(**kwargs)
        if isinstance(made, Model) and standing in _bases and not (_recording or world):
            _asked[name] = given
        return _fresh(made)

    return given


def begin() -> None:
    """A test begins, and nothing is bent yet: what the last one asked for is built, written down and rolled back."""
    global _standing
    _standing = None
    if _watch not in connection.execute_wrappers:
        connection.execute_wrappers.append(_watch)
    while _asked and _where() == EMPTY:
        _name, build = _asked.popitem()
        _recording.append(set())
        with transaction.atomic():
            build()
            transaction.set_rollback(True)
        _recording.clear()
        _standing = None


def _watch(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Whatever is written makes another world; of what is taken back nobody knows how far, until somebody looks."""
    global _standing
    begins = str(sql)[:8].upper()
    if begins.startswith(WRITES):
        _standing = OTHER
    elif begins == "ROLLBACK":
        _standing = None
    return execute(sql, params, many, context)


def _where() -> str:
    """In which world the database stands. What a transaction does not take back is no place for any."""
    global _standing
    if not connection.in_atomic_block:
        return OTHER
    if _standing is None:
        _standing = OTHER if any(_stored(model) for model in _tables()) else EMPTY
    return _standing


def _record(name: str, build: Callable[[], R]) -> R:
    global _standing
    _recording.append({EMPTY})
    made = build()
    through = _recording.pop()
    _recording[-1].update(through)
    if isinstance(made, Model):
        rows = {model: held for model in _tables() if (held := {row[0]: row for row in _stored(model)})}
        _worlds[name] = World(rows, frozenset(through), made)
        _recording[-1].add(name)
        _standing = name
    return _fresh(made)


def _lay(name: str, *, upon: str) -> Model:
    global _standing
    world = _worlds[name]
    with connection.cursor() as cursor:
        for sql, values in _steps(upon, name):
            cursor.execute(sql, values)
    if _recording:
        _recording[-1].update(world.through, {name})
    _standing = name
    return _fresh(world.given)


def _fresh(made: R) -> R:
    """As it is stored: nothing that its builder remembered, whoever built."""
    return type(made)._base_manager.get(pk=made.pk) if isinstance(made, Model) else made


@cache
def _steps(upon: str, name: str) -> list[tuple[str, list[Any]]]:
    """What makes one world of the other."""
    before, after = _worlds[upon].rows if upon else {}, _worlds[name].rows
    changes = [
        step
        for model in before.keys() | after.keys()
        for step in _changes(model, before.get(model, {}), after.get(model, {}))
    ]
    return [*changes, *_counters(after)]


def _counters(rows: dict[type[Model], dict[Any, Row]]) -> Iterator[tuple[str, list[Any]]]:
    """PostgreSQL counts beside its tables, and a flush begins anew: it has to count on from what is laid down."""
    counted = {model: max(held) for model, held in rows.items() if isinstance(model._meta.pk, AutoField)}
    if connection.vendor == "postgresql" and counted:
        each = "setval(pg_get_serial_sequence(%s, %s), GREATEST(%s, nextval(pg_get_serial_sequence(%s, %s))))"
        names = [(f'"{model._meta.db_table}"', model._meta.pk.column, last) for model, last in counted.items()]
        values = [value for table, column, last in names for value in (table, column, last, table, column)]
        yield f"SELECT {', '.join([each] * len(names))}", values


def _changes(model: type[Model], before: dict[Any, Row], after: dict[Any, Row]) -> Iterator[tuple[str, list[Any]]]:
    table, names = connection.ops.quote_name(model._meta.db_table), _columns(model)
    gone = [pk for pk in before if pk not in after]
    new = [row for pk, row in after.items() if pk not in before]
    if gone:
        yield f"DELETE FROM {table} WHERE {names[0]} IN ({', '.join(['%s'] * len(gone))})", gone
    for pk in before.keys() & after.keys():
        if before[pk] != after[pk]:
            yield f"UPDATE {table} SET {', '.join(f'{n} = %s' for n in names)} WHERE {names[0]} = %s", [*after[pk], pk]
    if new:
        marks = ", ".join([f"({', '.join(['%s'] * len(names))})"] * len(new))
        yield f"INSERT INTO {table} ({', '.join(names)}) VALUES {marks}", [value for row in new for value in row]


@cache
def _tables() -> list[type[Model]]:
    """Whatever can be stored, but for what the framework itself lays down before any test."""
    models = apps.get_models(include_auto_created=True)
    return [it for it in models if it._meta.managed and it._meta.app_label not in {"contenttypes", "auth"}]


@cache
def _columns(model: type[Model]) -> list[str]:
    """The primary key first."""
    fields = sorted(model._meta.concrete_fields, key=lambda field: not field.primary_key)
    return [connection.ops.quote_name(str(field.column)) for field in fields if not field.generated]


def _stored(model: type[Model]) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(_columns(model))} FROM {connection.ops.quote_name(model._meta.db_table)}")
        return cursor.fetchall()
