"""Who is told about a call for seats and what came of an application."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.councils.models.opening import Application
from kyodo.kernel.workflow import Letter


def applicant(application: Application) -> Iterable[str]:
    """Whoever applied, by record or by mail; one who applied on paper is written to on paper."""
    if application.person:
        return [application.person.subject]
    return [f"mailto:{application.email}"] if application.email else []


def section(application: Application) -> Iterable[str]:
    """The section of the body."""
    return [application.opening.body.section.subject]


received = Letter[Application](
    "councils.application_received",
    _("委員への応募を受け付けました"),
    "councils/letters/application_received.txt",
    applicant,
)
arrived = Letter[Application](
    "councils.application_arrived", _("委員への応募が届きました"), "councils/letters/application_arrived.txt", section
)
result = Letter[Application](
    "councils.application_result",
    _("委員の公募の結果をお知らせします"),
    "councils/letters/application_result.txt",
    applicant,
)
