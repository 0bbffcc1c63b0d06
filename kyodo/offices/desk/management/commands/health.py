"""`health`: the checks of /healthz on the command line, and the key with which a monitor may see them in detail."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from kyodo.offices.desk import queries


class Command(BaseCommand):
    help = "稼働の状態を確かめます。異常があれば終了コード1で終わります。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--key", action="store_true", help="監視のための鍵を表示する（/healthz に Authorization: Bearer で付ける）"
        )

    def handle(self, *args: Any, key: bool = False, **options: Any) -> None:
        if key:
            self.stdout.write(queries.monitor_key())
            return
        checks = queries.checks(timezone.now())
        for name, check in checks.items():
            self.stdout.write(f"{'OK' if check.is_well else 'NG'} {name}: {check.seen}")
        if not all(check.is_well for check in checks.values()):
            raise CommandError("異常があります。")
