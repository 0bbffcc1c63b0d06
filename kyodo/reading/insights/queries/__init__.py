"""The figures, the picture of the gaps, and the officers' table."""

from . import figures
from .assembly import Packet, packet, worded
from .keeping import Counts, counted, kept_or_counted
from .picture import Picture, picture
from .status import SORTS, Sheet, sheet
from .waiting import Waiting, late, waiting

__all__ = [
    "SORTS",
    "Counts",
    "Packet",
    "Picture",
    "Sheet",
    "Waiting",
    "counted",
    "figures",
    "kept_or_counted",
    "late",
    "packet",
    "picture",
    "sheet",
    "waiting",
    "worded",
]
