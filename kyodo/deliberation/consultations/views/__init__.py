"""Pages of the consultations."""

from . import answering, city, ledger, moving, opinion, public, sorting

__all__ = ["answering", "city", "ledger", "moving", "opinion", "public", "sorting"]
