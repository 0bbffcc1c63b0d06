"""Takes the pictures of docs/screenshots/ from the demo city, at the width of a telephone and of a desk.

.venv/bin/python script/screenshots.py                  everything, from a fresh demo city
.venv/bin/python script/screenshots.py --home DIR case  some pages, from the city kept in DIR
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.models import QuerySet

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "screenshots"
WIDTHS, HEIGHT, COLOURS = (360, 1280), 1400, 128


def answers(port: int) -> bool:
    """Whether the program is there by now."""
    asked = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        asked.request("GET", "/healthz")
        return asked.getresponse().status == 200
    except OSError:
        return False
    finally:
        asked.close()


@contextmanager
def running(home: Path) -> Iterator[str]:
    """The whole program on that home, at a free port, until the pictures are taken."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    own = {**os.environ, "KYODO_HOME": str(home), "PORT": str(port), "OFFICERS_NEED_SECOND_FACTOR": "0"}
    for command in (["migrate"], ["createcachetable"], ["demo_city", "--if-empty"]):
        subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=own, check=True, stdout=subprocess.DEVNULL
        )
    server = subprocess.Popen([sys.executable, "-m", "kyodo.config.serve", "--no-demo"], cwd=ROOT, env=own)
    try:
        while not answers(port):
            if server.poll() is not None:
                raise SystemExit("The server did not start.")
            time.sleep(0.5)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def richest(things: QuerySet[Any], *counted: str) -> Any:
    """The thing of which there is most to see."""
    from django.db.models import Count

    told = sum((Count(each, distinct=True) for each in counted[1:]), Count(counted[0], distinct=True))
    return things.annotate(told=told).order_by("-told", "pk").first()


def pages() -> dict[str, tuple[str, Any]]:
    """The address of each picture and the person who looks; nobody is a visitor."""
    from django.utils import timezone

    from kyodo.cycle.agreements.models import Agreement
    from kyodo.cycle.collaborations.models import Collaboration
    from kyodo.cycle.evaluations.models import Evaluation
    from kyodo.cycle.projects.models import Project
    from kyodo.cycle.roundtables.models import Sitting
    from kyodo.deliberation.consultations.models import Consultation
    from kyodo.deliberation.councils.models import Meeting
    from kyodo.deliberation.recommendations.models import Plan
    from kyodo.deliberation.texts.models import Document
    from kyodo.offices.city.models import Duty

    shown = Collaboration.objects.public(at=timezone.now())
    case = richest(shown.filter(stage="completed"), "tables__sittings", "evaluation__gap_notes", "children_links")
    sitting = richest(Sitting.objects.filter(state="fixed", table__case__in=shown), "agreed", "raised", "homework")
    agreement = richest(Agreement.objects.filter(state="concluded", case__in=shown), "differences")
    project = richest(Project.objects.filter(case__in=shown), "entries", "values")
    evaluation = richest(Evaluation.objects.filter(state="closed"), "gap_notes", "voices")
    meeting = richest(Meeting.objects.filter(state="closed"), "listings", "decisions")
    text = richest(Document.objects.all(), "versions")
    asked = richest(Consultation.objects.filter(state="result"), "submissions")
    plan = Plan.objects.filter(state="in_force").latest("first_year")
    promoters = Duty.objects.filter(role="promoter", until=None).exclude(person=None)
    seated = sitting.case.party_refs("city")
    at_the_table = next((duty.person for duty in promoters if duty.section.subject in seated), None)
    return {
        "front": ("/", None),
        "seeds": ("/seeds/", None),
        "new-seed": ("/seeds/new/", None),
        "case": (case.get_absolute_url(), None),
        "sitting": (sitting.get_absolute_url(), at_the_table),
        "agreement": (agreement.get_absolute_url(), None),
        "project": (project.get_absolute_url(), None),
        "evaluation": (evaluation.get_absolute_url(), None),
        "groups": ("/groups/", None),
        "today": ("/today/", richest(promoters, "section__seeds").person),
        "councils": ("/councils/position/", None),
        "meeting": (meeting.get_absolute_url(), None),
        "comparison": (f"{text.get_absolute_url()}compare/", None),
        "consultation": (f"{asked.get_absolute_url()}result/", None),
        "matrix": (f"{plan.get_absolute_url()}matrix/", None),
        "search": ("/search/?q=子ども", None),
        "insights": ("/insights/", None),
    }


def cookie_of(person: Any) -> str:
    """A session in which that person is signed in."""
    from django.test import Client

    client = Client()
    client.force_login(person)
    return client.cookies["session"].value


def small(picture: bytes, path: Path) -> None:
    """Keep a picture with few colours, so that the repository stays light."""
    from PIL import Image

    with Image.open(io.BytesIO(picture)) as image:
        few = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(path, optimize=True)


def take(address: str, chosen: list[str]) -> None:
    """Open each page at each width and keep what its reader sees."""
    from playwright.sync_api import sync_playwright

    wanted = {name: page for name, page in pages().items() if not chosen or name in chosen}
    cookies = {name: cookie_of(person) for name, (_path, person) in wanted.items() if person}
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for width in WIDTHS:
            for name, (path, _person) in wanted.items():
                context = chromium.new_context(
                    locale="ja-JP", timezone_id="Asia/Tokyo", viewport={"width": width, "height": 900}
                )
                if name in cookies:
                    context.add_cookies([{"name": "session", "value": cookies[name], "url": address}])
                page = context.new_page()
                page.goto(address + path)
                tall = min(HEIGHT, page.evaluate("document.documentElement.scrollHeight"))
                page.set_viewport_size({"width": width, "height": tall})
                small(page.screenshot(), FOLDER / f"{name}-{width}.png")
                context.close()
        chromium.close()


def main() -> None:
    """Load the demo city, start the program, take the pictures."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--home", type=Path, help="a home that holds the demo city, or is to hold it")
    asked.add_argument("pages", nargs="*")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="kyodo-pictures-") as scratch:
        home = given.home or Path(scratch)
        os.environ |= {
            "KYODO_HOME": str(home),
            "DJANGO_SETTINGS_MODULE": "kyodo.config.settings",
            "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
        }
        sys.path.insert(0, str(ROOT))
        import django

        with running(home) as address:
            django.setup()
            FOLDER.mkdir(exist_ok=True)
            take(address, given.pages)


if __name__ == "__main__":
    main()
