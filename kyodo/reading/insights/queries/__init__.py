"""The figures, the picture of the gaps, and the officers' table."""

from . import figures
from .picture import Picture, picture
from .status import SORTS, Sheet, sheet

__all__ = ["SORTS", "Picture", "Sheet", "figures", "picture", "sheet"]
