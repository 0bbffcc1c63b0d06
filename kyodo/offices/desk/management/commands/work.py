"""`work`: the worker. Runs the jobs of settings.WORKER_JOBS again and again until it is asked to stop."""

from __future__ import annotations

import logging
import signal
import threading
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from django.utils import timezone
from django.utils.module_loading import import_string

from kyodo.offices.desk.terms import BEAT

logger = logging.getLogger(__name__)
PAUSE = 2.0  #: seconds between two rounds
REST = timedelta(minutes=1)  #: a job that failed is left alone so long


class Command(BaseCommand):
    help = "手紙の送信、期限の知らせなど、日時によって動く仕事を続けて行います。止めるには SIGTERM を送ります。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="1回だけ行って終わる")

    def handle(self, *args: Any, once: bool = False, **options: Any) -> None:
        stop = threading.Event()
        before = {sign: signal.signal(sign, lambda *_: stop.set()) for sign in (signal.SIGTERM, signal.SIGINT)}
        worker = Worker()
        try:
            worker.round(timezone.now())
            while not once and not stop.wait(PAUSE):
                close_old_connections()  # a database that was restarted is found again
                worker.round(timezone.now(), stop=stop)
        finally:
            for sign, handler in before.items():
                signal.signal(sign, handler)


class Worker:
    """Rounds of jobs: one that fails is logged and rests, the others go on."""

    def __init__(self) -> None:
        self.resting: dict[str, datetime] = {}
        self.last_beat: datetime | None = None

    def round(self, at: datetime, *, stop: threading.Event | None = None) -> None:
        """Every job once, with a sign of life between them."""
        for path in settings.WORKER_JOBS:
            if stop and stop.is_set():
                return
            self._beat(timezone.now())
            self._try(path, at)

    def _beat(self, now: datetime) -> None:
        if self.last_beat is None or now - self.last_beat >= BEAT:
            self.last_beat = now
            self._try("kyodo.offices.desk.actions.beat", now)

    def _try(self, job: str, at: datetime) -> None:
        if at < self.resting.get(job, at):
            return
        try:
            import_string(job)(at)
        except Exception:
            # Whatever went wrong in one job must not keep the letters of the others from going out.
            logger.exception("worker job %s failed", job)
            self.resting[job] = at + REST
