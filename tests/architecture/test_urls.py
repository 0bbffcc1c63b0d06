"""Every address of ours says for whom it is, and none gives away a row number."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path

from kyodo.kernel.access import AUDIENCES, open_to

ROW_NUMBER = re.compile(r"<(int:)?(pk|id|\w+_id)>|<int:\w+_pk>|\(\?P<(pk|id)>")


def addresses(patterns: Any, prefix: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every address below these patterns with the view that answers it."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, prefix + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            yield prefix + str(pattern.pattern), pattern.callback


def ours() -> list[tuple[str, Callable[..., Any]]]:
    """The addresses that our own code answers; the sign-in library keeps its own."""
    return [(route, view) for route, view in addresses(get_resolver().url_patterns) if is_ours(view)]


def is_ours(view: Callable[..., Any]) -> bool:
    return view.__module__.partition(".")[0] == "kyodo"


def undeclared(found: list[tuple[str, Callable[..., Any]]]) -> list[str]:
    return [f"{route} → {view.__name__}" for route, view in found if getattr(view, "audience", None) not in AUDIENCES]


def test_every_view_declares_its_audience():
    assert not undeclared(ours())


def test_every_view_is_a_function():
    assert not [route for route, view in ours() if hasattr(view, "view_class")]


def test_no_address_gives_away_a_row_number():
    assert not [route for route, _view in ours() if ROW_NUMBER.search(route)]


def test_addresses_end_alike():
    files = re.compile(r"\.\w+$|<path:\w+>$|healthz$")
    assert not [route for route, _view in ours() if route and not route.endswith("/") and not files.search(route)]


def test_a_view_without_audience_would_be_seen():
    def silent(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    @open_to("everyone")
    def declared(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    found = list(addresses([path("a/", silent), path("b/", declared)]))
    assert [route for route, _view in found] == ["a/", "b/"]
    assert len(undeclared(found)) == 1
    assert undeclared(found)[0].startswith("a/")


@pytest.mark.parametrize(
    ("route", "gives_away"), [("seeds/<int:pk>/", True), ("seeds/<int:seed_id>/", True), ("seeds/<str:ref>/", False)]
)
def test_a_row_number_is_recognised(route, gives_away):
    assert bool(ROW_NUMBER.search(route)) is gives_away
