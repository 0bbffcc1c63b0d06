"""What something is about: looked for by the words of its title, chosen from what was found; works without script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kyodo.kernel.naming import Finder, Named

MOST = 300  #: characters of what is looked for, or of the reference chosen


@dataclass(frozen=True)
class Picked:
    """What was sent: the reference chosen, and the words looked for."""

    chosen: str = ""
    words: str = ""


def picked(value: Any) -> Picked:
    """What was sent, or what stood there before."""
    return value if isinstance(value, Picked) else Picked(str(value or ""))


def _seen(sent: Any) -> str:
    """What was sent, without signs nobody can see: no database takes them all."""
    return "".join(sign for sign in str(sent or "")[:MOST] if sign.isprintable()).strip()


class SubjectInput(forms.Widget):
    """What was found as a row of choices, a box for words and a button that looks for them."""

    template_name = "ui/forms/subject.html"
    use_fieldset = True
    finder: Finder | None = None

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Picked:
        return Picked(_seen(data.get(name)), _seen(data.get(f"{name}_words")))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and f"{name}_words" not in data

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_words" if id_ else id_

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        it = picked(value)
        context["widget"] |= {"chosen": it.chosen, "words": it.words, "choices": self.offered(it)}
        return context

    def offered(self, it: Picked) -> list[Named]:
        """What was chosen, then what was found, each once."""
        if self.finder is None:
            return []
        chosen = self.finder.known(it.chosen) if it.chosen else None
        found = [one for one in self.finder.look(it.words) if one != chosen]
        return [chosen, *found] if chosen else found


class SubjectField(forms.Field):
    """A thing named by its title; the action is given its reference, or nothing. Its form is given a `finder`."""

    widget = SubjectInput

    def __init__(self, **options: Any) -> None:
        options.setdefault(
            "help_text",
            _(
                "題名の言葉を入れて「さがす」を押し、見つかったものから選びます。ページのアドレスを貼り付けることもできます。"
            ),
        )
        super().__init__(**options)

    def clean(self, value: Any) -> str:
        it, finder = picked(value), self.widget.finder
        if it.chosen:
            if finder is None or finder.known(it.chosen) is None:
                raise ValidationError(_("選んだものが見つかりません。もう一度さがしてください。"), code="unknown")
            return it.chosen
        if it.words and finder is not None:
            if finder.look(it.words):
                raise ValidationError(self._choose() % {"label": self.label}, code="choose")
            raise ValidationError(
                _("「%(words)s」では何も見つかりません。言葉を短くするか、空にしてください。") % {"words": it.words},
                code="none",
            )
        return str(super().clean("") or "")

    def _choose(self) -> str:
        if self.required:
            return str(_("「%(label)s」を、見つかったものから選んでください。"))
        return str(_("「%(label)s」を、見つかったものから選んでください。選ばないときは、さがす言葉を消してください。"))
