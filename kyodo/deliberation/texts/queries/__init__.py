"""Reading texts: what other rooms may ask."""

from .checks import Checked, Review, Sheet, reviews, sheet
from .faults import Fault, faults
from .reading import (
    Comparison,
    Explained,
    Past,
    causes_from,
    comparison,
    homeless,
    last_published,
    life_of,
    places_of,
    provisions,
    remarks_in,
    sources_of,
    stages_after,
    text_in_force,
    versions_for,
    visible_to,
)

__all__ = [
    "Checked", "Comparison", "Explained", "Fault", "Past", "Review", "Sheet", "causes_from", "comparison", "faults",
    "homeless", "last_published", "life_of", "places_of", "provisions", "remarks_in", "reviews", "sheet", "sources_of", "stages_after",
    "text_in_force", "versions_for", "visible_to",
]  # fmt: skip
