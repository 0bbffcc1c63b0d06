"""Backup and restore: `backup FOLDER` writes one file with everything the city owns, `restore FILE` brings it back.

A backup holds the database, the uploaded files and a manifest with the digest of each; no secret is in it.
It may be made while the program runs. A restore goes into an empty home and proves itself: digests, then the journal's chain.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection


def backup(folder: Path) -> Path:
    """Write a backup into a folder and give back its path; half a backup is never seen under that name."""
    folder.mkdir(parents=True, exist_ok=True)
    made_at = datetime.now(UTC)
    target = folder / f"kyodo-{made_at:%Y%m%dT%H%M%SZ}.tar.gz"
    with tempfile.TemporaryDirectory(dir=folder) as name:
        box = Path(name)
        database = dump(box)  # before the files: each row's file is then there, and a file without row does no harm
        media = Path(settings.MEDIA_ROOT)
        if media.is_dir():
            shutil.copytree(media, box / "media")
        manifest = {"made_at": made_at.isoformat(), "database": database, "digests": digests(box)}
        (box / "manifest.json").write_text(json.dumps(manifest, indent=1, ensure_ascii=False))
        packed = box / "packed"
        with tarfile.open(packed, "w:gz", compresslevel=3) as archive:
            for path in sorted(box.iterdir()):
                if path != packed:
                    archive.add(path, arcname=path.name)
        packed.chmod(0o600)
        packed.rename(target)
    return target


def restore(archive: Path) -> None:
    """Bring a backup back into an empty home and prove that it is whole."""
    with tempfile.TemporaryDirectory(dir=settings.KYODO_HOME) as name:
        box = Path(name)
        unpack(archive, box)
        manifest = json.loads((box / "manifest.json").read_text())
        (box / "manifest.json").unlink()
        if digests(box) != manifest["digests"]:
            sys.exit("バックアップの中身が、作ったときと違います。戻しません。")
        if manifest["database"] != connection.vendor:
            sys.exit(f"このバックアップは {manifest['database']} のものです。DATABASE_URL を合わせてください。")
        load(box)
        if (box / "media").is_dir():
            shutil.copytree(box / "media", settings.MEDIA_ROOT, dirs_exist_ok=True)
    call_command("migrate", interactive=False, verbosity=0)
    call_command("verify_journal")


def unpack(archive: Path, box: Path) -> None:
    """Take the files out of an archive, and nothing that points outside the box."""
    with tarfile.open(archive) as packed:
        for member in packed:
            place = (box / member.name).resolve()
            content = packed.extractfile(member) if member.isfile() else None
            if content is None:
                continue
            if not place.is_relative_to(box.resolve()):
                sys.exit(f"バックアップに、外を指す名前があります: {member.name}")
            place.parent.mkdir(parents=True, exist_ok=True)
            with content, place.open("wb") as file:
                shutil.copyfileobj(content, file)


def dump(box: Path) -> str:
    """Copy the database as it stands at one moment; gives back which kind it is."""
    if connection.vendor == "sqlite":
        source, copy = settings.DATABASES["default"]["NAME"], box / "database"
        with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(copy)) as kept:
            live.backup(kept)
            if kept.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                sys.exit("データベースが壊れています。バックアップを作りません。")
    else:
        run_postgres("pg_dump", "--format=custom", "--no-owner", f"--file={box / 'database'}")
    return connection.vendor


def load(box: Path) -> None:
    """Put the database of a backup in place; only where nothing is yet."""
    if connection.vendor == "sqlite":
        place = Path(settings.DATABASES["default"]["NAME"])
        if place.exists():
            sys.exit(f"{place} がすでにあります。空の KYODO_HOME を指定してください。")
        shutil.move(box / "database", place)
    else:
        if connection.introspection.table_names():
            sys.exit("データベースが空ではありません。空のデータベースを DATABASE_URL に指定してください。")
        arguments = ("--no-owner", "--exit-on-error", "--single-transaction")
        run_postgres("pg_restore", *arguments, f"--dbname={connection.settings_dict['NAME']}", str(box / "database"))
        connection.close()


def run_postgres(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's own programs against our database; the password travels in the environment."""
    database: dict[str, Any] = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    access = {key: str(database[name]) for key, name in names.items() if database.get(name)}
    subprocess.run([program, *arguments], env=os.environ | access, check=True)


def digests(box: Path) -> dict[str, str]:
    """SHA-256 of every file below a folder, by its path."""
    found = {}
    for path in sorted(box.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                found[path.relative_to(box).as_posix()] = hashlib.file_digest(file, "sha256").hexdigest()
    return found


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kyodo.config.settings")
    os.umask(0o077)
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    django.setup()
    match sys.argv[1:]:
        case ["backup", folder]:
            print(backup(Path(folder)))
        case ["restore", archive]:
            restore(Path(archive))
        case _:
            sys.exit("script/backup FOLDER | script/restore FILE")
