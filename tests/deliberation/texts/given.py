"""What a test of texts starts from. Everything is made by calling actions."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from kyodo.deliberation.texts import actions
from kyodo.deliberation.texts.models import Document, Import, Provision, Remark, Version
from kyodo.deliberation.texts.states import CauseKind, Kind, Level, Stage
from kyodo.offices.people.models import Person
from tests import cast, given
from tests.cast import AT
from tests.kept import keep

FROM = date(2026, 6, 1)
ORDINANCE = """第１章　総則
（目的）
第１条　この条例は、市民と市が対等に力を合わせるための約束を定める。
（言葉の意味）
第２条　この条例で使う言葉の意味は、次のとおりとする。
（１）　市民　市内に住む人、働く人、学ぶ人をいう。
（２）　協働　それぞれの得意を持ち寄ることをいう。
２　前項の言葉の読み方に迷うときは、話し合って決める。
第２章　進め方
（記録）
第３条　会議の記録は、一か月のうちに公表する。
（話し合い）
第４条　会議は、働く人も来られる時間に開く。
"""


def a_document(*, by: Person | None = None, at: datetime = AT, **said: object) -> Document:
    """A guideline of the desk, looked at anew every five years."""
    words = {"title": "協働の指針", "kind": Kind.GUIDELINE, "review_years": 5, "review_clause": "第9条", **said}
    section = words.pop("section", None) or given.the_desk()
    return actions.register(section=section, by=by or cast.sato(), at=at, **words)  # type: ignore[arg-type]


def a_file(text: str = ORDINANCE, name: str = "soan.txt") -> SimpleUploadedFile:
    """A text file as people send it."""
    return SimpleUploadedFile(name, text.encode(), content_type="text/plain")


def in_word(text: str = ORDINANCE, *, headings: Sequence[str] = ()) -> bytes:
    """The same lines as a Word file; those named are headings by their style."""
    from docx import Document as Word

    document = Word()
    for line in text.splitlines():
        if line in headings:
            document.add_heading(line, level=1)
        else:
            document.add_paragraph(line)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def a_version(
    document: Document | None = None, *, stage: str = Stage.OUTLINE, at: datetime = AT, copy: bool = True
) -> Version:
    """A version in the making."""
    document = document or a_document(at=at)
    return actions.begin_version(document, stage=stage, copy=copy, by=cast.sato(), at=at)


def an_import(version: Version, text: str = ORDINANCE, *, at: datetime = AT) -> Import:
    """A file that was read and is being looked at."""
    return actions.upload(version, file=a_file(text), by=cast.sato(), at=at)


def a_written(
    document: Document | None = None, text: str = ORDINANCE, *, stage: str = Stage.OUTLINE, at: datetime = AT
) -> Version:
    """A version whose words came from a file."""
    version = a_version(document, stage=stage, at=at)
    actions.take_over(an_import(version, text, at=at), by=cast.sato(), at=at)
    version.refresh_from_db()
    return version


def published(version: Version, *, at: datetime = AT) -> Version:
    """The version, fixed and open to everybody."""
    if version.stage in (Stage.DECIDED, Stage.REVISED):
        actions.give_dates(version, effective_on=FROM, by=cast.sato(), at=at)
    actions.move("fix", version, by=cast.sato(), at=at)
    return actions.publish(version, by=cast.sato(), at=at)


def a_published(
    document: Document | None = None, text: str = ORDINANCE, *, stage: str = Stage.OUTLINE, at: datetime = AT
) -> Version:
    """A version that everybody reads."""
    return published(a_written(document, text, stage=stage, at=at), at=at)


def explained(version: Version, *, at: datetime = AT) -> Version:
    """Every change of a version has the reason that words were tidied."""
    from kyodo.deliberation.texts.queries import comparison

    before = version.before()
    assert before is not None
    if uids := [e.row.uid for e in comparison(before, version).rows if e.lacks_cause]:
        actions.name_causes(version, uids, source=CauseKind.EDITORIAL, words="言葉をそろえた。", by=cast.sato(), at=at)
    return version


def labelled(version: Version, label: str) -> Provision:
    """The provision with that printed number."""
    return Provision.objects.select_related("version__document__section").get(version=version, label=label)


def a_remark(version: Version, label: str = "第３条", *, at: datetime = AT, **said: str) -> Remark:
    """A comment of a neighbour without an account."""
    words = {"text": "もっと早く読みたいです。", "quote": "一か月のうちに公表", **said}
    return actions.remark(version, uid=labelled(version, label).uid, by=cast.visitor(), at=at, **words)


def a_revision(before: Version, *, at: datetime = AT) -> Version:
    """The next version: 第３条 promises two weeks, 第４条 moved before it, a new article at the end."""
    version = actions.begin_version(before.document, stage=Stage.DRAFT, by=cast.sato(), at=at)
    third, fourth = labelled(version, "第３条"), labelled(version, "第４条")
    actions.reword(third, text="会議の記録は、二週間のうちに公表する。", label="第４条", by=cast.sato(), at=at)
    chapter = labelled(version, "第２章")
    actions.shift(fourth, behind=chapter.uid, by=cast.sato(), at=at)
    actions.reword(fourth, label="第３条", by=cast.sato(), at=at)
    actions.add(
        version,
        level=Level.ARTICLE,
        label="第５条",
        heading="見直し",
        text="五年ごとに見直す。",
        behind=third.uid,
        by=cast.sato(),
        at=at,
    )
    version.refresh_from_db()
    return version


keep(globals())
