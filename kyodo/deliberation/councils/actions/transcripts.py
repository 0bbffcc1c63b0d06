"""Reading a transcript: who said what under which item, from plain text or Word as offices and machines write them.

A speaker's line begins with a mark (○会長　…), ends its name with a colon (田中委員：…), or sets a name with an office
apart from the words (田中委員　…). What follows belongs to that speaker until the next one. Headings of the agenda (議題1, 次第3, 【議題2】) and marks of closed parts
（ここから非公開）…（ここまで非公開） are lines of their own.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.policy import Refused
from kyodo.kernel.text import safe_text

MOST_BYTES = 5_000_000  #: of a transcript unpacked; a day of talk is a tenth of it
MOST_PARAGRAPHS = 5_000
LONGEST = 10_000  #: characters of one statement
ENCODINGS = ("utf-8-sig", "cp932")

_MARKED = re.compile(r"^[○〇◯●◎◆■]\s*(?P<name>[^\s：:（(]{1,30}(?:[（(][^）)]{1,30}[）)])?)(?:[\s：:]+(?P<text>.*))?$")
_COLON = re.compile(r"^(?P<name>[^\s：:。、「」]{1,30}(?:[（(][^）)]{1,30}[）)])?)\s*[：:]\s*(?P<text>.*)$")
_TITLED = re.compile(
    r"^(?P<name>[^\s：:。、「」（(]{0,12}(?:会長|委員長?|部会長|座長|議長|事務局|課長|係長|部長)(?:[（(][^）)]{1,30}[）)])?)[ \t　]+(?P<text>.+)$"
)
_HEADING = re.compile(
    r"^[【［\[]?\s*(?:議題|議事|次第|案件|報告|審議)\s*[（(]?(?P<number>\d{1,2})[）)]?\s*[】］\]]?(?:[\s：:.．、]+|$)(?P<title>.*)$"
)
_CLOSED = re.compile(
    r"^[（(【［\[<＜]*\s*(?:(?:ここから|以下)\s*非公開|非公開\s*(?:開始|はじめ|始め))\s*[）)】］\]>＞]*$"
)
_OPEN = re.compile(
    r"^[（(【［\[<＜]*\s*(?:(?:ここまで|以上)\s*非公開|非公開\s*(?:終了|おわり|終わり)|(?:ここから|以下)\s*公開)\s*[）)】］\]>＞]*$"
)
_CLOCK = re.compile(r"^[\[［(（]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?[\]］)）]?\s*")
#: Words before a colon that name no speaker.
_NO_SPEAKERS = frozenset(
    [
        "日時",
        "日付",
        "場所",
        "会場",
        "時間",
        "時刻",
        "出席",
        "出席者",
        "欠席",
        "欠席者",
        "傍聴",
        "傍聴者",
        "事務局出席者",
        "議題",
        "次第",
        "資料",
        "配布資料",
        "配付資料",
        "記録",
        "記録者",
        "注",
        "注意",
        "例",
        "備考",
        "開会",
        "閉会",
        "参考",
    ]
)


@dataclass
class Said:
    """One statement as the transcript has it: its paragraph, its speaker, its item's number, its words."""

    paragraph: int
    speaker: str
    text: str
    item: int = 0
    closed: bool = False


@dataclass(frozen=True)
class Fault:
    """What cannot be read: in which paragraph, and why."""

    paragraph: int
    sentence: str


@dataclass
class Reading:
    """What a transcript gave: its statements in order, its headings by number, its faults."""

    said: list[Said] = field(default_factory=list)
    headings: dict[int, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    @property
    def speakers(self) -> list[str]:
        """The names as they stand, each once, in the order in which they first speak."""
        return list(dict.fromkeys(one.speaker for one in self.said))


def paragraphs_of(name: str, content: bytes) -> list[str]:
    """The paragraphs of a .txt or .docx file. Refused with a sentence where it is neither."""
    if name.lower().endswith(".docx"):
        return _word(content)
    if not name.lower().endswith(".txt"):
        raise Refused(_("テキスト（.txt）かWord（.docx）のファイルを選んでください。"), field="file")
    if len(content) > MOST_BYTES:
        raise Refused(_("ファイルが大きすぎます。会議ごとに分けてください。"), field="file")
    for encoding in ENCODINGS:
        try:
            return lines_of(content.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise Refused(_("文字コードを読み取れません。UTF-8かShift_JISで保存してください。"), field="file")


def lines_of(text: str) -> list[str]:
    """The paragraphs of a text: its lines, as word processors and people end them."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _word(content: bytes) -> list[str]:
    """The lines of a Word file as it would be printed, tracked changes made; a row of a table is somebody's words."""
    from kyodo.offices.papers.actions.manuscript import parts  # noqa: PLC0415  large, and needed for few requests

    try:
        unpacked = sum(part.file_size for part in ZipFile(io.BytesIO(content)).infolist())
    except BadZipFile as broken:
        raise Refused(_("Wordファイルとして開けません。.docx形式で保存し直してください。"), field="file") from broken
    if unpacked > MOST_BYTES * 4:
        raise Refused(_("ファイルが大きすぎます。会議ごとに分けてください。"), field="file")
    said = (words for part in parts(content) for words in (map("：".join, part.rows) if part.rows else [part.words]))
    return [line for words in said for line in lines_of(words)]


def read(paragraphs: Iterable[str]) -> Reading:
    """Every paragraph becomes a statement, a part of one, a heading or a fault: nothing is dropped silently."""
    reader = _Reader()
    for number, line in enumerate(paragraphs, 1):
        reader.take(number, line)
    return reader.finish()


class _Reader:
    """What is known while the lines go by."""

    def __init__(self) -> None:
        self.found = Reading()
        self.item = 0
        self.closed_since = 0

    def take(self, number: int, line: str) -> None:
        """One paragraph. Beyond the limit only the first is told of, and the import is refused whole."""
        if number > MOST_PARAGRAPHS:
            if number == MOST_PARAGRAPHS + 1:
                self._fault(number, _("段落が多すぎます。会議ごとに分けてください。"))
            return
        try:
            text = _CLOCK.sub("", safe_text(line).strip().strip("　").strip())
        except ValueError as fault:
            self._fault(number, str(fault))
            return
        if text and not self._is_mark(number, text) and not self._is_heading(number, text):
            self._speech(number, text)

    def _is_mark(self, number: int, text: str) -> bool:
        plain = unicodedata.normalize("NFKC", text)
        if _CLOSED.match(plain):
            if self.closed_since:
                self._fault(number, _("非公開の部分が、終わりの印のないまま、もう一度始まっています。"))
            self.closed_since = number
        elif _OPEN.match(plain):
            if not self.closed_since:
                self._fault(number, _("非公開の終わりの印がありますが、始まりの印がありません。"))
            self.closed_since = 0
        else:
            return False
        return True

    def _is_heading(self, number: int, text: str) -> bool:
        heading = _HEADING.match(unicodedata.normalize("NFKC", text))
        if not heading:
            return False
        self.item = int(heading["number"])
        title = heading["title"].strip()
        if title or self.item not in self.found.headings:
            self.found.headings[self.item] = title
        return True

    def _speech(self, number: int, text: str) -> None:
        speaker = _MARKED.match(text) or _COLON.match(text) or _TITLED.match(text)
        if speaker and (text[0] in "○〇◯●◎◆■" or speaker["name"] not in _NO_SPEAKERS):
            said = Said(number, speaker["name"], (speaker["text"] or "").strip(), self.item, bool(self.closed_since))
            self.found.said.append(said)
        elif not self.found.said:
            self._fault(
                number, _("発言した人が分かりません。「○会長」か「田中委員：」のように、名前から書き始めてください。")
            )
        else:
            self._goes_on(number, text)

    def _goes_on(self, number: int, text: str) -> None:
        last = self.found.said[-1]
        if (last.item, last.closed) != (self.item, bool(self.closed_since)):
            # A heading or a mark cuts a statement in two: what is closed never hangs on what is open.
            self.found.said.append(Said(number, last.speaker, text, self.item, bool(self.closed_since)))
        else:
            last.text = f"{last.text}\n{text}" if last.text else text

    def finish(self) -> Reading:
        """What only the end tells: an open mark, an empty statement, one that is too long."""
        for one in self.found.said:
            if not one.text:
                self._fault(one.paragraph, _("「%(name)s」の発言に本文がありません。") % {"name": one.speaker})
            elif len(one.text) > LONGEST:
                self._fault(one.paragraph, _("1つの発言が長すぎます（%(limit)d文字まで）。") % {"limit": LONGEST})
        if self.closed_since:
            self._fault(self.closed_since, _("非公開の部分に、終わりの印がありません。"))
        if not self.found.said and not self.found.faults:
            self._fault(1, _("発言が1つもありません。"))
        self.found.faults.sort(key=lambda fault: fault.paragraph)
        return self.found

    def _fault(self, number: int, sentence: object) -> None:
        self.found.faults.append(Fault(number, str(sentence)))
