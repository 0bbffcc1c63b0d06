"""Killed at any moment, the program has lost nothing it acknowledged and doubled nothing that was sent again."""

import http.client
import os
import random
import re
import secrets
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOUND_A_CITY = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0); call_command("createcachetable", verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0)
from tests import given; given.the_desk()
"""


def environment(home: Path, port: int) -> dict[str, str]:
    """The environment of a real installation on a scratch disk."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    return kept | {
        "KYODO_HOME": str(home), "PORT": str(port), "PYTHONPATH": str(ROOT), "FORM_MINIMUM_SECONDS": "0",
        "DJANGO_SETTINGS_MODULE": "kyodo.config.settings", "EMAIL_URL": "dummy://",
    }  # fmt: skip


def free_port() -> int:
    """A port that nobody holds, below those that systems hand to the other end of a connection.

    While the program is down between two blows, no browser of another test can be given it.
    """
    for port in random.sample(range(20_000, 32_000), 100):
        with closing(socket.socket()) as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no port is free")


def submit(port: int, key: str) -> bool:
    """Hand in a seed; whether the program acknowledged it."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/seeds/new/")
        shown = connection.getresponse()
        page, cookie = shown.read().decode(), (shown.getheader("Set-Cookie") or "").split(";")[0]
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        opened = re.search(r'name="opened" value="([^"]+)"', page)
        if not token or not opened:
            return False
        sent = {
            "csrfmiddlewaretoken": token[1], "opened": opened[1], "submission_key": key, "title": "用水路のごみ",
            "problem": "大雨で詰まります。", "name": "川辺 花子",
        }  # fmt: skip
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
        connection.request("POST", "/seeds/new/", urllib.parse.urlencode(sent), headers)
        return connection.getresponse().status == 302
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def answers(port: int) -> bool:
    """Whether the program is up."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status > 0
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


@contextmanager
def running(home: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """The program, web and worker, started in a group of its own so that one blow ends all of it."""
    said = home / "said.txt"
    with said.open("ab") as paper:
        program = subprocess.Popen(
            [sys.executable, "-m", "kyodo.config.serve", "--no-demo"], cwd=ROOT, env=environment(home, port),
            stdout=paper, stderr=paper, start_new_session=True,
        )  # fmt: skip
    try:
        give_up = time.monotonic() + 120
        while not answers(port):
            assert program.poll() is None, said.read_text()
            assert time.monotonic() < give_up, said.read_text()
            time.sleep(0.1)
        yield program
    finally:
        end(program)


def family(program: subprocess.Popen[bytes]) -> list[int]:
    """Every process that the program started and that still lives."""
    table = subprocess.run(["ps", "-eo", "pid,sid,stat"], capture_output=True, text=True, check=True).stdout
    rows = (line.split() for line in table.splitlines()[1:])
    return [int(pid) for pid, session, state in rows if int(session) == program.pid and not state.startswith("Z")]


def end(program: subprocess.Popen[bytes]) -> None:
    """Kill everything the program started, without a word of warning, and wait until the last of it has let go."""
    while alive := family(program):
        for pid in alive:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.02)
    program.wait()


@pytest.mark.once  # the installation of this test stands on a disk of its own
def test_nothing_acknowledged_is_lost_and_nothing_is_doubled(tmp_path):
    port = free_port()
    subprocess.run([sys.executable, "-c", FOUND_A_CITY], cwd=ROOT, env=environment(tmp_path, port), check=True)
    keys = [secrets.token_urlsafe(16) for _n in range(18)]
    acknowledged: set[str] = set()
    for blow in range(3):
        with running(tmp_path, port) as program:
            for n, key in enumerate(keys):
                if key not in acknowledged and submit(port, key):
                    acknowledged.add(key)
                if n == 6 * (blow + 1) - 1:
                    os.kill(program.pid, 0)  # it still stands when the blow falls
                    end(program)
    with running(tmp_path, port):
        again = [key for key in keys if submit(port, key)]  # everything once more: the same receipts, no second record
    assert len(again) == len(keys)
    with closing(sqlite3.connect(tmp_path / "kyodo.sqlite3")) as database:
        stored = {key for (key,) in database.execute("select key from journal_entry where key is not null")}
        (seeds,) = database.execute("select count(*) from seeds_seed").fetchone()
    assert acknowledged <= stored
    assert seeds == len(keys)
