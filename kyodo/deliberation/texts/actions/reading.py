"""公開前に読んでもらう: the members of a body read a version while they deliberate on it."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.texts import policies as may
from kyodo.deliberation.texts.models import Reader, Version
from kyodo.deliberation.texts.states import VersionState
from kyodo.kernel.access import Actor, find
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.offices.journal.actions import record
from kyodo.offices.post import actions as post

BODIES = ("councils.body",)


def let_read(version: Version, *, body: str, by: Actor, at: datetime, key: str = "") -> Reader:
    """会議体に読んでもらう: its members read the version from now on, and are told so."""
    may.may_write.require(by, version, at=at)
    if version.state not in (VersionState.WRITING, VersionState.FIXED):
        raise IllegalMove(_("公開した版は、だれでも読めます。"))
    found = find(body) if body.partition("/")[0] in BODIES else None
    if found is None:
        raise Refused(_("会議体を選んでください。"), field="body")
    if version.readers.filter(body_ref=body).exists():
        raise Refused(_("この会議体には、もう読んでもらっています。"), field="body")
    reader = Reader(version=version, body_ref=body, body_name=str(found)[:200], named_at=at)
    with transaction.atomic():
        record("let_read", reader, by=by, at=at, detail={"body": body}, key=key)
        reader.save(force_insert=True)
        _tell(reader, at=at)
    return reader


def _tell(reader: Reader, *, at: datetime) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        title = _t("公開前の版を読めるようになりました")
        body = post.in_words("texts/letters/readable.txt", {"reader": reader, "base": settings.BASE_URL})
    post.write(
        post.addressees([reader.body_ref], at=at), name="texts.readable", title=title, bodies={True: body, False: title},
        at=at, duty=True, path=reader.get_absolute_url(), subject_ref=reader.version.subject,
    )  # fmt: skip


def stop_reading(reader: Reader, *, by: Actor, at: datetime) -> Version:
    """読んでもらうのをやめる."""
    version = reader.version
    may.may_write.require(by, version, at=at)
    with transaction.atomic():
        record("stop_reading", reader, by=by, at=at, detail={"body": reader.body_ref})
        reader.delete()
    return version
