"""How somebody wants to be told."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kyodo.ui import forms

from .states import Mode


class PreferenceForm(forms.Form):
    """届け方."""

    mode = forms.ChoiceField(
        label=_("届け方"),
        choices=Mode.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "どれを選んでも、この画面の「手紙」にはすべて残ります。期限や担当の仕事など職務の連絡は、いつもそのつど届きます。"
        ),
    )
