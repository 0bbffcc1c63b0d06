"""変更の理由: naming why a provision changed, and taking a wrong reason back before publication."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.texts import policies as may
from kyodo.deliberation.texts.models import Cause, Version
from kyodo.deliberation.texts.states import CauseKind, VersionState
from kyodo.kernel.access import Actor, find
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.offices.journal.actions import record


def name_cause(
    version: Version, uid: str, *, source: str, words: str, subject: str = "", by: Actor, at: datetime, key: str = ""
) -> Cause:
    """変更の理由を記す: of one provision."""
    return name_causes(version, [uid], source=source, words=words, subject=subject, by=by, at=at, key=key)[0]


def name_causes(
    version: Version, uids: Iterable[str], *, source: str, words: str, subject: str = "", by: Actor, at: datetime,
    key: str = "",
) -> list[Cause]:  # fmt: skip
    """One reason for several provisions at once; an answer, a decision and a recommendation are named by their subject."""
    may.may_write.require(by, version, at=at)
    if version.state in (VersionState.WITHDRAWN, VersionState.DROPPED):
        raise IllegalMove(_("この版は終わっているので、理由を記せません。"))
    if subject and find(subject) is None:
        raise Refused(_("もとになったものが見つかりません。"), field="subject")
    wanted, known = list(dict.fromkeys(uids)), _known(version)
    if not wanted or not set(wanted) <= known:
        raise Refused(_("変わった条項を選んでください。"), field="uids")
    causes = [
        Cause(
            version=version, uid=uid, source=CauseKind(source), subject_ref=subject, words=words, named_by=by.subject,
            named_at=at,
        )
        for uid in wanted
    ]  # fmt: skip
    with transaction.atomic():
        for n, cause in enumerate(causes):
            record("name_cause", cause, by=by, at=at, detail={"uid": cause.uid}, key=key if n == 0 else "")
            cause.save(force_insert=True)
    return causes


def _known(version: Version) -> set[str]:
    """The provisions of this version and of the one before: a deleted one is only there."""
    before = version.before()
    older = set(before.provisions.values_list("uid", flat=True)) if before else set[str]()
    return older | set(version.provisions.values_list("uid", flat=True))


def take_back_cause(cause: Cause, *, by: Actor, at: datetime) -> Version:
    """変更の理由を取り消す: before the version is published."""
    version = cause.version
    may.may_write.require(by, version, at=at)
    if version.state not in (VersionState.WRITING, VersionState.FIXED):
        raise IllegalMove(_("公開した版の理由は取り消せません。"))
    with transaction.atomic():
        record("take_back_cause", cause, by=by, at=at, detail={"uid": cause.uid, "words": cause.words})
        cause.delete()
    return version
