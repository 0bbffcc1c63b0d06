"""Taking hold: every act locks the case first and the agreement second, so that no start slips in between."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.cycle.agreements.models import Agreement
from kyodo.cycle.agreements.policies import side_spoken_for, speaks_for_a_side
from kyodo.cycle.agreements.states import Section
from kyodo.cycle.agreements.workflow import offered, rules
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.kernel.access import Actor, Side
from kyodo.kernel.policy import AlreadyDone, Blocked, IllegalMove, NotAllowed, Refused
from kyodo.offices.journal.models import Entry


def hold(agreement: Agreement, *, key: str = "") -> Agreement:
    """The agreement as it stands now, with its case, both locked until the transaction ends.

    A submission that arrives again is told from a second act before anything else is asked: its first arrival has
    changed the state, and the sentence about that would only confuse whoever clicked twice.
    """
    case = Collaboration.lock(agreement.case_id)
    if key and (first := Entry.objects.filter(key=key).first()):
        raise AlreadyDone(first.subject)
    held = Agreement.lock(agreement.pk)
    held.case = case
    return held


def require_state(agreement: Agreement, state: str, *, at: datetime) -> None:
    """The agreement is where this act belongs, and its case goes on."""
    if agreement.state != state:
        sentence = _("協定はいま「%(now)s」なので、この操作はできません。画面を開き直してご確認ください。")
        raise IllegalMove(sentence % {"now": agreement.get_state_display()})
    if blocks := rules.case_goes_on(agreement, at):
        raise Blocked(blocks)


def require_inherited(agreement: Agreement, section: str, value: Any, *, at: datetime) -> None:
    """Only what an evaluation left is answered, in the words in which it was left."""
    if section != Section.CONDITIONS:
        return
    known = {(each.source, each.words) for each in offered(agreement.case, at)}
    known |= {(row.source, row.improvement) for row in agreement.text.conditions}
    if any((row.source, row.improvement) not in known for row in value):
        raise Refused(_("前の評価で決めた改善ではないものが入っています。画面を開き直してご確認ください。"))


def require_side(agreement: Agreement, *, by: Actor, at: datetime) -> Side:
    """The side the actor speaks for, or a refusal."""
    side = side_spoken_for(by, agreement, at)
    if side is None:
        raise NotAllowed(speaks_for_a_side.check(by, agreement, at=at).reason)
    return side
