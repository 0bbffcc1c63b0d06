"""The register as files: open data for everybody, the whole register for officers. One list of columns serves both."""

from __future__ import annotations

import csv
import json
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse

from kyodo.kernel.access import Request, open_to
from kyodo.kernel.text import csv_safe
from kyodo.offices.city.models import City
from kyodo.offices.city.queries import local_day, the_city

from . import queries
from .models import Group, GroupField
from .states import Channel, Kind, Role

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Column:
    """One column: its heading, what it says of a group, and the switch that may close it."""

    heading: str
    says: Callable[[Group], object]
    switch: str = ""


def _person(group: Group, role: str) -> str:
    people = group.__dict__["now_in"]
    return next((m.person.name for m in people if m.role == role), "")


def _updated(group: Group) -> date | None:
    return max((c.confirmed_on for c in group.confirmations.all()), default=None)


#: 市民活動団体一覧, in the manner of 自治体標準オープンデータセット: names, codes, ISO dates; several values with ";".
COLUMNS = (
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
    Column("募集の内容", lambda g: g.looking_for if g.looking_for_members else ""),
    Column("代表者", lambda g: _person(g, Role.REPRESENTATIVE), "representative"),
    Column("連絡担当者", lambda g: _person(g, Role.CONTACT), "contact"),
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
#: What only the office needs.
OFFICE_COLUMNS = (
    Column("決算年度", lambda g: g.accounts_year),
    Column("収入", lambda g: g.income),
    Column("支出", lambda g: g.expense),
    Column("受付方法", lambda g: str(Channel(g.channel).label)),
)


def _place(city: City | None) -> tuple[str, str, str]:
    return (city.code, city.prefecture, city.name) if city else ("", "", "")


def open_rows(groups: Iterable[Group], city: City | None) -> Iterator[list[object]]:
    """The open data line by line: a closed entry is an empty cell."""
    yield ["全国地方公共団体コード", "都道府県名", "市区町村名", *(column.heading for column in COLUMNS)]
    for group in groups:
        cells = (column.says(group) if group.is_open(column.switch) else "" for column in COLUMNS)
        yield [*_place(city), *("" if cell is None else csv_safe(cell) for cell in cells)]


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


def organization(group: Group, city: City | None) -> dict[str, Any]:
    """A group as an `organization` of the Open Referral Human Services Data Specification 3.0. Closed entries are left out.

    Its identifiers are drawn from its address, so that they stay the same in every file. 法人番号 goes by the scheme JP-JCN.
    """
    address = f"{settings.BASE_URL}{group.get_absolute_url()}"

    def known(part: str) -> str:
        return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{address}#{part}" if part else address))

    def open_(entry: str) -> Any:
        return getattr(group, entry) if group.is_open(entry) else None

    where = {"address_1": open_("address"), "postal_code": open_("postcode")}
    phones = (("voice", open_("phone")), ("fax", open_("fax")))
    people = ((Role.REPRESENTATIVE, "representative"), (Role.CONTACT, "contact"))
    founded = open_("founded")
    said = {
        "id": known(""), "name": group.name, "alternate_name": group.kana, "description": group.activities or group.purpose,
        "uri": address, "website": open_("url"), "email": open_("email"), "legal_status": str(Kind(group.kind).label),
        "year_incorporated": founded and founded.year,
        "organization_identifiers": [
            {"id": known("jcn"), "identifier_scheme": "JP-JCN", "identifier_type": "法人番号", "identifier": number}
            for number in (group.corporate_number,) if number
        ],
        "phones": [{"id": known(kind), "number": number, "type": kind} for kind, number in phones if number],
        "contacts": [
            {"id": known(entry), "name": _person(group, role), "title": str(Role(role).label)}
            for role, entry in people if group.is_open(entry) and _person(group, role)
        ],
        "locations": [
            {"id": known("place"), "location_type": "postal", "addresses": [_hsds_address(where, city, known("address"))]}
        ] if where["address_1"] else [],
        "attributes": [_attribute(field, of=known("")) for field in group.fields.all()],
    }  # fmt: skip
    return {name: value for name, value in said.items() if value not in (None, "", [])}


def _hsds_address(where: dict[str, Any], city: City | None, known: str) -> dict[str, Any]:
    _code, prefecture, name = _place(city)
    return {
        "id": known, "address_1": where["address_1"], "postal_code": where["postal_code"] or "", "city": name,
        "state_province": prefecture, "country": "JP", "address_type": "postal",
    }  # fmt: skip


def _attribute(field: GroupField, *, of: str) -> dict[str, Any]:
    term = uuid.uuid5(uuid.NAMESPACE_URL, f"{settings.BASE_URL}/groups/#{field.code}")
    return {
        "id": str(uuid.uuid5(term, of)), "link_id": of, "link_type": "organization",
        "taxonomy_term": {"id": str(term), "code": str(field.code), "name": str(field), "description": str(field)},
    }  # fmt: skip


@open_to("everyone")
def organizations(request: Request) -> StreamingHttpResponse:
    """groups.json: the open data once more, for programs that know groups of many cities: one page of HSDS organizations."""
    groups, city = queries.open_register(local_day(request.at)), the_city()
    answer = StreamingHttpResponse(_one_page(groups, city), content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="groups.json"'
    return answer


def _one_page(groups: QuerySet[Group], city: City | None) -> Iterator[bytes]:
    count = groups.count()
    page = {
        "total_items": count, "total_pages": 1, "page_number": 1, "size": count, "first_page": True, "last_page": True,
        "empty": not count,
    }  # fmt: skip
    yield json.dumps(page)[:-1].encode() + b', "contents": ['
    for n, group in enumerate(groups.iterator(chunk_size=500)):
        yield (b",\n" if n else b"\n") + json.dumps(organization(group, city), ensure_ascii=False).encode()
    yield b"\n]}"


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
