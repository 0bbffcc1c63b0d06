"""団体の書類: rules, list of members, plans and reports, each open or closed as the group says."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from kyodo.commons.groups import policies as may
from kyodo.commons.groups.models import Group
from kyodo.commons.groups.states import PaperKind
from kyodo.kernel.access import Actor
from kyodo.offices.papers.actions import store
from kyodo.offices.papers.models import File
from kyodo.offices.papers.states import Disclosure

if TYPE_CHECKING:
    from kyodo.offices.papers.actions.storing import Upload


def attach(
    group: Group, *, upload: Upload, kind: str, disclosure: str = Disclosure.PUBLIC, reason: str = "", by: Actor, at: datetime,
    key: str = "",
) -> File:  # fmt: skip
    """書類を付ける: open to everybody unless a reason says why not."""
    may.edits.require(by, group, at=at)
    label = str(PaperKind(kind).label)
    return store(upload, group, purpose=label, disclosure=disclosure, reason=reason, by=by, at=at, key=key)
