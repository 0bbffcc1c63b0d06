"""Taking a file in: checked, counted, stored under a random name, noted in the journal."""

from __future__ import annotations

import hashlib
from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import Actor
from kyodo.kernel.policy import Refused
from kyodo.kernel.thing import Thing
from kyodo.offices.city import queries as city
from kyodo.offices.journal.actions import record
from kyodo.offices.papers import queries
from kyodo.offices.papers.models import File
from kyodo.offices.papers.states import Disclosure
from kyodo.offices.papers.terms import (
    LIMITS,
    MAX_MEGABYTES,
    MAX_MEGAPIXELS,
    PERSON_MEGABYTES,
    REVIEW_MONTHS,
    THING_FILES,
)
from kyodo.offices.people.models import Person

from .checking import examine

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    Upload = UploadedFile[bytes]

MEGA = 1024 * 1024


def store(
    upload: Upload,
    thing: Thing,
    *,
    by: Actor,
    at: datetime,
    disclosure: str = Disclosure.PUBLIC,
    reason: str = "",
    review_on: date | None = None,
    purpose: str = "",
    key: str = "",
) -> File:
    """Take in one file about a thing. Whoever may add files to the thing is decided by its own room before.

    Refused with a sentence for the field `file`, or for `reason` where a withheld file lacks one.
    """
    limits = city.numbers(LIMITS)
    _refuse_too_large(upload, limits)
    checked = examine(upload.name or "", upload.read(), megapixels=limits[MAX_MEGAPIXELS.key])
    uploader = by if isinstance(by, Person) else None
    _refuse_beyond_quota(thing, uploader, len(checked.data), limits)
    file = File(
        subject_ref=thing.subject, whole=thing.whole, purpose=purpose, name=checked.name, media_type=checked.media_type,
        size=len(checked.data), digest=hashlib.sha256(checked.data).hexdigest(), uploaded_by=uploader, uploaded_at=at,
    )  # fmt: skip
    set_disclosure(file, disclosure, reason=reason, review_on=review_on, at=at)
    with transaction.atomic():
        file.content.save(checked.name, ContentFile(checked.data), save=False)
        try:
            file.save(force_insert=True)
            detail = {"subject": thing.subject, "digest": file.digest, "disclosure": disclosure}
            record("store", file, by=by, at=at, reason=reason, detail=detail, key=key)
        except BaseException:
            file.content.delete(save=False)
            raise
    return file


def sweep(at: datetime) -> int:
    """Remove from the store what no file names: left by a submission that was interrupted. The last day is left alone."""
    strays = [name for name in queries.strays() if default_storage.get_modified_time(name) < at - timedelta(days=1)]
    for name in strays:
        default_storage.delete(name)
    return len(strays)


def set_disclosure(file: File, disclosure: str, *, reason: str, review_on: date | None, at: datetime) -> None:
    """Say for whom a file is; anything but public needs a reason and a date to look again, a year ahead if none is named."""
    if disclosure == Disclosure.PUBLIC:
        file.disclosure, file.withheld_because, file.review_on = disclosure, "", None
        return
    if not reason.strip():
        raise Refused(_("公開しない理由を入力してください。"), field="reason")
    today = city.local_day(at)
    if review_on and review_on <= today:
        raise Refused(_("見直す日には、明日以後の日付を入力してください。"), field="review_on")
    file.disclosure, file.withheld_because = disclosure, reason.strip()
    file.review_on = review_on or months_later(today, city.number(REVIEW_MONTHS))


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def keep_original(scan: Upload | None, thing: Thing, *, by: Actor, at: datetime) -> File | None:
    """届いた用紙の写し: the paper as it came, where there is one, for those who look after what was typed in from it."""
    if scan is None:
        return None
    with translation.override(settings.LANGUAGE_CODE):
        purpose, reason = str(_("届いた用紙の写し")), str(_("手書きの原本で、個人情報を含むことがあるため"))
    return store(scan, thing, by=by, at=at, disclosure=Disclosure.PARTIES, purpose=purpose, reason=reason)


def _refuse_too_large(upload: Upload, limits: dict[str, int]) -> None:
    limit = limits[MAX_MEGABYTES.key]
    if (upload.size or 0) > limit * MEGA:
        raise Refused(
            _("ファイルは%(limit)dMBまでです。小さくしてから選び直してください。") % {"limit": limit}, field="file"
        )


def _refuse_beyond_quota(thing: Thing, uploader: Person | None, size: int, limits: dict[str, int]) -> None:
    if uploader and queries.stored_by(uploader) + size > limits[PERSON_MEGABYTES.key] * MEGA:
        raise Refused(
            _(
                "登録できるファイルの合計（%(limit)dMB）を超えます。使わなくなったファイルを取り下げるか、窓口にご相談ください。"
            )
            % {"limit": limits[PERSON_MEGABYTES.key]},
            field="file",
        )
    if File.objects.standing().about(thing.subject).count() >= limits[THING_FILES.key]:
        raise Refused(
            _("1件に付けられるファイルは%(limit)d個までです。まとめて1つのファイルにしてください。")
            % {"limit": limits[THING_FILES.key]},
            field="file",
        )
