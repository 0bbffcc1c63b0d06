"""Who is told what about a table."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.workflow import Letter

from .models import Sitting, Table


def table_parties(table: Table) -> Iterable[str]:
    """Everybody at the table."""
    return table.case.party_refs()


def sitting_parties(sitting: Sitting) -> Iterable[str]:
    """Everybody at the table of this sitting."""
    return sitting.case.party_refs()


called = Letter[Table](
    "roundtables.called", _("パートナーテーブルへのお誘い"), "roundtables/letters/called.txt", table_parties
)
concluded = Letter[Table](
    "roundtables.concluded", _("パートナーテーブルがまとまりました"), "roundtables/letters/concluded.txt", table_parties
)
planned = Letter[Sitting](
    "roundtables.planned", _("パートナーテーブルの日取り"), "roundtables/letters/planned.txt", sitting_parties
)
cancelled = Letter[Sitting](
    "roundtables.cancelled", _("パートナーテーブルの回の中止"), "roundtables/letters/cancelled.txt", sitting_parties
)
to_confirm = Letter[Sitting](
    "roundtables.to_confirm", _("話し合いの記録をご確認ください"), "roundtables/letters/to_confirm.txt", sitting_parties
)
fixed = Letter[Sitting](
    "roundtables.fixed", _("話し合いの記録が確定しました"), "roundtables/letters/fixed.txt", sitting_parties
)
