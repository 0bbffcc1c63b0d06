"""The figures, the picture of the gaps, and the officers' table."""

from . import figures
from .assembly import Packet, packet, worded
from .picture import Picture, picture
from .status import SORTS, Sheet, sheet
from .waiting import Waiting, late, waiting

__all__ = [
    "SORTS",
    "Packet",
    "Picture",
    "Sheet",
    "Waiting",
    "figures",
    "late",
    "packet",
    "picture",
    "sheet",
    "waiting",
    "worded",
]
