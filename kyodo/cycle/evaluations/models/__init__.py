"""評価: items, two blind sheets, notes on what differs, voices, what others learn."""

from .evaluation import BankItem, Evaluation, Item, Score, Sheet
from .learning import CommitteeView, Practice
from .talking import GapNote, Voice

__all__ = ["BankItem", "CommitteeView", "Evaluation", "GapNote", "Item", "Practice", "Score", "Sheet", "Voice"]
