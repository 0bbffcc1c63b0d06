"""課から課への依頼: sections ask each other, so that the people of a case need not go from counter to counter."""

from __future__ import annotations

from kyodo.demo.book import Row
from kyodo.demo.timeline import Life
from kyodo.demo.town import Town
from kyodo.offices.requests import actions as requests

#: What the section does that asked; everything else the one that was asked.
BY_ASKER = ("reply", "clarify", "withdraw")


def asking(town: Town, row: Row) -> Life:
    """One request, as far as it has come."""
    now = row["at"]
    yield now
    it = requests.ask(
        from_section=town.sections[row["from"]], to_section=town.sections[row["to"]], wanted=row["wanted"],
        title=row["title"], words=row["words"], wished_on=row["wished"],
        about=town.case(row["case"]).subject if "case" in row else "", by=town.officer(row["from"], now), at=now,
    )  # fmt: skip
    holder = row["to"]
    for step in row.get("step", ()):
        now = step["at"]
        yield now
        by = town.officer(row["from"] if step["act"] in BY_ASKER else holder, now)
        if step["act"] == "forward":
            holder = step["to"]
            requests.forward(it, to_section=town.sections[holder], text=step["text"], by=by, at=now)
        else:
            requests.move(step["act"], it, text=step["text"], due_on=step.get("due"), by=by, at=now)
