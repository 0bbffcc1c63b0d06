"""パートナーテーブル: the models, split by meaning."""

from .record import Agreed, Attendance, Confirmation, Homework, Minute, OpenPoint, PromiseCheck
from .table import Sitting, Table

__all__ = [
    "Agreed", "Attendance", "Confirmation", "Homework", "Minute", "OpenPoint", "PromiseCheck", "Sitting", "Table",
]  # fmt: skip
