"""Taking in a file: read, looked at and mended, taken over as a whole, undone as a whole."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.texts import policies as may
from kyodo.deliberation.texts.models import Import, Provision, Version
from kyodo.deliberation.texts.models.comparing import Line
from kyodo.deliberation.texts.queries.faults import faults
from kyodo.deliberation.texts.queries.matching import match
from kyodo.deliberation.texts.queries.reading import last_published
from kyodo.deliberation.texts.states import ImportState, Tracked
from kyodo.deliberation.texts.terms import HEADING_LENGTH, LABEL_LENGTH
from kyodo.deliberation.texts.workflow import IMPORTS
from kyodo.kernel.access import Actor
from kyodo.kernel.policy import Block, Blocked, IllegalMove, Refused
from kyodo.offices.journal.actions import record

from .paragraphs import paragraphs
from .parsing import read
from .writing import keep

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

FIELDS = ("uid", "level", "label", "heading", "text", "plain", "origins")


def upload(
    version: Version, *, file: UploadedFile[bytes], tracked: str = Tracked.MADE, by: Actor, at: datetime, key: str = ""
) -> Import:
    """ファイルを読み込む: nothing of the version changes yet. Tracked changes of Word are read as made, or as not made."""
    _must_be_open(version)
    lines = read(paragraphs(file.name or "", file.read(), before=tracked == Tracked.NOT_MADE))
    if not lines:
        raise Refused(_("ファイルに言葉がありません。"), field="file")
    batch = Import(
        version=version, file_name=(file.name or "")[:200], lines=lines, line_count=len(lines), uploaded_at=at
    )
    may.may_write.require(by, batch, at=at)
    return IMPORTS.begin(batch, by=by, at=at, key=key)


def mend(batch: Import, *, place: int, by: Actor, at: datetime, **said: Any) -> Import:
    """取り込む行を直す: level, number, heading, words, or leave the line out."""
    may.may_write.require(by, batch, at=at)
    with transaction.atomic():
        locked = Import.lock(batch.pk)
        if locked.state != ImportState.PREVIEW:
            raise IllegalMove(_("この取り込みは終わっています。"))
        if not 0 <= place < len(locked.lines):
            raise Refused(_("その行はありません。"))
        for name, most in (("label", LABEL_LENGTH), ("heading", HEADING_LENGTH)):
            if len(said.get(name, "")) > most:
                raise Refused(_("長すぎます。"), field=name)
        locked.lines[place] |= {**said, "fault": ""}
        locked.save(update_fields=["lines"])
        record("mend", locked, by=by, at=at, detail={"paragraph": locked.lines[place]["n"]})
    batch.refresh_from_db()
    return batch


def take_over(batch: Import, *, by: Actor, at: datetime) -> Import:
    """取り込む: every line or none. A line that is a provision of the version before keeps its uid."""
    wrong = faults(batch.lines)
    if wrong:
        sentence = _("%(n)d段落目：%(why)s")
        raise Blocked(
            [
                Block(_("読み取れない行"), sentence % {"n": fault.n, "why": fault.sentence}, batch.get_absolute_url())
                for fault in wrong
            ]
        )
    with transaction.atomic():
        version = Version.lock(batch.version_id)
        _must_be_open(version)
        IMPORTS.perform("take_over", batch, by=by, at=at)
        before = list(version.provisions.order_by("order").values(*FIELDS))
        Import.objects.filter(pk=batch.pk).update(before=before, taken_at=at)
        version.provisions.all().delete()
        keep(version, _provisions(version, [line for line in batch.lines if not line["skip"]], before))
        Version.objects.filter(pk=version.pk).update(touched_at=at)
    batch.refresh_from_db()
    return batch


def _provisions(version: Version, lines: list[dict[str, Any]], before: list[dict[str, Any]]) -> list[Provision]:
    """The lines as provisions, each with the uid of the one it was in the published or the replaced text."""
    known = {one["uid"]: one for one in before}
    if source := last_published(version.document):
        known |= {one["uid"]: one for one in source.provisions.order_by("order").values(*FIELDS)}
    old = [Line(o["uid"], o["label"], o["heading"], o["text"], level=o["level"]) for o in known.values()]
    new = [Line("", o["label"], o["heading"], o["text"], level=o["level"]) for o in lines]
    uids = match(old, new)
    made = []
    for n, line in enumerate(lines):
        words = {name: line[name] for name in ("level", "label", "heading", "text")}
        one = Provision(version=version, **words)
        if uid := uids.get(n):
            one.uid = uid
            # Plain words explain these words; where the words are others, a person writes them anew.
            same = (known[uid]["heading"], known[uid]["text"]) == (line["heading"], line["text"])
            one.plain = known[uid]["plain"] if same else ""
        made.append(one)
    return made


def discard(batch: Import, *, by: Actor, at: datetime) -> Import:
    """取り込まない: with everything it said."""
    with transaction.atomic():
        IMPORTS.perform("discard", batch, by=by, at=at)
        Import.objects.filter(pk=batch.pk).update(lines=[])
    batch.refresh_from_db()
    return batch


def undo(batch: Import, *, by: Actor, at: datetime) -> Import:
    """取り込みを取り消す: the version is as it was before the file."""
    with transaction.atomic():
        IMPORTS.perform("undo", batch, by=by, at=at)
        version = Version.lock(batch.version_id)
        version.provisions.all().delete()
        keep(version, [Provision(version=version, **one) for one in batch.before])
        Version.objects.filter(pk=version.pk).update(touched_at=at)
    return batch


def _must_be_open(version: Version) -> None:
    if not version.is_open:
        raise IllegalMove(_("この版は確定しているので、取り込めません。"))
