"""写し: the paper that both signed, beside the text that both confirmed."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from kyodo.cycle.agreements.models import Agreement
from kyodo.cycle.agreements.policies import may_attach
from kyodo.kernel.access import Actor
from kyodo.kernel.policy import IllegalMove
from kyodo.offices.papers.actions import store
from kyodo.offices.papers.models import File
from kyodo.offices.papers.states import Disclosure

if TYPE_CHECKING:
    from kyodo.offices.papers.actions.storing import Upload


def attach_signed(
    agreement: Agreement, *, upload: Upload, disclosure: str = Disclosure.PUBLIC, reason: str = "",
    review_on: date | None = None, by: Actor, at: datetime, key: str = "",
) -> File:  # fmt: skip
    """署名した協定書の写しを付ける: of the revision in force, and open to everybody unless a reason says why not."""
    may_attach.require(by, agreement, at=at)
    revision = agreement.revisions.order_by("-number").first()
    if revision is None:
        raise IllegalMove(_("協定が結ばれたあとに、署名した協定書の写しを付けられます。"))
    return store(
        upload, agreement, purpose=str(_("署名した協定書（%(revision)s）") % {"revision": revision}), disclosure=disclosure,
        reason=reason, review_on=review_on, by=by, at=at, key=key,
    )  # fmt: skip
