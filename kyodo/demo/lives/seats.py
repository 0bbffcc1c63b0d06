"""How somebody comes to a seat: 公募, a call that people answer; 無作為抽出, letters to people drawn by lot."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from kyodo.deliberation.councils.actions import drawing, openings
from kyodo.deliberation.councils.models import Application, Draw, Invitee, Opening
from kyodo.deliberation.councils.queries.sortition import Listed, by_code
from kyodo.deliberation.councils.workflow.bodies import OPENINGS
from kyodo.demo.book import Row, at
from kyodo.demo.timeline import Life
from kyodo.demo.town import Town
from kyodo.kernel.access import LinkHolder, Visitor

DAY = timedelta(days=1)
Answer = tuple[datetime, Invitee, Row]


def the_list(row: Row) -> list[Listed]:
    """The residents of age by number and group, as the city's register would give them."""
    groups = (group for group, count in row["listed"].items() for _n in range(count))
    return [Listed(f"{n:07d}", group) for n, group in enumerate(groups, 1)]


def inviting(town: Town, row: Row) -> Life:
    """Prepared in public, drawn with the seed that came later, answered by letter."""
    now, rows = at(row["prepared"], 10), the_list(row)
    yield now
    by = town.secretary(row["body"], now)
    draw = drawing.prepare_draw(
        town.bodies[row["body"]], purpose=row["purpose"], topics="\n".join(row["topics"]), seed_from=row["seed_from"],
        quotas=row["quotas"], rows=rows, seats=row["seats"], reply_by=row["reply_by"], by=by, at=now,
    )  # fmt: skip
    now = at(row["drawn"], 11)
    yield now
    letters = drawing.draw_lots(draw, seed=row["seed"], rows=rows, by=town.secretary(row["body"], now), at=now)
    for moment, invitation, said in sorted(_answers(row, [code for _row, code in letters]), key=lambda it: it[0]):
        yield moment
        drawing.answer_invitation(invitation, by=LinkHolder(invitation.subject), at=moment, **said)
    for said in row["yes"]:
        if "back" in said:
            now = at(said["back"], 15)
            yield now
            one = draw.invitations.get(name=said["name"])
            drawing.step_back(one, by=town.secretary(row["body"], now), at=now)


def _answers(row: Row, codes: list[str]) -> Iterator[Answer]:
    """Who says yes does so in the order of the lots; who says no holds one of the letters left."""
    letters = sorted((it for it in map(by_code, codes) if it), key=lambda it: it.lot)
    last, taken = 0, set()
    for said in row["yes"]:
        it = next(one for one in letters if one.group == said["group"] and one.lot > last)
        last = it.lot
        taken.add(last)
        words = {name: said[name] for name in ("name", "contact", "wishes")}
        yield at(said["on"], 19), it, {"reply": "yes", **words}
    for group, count in row["no"].items():
        left = [it for it in letters if it.group == group and it.lot not in taken]
        for n, it in enumerate(left[:count]):
            yield at(row["drawn"], 12 + n % 9) + (n + 3) * DAY, it, {"reply": "no"}


def invited(town: Town, body: str, name: str) -> str:
    """The invitation to which somebody of this name said yes, "" for whoever came another way."""
    draws = Draw.objects.filter(body=town.bodies[body])
    found = Invitee.objects.filter(draw__in=draws, name=name, reply="yes").first()
    return found.subject if found else ""


def calling(town: Town, row: Row) -> Life:
    """委員の公募."""
    now = at(row["from"], 9)
    yield now
    by = town.secretary(row["body"], now)
    it = openings.prepare(
        town.bodies[row["body"]], seats=row["seats"], route="public", who=row["who"], duties=row["duties"], starts_on=row["start"],
        ends_on=row["end"], burden=row["burden"], pay=town.bodies[row["body"]].pay, opens_on=row["from"], closes_on=row["until"],
        choosing="both", criteria=row["criteria"], help=row["help"], by=by, at=now,
    )  # fmt: skip
    OPENINGS.perform("announce", it, by=by, at=now)
    sent: list[tuple[Application, Row]] = []
    for said in row.get("applications", ()):
        yield at(said["on"], 10)
        sent.append((_apply(town, it, said, at(said["on"], 10)), said))
    if "decided" not in row:
        return
    now = at(row["decided"], 16)
    yield now
    by = town.secretary(row["body"], now)
    for one, said in sent:
        openings.judge(one, result=said["result"], reserve=said.get("reserve"), reason=said["reason"], by=by, at=now)
    openings.decide(it, outcome=row["outcome"], by=by, at=now)


def _apply(town: Town, it: Opening, said: Row, now: datetime) -> Application:
    person = town.people[said["person"]] if "person" in said else None
    name = person.name if person else said["name"]
    return openings.apply(
        it, name=name, address=said["address"], age=said["age"], occupation=said["work"], phone=said["phone"],
        reason=said["why"], by=person or Visitor(), at=now,
    )  # fmt: skip
