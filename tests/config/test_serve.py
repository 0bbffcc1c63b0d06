"""The two processes of the program have one fate."""

import gc
import os
import signal
import socket
import sys
import time

import pytest

from kyodo.config import serve


@pytest.fixture
def supervisor():
    """A supervisor whose signals are put back and whose children never outlive the test."""
    kept = {
        number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGALRM)
    }
    supervisor = serve.Supervisor()
    yield supervisor
    signal.alarm(0)
    for child in supervisor.children:
        serve.end_group(child)
        os.waitpid(child, 0)
    for number, handler in kept.items():
        signal.signal(number, handler)


def forever():
    while True:
        time.sleep(60)


def test_when_one_dies_the_other_stops_and_the_exit_says_failure(supervisor, capfd):
    supervisor.start("Web", forever)
    supervisor.start("背景", lambda: sys.exit(3))
    assert supervisor.run() == 1
    assert supervisor.children == {}
    assert "「背景」が止まったので（3）" in capfd.readouterr().err


def test_an_end_without_error_is_a_failure_too(supervisor):
    supervisor.start("Web", lambda: None)
    supervisor.start("背景", forever)
    assert supervisor.run() == 1


def test_asked_to_stop_both_stop_and_the_exit_says_success(supervisor):
    supervisor.start("Web", forever)
    supervisor.start("背景", forever)
    os.kill(os.getpid(), signal.SIGTERM)
    assert supervisor.run() == 0
    assert supervisor.children == {}


def test_who_does_not_end_is_ended(supervisor, monkeypatch):
    monkeypatch.setattr(serve, "GRACE", 1)
    ready, told = os.pipe()

    def deaf():
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        os.write(told, b"!")
        forever()

    supervisor.start("Web", deaf)
    os.read(ready, 1)
    supervisor.stop()
    assert supervisor.run() == 0


def test_a_second_start_in_the_same_home_is_refused_with_the_number_of_the_first(tmp_path):
    first = serve.lock_home(tmp_path)
    with pytest.raises(serve.CannotStart, match=f"すでに kyodo が動いています（プロセス番号 {os.getpid()}）"):
        serve.lock_home(tmp_path)
    os.close(first)
    os.close(serve.lock_home(tmp_path))


def test_a_taken_port_is_told():
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(serve.CannotStart, match="PORT で別の番号"):
        serve.listen("127.0.0.1", taken.getsockname()[1])


def test_preparations_that_fail_stop_the_start():
    with pytest.raises(serve.CannotStart):
        serve.in_a_child(lambda: sys.exit(1))
    serve.in_a_child(lambda: None)


def test_our_pages_are_loaded_before_the_first_request_and_nobody_else_s():
    names = set(serve.templates())
    assert {"ui/page.html", "ui/parts/entry.html", "casebook/case.html", "account/login.html"} <= names
    assert not any(name.startswith("admin/") for name in names)


def test_what_is_loaded_is_never_swept_and_what_comes_after_is():
    def look():
        serve.load()
        assert gc.get_freeze_count() > 100_000
        assert gc.isenabled()

    serve.in_a_child(look)
