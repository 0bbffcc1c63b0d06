"""A file of many opinions: CSV in the usual encodings or Excel, every row checked before one is taken in."""

from __future__ import annotations

import csv
import hashlib
from codecs import getincrementaldecoder
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from io import TextIOWrapper
from itertools import count
from typing import Any
from zipfile import BadZipFile, ZipFile

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.consultations.actions import Row
from kyodo.deliberation.consultations.models import Pair
from kyodo.deliberation.consultations.states import Age, Channel, Standing
from kyodo.deliberation.consultations.terms import MAX_TEXT
from kyodo.kernel.text import safe_text
from kyodo.ui import forms

ENCODINGS = ("utf-8-sig", "cp932")
MEGABYTES = 300
MOST_ROWS = 300_000
MOST_UNPACKED = 1_000_000_000  #: bytes of a workbook; a small file can hold a very large one
#: The columns of the template, in its order: entry, heading, longest value.
COLUMNS = (
    ("received_at", "受付日時", 40), ("name", "氏名・団体名", 100), ("address", "住所", 200), ("email", "メールアドレス", 254),
    ("phone", "電話番号", 20), ("standing", "区分", 40), ("age", "年代", 10), ("place", "箇所", 200), ("text", "意見", MAX_TEXT),
)  # fmt: skip
EXAMPLE = (
    "2026-05-11 10:00",
    "見本 太郎",
    "○○市中央1-1",
    "",
    "",
    "市内に住む人",
    "60代",
    "第3条",
    "ここに意見を書きます。",
)
_HEADINGS = {heading: name for name, heading, _most in COLUMNS}
_LONGEST = {name: (heading, most) for name, heading, most in COLUMNS}
_EMPTY = dict.fromkeys(_LONGEST, "")
_PIECE = 1 << 20  #: bytes of a file that are looked at together
_MOMENTS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y-%m-%d", "%Y/%m/%d")
_STANDINGS = {str(label): code for code, label in Standing.choices} | {code: code for code in Standing.values}
_AGES = {str(label): code for code, label in Age.choices} | {code: code for code in Age.values}


class IntakeForm(forms.Form):
    """意見をまとめて取り込む."""

    file = forms.FileField(
        label=_("意見のファイル"), kinds=("csv", "xlsx"), megabytes=MEGABYTES,
        help_text=_("CSV（UTF-8かShift_JIS）かExcel（.xlsx）。見出しは、ひな形のとおりにします。"),
    )  # fmt: skip
    channel = forms.ChoiceField(label=_("提出方法"), choices=Channel.choices, initial=Channel.WEB)

    def clean_file(self) -> Any:
        given = self.cleaned_data["file"]
        self.lines = lines_of(given)
        try:
            first = next(self.lines)
        except StopIteration:
            raise ValidationError(_("見出しの行と、その下に1行以上の意見が必要です。")) from None
        self.order = [_HEADINGS.get(cell.strip()) for cell in first]
        if "text" not in self.order:
            raise ValidationError(_("「意見」という見出しの列がありません。ひな形の見出しを使ってください。"))
        named = [name for name in self.order if name]
        if len(named) != len(set(named)):
            raise ValidationError(_("同じ見出しの列が二つあります。"))
        return given

    def values(self) -> dict[str, Any]:
        given = super().values()
        file = given.pop("file")
        return {
            **given, "file_name": str(file.name)[:200], "digest": digest_of(file), "rows": rows_of(self.lines, self.order),
        }  # fmt: skip


def digest_of(file: Any) -> str:
    """要約値 of a file, read in pieces and from its beginning, wherever it was left."""
    left, total = file.tell(), hashlib.sha256()
    file.seek(0)
    for piece in iter(lambda: file.read(_PIECE), b""):
        total.update(piece)
    file.seek(left)
    return total.hexdigest()


def lines_of(file: Any) -> Iterator[list[str]]:
    """The lines of a file one by one, so that a large one needs no memory."""
    return _excel(file) if str(file.name).lower().endswith(".xlsx") else _csv(file)


def _csv(file: Any) -> Iterator[list[str]]:
    encoding = next((code for code in ENCODINGS if _is_in(file, code)), None)
    if encoding is None:
        raise ValidationError(
            _("文字コードを読み取れません。UTF-8かShift_JISのCSV、またはExcel（.xlsx）で保存してください。")
        )
    csv.field_size_limit(MAX_TEXT * 4)
    file.seek(0)
    return csv.reader(TextIOWrapper(file.file, encoding, newline=""))


def _is_in(file: Any, encoding: str) -> bool:
    decoder = getincrementaldecoder(encoding)()
    file.seek(0)
    try:
        for piece in iter(lambda: file.read(_PIECE), b""):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _excel(file: Any) -> Iterator[list[str]]:
    from openpyxl import load_workbook  # noqa: PLC0415  large, and needed for few requests

    try:
        file.seek(0)
        if sum(part.file_size for part in ZipFile(file).infolist()) > MOST_UNPACKED:
            raise ValidationError(_("Excelファイルが大きすぎます。CSVで保存し直してください。"))
        sheet = load_workbook(file, read_only=True, data_only=True).worksheets[0]
    except (BadZipFile, KeyError, IndexError, ValueError, OSError) as broken:
        raise ValidationError(_("Excelファイルとして開けません。.xlsx形式で保存し直してください。")) from broken
    return ([_cell(value) for value in line] for line in sheet.iter_rows(max_col=60, values_only=True))


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def rows_of(lines: Iterator[list[str]], order: list[str | None]) -> Iterator[Row]:
    """Every row checked. What the file calls a row is what a spreadsheet numbers so."""
    for number in count(2):
        try:
            line = next(lines)
        except StopIteration:
            return
        except csv.Error:
            yield Row(number, {}, str(_("CSVとして読み取れません。引用符を確かめてください。")))
            return
        if number > MOST_ROWS + 1:
            sentence = _("一度に取り込めるのは%(most)d行までです。ファイルを分けてください。")
            yield Row(number, {}, str(sentence % {"most": MOST_ROWS}))
            return
        if any(cell.strip() for cell in line):
            yield _row(number, line, order)


def _row(number: int, line: list[str], order: list[str | None]) -> Row:
    values = _EMPTY | {name: cell for name, cell in zip(order, line, strict=False) if name}
    try:
        if len(line) > len(order) and any(line[len(order) :]):
            raise ValidationError(_("見出しより多くの列があります。"))
        return Row(number, _checked(values))
    except ValidationError as fault:
        return Row(number, {}, "".join(fault.messages)[:300])


def _checked(values: dict[str, str]) -> dict[str, str]:
    for name, said in values.items():
        if not said:
            continue
        heading, most = _LONGEST[name]
        try:
            values[name] = safe_text(said) if name == "text" else safe_text(said).strip()
        except ValueError as fault:
            raise ValidationError(f"{heading}: {fault}") from fault
        if len(values[name]) > most:
            raise ValidationError(_("「%(heading)s」は%(most)d文字までです。") % {"heading": heading, "most": most})
    if not values["text"].strip():
        raise ValidationError(_("意見が空です。"))
    if values["email"]:
        validate_email(values["email"])
    values["received_at"] = _moment(values["received_at"])
    values["standing"] = _coded(values["standing"] or Standing.UNKNOWN, _STANDINGS, "区分")
    values["age"] = _coded(values["age"], _AGES | {"": ""}, "年代")
    return values


def _coded(said: str, known: dict[str, str], heading: str) -> str:
    if said not in known:
        sentence = _("「%(heading)s」の「%(said)s」は、ひな形の書き方にありません。")
        raise ValidationError(sentence % {"heading": heading, "said": said[:40]})
    return known[said]


def _moment(said: str) -> str:
    moment = _read(said) if said else None
    if moment and moment > timezone.now():
        raise ValidationError(_("受付日時が未来になっています。"))
    return moment.isoformat() if moment else ""


@lru_cache(maxsize=4096)  # thousands came in the same minute
def _read(said: str) -> datetime:
    for form in _MOMENTS:
        try:
            return timezone.make_aware(datetime.strptime(said, form))  # noqa: DTZ007 (the city's own zone is set here)
        except ValueError:
            continue
    raise ValidationError(_("受付日時「%(said)s」を読み取れません。例：2026-05-11 10:00") % {"said": said[:40]})


class PairsForm(forms.Form):
    """似た提出を確かめる: the ticked ones are one opinion, or are not."""

    pairs = forms.ModelMultipleChoiceField(
        Pair.objects.none(), label=_("似た文"), to_field_name="ref", widget=forms.CheckboxSelectMultiple
    )
    what = forms.ChoiceField(
        label=_("選んだものを"), widget=forms.RadioSelect,
        choices=[("confirm", _("同じ趣旨としてまとめる")), ("reject", _("別のものとして読む"))],
    )  # fmt: skip

    def __init__(self, *args: Any, pairs: QuerySet[Pair], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["pairs"]
        field.queryset = pairs
        field.label_from_instance = lambda pair: f"{pair.other.gist}（{round(pair.score * 100)}%）"
