"""逐条点検."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.texts.models import Check, Version
from kyodo.deliberation.texts.states import Amendment, CouncilView, Standing
from kyodo.offices.city.models import Section
from kyodo.offices.city.queries import sections_on
from kyodo.ui import forms

from .running import provision_choices


class EffortForm(forms.Form):
    """取組を登録する."""

    name = forms.TextField(label=_("取組の名前"), max_length=200)
    section = forms.ModelChoiceField(Section.objects.none(), label=_("担当課"), to_field_name="ref")
    words = forms.LongTextField(label=_("取組の内容"), max_length=1000, required=False, rows=4)
    subject = forms.SubjectField(label=_("取組の記録"), required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = sections_on(today)  # type: ignore[attr-defined]


class PlanForm(forms.Form):
    """点検を頼む."""

    uid = forms.ChoiceField(label=_("条項"))
    year = forms.YearField(label=_("年度"), min_value=2000, max_value=2100)

    def __init__(self, *args: Any, version: Version | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["uid"].choices = provision_choices(version)  # type: ignore[attr-defined]


class ReportForm(forms.Form):
    """点検する."""

    standing = forms.ChoiceField(label=_("取組の状況"), choices=Standing.choices, widget=forms.RadioSelect)
    words = forms.LongTextField(label=_("実施したこと"), max_length=2000)
    link = forms.URLField(label=_("根拠のページ"), required=False)
    file = forms.FileField(label=_("根拠の文書"), required=False)
    evidence_on = forms.DateField(label=_("根拠の日付"), required=False)
    next_on = forms.DateField(label=_("次の点検日"), required=False)

    @staticmethod
    def initial_of(it: Check) -> dict[str, Any]:
        """The check as it stands."""
        return {name: getattr(it, name) for name in ("standing", "words", "link", "evidence_on", "next_on")}


class ViewForm(forms.Form):
    """会議体の見方."""

    council_view = forms.ChoiceField(label=_("会議体の見方"), choices=CouncilView.choices, widget=forms.RadioSelect)
    council_words = forms.LongTextField(label=_("会議体の意見"), max_length=2000, required=False)
    amendment = forms.ChoiceField(label=_("改正の要否"), choices=Amendment.choices, widget=forms.RadioSelect)
