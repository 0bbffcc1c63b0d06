"""`demo_city`: load the demo city into an empty database, and tell who may sign in to it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from kyodo.demo.loading import load
from kyodo.offices.city.models import City
from kyodo.offices.people.models import Person


class Command(BaseCommand):
    help = "見本の市（織瀬市）を、だれもいないデータベースに作ります。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="市がすでにあれば、何もせずに終わる")
        parser.add_argument("--sign-ins", action="store_true", help="見本の市にサインインできる人と合言葉を表示する")
        parser.add_argument("--today", type=date.fromisoformat, help="この日までの出来事として作る（例：2027-04-01）")

    def handle(self, *args: Any, if_empty: bool = False, sign_ins: bool = False, today: date | None = None, **options: Any) -> None:
        if City.objects.exists() or Person.objects.exists():
            if if_empty:
                return
            raise CommandError("このデータベースには、すでに市や人が登録されています。見本の市は、だれもいないデータベースにだけ作れます。")
        load(today or timezone.localdate())
