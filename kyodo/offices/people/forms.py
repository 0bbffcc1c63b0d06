"""The forms of people's pages, those of the sign-in library in our words, and what that library asks of us."""

from __future__ import annotations

import logging
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from allauth.account import forms as library
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp import forms as one_time
from allauth.mfa.webauthn import forms as passkeys
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django import forms as django_forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from requests import RequestException

from kyodo.kernel.access import find
from kyodo.kernel.policy import Refused
from kyodo.ui import forms
from kyodo.ui.flow import page
from kyodo.ui.forms.speaking import sentences

from . import actions, queries
from .models import Invitation, Person

if TYPE_CHECKING:
    Base = django_forms.Form
else:
    Base = object

log = logging.getLogger("kyodo.people")


class Ours(Base):
    """A form of the sign-in library as the house writes forms: whole sentences, and no hints that vanish on typing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        self.label_suffix = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            field.error_messages |= sentences(field)
            if field.widget.attrs.get("autocomplete") == "new-password":
                field.help_text = " ".join(map(str, password_validators_help_texts()))


class LoginForm(Ours, library.LoginForm):  # type: ignore[misc]
    """サインイン. Whoever uses a shared computer leaves the box empty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""  # the ways in for those who forgot stand below the button
        self.fields["remember"].label = _("この端末に14日間記憶する")
        self.fields["remember"].help_text = _("図書館や職場など、ほかの人も使う端末では選ばないでください。")


class SignupForm(Ours, library.SignupForm):  # type: ignore[misc]
    """利用者登録: the name is asked at once, since people work together by name."""

    name = forms.NameField(label=_("お名前"), help_text=_("団体名ではなく、ご本人のお名前を入力してください。"))
    kana = forms.KanaField(label=_("フリガナ"), help_text=_("ひらがなで入力してもかまいません。"))
    field_order = ("name", "kana", "email", "password1")

    def custom_signup(self, request: HttpRequest, user: Person) -> None:
        """Called by the library in the middle of its own saving."""
        given = self.cleaned_data
        actions.introduce(user, name=given["name"], kana=given["kana"], at=timezone.now())


class RequestLoginCodeForm(Ours, library.RequestLoginCodeForm):  # type: ignore[misc]
    """確認コードでサインイン."""


class ResetPasswordForm(Ours, library.ResetPasswordForm):  # type: ignore[misc]
    """パスワードの再設定."""


class ResetPasswordFromKeyForm(Ours, library.ResetPasswordKeyForm):  # type: ignore[misc]
    """新しいパスワード."""


class ChangePasswordForm(Ours, library.ChangePasswordForm):  # type: ignore[misc]
    """パスワードの変更."""


class SetPasswordForm(Ours, library.SetPasswordForm):  # type: ignore[misc]
    """パスワードの設定, for whoever signed in another way so far."""


class AddEmailForm(Ours, library.AddEmailForm):  # type: ignore[misc]
    """メールアドレスの変更."""


class ReauthenticateForm(Ours, library.ReauthenticateForm):  # type: ignore[misc]
    """ご本人の確認."""


class _Code(Ours):
    """A form that asks for a code: figures on the telephone's keyboard, in any width."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("確認コード")
        self.fields["code"].widget.attrs |= {"autocapitalize": "characters", "spellcheck": "false", "class": "ky-short"}


class ConfirmLoginCodeForm(_Code, library.ConfirmLoginCodeForm):  # type: ignore[misc]
    """メールで届いたコード, to sign in."""


class ConfirmEmailVerificationCodeForm(_Code, library.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    """メールで届いたコード, to prove an address."""


class ConfirmPasswordResetCodeForm(_Code, library.ConfirmPasswordResetCodeForm):  # type: ignore[misc]
    """メールで届いたコード, to set a new password."""


class AuthenticateForm(_Code, second_factor.AuthenticateForm):  # type: ignore[misc]
    """認証アプリのコード or a recovery code, after the password."""


class SecondFactorAgainForm(_Code, second_factor.ReauthenticateForm):  # type: ignore[misc]
    """認証アプリのコード, before a change."""


class ActivateTotpForm(_Code, one_time.ActivateTOTPForm):  # type: ignore[misc]
    """認証アプリの登録."""


class AddWebauthnForm(Ours, passkeys.AddWebAuthnForm):  # type: ignore[misc]
    """パスキーの登録: usually it replaces the password too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("パスキーの名前")
        self.fields["name"].help_text = _("どの端末か、あとでわかる名前にします。例：自分のスマートフォン")
        self.fields["passwordless"].label = _("パスワードなしで、このパスキーだけでサインインする")
        self.fields["passwordless"].help_text = _("指紋・顔・暗証番号で端末のロックを外せる場合に使えます。")
        self.fields["passwordless"].initial = True


class EditWebauthnForm(Ours, passkeys.EditWebAuthnForm):  # type: ignore[misc]
    """パスキーの名前."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("パスキーの名前")


class ProfileForm(forms.Form):
    """わたしの情報: what other people see of me, and how the desk reaches me."""

    name = forms.NameField(label=_("お名前"))
    kana = forms.KanaField(label=_("フリガナ"), required=False, help_text=_("ひらがなで入力してもかまいません。"))
    phone = forms.PhoneField(
        label=_("電話番号"), required=False, help_text=_("市の担当者からの連絡にだけ使います。公開されません。")
    )


class LeaveForm(forms.Form):
    """退会: said twice, since it cannot be undone."""

    sure = forms.BooleanField(label=_("お名前と連絡先が消え、元に戻せないことがわかりました"))

    def values(self) -> dict[str, Any]:
        return {}


class AcceptForm(forms.Form):
    """招待を引き受ける, for whoever has an account and is signed in."""


class AcceptAsNewForm(forms.Form):
    """招待を引き受ける, with a new account."""

    name = forms.NameField(label=_("お名前"))
    kana = forms.KanaField(label=_("フリガナ"), required=False, help_text=_("ひらがなで入力してもかまいません。"))
    password = django_forms.CharField(
        label=_("パスワード"), strip=False, widget=django_forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, initial={"name": invitation.name}, **kwargs)
        self.invitation = invitation
        self.fields["password"].help_text = " ".join(map(str, password_validators_help_texts()))
        if isinstance(known := find(invitation.subject_ref) if invitation.subject_ref else None, Person):
            self.initial.update(name=known.name, kana=known.kana)

    def clean_password(self) -> str:
        known = self.cleaned_data
        person = Person(email=self.invitation.email, name=known.get("name", ""), kana=known.get("kana", ""))
        validate_password(known["password"], person)
        return str(known["password"])


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """What the sign-in library asks: whose mail it sends, what to note, how long to remember."""

    def new_user(self, request: HttpRequest) -> Person:
        """Whoever enters themselves does so now; the library stores the rest."""
        person: Person = super().new_user(request)
        person.joined_at = timezone.now()
        return person

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
