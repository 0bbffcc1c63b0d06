"""Everything this room keeps: bodies with their terms and seats, meetings with what came out, what was asked and answered."""

from .agenda import Item, Listing, Paper, Position
from .body import Body, Relation
from .chain import Chain, Hop, Signatory
from .draw import Draw, Invitee
from .meeting import Attendance, Meeting, Rescheduling, Series
from .minutes import Correction, Line, Minutes, Transcript
from .opening import Application, Opening
from .outcomes import ActionItem, Decision, Dissent
from .seat import Membership, Seat
from .term import Output, Term

__all__ = [
    "ActionItem",
    "Application",
    "Attendance",
    "Body",
    "Chain",
    "Correction",
    "Decision",
    "Dissent",
    "Draw",
    "Hop",
    "Invitee",
    "Item",
    "Line",
    "Listing",
    "Meeting",
    "Membership",
    "Minutes",
    "Opening",
    "Output",
    "Paper",
    "Position",
    "Relation",
    "Rescheduling",
    "Seat",
    "Series",
    "Signatory",
    "Term",
    "Transcript",
]
