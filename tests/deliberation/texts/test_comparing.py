"""新旧対照: thirty hand-made cases, and the proof that the classified changes make the new text out of the old."""

from __future__ import annotations

import random

import pytest

from kyodo.deliberation.texts.models.comparing import Line, apply, changes, compare
from kyodo.deliberation.texts.queries.wording import pieces
from kyodo.deliberation.texts.states import Change


def text(spelled: str) -> list[Line]:
    """「a1:言葉」 an article a with number 1; 「>b」 one step below the line before it that stands higher."""
    lines: list[Line] = []
    above: list[tuple[int, str]] = []
    for part in spelled.split():
        depth = len(part) - len(part.lstrip(">"))
        name, _colon, words = part.lstrip(">").partition(":")
        while above and above[-1][0] >= depth:
            above.pop()
        parent = above[-1][1] if above else ""
        lines.append(Line(name[0], label=name[1:], text=words, parent=parent, level=3 + depth))
        above.append((depth, name[0]))
    return lines


#: Old text, new text, and the rows that differ: the provision's letter and what became of it.
CASES = {
    "nothing changed": ("a1:x b2:y", "a1:x b2:y", ""),
    "words changed": ("a1:x b2:y", "a1:x b2:z", "b変更"),
    "number and words changed": ("a1:x b2:y", "a1:x b3:z", "b変更"),
    "one added at the end": ("a1:x", "a1:x b2:y", "b新設"),
    "one added first, others renumbered": ("a1:x b2:y", "c1:n a2:x b3:y", "c新設 a番号だけの変更 b番号だけの変更"),
    "one added in the middle": ("a1:x b2:y", "a1:x c2:n b3:y", "c新設 b番号だけの変更"),
    "one deleted last": ("a1:x b2:y", "a1:x", "b削除"),
    "one deleted first": ("a1:x b2:y", "b1:y", "a削除 b番号だけの変更"),
    "one deleted in the middle": ("a1:x b2:y c3:z", "a1:x c2:z", "b削除 c番号だけの変更"),
    "everything new": ("", "a1:x b2:y", "a新設 b新設"),
    "everything deleted": ("a1:x b2:y", "", "a削除 b削除"),
    "nothing at all": ("", "", ""),
    "replaced": ("a1:x", "b1:y", "a削除 b新設"),
    "last moved first": ("a1:x b2:y c3:z", "c1:z a2:x b3:y", "c移動 a番号だけの変更 b番号だけの変更"),
    "first moved last": ("a1:x b2:y c3:z", "b1:y c2:z a3:x", "b番号だけの変更 c番号だけの変更 a移動"),
    "moved with its number": ("a1:x b2:y c3:z", "c3:z a1:x b2:y", "c移動"),
    "moved and reworded": ("a1:x b2:y c3:z", "c3:n a1:x b2:y", "c移動"),
    "two swapped, the later came forward": ("a1:x b2:y c3:z d4:w", "a1:x c2:z b3:y d4:w", "c移動 b番号だけの変更"),
    "an item changed below its article": ("a1:x >b1:y >c2:z", "a1:x >b1:y >c2:n", "c変更"),
    "an item moved to another article": ("a1:x >b1:y d2:w", "a1:x d2:w >b1:y", "b移動"),
    "an item raised to an article": ("a1:x >b1:y", "a1:x b2:y", "b移動"),
    "a chapter moved with all below it": ("a1:x >b1:y c2:z >d1:w", "c1:z >d1:w a2:x >b1:y", "c移動 a番号だけの変更"),
    "a chapter deleted with all below it": ("a1:x >b1:y c2:z", "c2:z", "a削除 b削除"),
    "a chapter deleted, its article kept": ("a1:x >b1:y c2:z", "c2:z >b1:y", "a削除 b移動"),
    "a chapter put above two articles": ("a1:x b2:y", "c1:n >a1:x >b2:y", "c新設 a移動 b移動"),
    "items in another order": ("a1:x >b1:y >c2:z", "a1:x >c1:z >b2:y", "c移動 b番号だけの変更"),
    "an item added before the others": ("a1:x >b1:y", "a1:x >c1:n >b2:y", "c新設 b番号だけの変更"),
    "all reversed, one keeps its place": ("a1:x b1:y c1:z", "c1:z b1:y a1:x", "c移動 b移動"),
    "deleted and added at the same place": ("a1:x b2:y c3:z", "a1:x d2:n c3:z", "b削除 d新設"),
    "all at once": (
        "a1:x b2:y c3:z d4:w", "e1:n b2:y d3:w a4:x", "e新設 d番号だけの変更 c削除 a移動",
    ),
}  # fmt: skip


def test_there_are_thirty_cases():
    assert len(CASES) == 30


@pytest.mark.parametrize("name", CASES)
def test_a_change_is_called_what_it_is(name):
    old, new, expected = CASES[name]
    rows = changes(compare(text(old), text(new)))
    assert sorted(f"{row.uid}{row.change.label}" for row in rows) == sorted(expected.split())


@pytest.mark.parametrize("name", CASES)
def test_the_changes_make_the_new_text_out_of_the_old(name):
    old, new, _expected = CASES[name]
    assert apply(text(old), compare(text(old), text(new))) == text(new)


def a_random_text(dice: random.Random, uids: list[str]) -> list[Line]:
    """Some of the provisions, in any order and at any depth."""
    below: dict[str, list[str]] = {"": []}
    for uid in uids:
        below[dice.choice(list(below))].append(uid)
        below[uid] = []
    lines: list[Line] = []

    def grow(parent: str, level: int) -> None:
        for uid in below[parent]:
            lines.append(
                Line(uid, label=str(dice.randint(1, 4)), text=dice.choice("あいう"), parent=parent, level=level)
            )
            grow(uid, level + 1)

    grow("", 1)
    return lines


@pytest.mark.parametrize("seed", range(300))
def test_any_two_texts_are_compared_without_loss(seed):
    dice = random.Random(seed)
    uids = [f"u{n}" for n in range(dice.randint(0, 20))]
    old, new = (a_random_text(dice, dice.sample(uids, dice.randint(0, len(uids)))) for _which in "ab")
    rows = compare(old, new)
    assert apply(old, rows) == new
    assert sorted(row.uid for row in rows) == sorted({line.uid for line in [*old, *new]})
    assert all(row.change == Change.SAME for row in compare(old, old))


def test_a_deleted_provision_stands_where_it_stood():
    rows = compare(text("a1:x b2:y c3:z"), text("a1:x c2:z"))
    assert [row.uid for row in rows] == ["a", "b", "c"]


def test_a_moved_provision_says_that_its_words_changed_too():
    moved = next(row for row in compare(text("a1:x b2:y c3:z"), text("c3:n a1:x b2:y")) if row.uid == "c")
    assert (moved.change, moved.reworded, moved.renumbered) == (Change.MOVED, True, False)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("一か月のうちに公表する。", "二週間のうちに公表する。", "-一か月 +二週間 =のうちに公表する。"),
        ("公表する。", "公表する。", "=公表する。"),
        ("", "公表する。", "+公表する。"),
        ("公表する。", "", "-公表する。"),
        ("30日以内", "14日以内", "-30 +14 =日以内"),
        ("ホームページで知らせる", "メールで知らせる", "-ホームページ +メール =で知らせる"),
    ],
)
def test_the_words_that_changed_are_marked(old, new, said):
    signs = {"same": "=", "del": "-", "ins": "+"}
    assert " ".join(signs[p.kind] + p.words for p in pieces(old, new)) == said


@pytest.mark.parametrize("seed", range(200))
def test_marked_words_hold_both_wordings_whole(seed):
    dice = random.Random(seed)
    old, new = ("".join(dice.choices("市民と市は話し合う。12アイ\n", k=dice.randint(0, 40))) for _which in "ab")
    said = pieces(old, new)
    assert "".join(p.words for p in said if p.kind != "ins") == old
    assert "".join(p.words for p in said if p.kind != "del") == new
