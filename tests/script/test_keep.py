"""A backup is worth what its restore brings back."""

import sqlite3
import tarfile
from contextlib import closing

import pytest
from django.db import connection

from script import keep

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL's own programs do it there")


@pytest.fixture
def move(settings, monkeypatch):
    """Move the installation to another folder."""

    def to(home):
        home.mkdir()
        settings.KYODO_HOME, settings.MEDIA_ROOT = home, home / "media"
        monkeypatch.setitem(settings.DATABASES["default"], "NAME", home / "kyodo.sqlite3")
        return home

    return to


@pytest.fixture
def home(tmp_path, move):
    """A home with one row and one uploaded file."""
    home = move(tmp_path / "home")
    (home / "media").mkdir()
    (home / "media" / "議事録.pdf").write_bytes(b"minutes")
    with closing(sqlite3.connect(home / "kyodo.sqlite3")) as database:
        database.execute("create table seed (title text)")
        database.execute("insert into seed values ('花いっぱい')")
        database.commit()
    return home


@pytest.fixture
def commands(monkeypatch):
    """The commands a restore ends with; they need a whole schema and are noted, not run."""
    called: list[str] = []
    monkeypatch.setattr(keep, "call_command", lambda name, **options: called.append(name))
    return called


def titles(home):
    with closing(sqlite3.connect(home / "kyodo.sqlite3")) as database:
        return [title for (title,) in database.execute("select title from seed")]


def test_what_was_kept_comes_back(home, move, commands, tmp_path):
    archive = keep.backup(tmp_path / "backups")
    place = move(tmp_path / "elsewhere")
    keep.restore(archive)
    assert titles(place) == ["花いっぱい"]
    assert (place / "media" / "議事録.pdf").read_bytes() == b"minutes"
    assert commands == ["migrate", "verify_journal"]


def test_only_the_owner_may_read_a_backup(home, tmp_path):
    assert keep.backup(tmp_path / "backups").stat().st_mode & 0o077 == 0


def test_a_backup_taken_while_somebody_writes_is_whole(home, move, commands, tmp_path):
    with closing(sqlite3.connect(home / "kyodo.sqlite3")) as writer:
        writer.execute("pragma journal_mode=wal")
        writer.execute("insert into seed values ('未確定')")
        archive = keep.backup(tmp_path / "backups")
    place = move(tmp_path / "elsewhere")
    keep.restore(archive)
    assert titles(place) == ["花いっぱい"]


def test_a_damaged_backup_is_refused(home, move, tmp_path):
    archive, damaged = keep.backup(tmp_path / "backups"), tmp_path / "damaged.tar.gz"
    (tmp_path / "other").write_bytes(b"forged")
    with tarfile.open(archive) as whole, tarfile.open(damaged, "w:gz") as copy:
        for member in whole:
            if member.name.startswith("media/"):
                copy.add(tmp_path / "other", arcname=member.name)
            else:
                copy.addfile(member, whole.extractfile(member))
    place = move(tmp_path / "elsewhere")
    with pytest.raises(SystemExit, match="中身が"):
        keep.restore(damaged)
    assert not (place / "kyodo.sqlite3").exists()


def test_a_name_that_points_outside_is_refused(tmp_path):
    (tmp_path / "evil").write_bytes(b"x")
    with tarfile.open(tmp_path / "evil.tar", "w") as archive:
        archive.add(tmp_path / "evil", arcname="../../escaped")
    (tmp_path / "box").mkdir()
    with pytest.raises(SystemExit, match="外を指す"):
        keep.unpack(tmp_path / "evil.tar", tmp_path / "box")
    assert not (tmp_path.parent / "escaped").exists()


def test_a_home_in_use_is_never_overwritten(home, tmp_path):
    archive = keep.backup(tmp_path / "backups")
    with pytest.raises(SystemExit, match="すでにあります"):
        keep.restore(archive)
    assert titles(home) == ["花いっぱい"]
