"""What the figures count in."""

from datetime import timedelta

#: What takes long to count is counted anew at most this often.
COUNT_EVERY = timedelta(minutes=10)
#: Fewer people than this are not shown as a number, so that nobody can be picked out of it.
LEAST_PEOPLE = 5
#: A next seed counts as carried on when its work begins within so many days of its being sown: F16.
WITHIN_DAYS = 365
#: Fiscal years of evaluations in the picture of the gaps, the present one included.
GAP_YEARS = 3
#: Fiscal years a reader can choose from.
YEARS = 10
#: Fiscal years that stand side by side in the table of stages.
YEARS_SIDE_BY_SIDE = 5
#: Cases on one page of the officers' table.
PAGE = 50
