"""Reading cases: one case whole, and the list of all."""

from .listing import Listing, listing
from .story import CasePage, case_page

__all__ = ["CasePage", "Listing", "case_page", "listing"]
