"""Settings: the environment is read here and nowhere else."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import Env

from kyodo.config.composition import *  # noqa: F403  the names by which lower rooms find upper ones

env = Env()
BASE_DIR = Path(__file__).resolve().parent.parent.parent
KYODO_HOME = Path(env.str("KYODO_HOME", str(BASE_DIR / "var"))).resolve()
KYODO_HOME.mkdir(parents=True, exist_ok=True)


def secret() -> str:
    """The key of this installation, made once and kept in its data directory."""
    kept = KYODO_HOME / "secret.key"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(50))
    return kept.read_text()


def our_forms(names: str) -> dict[str, str]:
    """The sign-in library's forms as the people office words them: its `reset_password` is our ResetPasswordForm."""
    return {name: f"kyodo.offices.people.forms.entering.{name.title().replace('_', '')}Form" for name in names.split()}


def staff_sign_in(issuer: str) -> dict[str, Any]:
    """職員認証: the city's own identity provider (OpenID Connect), as the sign-in library wants it named."""
    app = {
        "provider_id": "staff",
        "name": env.str("OIDC_NAME", "職員認証"),
        "client_id": env.str("OIDC_CLIENT_ID"),
        "secret": env.str("OIDC_CLIENT_SECRET"),
        "settings": {
            "server_url": issuer,
            "oauth_pkce_enabled": True,
            "verified_email": env.list("OIDC_EMAIL_DOMAINS", []),
        },
    }
    return {"openid_connect": {"APPS": [app]}}


SECRET_KEY = env.str("SECRET_KEY", "") or secret()
DEBUG = env.bool("DEBUG", False)
PORT = env.int("PORT", 8000)
HOST = env.str("HOST", "127.0.0.1")
BASE_URL = env.str("BASE_URL", f"http://localhost:{PORT}")
HTTPS = BASE_URL.startswith("https://")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["*"] if not HTTPS else [BASE_URL.removeprefix("https://").split(":")[0]])
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "template_partials",
    "csp",
    "kyodo.ui",
    "kyodo.offices.journal",
    "kyodo.offices.people",
    "kyodo.offices.city",
    "kyodo.offices.post",
    "kyodo.offices.papers",
    "kyodo.offices.desk",
    "kyodo.offices.requests",
    "kyodo.commons.groups",
    "kyodo.deliberation.texts",
    "kyodo.deliberation.councils",
    "kyodo.deliberation.consultations",
    "kyodo.deliberation.recommendations",
    "kyodo.cycle.collaborations",
    "kyodo.cycle.services",
    "kyodo.cycle.seeds",
    "kyodo.cycle.formalities",
    "kyodo.cycle.calls",
    "kyodo.cycle.proposals",
    "kyodo.cycle.roundtables",
    "kyodo.cycle.screening",
    "kyodo.cycle.agreements",
    "kyodo.cycle.projects",
    "kyodo.cycle.evaluations",
    "kyodo.reading.frontpage",
    "kyodo.reading.casebook",
    "kyodo.reading.insights",
    "kyodo.reading.search",
    "kyodo.demo",
    # Last: the templates of our own people office stand before theirs.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "kyodo.ui.flow.RefusalMiddleware",
    "kyodo.offices.city.middleware.AudienceMiddleware",
]

ROOT_URLCONF = "kyodo.config.urls"
WSGI_APPLICATION = "kyodo.config.wsgi.application"
FORM_RENDERER = "kyodo.ui.forms.Renderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kyodo.ui.context.page",
                "kyodo.offices.city.context.city",
                "kyodo.offices.post.context.letters",
            ],
            "builtins": ["kyodo.ui.templatetags.ui"],
        },
    }
]

# One connection a thread, kept; SQLite waits for its turn and writes through before it answers.
DATABASES: dict[str, Any] = {
    "default": env.dj_db_url("DATABASE_URL", f"sqlite:///{KYODO_HOME / 'kyodo.sqlite3'}", conn_max_age=60)
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-16000;",
    }
else:  # compiling a query of a page takes longer than answering it; `?options=` in the address says otherwise
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Counts of attempts, shared by every process (decision 0005); `createcachetable` makes the table at start.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"}}

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "kana", "email", "phone")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "kyodo.offices.city.forms.LocalWordsValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/today/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "kyodo.offices.people.queries.display_name"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
# One way to prove an address: a code from the mail, typed into the page that is open, for ten minutes (ASVS 6.5.5).
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 600
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_ADAPTER = "kyodo.offices.people.forms.adapters.AccountAdapter"
ACCOUNT_FORMS = our_forms(
    "login signup add_email change_password set_password reset_password reset_password_from_key reauthenticate "
    "request_login_code confirm_login_code confirm_email_verification_code confirm_password_reset_code"
)
#: How many of our own proxies stand in front, so that limits count the people behind them.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", 0)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_TOTP_ISSUER = "協働"
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = our_forms(
    "authenticate activate_totp add_webauthn edit_webauthn login_webauthn authenticate_webauthn reauthenticate_webauthn"
)
MFA_FORMS["reauthenticate"] = "kyodo.offices.people.forms.entering.SecondFactorAgainForm"
#: Officers must have a second factor before they act; a trial city may switch it off.
OFFICERS_NEED_SECOND_FACTOR = env.bool("OFFICERS_NEED_SECOND_FACTOR", True)
#: Whether the city's own staff sign-in always asks for a second factor, so that we need not ask again.
STAFF_SIGN_IN_IS_STRONG = env.bool("OIDC_IS_STRONG", False)
SOCIALACCOUNT_ADAPTER = "kyodo.offices.people.forms.adapters.StaffAdapter"
SOCIALACCOUNT_QUERY_EMAIL = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
issuer = env.str("OIDC_ISSUER", "")
SOCIALACCOUNT_PROVIDERS = staff_sign_in(issuer) if issuer else {}

LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", "日本語"), ("ja-easy", "やさしい日本語"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "kyodo" / "locale"]
TIME_ZONE = "Asia/Tokyo"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = KYODO_HOME / "static"
MEDIA_ROOT = KYODO_HOME / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
#: Nobody reads and fills an open form faster than this, in seconds.
FORM_MINIMUM_SECONDS = env.int("FORM_MINIMUM_SECONDS", 3)

mail = {"EMAIL_TIMEOUT": None, **env.dj_email_url("EMAIL_URL", "console://")}
if "EMAIL_BACKEND" not in mail:  # an unknown beginning would be read as a mail server without a name
    raise ImproperlyConfigured(
        "EMAIL_URL は、submission://（暗号化して送る）、smtp://（そのまま送る）、console://（画面に出すだけ）のどれかで始めてください。"
    )
globals().update({k: v for k, v in mail.items() if k.startswith("EMAIL_") and k != "EMAIL_FILE_PATH"})
EMAIL_TIMEOUT = mail["EMAIL_TIMEOUT"] or 20  # seconds: somebody may be waiting for the page
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", "kyodo@localhost")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        # A browser asks it of redirects too: the staff sign-in leads to the city's identity provider.
        "form-action": [SELF, *(["/".join(issuer.split("/")[:3])] if issuer else [])],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True  # unless somebody asks to be remembered, or signs in with a passkey

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", "WARNING")},
}
