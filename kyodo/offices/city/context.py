"""What every page knows of the city."""

from __future__ import annotations

from django.http import HttpRequest

from .models import City


def city(request: HttpRequest) -> dict[str, str]:
    """The city's name and how to reach its desk."""
    it: City | None = getattr(request, "city", None)
    return {
        "city_name": it.name if it else "",
        "desk_name": it.desk_name if it else "",
        "desk_phone": it.desk_phone if it else "",
        "desk_hours": it.desk_hours if it else "",
    }
