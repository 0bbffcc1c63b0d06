"""制度と募集: programmes, their rounds, and the themes in which the city says what it cannot do alone."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from kyodo.cycle.calls import actions as calls
from kyodo.cycle.calls.models import Programme
from kyodo.cycle.seeds import actions as seeds
from kyodo.cycle.services.models import Review, Service
from kyodo.demo.book import Row, at
from kyodo.demo.timeline import Life
from kyodo.demo.town import Town, refs

LISTS = ("name", "kind", "purpose", "eligible", "projects", "excluded")


def setting_up(town: Town, row: Row) -> Life:
    """Set a programme up, before its first round."""
    now = at(town.book.city["begun"] + timedelta(days=2), 13)
    yield now
    money = row["money"]
    values = {
        **{name: row[name] for name in LISTS if name != "name"}, "forms": refs(row["forms"]),
        "statements": [statement["text"] for statement in row["statement"]], "criteria": row["criteria"],
        "prior_talk": row["prior_talk_required"], "rate": money["rate"], "cap": money["cap"], "rounding": money["rounding"],
        "repeat_rule": money["repeat"], "longest": money["years"], "publish": [k for k, shown in row["publish"].items() if shown],
    }  # fmt: skip
    calls.set_programme(row["name"], values=values, by=town.desk(now), at=now)


def calling(town: Town, row: Row) -> Life:
    """One round: prepared, published on the day of the call, closed when its results have been told."""
    dates = row["dates"]
    now = at(dates["call"] - timedelta(days=7), 11)
    yield now
    programme = next(p for p in town.book.rounds["programme"] if p["key"] == row["programme"])
    places = programme["places"]
    briefings = [
        {"starts_at": at(day, 19), "place": places["briefing"], "online": "" if nth else places["online"], "note": places["note"]}
        for nth, day in enumerate(dates["briefings"])
    ]  # fmt: skip
    values = {
        "year": dates["call"].year + row.get("ahead", 0), "announces_on": dates["call"], "talk_until": dates.get("talks_until"),
        "opens_on": dates["opens"], "closes_on": dates["closes"], "edit_until": dates["last_edit"],
        "screens_on": dates["papers"], "presents_on": dates["presentation"], "presents_at": time(13, 0),
        "presents_place": places["presentation"], "notice_on": dates["notice"], "work_from": dates["starts"],
        "report_until": dates["report_by"], "budget": programme["money"]["budget"], "per_group": programme["per_group"],
        "notes": row["notes"], "briefings": briefings,
    }  # fmt: skip
    stored = Programme.objects.get(name=programme["name"])
    town.rounds[row["key"]] = calls.prepare_round(stored, values=values, by=town.desk(now), at=now)
    now = at(dates["call"], 12)
    yield now
    calls.move("publish", town.rounds[row["key"]], by=town.desk(now), at=now)
    if row["state"] == "decided":
        now = at(dates["notice"], 17, 20)
        yield now
        calls.move("close", town.rounds[row["key"]], by=town.desk(now), at=now)


def theming(town: Town, call: Row, row: Row) -> Life:
    """One theme: a section asks; where nobody came, it says so when the results are told. Of an open round nothing is known yet."""
    answered = next((town.book.cases[key] for key in row["answered"]), None)
    now = answered["seed"]["received"] if answered else at(call["dates"]["call"], 10)
    yield now
    by = town.person(answered["seed"]["by"], now) if answered else town.officer(row["section"], now)
    town.themes[row["key"]] = calls.publish_theme(
        title=row["title"], section=town.sections[row["section"]], background=row["background"],
        problem=row["problem"], expects=row["expects"], aim=row["wish"], city_can=row["city_can"], budget=row["budget"],
        forms=refs(row["forms"]), period=row["period"], service=_service(answered),
        questions_until=call["dates"].get("questions_until"), round_=town.rounds[call["key"]],
        review=_review(town, answered, now), by=by, at=now,
    )  # fmt: skip
    if "nobody" in row:
        now = at(call["dates"]["notice"], 16)
        yield now
        seed = town.themes[row["key"]].seed
        seeds.close(seed, code="not_now", reason=row["nobody"], by=town.officer(row["section"], now), at=now)


def _service(answered: Row | None) -> Service | None:
    """What the city does about it already."""
    code = next(iter((answered or {}).get("services", ())), None)
    return Service.objects.filter(code=code).first() if code else None


def _review(town: Town, answered: Row | None, now: datetime) -> Review | None:
    """The review from which a theme grew: the one of its service in the year before."""
    code = next(iter((answered or {}).get("services", ())), None)
    return Review.objects.filter(service__code=code, decided_at__lt=now).first() if code else None
