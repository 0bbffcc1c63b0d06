"""`verify_journal`: read the whole chain and name every break."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kyodo.offices.journal import actions
from kyodo.offices.journal.models import Entry


class Command(BaseCommand):
    help = "記録のつながりを最後まで確かめ、書き換え・欠け・入れ替え・切り落としを報告します。"

    def handle(self, *args: Any, **options: Any) -> None:
        faults = list(actions.faults())
        if faults:
            raise CommandError("\n".join(faults))
        self.stdout.write(f"記録{Entry.objects.count()}件、つながりに異常はありません。")
