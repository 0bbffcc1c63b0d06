"""Every life in this room: of calls and applications, of meetings, items, minutes, corrections and hops."""

from .bodies import APPLICATIONS, OPENINGS
from .meetings import CORRECTIONS, HOPS, ITEMS, MEETINGS, MINUTES

__all__ = ["APPLICATIONS", "CORRECTIONS", "HOPS", "ITEMS", "MEETINGS", "MINUTES", "OPENINGS"]
