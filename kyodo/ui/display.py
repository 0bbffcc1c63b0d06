"""How a reader wants pages shown: text size, colours, furigana, language. Kept in cookies, applied by the server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Choice:
    """One button of a switch; `css` is the class written on <html>."""

    value: str
    label: StrOrPromise
    css: str = ""


@dataclass(frozen=True)
class Switch:
    """A switch: its cookie, its label and its choices, the first being how pages are without it."""

    cookie: str
    label: StrOrPromise
    choices: tuple[Choice, ...]

    def chosen(self, cookies: Mapping[str, str]) -> Choice:
        """What the reader chose; anything else in the cookie counts as no choice."""
        return next((choice for choice in self.choices if choice.value == cookies.get(self.cookie)), self.choices[0])


SWITCHES = (
    Switch(
        "ky_text",
        _("文字の大きさ"),
        (
            Choice("100", _("標準")),
            Choice("125", _("大きく"), "ky-text-125"),
            Choice("150", _("とても大きく"), "ky-text-150"),
        ),
    ),
    Switch("ky_colour", _("画面の色"), (Choice("plain", _("標準")), Choice("invert", _("白黒反転"), "ky-invert"))),
    Switch("ky_ruby", _("ふりがな"), (Choice("on", _("つける")), Choice("off", _("はずす"), "ky-no-ruby"))),
)


def language_switch() -> Switch:
    """The languages of the settings, each in its own words."""
    return Switch(
        settings.LANGUAGE_COOKIE_NAME, "Language", tuple(Choice(code, name) for code, name in settings.LANGUAGES)
    )


def switches() -> dict[str, Switch]:
    """Every switch by its cookie."""
    return {switch.cookie: switch for switch in (*SWITCHES, language_switch())}
