"""Everything an opinion is on its way from the sender to the answer.

Originals (Submission.text) are never changed; a mistyped one reads otherwise by a Correction. Submissions of the same text share a Bundle; a bundle may lie `into`
another one that says the same, which is undone by taking it out. Units are cut from a bundle's text; an Answer
answers any number of units at once.
"""

from .answering import Answer, Category, Review, Reviewer
from .coding import Coding, Recoding
from .consultation import Announcement, Consultation, Place, Session
from .intake import Intake, IntakeFault
from .ledger import Correction, Mask, Sender, Submission
from .results import Response, Result
from .sorting import Bundle, Pair, Unit

__all__ = [
    "Announcement",
    "Answer",
    "Bundle",
    "Category",
    "Coding",
    "Consultation",
    "Correction",
    "Intake",
    "IntakeFault",
    "Mask",
    "Pair",
    "Place",
    "Recoding",
    "Response",
    "Result",
    "Review",
    "Reviewer",
    "Sender",
    "Session",
    "Submission",
    "Unit",
]
