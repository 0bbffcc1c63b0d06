"""The open data as organizations of the Open Referral Human Services Data Specification (HSDS) 3.0."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import StreamingHttpResponse

from kyodo.commons.groups import queries
from kyodo.commons.groups.models import Group, GroupField
from kyodo.commons.groups.states import Kind, Role
from kyodo.kernel.access import Request, open_to
from kyodo.offices.city.models import City
from kyodo.offices.city.queries import local_day, the_city

from .register import as_json, joined, person_as, place_of


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
            {"id": known(entry), "name": person_as(group, role), "title": str(Role(role).label)}
            for role, entry in people if group.is_open(entry) and person_as(group, role)
        ],
        "locations": [
            {"id": known("place"), "location_type": "postal", "addresses": [_hsds_address(where, city, known("address"))]}
        ] if where["address_1"] else [],
        "attributes": [_attribute(field, of=known("")) for field in group.fields.all()],
    }  # fmt: skip
    return {name: value for name, value in said.items() if value not in (None, "", [])}


def _hsds_address(where: dict[str, Any], city: City | None, known: str) -> dict[str, Any]:
    _code, prefecture, name = place_of(city)
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
    groups = queries.open_register(local_day(request.at))
    return as_json(_one_page(groups, the_city()), name="groups.json")


def _one_page(groups: QuerySet[Group], city: City | None) -> Iterator[bytes]:
    count = groups.count()
    page = {
        "total_items": count, "total_pages": 1, "page_number": 1, "size": count, "first_page": True, "last_page": True,
        "empty": not count,
    }  # fmt: skip
    yield json.dumps(page)[:-1].encode() + b', "contents": ['
    yield from joined(organization(group, city) for group in groups.iterator(chunk_size=500))
    yield b"\n]}"
