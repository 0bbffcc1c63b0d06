"""What came of a call for seats: an application by the link its sender holds, the list, the reserve, why it was called off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, IntegerField, Value, When
from django.utils.translation import gettext as _

from kyodo.deliberation.councils.models import Application, Membership, Opening
from kyodo.deliberation.councils.states.bodies import ApplicationState, OpeningState
from kyodo.kernel.text import token_hash
from kyodo.offices.city.queries import local_day
from kyodo.offices.journal.queries import history_of

from .candidates import appointed, terms_to_fill

#: How the list is read: who still waits, who was chosen, the reserve, the others.
ORDER = (
    ApplicationState.SENT,
    ApplicationState.CHOSEN,
    ApplicationState.RESERVE,
    ApplicationState.PASSED,
    ApplicationState.WITHDRAWN,
)


def by_token(token: str) -> Application | None:
    """The application a receipt link belongs to."""
    found = Application.objects.select_related("opening__body__section", "person").filter(token_hash=token_hash(token))
    return found.first() if token else None


def called_off_because(opening: Opening) -> str:
    """Why the call was called off and the seats are filled in another way; everybody reads it."""
    if opening.state != OpeningState.CALLED_OFF:
        return ""
    reasons = history_of(opening.subject).filter(act="call_off").values_list("reason", flat=True)
    return reasons.last() or ""


@dataclass(frozen=True)
class Line:
    """One application and the seats that came of it."""

    it: Application
    seats: list[Membership]


def applications(opening: Opening) -> list[Line]:
    """応募の一覧: those who wait first, then those chosen, the reserve in its order, the others."""
    order = Case(*(When(state=state, then=Value(n)) for n, state in enumerate(ORDER)), output_field=IntegerField())
    rows = list(opening.applications.annotate(place=order).order_by("place", "reserve", "received_at", "pk"))
    seats = appointed(it.subject for it in rows)
    return [Line(it, seats.get(it.subject, [])) for it in rows]


def counts(opening: Opening) -> list[tuple[str, int]]:
    """応募の数 once the result stands: how many applied, were chosen, are in reserve."""
    if opening.state != OpeningState.DECIDED:
        return []
    by = dict(opening.applications.values_list("state").annotate(n=Count("pk")).order_by())
    told = [(str(ApplicationState(s).label), by.get(s, 0)) for s in ORDER[1:3]]
    return [(str(_("応募")), sum(by.values())), *told]


def after_the_result(application: Application, at: datetime) -> dict[str, Any]:
    """What the section can do next: appoint who was chosen, call up the reserve, write down that somebody stepped back."""
    if application.opening.state != OpeningState.DECIDED:
        return {}
    seats = appointed([application.subject]).get(application.subject, [])
    chosen = application.state == ApplicationState.CHOSEN
    return {
        "seats": seats,
        "terms": terms_to_fill(application.opening.body, local_day(at)) if chosen and not seats else (),
        "may_call_up": application.state == ApplicationState.RESERVE,
        "may_step_back": application.state in (ApplicationState.CHOSEN, ApplicationState.RESERVE) and not seats,
    }
