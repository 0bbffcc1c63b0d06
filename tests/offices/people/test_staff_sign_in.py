"""職員認証: the city's own identity provider, a small real one that runs beside the test."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlparse

import jwt
import pytest
from allauth.account.models import EmailAddress

from kyodo.offices.journal.models import Entry
from kyodo.offices.people.models import Person
from tests.offices.city import town

CLIENT, SECRET = "kyodo", "a-secret-of-at-least-thirty-two-bytes"


class Provider(BaseHTTPRequestHandler):
    """Discovery, token and user information, as OpenID Connect wants them."""

    claims: dict[str, object] = {}

    def do_GET(self) -> None:
        base = f"http://{self.headers['Host']}"
        if self.path.endswith("openid-configuration"):
            self.answer({
                "issuer": base, "authorization_endpoint": f"{base}/authorize", "token_endpoint": f"{base}/token",
                "userinfo_endpoint": f"{base}/userinfo", "jwks_uri": f"{base}/keys",
            })  # fmt: skip
        else:
            self.answer(self.claims)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        base = f"http://{self.headers['Host']}"
        identity = jwt.encode({**self.claims, "iss": base, "aud": CLIENT}, SECRET, algorithm="HS256")
        self.answer({"access_token": "token", "token_type": "Bearer", "id_token": identity})

    def answer(self, body: object) -> None:
        text = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_words: object) -> None:
        """Keep quiet."""


@pytest.fixture
def provider(settings) -> Iterator[str]:
    """The city's identity provider, named in the settings as the environment would name it."""
    server = HTTPServer(("127.0.0.1", 0), Provider)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    app = {
        "provider_id": "staff",
        "name": "職員認証",
        "client_id": CLIENT,
        "secret": SECRET,
        "settings": {"server_url": base},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    yield base
    server.shutdown()
    server.server_close()


def come_back(client, provider, **claims):
    """Go to the provider and come back with what it says."""
    Provider.claims = {
        "sub": "s-1",
        "email": "sato@city.example.jp",
        "email_verified": True,
        "name": "佐藤 明",
        **claims,
    }
    away = client.post("/accounts/oidc/staff/login/")
    state = parse_qs(urlparse(away["Location"]).query)["state"][0]
    return client.get("/accounts/oidc/staff/login/callback/", {"code": "c", "state": state})


def test_without_a_provider_there_is_no_such_door(client, orise, settings):
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert "職員認証" not in client.get("/accounts/login/").content.decode()
    assert client.get("/accounts/oidc/staff/login/").status_code == 404


def test_the_sign_in_page_leads_to_the_provider(client, orise, provider):
    page = client.get("/accounts/login/").content.decode()
    assert "職員認証でサインイン（市の職員）" in page
    assert 'href="/accounts/oidc/staff/login/' in page
    assert "進む" in client.get("/accounts/oidc/staff/login/").content.decode()
    away = urlparse(client.post("/accounts/oidc/staff/login/")["Location"])
    asked = parse_qs(away.query)
    assert f"{away.scheme}://{away.netloc}{away.path}" == f"{provider}/authorize"
    assert asked["client_id"] == [CLIENT]
    assert "openid" in asked["scope"][0]
    assert asked["redirect_uri"][0].endswith("/accounts/oidc/staff/login/callback/")


def test_an_officer_who_is_known_keeps_their_one_record(client, orise, provider):
    sato = town.clerk()
    assert come_back(client, provider)["Location"] == "/today/"
    assert int(client.session["_auth_user_id"]) == sato.pk
    assert Person.objects.count() == 1


def test_an_officer_who_is_new_is_entered_with_name_and_address_and_no_duty(client, orise, provider):
    come_back(client, provider)
    sato = Person.objects.get()
    assert (sato.name, sato.email) == ("佐藤 明", "sato@city.example.jp")
    assert EmailAddress.objects.get(user=sato).verified
    assert sato.capacities(town.AT) == ()
    assert not sato.has_usable_password()
    assert list(Entry.objects.filter(actor=sato.subject).values_list("act", flat=True)) == ["register", "sign_in"]


def test_an_address_the_provider_did_not_verify_opens_nobody_s_account(client, orise, provider):
    sato = town.clerk()
    come_back(client, provider, email_verified=False)
    assert client.session.get("_auth_user_id") != str(sato.pk)


def test_a_provider_that_says_no_is_answered_with_a_page(client, orise, provider):
    client.post("/accounts/oidc/staff/login/")
    answer = client.get("/accounts/oidc/staff/login/callback/", {"error": "server_error", "state": "unknown"})
    assert "職員認証から、サインインの結果を受け取れませんでした。" in answer.content.decode()


def test_an_officer_sees_and_cuts_the_connection(client, orise, provider, settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    town.clerk()
    come_back(client, provider)
    page = client.get("/accounts/3rdparty/")
    assert "職員認証" in page.content.decode()
    account = page.context["form"].accounts[0]
    asked = client.post("/accounts/3rdparty/", {"account": account.pk})
    assert asked["Location"].startswith("/accounts/reauthenticate/")
    client.post(asked["Location"], {"password": town.PASSWORD})
    assert "つながっている職員認証はありません" in client.get("/accounts/3rdparty/").content.decode()


def test_turning_back_at_the_provider_is_answered_with_a_page(client, orise):
    assert "サインインをやめました" in client.get("/accounts/3rdparty/login/cancelled/").content.decode()
    assert "窓口にお問い合わせください" in client.get("/accounts/inactive/").content.decode()
