"""`verify_papers`: compare every stored file with its record, and find what nobody names."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from kyodo.offices.papers import actions, queries
from kyodo.offices.papers.models import File


class Command(BaseCommand):
    help = "登録された文書の中身が、登録したときのまま保管されているかを確かめます。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--sweep", action="store_true", help="どの文書にも属さない1日以上前の保管物を消す")

    def handle(self, *args: Any, sweep: bool = False, **options: Any) -> None:
        if faults := list(queries.faults()):
            raise CommandError("\n".join(faults))
        self.stdout.write(f"文書{File.objects.count()}件、保管に異常はありません。")
        if sweep:
            self.stdout.write(f"どの文書にも属さない保管物を{actions.sweep(timezone.now())}件消しました。")
