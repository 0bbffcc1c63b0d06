"""The forms every room starts from: with a submission key, with defences for open pages, and for narrowing lists."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import Actor, Visitor
from kyodo.kernel.naming import Finder

from .naming import SubjectField
from .rows import Repeat, RowsFormSet, grown
from .speaking import Speaking

SECONDS = 3  #: nobody reads and fills a form faster; settings.FORM_MINIMUM_SECONDS can say otherwise
_KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")
_SALT = "kyodo.ui.forms.opened"


def new_key() -> str:
    """A submission key: two presses of one button carry the same."""
    return secrets.token_urlsafe(16)


class KeyField(forms.CharField):
    """The hidden submission key: kept over every redisplay, replaced where it was tampered with."""

    def __init__(self) -> None:
        super().__init__(required=False, initial=new_key, widget=forms.HiddenInput)

    def clean(self, value: Any) -> str:
        return value if isinstance(value, str) and _KEY.fullmatch(value) else new_key()

    def bound_data(self, data: Any, initial: Any) -> Any:
        return data if isinstance(data, str) and _KEY.fullmatch(data) else initial


def new_stamp() -> str:
    """The second in which a form was opened, signed."""
    return signing.dumps(int(time.time()), salt=_SALT)


def age(stamp: Any) -> float | None:
    """Seconds since a form was opened, None where the stamp is not ours."""
    try:
        return time.time() - int(signing.loads(str(stamp), salt=_SALT))
    except (signing.BadSignature, ValueError, TypeError):
        return None


class StampField(forms.CharField):
    """When the form was opened; cleaned to its age in seconds."""

    def __init__(self) -> None:
        super().__init__(required=False, initial=new_stamp, widget=forms.HiddenInput)

    def clean(self, value: Any) -> Any:
        return age(value)

    def bound_data(self, data: Any, initial: Any) -> Any:
        return initial if age(data) is None else data


class Form(Speaking):
    """A form that is sent once: it carries a submission key and may hold repeated rows.

    `repeat = {"goals": rows(GoalRow, title=_("目標"))}` adds rows that work without script; `values()` then has
    `goals`, a list of dictionaries. Pressing the button for another row, or the one that looks for a thing to name,
    redisplays everything and judges nothing. A form with a SubjectField is given a `finder`.
    """

    repeat: ClassVar[Mapping[str, Repeat]] = {}
    own: ClassVar[frozenset[str]] = frozenset({"submission_key"})
    #: Whether what is typed and not sent may stay on the device: never where many people use one, as at the counter.
    keeps_draft: ClassVar[bool] = True

    submission_key = KeyField()

    def __init__(self, data: Any = None, files: Any = None, *, finder: Finder | None = None, **kwargs: Any) -> None:
        asked = [f"add-{name}" for name in self.repeat] + [f"look-{name}" for name in self.looked_for()]
        self.growing = data is not None and any(name in data for name in asked)
        data = grown(data, self.repeat) if self.growing else data
        super().__init__(data, files, **kwargs)
        for name in self.looked_for():
            self.fields[name].widget.finder = finder
        self.repeats: dict[str, RowsFormSet] = {
            name: kind.build(name, data, files, self.initial.get(name), growing=self.growing)
            for name, kind in self.repeat.items()
        }

    @classmethod
    def looked_for(cls) -> list[str]:
        """The fields in which a thing is named."""
        return [name for name, field in cls.base_fields.items() if isinstance(field, SubjectField)]

    @property
    def has_other_buttons(self) -> bool:
        """Whether the enter key could press something else than the button that sends the form."""
        return bool(self.repeats or self.looked_for())

    def is_valid(self) -> bool:
        """The fields and every repeated row; all of them, so that everything is said at once."""
        return not self.growing and all([super().is_valid(), *(rows.is_valid() for rows in self.repeats.values())])

    @property
    def is_wrong(self) -> bool:
        """Whether there is something to correct."""
        return self.is_bound and not self.growing and not self.is_valid()

    @property
    def draft_key(self) -> str:
        """The name of its unsent draft in the browser; nothing where there is little to lose."""
        if not self.keeps_draft:
            return ""
        fields = [
            *self.fields.values(),
            *(field for kind in self.repeat.values() for field in kind.form.base_fields.values()),
        ]
        long = any(isinstance(field.widget, forms.Textarea) for field in fields)
        return f"{type(self).__module__.rpartition('.forms')[0]}.{type(self).__name__}" if long else ""

    def is_multipart(self) -> bool:
        return super().is_multipart() or any(formset.is_multipart() for formset in self.repeats.values())

    def values(self) -> dict[str, Any]:
        return {**super().values(), **{name: formset.values() for name, formset in self.repeats.items()}}


class OpenForm(Form):
    """A form anybody may send without an account: a trap for programs, and a least time to fill it in.

    Neither is for whoever has signed in: `flow.attempt` says who sends it.
    """

    own: ClassVar[frozenset[str]] = Form.own | {"website", "opened"}

    website = forms.CharField(
        required=False,
        label=_("この欄には何も入力しないでください"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    opened = StampField()
    traps = ("website",)
    sender: Actor = Visitor()

    def clean(self) -> dict[str, Any] | None:
        """Programs fill in everything, at once."""
        given = super().clean()
        if getattr(self.sender, "is_authenticated", False):
            return given
        if self.cleaned_data.get("website"):
            raise ValidationError(
                _("送信できませんでした。隠れている欄を空にして、もう一度送信してください。"), code="trap"
            )
        least = getattr(settings, "FORM_MINIMUM_SECONDS", SECONDS)
        seconds = self.cleaned_data.get("opened")
        if least and not self.errors and (seconds is None or seconds < least):
            raise ValidationError(
                _("確認のため、もう一度ボタンを押してください。入力した内容は残っています。"), code="fast"
            )
        return given


class GetForm(Speaking):
    """A form that narrows a list: nothing is obligatory, nothing is changed, its address can be kept."""

    unmarked = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False
