"""`demo_city`: load the demo city into an empty database, and tell who may sign in to it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from kyodo.demo.founding import PASSWORD
from kyodo.demo.loading import load, sign_ins
from kyodo.demo.summary import table
from kyodo.offices.city.models import City
from kyodo.offices.people.models import Person


class Command(BaseCommand):
    help = "見本の市（織瀬市）を、だれもいないデータベースに作ります。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="市がすでにあれば、何もせずに終わる")
        parser.add_argument("--sign-ins", action="store_true", help="見本の市にサインインできる人を表示して終わる")
        parser.add_argument("--today", type=date.fromisoformat, help="この日までの出来事として作る（例：2027-04-01）")

    def handle(self, *args: Any, **options: Any) -> None:
        today = options["today"] or timezone.localdate()
        if options["sign_ins"]:
            self.show_sign_ins(today)
        elif not (City.objects.exists() or Person.objects.exists()):
            self.stdout.write("見本の市を作っています。1分ほどお待ちください。")
            self.stdout.flush()
            load(today)
            self.stdout.write("\n".join(table(today)))
        elif not options["if_empty"]:
            raise CommandError(
                "このデータベースには、すでに市か人が登録されています。見本の市は、だれもいないデータベースにだけ作れます。"
            )

    def show_sign_ins(self, today: date) -> None:
        """Whoever shows the city from a different chair; nothing where this is not the demo city."""
        if not (shown := sign_ins(today)):
            return
        self.stdout.write(f"見本の市に入れる人です。合言葉はどなたも {PASSWORD} です。")
        for row, person in shown:
            self.stdout.write(f"  {person.email:<34}{person.name}　{row['as']}")
        if not settings.OFFICERS_NEED_SECOND_FACTOR:
            self.stdout.write(
                "★ 見本のため、職員の二段階の確認を外しています。OFFICERS_NEED_SECOND_FACTOR=true で起動すると求めます。"
            )
