"""Who may do what at a table."""

from kyodo.cycle.collaborations.policies import is_either_side, is_neutral_side, is_party
from kyodo.offices.city.policies import is_desk

#: Either side may call a table, and so may the desk.
may_call = is_party | is_desk
#: The record is written by whoever sits at the table.
may_write = is_party
#: Only the two sides confirm; the chair does not decide for them.
may_confirm = is_either_side
#: The chair or either side closes a table with its outcome.
may_conclude = is_neutral_side | is_either_side
