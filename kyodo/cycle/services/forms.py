"""What services and their reviews ask for, and how a list that the city already keeps is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.cycle.collaborations.states import Form, Zone
from kyodo.kernel.text import search_key, yen
from kyodo.offices.city.models import Section
from kyodo.ui import forms
from kyodo.ui.forms.numbers import read_number
from kyodo.ui.forms.tables import Table, read_table

from .models import Review, Service
from .states import Bearer, NextStep, ReviewState, Room
from .terms import HEADINGS, NEEDED, UNITS


class CheckForm(forms.EditForm):
    """自己点検: seven questions, at most ten minutes."""

    room = forms.ChoiceField(
        label=_("市民といっしょにできる余地はありますか"),
        choices=Room.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    because = forms.LongTextField(label=_("そう考える理由"), max_length=1000, required=False)
    zone = forms.ChoiceField(label=_("望ましい領域"), choices=Zone.choices, widget=forms.RadioSelect, required=False)
    forms_ = forms.MultipleChoiceField(
        label=_("考えられる形態"), choices=Form.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    partners = forms.TextField(label=_("考えられる相手"), max_length=200, required=False)
    obstacle = forms.TextField(label=_("さまたげになること"), max_length=300, required=False)
    next_step = forms.ChoiceField(label=_("次の手"), choices=NextStep.choices, widget=forms.RadioSelect, required=False)

    def values(self) -> dict[str, Any]:
        given = super().values()
        given["forms"] = given.pop("forms_")
        return {"values": given}

    @staticmethod
    def initial_of(review: Review) -> dict[str, Any]:
        """The check as it stands."""
        names = ("room", "because", "zone", "partners", "obstacle", "next_step")
        return {**{name: getattr(review, name) for name in names}, "forms_": review.forms}


class ReasonForm(forms.Form):
    """理由."""

    reason = forms.LongTextField(label=_("見直してほしいところ"), max_length=1000)


class HearForm(forms.Form):
    """ヒアリングの記録."""

    heard = forms.LongTextField(label=_("聞き取ったこと"), max_length=3000)


class DecideForm(forms.Form):
    """判定."""

    verdict = forms.ChoiceField(label=_("判定"), choices=Room.choices, widget=forms.RadioSelect)
    because = forms.LongTextField(label=_("理由（公開されます）"), max_length=1000)


class NoThemeForm(forms.EditForm):
    """テーマにしない理由."""

    because = forms.LongTextField(label=_("テーマにしない理由（公開されます）"), max_length=1000)


class ServiceForm(forms.EditForm):
    """事務事業: what the register keeps of one service."""

    name = forms.TextField(label=_("事業名"), max_length=150)
    section = forms.ModelChoiceField(Section.objects.filter(until=None), label=_("担当課"), to_field_name="ref")
    purpose = forms.LongTextField(label=_("目的"), max_length=2000, rows=3, required=False)
    content = forms.LongTextField(label=_("内容"), max_length=4000, rows=4, required=False)
    target = forms.TextField(label=_("対象"), max_length=200, required=False)
    law = forms.TextField(label=_("根拠法令"), max_length=200, required=False)
    budget = forms.YenField(label=_("予算額"), required=False)
    staff = forms.NumberField(label=_("人工"), max_length=10, required=False, help_text=_("何人分の仕事か。例：0.5"))
    bearer = forms.ChoiceField(label=_("現在の担い手"), choices=Bearer.choices)
    zone = forms.ChoiceField(label=_("現在の領域"), choices=Zone.choices, widget=forms.RadioSelect, initial=Zone.E)
    public = forms.BooleanField(label=_("だれでも読めるようにする"), required=False, initial=True)

    def values(self) -> dict[str, Any]:
        given = super().values()
        return {"values": {**given, "staff": given["staff"] or None}}

    @classmethod
    def initial_of(cls, it: Service) -> dict[str, Any]:
        """The service as it stands."""
        return {**{name: getattr(it, name) for name in cls.base_fields if hasattr(it, name)}, "section": it.section.ref}


class NewServiceForm(ServiceForm):
    """新しい事務事業: with the number that names it in every later list."""

    code = forms.TextField(label=_("事業番号"), max_length=30)
    field_order = ("code",)

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        if Service.objects.filter(code=code).exists():
            raise forms.ValidationError(_("この事業番号は、ほかの事業が使っています。"))
        return code

    def values(self) -> dict[str, Any]:
        given: dict[str, Any] = super().values()["values"]
        return {"code": given.pop("code"), "values": given}


class EndForm(forms.Form):
    """事務事業を終える."""

    reason = forms.LongTextField(label=_("終える理由"), max_length=500, rows=3)


class OpenForm(forms.Form):
    """今年の点検を始める."""

    section = forms.ModelChoiceField(
        Section.objects.filter(until=None),
        label=_("課"),
        required=False,
        to_field_name="ref",
        empty_label=_("すべての課"),
    )


class FilterForm(forms.GetForm):
    """一覧をしぼる."""

    q = forms.TextField(label=_("事業名"), max_length=50)
    section = forms.ModelChoiceField(
        Section.objects.filter(until=None), label=_("課"), to_field_name="ref", empty_label=_("すべて")
    )
    zone = forms.ChoiceField(label=_("現在の領域"), choices=[("", _("すべて")), *Zone.choices])
    state = forms.ChoiceField(label=_("今年の点検"), choices=[("", _("すべて")), *ReviewState.choices])
    verdict = forms.ChoiceField(label=_("判定"), choices=[("", _("すべて")), *Room.choices])


class ImportForm(forms.Form):
    """取り込み: every row is judged before anything is kept; what is wrong is said with its row."""

    file = forms.FileField(
        label=_("ファイル（CSVまたはExcel）"),
        kinds=("csv", "xlsx"),
        help_text=_("見出しに「事業番号」「事業名」「担当課」が要ります。"),
    )

    def clean_file(self) -> Any:
        """Read the file; its rows are kept for `values`."""
        given = self.cleaned_data["file"]
        self.rows = checked_rows(read_table(given.name, given.read()))
        return given

    def values(self) -> dict[str, Any]:
        return {"file_name": self.cleaned_data["file"].name, "rows": self.rows}


def checked_rows(table: Table) -> list[dict[str, Any]]:
    """Every row as the register keeps it. Raises ValidationError with up to twenty sentences, each naming its row."""
    places = column_places(table.headers)
    sections = {search_key(s.name): s.ref for s in Section.objects.filter(until=None)}
    unit = next((unit for unit in UNITS if "budget" in places and unit in table.headers[places["budget"]]), "")
    rows, faults, seen = [], [], set()
    for number, cells in enumerate(table.rows, table.first_row):
        if not any(cells):
            continue
        try:
            said = {name: cells[place] for name, place in places.items()}
            if said.get("budget", "")[-1:].isdigit():
                said["budget"] += unit
            row = read_row(said, sections)
        except ValueError as fault:
            faults.append(_("%(number)s行目：%(fault)s") % {"number": number, "fault": fault})
            continue
        if row["code"] in seen:
            faults.append(
                _("%(number)s行目：事業番号「%(code)s」が二度出てきます。") % {"number": number, "code": row["code"]}
            )
        seen.add(row["code"])
        rows.append(row)
    if faults:
        more = [_("ほかに%(n)s件あります。") % {"n": len(faults) - 20}] if len(faults) > 20 else []
        raise forms.ValidationError([*faults[:20], *more])
    return rows


def column_places(headers: list[str]) -> dict[str, int]:
    """Which column holds which entry, found by its heading."""
    keys = [re.sub(r"\(.*?\)", "", "".join(search_key(header).split())) for header in headers]
    places: dict[str, int] = {}
    for name, words in HEADINGS.items():
        exact = next((n for n, key in enumerate(keys) if key in {search_key(w) for w in words}), None)
        if exact is not None and exact not in places.values():
            places[name] = exact
    if missing := [HEADINGS[name][0] for name in NEEDED if name not in places]:
        raise forms.ValidationError(_("見出しに「%(missing)s」がありません。") % {"missing": "」「".join(missing)})
    return places


def read_row(cells: Mapping[str, str], sections: Mapping[str, str]) -> dict[str, Any]:
    """One row in the register's own terms; raises ValueError with a sentence."""
    if not (cells["code"] and cells["name"]):
        raise ValueError(_("事業番号と事業名を入力してください。"))
    if (section := sections.get(search_key(cells["section"]))) is None:
        raise ValueError(_("「%(name)s」という課はありません。") % {"name": cells["section"]})
    bearer = choice(cells.get("bearer", ""), Bearer.choices, Bearer.DIRECT)
    zone = choice(cells.get("zone", ""), Zone.choices, Zone.E)
    plain = {name: cells.get(name, "") for name in ("purpose", "content", "law", "target")}
    budget = yen(cells["budget"]) if cells.get("budget") else None
    staff = read_number(cells["staff"]) if cells.get("staff") else None
    long = [
        name
        for name, value in (("name", cells["name"]), ("law", plain["law"]), ("target", plain["target"]))
        if len(value) > 150
    ]
    if long:
        raise ValueError(_("150文字を超える項目があります。短くしてください。"))
    return {
        "code": cells["code"],
        "name": cells["name"],
        "section": section,
        **plain,
        "budget": budget,
        "staff": staff,
        "bearer": bearer,
        "zone": zone,
    }


def choice(typed: str, choices: list[tuple[str, Any]], default: str) -> str:
    """The code of a word or of a code; raises ValueError where it is neither."""
    if not typed:
        return default
    key = search_key(typed)
    for code, label in choices:
        words = search_key(str(label))
        if key in (search_key(code), words) or words.startswith(f"{key} "):
            return code
    raise ValueError(_("「%(typed)s」は選べる言葉ではありません。") % {"typed": typed})
