"""意見公募: announced, heard by every way, read, answered and sorted by two, decided and published."""

from __future__ import annotations

from datetime import datetime, timedelta

from kyodo.deliberation.consultations import actions as voices
from kyodo.deliberation.consultations.models import Category, Coding, Consultation, Submission, Unit
from kyodo.deliberation.consultations.queries import disputes_of
from kyodo.demo.book import Row, at, called
from kyodo.demo.timeline import Life
from kyodo.demo.town import Town
from kyodo.kernel.access import Actor, Visitor
from kyodo.offices.people.models import Person

CHANNELS = {"card": "meeting"}
#: The same words come again after so long.
SIGNING = timedelta(hours=7)
#: What was mistyped is found when the pile is looked over.
LOOKED_OVER = timedelta(minutes=6)
STANDINGS = {"group": "office", "student": "student", "unknown": "unknown"}
CATEGORIES = {
    "reflected": "反映", "included": "盛り込み済み", "reference": "参考", "declined": "反映しない", "outside": "対象外",
}  # fmt: skip


def asking(town: Town, row: Row) -> Life:
    """One consultation from its announcement to its result."""
    now = at(row["announced"], 9)
    yield now
    it = voices.prepare(
        section=town.sections[row["section"]], title=row["title"], kind=row["kind"], basis=row["basis"], purpose=row["purpose"],
        body=town.bodies.get(row.get("body", "")), opens_on=row["from"], closes_on=row["until"],
        who_may=["resident", "worker", "student", "office", "interested"], channels=["web", "mail", "fax", "post", "counter", "meeting"],
        send_to=f"{town.book.city['city']['address']} {town.sections[row['section']].name}", originals_at="担当課の窓口",
        places=[{"name": name} for name in row["places"]], announcements=[{"medium": m["by"], "on": m["on"]} for m in row["told"]],
        sessions=[], by=_officer(town, row, now), at=now,
    )  # fmt: skip
    town.consultations[row["key"]] = it
    _name_reviewer(town, row, it, now)
    voices.announce(it, by=_officer(town, row, now), at=now)
    opened = at(row["from"], 8)
    yield opened
    _lay_open(town, row, it, opened)
    voices_heard = [
        (one["at"] + SIGNING * nth, nth, one)
        for one in row.get("submission", ())
        for nth in range(1 + one.get("same", 0))
    ]
    for moment, nth, one in sorted(voices_heard, key=lambda said: said[:2]):
        yield moment
        heard = _hear(town, row, it, one, nth=nth, moment=moment)
        if "typed" in one:
            found = moment + LOOKED_OVER
            yield found
            voices.correct(heard, text=one["words"], because=one["slip"], by=_officer(town, row, found), at=found)
    if row["until"] >= town.book.today or "published" not in row:
        return
    yield from _answering(town, row, it)


def _name_reviewer(town: Town, row: Row, it: Consultation, now: datetime) -> None:
    head = next(
        town.people[key]
        for key in town.officers_of(row["section"], now.date())
        if any(duty["role"] == "head" for duty in town.row(key)["duties"])
    )
    voices.name_reviewers(it, reviewers=[{"person": head, "role": "課長"}], by=_officer(town, row, now), at=now)


def _lay_open(town: Town, row: Row, it: Consultation, now: datetime) -> None:
    """The text that people are asked about: a version of a text, or a file."""
    by = _officer(town, row, now)
    if "text" in row:
        voices.describe(it, draft=town.versions[row["text"]], by=by, at=now)
    else:
        voices.add_document(it, upload=town.upload(f"{row['title']}.txt", row["purpose"]), purpose="案", by=by, at=now)
    voices.publish(it, by=by, at=now)


def _hear(town: Town, row: Row, it: Consultation, one: Row, *, nth: int, moment: datetime) -> Submission:
    """One voice, as it was typed; whoever sends the same words later is numbered behind the name."""
    person = town.people.get(one.get("person", ""))
    name = one.get("name", person.name if person else "") + (f"（{nth + 1}）" if nth else "")
    sender = voices.From(
        name=name,
        address="織瀬市" if one.get("kind") != "unknown" else "",
        email=(person.email or "") if person else "",
    )
    said: Row = {
        "text": one.get("typed", one["words"]),
        "sender": sender,
        "standing": STANDINGS.get(one["kind"], "resident"),
    }
    it.refresh_from_db()
    if one["channel"] == "web":
        by: Actor = person or Visitor()
        return voices.submit(it, **said, by=by, at=moment)
    channel, officer = called(CHANNELS, one["channel"]), _officer(town, row, moment)
    return voices.enter(it, **said, channel=channel, received_at=moment, by=officer, at=moment)


def _answering(town: Town, row: Row, it: Consultation) -> Life:
    """Read, sorted, answered, reviewed, a share of it sorted again, decided, published."""
    coding = None
    if "coding" in row:
        asked = at(row["coding"]["asked"], 13)
        yield asked
        coding = _ask_a_second(town, row, it, asked)
    now = at(row["until"], 13) + timedelta(days=6)
    yield now
    units = _read(town, row, it, now)
    for answer in row.get("answer", ()):
        now += timedelta(minutes=20)
        yield now
        _answer(town, row, it, answer, [unit for unit, said in units if said["answer"] == answer["key"]], now)
    if coding:
        yield from _sorting_again(town, row, coding, {unit.pk: said for unit, said in units})
    decided = at(row["adopted"], 15)
    yield decided
    it.refresh_from_db()
    voices.finish(it, by=_officer(town, row, decided), at=decided)
    voices.adopt(it, adopted_as="市長決裁", by=_head(town, it), at=decided)
    published = at(row["published"], 9)
    yield published
    it.refresh_from_db()
    voices.release(it, **row["told_back"], by=_officer(town, row, published), at=published)


def _ask_a_second(town: Town, row: Row, it: Consultation, now: datetime) -> Coding:
    """Somebody who has not seen the opinions is asked before the first of them is read."""
    said = row["coding"]
    coder = town.person(said["coder"], now)
    return voices.name_coder(it, coder=coder, seed_from=said["seed_from"], by=_officer(town, row, now), at=now)


def _read(town: Town, row: Row, it: Consultation, now: datetime) -> list[tuple[Unit, Row]]:
    """Cut every text into its opinions; the same words are read once."""
    found: list[tuple[Unit, Row]] = []
    by = _officer(town, row, now)
    labels = {p.label.strip(" 　．."): p.uid for p in it.draft.provisions.all()} if it.draft else {}
    for one in row.get("submission", ()):
        heard = Submission.objects.filter(consultation=it, text=one.get("typed", one["words"])).order_by("number")[0]
        for nth, unit in enumerate(one["units"], 1):
            changes = unit.get("second", {}).get("adopted")  # until then the section that asks wanted to answer itself
            section = town.sections[row["section"] if changes else unit["section"]]
            made = voices.split(
                heard.bundle, start=0, end=len(heard.reading), gist=unit["gist"], provision_uid=labels.get(unit["at"], ""),
                section=section, finish=nth == len(one["units"]), by=by, at=now,
            )  # fmt: skip
            found.append((made, unit))
    return found


def _sorting_again(town: Town, row: Row, coding: Coding, units: dict[int, Row]) -> Life:
    """二人目の分類: the lot, what the second person sees, and how each difference was settled."""
    said, first = row["coding"], {answer["key"]: answer["category"] for answer in row["answer"]}
    now = at(said["drawn"], 10)
    yield now
    voices.draw(coding, seed=said["seed"], by=_officer(town, row, now), at=now)
    now = at(said["filed"], 9)
    for line in coding.rows.readable(coding.coder, at=now):
        now += timedelta(minutes=4)
        yield now
        told = units[line.unit_id]
        seen = {"category": first[told["answer"]], "section": told["section"], **told.get("second", {})}
        category, section = Category.objects.get(name=CATEGORIES[seen["category"]]), town.sections[seen["section"]]
        voices.code(line, category=category, section=section, by=coding.coder, at=now)
    voices.file_coding(coding, by=coding.coder, at=now)
    now, by = at(said["settled"], 14), _officer(town, row, now)
    for one in disputes_of(coding, by, at=now):
        now += timedelta(minutes=10)
        yield now
        unit, settled = one.row.unit, units[one.row.unit_id]["second"]
        if settled.get("adopted"):
            kept = {"gist": unit.gist, "place": unit.place, "provision_uid": unit.provision_uid}
            voices.reword(unit, **kept, section=town.sections[settled["section"]], by=by, at=now)
        voices.settle_row(one.row, reason=settled["settled"], by=by, at=now)


def _answer(town: Town, row: Row, it: Consultation, said: Row, units: list[Unit], now: datetime) -> None:
    by = _officer(town, row, now)
    answer = voices.begin_answer(it, units=units, by=by, at=now)
    before, after = town.book.reworded(said["provision"]) if said["category"] == "reflected" else ("", "")
    category = Category.objects.get(name=CATEGORIES[said["category"]])
    voices.write(
        answer, text=said["words"], reason=said["reason"], category=category, before=before, after=after, by=by, at=now
    )
    answer.refresh_from_db()
    voices.hand_in(answer, by=by, at=now)
    voices.review(answer, verdict="agree", by=_head(town, it), at=now)
    if "provision" in said:
        town.answers[said["provision"]] = answer


def _head(town: Town, it: Consultation) -> Person:
    return next(person for person in town.people.values() if it.reviewers.filter(person=person).exists())


def _officer(town: Town, row: Row, now: datetime) -> Person:
    return town.desk(now) if row["section"] == "kyodo" else town.officer(row["section"], now)
