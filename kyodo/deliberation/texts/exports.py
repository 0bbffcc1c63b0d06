"""Texts as files: a version and a comparison in Word, the article check as CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from kyodo.kernel.access import Request, open_to
from kyodo.kernel.calendar import era_date
from kyodo.kernel.text import csv_safe
from kyodo.offices.city.queries import the_city
from kyodo.offices.papers.actions import word

from . import queries
from .models import Version
from .models.comparing import Line
from .queries.wording import Piece
from .states import Level, VersionState
from .views import checking, public
from .views.acting import the_document

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def attachment(data: bytes, *, name: str) -> HttpResponse:
    """A Word file under a Japanese name."""
    answer = HttpResponse(data, content_type=DOCX)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer


def city_name() -> str:
    """The name of the city for the head of a paper."""
    city = the_city()
    return city.name if city else ""


@open_to("everyone")
def version_docx(request: Request, ref: str) -> HttpResponse:
    """条文（Word）."""
    found = Version.objects.visible_to(request.actor, at=request.at).select_related("document")
    it = get_object_or_404(found.exclude(state=VersionState.WITHDRAWN), ref=ref)
    document = word.new(it.document.title, at=request.at, number=it.name, city=city_name())
    if it.effective_on:
        word.paragraph(document, f"{era_date(it.effective_on, weekday=False)}施行", place="right")
    easy = request.GET.get("words") == "easy"
    if easy:
        word.paragraph(document, str(_("やさしい言い方です。正しい決まりの言葉は、もとの条文にあります。")))
    lay_down(document, it, easy=easy)
    kind = f"_{_('やさしい言い方')}" if easy else ""
    return attachment(word.save(document), name=f"{it.document.title}_{it.name}{kind}.docx")


def lay_down(document: Any, version: Version, *, easy: bool) -> None:
    """Its provisions, in plain words where they are asked for and there are any; as they are read when taken in again."""
    for one in queries.provisions(version):
        own = one.label if one.level >= Level.ARTICLE else ""
        if one.level == Level.ARTICLE and one.heading and own.startswith("第"):
            word.heading(
                document, f"（{one.heading}）", level=one.level
            )  # 条 carry their heading in brackets above them
        elif one.level <= Level.SECTION or (one.level == Level.ARTICLE and one.heading):
            word.heading(document, f"{one.label}　{one.heading}".strip("　"), level=one.level)
            own = ""
        indent = max(0, one.level - Level.ARTICLE)
        for block in (one.plain_blocks or one.blocks) if easy else one.blocks:
            if block.rows:
                word.table(document, block.rows[0], block.rows[1:])
                continue
            words = f"{own}　{block.words}".rstrip() if own else block.words
            word.paragraph(document, words, indent=indent, hang=len(own) + 1 if own else 0)
            own = ""
        if own:
            word.paragraph(document, own)


@open_to("everyone")
def compare_docx(request: Request, ref: str) -> HttpResponse:
    """新旧対照表（Word）."""
    _versions, old, new = public.pair(request, ref)
    document = word.new(f"新旧対照表　{new.document.title}", at=request.at, city=city_name(), wide=True)
    found = queries.comparison(old, new)
    if found.rows:
        word.lead(document, "下線は、変わったところです。")
        columns = ["種類", f"改正後（{new.name}）", f"改正前（{old.name}）", "理由"]
        word.table(document, columns, compared(found), widths=[16, 90, 90, 61])
    else:
        word.paragraph(document, f"「{old.name}」と「{new.name}」の条項は同じです。")
    return attachment(word.save(document), name=f"新旧対照表_{new.document.title}.docx")


def compared(found: queries.Comparison) -> Iterator[list[object]]:
    """The rows as they are printed: the new text stands left, as the offices print it."""
    for one in found.rows:
        reasons = "\n".join(f"{c.get_source_display()}：{c.words}" for c in one.causes)
        came, went = printed(one, one.row.new, "ins"), printed(one, one.row.old, "del")
        yield [str(one.row.change.label), came, went, reasons]


def printed(entry: queries.Explained, line: Line | None, shown: str) -> list[word.Words]:
    """A provision in a cell, what changed underlined; a new or deleted one is marked as a whole."""
    if line is None:
        return [word.Words("―")]
    whole = entry.row.old is None or entry.row.new is None
    said = [word.Words(line.label, whole or entry.row.renumbered)] if line.label else []
    if heading := runs(entry.heading, shown, whole=whole):
        said += [word.Words("（", whole), *heading, word.Words("）", whole)] if said else heading
    return [*said, *([word.Words("\n")] if said and line.text else []), *runs(entry.text, shown, whole=whole)]


def runs(pieces: Iterable[Piece], shown: str, *, whole: bool) -> list[word.Words]:
    """The pieces of one side: what both have, and what only this side has."""
    return [word.Words(p.words, whole or p.kind == shown) for p in pieces if p.kind in ("same", shown)]


CHECKS = (
    "条項", "見出し", "取組", "担当課", "年度", "取組の状況", "実施したこと", "根拠のページ", "根拠の文書", "根拠の日付", "会議体の見方",
    "会議体の意見", "改正の要否", "次の点検日",
)  # fmt: skip


@open_to("everyone")
def checks_csv(request: Request, ref: str) -> HttpResponse:
    """逐条点検.csv: one line a check, then the provisions without an effort and the efforts without a provision."""
    it = the_document(request, ref)
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="checks.csv"'
    writer = csv.writer(answer)
    for row in check_rows(queries.sheet(it, checking.year_of(request))):
        writer.writerow(["" if cell is None else csv_safe(cell) for cell in row])
    return answer


def check_rows(found: queries.Sheet) -> Iterator[Iterable[object]]:
    """The article check line by line."""
    yield CHECKS
    for line in found.lines:
        c, p = line.check, line.provision
        yield [
            p.label if p else "（いまはない条項）", p.heading if p else "", c.effort.name, c.effort.section.name, c.year,
            c.get_standing_display(), c.words, c.link, str(c.file or ""), c.evidence_on, c.get_council_view_display(),
            c.council_words, c.get_amendment_display(), c.next_on,
        ]  # fmt: skip
    for provision in found.idle:
        yield [provision.label, provision.heading, "（取組なし）", "", found.year]
    for effort in found.loose:
        yield ["（条項なし）", "", effort.name, effort.section.name, found.year]
