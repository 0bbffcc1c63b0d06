"""A partner table: called, held, written up, its promises checked blind, confirmed by both, concluded: chapters."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.roundtables.models import Sitting
from kyodo.cycle.roundtables.queries import principles_of

from .hands import Hand


def talk_it_over(citizen: Hand, officer: Hand, case: Collaboration, *, outcome: str) -> None:
    """One sitting from the call to its outcome."""
    _call_the_table(citizen, case)
    _plan_and_hold(officer, case)
    _write_the_record(officer)
    _check_the_promises(citizen, officer)
    _confirm_the_record(citizen, officer)
    _conclude(citizen, outcome)


def _call_the_table(citizen: Hand, case: Collaboration) -> None:
    citizen.goes_to(case.get_absolute_url()).follows("パートナーテーブルを呼びかける")
    citizen.picks("種別", "提案の協議").writes("このテーブルで話したいこと", "見回りを一緒にできるか")
    citizen.presses("パートナーテーブルを呼びかける").sees("まだ日取りが決まっていません")


def _plan_and_hold(officer: Hand, case: Collaboration) -> None:
    officer.goes_to(case.get_absolute_url()).follows("見回りを一緒にできるか")
    officer.follows("次の回を予定する").dates("日時", timezone.localtime(timezone.now() - timedelta(minutes=5)))
    officer.writes("場所", "中央公民館").writes("今日の目標", "見回りの範囲を決める").presses("次の回を予定する")
    officer.sees("見回りの範囲を決める").presses("この回の記録を始める")


def _write_the_record(officer: Hand) -> None:
    day = timezone.localdate() + timedelta(days=14)
    officer.picks("今日の目標にとどきましたか", "とどいた").writes("分かち合った事実", "去年は三回あふれた。")
    officer.writes("市民が持ち寄るもの", "人手").writes("行政が持ち寄るもの", "用水路の図面")
    officer.writes("公開する要約", "見回りの範囲を決めました。")
    officer.chooses("側", "市民").writes("氏名", "川辺 花子").writes("合意した点", "駅前から始める")
    officer.writes("すること", "図面を用意する").chooses("担当", "行政　環境課").dates("期限", day)
    officer.presses("記録を書く").sees("駅前から始める", "図面を用意する")


def _check_the_promises(*both: Hand) -> None:
    sitting = Sitting.objects.get()
    for hand, mark in zip(both, ("○ できている", "△ もう少し"), strict=True):
        hand.goes_to(sitting.get_absolute_url()).misses("○ できている").follows("約束を点検する")
        for principle in principles_of(sitting.case):
            hand.picks(principle.name, mark)
        hand.presses("約束の点検")
    both[-1].sees("○ できている", "△ もう少し")


def _confirm_the_record(*both: Hand) -> None:
    for hand in both:
        hand.goes_to(Sitting.objects.get().get_absolute_url()).presses("この記録でよいと確認する")
    both[-1].sees("記録確定")


def _conclude(citizen: Hand, outcome: str) -> None:
    citizen.goes_to(Sitting.objects.get().table.get_absolute_url()).follows("結果をまとめる")
    citizen.picks("結果", outcome).writes("理由（公開されます）", "双方の目的が重なるため").presses("結果をまとめる")
    citizen.sees(outcome, "双方の目的が重なるため")
