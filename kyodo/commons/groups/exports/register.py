"""The register as files: open data for everybody, the whole register for officers. One list of columns serves both."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse

from kyodo.commons.groups import queries
from kyodo.commons.groups.models import Confirmation, Group, Membership
from kyodo.commons.groups.states import Channel, Kind, Part, Role
from kyodo.kernel.access import Request, open_to
from kyodo.kernel.text import csv_safe
from kyodo.offices.city.models import City
from kyodo.offices.city.queries import local_day, the_city

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Column:
    """One column: its heading, what it says of a group, and the switch that may close it."""

    heading: str
    says: Callable[[Group], object]
    switch: str = ""


def member_as(group: Group, role: str) -> Membership | None:
    """Whoever has a role in a group now; the people must be at hand."""
    return next((m for m in group.__dict__["now_in"] if m.role == role), None)


def person_as(group: Group, role: str) -> str:
    """The name of whoever has a role in a group now."""
    held = member_as(group, role)
    return held.person.name if held else ""


def _updated(group: Group) -> date | None:
    return max((c.confirmed_on for c in group.confirmations.all()), default=None)


#: 市民活動団体一覧, in the manner of 自治体標準オープンデータセット: names, codes, ISO dates; several values with ";".
COLUMNS: tuple[Column, ...] = (
    Column("NO", lambda g: g.number),
    Column("団体名", lambda g: g.name),
    Column("団体名_カナ", lambda g: g.kana),
    Column("団体の種類", lambda g: str(Kind(g.kind).label)),
    Column("法人番号", lambda g: g.corporate_number),
    Column("分野コード", lambda g: ";".join(str(f.code) for f in g.fields.all())),
    Column("目的", lambda g: g.purpose),
    Column("主な活動", lambda g: g.activities),
    Column("活動区域", lambda g: ";".join(w.name for w in g.wards.all()) or "市全域"),
    Column("設立年", lambda g: g.founded and g.founded.year, "founded"),
    Column("会員数", lambda g: g.members, "members"),
    Column("うち市内会員数", lambda g: g.resident_members, "resident_members"),
    Column("会費", lambda g: g.fee, "fee"),
    Column("活動場所・日", lambda g: g.meeting, "meeting"),
    Column("会員募集", lambda g: "募集中" if g.looking_for_members else ""),
    Column("かかわり方", lambda g: g.get_involvement_display() if g.looking_for_members else ""),
    Column("募集の内容", lambda g: g.looking_for if g.looking_for_members else ""),
    Column("代表者", lambda g: person_as(g, Role.REPRESENTATIVE), "representative"),
    Column("連絡担当者", lambda g: person_as(g, Role.CONTACT), "contact"),
    Column("郵便番号", lambda g: g.postcode, "postcode"),
    Column("住所", lambda g: g.address, "address"),
    Column("電話番号", lambda g: g.phone, "phone"),
    Column("FAX番号", lambda g: g.fax, "fax"),
    Column("メールアドレス", lambda g: g.email, "email"),
    Column("URL", lambda g: g.url, "url"),
    Column("登録日", lambda g: g.registered_on),
    Column("有効期限", lambda g: g.valid_until),
    Column("更新日", _updated),
)


def _stamp(part: Part) -> Iterator[Column]:
    """Whose word a part of the entries is, of which day, and when the city compared it with papers."""

    def known(group: Group) -> Confirmation | None:
        return next((c for c in group.confirmations.all() if c.part == part), None)

    def says(tell: Callable[[Confirmation], object]) -> Callable[[Group], object]:
        return lambda group: tell(it) if (it := known(group)) else ""

    yield Column(f"{part.label}_出どころ", says(lambda c: c.get_source_display()))
    yield Column(f"{part.label}_確認日", says(lambda c: c.confirmed_on))
    yield Column(f"{part.label}_市の確認日", says(lambda c: c.checked_on))


COLUMNS += tuple(column for part in Part for column in _stamp(part))
#: What only the office needs.
OFFICE_COLUMNS = (
    Column("決算年度", lambda g: g.accounts_year),
    Column("収入", lambda g: g.income),
    Column("支出", lambda g: g.expense),
    Column("受付方法", lambda g: str(Channel(g.channel).label)),
)


def place_of(city: City | None) -> tuple[str, str, str]:
    """The code, the prefecture and the name of the city."""
    return (city.code, city.prefecture, city.name) if city else ("", "", "")


def open_rows(groups: Iterable[Group], city: City | None) -> Iterator[list[object]]:
    """The open data line by line: a closed entry is an empty cell."""
    yield ["全国地方公共団体コード", "都道府県名", "市区町村名", *(column.heading for column in COLUMNS)]
    for group in groups:
        cells = (column.says(group) if group.is_open(column.switch) else "" for column in COLUMNS)
        yield [*place_of(city), *("" if cell is None else csv_safe(cell) for cell in cells)]


class _Echo:
    """A file that hands every written line straight on."""

    def write(self, line: str) -> str:
        return line


@open_to("everyone")
def open_data(request: Request) -> StreamingHttpResponse:
    """市民活動団体一覧.csv: current registrations, public entries only, UTF-8 with BOM."""
    groups = queries.open_register(local_day(request.at)).iterator(chunk_size=500)
    writer = csv.writer(_Echo())
    lines = (writer.writerow(row) for row in open_rows(groups, the_city()))
    answer = StreamingHttpResponse(_with_bom(lines), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="groups.csv"'
    return answer


def _with_bom(lines: Iterable[str]) -> Iterator[bytes]:
    yield "\ufeff".encode()
    for line in lines:
        yield line.encode()


def as_json(pieces: Iterable[bytes], *, name: str) -> StreamingHttpResponse:
    """A JSON file that is sent while it is written."""
    answer = StreamingHttpResponse(pieces, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def joined(rows: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """The rows of a JSON list, one a line."""
    for n, row in enumerate(rows):
        yield (b",\n" if n else b"\n") + json.dumps(row, ensure_ascii=False).encode()


def register_file(groups: Iterable[Group], *, day: date) -> HttpResponse:
    """団体登録台帳.xlsx: every entry, closed ones too, with the state on that day."""
    from openpyxl import Workbook  # noqa: PLC0415  large, and needed for few requests

    book = Workbook(write_only=True)
    sheet = book.create_sheet("団体登録台帳")
    columns = (*COLUMNS, *OFFICE_COLUMNS)
    sheet.append(["状態", *(column.heading for column in columns)])
    for group in groups:
        sheet.append([group.shown_state(day), *(csv_safe(column.says(group)) for column in columns)])
    held = BytesIO()
    book.save(held)
    answer = HttpResponse(held.getvalue(), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="groups-{day}.xlsx"'
    answer["Cache-Control"] = "no-store"
    return answer
