"""What the environment says becomes what the program does."""

import runpy
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from kyodo.config import settings


@pytest.fixture
def settings_with(monkeypatch):
    def read(**environment: str) -> dict[str, Any]:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(settings.__file__))

    return read


def test_without_a_mail_server_letters_go_to_the_screen(settings_with, monkeypatch):
    monkeypatch.delenv("EMAIL_URL", raising=False)
    assert settings_with()["EMAIL_BACKEND"] == "django.core.mail.backends.console.EmailBackend"


def test_a_mail_server_is_reached_as_the_manual_says(settings_with):
    said = settings_with(EMAIL_URL="submission://desk%40city:secret@mail.city.example.jp:587")
    assert said["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"
    assert (said["EMAIL_HOST"], said["EMAIL_PORT"], said["EMAIL_USE_TLS"]) == ("mail.city.example.jp", 587, True)
    assert (said["EMAIL_HOST_USER"], said["EMAIL_HOST_PASSWORD"]) == ("desk@city", "secret")
    assert said["EMAIL_TIMEOUT"] == 20
    assert settings_with(EMAIL_URL="smtp://localhost?timeout=5")["EMAIL_TIMEOUT"] == 5


@pytest.mark.parametrize("wrong", ["smtp+tls://mail.city.example.jp", "consolemail://", "mail.city.example.jp"])
def test_a_mail_server_written_in_another_way_stops_the_start_with_a_sentence(settings_with, wrong):
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL は、submission://"):
        settings_with(EMAIL_URL=wrong)


def test_the_staff_sign_in_may_lead_the_browser_to_its_provider(settings_with):
    said = settings_with(
        OIDC_ISSUER="https://login.city.example.jp/realms/staff", OIDC_CLIENT_ID="kyodo", OIDC_CLIENT_SECRET="s"
    )
    assert "https://login.city.example.jp" in said["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]["form-action"]
    [app] = said["SOCIALACCOUNT_PROVIDERS"]["openid_connect"]["APPS"]
    assert app["settings"]["server_url"] == "https://login.city.example.jp/realms/staff"
