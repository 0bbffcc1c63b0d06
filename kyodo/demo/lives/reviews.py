"""事務事業と協働点検: the list is taken over, every year sections check, the desk hears and decides."""

from __future__ import annotations

from datetime import timedelta

from kyodo.cycle.services import actions as services
from kyodo.cycle.services.models import Review, Service
from kyodo.demo.book import Row, at, between
from kyodo.demo.timeline import Life
from kyodo.demo.town import Town, refs, worked_off

PLAIN = ("name", "purpose", "content", "law", "budget", "staff", "target", "bearer", "zone")


def listing(town: Town) -> Life:
    """Take the city's list of services over as one file."""
    now = at(town.book.city["begun"] + timedelta(days=22), 14)
    yield now
    rows = [
        {"code": row["code"], "section": town.sections[row["section"]].ref, **{name: row[name] for name in PLAIN}}
        for row in town.book.services["service"]
    ]
    batch = services.upload(file_name="事務事業一覧.xlsx", rows=rows, by=town.desk(now), at=now)
    services.take_over(batch, by=town.desk(now), at=now)
    worked_off(now)
    town.services = {service.code: service for service in Service.objects.select_related("section")}


def opening(town: Town, year: int) -> Life:
    """Open one year's reviews of the services that are looked at in it."""
    now = at(town.book.services["opened"][str(year)], 9)
    yield now
    codes = [
        row["code"]
        for row in town.book.services["service"]
        if any(review["fiscal_year"] == year for review in row.get("review", ()))
    ]
    chosen = [town.services[code] for code in codes]
    services.open_reviews(now.year, services=chosen, by=town.desk(now), at=now)


def reviewing(town: Town, row: Row, review: Row, nth: int) -> Life:
    """One service in one year: checked by its section, heard and decided by the desk, and what follows from it."""
    words, room = town.book.services, review["room"]
    yield review["at"]
    it = Review.objects.select_related("service__section").get(
        service=town.services[row["code"]], year=review["at"].year
    )
    checked = {
        "zone": review["zone"], "room": room, "because": review["because"], "forms": refs(review["forms"]),
        "partners": review["partners"], "obstacle": review["obstacle"], "next_step": review["next"],
    }  # fmt: skip
    services.check(it, values=checked, by=town.person(review["by"], review["at"]), at=review["at"])
    # What may become a theme is talked over last, when the sections plan the next year.
    share = 0.75 + 0.01 * (nth % 12) if review["next"] == "theme" else 0.35 + 0.02 * (nth % 28)
    heard = between(review["at"], at(words["decided"][str(review["fiscal_year"])], 17), share)
    heard = at(heard.date(), 10 + nth % 7)
    if heard >= at(town.book.today):
        return
    yield heard
    services.hear(it, heard=words["hearing"][room], by=town.desk(heard), at=heard)
    decided = heard + timedelta(days=8 + nth % 19)
    if decided >= at(town.book.today):
        return
    yield decided
    services.decide(it, verdict=room, because=words["verdict"][room], by=town.desk(decided), at=decided)
    excused = decided + timedelta(days=3 + nth % 11)
    if room == "yes" and review["next"] != "theme" and excused < at(town.book.today):
        yield excused
        officer = town.officer(row["section"], excused)
        services.excuse_theme(it, because=words["no_theme"][review["next"]], by=officer, at=excused)
