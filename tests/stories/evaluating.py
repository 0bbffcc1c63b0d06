"""Two blind sheets, the gap talked over, a voice from outside, the next seed, publication: chapters of an evaluation."""

from __future__ import annotations

from datetime import date

from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.evaluations.models import Evaluation, Item

from .hands import Hand

GOOD, POOR = "4 期待を上回った", "2 期待を下回った"


def file_blind(citizen: Hand, officer: Hand, evaluation: Evaluation) -> Item:
    """双方の評価: nothing is seen of the other's sheet before both are filed. The item on which they differ."""
    home, items = evaluation.get_absolute_url(), list(evaluation.items.all())
    apart = next(item for item in items if item.source == "role")
    _score(citizen.goes_to(home).follows("評価を書く"), items)
    citizen.writes("全体をふりかえって", "続けたいと思えた。").presses("保存して中断する").presses("評価を出す")
    officer.goes_to(home).sees("両方の側が出すまで、どちらの点も見えません。").misses("続けたいと思えた。", GOOD)
    _score(officer.follows("評価を書く"), items)
    officer.picks(_asks(apart), POOR).is_refused("評価を出す", "低い点なので、理由を書いてください。")
    officer.writes("そう思う理由（1・2点のときは必ず）", "手順を伝えきれなかった。", row=items.index(apart))
    officer.presses("評価を出す").sees("続けたいと思えた。", "点の差が大きい項目です。")
    return apart


def _asks(item: Item) -> str:
    return f"{item.get_phase_display()}：{item.text}"


def _score(hand: Hand, items: list[Item]) -> None:
    for item in items:
        hand.picks(_asks(item), GOOD)


def talk_over(citizen: Hand, officer: Hand, evaluation: Evaluation, *, due: date) -> None:
    """違いの話し合い: written by one side, stood by by the other; the first scores stay beside the later ones."""
    home = evaluation.get_absolute_url()
    citizen.goes_to(home).sees("手順を伝えきれなかった。").follows("話し合いを記録する")
    citizen.writes("なぜ違ったのか", "水門の操作の手順が渡っていなかった。")
    citizen.writes("これからどうするか", "手順を一枚の紙にする。").picks("どちらが進めるか", "行政")
    citizen.dates("いつまでに", due).chooses("話し合い後の点（行政）", "3 期待どおり")
    citizen.presses("違いの話し合いを記録する").sees("行政の側がまだ確かめていません。")
    officer.goes_to(home).presses("この記録でよいと確かめる").sees("話し合い後 3")


def hear_a_voice(stranger: Hand, citizen: Hand, evaluation: Evaluation) -> None:
    """受益者の声: by the address that was handed out, without a name."""
    citizen.goes_to(evaluation.get_absolute_url()).sees("まだ声は届いていません。")
    stranger.goes_to(f"/voices/{evaluation.voice_token}/").picks(
        "この活動は、あなたにとってどうでしたか", "5 とてもよかった"
    )
    stranger.writes("ひとこと", "大雨の夜も安心して眠れました。").presses("答えを送る").sees("次の活動に生かします。")


def harvest_and_publish(citizen: Hand, officer: Hand, evaluation: Evaluation) -> Collaboration:
    """次の種と公開: no evaluation closes before the next seed is named. The case that grew from this one."""
    home = evaluation.get_absolute_url()
    officer.goes_to(home).sees("次の種を一つ以上まくか、「ない」理由を書いてください。").misses("評価を公開する")
    citizen.goes_to(home).follows("次の種をまく").writes("ひとことで言うと", "夜の見回りを機械に手伝わせたい")
    citizen.writes("今回わかったこと・次に取り組みたいこと", "夜の見回りは人だけではできない。").presses("次の種をまく")
    citizen.sees("夜の見回りを機械に手伝わせたい")
    officer.goes_to(home).follows("評価を公開する").picks("これからどうしますか", "続ける")
    officer.writes("公開するまとめ", "気づける地区に一歩近づいた。").presses("評価を公開する").sees(
        "気づける地区に一歩近づいた。"
    )
    return Collaboration.objects.exclude(pk=evaluation.case_id).get()
