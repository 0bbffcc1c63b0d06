"""提案: written in small steps, submitted, checked, sent back or weighed by the section, questioned in public."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from kyodo.cycle.collaborations import actions as cases
from kyodo.cycle.proposals import actions as proposals
from kyodo.cycle.proposals.models import Proposal
from kyodo.cycle.proposals.states import Step
from kyodo.cycle.proposals.terms import BENEFIT_QUESTIONS
from kyodo.cycle.seeds import actions as seeds
from kyodo.demo.book import Row, at, between
from kyodo.demo.timeline import Life
from kyodo.demo.town import Town, lead_group, refs
from kyodo.kernel.calendar import era_date

from .seeds import join_sides

#: When each step of a proposal is saved, on the way from its beginning to its submission.
STEPS = {Step.AIM: 0.0, Step.PLAN: 0.3, Step.TOGETHER: 0.5, Step.TEAM: 0.7, Step.MONEY: 0.85, Step.REVIEW: 0.99}
#: Who pays what the city does not.
SOURCES = {"city": "city", "citizens": "own", "other": "gifts"}
#: What not every proposal has something to say about.
SOMETIMES = {
    Step.AIM: ("measure",), Step.PLAN: ("novelty", "difference", "charges", "publicity"), Step.TEAM: ("risks", "past"),
    Step.MONEY: ("supports",),
}  # fmt: skip
#: What the data calls a step whose words are there already.
DONE = {"解きたいこと": Step.AIM, "協力してほしいこと": Step.TOGETHER}


def writing(town: Town, key: str) -> Life:
    """From the first word to the last version."""
    case = town.book.cases[key]
    said = case["proposal"]
    yield said["begun"]
    by = town.person(said["by"], said["begun"])
    it = proposals.begin(
        title=case["title"], body=town.groups[lead_group(case)], round_=town.rounds.get(case.get("round", "")),
        theme=town.themes.get(case.get("theme", "")), case=None if "theme" in case else town.case(key), by=by, at=said["begun"],
    )  # fmt: skip
    town.proposals[key] = it
    end = said.get("submitted", at(town.book.today))
    wanted = set(Step) if "submitted" in said else {DONE[name] for name in said["done"]}
    for step, share in STEPS.items():
        if step in wanted:
            now = between(said["begun"], end, share)
            yield now
            more = {name: said[name] for name in SOMETIMES.get(step, ()) if name in said}
            values = {**dict(_entries(town, case))[step], **more}
            proposals.save_step(it, step=step, values=values, by=town.person(said["by"], now), at=now)
    for nth, version in enumerate(said["versions"]):
        yield version["at"]
        it.refresh_from_db()
        if "safety" in version:
            by = town.person(said["by"], version["at"])
            proposals.save_step(it, step=Step.TEAM, values={"safety": version["safety"]}, by=by, at=version["at"])
        proposals.submit(it, note=version["note"], by=town.person(said["by"], version["at"]), at=version["at"])
        if not nth:
            _enter(town, key, by=town.person(said["by"], version["at"]), now=version["at"])


def _enter(town: Town, key: str, *, by: Any, now: datetime) -> None:
    """The case of the proposal: its own where it answers a theme, which from then on rests."""
    case = town.book.cases[key]
    submitted = Proposal.objects.select_related("case").get(pk=town.proposals[key].pk)
    assert submitted.case is not None
    town.cases[key] = submitted.case.pk
    join_sides(town, key, case, by=by, now=now)
    cases.describe(
        town.case(key), start_type=case.get("start_type", ""), forms=refs(case.get("forms", [])), by=by, at=now
    )


def handing_on(town: Town, key: str) -> Life:
    """A theme that found its proposal has done its work: its section says where it goes on."""
    case = town.book.cases[key]
    now = case["proposal"]["submitted"] + timedelta(days=7)
    yield now
    theme = town.themes[case["theme"]]
    reason = f"「{case['title']}」の提案が届きました。この先は提案の案件で進めます。"
    seeds.route(theme.seed, to=case["title"], reason=reason, by=town.officer(case["seed"]["section"], now), at=now)


def _entries(town: Town, case: Row) -> Iterator[tuple[Step, Row]]:
    said, group = case["proposal"], next(g for g in town.book.groups if g["key"] == lead_group(case))
    goals = [
        {"what": g["what"], "how_much": g["how_much"], "by": era_date(g["by"], weekday=False)} for g in said["goals"]
    ]
    yield Step.AIM, {"title": case["title"], "goals": goals, **{n: said[n] for n in ("problem", "evidence", "purpose")}}
    period = {"starts_on": said["from"], "ends_on": said["until"]}
    yield Step.PLAN, {**period, **{name: said[name] for name in ("content", "target", "place")}}
    yield Step.TOGETHER, {
        "why_together": said["why_together"], "effect": said["effect"], "zone": said["zone"], "forms": refs(said["forms"]),
        "start_type": case.get("start_type", ""), "roles": _roles(case),
    }  # fmt: skip
    who = town.people[said["by"]]
    partners = [{"name": g["name"], "part": ""} for g in town.book.groups if g["key"] in case["groups"][1:]]
    yield Step.TEAM, {
        "author_name": group["name"], "partners": partners, "afterwards": said["afterwards"], "track_record": group["activities"],
        "team": f"会員{group['members']}人。代表は{town.people[group['representative']].name}。",
        "contact": {"representative": town.people[group["representative"]].name, "name": who.name, "email": who.email or ""},
    }  # fmt: skip
    yield Step.MONEY, {"lines": list(_money(said["budget"])), "other_support": "yes" if "supports" in said else "no"}
    yield Step.REVIEW, {"answers": [{"answer": "yes"}] * _statements(town, case)}


def _roles(case: Row) -> list[Row]:
    rows = case["proposal"].get("roles") or case.get("agreement", {}).get("roles", [])
    return [{name: row[name] for name in ("task", "side", "who")} for row in rows]


def _money(budget: Row) -> Iterator[Row]:
    shares: dict[str, int] = {}
    for line in budget["lines"]:
        yield {
            "flow": "expense", "source": "", "category": line.get("category", ""), "item": line["item"],
            "unit_price": line.get("price"), "quantity": line.get("quantity"), "unit": line.get("unit", ""),
            "amount": line["amount"], "counts": True, "bearer": line["bearer"],
        }  # fmt: skip
        shares[line["bearer"]] = shares.get(line["bearer"], 0) + line["amount"]
    names = {"city": "市の負担", "citizens": "団体の負担", "other": "協力する会社などの負担"}
    for bearer, amount in shares.items():
        yield {"flow": "income", "source": SOURCES[bearer], "item": names[bearer], "amount": amount, "counts": False}


def _statements(town: Town, case: Row) -> int:
    return len(town.rounds[case["round"]].statements) if "round" in case else 0


def checking(town: Town, key: str) -> Life:
    """形式確認: of the first version as the data says, of every later one within days."""
    said = town.book.cases[key]["proposal"]
    check = said.get("check")
    for nth, version in enumerate(said["versions"]):
        now = check["at"] if check and not nth else at(version["at"].date() + timedelta(days=4), 10)
        yield now
        by = town.person(check["by"], now) if check and not nth else town.desk(now)
        if check and not check["passed"]:
            proposals.send_back(town.proposals[key], reason=check["text"], correct_by=check["until"], by=by, at=now)
        else:
            proposals.check(town.proposals[key], by=by, at=now)


def weighing(town: Town, key: str) -> Life:
    """公益性の確認: four questions, each answered with the same sentence of reason."""
    benefit = town.book.cases[key]["proposal"]["benefit"]
    yield benefit["at"]
    rows = [
        {"answer": "yes" if benefit["serves_many"] else "no", "because": benefit["text"]} for _q in BENEFIT_QUESTIONS
    ]
    proposals.check_benefit(
        town.proposals[key], answers=rows, zone=city_zone(town, key, benefit["at"]), reason=benefit["text"],
        by=town.person(benefit["by"], benefit["at"]), at=benefit["at"],
    )  # fmt: skip


def city_zone(town: Town, key: str, now: datetime) -> str:
    """Where the city sees the case by then."""
    said = [zone for zone in town.book.cases[key].get("zone", ()) if zone["side"] == "city" and zone["at"] <= now]
    return str(said[-1]["zone"] if said else town.book.cases[key]["proposal"]["zone"])


def opining(town: Town, key: str) -> Life:
    """課の意見書."""
    case = town.book.cases[key]
    said = case["proposal"]["opinion"]
    yield said["at"]
    zones = [zone for zone in case.get("zone", ()) if zone["side"] == "city" and zone["at"] <= said["at"]]
    proposals.give_opinion(
        town.proposals[key], need=said["need"], city_can=said["can"], difficulties=said["hard"], feasibility=said["feasibility"],
        conditions=said["conditions"], zone=city_zone(town, key, said["at"]), because=zones[-1]["because"] if zones else said["need"],
        forms=refs(case["proposal"]["forms"]), by=town.person(said["by"], said["at"]), at=said["at"],
    )  # fmt: skip


def asking(town: Town, key: str, question: Row) -> Life:
    """One question with its answer: about the round while there is no proposal yet."""
    yield question["at"]
    case = town.book.cases[key]
    about = town.proposals[key] if question["at"] > case["proposal"]["submitted"] else town.rounds[case["round"]]
    it = proposals.ask(about, text=question["text"], by=town.person(question["by"], question["at"]), at=question["at"])
    yield question["answered_at"]
    by = town.person(question["answered_by"], question["answered_at"])
    proposals.answer(it, answer=question["answer"], by=by, at=question["answered_at"])
