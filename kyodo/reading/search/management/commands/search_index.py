"""`search_index`: bring the search index up to date, or build it anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from kyodo.reading.search import actions


class Command(BaseCommand):
    help = "検索の索引を最新にします。--rebuild を付けると、すべて作り直します。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rebuild", action="store_true", help="公開中のものすべてから索引を作り直す")

    def handle(self, *args: Any, rebuild: bool, **options: Any) -> None:
        at = timezone.now()
        if rebuild:
            count = actions.rebuild(at=at)
            self.stdout.write(_("索引を作り直しました（%(count)d件）。") % {"count": count})
        else:
            count = actions.catch_up(at)
            self.stdout.write(_("索引を最新にしました（記録%(count)d件を反映）。") % {"count": count})
