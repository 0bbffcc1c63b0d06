"""A document, its versions and its reviews."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.texts.models import Document, Trigger, Version
from kyodo.deliberation.texts.queries import stages_after
from kyodo.deliberation.texts.states import Kind
from kyodo.offices.city.models import Section
from kyodo.offices.city.queries import sections_on
from kyodo.ui import forms


class DocumentForm(forms.EditForm):
    """文書を登録する."""

    title = forms.TextField(label=_("題名"), max_length=200)
    kind = forms.ChoiceField(label=_("文書の種類"), choices=Kind.choices)
    section = forms.ModelChoiceField(Section.objects.none(), label=_("担当課"), to_field_name="ref")
    summary = forms.LongTextField(label=_("あらまし"), max_length=1000, required=False, rows=4)
    review_years = forms.IntegerField(
        label=_("見直しの間隔（年）"),
        required=False,
        min_value=1,
        max_value=50,
        help_text=_("例：5年ごとに見直すなら5。"),
    )
    review_clause = forms.TextField(label=_("見直しを定めた条項"), max_length=100, required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = sections_on(today)  # type: ignore[attr-defined]


class EditForm(DocumentForm):
    """文書の説明を直す."""

    @staticmethod
    def initial_of(it: Document) -> dict[str, Any]:
        """The document as it stands."""
        names = ("title", "kind", "summary", "review_years", "review_clause")
        return {**{name: getattr(it, name) for name in names}, "section": it.section.ref}


class BeginForm(forms.Form):
    """版を書き始める."""

    stage = forms.ChoiceField(label=_("段階"), widget=forms.RadioSelect)
    summary = forms.LongTextField(label=_("この版のあらまし"), max_length=1000, required=False, rows=3)
    copy = forms.BooleanField(
        label=_("最後に公開した版の条項から書き始める"), required=False, initial=True,
        help_text=_("写した条項は、番号や言葉が変わっても同じ条項としてたどれます。"),
    )  # fmt: skip

    def __init__(self, *args: Any, document: Document, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stage"].choices = [(s.value, s.label) for s in stages_after(document)]  # type: ignore[attr-defined]


class AsOfForm(forms.GetForm):
    """ある日に効力のあった版."""

    on = forms.DateField(label=_("いつの時点の条文ですか"))


class DatesForm(forms.EditForm):
    """施行日とあらまし."""

    effective_on = forms.DateField(label=_("施行日・適用日"), required=False)
    summary = forms.LongTextField(label=_("この版のあらまし"), max_length=1000, required=False, rows=3)


class ReasonForm(forms.Form):
    """理由."""

    reason = forms.LongTextField(label=_("理由"), max_length=500, rows=3)


class TriggerForm(forms.Form):
    """見直しのきっかけ."""

    words = forms.LongTextField(label=_("きっかけ"), max_length=500, rows=3)
    uid = forms.ChoiceField(label=_("関わる条項"), required=False)
    subject = forms.SubjectField(label=_("もとになったもの"), required=False)

    def __init__(self, *args: Any, version: Version | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["uid"].choices = [("", _("全体")), *provision_choices(version)]  # type: ignore[attr-defined]


class ReaderForm(forms.Form):
    """会議体に読んでもらう."""

    body = forms.SubjectField(label=_("会議体"))


class CiteForm(forms.Form):
    """見直しのきっかけを取り上げる."""

    triggers = forms.ModelMultipleChoiceField(
        Trigger.objects.none(),
        label=_("この版で取り上げるきっかけ"),
        to_field_name="ref",
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, version: Version, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waiting = Trigger.objects.filter(document=version.document, cited_in=None)
        self.fields["triggers"].queryset = waiting  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        return {"triggers": list(self.cleaned_data["triggers"])}


def provision_choices(version: Version | None) -> list[tuple[str, str]]:
    """The provisions of a version as choices, in their order."""
    if version is None:
        return []
    return [(p.uid, f"{'　' * (p.level - 1)}{p.name[:60]}") for p in version.provisions.order_by("order")]
