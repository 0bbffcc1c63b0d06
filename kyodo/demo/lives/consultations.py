"""意見公募: announced, heard by every way, read and answered one by one, decided and published."""

from __future__ import annotations

from datetime import datetime, timedelta

from kyodo.deliberation.consultations import actions as voices
from kyodo.deliberation.consultations.models import Category, Consultation, Submission, Unit
from kyodo.demo.book import Row, at, called
from kyodo.demo.timeline import Life
from kyodo.demo.town import Town
from kyodo.kernel.access import Actor, Visitor
from kyodo.offices.people.models import Person

CHANNELS = {"card": "meeting"}
#: The same words come again after so long.
SIGNING = timedelta(hours=7)
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
        _hear(town, row, it, one, nth=nth, moment=moment)
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


def _hear(town: Town, row: Row, it: Consultation, one: Row, *, nth: int, moment: datetime) -> None:
    """One voice; whoever sends the same words later is numbered behind the name."""
    person = town.people.get(one.get("person", ""))
    name = one.get("name", person.name if person else "") + (f"（{nth + 1}）" if nth else "")
    sender = voices.From(
        name=name,
        address="織瀬市" if one.get("kind") != "unknown" else "",
        email=(person.email or "") if person else "",
    )
    said = {"text": one["words"], "sender": sender, "standing": STANDINGS.get(one["kind"], "resident")}
    it.refresh_from_db()
    if one["channel"] == "web":
        by: Actor = person or Visitor()
        voices.submit(it, **said, by=by, at=moment)
    else:
        channel, officer = called(CHANNELS, one["channel"]), _officer(town, row, moment)
        voices.enter(it, **said, channel=channel, received_at=moment, by=officer, at=moment)


def _answering(town: Town, row: Row, it: Consultation) -> Life:
    """Read, sorted, answered, reviewed, decided, published."""
    now = at(row["until"], 13) + timedelta(days=6)
    yield now
    units = _read(town, row, it, now)
    for answer in row.get("answer", ()):
        now += timedelta(minutes=20)
        yield now
        _answer(town, row, it, answer, units[answer["key"]], now)
    decided = at(row["adopted"], 15)
    yield decided
    it.refresh_from_db()
    voices.finish(it, by=_officer(town, row, decided), at=decided)
    voices.adopt(it, adopted_as="市長決裁", by=_head(town, it), at=decided)
    published = at(row["published"], 9)
    yield published
    it.refresh_from_db()
    voices.release(it, **row["told_back"], by=_officer(town, row, published), at=published)


def _read(town: Town, row: Row, it: Consultation, now: datetime) -> dict[str, list[Unit]]:
    """Cut every text into its opinions; the same words are read once."""
    found: dict[str, list[Unit]] = {}
    by = _officer(town, row, now)
    labels = {p.label.strip(" 　．."): p.uid for p in it.draft.provisions.all()} if it.draft else {}
    for one in row.get("submission", ()):
        bundle = Submission.objects.filter(consultation=it, text=one["words"]).order_by("number")[0].bundle
        for nth, unit in enumerate(one["units"], 1):
            made = voices.split(
                bundle, start=0, end=len(one["words"]), gist=unit["gist"], provision_uid=labels.get(unit["at"], ""),
                section=town.sections[row["section"]], finish=nth == len(one["units"]), by=by, at=now,
            )  # fmt: skip
            found.setdefault(unit["answer"], []).append(made)
    return found


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
