"""Reading a list of recommendations or measures: every row is judged before anything is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.recommendations.models import Plan, Report
from kyodo.deliberation.recommendations.terms import MEASURE_HEADINGS, RECOMMENDATION_HEADINGS
from kyodo.kernel.text import safe_text, search_key, yen
from kyodo.offices.city.models import Section
from kyodo.ui import forms
from kyodo.ui.forms.tables import Table, read_table

MOST = {"title": 200, "text": 4000, "pillar": 150, "indicator": 150, "unit": 20}
SHOWN_FAULTS = 20


class ImportForm(forms.Form):
    """取り込むファイル."""

    file = forms.FileField(label=_("ファイル（CSVまたはExcel）"), kinds=("csv", "xlsx"))

    def __init__(self, *args: Any, place: Report | Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place = place
        needed = (
            _("見出しに「取組」「柱」が要ります。") if isinstance(place, Plan) else _("見出しに「題名」が要ります。")
        )
        self.fields["file"].help_text = needed

    def clean_file(self) -> Any:
        """Read the file; its rows are kept for `values`."""
        given = self.cleaned_data["file"]
        self.rows = checked_rows(read_table(given.name, given.read()), self.place)
        return given

    def values(self) -> dict[str, Any]:
        return {"file_name": self.cleaned_data["file"].name, "rows": self.rows}


def checked_rows(table: Table, place: Report | Plan) -> list[dict[str, Any]]:
    """Every row as it will be kept. Raises ValidationError with up to twenty sentences, each naming its row."""
    headings, needed = _wanted(place)
    places = _columns(table.headers, headings, needed)
    sections = {search_key(s.name): s.ref for s in Section.objects.filter(until=None)}
    taken = set(_numbers(place))
    rows, faults = [], []
    for line, cells in enumerate(table.rows, table.first_row):
        if not any(cells):
            continue
        try:
            row = _read({name: cells[n] for name, n in places.items()}, headings, needed, sections)
            if row["number"] in taken:
                raise ValueError(_("%(number)s番は、すでに使われています。") % {"number": row["number"]})
            taken |= {row["number"]} - {None}
            rows.append(row)
        except ValueError as fault:
            faults.append(_("%(line)s行目：%(fault)s") % {"line": line, "fault": fault})
    if faults:
        more = [_("ほかに%(n)s件あります。") % {"n": len(faults) - SHOWN_FAULTS}] if len(faults) > SHOWN_FAULTS else []
        raise forms.ValidationError([*faults[:SHOWN_FAULTS], *more])
    return rows


def _wanted(place: Report | Plan) -> tuple[Mapping[str, tuple[str, ...]], tuple[str, ...]]:
    if isinstance(place, Plan):
        return MEASURE_HEADINGS, ("pillar", "title")
    return RECOMMENDATION_HEADINGS, ("title",)


def _numbers(place: Report | Plan) -> list[int]:
    rows: Any = place.measures if isinstance(place, Plan) else place.recommendations
    return list(rows.values_list("number", flat=True))


def _columns(headers: list[str], headings: Mapping[str, tuple[str, ...]], needed: tuple[str, ...]) -> dict[str, int]:
    """Which column holds which entry, found by its heading."""
    keys = ["".join(search_key(header).split()) for header in headers]
    known = {name: {search_key(word) for word in words} for name, words in headings.items()}
    places = {name: n for name, words in known.items() if (n := next((i for i, key in enumerate(keys) if key in words), None)) is not None}  # fmt: skip
    if missing := [headings[name][0] for name in needed if name not in places]:
        raise forms.ValidationError(_("見出しに「%(missing)s」がありません。") % {"missing": "」「".join(missing)})
    return places


def _read(
    cells: Mapping[str, str], headings: Mapping[str, tuple[str, ...]], needed: tuple[str, ...], sections: Mapping[str, str]
) -> dict[str, Any]:  # fmt: skip
    """One row in the register's own terms; raises ValueError with a sentence."""
    row: dict[str, Any] = {name: safe_text(cells.get(name, "")) for name in headings}
    for name in needed:
        if not row[name]:
            raise ValueError(_("「%(name)s」が空です。") % {"name": headings[name][0]})
    for name, most in MOST.items():
        if len(row.get(name, "")) > most:
            raise ValueError(
                _("「%(name)s」が%(most)s文字を超えています。") % {"name": headings[name][0], "most": most}
            )
    if row["section"] and search_key(row["section"]) not in sections:
        raise ValueError(_("「%(name)s」という課はありません。") % {"name": row["section"]})
    row["section"] = sections.get(search_key(row["section"]), "")
    row["number"] = _number(row["number"])
    if "budget" in row:
        row["budget"] = yen(row["budget"]) if row["budget"] else None
    return row


def _number(typed: str) -> int | None:
    """The number of a row, none where the cell is empty."""
    plain = search_key(typed).strip("第号番.()")
    if not plain:
        return None
    if not (plain.isascii() and plain.isdigit() and 0 < int(plain) < 1000):
        raise ValueError(_("番号「%(typed)s」は、1から999までの数字にしてください。") % {"typed": typed})
    return int(plain)
