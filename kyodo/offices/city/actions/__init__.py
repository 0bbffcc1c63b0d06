"""Acts of the city's office, by what they are about. Other rooms import them from here."""

from .duties import assign_duty, end_duty, hand_over, invite_officer, keep_training, take_back_invitation, take_up
from .founding import begin_city, change_city, first_run_code, found_city, is_first_run_code
from .rules import (
    adopt_principles,
    drop_holiday,
    load_standard_sets,
    next_number,
    revise_principles,
    set_holiday,
    set_number,
)
from .sections import change_section, end_section, open_section, set_ward

__all__ = [
    "adopt_principles", "assign_duty", "begin_city", "change_city", "change_section", "drop_holiday", "end_duty",
    "end_section", "first_run_code", "found_city", "hand_over", "invite_officer", "is_first_run_code", "keep_training", "load_standard_sets", "next_number", "open_section", "revise_principles",
    "set_holiday", "set_number", "set_ward", "take_back_invitation", "take_up",
]  # fmt: skip
