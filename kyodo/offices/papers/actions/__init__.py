"""Taking files in, deciding for whom they are, taking them back; and printing: PDF, Word, blank forms."""

from . import word
from .blanks import blank, qr
from .checking import Checked, examine
from .disclosing import disclose, forget, gather, withdraw
from .printing import CannotPrint, pdf
from .storing import keep_original, store, sweep

__all__ = [
    "CannotPrint",
    "Checked",
    "blank",
    "disclose",
    "examine",
    "forget",
    "gather",
    "keep_original",
    "pdf",
    "qr",
    "store",
    "sweep",
    "withdraw",
    "word",
]
