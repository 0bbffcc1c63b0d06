"""Pages of the consultations."""

from . import answering, city, flood, ledger, moving, opinion, public, sorting

__all__ = ["answering", "city", "flood", "ledger", "moving", "opinion", "public", "sorting"]
