"""協働の種: sown, answered, joined by others, routed, closed or folded into another."""

from __future__ import annotations

from datetime import datetime, timedelta

from kyodo.cycle.collaborations import actions as cases
from kyodo.cycle.seeds import actions as seeds
from kyodo.cycle.seeds.models import Seed
from kyodo.demo.book import Row, called
from kyodo.demo.timeline import Life
from kyodo.demo.town import Town, lead_group
from kyodo.kernel.access import Actor, Side, Visitor
from kyodo.kernel.thing import Thing

CHANNELS = {"paper": "post"}
CODES = {"not_city": "outside_law"}
#: How long after its arrival a seed on paper or by telephone is typed in.
TYPED_IN = timedelta(minutes=20)
#: The way to whoever can help, and the zone in which that lies.
WAYS = {"group_alone": ("市民の皆さんで", "A"), "city_alone": ("市の仕事として", "E")}


def sowing(town: Town, key: str, case: Row) -> Life:
    """A seed of citizens or of a section, from its arrival to what was done with it at once."""
    said = case["seed"]
    entered = said["received"] + (TYPED_IN if said["channel"] != "web" else timedelta())
    yield entered
    if grown_early(town, key):
        _say_more(town, key, case)
    elif "theme" not in case:
        town.seeds[key] = _sow(town, case, entered)
        town.cases[key] = town.seeds[key].case_id
        _remember_parent(town, key, case, by=_author(town, case), now=entered)
    if "answer" in said:
        yield said["answer"]["at"]
        _answer(town, key, case)
    for name, settle in (("routed", _route), ("closed", _close), ("merged", _merge)):
        if name in said:
            yield said[name]["at"]
            settle(town, key, said[name])


def grown_early(town: Town, key: str) -> bool:
    """Whether an evaluation sowed this seed itself, long before somebody came back to it."""
    parent = town.book.cases[key].get("parent")
    rows = town.book.cases[parent]["harvest"]["next"] if parent else []
    return any(row["became"] == key and "reply" in row for row in rows)


def _sow(town: Town, case: Row, entered: datetime) -> Seed:
    said = case["seed"]
    now = said["received"]
    group, author = lead_group(case), said.get("by", "")
    own = next((g for g in town.groups_of(author) if g in case.get("groups", ())), group) if author else ""
    body: Thing | None = town.groups[own] if own else None
    if case["direction"] == "B":
        body = town.sections[said["section"]]
    name = town.people[author].name if author else said["visitor"]
    typed_in = said["channel"] != "web"
    email = (town.people[author].email or "") if author and not typed_in else ""
    return seeds.sow(
        title=case["title"], problem=said["text"].strip(), section=town.sections[said["section"]], body=body,
        sower=seeds.Sower(name, email=email), shown_name=said.get("visitor", ""), fields=case["fields"],
        ward=town.wards[case["wards"][0]] if case["wards"] != ["all"] else None,
        channel=called(CHANNELS, said["channel"]), received_at=now if typed_in else None,
        by=town.person(said["entered_by"], now) if typed_in else _author(town, case), at=entered,
    )  # fmt: skip


def _author(town: Town, case: Row) -> Actor:
    said = case["seed"]
    return town.person(said["by"], said["received"]) if "by" in said else Visitor()


def _remember_parent(town: Town, key: str, case: Row, *, by: Actor, now: datetime) -> None:
    if "parent" in case:
        rows = town.book.cases[case["parent"]]["harvest"]["next"]
        because = next(row["text"] for row in rows if row["became"] == key)
        cases.link(town.case(case["parent"]), town.case(key), because=because, by=by, at=now)


def _say_more(town: Town, key: str, case: Row) -> None:
    """Come back to a seed that an evaluation left: more is said, and it is in the hands of its section again."""
    said, seed = case["seed"], Seed.objects.get(case=town.cases[key])
    seeds.answer(seed, text=said["text"].strip(), by=town.person(said["by"], said["received"]), at=said["received"])


def _answer(town: Town, key: str, case: Row) -> None:
    answer = case["seed"]["answer"]
    by, now = town.person(answer["by"], answer["at"]), answer["at"]
    seed = town.themes[case["theme"]].seed if "theme" in case else Seed.objects.get(case=town.cases[key])
    seeds.answer(seed, text=answer["text"].strip(), by=by, at=now)
    if "theme" not in case:
        join_sides(town, key, case, by=by, now=now)


def join_sides(town: Town, key: str, case: Row, *, by: Actor, now: datetime) -> None:
    """Whoever else belongs to the case takes a seat on its side."""
    it = town.case(key)
    for section in case["sections"]:
        cases.add_party(it, town.sections[section], side=Side.CITY, by=town.desk(now), at=now)
    for group in case.get("groups", ()):
        cases.add_party(it, town.groups[group], side=Side.CITIZENS, by=town.desk(now), at=now)


def _route(town: Town, key: str, done: Row) -> None:
    to, zone = WAYS[done["to"]]
    by = town.person(done["by"], done["at"])
    seeds.route(town.seeds[key], to=to, reason=done["text"], zone=zone, by=by, at=done["at"])


def _close(town: Town, key: str, done: Row) -> None:
    code = called(CODES, done["reason"])
    seeds.close(town.seeds[key], code=code, reason=done["text"], by=town.person(done["by"], done["at"]), at=done["at"])


def _merge(town: Town, key: str, done: Row) -> None:
    by = town.person(done["by"], done["at"])
    seeds.merge(town.seeds[key], into=town.seeds[done["into"]], reason=done["text"], by=by, at=done["at"])


def judging(town: Town, key: str, zone: Row) -> Life:
    """領域: one side says where it sees the case. Before a proposal answers a theme, that is said of the theme."""
    yield zone["at"]
    by = town.person(zone["by"], zone["at"])
    it = town.case(key) if key in town.cases else town.themes[town.book.cases[key]["theme"]].case
    cases.judge_zone(it, zone=zone["zone"], side=Side(zone["side"]), because=zone["because"], by=by, at=zone["at"])


def withdrawing(town: Town, key: str, ending: Row) -> Life:
    """取下げ: with what happened, and what both sides say of it."""
    yield ending["at"]
    words = (ending["text"], f"市民：{ending['said']['citizens']}", f"行政：{ending['said']['city']}")
    by = town.person(ending["by"], ending["at"])
    cases.set_aside("withdraw", town.case(key), reason="\n".join(words), by=by, at=ending["at"])
