from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from kyodo.offices.city.actions import first_run_code
from kyodo.offices.city.queries import the_city


class Command(BaseCommand):
    """Tell whoever starts an empty installation how to open its first-run page."""

    help = "Print where the first-run page is and its one-time code while there is no city; nothing afterwards."

    def handle(self, *args: Any, **options: Any) -> None:
        if the_city() is None:
            code = first_run_code()
            self.stdout.write(f"はじめての設定  →  {settings.BASE_URL}/first-run/?code={code}\n設定コード  {code}")
