"""Putting letters into the outbox, carrying them out, and what people do with them."""

from .carrying import bundle_daily, deliver_due
from .reading import forget, open_letter, prefer, read_all, resend
from .writing import MAILTO, Addressee, addressees, in_words, post, write

__all__ = [
    "MAILTO",
    "Addressee",
    "addressees",
    "bundle_daily",
    "deliver_due",
    "forget",
    "in_words",
    "open_letter",
    "post",
    "prefer",
    "read_all",
    "resend",
    "write",
]
