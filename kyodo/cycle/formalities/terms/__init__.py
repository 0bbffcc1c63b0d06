"""What each form is, what is kept of it, and the lines the program ships for it."""

from .guides import GUIDES, Guide, Record
from .standard import STANDARD, Line

REASON_LENGTH = 300

__all__ = ["GUIDES", "REASON_LENGTH", "STANDARD", "Guide", "Line", "Record"]
