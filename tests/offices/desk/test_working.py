"""The worker goes on whatever happens, stops when asked, and the program says whether it is well."""

import logging
import os
import signal
import subprocess
import sys
import time
from collections import namedtuple
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.utils import timezone

from kyodo.offices.desk import actions, queries
from kyodo.offices.desk.management.commands.work import REST, Worker
from kyodo.offices.desk.models import Heartbeat
from kyodo.offices.desk.queries import health
from kyodo.offices.desk.terms import OUTBOX_LIMIT, WORKER_LIMIT
from kyodo.offices.post.models import Message
from tests.offices.database import environment

pytestmark = pytest.mark.django_db
HERE = __name__
DONE: list[str] = []


def fails(at):
    DONE.append("fails")
    raise ValueError("broken job")


def works(at):
    DONE.append("works")


@pytest.fixture(autouse=True)
def jobs(settings):
    DONE.clear()
    settings.WORKER_JOBS = [f"{HERE}.fails", f"{HERE}.works"]


def test_a_job_that_fails_is_logged_and_the_others_go_on(at, caplog):
    with caplog.at_level(logging.ERROR):
        Worker().round(at)
    assert DONE == ["fails", "works"]
    assert "broken job" in caplog.text


def test_a_job_that_failed_rests_before_it_is_tried_again(at, caplog):
    worker = Worker()
    for when in (at, at + REST / 2, at + REST):
        worker.round(when)
    assert DONE == ["fails", "works", "works", "fails", "works"]


def test_one_round_can_be_asked_for_and_leaves_a_sign_of_life(settings):
    settings.WORKER_JOBS = [f"{HERE}.works"]
    handler = signal.getsignal(signal.SIGTERM)
    call_command("work", "--once")
    assert DONE == ["works"]
    assert Heartbeat.objects.count() == 1
    assert signal.getsignal(signal.SIGTERM) is handler


@pytest.mark.django_db(transaction=True)
def test_the_worker_stops_cleanly_when_asked():
    worker = subprocess.Popen([sys.executable, "manage.py", "work"], env=environment(), stderr=subprocess.PIPE)
    try:
        while not Heartbeat.objects.exists():
            assert worker.poll() is None, worker.stderr and worker.stderr.read().decode()
            time.sleep(0.1)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait() == 0
        assert worker.stderr
        assert worker.stderr.read() == b""
    finally:
        worker.kill()
        worker.communicate()


def test_every_job_of_the_program_runs_on_an_empty_city(settings, city, desk, caplog, tmp_path):
    from kyodo.config.settings import WORKER_JOBS

    settings.WORKER_JOBS, settings.KYODO_HOME = WORKER_JOBS, tmp_path
    call_command("work", "--once")
    assert caplog.text == ""
    assert len(WORKER_JOBS) >= 5


def well(at) -> dict[str, bool]:
    return {name: check.is_well for name, check in queries.checks(at).items()}


def test_all_is_well(at):
    actions.beat(at)
    assert well(at) == dict.fromkeys(["database", "migrations", "outbox", "worker", "disk"], True)


def test_a_silent_worker_is_noticed(at):
    assert not well(at)["worker"]
    actions.beat(at)
    assert well(at + WORKER_LIMIT)["worker"]
    assert not well(at + WORKER_LIMIT + timedelta(seconds=1))["worker"]


def test_a_waiting_outbox_is_noticed(at, hanako):
    Message.objects.create(person=hanako, title="x", body="x", made_at=at, next_try=at)
    assert well(at + OUTBOX_LIMIT)["outbox"]
    assert not well(at + OUTBOX_LIMIT + timedelta(seconds=1))["outbox"]


def test_a_full_disk_is_noticed(at, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr("shutil.disk_usage", lambda _path: usage(1, 1, 1024))
    assert not well(at)["disk"]


def test_missing_tables_are_noticed(at, monkeypatch):
    monkeypatch.setattr(health, "_up_to_date", set())
    monkeypatch.setattr("django.db.migrations.executor.MigrationExecutor.migration_plan", lambda *_: [("desk", "0002")])
    assert not well(at)["migrations"]


def test_a_database_that_is_away_is_noticed_and_nothing_crashes(at, monkeypatch):
    def away():
        raise OperationalError("connection refused")

    monkeypatch.setattr(connection, "cursor", away)
    monkeypatch.setattr(health, "_up_to_date", set())
    assert not any(is_well for name, is_well in well(at).items() if name != "disk")


def test_the_command_line_tells_the_same(at):
    with pytest.raises(CommandError):
        call_command("health", stdout=StringIO())
    actions.beat(timezone.now())
    out = StringIO()
    call_command("health", stdout=out)
    assert out.getvalue().count("OK") == 5
    assert os.linesep not in queries.monitor_key()
