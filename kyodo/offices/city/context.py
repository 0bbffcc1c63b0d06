"""What every page knows of the city."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from django.http import HttpRequest

from . import queries


def city(request: HttpRequest) -> dict[str, Any]:
    """The city's name and how to reach its desk, kept for a minute."""
    known = cache.get("city.page")
    if known is None:
        it = queries.the_city()
        known = {
            "city_name": it.name if it else "",
            "desk_name": it.desk_name if it else "",
            "desk_phone": it.desk_phone if it else "",
            "desk_hours": it.desk_hours if it else "",
        }
        cache.set("city.page", known, 60)
    return dict(known)
