"""形態の項目を整える: taken in once when the city begins, then written, revised and retired by the desk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.collaborations.states import Form
from kyodo.cycle.formalities.models import Item
from kyodo.cycle.formalities.policies import is_desk
from kyodo.cycle.formalities.states import Kind, Phase
from kyodo.cycle.formalities.terms import STANDARD
from kyodo.kernel.access import Actor
from kyodo.kernel.policy import Refused
from kyodo.kernel.text import new_ref
from kyodo.offices.journal.actions import record


class Wording(NamedTuple):
    """A line as somebody writes it."""

    kind: str
    words: str
    side: str = ""
    phase: str = Phase.BEFORE
    made: str = ""
    required: bool = False
    source: str = ""


def standard_items() -> Iterator[tuple[str, str, Wording]]:
    """The lines the program ships: key, form and wording, in the language of the installation."""
    with translation.override(settings.LANGUAGE_CODE):
        for key, (form, kind, line) in STANDARD.items():
            yield key, form, Wording(kind, str(line.words), line.side, line.phase, line.made)


def load_standard_items(*, by: Actor, at: datetime) -> None:
    """The shipped lines become the city's own. Named in settings.FOUNDERS, so every city begins with them."""
    Item.objects.bulk_create(
        Item(key=key, form=form, order=order, written_at=at, **said._asdict())
        for order, (key, form, said) in enumerate(standard_items(), start=1)
    )


def write_item(form: str, said: Wording, *, by: Actor, at: datetime, key: str = "") -> Item:
    """項目を加える, below all others of its form."""
    is_desk.require(by, None, at=at)
    _check(said)
    with transaction.atomic():
        last = Item.objects.filter(form=Form(form)).aggregate(last=Max("order"))["last"] or 0
        item = Item(key=f"city-{new_ref()}", form=form, order=last + 1, written_at=at, **said._asdict())
        record("write_item", item, by=by, at=at, key=key)
        item.save(force_insert=True)
    return item


def revise_item(
    item: Item, said: Wording, *, order: int | None = None, reason: str = "", by: Actor, at: datetime, key: str = ""
) -> Item:
    """項目を直す: a new version, also of one that was retired. What cases answered keeps the wording of then."""
    is_desk.require(by, item, at=at)
    _check(said)
    with transaction.atomic():
        held = _newest(item)
        if (held.required or said.required) and not reason.strip():
            raise Refused(_("着手までに要る項目を直すときは、理由を書いてください。"), field="reason")
        new = Item(
            key=held.key, version=held.version + 1, form=held.form, order=held.order if order is None else order,
            earlier=held, because=reason, written_at=at, **said._asdict(),
        )  # fmt: skip
        record("revise_item", new, by=by, at=at, reason=reason, detail={"earlier": held.subject}, key=key)
        new.save(force_insert=True)
    return new


def retire_item(item: Item, *, reason: str = "", by: Actor, at: datetime, key: str = "") -> Item:
    """項目を使うのをやめる: no case is asked it any more; what was answered stays."""
    is_desk.require(by, item, at=at)
    with transaction.atomic():
        held = _newest(item)
        if held.required and not reason.strip():
            raise Refused(_("着手までに要る項目を使うのをやめるときは、理由を書いてください。"), field="reason")
        if held.retired_at is None:
            held.retired_at, held.retired_because = at, reason
            held.save(update_fields=["retired_at", "retired_because"])
            record("retire_item", held, by=by, at=at, reason=reason, key=key)
    return held


def _newest(item: Item) -> Item:
    held = Item.lock(item.pk)
    if Item.objects.filter(earlier=held).exists():
        raise Refused(_("この項目には、すでに新しい版があります。新しい版を開いて直してください。"))
    return held


def _check(said: Wording) -> None:
    if not said.words.strip():
        raise Refused(_("項目の文を入力してください。"), field="words")
    if said.kind not in Kind.values:
        raise Refused(_("項目の種類を選んでください。"), field="kind")
    if said.made and said.kind != Kind.PAPER:
        raise Refused(_("自動でそろうのは書類だけです。"), field="made")
    if said.required and said.phase != Phase.BEFORE:
        raise Refused(_("着手までに要る項目は「始める前に」のものだけです。"), field="phase")
    if said.required and not said.source.strip():
        raise Refused(_("着手までに要る項目には、根拠になる法令や市の決まりを書いてください。"), field="source")
