"""Reading the register of files: what somebody may see, how much is withheld, how much is stored."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from hmac import compare_digest
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from kyodo.kernel.access import Actor, LinkHolder, find, find_all
from kyodo.kernel.text import token_hash
from kyodo.kernel.thing import Thing
from kyodo.offices.city.policies import is_desk
from kyodo.offices.city.queries import local_day
from kyodo.offices.people.models import Person

from .models import File, FileQuerySet
from .policies import reads
from .states import Disclosure


def files_about(*subjects: str) -> FileQuerySet:
    """The standing files about these things, oldest first."""
    return File.objects.standing().about(*subjects).select_related("uploaded_by").order_by("uploaded_at", "pk")


def readable(files: Iterable[File], actor: Actor, at: datetime) -> list[File]:
    """Those of these files that the actor may open."""
    files = list(files)
    things = find_all({f.subject_ref for f in files if f.disclosure != Disclosure.OFFICE})
    return [f for f in files if reads(actor, f, at, about=things.get(f.subject_ref))]


def readable_about(subjects: Iterable[str], actor: Actor, at: datetime) -> list[File]:
    """The files about these things that the actor may open; say beside them how many are `withheld`."""
    return readable(files_about(*subjects), actor, at)


def shelf(thing: Thing, actor: Actor, at: datetime) -> dict[str, Any]:
    """What "papers/_files.html" shows: the `files` about a thing that the actor may open, how many are `withheld` besides."""
    files = list(files_about(thing.subject))
    shown = [file for file in files if reads(actor, file, at, about=thing)]
    return {"files": shown, "withheld": len(files) - len(shown)}


def holder_of(file: File, token: str) -> LinkHolder | None:
    """Whoever came by the secret link of the very thing the file is about; no other link says anything of it."""
    kept = getattr(find(file.subject_ref), "token_hash", None)
    return LinkHolder(file.subject_ref) if kept and compare_digest(kept, token_hash(token)) else None


def withheld(subjects: Iterable[str]) -> dict[str, int]:
    """How many files about each of these things are not public: the number itself is."""
    rows = File.objects.withheld().about(*subjects).values("subject_ref").annotate(n=Count("pk"))
    return dict(rows.values_list("subject_ref", "n"))


def withheld_in(wholes: Iterable[str]) -> dict[str, int]:
    """How many files in each of these cases are not public."""
    rows = File.objects.withheld().filter(whole__in=list(wholes)).values("whole").annotate(n=Count("pk"))
    return dict(rows.values_list("whole", "n"))


def stored_by(person: Person) -> int:
    """How many bytes a person's standing files take."""
    total: int | None = File.objects.standing().filter(uploaded_by=person).aggregate(n=Sum("size"))["n"]
    return total or 0


def for_review(today: date) -> FileQuerySet:
    """Withheld files whose reason is to be looked at again, the longest-waiting first."""
    return File.objects.for_review(today).order_by("review_on", "pk")


def named(files: Iterable[File], actor: Actor, at: datetime) -> list[tuple[File, str]]:
    """Each file with its name, where the actor may open it: whoever decides for whom it is need not know what it is called."""
    files = list(files)
    known = {file.pk for file in readable(files, actor, at)}
    return [(file, file.name if file.pk in known else _("公開していない文書")) for file in files]


def reviewed_by(actor: Actor, at: datetime) -> Sequence[File] | FileQuerySet:
    """What the actor may look at again: the desk all of it, another officer what that officer may open."""
    waiting = for_review(local_day(at))
    return waiting if is_desk.check(actor, None, at=at) else readable(waiting, actor, at)


def kept_about(person: Person) -> list[dict[str, Any]]:
    """What is kept about a person here, for whoever asks for their own data."""
    files = File.objects.filter(uploaded_by=person).order_by("pk")
    return [{**row} for row in files.values("name", "size", "uploaded_at", "disclosure")]


def faults() -> Iterator[str]:
    """Every file whose content is gone or is not what was handed in, in words."""
    for file in File.objects.exclude(content="").order_by("pk").iterator(chunk_size=500):
        try:
            with file.content.open("rb") as content:
                digest = hashlib.file_digest(content, "sha256").hexdigest()
        except OSError:
            yield f"{file.ref}：中身がありません。"
        else:
            if digest != file.digest:
                yield f"{file.ref}：中身が登録されたものと違います。"


def strays() -> set[str]:
    """Names in the store that no file carries."""
    return set(_stored("papers")) - set(File.objects.values_list("content", flat=True))


def _stored(folder: str) -> Iterator[str]:
    if not default_storage.exists(folder):
        return
    folders, names = default_storage.listdir(folder)
    yield from (f"{folder}/{name}" for name in names)
    for inner in folders:
        yield from _stored(f"{folder}/{inner}")
