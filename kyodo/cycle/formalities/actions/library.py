"""形態の項目を整える: taken in once when the city begins, then written, revised and retired by the desk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.collaborations.states import Form
from kyodo.cycle.formalities.models import Item
from kyodo.cycle.formalities.states import Kind, Phase
from kyodo.cycle.formalities.terms import STANDARD
from kyodo.kernel.access import Actor
from kyodo.kernel.policy import Refused
from kyodo.offices.city.actions import standards


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
    _check(said)
    among = Item.objects.filter(form=Form(form))
    return standards.add(Item(form=form, **said._asdict()), among=among, by=by, at=at, key=key)


def revise_item(
    item: Item, said: Wording, *, order: int | None = None, reason: str = "", by: Actor, at: datetime, key: str = ""
) -> Item:
    """項目を直す: a new version, also of one that was retired. What cases answered keeps the wording of then."""
    _check(said)
    return standards.revise(
        item, {**said._asdict(), "form": item.form}, order=order, reason=reason, by=by, at=at, key=key
    )


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
