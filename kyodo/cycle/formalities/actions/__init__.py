"""Answering the lines of a case, handing in their papers; and keeping the city's lists."""

from .answering import answer, hand_in
from .library import Wording, load_standard_items, revise_item, write_item

__all__ = ["Wording", "answer", "hand_in", "load_standard_items", "revise_item", "write_item"]
