"""添付書類: estimates, plans and maps beside a proposal, from its draft on and as long as it may be mended."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from kyodo.cycle.proposals.models import Proposal
from kyodo.cycle.proposals.policies import is_writer
from kyodo.cycle.proposals.queries import writable
from kyodo.cycle.proposals.states import PaperKind
from kyodo.kernel.access import Actor
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.offices.papers import actions as papers
from kyodo.offices.papers.models import File
from kyodo.offices.papers.states import Disclosure

if TYPE_CHECKING:
    from kyodo.offices.papers.actions.storing import Upload

NAME = 100  #: characters of a name that a writer gives


def attach(
    proposal: Proposal, *, upload: Upload, kind: str, title: str = "", disclosure: str = Disclosure.PUBLIC,
    reason: str = "", by: Actor, at: datetime, key: str = "",
) -> File:  # fmt: skip
    """書類を付ける: open to everybody once the proposal is, unless a reason says why not."""
    if title.strip():
        given = title.strip()[:NAME].replace("/", "／")  # no folder: the part of a name after a slash is all of it
        upload.name = f"{given}.{(upload.name or '').rpartition('.')[2]}"
    with transaction.atomic():
        locked = _in_the_writers_hands(proposal, by=by, at=at)
        purpose = str(PaperKind(kind).label)
        return papers.store(
            upload, locked, purpose=purpose, disclosure=disclosure, reason=reason, by=by, at=at, key=key
        )


def detach(proposal: Proposal, file: File, *, reason: str = "", by: Actor, at: datetime) -> File:
    """書類を外す: out of a draft it goes as if it had never been there; what was handed in leaves a stone with its reason."""
    with transaction.atomic():
        locked = _in_the_writers_hands(proposal, by=by, at=at)
        if file.subject_ref != locked.subject:
            raise Refused(_("この書類は、この提案のものではありません。"))
        if locked.submitted_at is None:
            return papers.withdraw(file, reason=_("提出する前に外した。"), erase=True, by=by, at=at)
        return papers.withdraw(file, reason=reason, by=by, at=at)


def _in_the_writers_hands(proposal: Proposal, *, by: Actor, at: datetime) -> Proposal:
    locked = Proposal.lock(proposal.pk)
    is_writer.require(by, locked, at=at)
    if not (verdict := writable(locked, at=at)):
        raise IllegalMove(verdict.reason)
    return locked
