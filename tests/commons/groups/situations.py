"""A group in every state there is, each reached by the moves people make."""

from collections.abc import Callable

from kyodo.commons.groups import actions
from kyodo.commons.groups.models import Group
from kyodo.commons.groups.states import State
from tests import cast, given
from tests.cast import AT


def _moved(group: Group, name: str, reason: str = "") -> Group:
    return actions.move(name, group, by=cast.sato(), at=AT, reason=reason)


IN_STATE: dict[str, Callable[[], Group]] = {
    State.DRAFT: given.a_complete_draft_group,
    State.SUBMITTED: given.a_submitted_group,
    State.RETURNED: lambda: _moved(given.a_submitted_group(), "send_back", "会員数をご確認ください。"),
    State.REGISTERED: given.a_registered_group,
    State.REFUSED: lambda: _moved(given.a_submitted_group(), "refuse", "営利が主な目的のため。"),
    State.CANCELLED: lambda: _moved(given.a_submitted_group(), "cancel"),
    State.WITHDRAWN: lambda: _moved(given.a_registered_group(), "withdraw", "解散したため。"),
}
