"""The program's settings as the tests run them: a home that vanishes, quick passwords, quick disks."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "KYODO_HOME" not in os.environ:
    os.environ["KYODO_HOME"] = tempfile.mkdtemp(prefix="kyodo-tests-")
    atexit.register(shutil.rmtree, os.environ["KYODO_HOME"], ignore_errors=True)

from kyodo.config.settings import *  # noqa: F403  tests run what the city runs, and change only what follows
from kyodo.config.settings import DATABASES, KYODO_HOME, STATIC_ROOT, STORAGES

Path(STATIC_ROOT).mkdir(exist_ok=True)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, so that browser and test have a connection each as in real life; nobody mourns it after a power cut.
    DATABASES["default"]["TEST"] = {"NAME": KYODO_HOME / "test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
