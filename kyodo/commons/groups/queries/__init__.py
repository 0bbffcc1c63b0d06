"""Reading the register. Other rooms import from here."""

from .desk import Pile, open_register, piles, whole_register
from .finding import Alike, Search, alike, alike_rows, found, numbers_held, page_of, twins
from .outline import LINES, outline
from .reading import Inside, Present, alike_of, inside, open_invitations, present_in, with_people
from .standing import (
    capacities_of,
    conditions,
    freshness,
    groups_of,
    kept_about,
    mine,
    people_holding,
    to_ask,
    validity_after,
    validity_from,
)

__all__ = [
    "LINES", "Alike", "Inside", "Pile", "Present", "Search", "alike", "alike_of", "alike_rows", "capacities_of", "conditions",
    "found", "freshness", "groups_of", "inside", "kept_about", "mine", "numbers_held", "open_invitations", "open_register", "outline", "page_of",
    "people_holding", "piles", "present_in", "to_ask", "twins", "validity_after", "validity_from", "whole_register",
    "with_people",
]  # fmt: skip
