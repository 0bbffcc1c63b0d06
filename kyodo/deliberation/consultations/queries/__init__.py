"""Reading consultations: in public, at work, and counted."""

from .covering import covered, places_of, suspects
from .figures import Figures, Progress, figures_of, progress_of, repeated_reasons, satisfaction_of
from .reading import (
    PAGE,
    Line,
    Receipt,
    asking_about,
    by_token,
    changes_of,
    kept,
    lines_of,
    listed,
    may_be_asked,
    receipt_of,
    standing_result,
)
from .yearly import Year, year_report, years

__all__ = [
    "PAGE",
    "Figures",
    "Line",
    "Progress",
    "Receipt",
    "Year",
    "asking_about",
    "by_token",
    "changes_of",
    "covered",
    "figures_of",
    "kept",
    "lines_of",
    "listed",
    "may_be_asked",
    "places_of",
    "progress_of",
    "receipt_of",
    "repeated_reasons",
    "satisfaction_of",
    "standing_result",
    "suspects",
    "year_report",
    "years",
]
