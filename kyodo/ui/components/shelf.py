"""How a component is drawn: one small template each, in ui/templates/ui/parts/."""

from __future__ import annotations

from django.template.loader import get_template
from django.utils.safestring import SafeString


def draw(name: str, /, **context: object) -> SafeString:
    """The markup of a component."""
    return SafeString(get_template(f"ui/parts/{name}.html").render(context).strip())
