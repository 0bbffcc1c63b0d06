"""A row of an existing register: read with the same care and the same sentences as a form typed by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms import TextInput
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from kyodo.commons.groups.actions.importing import Line, Row, number_taken
from kyodo.commons.groups.models import Batch
from kyodo.commons.groups.queries import numbers_held
from kyodo.commons.groups.states import Kind
from kyodo.commons.groups.terms import FIELDS, HEADINGS, KIND_WORDS, MOST_FIELDS, NAME_WORDS, PART_FIELDS, WHOLE_CITY
from kyodo.kernel.text import search_key
from kyodo.offices.city.models import Ward
from kyodo.offices.desk.queries import waiting_rows
from kyodo.ui import forms
from kyodo.ui.forms.tables import Table, read_table

from .entries import MonthField, is_corporate_number
from .reading import guess

SEPARATORS = re.compile(r"[、,;；／/\n]+")


class UploadForm(forms.Form):
    """名簿のファイル."""

    file = forms.FileField(
        label=_("名簿のファイル"),
        kinds=("xlsx", "csv", "tsv", "txt"),
        help_text=_("Excel（.xlsx）か、カンマやタブで区切った文字のファイル（.csv・.tsv・.txt）"),
    )

    def clean_file(self) -> tuple[str, Table]:
        given: UploadedFile[bytes] = self.cleaned_data["file"]
        return str(given.name)[:200], read_table(str(given.name), given.read())

    def values(self) -> dict[str, Any]:
        name, table = self.cleaned_data["file"]
        mapping = guess(table.headers)
        lines = [(place, cells) for place, cells in enumerate(table.rows, table.first_row) if any(cells)]
        columns = Columns(table.headers, mapping)
        return {"file_name": name, "headers": table.headers, "mapping": mapping, "lines": read(lines, columns)}


class MappingForm(forms.Form):
    """列の対応: which entry each column holds."""

    unmarked = True

    def __init__(self, *args: Any, batch: Batch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        entries = [("", _("取り込まない")), *((entry, RegisterRow.base_fields[entry].label) for entry in HEADINGS)]
        for place, header in enumerate(batch.headers):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=header or _("（見出しなし）"), choices=entries, required=False, initial=batch.mapping[place]
            )
        self.batch = batch

    def values(self) -> dict[str, Any]:
        mapping = [self.cleaned_data[f"column_{place}"] for place in range(len(self.batch.headers))]
        lines = sorted((line["row"], line["cells"]) for line in waiting_rows(self.batch))
        return {"mapping": mapping, "lines": read(lines, Columns(self.batch.headers, mapping))}


class RegisterRow(forms.RowForm):
    """One row. What a register may lack is not asked for; what it says must be readable."""

    number = forms.TextField(label=_("登録番号"), max_length=30, required=False)
    name = forms.NameField(label=_("団体名"), max_length=100)
    kana = forms.KanaField(label=_("フリガナ"), max_length=200, required=False)
    kind = forms.TextField(label=_("団体の種類"), required=False)
    corporate_number = forms.TextField(label=_("法人番号"), max_length=13, required=False)
    field_codes = forms.TextField(label=_("活動分野"), required=False)
    purpose = forms.LongTextField(label=_("目的"), max_length=1000, required=False)
    activities = forms.LongTextField(label=_("主な活動"), max_length=2000, required=False)
    wards = forms.TextField(label=_("活動する地区"), required=False)
    founded = MonthField(label=_("設立年月"), required=False)
    members = forms.IntegerField(label=_("会員数"), required=False, min_value=0, max_value=1_000_000)
    resident_members = forms.IntegerField(label=_("うち市内の会員数"), required=False, min_value=0, max_value=1_000_000)
    fee = forms.TextField(label=_("会費"), required=False)
    meeting_place = forms.TextField(label=_("集まる場所"), max_length=100, required=False)
    meeting_frequency = forms.TextField(label=_("集まる日・回数"), max_length=100, required=False)
    looking_for = forms.LongTextField(label=_("募集の内容"), max_length=400, required=False)
    representative = forms.NameField(label=_("代表者の氏名"), required=False)
    contact = forms.NameField(label=_("連絡担当者の氏名"), required=False)
    postcode = forms.PostcodeField(label=_("郵便番号"), required=False)
    address = forms.TextField(label=_("所在地"), max_length=200, required=False)
    phone = forms.PhoneField(label=_("電話番号"), required=False)
    fax = forms.PhoneField(label=_("FAX"), required=False)
    email = forms.EmailField(label=_("メールアドレス"), required=False)
    url = forms.URLField(label=_("ホームページ"), max_length=300, required=False)
    registered_on = forms.DateField(label=_("登録日"), required=False, widget=TextInput)
    valid_until = forms.DateField(label=_("有効期限"), required=False, widget=TextInput)

    def __init__(self, *args: Any, wards: Mapping[str, str], **kwargs: Any) -> None:
        self.known_wards = wards
        super().__init__(*args, **kwargs)

    def clean_kind(self) -> str:
        words = search_key(self.cleaned_data["kind"])
        if not words:
            name = search_key(self.cleaned_data.get("name", ""))
            return next((Kind(kind) for word, kind in NAME_WORDS if word in name), Kind.VOLUNTARY)
        kind = next((kind for word, kind in KIND_WORDS if word in words), None)
        if kind is None:
            raise ValidationError(_("団体の種類「%(said)s」を読み取れません。") % {"said": self.cleaned_data["kind"]})
        return Kind(kind)

    def clean_corporate_number(self) -> str:
        number = str(self.cleaned_data["corporate_number"])
        if number and not is_corporate_number(number):
            raise ValidationError(_("法人番号の検査用の数字が合いません。"))
        return number

    def clean_field_codes(self) -> list[int]:
        codes = [_field_code(word) for word in SEPARATORS.split(self.cleaned_data["field_codes"]) if word.strip()]
        return list(dict.fromkeys(codes))[:MOST_FIELDS]

    def clean_wards(self) -> list[str]:
        words = [word.strip() for word in SEPARATORS.split(self.cleaned_data["wards"]) if word.strip()]
        if any(word in WHOLE_CITY for word in words):
            return []
        return [self._ward(word) for word in words]

    def _ward(self, word: str) -> str:
        key = search_key(word).removesuffix("地区")
        if key not in self.known_wards:
            raise ValidationError(_("地区「%(said)s」は、この市の地区にありません。") % {"said": word})
        return self.known_wards[key]

    def clean(self) -> dict[str, Any] | None:
        given = super().clean()
        residents, members = self.cleaned_data.get("resident_members"), self.cleaned_data.get("members")
        if residents is not None and members is not None and residents > members:
            self.add_error("resident_members", _("市内の会員の数が、会員数より多くなっています。"))
        return given

    def row(self) -> Row:
        """What the action takes."""
        given = self.cleaned_data
        names = [name for names in PART_FIELDS.values() for name in names if name in given]
        beside = ("number", "registered_on", "valid_until", "wards", "representative", "contact")
        return Row(
            values={name: given[name] for name in names} | {"looking_for_members": bool(given["looking_for"])},
            fields=given["field_codes"],
            **{name: given[name] for name in beside},
        )


def _field_code(word: str) -> int:
    """A field of activity by its number or by words of its name."""
    key = search_key(word)
    if key.rstrip("号").isdigit() and int(key.rstrip("号")) in FIELDS:
        return int(key.rstrip("号"))
    for code, label in FIELDS.items():
        name = search_key(str(label))
        if len(key) > 1 and (key in name or name in key):
            return code
    raise ValidationError(
        _("活動分野「%(said)s」を読み取れません。番号（1〜20）でも書けます。") % {"said": word.strip()}
    )


@dataclass(frozen=True)
class Columns:
    """The columns of a file: what stands above each, and which entry it holds, "" for none."""

    headings: Sequence[str]
    entries: Sequence[str]

    def said(self, cells: Sequence[str]) -> dict[str, str]:
        """The entries of one line."""
        return {entry: cell for entry, cell in zip(self.entries, cells, strict=True) if entry}

    def wrong(self, entry: str, typed: str, sentence: str) -> str:
        """A fault, with the column where it stands in the file and what is written there."""
        if not typed:
            return sentence
        place = self.entries.index(entry)
        heading = self.headings[place] or _("%(n)s列目") % {"n": place + 1}
        said = {"heading": Truncator(heading).chars(30), "typed": Truncator(typed).chars(30), "sentence": sentence}
        return _("「%(heading)s」の列の「%(typed)s」：%(sentence)s") % said


def read(lines: Iterable[tuple[int, Sequence[str]]], columns: Columns) -> Iterator[Line]:
    """What every line of a file says by the entries of its columns. Nothing is written."""
    lines = list(lines)
    held = numbers_held(columns.said(cells).get("number", "") for _place, cells in lines)
    reader, numbers = Reader(columns), dict[str, int]()
    for place, cells in lines:
        said = columns.said(cells)
        row, faults = reader.read(said)
        if row and row.number in held:
            faults.append(number_taken(row.number, held[row.number]))
        elif row and row.number and numbers.setdefault(row.number, place) != place:
            sentence = _("登録番号「%(number)s」が%(row)s行目と同じです。")
            faults.append(sentence % {"number": row.number, "row": numbers[row.number]})
        yield Line(place, cells, None if faults else row, faults, said.get("name", ""))


class Reader:
    """One form for all the rows of a file: building its fields anew for each would cost more than reading them."""

    def __init__(self, columns: Columns) -> None:
        wards = {search_key(ward.name).removesuffix("地区"): ward.ref for ward in Ward.objects.all()}
        self.form, self.columns = RegisterRow({}, wards=wards), columns

    def read(self, said: Mapping[str, str]) -> tuple[Row | None, list[str]]:
        """The row, or nothing where it is blank or wrong; and what is wrong with it."""
        self.form.data = said
        self.form.__dict__.pop("changed_data", None)
        self.form.full_clean()
        faults = [
            self.columns.wrong(entry, said.get(entry, ""), str(sentence))
            for entry, sentences in self.form.errors.items()
            for sentence in sentences
        ]
        return (self.form.row() if not faults and self.form.has_changed() else None), faults
