"""Who is asking and when: every request gets its actor, its moment and its city, and meets the audience of its view."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import Actor, Request, Visitor
from kyodo.kernel.calling import calling
from kyodo.kernel.policy import NotAllowed
from kyodo.offices.people.models import Person
from kyodo.offices.people.queries import has_second_factor
from kyodo.offices.people.terms import CITIZEN_LIMIT, OFFICER_IDLE, OFFICER_LIMIT, SHARED_IDLE
from kyodo.ui.flow import page, refused

from .policies import roles_of
from .queries import own_names, the_city
from .states import Role

FIRST_RUN = "city:first_run"
#: What opens while there is no city: the first page, how a reader wants pages shown, and the monitor's question.
BEFORE_THE_CITY = (FIRST_RUN, "ui:", "desk:healthz")
#: Pages of the sign-in library an officer may open before the second factor is set up.
WAY_TO_SECOND_FACTOR = ("mfa_", "account_", "usersessions_")
#: The moment a session was last seen is written down at most this often, in seconds.
EVERY = 60


class CityRequest(Request):
    """依頼 with its city."""

    city: Any  #: the City, or None until the first-run page has been filled in
    audiences: frozenset[str]  #: those of `kernel.access.AUDIENCES` the actor belongs to


class AudienceMiddleware:
    """Sets `request.actor`, `request.at` and `request.city`; turns away whoever a view is not for, with a sentence."""

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: CityRequest) -> HttpResponse:
        request.at = timezone.now()
        request.city = the_city()
        if isinstance(request.user, Person) and session_is_over(request, request.user):
            logout(request)
            messages.info(
                request,
                _("しばらく操作がなかったため、サインアウトしました。続けるには、もう一度サインインしてください。"),
            )
        request.actor = request.user if isinstance(request.user, Person) else Visitor()
        with calling(own_names(request.city)):
            response = self.get_response(request)
            if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:  # the address of a button, opened as a page
                allowed = response.get("Allow", "")
                response = page(request, "405.html", status=response.status_code)
                response["Allow"] = allowed
        if isinstance(request.actor, Person):  # the next person at this computer finds nothing by going back
            patch_cache_control(response, private=True, no_store=True)
        return response

    def process_view(
        self, request: CityRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if request.city is None:
            return None if name.startswith(BEFORE_THE_CITY) else redirect(FIRST_RUN)
        actor = request.actor
        roles = roles_of(actor, request.at)
        request.audiences = _audiences(actor, roles)
        if roles and not name.startswith(WAY_TO_SECOND_FACTOR) and not is_strongly_signed_in(request, actor):
            return redirect("mfa_index")
        try:
            return _turn_away(request, getattr(view, "audience", "everyone"))
        except NotAllowed as refusal:
            return refused(request, refusal)


def _audiences(actor: Actor, roles: frozenset[str]) -> frozenset[str]:
    belongs = {
        "everyone": True, "link holders": True, "signed in": isinstance(actor, Person),
        "officers": bool(roles), "desk": Role.DESK in roles,
    }  # fmt: skip
    return frozenset(audience for audience, within in belongs.items() if within)


def _turn_away(request: CityRequest, audience: str) -> HttpResponse | None:
    """Nothing for whom the view is for; a sentence, or the way to sign in, for everybody else."""
    if audience in request.audiences:
        return None
    if not isinstance(request.user, Person):
        return redirect_to_login(_way_back(request))
    if audience == "officers":
        raise NotAllowed(_("この画面は市の職員のものです。"))
    raise NotAllowed(_("この画面は協働担当課のものです。"))


def _way_back(request: Request) -> str:
    """Where somebody goes on who first signs in: this page, or the one on which the button of an act stood."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    stood = urlsplit(request.headers.get("Referer", ""))
    return urlunsplit(("", "", stood.path, stood.query, "")) if stood.netloc == request.get_host() else "/"


def is_strongly_signed_in(request: Request, person: Person) -> bool:
    """Whether an officer proved more than a password: by an own second factor, or at the city's staff sign-in."""
    if not settings.OFFICERS_NEED_SECOND_FACTOR:
        return True
    steps = request.session.get("account_authentication_methods", [])
    with_staff_sign_in = any(step.get("method") == "socialaccount" for step in steps)
    return (with_staff_sign_in and settings.STAFF_SIGN_IN_IS_STRONG) or has_second_factor(person)


def session_is_over(request: Request, person: Person) -> bool:
    """Whether a session idled too long or lived too long; officers' limits are the shorter ones."""
    session, now = request.session, int(request.at.timestamp())
    begun, seen = session.setdefault("begun", now), session.get("seen", 0) or now
    age, idle = now - begun, now - seen
    over = False
    if age > OFFICER_LIMIT.total_seconds() or idle > OFFICER_IDLE.total_seconds():
        shared = session.get_expire_at_browser_close()
        over = (
            age > CITIZEN_LIMIT.total_seconds()
            or (shared and idle > SHARED_IDLE.total_seconds())
            or bool(roles_of(person, request.at))
        )
    if idle >= EVERY or "seen" not in session:
        session["seen"] = now
    return over
