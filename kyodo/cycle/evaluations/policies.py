"""Who may do what in an evaluation."""

from kyodo.cycle.collaborations.policies import is_either_side, is_neutral_side
from kyodo.offices.city.policies import is_desk, is_the_program

may_open = is_either_side | is_desk | is_the_program
#: Only the sides themselves score; nobody scores for them.
may_file = is_either_side
may_note = is_either_side | is_neutral_side
may_close = is_either_side
#: Papers are copied by a side that handed them out, or by the desk at its counter.
may_copy = is_either_side | is_desk
#: The desk that runs the programme edits cases for others to learn from, and enters a committee's view.
may_edit = is_desk
