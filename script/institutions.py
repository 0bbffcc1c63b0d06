"""Writes the part of docs/institutions/ that the program itself knows: lives, moves, who may, who is told, who owes what."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kyodo.kernel.policy import Policy
    from kyodo.kernel.workflow import Letter, Owes, Workflow

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "institutions"
BEGIN, END = "<!-- script/institutions.py が書く。ここから -->", "<!-- ここまで -->"
HEAD = "| 操作 | 前の状態 | 後の状態 | できる人 | 確かめること | 知らせ | 次の宿題 |"
#: The words for those whom the functions of letters and duties name.
PEOPLE = {
    "across": "相手の側",
    "addressed": "宛先の課",
    "answering": "起案した人",
    "asker": "依頼した課",
    "assigned": "代表者・担当課",
    "author": "出した人",
    "both": "双方",
    "both_sections": "依頼した課・受けた課",
    "both_sides": "双方・窓口・提案者",
    "city": "窓口・担当課",
    "coder": "二人目の職員",
    "keeper": "担当課",
    "carriers": "取組の担当課・評価する会議体",
    "checker": "協働担当課",
    "desk": "協働担当課",
    "desk_ref": "協働担当課",
    "every_section": "すべての課",
    "everybody": "関わる全員",
    "group_ref": "団体",
    "owner": "取組の担当課",
    "petitioner": "代表者",
    "proposer": "案を出した側",
    "recommenders": "提言した側・窓口",
    "reviewers": "審査する人",
    "secretariat": "事務局",
    "section": "担当課",
    "section_without_opinion": "意見がまだの担当課",
    "sitting_parties": "席につく全員",
    "student": "担当課",
    "table_parties": "席につく全員",
    "talker": "相談に来た人",
    "the_city": "窓口・担当課",
    "the_desk": "協働担当課",
    "the_group": "団体",
    "applicant": "応募した人",
    "corrector": "修正を申し出た委員",
    "members": "委員",
    "readers": "委員",
    "receiver": "依頼を受けた課",
    "taker": "受け取る側",
}


def lives() -> Iterator[tuple[str, list[Workflow[Any]]]]:
    """Each room that has tables of moves, with them."""
    from tests.architecture.test_glossary import workflows

    rooms: dict[str, list[Workflow[Any]]] = {}
    for room, life in workflows():
        known = rooms.setdefault(room.rpartition(".")[2], [])
        if life not in known:
            known.append(life)
    yield from sorted(rooms.items())


def who(policy: Policy[Any]) -> str:
    """Who may, in the policy's own words: each way on a line of its own."""
    ways = dict.fromkeys("".join(str(sentence) for sentence in way) for way in policy.ways)
    return "<br>または ".join(ways) or "どなたでも"


def told(letters: Iterable[Letter[Any]]) -> str:
    """The letters of a move and to whom they go."""
    return "<br>".join(f"「{letter.title}」→ {PEOPLE[letter.to.__name__]}" for letter in letters)


def owed(debts: Iterable[Owes[Any]]) -> str:
    """The duties a move leaves, whose they are and when they fall due; the same duty of both sides is told once."""
    debts = list(debts)
    times = Counter(str(debt.what) for debt in debts)
    rows = {}
    for debt in debts:
        holder = "双方" if times[str(debt.what)] > 1 else PEOPLE.get(debt.holder.__name__, "相手方")
        days = getattr(debt.days, "default", debt.days)
        rows[str(debt.what)] = f"{holder}：{debt.what}（{f'{days}開庁日' if days else '定めた日まで'}）"
    return "<br>".join(rows.values())


def table(life: Workflow[Any]) -> Iterator[str]:
    """The moves of a life as a table."""
    label = {value: str(text) for value, text in life.states.choices}
    yield from (HEAD, "|---" * HEAD.count("| ") + "|")
    yield f"| {life.begins} | | {label[life.initial]} | | | {told(life.tells)} | {owed(life.owes)} |"
    for move in life.moves:
        name = f"{move.label}{'（理由が要る）' if move.reason_needed else ''}"
        rules = " ".join(f"`{guard.__name__}`" for guard in move.guards)
        sources = "・".join(label[source] for source in move.sources)
        cells = (name, sources, label[move.target], who(move.who), rules, told(move.tells), owed(move.owes))
        yield f"| {' | '.join(cells)} |"


def written(chosen: list[Workflow[Any]]) -> str:
    """The whole generated part of a page."""
    lines = [BEGIN]
    for life in chosen:
        lines += [
            "",
            f"## {life.model._meta.verbose_name}の一生",
            "",
            "```mermaid",
            life.mermaid(),
            "```",
            "",
            *table(life),
        ]
    return "\n".join([*lines, "", END])


def page(room: str, chosen: list[Workflow[Any]]) -> tuple[str, str]:
    """The page as it stands and as it ought to stand."""
    path = FOLDER / f"{room}.md"
    stands = (
        path.read_text(encoding="utf-8")
        if path.exists()
        else f"# {chosen[0].model._meta.verbose_name}\n\n{BEGIN}{END}\n"
    )
    above, _begin, rest = stands.partition(BEGIN)
    return stands, f"{above.rstrip()}\n\n{written(chosen)}\n{rest.partition(END)[2].lstrip()}"


def main() -> None:
    """Bring the pages up to date with the program."""
    import django
    from django.utils import translation

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    sys.path.insert(0, str(ROOT))
    django.setup()
    with translation.override("ja"):
        for room, chosen in lives():
            stands, ought = page(room, chosen)
            if stands != ought:
                (FOLDER / f"{room}.md").write_text(ought, encoding="utf-8")
                print(f"docs/institutions/{room}.md")


if __name__ == "__main__":
    main()
