"""A text of a hundred articles and what became of it: the fixture of re-anchoring.

Of a hundred articles 60 stay, 12 are reworded, 10 move to another chapter, 6 are split, 6 are merged in pairs, 4 are deleted,
2 are wholly rewritten; eight new ones come in between, so that nearly every number shifts.
"""

from __future__ import annotations

from dataclasses import replace

from kyodo.deliberation.texts.models.comparing import Line
from kyodo.deliberation.texts.states import Level

WHO = ("市民", "市", "団体", "学校", "町会", "事業者", "会議の委員", "協働推進員", "図書館", "公民館")
WHAT = (
    "会議の記録を残し、だれでも読めるように公表しなければならない",
    "年に一度、活動の成果と課題を話し合う場を設けるものとする",
    "相手の立場を尊重し、対等な関係で役割を分かち合うよう努める",
    "必要な情報を分かりやすい言葉で早めに知らせるものとする",
    "子どもや外国から来た人が参加しやすい工夫をしなければならない",
    "使ったお金の内訳を年度の終わりまでに報告するものとする",
    "事業を始める前に目的と期限を書いた約束を交わすものとする",
    "意見を受け取ったときは、二週間のうちに理由を添えて答える",
    "経験を次の人に引き継ぐための手引きを作り、毎年見直すよう努める",
    "災害のときに助け合えるよう、ふだんから連絡先を確かめておく",
)  # fmt: skip
ARTICLES = [f"a{n}" for n in range(100)]
REWORDED, MOVED, SPLIT, DELETED, REWRITTEN = (
    range(3, 99, 8),
    range(4, 100, 10),
    (5, 21, 37, 53, 69, 85),
    (6, 30, 62, 86),
    (1, 71),
)
MERGED = ((8, 9), (40, 41), (72, 73))


def words_of(n: int) -> str:
    """A sentence no other article has."""
    when = f"{n % 12 + 1}月{n % 28 + 1}日までに"
    start = "始まり" if n % 2 else "終わり"
    return f"{WHO[n // 10]}は、毎年{when}、活動の{start}に、{WHO[(n * 3 + 1) % 10]}とともに、{WHAT[n % 10]}。"


def old_text() -> list[Line]:
    """Ten chapters of ten articles."""
    lines = []
    for n in range(100):
        if n % 10 == 0:
            lines.append(Line(f"c{n // 10}", f"第{n // 10 + 1}章", f"{WHO[n // 10]}の役割", level=Level.CHAPTER))
        lines.append(Line(f"a{n}", f"第{n + 1}条", "", words_of(n), f"c{n // 10}", Level.ARTICLE))
    return lines


def new_text() -> list[Line]:
    """What became of it."""
    gone = set(DELETED) | {second for _first, second in MERGED}
    chapters: dict[str, list[Line]] = {f"c{n}": [] for n in range(10)}
    for n, line in enumerate(line for line in old_text() if line.level == Level.ARTICLE):
        if n in gone:
            continue
        chapter = f"c{(n // 10 + 5) % 10}" if n in MOVED else f"c{n // 10}"
        chapters[chapter] += _become(n, line)
        if n % 12 == 7:
            fresh = f"第{n}の窓口は、{WHO[n % 10]}の休日にも電話で相談を受け付け、その数を数える。"
            chapters[chapter].append(Line(f"n{n}", text=fresh, level=Level.ARTICLE))
    lines: list[Line] = []
    count = 0
    for n, (chapter, articles) in enumerate(chapters.items()):
        lines.append(Line(chapter, f"第{n + 1}章", f"{WHO[n]}の役割", level=Level.CHAPTER))
        for one in articles:
            count += 1
            lines.append(replace(one, label=f"第{count}条", parent=chapter))
    return lines


def _become(n: int, line: Line) -> list[Line]:
    if n in REWORDED:
        return [replace(line, text=line.text.replace("活動の", "取組の").replace("とともに", "と力を合わせて"))]
    if n in SPLIT:
        head, _comma, tail = line.text.partition("とともに、")
        return [
            replace(line, text=f"{head}とともに話し合う。"),
            Line(f"s{n}", text=f"前条の者は、{tail}", level=3, origins=(line.uid,)),
        ]
    if n in REWRITTEN:
        return [
            replace(line, text="この条については、別に定める規則による。" if n == 1 else "細かな手順は要綱に書く。")
        ]
    for first, second in MERGED:
        if n == first:
            return [replace(line, text=f"{line.text}\n{words_of(second)}", origins=(f"a{second}",))]
    return [line]


def _truth() -> dict[str, set[str]]:
    """Where a reader would put a remark on each article; nowhere means that a person has to say."""
    said = {f"a{n}": {f"a{n}"} for n in range(100)}
    said |= {f"a{n}": set() for n in (*DELETED, *REWRITTEN)}
    said |= {f"a{n}": {f"a{n}", f"s{n}"} for n in SPLIT}
    return said | {f"a{second}": {f"a{first}"} for first, second in MERGED}


TRUTH = _truth()
