"""The paragraphs of a file: a text file as it stands, a Word file as it would be printed. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.texts.models.rows import BAR, written
from kyodo.deliberation.texts.terms import MOST_BYTES
from kyodo.kernel.policy import Refused
from kyodo.kernel.text import safe_text
from kyodo.offices.papers.actions import examine

if TYPE_CHECKING:
    from kyodo.offices.papers.actions.manuscript import Part

ENCODINGS = ("utf-8-sig", "cp932")


@dataclass
class Paragraph:
    """One paragraph of a file: its number as the file counts, its words, the level its style names, what is to be said of it."""

    number: int
    words: str
    level: int = 0
    fault: str = ""
    tracked: int = 0
    note: str = ""
    is_table: bool = False


def paragraphs(name: str, content: bytes, *, before: bool = False) -> list[Paragraph]:
    """The paragraphs of a .txt or .docx file. Refused with a sentence where it is neither.

    Tracked changes of Word are read as made; `before` reads the text as it was before them.
    """
    if len(content) > MOST_BYTES:
        raise Refused(_("ファイルが大きすぎます。章ごとに分けてください。"), field="file")
    if name.lower().endswith(".docx"):
        examine(name, content)
        return list(_word(content, before=before))
    if not name.lower().endswith(".txt"):
        raise Refused(_("Word（.docx）かテキスト（.txt）のファイルを選んでください。"), field="file")
    for encoding in ENCODINGS:
        try:
            lines = content.decode(encoding).replace("\r\n", "\n").replace("\r", "\n").split("\n")
        except UnicodeDecodeError:
            continue
        return [_paragraph(number, line) for number, line in enumerate(lines, 1)]
    raise Refused(_("文字コードを読み取れません。UTF-8かShift_JISで保存してください。"), field="file")


def _paragraph(number: int, words: str, level: int = 0) -> Paragraph:
    try:
        return Paragraph(number, safe_text(words).strip(), level)
    except ValueError as fault:
        return Paragraph(number, "", level, str(fault))


def _word(content: bytes, *, before: bool) -> Iterator[Paragraph]:
    from kyodo.offices.papers.actions.manuscript import parts  # noqa: PLC0415  large, and needed for few requests

    for part in parts(content, before=before):
        it = (
            _beside(part)
            if part.beside
            else _table(part)
            if part.rows
            else _paragraph(part.number, part.words, part.level)
        )
        it.tracked = part.tracked
        if part.tracked:
            how = _t("変更履歴%(n)dか所を反映する前の言葉です。") if before else _t("変更履歴%(n)dか所を反映しました。")
            it.note = " ".join(filter(None, (how % {"n": part.tracked}, it.note)))
        yield it


def _table(part: Part) -> Paragraph:
    if any(BAR in cell for row in part.rows for cell in row):
        words = "\n".join("\t".join(row) for row in part.rows)
        fault = _t("表の中に区切りの記号「%(bar)s」があり、表として読み取れません。行を直してください。")
        return Paragraph(part.number, words, fault=fault % {"bar": BAR})
    it = _paragraph(part.number, written(part.rows))
    it.is_table, it.note = True, _t("表を読み取りました。")
    return it


def _beside(part: Part) -> Paragraph:
    """What is no paragraph: in the way where it may hold words of the text, told of where it does not."""
    from kyodo.offices.papers.actions.manuscript import Beside  # noqa: PLC0415

    faults = {
        Beside.BOX: _t("図形やテキストボックスの中の言葉です。置く場所を確かめ、番号と段を直してください。"),
        Beside.NOTE: _t("脚注があります。その言葉は読み取れないので、本文に書いてください。"),
        Beside.INNER_TABLE: _t("表の中に、もう一つ表があります。中の表は読み取れないので、表を分けてください。"),
    }
    if part.beside in faults:
        it = _paragraph(part.number, part.words)
        it.fault = it.fault or faults[part.beside]
        return it
    picture = part.beside == Beside.PICTURE
    return Paragraph(part.number, "", note=_t("図は取り込みません。") if picture else _t("目次は取り込みません。"))
