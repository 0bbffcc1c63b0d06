"""Runs the whole program: makes the city's home ready, then keeps web server and background worker together.

The program is loaded once and forked, so both share its memory. They start together and stop together: when one
dies the other is stopped too and whoever supervises this process sees a failure. `script/server` calls it.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import fcntl
import gc
import hashlib
import os
import signal
import socket
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ImproperlyConfigured
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.template.loader import get_template
from django.template.utils import get_app_template_dirs
from django.urls import get_resolver
from django.utils import timezone
from django.utils.module_loading import import_string
from gunicorn.app.base import BaseApplication

WORKERS, THREADS = 2, 4
GRACE = 25  # seconds in which answers under way may finish
PR_SET_PDEATHSIG = 1
SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGALRM)


class CannotStart(Exception):
    """A reason not to start, as a sentence for the person at the keyboard."""


def lock_home(home: Path) -> int:
    """Take the home for ourselves; the lock lasts as long as any of our processes lives."""
    handle = os.open(home / "serve.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        owner = os.read(handle, 20).decode(errors="replace").strip()
        raise CannotStart(
            f"このデータの置き場所（{home}）では、すでに kyodo が動いています（プロセス番号 {owner or '不明'}）。"
            "二つ目は起動しません。先に動いている方を止めるか、KYODO_HOME で別の場所を指定してください。"
        ) from None
    os.ftruncate(handle, 0)
    os.write(handle, f"{os.getpid()}\n".encode())
    return handle


def listen(host: str, port: int) -> socket.socket:
    """The door, opened before anything else so that a taken port is told at once."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=512)
    except OSError as error:
        raise CannotStart(
            f"{host} のポート {port} を開けません（{os.strerror(error.errno or 0)}）。ほかのプログラムが使っていないか確かめるか、"
            "PORT で別の番号を指定してください。"
        ) from None


def spawn(work: Callable[[], object]) -> int:
    """Fork a process that does this work and ends with our own life at the latest."""
    parent = os.getpid()
    sys.stdout.flush()
    sys.stderr.flush()
    held = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)  # until the child answers them in its own way
    if child := os.fork():
        with contextlib.suppress(OSError):
            os.setpgid(child, child)  # Ctrl-C reaches the supervisor alone, which then stops everybody in order
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
        return child
    code = 1
    try:
        for number in SIGNALS:
            signal.signal(number, signal.SIG_DFL)
        os.setpgid(0, 0)
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
        if os.getppid() == parent:
            work()
            code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001  the last line of a process: whatever it is, say it and end
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def prepare(*, demo: bool) -> None:
    """Bring database and static files up to date; each step is left out where nothing changed."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        print("データベースを整えています。", flush=True)
        call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    collect_static()
    if demo:
        call_command("demo_city", if_empty=True)


def open_demo_city() -> None:
    """見本の市: officers sign in with the password alone, unless the environment says otherwise. No other city is touched."""
    sign_ins = import_string("kyodo.demo.loading.sign_ins")
    if "OFFICERS_NEED_SECOND_FACTOR" not in os.environ and sign_ins(timezone.localdate()):
        settings.OFFICERS_NEED_SECOND_FACTOR = False
    connection.close()  # each process opens its own


def collect_static() -> None:
    """Gather the static files when any of them changed."""
    digest = hashlib.sha256(django.__version__.encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            state = Path(storage.path(name)).stat()
            digest.update(f"{name} {state.st_size} {state.st_mtime_ns}\n".encode())
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    if not stamp.exists() or stamp.read_text() != digest.hexdigest():
        print("画面の部品を集めています。", flush=True)
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        stamp.write_text(digest.hexdigest())


def load() -> None:
    """Load whatever answers. It stays shared between the processes and is no garbage, neither now nor later: nobody sweeps it."""
    gc.disable()
    get_resolver().url_patterns  # noqa: B018  reading the address book loads every view
    for name in templates():
        get_template(name)
    gc.freeze()
    gc.enable()


def templates() -> Iterator[str]:
    """The names of our own templates."""
    ours = settings.BASE_DIR / "kyodo"
    for home in map(Path, get_app_template_dirs("templates")):
        if home.is_relative_to(ours):
            yield from (path.relative_to(home).as_posix() for path in home.rglob("*.html"))


def serve_web(application: WSGIHandler, door: socket.socket) -> None:
    """Answer browsers at the open door."""

    class Web(BaseApplication):  # type: ignore[misc]  # gunicorn publishes no types
        def load_config(self) -> None:
            for name, value in web_options(door).items():
                self.cfg.set(name, value)

        def load(self) -> WSGIHandler:
            return application

    Web().run()


def web_options(door: socket.socket) -> dict[str, object]:
    """How gunicorn is to run."""
    return {
        "bind": f"fd://{door.fileno()}",
        "workers": int(os.environ.get("WEB_CONCURRENCY", WORKERS)),
        "worker_class": "gthread",
        "threads": THREADS,
        "preload_app": True,
        "timeout": 60,
        "graceful_timeout": GRACE - 5,
        "max_requests": 5000,
        "max_requests_jitter": 500,
        "worker_tmp_dir": "/dev/shm" if Path("/dev/shm").is_dir() else None,  # noqa: S108  a heartbeat, not data
        "accesslog": os.environ.get("ACCESS_LOG"),
        "loglevel": "warning",
        "control_socket_disable": True,
        "umask": 0o077,
        "proc_name": "kyodo",
    }


class Supervisor:
    """Processes with one fate."""

    def __init__(self) -> None:
        self.children: dict[int, str] = {}
        self.asked_to_stop = False
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self.stop)
        signal.signal(signal.SIGALRM, self.lose_patience)

    def start(self, name: str, work: Callable[[], object]) -> None:
        """Begin one of the processes."""
        self.children[spawn(work)] = name

    def stop(self, *_signal: object) -> None:
        """Ask everybody to finish what is under way and end, and wait no longer than the grace."""
        self.asked_to_stop = True
        signal.alarm(GRACE)
        for child in self.children:
            os.kill(child, signal.SIGTERM)

    def run(self) -> int:
        """Wait until somebody asks us to stop or one process dies; then stop all. The exit code says which it was."""
        name, code = self.next_end()
        died = not self.asked_to_stop
        if died:
            print(f"「{name}」が止まったので（{code}）、全体を止めます。", file=sys.stderr, flush=True)
        self.stop()
        while self.children:
            self.next_end()
        return int(died)

    def lose_patience(self, *_signal: object) -> None:
        """End whoever has not ended by itself."""
        for child in self.children:
            end_group(child)

    def next_end(self) -> tuple[str, int]:
        """Name and exit code of the next of ours that ends, with all that it left behind."""
        while True:
            child, status = os.wait()
            if name := self.children.pop(child, None):  # as the first process of a container we inherit strangers
                end_group(child)
                return name, os.waitstatus_to_exitcode(status)


def end_group(leader: int) -> None:
    """End what remains of a process and its own children."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGKILL)


def announce(*, demo: bool) -> None:
    """Where the program is, and who may sign in to the demo city."""
    print(f"協働 kyodo が動いています  →  {settings.BASE_URL}/\n止めるには Ctrl-C を押してください。\n", flush=True)
    call_command("first_run_code")
    if demo:
        call_command("demo_city", sign_ins=True)


def in_a_child(work: Callable[[], object]) -> None:
    """Do work in a process of its own, so that its memory is given back."""
    wait_for(spawn(work))


def wait_for(child: int) -> None:
    """Wait until a process has done its work; what it could not do, we do not start."""
    _child, status = os.waitpid(child, 0)
    if status:
        raise CannotStart("準備ができなかったので、起動しません。上の表示をご覧ください。")


def main() -> NoReturn:
    """Start everything and stay until it ends."""
    parser = argparse.ArgumentParser(description="Run kyodo: web server and background worker together.")
    parser.add_argument("--no-demo", action="store_true", help="leave an empty database empty")
    demo = not parser.parse_args().no_demo
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kyodo.config.settings")
    os.umask(0o077)
    try:
        _lock = lock_home(settings.KYODO_HOME)
        door = listen(settings.HOST, settings.PORT)
        django.setup()
        preparing = spawn(lambda: prepare(demo=demo))
        load()  # meanwhile
        wait_for(preparing)
    except (CannotStart, ImproperlyConfigured) as reason:
        sys.exit(str(reason))
    if demo:
        open_demo_city()
    application = get_wsgi_application()  # it reads which static files there are
    supervisor = Supervisor()
    supervisor.start("Web", lambda: serve_web(application, door))
    supervisor.start("バックグラウンド", lambda: call_command("work"))
    door.close()
    in_a_child(lambda: announce(demo=demo))
    sys.exit(supervisor.run())


if __name__ == "__main__":
    main()
