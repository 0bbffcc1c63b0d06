"""Finding one's way: addresses that may not exist yet, the way here, and the title said once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template import Context, Library
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe

from .shelf import draw

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

register = Library()


@register.simple_tag
def url_or_none(name: str, *args: object) -> str | None:
    """The address of a page, or None while no room has it: `{% url_or_none "seeds:new" as url %}`."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return None


@register.simple_block_tag
def breadcrumb(content: str) -> SafeString:
    """The way here from the front page; inside stand `crumb`s, the last without an address."""
    return draw("breadcrumb", content=content)


@register.simple_tag
def crumb(*, label: StrOrPromise, href: str = "") -> SafeString:
    """One step of the way here."""
    if href:
        return format_html('<li><a href="{}">{}</a></li>', href, label)
    return format_html('<li aria-current="page">{}</li>', label)


@register.simple_tag(takes_context=True)
def said_again(context: Context, name: str, *, plain: bool = False) -> str:
    """A block of this page once more, so that a title is written once and read in <title> and <h1>."""
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block(name) if blocks else None
    if block is None:
        return ""
    words: SafeString = block.render(context)
    return mark_safe(" ".join(strip_tags(words).split())) if plain else words
