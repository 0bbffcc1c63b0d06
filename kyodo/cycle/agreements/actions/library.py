"""条項のひな形を整える: taken in once when the city begins, then written, revised and retired by the desk."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from kyodo.cycle.agreements.models import Clause
from kyodo.cycle.agreements.states import Kind
from kyodo.kernel.access import Actor
from kyodo.kernel.policy import Refused
from kyodo.offices.city.actions import standards

DATA = Path(__file__).parent.parent / "clauses.toml"


class Wording(NamedTuple):
    """A clause as somebody writes it."""

    title: str
    text: str
    required: Sequence[str] = ()
    optional: Sequence[str] = ()
    source: str = ""


@cache
def standard_clauses() -> dict[str, Wording]:
    """The clauses the program ships, by key, in the order in which an agreement reads."""
    rows = tomllib.loads(DATA.read_text(encoding="utf-8"))["clause"]
    return {row.pop("key"): Wording(**{**row, "text": row["text"].strip()}) for row in rows}


def load_standard_clauses(*, by: Actor, at: datetime) -> None:
    """The shipped clauses become the city's own. Named in settings.FOUNDERS, so every city begins with them."""
    Clause.objects.bulk_create(
        Clause(key=key, order=order, written_at=at, **said._asdict())
        for order, (key, said) in enumerate(standard_clauses().items(), start=1)
    )


def write_clause(said: Wording, *, by: Actor, at: datetime, key: str = "") -> Clause:
    """条項を加える, below all others."""
    _check(said)
    return standards.add(Clause(**said._asdict()), among=Clause.objects.all(), by=by, at=at, key=key)


def revise_clause(
    clause: Clause, said: Wording, *, order: int | None = None, reason: str = "", by: Actor, at: datetime, key: str = ""
) -> Clause:
    """条項を直す: a new version, also of one that was retired. What agreements took from the old one stays as it is."""
    _check(said)
    return standards.revise(clause, said._asdict(), order=order, reason=reason, by=by, at=at, key=key)


def _check(said: Wording) -> None:
    if not said.title.strip() or not said.text.strip():
        raise Refused(_("見出しと条項の文を入力してください。"), field="text" if said.title.strip() else "title")
    if not set(said.required) <= set(Kind.values) or not set(said.optional) <= set(Kind.values):
        raise Refused(_("類型を選び直してください。"), field="required")
    if not said.required and not said.optional:
        raise Refused(_("どの類型の協定で使うかを、一つ以上選んでください。"), field="optional")
    if set(said.required) & set(said.optional):
        sentence = _("同じ類型を「必ず入れる」と「選んで入れられる」の両方に選ぶことはできません。")
        raise Refused(sentence, field="optional")
    if said.required and not said.source.strip():
        raise Refused(_("必ず入れる条項には、根拠になる法令や市の決まりを書いてください。"), field="source")
