"""Is the program well? Each check is cheap enough to be asked every few seconds."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.crypto import salted_hmac

from kyodo.offices.desk.models import Heartbeat
from kyodo.offices.desk.terms import FREE_BYTES, OUTBOX_LIMIT, WORKER_LIMIT
from kyodo.offices.post.queries import waiting_since


@dataclass(frozen=True)
class Check:
    """One answer: whether all is well, and what was seen."""

    is_well: bool
    seen: str


def checks(at: datetime) -> dict[str, Check]:
    """Every check by its name."""
    return {name: _asked(ask, at) for name, ask in _QUESTIONS.items()}


def monitor_key() -> str:
    """The key with which a monitor on this machine is told the details; made of the installation's own secret."""
    return salted_hmac("kyodo.desk.healthz", "details").hexdigest()


def _asked(ask: Callable[[datetime], Check], at: datetime) -> Check:
    try:
        return ask(at)
    except (DatabaseError, OSError) as trouble:
        return Check(is_well=False, seen=type(trouble).__name__)


def _database(_at: datetime) -> Check:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return Check(is_well=True, seen=connection.vendor)


_up_to_date: set[str] = set()  # a program that once found its tables complete does not look again


def _migrations(_at: datetime) -> Check:
    if connection.alias not in _up_to_date:
        executor = MigrationExecutor(connection)
        if missing := executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return Check(is_well=False, seen=f"{len(missing)} missing")
        _up_to_date.add(connection.alias)
    return Check(is_well=True, seen="applied")


def _outbox(at: datetime) -> Check:
    since = waiting_since(at)
    waited = (at - since) if since else OUTBOX_LIMIT * 0
    return Check(waited <= OUTBOX_LIMIT, f"{int(waited.total_seconds())} s")


def _worker(at: datetime) -> Check:
    last = Heartbeat.objects.values_list("at", flat=True).first()
    return Check(bool(last and at - last <= WORKER_LIMIT), f"{int((at - last).total_seconds())} s" if last else "never")


def _disk(_at: datetime) -> Check:
    free = shutil.disk_usage(settings.KYODO_HOME).free
    return Check(free >= FREE_BYTES, f"{free // 1024 // 1024} MB")


_QUESTIONS: dict[str, Callable[[datetime], Check]] = {
    "database": _database,
    "migrations": _migrations,
    "outbox": _outbox,
    "worker": _worker,
    "disk": _disk,
}
