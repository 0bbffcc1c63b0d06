"""提言と推進プラン: what was recommended, what the city answered and did, who closed it, and the plans in between."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from kyodo.deliberation.recommendations import actions as promises
from kyodo.deliberation.recommendations.models import Measure, Plan, Recommendation
from kyodo.demo.book import Row, at
from kyodo.demo.timeline import Life
from kyodo.demo.town import Town
from kyodo.kernel.access import subject_of
from kyodo.offices.people.models import Person

LEVELS = {"none": "no_evidence", "waiting": "not_started", "begun": "started", "largely": "substantial", "done": "done"}
PAGE = "https://www.city.example.jp/kyodo/torikumi/"


def lives(town: Town) -> Iterator[tuple[str, Life]]:
    """Every paper with its recommendations, every plan with its milestones."""
    told = town.book.recommendations
    for source in told["source"]:
        yield source["key"], handed_over(town, source)
        for said in source["recommendation"]:
            yield f"{source['key']}/{said['number']}", followed(town, source, said)
    for nth, plan in enumerate(told["plan"]):
        yield plan["key"], planned(town, plan, told["plan"][nth - 1]["key"] if nth else "")
        measures = [measure for pillar in plan["pillar"] for measure in pillar["measure"]]
        yield from ((m["title"], reached(town, plan, m)) for m in measures)
        yield from ((m["title"], looked_back(town, plan, m, sheet)) for m in measures for sheet in m.get("sheet", ()))
        yield from (
            (m["title"], paused(town, plan, m, stone))
            for m in measures
            for stone in m["milestone"]
            if "paused" in stone
        )


def since(town: Town, day: date, hour: int) -> datetime:
    """That day, or the first days of the program for what happened before it."""
    return max(at(day, hour), at(town.book.city["begun"], hour) + timedelta(days=62))


def handed_over(town: Town, source: Row) -> Life:
    """A paper and all its items."""
    now = since(town, source["on"], 11)
    yield now
    body = town.bodies[source["body"]]
    items = [
        {"title": said["title"], "text": said["text"], "section": town.sections[said["section"]]}
        for said in source["recommendation"]
    ]
    term = town.terms[source["body"], source["term"]]
    town.reports[source["key"]] = promises.receive(
        title=source["title"], kind="term", voice_name=body.name, voice_ref=body.subject, source_ref=f"{term.subject}#{source['key']}",
        handed_on=source["on"], items=items, by=town.desk(now), at=now,
    )  # fmt: skip


def found(town: Town, key: str) -> Recommendation:
    """A recommendation by "source/number"."""
    source, _slash, number = key.partition("/")
    return Recommendation.objects.get(report=town.reports[source], number=int(number))


def followed(town: Town, source: Row, said: Row) -> Life:
    """One recommendation: answered, carried out on evidence, looked at from both sides, closed by somebody else."""
    if "response" not in said:
        return
    key = f"{source['key']}/{said['number']}"
    now = since(town, said["response_on"], 15)
    yield now
    until = (now + timedelta(days=360)).date() if said["response"] == "studying" else None
    officer = town.officer(said["section"], now) if said["section"] != "kyodo" else town.desk(now)
    promises.answer(
        found(town, key).response, state=said["response"], reason=said["because"], until=until, by=officer, at=now
    )
    for shown in said.get("evidence", ()):
        now = max(now + timedelta(hours=1), since(town, shown["on"], 16))
        yield now
        life = found(town, key).implementation
        promises.report(
            life, level=LEVELS[shown["progress"]], words=shown["what"], on=shown["on"], link=f"{PAGE}{source['key']}-{said['number']}.html",
            by=officer_of(town, said["section"], now), at=now,
        )  # fmt: skip
    if "citizens" in said:
        now = max(now + timedelta(days=1), since(town, town.book.day(date(2025, 8, 28)), 20))
        yield now
        felt, chair = said["citizens"], town.people["tsurumi-keiko"]
        promises.state_view(
            found(town, key), voice="committee", level=LEVELS[felt["progress"]], words=felt["words"], by=chair, at=now
        )
    if "closed" in said:
        now = max(now + timedelta(days=1), since(town, said["closed"]["on"], 20))
        yield now
        closer = town.people[said["closed"]["by"]]
        closure = found(town, key).closure
        promises.close(closure, closed_as="done", reason=said["closed"]["words"], by=closer, at=now)


def officer_of(town: Town, section: str, now: datetime) -> Person:
    """Whoever answers for a section."""
    return town.desk(now) if section == "kyodo" else town.officer(section, now)


def planned(town: Town, row: Row, earlier: str) -> Life:
    """A plan with its pillars, measures and the recommendations each of them answers."""
    now = since(town, row["decided"] - timedelta(days=30), 10) + timedelta(days=3)
    yield now
    by = town.desk(now)
    plan = promises.draft_plan(
        title=row["title"], first_year=row["from"], last_year=row["until"], adopted_on=row["decided"], decided_by="協働推進本部",
        earlier=town.plans.get(earlier), voice_ref=subject_of(town.bodies["suishin"]), by=by, at=now,
    )  # fmt: skip
    town.plans[row["key"]] = plan
    for said in row["pillar"]:
        pillar = promises.add_pillar(plan, title=said["title"], by=by, at=now)
        for measure in said["measure"]:
            made = promises.add_measure(
                pillar,
                title=measure["title"],
                section=town.sections[measure["section"]],
                budget=measure["budget"],
                indicator=measure.get("indicator", ""),
                unit=measure.get("unit", ""),
                by=by,
                at=now,
            )
            if "targets" in measure:
                promises.set_targets(made, targets={int(y): v for y, v in measure["targets"].items()}, by=by, at=now)
            for stone in measure["milestone"]:
                promises.add_milestone(made, title=stone["what"], due=stone["due"], by=by, at=now)
            for heir in measure["heirs"]:
                promises.link(found(town, heir["of"]), plan=plan, kind=heir["kind"], measure=made, by=by, at=now)
    adopted = max(now + timedelta(days=1), at(row["decided"], 17))
    yield adopted
    promises.adopt(plan, by=town.desk(adopted), at=adopted)


def reached(town: Town, row: Row, said: Row) -> Life:
    """The milestones of a measure as they were reached."""
    now = since(town, row["decided"], 18) + timedelta(days=8)
    for stone in said["milestone"]:
        if "done" not in stone:
            continue
        now = max(now, at(stone["done"], 17))
        yield now
        if not (plan := Plan.objects.filter(pk=town.plans[row["key"]].pk, state="in_force").first()):
            return
        measure = Measure.objects.get(plan=plan, title=said["title"])
        milestone = measure.milestones.get(title=stone["what"])
        state, note = ("partly", "一部にとどまった。") if stone.get("partly") else ("met", "予定したことができた。")
        officer = officer_of(town, said["section"], now)
        promises.settle_milestone(milestone, state=state, note=note, on=stone["done"], by=officer, at=now)


def looked_back(town: Town, row: Row, said: Row, sheet: Row) -> Life:
    """進捗シート of one year: the section tells, the headquarters comment, the citizens' members judge."""
    now = at(sheet["filed"], 16)
    yield now
    measure = Measure.objects.get(plan=town.plans[row["key"]], title=said["title"])
    made = promises.file_sheet(
        measure, year=sheet["year"], results=sheet["results"], problems=sheet["problems"], next_year=sheet["next"],
        self_grade=sheet["self"], by=officer_of(town, said["section"], now), at=now,
    )  # fmt: skip
    now = at(sheet["commented"], 11)
    yield now
    promises.comment(made, text=sheet["comment"], by=town.desk(now), at=now)
    now = at(sheet["judged"], 20)
    yield now
    promises.judge(made, grade=sheet["citizens"], text=sheet["why"], by=town.people[sheet["by"]], at=now)


def paused(town: Town, row: Row, said: Row, stone: Row) -> Life:
    """催促の休止 of a milestone that is late for a good reason."""
    now = at(stone["paused"]["on"], 10)
    yield now
    milestone = Measure.objects.get(plan=town.plans[row["key"]], title=said["title"]).milestones.get(
        title=stone["what"]
    )
    until, because = stone["paused"]["until"], stone["paused"]["because"]
    promises.pause(milestone, reason=because, until=until, by=town.desk(now), at=now)


def reminding(town: Town) -> Life:
    """The worker's ladder, on a morning every week from the day the city put it up: whoever owes an answer hears of it."""
    now = at(town.book.day(date(2025, 9, 1)), 10)
    while now.date() < town.book.today:
        yield now
        promises.climb(now)
        now += timedelta(weeks=1)
