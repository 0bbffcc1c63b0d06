"""What the frame of every page knows. Settings list `kyodo.ui.context.page` among the context processors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language

from . import display, navigation

if TYPE_CHECKING:
    from datetime import date

    from django_stubs_ext import StrOrPromise


class Page:
    """The frame of one page; each part is worked out when the template asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def lang(self) -> str:
        """The language of the text for screen readers: やさしい日本語 is Japanese too."""
        return (get_language() or "ja").partition("-")[0]

    @cached_property
    def classes(self) -> str:
        """The classes on <html> that the reader's switches ask for."""
        chosen = (switch.chosen(self._request.COOKIES).css for switch in display.SWITCHES)
        return " ".join(css for css in chosen if css)

    @cached_property
    def menu(self) -> list[navigation.Link]:
        return navigation.links(navigation.MENU, self._request.path)

    @cached_property
    def site_map(self) -> list[tuple[StrOrPromise, list[navigation.Link]]]:
        """Groups of the site map that have at least one page."""
        groups = ((title, navigation.links(entries)) for title, entries in navigation.SITE_MAP)
        return [(title, links) for title, links in groups if links]

    @cached_property
    def staff(self) -> list[navigation.Link]:
        """職員の仕事, as far as it is this reader's; empty for everybody who is no officer."""
        audiences: frozenset[str] = getattr(self._request, "audiences", frozenset())
        return navigation.links_for(audiences, navigation.STAFF) if "officers" in audiences else []

    @property
    def switches(self) -> Iterator[tuple[display.Switch, str]]:
        """Every switch with the value in force."""
        for switch in display.SWITCHES:
            yield switch, switch.chosen(self._request.COOKIES).value
        yield display.language_switch(), get_language() or ""

    @cached_property
    def path(self) -> str:
        """Where the switches come back to."""
        return self._request.get_full_path()

    @cached_property
    def address(self) -> str:
        """The full address, printed on paper."""
        return self._request.build_absolute_uri()

    @cached_property
    def printed_on(self) -> date:
        return timezone.localdate()

    @cached_property
    def query(self) -> str:
        """What is in the search box."""
        return self._request.GET.get("q", "")


def page(request: HttpRequest) -> dict[str, Page]:
    """The frame of this request's page."""
    return {"page": Page(request)}
