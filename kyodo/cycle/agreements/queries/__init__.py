"""協定: everything others ask of this room."""

from kyodo.cycle.agreements.workflow import Orphan, orphans_of

from .gate import start_gate, unmet

__all__ = ["Orphan", "orphans_of", "start_gate", "unmet"]
