"""Doing: buttons, links that look like them, and one-button forms."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.template import Context, Library
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from .shelf import draw

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

register = Library()

#: first: the one act of the page. second: another. danger: cannot be undone. quiet: looks like a link.
LOOKS = ("first", "second", "danger", "quiet")


def look(kind: str, *, small: bool = False) -> str:
    """The classes of a button."""
    if kind not in LOOKS:
        raise ValueError(f"a button is one of {LOOKS}, not {kind!r}")
    return "ky-button" + (f" ky-button--{kind}" if kind != "first" else "") + (" ky-button--small" if small else "")


@register.simple_tag
def button(
    *, label: StrOrPromise, kind: str = "first", name: str = "", value: str = "", small: bool = False
) -> SafeString:
    """A submit button inside a form."""
    return draw("button", label=label, classes=look(kind, small=small), name=name, value=value)


@register.simple_tag
def link_button(*, label: StrOrPromise, href: str, kind: str = "first", small: bool = False) -> SafeString:
    """A link to the next page, where the next page is the act."""
    return format_html('<a class="{}" href="{}">{}</a>', look(kind, small=small), href, label)


@register.simple_tag(takes_context=True)
def post_button(
    context: Context,
    *,
    label: StrOrPromise,
    action: str,
    kind: str = "second",
    name: str = "",
    value: str = "",
    small: bool = False,
) -> SafeString:
    """A form that is only one button, with its CSRF token and its submission key."""
    return draw(
        "post_button",
        label=label,
        action=action,
        classes=look(kind, small=small),
        name=name,
        value=value,
        csrf_token=context.get("csrf_token", ""),
        submission_key=secrets.token_urlsafe(16),
    )


@register.simple_block_tag
def acts(content: str) -> SafeString:
    """The row in which the acts of a page stand, at its end."""
    return format_html('<div class="ky-acts">{}</div>', content)


@register.simple_tag
def print_button(*, label: StrOrPromise = _("印刷する")) -> SafeString:
    """Print this page; shown only where there is a script to do it, every browser has its own way besides."""
    return format_html(
        '<button type="button" class="{}" data-print data-script hidden>{}</button>', look("second"), label
    )


@register.simple_tag
def back_link(*, href: str, label: StrOrPromise) -> SafeString:
    """The way back, above the heading of a question page."""
    return format_html('<a class="ky-back" href="{}">{}</a>', href, label)
