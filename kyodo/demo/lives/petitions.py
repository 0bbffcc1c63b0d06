"""市民政策提案: handed in by residents, checked by the desk, studied by a section, answered and, where adopted, tracked."""

from __future__ import annotations

from kyodo.deliberation.recommendations import actions as promises
from kyodo.deliberation.recommendations.models import Petition
from kyodo.demo.book import Row
from kyodo.demo.timeline import Life
from kyodo.demo.town import Town

SAID = ("title", "problem", "purpose", "effect", "cost")


def proposing(town: Town, row: Row) -> Life:
    """One petition, as far as it has come."""
    now = row["at"]
    yield now
    person = town.people.get(row.get("person", ""))
    names = [{"name": name, "address": f"織瀬市{row['around']}", "of_age": True} for name in row["supporters"]]
    it = promises.hand_in(
        author_name=person.name if person else row["name"], supporters=names, by=person or town.desk(now), at=now,
        **{name: row[name] for name in SAID if name in row},
    )  # fmt: skip
    if "returned" in row:
        now = row["returned"]["at"]
        yield now
        promises.send_back(it, reason=row["returned"]["reason"], by=town.desk(now), at=now)
    if "accepted" in row:
        said = row["accepted"]
        yield said["at"]
        section = town.sections[said["section"]]
        promises.accept(it, section=section, summary=said["summary"], by=town.desk(said["at"]), at=said["at"])
    if "decided" in row:
        yield from _answered(town, row, it)


def _answered(town: Town, row: Row, it: Petition) -> Life:
    said, section = row["decided"], row["accepted"]["section"]
    now = said["at"]
    yield now
    promises.decide(it, result=said["result"], reason=said["reason"], by=town.officer(section, now), at=now)
    if "tracked" not in row:
        return
    now, answered = row["tracked"]["at"], row["tracked"]["answered"]
    yield now
    report = promises.track(it, by=town.desk(now), at=now)
    yield answered
    promises.answer(
        report.recommendations.get().response, state="accepted", reason=row["tracked"]["words"],
        by=town.officer(section, answered), at=answered,
    )  # fmt: skip
