"""Forms over what stands already: nobody overwrites unseen what another wrote meanwhile."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kyodo.kernel.calendar import era_date

from .fields import SeenField
from .rows import RowForm
from .sheet import Form


def plain(value: Any) -> Any:
    """A value as it compares: nothing is empty, a number among choices is its own name, a thing its reference."""
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return "" if value is None else str(getattr(value, "ref", value))


def words_of(field: forms.Field, value: Any) -> str:
    """A value as it reads in a sentence."""
    if isinstance(value, (list, tuple)):
        return "、".join(words_of(field, each) for each in value)
    if isinstance(value, bool):
        return str(_("はい") if value else _("いいえ"))
    if isinstance(value, datetime):
        return f"{era_date(timezone.localdate(value))} {timezone.localtime(value):%H:%M}"
    if isinstance(value, date):
        return era_date(value)
    choices = {plain(key): label for key, label in getattr(field, "choices", ())}
    return str(choices.get(plain(value), plain(value)))


def differs(field: forms.Field, stands: Any, sent: Any, cleaned: Any) -> bool:
    """Whether something else was typed than what stands, however it was spelled."""
    return field.has_changed(stands, sent) and plain(cleaned) != plain(stands)


class EditForm(Form):
    """A form over what stands already: what somebody else changed meanwhile is shown before it is overwritten."""

    own: ClassVar[frozenset[str]] = Form.own | {"seen"}

    seen = SeenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self._seal

    def _seal(self) -> str:
        """What the writer has before them, in one short word."""
        boxes = {name: plain(self._stands(name)) for name in self.fields if name not in self.own}
        lists = {name: self._stood(name) for name in self.repeats}
        said = json.dumps({**boxes, **lists}, sort_keys=True, default=str)
        return hashlib.sha256(said.encode()).hexdigest()[:24]

    def clean(self) -> dict[str, Any] | None:
        """Said once: who presses again has read what stands now, and means it. A second press of one button changes nothing."""
        given = super().clean()
        seen = self.cleaned_data.get("seen")
        if not seen or seen == self._seal():
            return given
        others = [name for name in self.fields if name in self.cleaned_data and self._is_other(name)]
        lists = [name for name in self.repeats if self._is_other_list(name)]
        for name in others:
            self.add_error(name, self._now(self.fields[name].label, words_of(self.fields[name], self._stands(name))))
        for name in lists:
            rows = self.repeats[name]
            rows.non_form_errors().append(self._now(rows.kind.title, " ／ ".join(self._rows_in_words(name))))
        if others or lists:
            sentence = _(
                "この画面を開いたあとに、ほかの画面で書き換えられています。置きかえてよければ、もう一度ボタンを押してください。"
            )
            raise ValidationError(sentence, code="changed")
        return given

    def _stands(self, name: str) -> Any:
        return self.get_initial_for_field(self.fields[name], name)

    def _stood(self, name: str) -> list[dict[str, Any]]:
        """The rows of a list as they stand, as far as its boxes say them."""
        boxes = self.repeats[name].kind.form.base_fields
        return [{box: plain(row.get(box)) for box in boxes} for row in self.initial.get(name) or []]

    def _is_other(self, name: str) -> bool:
        """Whether a box that says something was given something else; a new reason overwrites nothing."""
        field = self.fields[name]
        if name in self.own or (name not in self.initial and field.initial is None):
            return False
        return differs(field, self._stands(name), self[name].data, self.cleaned_data[name])

    def _is_other_list(self, name: str) -> bool:
        """Whether another number of rows was sent than stands, or one that says something else."""
        if name not in self.initial:
            return False
        stands: Sequence[Mapping[str, Any]] = self.initial[name] or []
        sent = list(self._sent(name))
        return len(sent) != len(stands) or any(
            differs(field, old.get(box), row[box].data, row.cleaned_data.get(box))
            for row, old in zip(sent, stands, strict=True)
            for box, field in row.fields.items()
            if box != "DELETE" and not field.widget.is_hidden
        )

    def _sent(self, name: str) -> Iterator[RowForm]:
        """The rows that were filled in and not struck out; one with a fault counts, and is told by itself."""
        for row in self.repeats[name].forms:
            if row.has_changed() and not (row.is_valid() and row.cleaned_data.get("DELETE")):
                row.is_valid()
                yield row

    def _rows_in_words(self, name: str) -> list[str]:
        boxes = self.repeats[name].kind.form.base_fields.items()
        return [
            "・".join(words_of(field, row[box]) for box, field in boxes if not field.widget.is_hidden and row.get(box))
            for row in self.initial.get(name) or []
        ]

    @staticmethod
    def _now(label: Any, words: str) -> ValidationError:
        sentence = _("「%(label)s」は、いま「%(words)s」です。") if words else _("「%(label)s」は、いま空です。")
        return ValidationError(sentence, params={"label": label, "words": words})
