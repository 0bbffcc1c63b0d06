"""Who may do what in a running project."""

from kyodo.cycle.collaborations.policies import is_city_side, is_either_side, is_party
from kyodo.offices.city.policies import is_desk

#: Both sides tell how it goes.
may_write = is_either_side
#: Either side reports the end; the desk may help a group that cannot.
may_report = is_either_side | is_desk
may_stop = is_party | is_desk
#: What the city bears in the end is fixed by its side, or by the desk that runs the programme.
may_fix = is_city_side | is_desk
