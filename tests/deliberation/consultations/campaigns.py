"""A labelled flood: campaigns whose members were edited in known ways among voices that stand alone. Fixed by its seed."""

from __future__ import annotations

import random
from collections import Counter

WHO = (
    "高齢の母",
    "小学生の子ども",
    "近所の人",
    "車いすの友人",
    "夜勤の家族",
    "自治会の仲間",
    "引っ越してきた人",
    "留学生",
)
WHERE = (
    "川東の橋",
    "中央公民館",
    "駅前の広場",
    "北町の坂",
    "図書館の前",
    "市民病院",
    "南小学校",
    "里山の入口",
    "港の倉庫",
)
WHAT = (
    "街灯",
    "手すり",
    "時刻表",
    "避難路",
    "案内板",
    "会議の記録",
    "相談の窓口",
    "駐輪場",
    "トイレ",
    "花壇",
    "給食",
    "水道",
)
HOW = (
    "暗くて足もとが見えない",
    "いつ開くのか分からない",
    "数が足りない",
    "古くて危ない",
    "説明が難しい",
    "遠くて行けない",
    "予算の額が示されていない",
)
WISH = (
    "早く直してほしい",
    "理由を公表してほしい",
    "話し合いの場を開いてほしい",
    "来年度の計画に書いてほしい",
    "反対です",
    "賛成です",
)
LINK = (
    "それに加えて",
    "先日の集まりでも",
    "市報を読んで",
    "三年前から",
    "ほかの市では",
    "素案の十二頁では",
    "正直に言うと",
    "意外なことに",
)
GLUE = "々彩響拓律穂凪蒼岳湊結陽葉杜鈴澪笙絆萌颯"


def a_voice(chance: random.Random, *, sentences: int = 5) -> str:
    """A text nobody else wrote: facts of its own in every sentence."""
    said = []
    for _ in range(sentences):
        own = "".join(chance.choices(GLUE, k=6))
        said.append(
            f"{chance.choice(LINK)}、{chance.choice(WHO)}が{own}の{chance.choice(WHERE)}で{chance.randint(2, 999)}回も"
            f"{chance.choice(WHAT)}と{chance.choice(WHAT)}について{chance.choice(HOW)}と話しており、{chance.choice(WISH)}。"
        )
    return "".join(said)


def edited(text: str, chance: random.Random, share: float) -> str:
    """The same opinion sent with small changes: words swapped, endings changed, a sentence added or left out."""
    left = int(len(text) * share)
    while left > 0:
        length = chance.randint(2, 12)
        at = chance.randrange(max(len(text) - length, 1))
        instead = chance.choice(("", chance.choice(WISH), chance.choice(HOW), chance.choice(WHAT), "と思います"))
        text, left = text[:at] + instead + text[at + length :], left - max(length, len(instead))
    return chance.choice(("", "", "担当の方へ。", "お願いします。")) + text + chance.choice(("", "以上です。"))


def labelled(count: int, *, near: float = 0.3, seed: int = 5) -> list[tuple[int, str]]:
    """So many distinct texts with the number of the opinion they were made from; a share of them in campaigns."""
    chance, made, group = random.Random(seed), list[tuple[int, str]](), 0
    while len(made) < count:
        group += 1
        origin = a_voice(chance)
        made.append((group, origin))
        if chance.random() < near / 4:  # a campaign of several
            made += [(group, edited(origin, chance, chance.uniform(0.0, 0.25))) for _ in range(chance.randint(2, 9))]
    chance.shuffle(made)
    return list({text: (group, text) for group, text in made[:count]}.values())


def judged(truth: list[int], found: list[int]) -> tuple[float, float]:
    """Precision and recall over all pairs of texts that were, or should have been, laid together."""

    def pairs(labels: list[int] | list[tuple[int, int]]) -> int:
        return sum(n * (n - 1) // 2 for n in Counter(labels).values())

    both = pairs(list(zip(truth, found, strict=True)))
    return both / max(pairs(found), 1), both / max(pairs(truth), 1)
