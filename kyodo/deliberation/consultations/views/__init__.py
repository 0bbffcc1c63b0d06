"""Pages of the consultations."""

from . import answering, city, coding, flood, ledger, moving, opinion, public, sorting

__all__ = ["answering", "city", "coding", "flood", "ledger", "moving", "opinion", "public", "sorting"]
