"""What is asked for a request, and for each step of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from kyodo.offices.city.models import Section
from kyodo.offices.city.queries import sections_on
from kyodo.ui import forms
from kyodo.ui.forms.speaking import sentences
from kyodo.ui.parts import Applied

from .states import Wanted
from .terms import TITLE_LENGTH, WORDS_LENGTH

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PAPERS = ("pdf", "jpg", "jpeg", "png", "docx", "xlsx")


def offer_sections(form: forms.Form, field: str, today: date, *, but: Sequence[Section] = ()) -> None:
    """The sections of today by their divisions, each with its work: who does not know the name finds it by what it does."""
    offered = sections_on(today).exclude(pk__in=[section.pk for section in but])
    divisions: dict[str, list[tuple[str, str]]] = {}
    for section in offered:
        words = f"{section.name}（{section.duties_text}）" if section.duties_text else section.name
        divisions.setdefault(section.division, []).append((section.ref, words))
    choice = form.fields[field]
    assert isinstance(choice, forms.ModelChoiceField)
    choice.queryset = offered
    choice.choices = [("", _("課を選んでください")), *divisions.pop("", ()), *divisions.items()]


class AskForm(forms.Form):
    """ほかの課に依頼する."""

    from_section = forms.ModelChoiceField(Section.objects.none(), label=_("依頼する課"), to_field_name="ref")
    to_section = forms.ModelChoiceField(
        Section.objects.none(), label=_("依頼を受ける課"), to_field_name="ref",
        help_text=_("担当の課が分からないときは、近い仕事の課を選んでください。受けた課が、担当の課に回せます。"),
    )  # fmt: skip
    wanted = forms.ChoiceField(label=_("何の依頼ですか"), choices=Wanted.choices, widget=forms.RadioSelect)
    title = forms.TextField(label=_("件名"), max_length=TITLE_LENGTH)
    words = forms.LongTextField(
        label=_("何を、なぜ"), max_length=WORDS_LENGTH, rows=8,
        help_text=_(
            "だれのために、いつ、どのくらい必要かを書くと、聞き返しが減ります。読めるのは、両方の課と協働担当課、市長室、監査の職員だけです。"
        ),
    )  # fmt: skip
    wished_on = forms.DateField(label=_("返事がほしい日"))
    about = forms.SubjectField(label=_("何についての依頼か"), required=False)
    file = forms.FileField(label=_("添える文書"), kinds=PAPERS, required=False)

    def __init__(self, *args: Any, speaks_for: Sequence[Section], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.speaks_for = speaks_for
        offer_sections(self, "to_section", today, but=speaks_for if len(speaks_for) == 1 else ())
        if len(speaks_for) == 1:
            del self.fields["from_section"]
        else:
            mine = Section.objects.filter(pk__in=[section.pk for section in speaks_for])
            self.fields["from_section"].queryset = mine  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        given = super().values()
        upload = given.pop("file")
        return {"from_section": self.speaks_for[0], **given, "upload": upload}


#: What is asked at each step: the question of its words, and what helps to answer it.
SAID: dict[str, tuple[StrOrPromise, StrOrPromise]] = {
    "answer": (_("答え"), _("依頼した課が、そのまま次に進めるように書いてください。")),
    "accept": (_("ひとこと"), ""),
    "ask_back": (_("聞きたいこと"), _("返事があるまでの日数は、返事の期限に数えません。")),
    "check": (_("聞きたいこと"), _("返事があるまでの日数は、返事の期限に数えません。")),
    "decline": (_("受けられない理由"), _("どうすれば受けられるか、ほかに頼める先があれば、書き添えてください。")),
    "reply": (_("返事"), ""),
    "clarify": (_("返事"), ""),
    "withdraw": (_("取り下げる理由"), ""),
}
WITH_PAPER = ("answer", "ask_back", "check", "reply", "clarify")


class MoveForm(forms.Form):
    """One step, with its words."""

    text = forms.LongTextField(max_length=WORDS_LENGTH)
    due_on = forms.DateField(
        label=_("いつまでに答えるか"),
        required=False,
        help_text=_("返事がほしい日と違う日にもできます。依頼した課に伝わります。"),
    )
    file = forms.FileField(label=_("添える文書"), kinds=PAPERS, required=False)

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = self.fields["text"]
        words.label, words.help_text = SAID[name]
        words.required = name != "accept"
        words.error_messages |= sentences(words)
        if name != "accept":
            del self.fields["due_on"]
        if name not in WITH_PAPER:
            del self.fields["file"]

    def values(self) -> dict[str, Any]:
        given = super().values()
        upload = given.pop("file", None)
        return {**given, "upload": upload}


class ForwardForm(forms.Form):
    """担当の課に回す."""

    to_section = forms.ModelChoiceField(Section.objects.none(), label=_("回す先の課"), to_field_name="ref")
    text = forms.LongTextField(label=_("回す理由"), max_length=WORDS_LENGTH, rows=3)

    def __init__(self, *args: Any, but: Sequence[Section], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_sections(self, "to_section", today, but=but)


class FilterForm(forms.GetForm):
    """一覧をしぼる. What cannot be read is left out rather than refused."""

    box = forms.ChoiceField(
        label=_("どの依頼"), choices=[("", _("すべて")), ("got", _("届いた依頼")), ("made", _("出した依頼"))]
    )
    show = forms.ChoiceField(
        label=_("状態"),
        choices=[("", _("すべて")), ("open", _("済んでいないもの")), ("late", _("返事が遅れているもの")), ("closed", _("終わったもの"))],
    )  # fmt: skip
    section = forms.ModelChoiceField(
        Section.objects.none(), label=_("課"), to_field_name="ref", empty_label=_("すべて")
    )

    def __init__(self, *args: Any, sections: Sequence[Section], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = Section.objects.filter(pk__in=[section.pk for section in sections])
        self.fields["section"].queryset = offered  # type: ignore[attr-defined]
        if len(sections) < 2:
            del self.fields["section"]

    def asked(self) -> dict[str, Any]:
        """The question for `queries.listing`."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def applied(self) -> list[Applied]:
        """The filters in force, each with the address of the list without it."""
        return [
            Applied(f"{self.fields[name].label}：{self._word(name, value)}", self._without(name))
            for name, value in self.asked().items()
        ]

    def _word(self, name: str, value: Any) -> str:
        return str(dict(getattr(self.fields[name], "choices")).get(value, value))

    def _without(self, name: str) -> str:
        return "?" + urlencode({key: kept for key, kept in self.data.items() if key not in (name, "after")})
