"""登録する: a service in the register, new or changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from kyodo.cycle.services.models import Service
from kyodo.cycle.services.policies import imports
from kyodo.kernel.access import Actor
from kyodo.offices.journal.actions import record


def enter(code: str, *, values: Mapping[str, Any], by: Actor, at: datetime) -> Service:
    """Enter a service, or change the one that has this code."""
    imports.require(by, None, at=at)
    with transaction.atomic():
        service, made = Service.objects.update_or_create(
            code=code, defaults=values, create_defaults={**values, "entered_at": at}
        )
        record("enter_service" if made else "change_service", service, by=by, at=at)
    return service


def end(service: Service, *, reason: str, by: Actor, at: datetime) -> Service:
    """End a service; its reviews stay."""
    imports.require(by, None, at=at)
    with transaction.atomic():
        service.ended_at = at
        service.save(update_fields=["ended_at"])
        record("end_service", service, by=by, at=at, reason=reason)
    return service
