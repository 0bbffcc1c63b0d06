"""ひな形を整える: the desk adds a wording, revises it as its next version, and retires it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import Actor
from kyodo.kernel.policy import Refused
from kyodo.kernel.standard import Standard
from kyodo.kernel.text import new_ref
from kyodo.offices.city.policies import is_desk
from kyodo.offices.journal.actions import record

S = TypeVar("S", bound=Standard)


def add(new: S, *, among: QuerySet[S], by: Actor, at: datetime, key: str = "") -> S:
    """加える, below all others among which it stands."""
    is_desk.require(by, None, at=at)
    with transaction.atomic():
        new.key, new.written_at = f"city-{new_ref()}", at
        new.order = (among.aggregate(last=Max("order"))["last"] or 0) + 1
        record(f"write_{new._meta.model_name}", new, by=by, at=at, key=key)
        new.save(force_insert=True)
    return new


def revise(
    standard: S, said: Mapping[str, Any], *, order: int | None = None, reason: str = "",
    by: Actor, at: datetime, key: str = "",
) -> S:  # fmt: skip
    """直す: a new version, also of one that was retired. What others took from the old one stays as it is."""
    is_desk.require(by, standard, at=at)
    with transaction.atomic():
        held = _newest(standard)
        if (held.required or said["required"]) and not reason.strip():
            raise Refused(_("なくては先へ進めない項目です。直す理由を書いてください。"), field="reason")
        new = type(held)(
            key=held.key, version=held.version + 1, order=held.order if order is None else order, earlier=held,
            because=reason, written_at=at, **said,
        )  # fmt: skip
        record(
            f"revise_{new._meta.model_name}",
            new,
            by=by,
            at=at,
            reason=reason,
            detail={"earlier": held.subject},
            key=key,
        )
        new.save(force_insert=True)
    return new


def retire(standard: S, *, reason: str = "", by: Actor, at: datetime, key: str = "") -> S:
    """使うのをやめる: nobody is offered or asked it any more. What cannot be gone without goes only with a reason."""
    is_desk.require(by, standard, at=at)
    with transaction.atomic():
        held = _newest(standard)
        if held.required and not reason.strip():
            raise Refused(_("なくては先へ進めない項目です。やめる理由を書いてください。"), field="reason")
        if held.retired_at is None:
            held.retired_at, held.retired_because = at, reason
            held.save(update_fields=["retired_at", "retired_because"])
            record(f"retire_{held._meta.model_name}", held, by=by, at=at, reason=reason, key=key)
    return held


def _newest(standard: S) -> S:
    held = type(standard).lock(standard.pk)
    if getattr(held, "later", None) is not None:
        raise Refused(_("すでに新しい版があります。新しい版を開いて直してください。"))
    return held
