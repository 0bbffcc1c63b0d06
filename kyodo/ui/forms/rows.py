"""Repeated rows (goals, roles, agenda, homework) without script: blank rows, and a button that adds one more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import TOTAL_FORM_COUNT, BaseFormSet, formset_factory
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from .speaking import Speaking

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    Rows = BaseFormSet["RowForm"]
else:
    Rows = BaseFormSet

MOST = 100  #: rows of one list; more is an import, not a form


class RowForm(Speaking):
    """One row. A row left blank does not count."""

    def __init__(self, *args: Any, growing: bool = False, **kwargs: Any) -> None:
        self.growing = growing
        super().__init__(*args, **{**kwargs, "empty_permitted": True})
        for field in self.fields.values():
            if type(field) is forms.ChoiceField and type(field.widget) is forms.Select and field.initial is None:
                # A list shows its first entry by itself: left so, it is no answer and the row stays blank.
                field.initial = next((value for value, _label in field.widget.choices), "")


class RowsFormSet(Rows):
    """The rows of one list. What was stored is shown, but never compared with: every sent row counts as it stands."""

    kind: Repeat
    growing = False

    @property
    def id(self) -> str:
        """Where an error of the whole list leads."""
        return f"id_{self.prefix}_rows"

    def initial_form_count(self) -> int:
        return 0 if self.is_bound else super().initial_form_count()

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """Rows know whether they are to be judged yet."""
        return {**super().get_form_kwargs(index), "growing": self.growing}

    def add_fields(self, form: RowForm, index: int | None) -> None:
        """Name the box that takes a row out."""
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("この行を消す")

    def full_clean(self) -> None:
        """While a row is being added nothing is judged yet."""
        if self.growing:
            self._errors: list[ErrorDict] = []
            self._non_form_errors = self.error_class()
        else:
            super().full_clean()

    def clean(self) -> None:
        if len(self.values()) < self.kind.least:
            raise ValidationError(
                _("「%(title)s」を%(least)d行以上入力してください。"),
                params={"title": self.kind.title, "least": self.kind.least},
            )

    def values(self) -> list[dict[str, Any]]:
        """The rows that were filled in and not struck out."""
        kept = (row for row in self.forms if row.is_valid() and row.has_changed())
        filled = [dict(row.cleaned_data) for row in kept]
        return [row for row in filled if not row.pop("DELETE", False)]


@dataclass(frozen=True)
class Repeat:
    """A list of rows in a form: its heading, its row, how few are enough and how many blanks are offered."""

    form: type[RowForm]
    title: StrOrPromise
    help: StrOrPromise = ""
    least: int = 0
    blanks: int = 2
    add: StrOrPromise = _("行を増やす")

    def build(self, prefix: str, data: Any, files: Any, initial: Any, *, growing: bool) -> RowsFormSet:
        """The rows as they are shown or as they were sent."""
        factory = formset_factory(
            self.form, formset=RowsFormSet, extra=self.blanks, can_delete=True, max_num=MOST, absolute_max=MOST
        )
        shown = {"initial": initial} if data is None else {}
        rows = cast("RowsFormSet", factory(data, files, prefix=prefix, **shown))
        rows.kind, rows.growing = self, growing
        return rows


def rows(
    form: type[RowForm],
    *,
    title: StrOrPromise,
    help: StrOrPromise = "",  # noqa: A002  the word templates use
    least: int = 0,
    blanks: int = 2,
    add: StrOrPromise = _("行を増やす"),
) -> Repeat:
    """Rows for `Form.repeat`: `repeat = {"goals": rows(GoalRow, title=_("目標"), least=1)}`."""
    return Repeat(form=form, title=title, help=help, least=least, blanks=blanks, add=add)


def grown(data: Any, kinds: Mapping[str, Repeat]) -> Any:
    """What was sent, with one row more in the list whose button was pressed."""
    more = data.copy()
    for name in kinds:
        if f"add-{name}" in data:
            field = f"{name}-{TOTAL_FORM_COUNT}"
            count = str(data.get(field, ""))
            more[field] = str(min(int(count) + 1, MOST)) if count.isascii() and count.isdigit() else "1"
    return more
