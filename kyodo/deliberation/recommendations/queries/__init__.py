"""Reading recommendations and plans."""

from .clocks import Clock, Step, clocks, desk_ref, ladder, page_of, paused_days, sheet_due
from .page import (
    Way,
    doors,
    history,
    kept_about,
    link_to,
    may_be_tracked,
    owed_years,
    pauses_of,
    petition_months,
    report_of,
    supporters_needed,
    words_of_citizens,
)
from .planning import Across, Lag, Matrix, Progress, across, lags, matrix, months_between, plan_lines, progress
from .reading import (
    Cohort,
    TwoViews,
    cohorts,
    ownerless_measures,
    ownerless_recommendations,
    register,
    reports,
    two_views,
)
from .sources import items_of, meetings, paper_of, sources, voices, waiting_papers

__all__ = [
    "Across", "Clock", "Cohort", "Lag", "Matrix", "Progress", "Step", "TwoViews", "Way", "across", "clocks", "cohorts", "desk_ref",
    "doors", "history", "items_of", "kept_about", "ladder", "lags", "link_to", "matrix", "may_be_tracked", "meetings", "months_between", "owed_years", "ownerless_measures",
    "ownerless_recommendations", "page_of", "paper_of", "paused_days", "pauses_of", "petition_months", "plan_lines", "progress", "register", "report_of", "reports", "sheet_due", "sources", "supporters_needed",
    "two_views", "voices", "waiting_papers", "words_of_citizens",
]  # fmt: skip
