"""How another process reaches the database of the running test."""

import os
import sys
from urllib.parse import quote

from django.db import connection


def environment(**more: str) -> dict[str, str]:
    """The environment of a child process that works on the test's own database."""
    database = connection.settings_dict
    url = f"sqlite:///{database['NAME']}"
    if connection.vendor == "postgresql":
        host = quote(database["HOST"], safe="")
        url = f"postgres://{database['USER']}:{database['PASSWORD']}@{host}:{database['PORT']}/{database['NAME']}"
    return {**os.environ, "DATABASE_URL": url, "PYTHONPATH": os.pathsep.join(sys.path), **more}
