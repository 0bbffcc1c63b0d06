"""ひな形の欄: what is asked about any wording that the city keeps."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.standard import Standard
from kyodo.ui import forms


class StandardForm(forms.Form):
    """ひな形を書く: its boxes become one `wording`."""

    wording: ClassVar[Any]  #: a NamedTuple whose fields are boxes of this form

    def values(self) -> dict[str, Any]:
        given = super().values()
        return {"said": self.wording(**{name: given.pop(name) for name in self.wording._fields}), **given}


class RevisedForm(StandardForm):
    """ひな形を直す: what is sent becomes the next version."""

    order = forms.IntegerField(label=_("並ぶ順"), min_value=1, max_value=9999, help_text=_("小さい順に並びます。"))
    reason = forms.LongTextField(
        label=_("直す理由"), max_length=1000, rows=2, required=False,
        help_text=_("公開されます。なくては先へ進めない項目には、理由が要ります。"),
    )  # fmt: skip

    @classmethod
    def initial_of(cls, standard: Standard) -> dict[str, Any]:
        """The boxes as the version before them stands."""
        return {name: getattr(standard, name) for name in (*cls.wording._fields, "order")}


class RetireForm(forms.Form):
    """ひな形を使うのをやめる."""

    reason = forms.LongTextField(
        label=_("やめる理由"), max_length=1000, rows=2, required=False,
        help_text=_("公開されます。なくては先へ進めない項目には、理由が要ります。"),
    )  # fmt: skip
