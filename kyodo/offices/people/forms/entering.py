"""The forms of the sign-in library, in our words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account import forms as library
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp import forms as one_time
from allauth.mfa.webauthn import forms as passkeys
from django import forms as django_forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kyodo.offices.people import actions
from kyodo.offices.people.models import Person
from kyodo.ui import forms
from kyodo.ui.forms.speaking import sentences

if TYPE_CHECKING:
    Base = django_forms.Form
else:
    Base = object


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


class _Passkey(Ours):
    """A form that takes what a device signed: a refusal speaks of the passkey, where the library speaks of a code."""

    wrong = _("このパスキーは、ここには登録されていません。外したパスキーなら、端末の設定からも消してください。")

    def add_error(self, field: str | None, error: Any) -> None:
        """Say it in our words."""
        of_the_key = isinstance(error, ValidationError) and getattr(error, "code", "") == "incorrect_code"
        super().add_error(field, self.wrong if of_the_key else error)


class LoginWebauthnForm(_Passkey, passkeys.LoginWebAuthnForm):  # type: ignore[misc]
    """パスキーでサインイン."""


class AuthenticateWebauthnForm(_Passkey, passkeys.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """パスキーで確認する, after the password."""


class ReauthenticateWebauthnForm(_Passkey, passkeys.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """パスキーで確認する, before a change."""


class AddWebauthnForm(_Passkey, passkeys.AddWebAuthnForm):  # type: ignore[misc]
    """パスキーの登録: usually it replaces the password too."""

    wrong = _("パスキーを登録できませんでした。もう一度「この端末で登録する」を押してください。")

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
