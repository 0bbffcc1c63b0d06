"""What the worker writes about itself."""

from __future__ import annotations

from datetime import datetime

from kyodo.offices.desk.models import Heartbeat


def beat(at: datetime) -> None:
    """Say that the worker lives."""
    Heartbeat.objects.update_or_create(pk=1, defaults={"at": at})
