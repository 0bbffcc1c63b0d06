"""評価: two blind sheets, voices of those it was for, what differs talked over, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from kyodo.cycle.collaborations import actions as cases
from kyodo.cycle.evaluations import actions as evaluations
from kyodo.cycle.evaluations.models import Evaluation, Item
from kyodo.cycle.seeds import actions as seeds
from kyodo.demo.book import Row, at, called
from kyodo.demo.timeline import Life
from kyodo.demo.town import Town
from kyodo.kernel.access import BOTH_SIDES, Side
from kyodo.offices.people.models import Person

from .projects import goal

#: What the data asks, in the codes of the city's item bank and of its promises.
ITEMS = {
    "課題の共有": "shared_problem", "目的・目標の一致": "purpose", "役割分担の明確さ": "responsibility", "相手の理解": "understanding",
    "対等な話し合い": "fair_talk", "計画の実現性": "feasible", "情報共有": "informed", "約束の実行": "responsibility", "進捗": "openness", "対等": "equality",
    "自主性の尊重": "autonomy", "困りごとの相談": "ask_help", "市民への公開": "open_to_all", "連絡の速さ": "prompt",
    "相乗効果": "synergy", "受益者満足": "people_served", "費用対効果": "cost", "団体の成長": "group_grew",
    "市の仕事の改善": "city_learned", "他への広がり": "independence", "次につながるか": "leads_on",
}  # fmt: skip
CONTINUATIONS = {"change_form": "change", "to_city": "city", "group_alone": "citizens"}
OUTCOMES = {
    "continue": "joint",
    "change_form": "other_form",
    "to_city": "city_alone",
    "group_alone": "group_alone",
    "end": "dropped",
}
#: When each side confirms the record of the talk.
CONFIRMED = {Side.CITIZENS: timedelta(hours=20), Side.CITY: timedelta(hours=22)}
#: A child is sown on the days after its parent is published; the parent waits for it.
SOON = timedelta(days=7)


def evaluation(town: Town, key: str) -> Evaluation:
    """The evaluation as it stands now."""
    return Evaluation.objects.select_related("case").get(case=town.cases[key])


def evaluating(town: Town, key: str) -> Life:
    """Asked once the work is reported, then filed by each side in its own time."""
    said = town.book.cases[key]["evaluation"]
    reports = [row["filed"] for row in town.book.cases[key]["report"] if row["kind"] == "final" and "filed" in row]
    now = max(said["asked"], max(reports) + timedelta(minutes=30))
    yield now
    by = town.officer(town.book.cases[key]["sections"][0], now)
    evaluations.open_evaluation(town.case(key), by=by, at=now)
    for side, filed in sorted(said["filed"].items(), key=lambda one: one[1]["at"]):
        yield filed["at"]
        by = town.person(filed["by"], filed["at"])
        evaluations.file(evaluation(town, key), marks=_marks(town, key, side), by=by, at=filed["at"])


def _marks(town: Town, key: str, side: str) -> dict[str, evaluations.Mark]:
    said = town.book.cases[key]["evaluation"]
    given = {_item(town, key, row["item"]).pk: row for row in said["items"]}
    marks = {}
    for item in evaluation(town, key).items.all():
        row = given.get(item.pk, {})
        marks[item.ref] = evaluations.Mark(row.get(side, said["usual"][side]), row.get(f"{side}_because", ""))
    return marks


def _item(town: Town, key: str, name: str) -> Item:
    """The item of the evaluation that asks what the data asks."""
    items, (kind, _colon, number) = evaluation(town, key).items, name.partition(":")
    if kind == "goal":
        return items.get(source_ref=goal(town, key, int(number)).subject)
    if kind == "role":
        task = town.book.cases[key]["agreement"]["roles"][int(number) - 1]["task"]
        return items.filter(source="role", text__contains=task).order_by("order")[0]
    return next(item for item in items.all() if _code(item, town, key) == ITEMS[name])


def _code(item: Item, town: Town, key: str) -> str:
    if item.source != "principle":
        return item.source_ref
    principles = {p.subject: p.code for p in town.case(key).principle_set.principles.all()}
    return principles[item.source_ref]


def hearing(town: Town, key: str) -> Life:
    """受益者の声: handed in on paper, while the two sides fill in their sheets."""
    said = town.book.cases[key]["evaluation"]
    answers, filed = said["beneficiaries"], min(f["at"] for f in said["filed"].values())
    scores = [score for score, count in zip(range(5, 0, -1), answers["marks"], strict=True) for _n in range(count)]
    words = dict(zip(_spread(len(answers["voices"]), scores), answers["voices"], strict=True))
    yield filed
    it, by = evaluation(town, key), town.desk(filed)
    for nth, score in enumerate(scores):
        evaluations.hear(it, score=score, words=words.get(nth, ""), on_paper=True, by=by, at=filed)


def _spread(count: int, scores: list[int]) -> list[int]:
    """Which answers carry words: from the best to the least contented."""
    return [round(nth * (len(scores) - 1) / max(count - 1, 1)) for nth in range(count)]


def noting(town: Town, key: str) -> Life:
    """違いの話し合い: what differs by two or more is written down by one side and agreed to by the other."""
    said = town.book.cases[key]["evaluation"]
    now = said["review"]["at"] + timedelta(hours=1)
    yield now
    citizens, city = (town.person(said["filed"][side]["by"], now) for side in BOTH_SIDES)
    chair, notes = town.person(said["review"]["chair"], now).display, []
    for gap in said.get("gap", ()):
        note = evaluations.note_gap(
            evaluation(town, key), item=_item(town, key, gap["item"]), cause=gap["cause"], improvement=gap["improvement"],
            owner_side=town.side(gap["owner"]), due=gap["due"], neutral=chair, citizens_after=gap["after"]["citizens"],
            city_after=gap["after"]["city"], by=city, at=now,
        )  # fmt: skip
        notes.append(note)
    now += timedelta(minutes=30)
    yield now
    for note in notes:
        evaluations.agree_to_note(note, by=citizens, at=now)
    for nth, note in enumerate(sorted(notes, key=lambda note: note.due)):
        now = max(now + timedelta(minutes=10), at(note.due, 16) + timedelta(days=nth % 5 - 3))
        if now >= at(town.book.today):
            return
        yield now
        of_citizens = note.owner_side == Side.CITIZENS
        by = citizens if of_citizens else town.officer(town.book.cases[key]["sections"][0], now)
        evaluations.finish_improvement(note, by=by, at=now)


def harvesting(town: Town, key: str) -> Life:
    """次の種: named and sown, or said why there is none; then the result is shown to everybody."""
    case = town.book.cases[key]
    said, review = case["harvest"], case["evaluation"]["review"]
    yield said["at"]
    by = town.person(case["evaluation"]["filed"]["citizens"]["by"], said["at"])
    if not said["next"]:
        evaluations.excuse(evaluation(town, key), no_seed_because=said["none_because"], by=by, at=said["at"])
    if "beneficiaries" not in case["evaluation"]:
        evaluations.excuse(evaluation(town, key), no_voices_because=said["no_voices"], by=by, at=said["at"])
    for row in said["next"]:
        _harvest(town, key, row, by=by, now=said["at"])
    closed = max([at(said["published"], 10), *_soon(town, said)])
    yield closed
    city = town.officer(case["sections"][0], closed)
    words = f"{review['text']}\n一致したこと：{review['shared']}\n違ったこと：{review['differed']}"
    continuation = called(CONTINUATIONS, review["decision"])
    evaluations.close(evaluation(town, key), continuation=continuation, closing_words=words, by=city, at=closed)
    yield from _publishing(town, key, closed + timedelta(hours=2))


def _soon(town: Town, said: Row) -> Iterator[datetime]:
    """When the children that are sown in these days have been sown."""
    for row in said["next"]:
        if row["became"]:
            sown = town.book.cases[row["became"]]["seed"]["received"]
            if sown < at(said["published"]) + SOON:
                yield sown + timedelta(hours=1)


def _harvest(town: Town, key: str, row: Row, *, by: Person, now: datetime) -> None:
    child = town.book.cases.get(row["became"])
    if "reply" in row:
        title = child["title"] if child else row["title"]
        seed = evaluations.harvest(evaluation(town, key), title=title, problem=row["text"], by=by, at=now)
        if child:
            town.seeds[row["became"]], town.cases[row["became"]] = seed, seed.case_id
    elif child and row["became"] in town.cases:
        cases.link(town.case(key), town.case(row["became"]), because=row["text"], by=by, at=now)


def replying(town: Town, key: str, row: Row) -> Life:
    """A first answer to a seed that an evaluation left; where it is in good hands elsewhere, it is brought there."""
    reply = row["reply"]
    yield reply["at"]
    by = town.person(reply["by"], reply["at"])
    title = town.book.cases[row["became"]]["title"] if row["became"] else row["title"]
    seed = town.case(key).children_links.get(child__title=title).child.seed
    seeds.answer(seed, text=reply["text"], by=by, at=reply["at"])
    if "to" in reply:
        now = reply["at"] + timedelta(minutes=20)
        yield now
        seeds.route(seed, to=reply["to"], reason=reply["text"], by=by, at=now)


def _publishing(town: Town, key: str, now: datetime) -> Life:
    """実践事例: drafted from what is written, published by the desk with what others can learn."""
    yield now
    by = town.desk(now)
    practice = evaluations.draft_practice(evaluation(town, key), by=by, at=now)
    values = {name: getattr(practice, name) for name in practice.ASKED}
    said = town.book.cases[key]["harvest"]
    values["summary"] = values["summary"] or values["purpose"][:300]
    values |= {"advice": said["story"], "failed": "failed" in said, **said.get("failed", {})}
    now += timedelta(days=1)
    yield now
    evaluations.publish_practice(practice, values=values, by=by, at=now)


def viewing(town: Town, key: str) -> Life:
    """第三者評価: what the committee says the year after."""
    view = town.book.cases[key]["evaluation"]["committee"]
    yield view["at"]
    body = town.book.city["committee"]
    evaluations.add_committee_view(
        evaluation(town, key),
        body=body,
        grade=view["grade"],
        words=view["text"],
        by=town.desk(view["at"]),
        at=view["at"],
    )


def meeting(town: Town, key: str) -> Row:
    """The talk about an evaluation as a sitting of a partner table."""
    said = town.book.cases[key]["evaluation"]
    review = said["review"]
    confirmed = {side: {"by": said["filed"][side]["by"], "at": review["at"] + CONFIRMED[side]} for side in BOTH_SIDES}
    return {
        "at": review["at"], "place": review["place"], "chair": review["chair"], "called_by": town.book.city["desk"]["officers"][0],
        "present": review["present"], "aim": "二者の評価の違いを読み合い、これからを決める", "aim_reached": True,
        "facts": "双方の評価票を並べて読みました。", "citizens_bring": "市民の側の評価票", "city_brings": "行政の側の評価票",
        "agenda": {"discussion": f"一致したこと：{review['shared']}\n違ったこと：{review['differed']}"},
        "agreed": [], "not_agreed": [], "homework": [], "zones": {"citizens": "", "city": ""}, "summary": review["text"],
        "confirmed": confirmed, "outcome": OUTCOMES[review["decision"]], "outcome_because": review["text"],
    }  # fmt: skip
