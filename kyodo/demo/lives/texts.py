"""指針: the town's guideline, its versions and why each of its words changed."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from kyodo.deliberation.texts import actions as texts
from kyodo.deliberation.texts.models import Version
from kyodo.deliberation.texts.queries import comparison
from kyodo.demo.book import DATA, at
from kyodo.demo.timeline import Life
from kyodo.demo.town import Town

TITLE = "織瀬市協働のてびき"
SUMMARY = "市民と市がいっしょに働くときの約束と進め方をまとめたものです。"


def writing(town: Town) -> Life:
    """Two versions taken over from paper, the draft that people were asked about, and the text that came of it."""
    now = at(town.book.city["begun"], 13) + timedelta(days=50)
    yield now
    document = texts.register(
        title=TITLE, kind="guideline", section=town.sections["kyodo"], summary=SUMMARY, review_years=4, review_clause="第18項",
        by=town.desk(now), at=now,
    )  # fmt: skip
    for name, stage, on, moment in (
        ("2012", "decided", date(2012, 3, 26), now),
        ("2023", "revised", date(2023, 3, 24), now + timedelta(hours=1)),
        ("2026-draft", "draft", None, at(town.book.day(date(2026, 6, 24)), 10)),
        ("2026", "revised", town.book.day(date(2026, 11, 2)), at(town.book.day(date(2026, 11, 2)), 10)),
    ):
        yield moment
        version = texts.begin_version(document, stage=stage, copy=False, by=town.desk(moment), at=moment)
        file = SimpleUploadedFile(f"{name}.txt", (DATA / "guideline" / f"{name}.txt").read_bytes())
        texts.take_over(
            texts.upload(version, file=file, by=town.desk(moment), at=moment), by=town.desk(moment), at=moment
        )
        version.refresh_from_db()
        texts.give_dates(version, effective_on=on, by=town.desk(moment), at=moment)
        town.versions[name] = version
        _explain(town, name, version, moment)
        if name == "2026":
            _make_plain(town, version, moment)
        texts.move("fix", version, by=town.desk(moment), at=moment)
        texts.publish(version, by=town.desk(moment), at=moment)


def _explain(town: Town, name: str, version: Version, now: datetime) -> None:
    """Every change has its cause: an opinion that was answered, what the committee found, or the state's new law."""
    before = version.before()
    if before is None:
        return
    by = town.desk(now)
    answers = town.answers if name == "2026" else {}
    plain = []
    for line in comparison(before, version).rows:
        if not line.row.needs_cause:
            continue
        uid, told = line.row.uid, line.row.new or line.row.old
        label = told.label if told else ""
        found = answers.get(label.translate(DIGITS).strip())
        if found:
            texts.name_cause(version, uid, source="answer", subject=found.subject, words=found.text, by=by, at=now)
        else:
            plain.append(uid)
    if plain:
        words = {
            "2023": "協働推進委員会が調べた10年の実際をふまえて改めた。",
            "2026-draft": "協働推進委員会の合同部会がまとめた。",
        }
        texts.name_causes(
            version, plain, source="decision", words=words.get(name, "意見公募の後の整理による。"), by=by, at=now
        )


def _make_plain(town: Town, version: Version, now: datetime) -> None:
    """Some provisions also say it in plain words."""
    easy = {row["provision"]: row["words"] for row in town.book.texts["easy"]}
    for provision in version.provisions.select_related("version__document").order_by("order"):
        if words := easy.get(provision.label.strip()):
            texts.reword(provision, plain=words, by=town.desk(now), at=now)


DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
