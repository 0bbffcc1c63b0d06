"""What the sign-in library asks of us: whose mail it sends, what to note, whom to let in."""

from __future__ import annotations

import logging
from contextlib import suppress
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import record_authentication
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from requests import RequestException

from kyodo.kernel.policy import Refused
from kyodo.offices.people import actions, queries
from kyodo.offices.people.models import Person
from kyodo.ui.flow import page

log = logging.getLogger("kyodo.people")

#: Ways to show once more who one is, before a change.
WAYS = {
    "reauthenticate": _("パスワードで確認する"),
    "mfa_reauthenticate": _("認証アプリか予備のコードで確認する"),
    "mfa_reauthenticate:webauthn": _("パスキーで確認する"),
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """What the sign-in library asks: whose mail it sends, what to note, how long to remember."""

    def new_user(self, request: HttpRequest) -> Person:
        """Whoever enters themselves does so now; the library stores the rest."""
        person: Person = super().new_user(request)
        person.joined_at = timezone.now()
        return person

    def enter(self, request: HttpRequest, person: Person) -> None:
        """Sign in whoever has just chosen a password: nobody is asked for it a second time on the next page."""
        self.login(request, person)
        record_authentication(request, person, method="password", reauthenticated=True)

    def format_email_subject(self, subject: str) -> str:
        """The city's name stands in the text; a subject stays short enough for a telephone."""
        return str(subject)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A code that cannot be sent is told to whoever waits for it."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError as trouble:  # the mail server, or the way to it
            log.error("mail not sent: %s", trouble)  # noqa: TRY400  what happened is in the words; the way there says nothing
            raise Refused(
                _(
                    "いま、メールを送れません。しばらくしてからもう一度お試しください。急ぐときは協働担当課にご連絡ください。"
                )
            ) from trouble

    def send_notification_mail(self, *args: Any, **options: Any) -> None:
        """What somebody changed about their sign-in is changed, whether or not the mail about it gets through."""
        with suppress(Refused):
            super().send_notification_mail(*args, **options)

    def post_login(self, request: HttpRequest, user: Person, **details: Any) -> HttpResponse:
        """Note the sign-in. A passkey lives in somebody's own device, so that device is remembered."""
        actions.note_sign_in(user, at=timezone.now())
        steps = request.session.get("account_authentication_methods", [])
        if any(step.get("passwordless") for step in steps):
            request.session.set_expiry(settings.SESSION_COOKIE_AGE)
        return super().post_login(request, user, **details)  # type: ignore[no-any-return]

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """By the names they have on our pages."""
        return [{**way, "description": WAYS[way["id"]]} for way in super().get_reauthentication_methods(user)]

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """For whoever watches the logs; the address typed is personal, and may be a password typed in the wrong box."""
        log.warning("sign-in failed from %s", self.get_client_ip(request))


class StaffAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Staff sign-in through the city's own identity provider (OpenID Connect)."""

    def get_requests_session(self) -> Any:
        """A provider that does not answer is told on a page, at whatever step it fell silent."""
        session = super().get_requests_session()
        ask = session.request

        def asked(*args: Any, **options: Any) -> Any:
            try:
                answer = ask(*args, **options)
                answer.raise_for_status()
            except RequestException as silence:
                log.warning("staff sign-in: %s", silence)
                told = page(self.request, "socialaccount/authentication_error.html", status=502)
                raise ImmediateHttpResponse(told) from silence
            return answer

        session.request = asked
        return session

    def on_authentication_error(self, request: HttpRequest, provider: Any, **details: Any) -> None:
        """For whoever watches the logs: the page tells the officer no more than to try again."""
        log.warning("staff sign-in: %s %s", details["error"], details["exception"] or "")

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Nobody comes in unknown: whoever has no account here was invited, or is sent back (decision 0031)."""
        proved = [address.email for address in sociallogin.email_addresses if address.verified]
        if any(queries.is_invited(email, timezone.now()) for email in proved):
            return True
        said = {"address": sociallogin.user.email, "proved": proved}
        raise ImmediateHttpResponse(page(request, "socialaccount/unknown.html", status=403, **said))

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Person:
        """The name as the provider gives it; an officer's duties are named here, never there."""
        person: Person = super().populate_user(request, sociallogin, data)
        person.name = (
            data.get("name")
            or " ".join(filter(None, (data.get("last_name"), data.get("first_name"))))
            or str(data.get("email", "")).partition("@")[0]
        )
        return person

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> Person:
        """A new officer is entered in the journal like everybody else."""
        person: Person = super().save_user(request, sociallogin, form)
        actions.introduce(person, name=person.name, kana="", at=timezone.now())
        return person
