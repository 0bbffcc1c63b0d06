"""会議体: bodies with their terms, what they met about, what was asked and answered, and a call for seats."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from kyodo.deliberation.councils.actions import (
    agenda,
    bodies,
    chaining,
    outcomes,
    planning,
    seating,
    writing,
)
from kyodo.deliberation.councils.models import (
    Chain,
    Hop,
    Item,
    Meeting,
    Membership,
    Minutes,
    Term,
)
from kyodo.deliberation.councils.queries.attending import seats_of
from kyodo.deliberation.councils.states.bodies import Post
from kyodo.demo.book import Row, at
from kyodo.demo.timeline import Life
from kyodo.demo.town import Town
from kyodo.kernel.access import subject_of
from kyodo.offices.city.queries import business_days_after
from kyodo.offices.people.models import Person

from . import seats

PLAIN = ("name", "kana", "kind", "basis", "mandate", "since", "term_months", "meetings_a_year", "pay")
EVENING = timedelta(hours=2)


def body_of(town: Town, row: Row) -> Life:
    """A body and its terms in order; what began before the program did is taken over with its own dates."""
    now = max(at(town.book.city["begun"], 15) + timedelta(days=44), at(row["since"], 15))
    yield now
    said = {name: row[name] for name in PLAIN if name in row}
    parent = town.bodies.get(row.get("parent", ""))
    body = bodies.open_body(
        **said,
        section=town.sections[row["section"]],
        parent=parent,
        seats=row.get("seats", {}),
        by=town.desk(now),
        at=now,
    )
    town.bodies[row["key"]] = body
    for term in row["term"]:
        now = max(now, at(term["from"], 15))
        if now.date() > town.book.today:
            return
        yield now
        begun = _begin(town, row, term, now)
        town.terms[row["key"], term["number"]] = begun
        end = term.get("ended") or term.get("until")
        if end is None or end >= town.book.today:
            return
        now = max(now, at(end, 16))
        yield now
        _end(town, begun, term, end, now)


def _begin(town: Town, row: Row, said: Row, now: datetime) -> Term:
    by, keeper = town.secretary(row["key"], now), str(said.get("owner_after", row["section"]))
    held = town.bodies.get(keeper) or town.sections[keeper]
    term = bodies.begin_term(
        town.bodies[row["key"]], number=said["number"], since=said["from"], until=said.get("until"), event=said.get("event", ""),
        themes="\n".join(said["themes"]), outputs=said.get("outputs", ()), keeper=subject_of(held), by=by, at=now,
    )  # fmt: skip
    for one in said["member"]:
        person = town.people[one["person"]] if "person" in one else None
        invited = seats.invited(town, row["key"], person.name if person else one["name"])
        seat = seating.appoint(
            term, person=person, name=one.get("name", ""), route=one["route"], post=one.get("role", "member"),
            behalf=one.get("behalf", ""), profession=one.get("profession", ""), gender=one.get("gender", ""),
            age_group=one.get("age", ""), shown=one.get("shown"), chosen_from=invited, by=by, at=now,
        )  # fmt: skip
        if "why" in one:
            seating.leave(seat, on=one["until"], because=one["why"], by=by, at=now)
    town.duties_changed()
    return term


def _end(town: Town, term: Term, said: Row, end: date, now: datetime) -> None:
    """What it set out to make is there; a term that waited for its event ends with it."""
    for output in term.outputs.filter(state="open"):
        bodies.finish_output(output, on=min(end, now.date()), by=town.desk(now), at=now)
    if "ended" in said:
        bodies.end_term(term, on=end, because=said["end_reason"], by=town.desk(now), at=now)
    town.duties_changed()


def relating(town: Town, row: Row) -> Life:
    """How a body stands to the others."""
    now = at(town.book.city["begun"], 16) + timedelta(days=45)
    for said in row.get("relation", ()):
        moment = max(now, at(said["from"], 16))
        yield moment
        body, other = town.bodies[row["key"]], town.bodies[said["to"]]
        bodies.relate(body, other, kind=said["kind"], since=said["from"], by=town.desk(moment), at=moment)


def serving(town: Town, row: Row) -> Life:
    """Whoever is its secretariat instead of the section."""
    said = row["secretariat"]
    now = at(said["from"], 10)
    yield now
    body, group = town.bodies[row["key"]], town.groups[said["group"]]
    bodies.name_secretariat(body, secretariat=group.subject, since=said["from"], by=town.desk(now), at=now)
    body.refresh_from_db()


def meeting(town: Town, row: Row) -> Life:
    """One meeting from its plan to its minutes."""
    body, today = row["body"], town.book.today
    planned = at(row["notice"], 10) - timedelta(days=7)
    yield planned
    term, by = town.terms[body, row["term"]], town.secretary(body, planned)
    where = planning.Where(town.place(row["place"]), capacity=10)
    it = planning.plan(term, starts_at=row["at"], ends_at=row["at"] + EVENING, where=where, by=by, at=planned)
    items = [listing.item for listing in it.listings.order_by("order")]  # what an earlier meeting left open
    items += [_raise(town, it, said, by, planned) for said in row["items"]]
    noticed = at(row["notice"], 10)
    yield noticed
    planning.notice(it, by=town.secretary(body, noticed), at=noticed)
    if row["at"].date() >= today:
        return
    yield row["at"]
    _hold(town, row, it, items)
    ended = row["at"] + EVENING
    yield ended
    planning.close(it, by=town.secretary(body, ended), at=ended)
    finished = [said for said in row.get("actions", ()) if "done" in said and said["done"] < today]
    for said in sorted(finished, key=lambda one: one["done"]):
        done = max(at(said["done"], 11), ended)
        yield done
        work = it.actions.get(text=said["what"])
        outcomes.finish_homework(work, result="", by=town.secretary(body, done), at=done)


def _raise(town: Town, it: Meeting, said: Row, by: Person, now: datetime) -> Item:
    closed = (
        {"is_closed": True, "closed_reason": said["why"], "closed_basis": said["basis"]} if said.get("closed") else {}
    )
    about = town.about(said.get("about", ""))
    return agenda.raise_item(it, title=said["title"], kind=said["kind"], about=about, by=by, at=now, **closed)


def _hold(town: Town, row: Row, it: Meeting, items: list[Item]) -> None:
    """The evening itself: who was there, what was decided, who does what next."""
    now, by = row["at"], town.secretary(row["body"], row["at"])
    planning.open_meeting(it, by=by, at=now)
    there = _there(row, list(seats_of(it)))
    planning.attend(it, presences=there, observers=row.get("observers"), staff="", by=by, at=now)
    ended = set()
    for said in row.get("decisions", ()):
        item, ends = items[said["item"] - 1], said.get("ends", True)
        who, _sign, words = said.get("dissent", "").partition("：")
        dissents = [{"name": "", "text": who}] if said.get("dissent") and not words else []
        outcomes.decide(
            it, item=item, text=said["text"], grade=said["grade"], dissents=dissents, ends_item=ends, by=by, at=now
        )
        ended.add(item.pk)
    for item in items:
        if item.pk not in ended:
            agenda.settle(it, item=item, how="報告を受け、意見を交わした。", by=by, at=now)
    for said in row.get("actions", ()):
        owner = town.groups.get(said["owner"]) or town.sections[said["owner"]]
        outcomes.set_homework(
            it, text=said["what"], owner=owner.subject, owner_name=str(owner.name), due=said["due"], by=by, at=now
        )


def _there(row: Row, seats: list[Membership]) -> dict[int, str]:
    """Who was there: the chair and everybody who is on record as having said something; the others take turns in being away."""
    said = "".join(line["speaker"] for line in row.get("summary", ()))
    said += "".join(decision.get("dissent", "") for decision in row.get("decisions", ()))
    silent = [seat.pk for seat in seats if seat.post != Post.CHAIR and seat.name.split()[0] not in said]
    away = {silent[(row["number"] + n) % len(silent)] for n in range(len(seats) - row["present"])}
    return {seat.pk: "absent" if seat.pk in away else "present" for seat in seats}


def minutes(town: Town, row: Row) -> Life:
    """The minutes: summed up, read by the members, fixed, published."""
    today = town.book.today
    if row["at"].date() >= today or "summary" not in row:
        return
    written = row["at"] + timedelta(days=8)
    if written.date() >= today:
        return
    yield written
    it = Meeting.objects.get(starts_at=row["at"]).minutes
    texts: dict[int, str] = {}
    for number, item in writing.agenda_of(it).items():
        if said := [line for line in row["summary"] if line["item"] == number]:
            texts[item.pk] = "\n".join(f"{line['speaker']}：{line['said']}" for line in said)
    by = town.secretary(row["body"], written)
    if "transcript" in row:
        writing.take_in(it, name="記録.txt", text=row["transcript"], by=by, at=written)
    writing.summarise(it, texts=texts, edition="both" if "transcript" in row else "summary", by=by, at=written)
    published = row.get("published")
    until = (published - timedelta(days=4)) if published else business_days_after(today, 5)
    writing.send_round(it, until=until, by=by, at=written)
    for said in row.get("corrections", ()):
        yield written + timedelta(days=1)
        _correct(town, row, it, said, written + timedelta(days=1))
    if published:
        for act, day in ((writing.fix, published - timedelta(days=2)), (writing.publish, published)):
            now = at(day, 14)
            yield now
            act(it, by=town.secretary(row["body"], now), at=now)


def _correct(town: Town, row: Row, it: Minutes, said: Row, now: datetime) -> None:
    """What a member would have written instead; the secretariat takes it unless it waits."""
    line = it.lines.get(is_summary=True, item=writing.agenda_of(it)[said["item"]])
    after = line.text.replace(said["was"], said["is"])
    one = writing.propose(line, after=after, note=said["note"], by=town.people[said["person"]], at=now)
    if not said.get("waits"):
        writing.take(one, by=town.secretary(row["body"], now), at=now)


def chain(town: Town, row: Row) -> Life:
    """諮問・答申・提言: every hop with its day, its receipt and its answer."""
    began = max(at(row["began"], 10), at(town.book.city["begun"], 10) + timedelta(days=60))
    yield began
    section = town.sections["kyodo"]
    it = chaining.begin_chain(
        kind=row["kind"], title=row["title"], text=f"少数意見：{row['minority']}" if "minority" in row else "", section=section, body=town.bodies.get(row["body"]),
        parent=town.chains.get(row.get("parent", "")), began_on=row["began"], by=town.desk(began), at=began,
    )  # fmt: skip
    town.chains[row["key"]] = it
    hops: dict[str, Hop] = {}
    steps = [(at(said["on"], 17), "hand", said) for said in row["hops"]]
    steps += [(at(said["answered"], 18), "answer", said) for said in row["hops"]]
    for now, step, said in sorted(steps, key=lambda it: (it[0], it[1] == "answer")):
        yield now
        if step == "answer":
            hop = hops[said["received"]]
            chaining.reply(hop, replied_on=said["answered"], text=said["words"], by=town.desk(now), at=now)
            continue
        for key in row.get("signed", ()) if said["kind"] == "proposal" else ():
            chaining.sign(it, name=town.groups[key].name, signed_on=said["on"], by=town.desk(now), at=now)
        hops[said["received"]] = _hand_on(town, it, said, now)


def _hand_on(town: Town, it: Chain, said: Row, now: datetime) -> Hop:
    (giver, _who), (taker, ref) = _name(town, said["from"]), _name(town, said["to"])
    hop = chaining.hand_on(
        it, kind=said["kind"], giver=giver, taker=taker, taker_ref=ref, handed_on=said["on"], text=said["what"],
        reply_due=said["due"], by=town.desk(now), at=now,
    )  # fmt: skip
    return chaining.receive(hop, received_on=said["on"], receipt=said["received"], by=town.desk(now), at=now)


def _name(town: Town, key: str) -> tuple[str, str]:
    if key == "mayor":
        return f"{town.book.city['city']['name']}長", town.sections["hisho"].subject
    return town.bodies[key].name, town.bodies[key].subject
