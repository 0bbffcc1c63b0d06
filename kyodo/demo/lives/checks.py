"""てびきの日々: what people say of single provisions, what calls for a review, and what the city does for each of them."""

from __future__ import annotations

from collections.abc import Iterator

from kyodo.deliberation.texts import actions as texts
from kyodo.deliberation.texts.models import Document, Effort, Version
from kyodo.deliberation.texts.queries import text_in_force
from kyodo.demo.book import Row, at
from kyodo.demo.timeline import Life
from kyodo.demo.town import Town
from kyodo.kernel.access import Visitor

from .recommendations import found, officer_of

PAGE = "https://www.city.example.jp/kyodo/tenken/"


def lives(town: Town) -> Iterator[tuple[str, Life]]:
    """Every remark, trigger and effort."""
    told = town.book.texts
    yield from ((f"remark {row['at']}", remarking(town, row)) for row in told["remark"])
    yield from ((f"trigger {row['at']}", noting(town, row)) for row in told["trigger"])
    yield from ((row["name"], checking(town, row)) for row in told["effort"])


def uid_of(version: Version, number: str) -> str:
    """The provision that is printed with this number."""
    return next(p.uid for p in version.provisions.order_by("order") if p.label.strip(" 　．.") == number)


def remarking(town: Town, row: Row) -> Life:
    """逐条コメント: read by the desk before everybody reads it."""
    yield row["at"]
    version = town.versions[row["version"]]
    it = texts.remark(
        version, uid=uid_of(version, row["provision"]), text=row["words"], quote=row.get("quote", ""), author_name=row.get("name", ""),
        by=town.people.get(row.get("person", ""), Visitor()), at=row["at"],
    )  # fmt: skip
    if "shown" in row:
        yield row["shown"]
        texts.show(it, by=town.desk(row["shown"]), at=row["shown"])
    if "hidden" in row:
        yield row["hidden"]
        texts.hide(it, reason=row["because"], by=town.desk(row["hidden"]), at=row["hidden"])


def noting(town: Town, row: Row) -> Life:
    """見直しのきっかけ, and the version that took it up."""
    yield row["at"]
    source = found(town, row["source"]) if "source" in row else None
    trigger = texts.note_trigger(
        the_guideline(town), words=row["words"], subject=source.subject if source else "", by=town.desk(row["at"]), at=row["at"]
    )  # fmt: skip
    if "cited" in row:
        now = row["cited"]["at"]
        yield now
        texts.cite_triggers(town.versions[row["cited"]["version"]], triggers=[trigger], by=town.desk(now), at=now)


def the_guideline(town: Town) -> Document:
    """The one text of the demo city."""
    return next(iter(town.versions.values())).document


def checking(town: Town, row: Row) -> Life:
    """An effort, and what its section says of it year by year."""
    now = at(row["from"], 13)
    yield now
    effort = texts.add_effort(
        the_guideline(town), name=row["name"], section=town.sections[row["section"]], words=row["words"], by=town.desk(now), at=now
    )  # fmt: skip
    for said in row.get("check", ()):
        yield from _checked(town, row, said, effort)


def _checked(town: Town, row: Row, said: Row, effort: Effort) -> Life:
    now = at(said["asked"], 14)
    yield now
    version = text_in_force(effort.document)
    assert version is not None
    check = texts.plan_check(
        effort, uid=uid_of(version, said["provision"]), year=said["year"], by=town.desk(now), at=now
    )
    if told := said.get("told"):
        now = at(told["on"], 16)
        yield now
        texts.report(
            check, standing=told["standing"], words=told["words"], link=f"{PAGE}{told['page']}.html" if "page" in told else "",
            evidence_on=told.get("evidence"), next_on=told["next"], by=officer_of(town, row["section"], now), at=now,
        )  # fmt: skip
    if view := said.get("view"):
        now = at(view["on"], 20)
        yield now
        texts.say(
            check, council_view=view["view"], council_words=view["words"], amendment=view["amendment"], by=town.people[view["by"]], at=now
        )  # fmt: skip
