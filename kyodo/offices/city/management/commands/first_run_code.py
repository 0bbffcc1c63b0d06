from typing import Any

from django.core.management.base import BaseCommand

from kyodo.offices.city.actions import first_run_code
from kyodo.offices.city.queries import the_city


class Command(BaseCommand):
    """Tell whoever starts an empty installation how to open its first-run page."""

    help = "Print the one-time code of the first-run page while there is no city; nothing afterwards."

    def handle(self, *args: Any, **options: Any) -> None:
        if the_city() is None:
            self.stdout.write(first_run_code())
