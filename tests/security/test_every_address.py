"""Every address, asked by everybody about everything: nothing breaks, nothing leaks, looking changes nothing."""

from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.test import Client

from kyodo.kernel.access import Visitor
from kyodo.offices.papers.models import File
from kyodo.offices.papers.states import Disclosure
from kyodo.offices.people.models import Person
from tests import cast
from tests.security import world

pytestmark = pytest.mark.django_db

EVERYBODY: dict[str, Callable[[], Person | Visitor]] = {
    "visitor": cast.visitor, "hanako": cast.hanako, "taro": cast.taro, "jiro": cast.jiro, "sato": cast.sato,
    "suzuki": cast.suzuki, "tanaka": cast.tanaka, "nakano": cast.nakano,
}  # fmt: skip
#: On a second database two pairs of eyes are enough: whose places differ most.
EYES = [pytest.param(name, marks=[] if name in {"hanako", "sato"} else pytest.mark.once) for name in EVERYBODY]
#: A search page repeats the words that were looked for: in its title, its heading and its box.
ECHOES = 6
#: Who may meet which planted words: the side that stated them, and the officers who answer whoever wrote.
MAY_MEET = {
    world.CITIZENS_BLIND: {"hanako"},
    world.CITY_BLIND: {"tanaka", "suzuki"},
    world.PRIVATE: {"sato", "tanaka", "suzuki"},
    world.SORTED: {"sato", "suzuki"},
    world.PAID: {"hanako", "tanaka", "suzuki", "nakano"},
    # The desk looks again at what is withheld.
    world.WITHHELD: {"hanako", "tanaka", "suzuki", "sato", "nakano"},
    world.LISTED: {"hanako", "tanaka", "suzuki", "sato", "nakano"},
}


@pytest.fixture(autouse=True)
def _at_home(settings, monkeypatch):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    monkeypatch.setattr("django.utils.timezone.now", lambda: cast.AT)
    # Nobody asks here of which templates a page was made, and remembering it is half of the work.
    monkeypatch.setattr("django.test.client.store_rendered_templates", lambda *args, **kwargs: None)
    # Half of the answers are that nothing is here. Their words are listened to, the frame around them is the same.
    monkeypatch.setattr("kyodo.config.urls.handler404", _nothing_here, raising=False)


def _nothing_here(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponseNotFound(str(exception))


def as_person(client: Client, who: Person | Visitor) -> Client:
    """The client, signed in as this person if it has an account."""
    if isinstance(who, Person):
        client.force_login(who)
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("name", EYES)
def test_no_page_breaks_leaks_or_changes_anything(client: Client, name: str):
    world.build()
    as_person(client, EVERYBODY[name]())
    before = world.fingerprint()
    forbidden = [words for words, eyes in MAY_MEET.items() if name not in eyes]
    for path in world.visits():
        answer = client.get(path)
        assert answer.status_code < 500, f"{name} {path} {answer.status_code}"
        text = (
            b"".join(answer).decode("utf-8", "ignore") if answer.streaming else answer.content.decode("utf-8", "ignore")
        )
        met = [words for words in forbidden if text.count(words) > ECHOES * path.startswith("/search/")]
        assert not met, f"{name} met {met} at {path}"
    after = world.fingerprint()
    changed = {label: (before[label], after[label]) for label in after if before[label] != after[label]}
    assert not changed, f"looking changed {changed}"


@pytest.mark.parametrize(
    "name", [*(pytest.param(name, marks=pytest.mark.once) for name in ("visitor", "hanako")), "sato"]
)
def test_an_empty_or_hostile_submission_breaks_nothing(client: Client, name: str):
    world.build()
    as_person(client, EVERYBODY[name]())
    hostile = {"title": "<script>", "text": "\x00", "reason": "=1+1", "ref": "' OR 1=1", "q": "\ufeff" * 50}
    for path in world.visits():
        if "/account" in path or "sign-out" in path or "leave" in path:
            continue
        for sent in ({}, hostile):
            answer = client.post(path, sent)
            assert answer.status_code < 500, f"{name} {path} {answer.status_code}"


@pytest.mark.parametrize("name", ["visitor", "taro", "jiro"])
def test_no_closed_paper_is_handed_to_a_stranger(client: Client, name: str):
    world.build()
    as_person(client, EVERYBODY[name]())
    closed = File.objects.exclude(disclosure=Disclosure.PUBLIC)
    assert {"projects.receipt", "formalities.formality"} <= {file.subject_ref.partition("/")[0] for file in closed}
    for file in closed:
        answer = client.get(file.get_absolute_url())
        assert answer.status_code in (302, 403, 404, 410), f"{name} got {file.subject_ref}"
        assert not answer.streaming
