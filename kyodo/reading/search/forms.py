"""What may be asked of the search. The address holds all of it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.offices.city.models import Ward
from kyodo.ui import forms

from .queries import sources

LONGEST = 100
NEWEST_FIRST = "new"


class SearchForm(forms.GetForm):
    """検索: words, and what to narrow them by. What cannot be read is left out rather than refused."""

    q = forms.TextField(label=_("探す言葉"), help_text=_("言葉と言葉の間を空けると、両方を含むものを探します。"))
    kind = forms.ChoiceField(label=_("種類"))
    ward = forms.ModelChoiceField(
        Ward.objects.all(), label=_("地区"), to_field_name="ref", empty_label=_("すべての地区")
    )
    order = forms.ChoiceField(
        label=_("並び順"), choices=[("", _("題名に合うもの、新しいもの")), (NEWEST_FIRST, _("新しい順"))]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(source.kind, source.label) for source in sources().values()]
        self.fields["kind"].choices = [("", _("すべての種類")), *kinds]  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        """The question for `queries.search`."""
        self.is_valid()
        given, page = self.cleaned_data, str(self.data.get("page", ""))
        return {
            "text": given.get("q", "")[:LONGEST],
            "kind": given.get("kind", ""),
            "ward": ward.ref if (ward := given.get("ward")) else "",
            "newest_first": given.get("order") == NEWEST_FIRST,
            "page": int(page) if page.isascii() and page.isdigit() and len(page) < 4 else 1,
        }
