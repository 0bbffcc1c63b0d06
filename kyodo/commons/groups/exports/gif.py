"""The open data as 法人 of the Government Interoperability Framework (政府相互運用性フレームワーク, GIF).

Item names are the English ones (項目名（英語）) of the core data models 法人, 法人連絡先, 個人, 住所 and ID情報型 in its 438
コアデータモデル DMD. An item is left out where the register does not ask for it or the group has closed it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import StreamingHttpResponse

from kyodo.commons.groups import queries
from kyodo.commons.groups.models import Group
from kyodo.commons.groups.states import Kind, Role
from kyodo.kernel.access import Request, open_to
from kyodo.offices.city.models import City
from kyodo.offices.city.queries import local_day, the_city

from .register import as_json, joined, member_as, person_as, place_of


def legal_entity(group: Group, city: City | None) -> dict[str, Any]:
    """法人: one group. 法人番号 only where it has one; 設立年月日 is not asked to the day, so its year stands as 創業年."""
    founded = group.founded if group.is_open("founded") else None
    head = member_as(group, Role.REPRESENTATIVE) if group.is_open("representative") else None
    return _said(
        legalEntityNumber=group.corporate_number,
        identificationGroup=[{"identification": group.number, "identificationType": "登録番号"}],
        tradeName=group.name,
        tradeNameKana=group.kana,
        categoryOfOrganization=str(Kind(group.kind).label),
        description=group.activities or group.purpose,
        webSite=group.url if group.is_open("url") else "",
        representativeName={"fullName": head.person.name} if head else {},
        representativePosition=head.title if head else "",
        yearOfEstablishment=f"{founded.year}年" if founded else "",
        contactPointInformation=_contact(group, city),
    )


def _contact(group: Group, city: City | None) -> dict[str, Any]:
    """法人連絡先, of which one way in is compulsory: the city's desk for a group that keeps its own to itself."""
    own = {entry: getattr(group, entry) for entry in ("phone", "email", "postcode", "address") if group.is_open(entry)}
    ways = _said(
        contactPointPhoneNumber=[own["phone"]] if own.get("phone") else [],
        contactPointEmailAddress=[own["email"]] if own.get("email") else [],
        contactPointPostalCode=own.get("postcode"),
        contactPointAddress=_address(own["address"], city) if own.get("address") else {},
        contactPointPersonsName=person_as(group, Role.CONTACT) if group.is_open("contact") else "",
    )
    if ways.keys() & {"contactPointPhoneNumber", "contactPointEmailAddress", "contactPointAddress"} or city is None:
        return ways
    desk = _said(
        contactPointName=f"{city.name} {city.desk_name}".strip(),
        contactPointPhoneNumber=[city.desk_phone] if city.desk_phone else [],
        contactPointEmailAddress=[city.desk_email] if city.desk_email else [],
    )
    return ways | desk


def _address(words: str, city: City | None) -> dict[str, Any]:
    """住所: as the group wrote it, in one line; towns and numbers are not told apart in the register."""
    code, prefecture, name = place_of(city)
    return _said(localGovernmentCode=code, prefecture=prefecture, cityAndCounty=name, fullAddress=words)


def _said(**items: Any) -> dict[str, Any]:
    """The items that say something."""
    return {name: value for name, value in items.items() if value not in (None, "", [], {})}


@open_to("everyone")
def legal_entities(request: Request) -> StreamingHttpResponse:
    """groups-gif.json: the open data in the words of the national framework."""
    groups = queries.open_register(local_day(request.at)).iterator(chunk_size=500)
    city = the_city()
    return as_json(_file(legal_entity(group, city) for group in groups), name="groups-gif.json")


def _file(rows: Iterator[Mapping[str, Any]]) -> Iterator[bytes]:
    yield b"["
    yield from joined(rows)
    yield b"\n]"
