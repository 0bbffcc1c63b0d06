"""Pages of the consultations."""

from .public import consultation, index

__all__ = ["consultation", "index"]
