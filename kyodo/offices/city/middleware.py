"""Who is asking and when: every request gets its actor and its moment, and meets the audience its view declares."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import Actor, Visitor
from kyodo.kernel.policy import NotAllowed
from kyodo.offices.people.models import Person
from kyodo.offices.people.queries import has_second_factor

from .policies import roles_of
from .states import Role


class AudienceMiddleware:
    """Sets `request.actor` and `request.at`; turns away whoever a view is not for, with a sentence."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.at = timezone.now()  # type: ignore[attr-defined]
        request.actor = request.user if isinstance(request.user, Person) else Visitor()  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        audience = getattr(view, "audience", "everyone")
        if audience in ("everyone", "link holders"):
            return None
        actor: Actor = request.actor  # type: ignore[attr-defined]
        if not isinstance(actor, Person):
            return redirect_to_login(request.get_full_path())
        roles = roles_of(actor, request.at)  # type: ignore[attr-defined]
        if audience == "officers" and not roles:
            raise NotAllowed(_("この画面は市の職員のものです。"))
        if audience == "desk" and Role.DESK not in roles:
            raise NotAllowed(_("この画面は協働担当課のものです。"))
        if roles and settings.OFFICERS_NEED_SECOND_FACTOR and not has_second_factor(actor):
            return redirect("mfa_index")
        return None
