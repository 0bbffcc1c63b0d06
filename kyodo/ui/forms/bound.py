"""A field on a page: what describes it, in the order in which it should be read out."""

from __future__ import annotations

from typing import Any

from django.forms import CheckboxInput, Widget
from django.forms.boundfield import BoundField


class Bound(BoundField):
    """Names what describes the control (error first), and knows how its template should treat it."""

    @property
    def aria_describedby(self) -> str | None:
        """Error, help, limit: the urgent first."""
        if not self.auto_id or self.is_hidden or self.field.widget.attrs.get("aria-describedby"):
            return None
        said = [f"{self.auto_id}_error"] if self.errors else []
        said += [f"{self.auto_id}_help"] if self.help_text else []
        said += [f"{self.auto_id}_limit"] if self.limit else []
        return " ".join(said) or None

    @property
    def limit(self) -> int | None:
        """How many characters are counted down below the control."""
        limit: int | None = getattr(self.field, "limit", None)
        return limit

    @property
    def is_checkbox(self) -> bool:
        """A single box to tick stands before its label."""
        return isinstance(self.field.widget, CheckboxInput)

    @property
    def tells_necessity(self) -> bool:
        """Whether 「※必須」 or 「※任意」 stands beside the label: everywhere but in filters and on the box that strikes out a row."""
        return not getattr(self.form, "unmarked", False) and self.name != "DELETE"

    @property
    def is_needed_later(self) -> bool:
        """Whether it may be saved empty now but is asked for before the whole is sent: the form lists such entries."""
        return self.name in getattr(self.form, "needed", ())

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Widget | None = None) -> dict[str, Any]:
        """Tell the script which counter belongs to the control."""
        built = super().build_widget_attrs(attrs, widget)
        if self.limit:
            built |= {"data-limit": str(self.limit), "data-counter": f"{self.auto_id}_count"}
        return built
