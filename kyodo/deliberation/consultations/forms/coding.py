"""Asking for a second coding, drawing its opinions, and coding one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.consultations.models import Category, Recoding
from kyodo.offices.city.models import Section
from kyodo.offices.city.queries import local_day, officers_on, sections_on
from kyodo.offices.people.models import Person
from kyodo.ui import forms


class CoderForm(forms.Form):
    """二人目を頼む."""

    coder = forms.ModelChoiceField(
        Person.objects.none(), label=_("二人目"), to_field_name="ref",
        help_text=_("分類を出すまで、その人はこの案件の整理の画面に入れません。"),
    )  # fmt: skip
    seed_from = forms.TextField(
        label=_("種となる数の決め方"), max_length=300,
        help_text=_("くじを引く日まで誰にも分からない公の数。例：募集が終わった次の開庁日の、日経平均株価の終値"),
    )  # fmt: skip

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["coder"].queryset = officers_on(local_day(at))  # type: ignore[attr-defined]


class SeedForm(forms.Form):
    """くじを引く."""

    seed = forms.TextField(label=_("種となる数"), max_length=100, help_text=_("公表されます。"))


class CodeForm(forms.Form):
    """分類する."""

    category = forms.ModelChoiceField(
        Category.objects.current(), label=_("対応の区分"), to_field_name="ref", widget=forms.RadioSelect, empty_label=None
    )  # fmt: skip
    section = forms.ModelChoiceField(Section.objects.none(), label=_("答える課"), to_field_name="ref")

    def __init__(self, *args: Any, row: Recoding, at: datetime, **kwargs: Any) -> None:
        said = {name: getattr(row, name).ref for name in ("category", "section") if getattr(row, name)}
        kwargs.setdefault("initial", said)
        super().__init__(*args, **kwargs)
        category: Any = self.fields["category"]
        category.label_from_instance = lambda one: f"{one.name}：{one.meaning}"
        self.fields["section"].queryset = sections_on(local_day(at))  # type: ignore[attr-defined]


class WhyForm(forms.Form):
    """理由, for whoever works on the consultation."""

    reason = forms.LongTextField(label=_("そう決めた理由"), max_length=500, rows=3)
