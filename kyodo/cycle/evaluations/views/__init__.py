"""Pages of evaluations: the sides' own, and those for everybody."""

from .public import bank, blank, edit_practice, practice, practices, thanks, voice
from .sides import (
    agree,
    close,
    committee,
    draft,
    evaluation,
    gap,
    harvest,
    improved,
    no_seed,
    no_voices,
    open_it,
    sheet,
    voices,
)

__all__ = [
    "agree", "bank", "blank", "close", "committee", "draft", "edit_practice", "evaluation", "gap", "harvest", "improved", "no_seed", "no_voices",
    "open_it", "practice", "practices", "sheet", "thanks", "voice", "voices",
]  # fmt: skip
