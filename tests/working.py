"""The worker, called by hand."""

from datetime import datetime

from kyodo.offices.desk.actions import run_errands
from tests.cast import AT


def worked_off(at: datetime = AT) -> None:
    """The worker does all it was sent to do."""
    while run_errands(at):
        pass
