"""Refusals are whole sentences that name their field, since the summary on top of the page shows them alone."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

#: What Django writes where nothing is chosen yet.
DASHES = "---------"


def sentences(field: forms.Field) -> dict[str, Any]:
    """Sentences that name their field, since the summary on top of the page shows them without it."""
    label = {"label": field.label}
    if isinstance(field, forms.FileField):
        empty = _("「%(label)s」のファイルを選んでください。") % label
    elif isinstance(field, forms.BooleanField):
        empty = _("「%(label)s」を確認し、印を付けてください。") % label
    elif isinstance(field, (forms.ChoiceField, forms.ModelChoiceField)):
        empty = _("「%(label)s」を選んでください。") % label
    else:
        empty = _("「%(label)s」を入力してください。") % label
    return {
        "required": empty,
        "max_length": _("「%(label)s」は%(limit_value)s文字までです。いまは%(show_value)s文字あります。")
        % {**label, "limit_value": "%(limit_value)d", "show_value": "%(show_value)d"},
    }


class Speaking(forms.Form):
    """A form whose refusals are whole sentences and whose marks the renderer knows."""

    use_required_attribute = False  # the server judges, and says everything at once
    growing = False  #: a row is being added: nothing is judged yet
    own: ClassVar[frozenset[str]] = frozenset()  #: fields of the form itself, which no action takes

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        usual = forms.Field.default_error_messages["required"]
        for name, field in self.fields.items():
            field.label = field.label if field.label is not None else name
            if isinstance(field, forms.ModelChoiceField) and field.empty_label == DASHES:
                field.empty_label = _("選んでください") if field.required else _("選ばない")
            if field.error_messages.get("required") == usual:
                field.error_messages |= sentences(field)

    def full_clean(self) -> None:
        """Judge what was sent, unless more is still to come."""
        if self.growing:
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()

    def values(self) -> dict[str, Any]:
        """What the action is given: override to shape it."""
        return {name: value for name, value in self.cleaned_data.items() if name not in self.own}
