"""Process A from end to end: citizens come to the city with a seed, and the next seed grows out of what they did."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.roundtables.models import Sitting
from kyodo.cycle.roundtables.queries import principles_of
from tests import cast, given

from .hands import Hand

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def test_a_seed_is_answered_talked_over_and_becomes_a_joint_project(at_screen):
    given.a_registered_group(at=timezone.now() - timedelta(days=3))
    hanako, tanaka = at_screen(cast.hanako()), at_screen(cast.tanaka())

    _sow(hanako)
    _answer(tanaka)
    _call_the_table(hanako)
    _plan_and_hold(tanaka)
    _write_the_record(tanaka)
    _check_the_promises(hanako, tanaka)
    _confirm_the_record(hanako, tanaka)
    _conclude(hanako)

    case = Collaboration.objects.get()
    assert case.stage == "agreeing"
    hanako.goes_to(case.get_absolute_url()).sees("協定づくり")


def _sow(hanako: Hand) -> None:
    hanako.goes_to("/").goes_to("/seeds/").follows("協働の種を出す")
    hanako.writes("ひとことで言うと", "用水路のごみを減らしたい").writes(
        "困っていること・きっかけ", "大雨のたびに詰まります。"
    )
    hanako.writes("やってみたいこと", "見回りを一緒にしたい。").writes("自分たちにできること", "月一回の見回り")
    hanako.chooses("届けたい課", "環境課").chooses("どの立場で出しますか", "川辺を守る会").writes("お名前", "川辺 花子")
    hanako.presses("種を出す").sees("協働の種を受け付けました", "大雨のたびに詰まります。", "まだお返事はありません。")


def _answer(tanaka: Hand) -> None:
    tanaka.goes_to("/today/").goes_to("/seeds/").follows("用水路のごみを減らしたい").follows("お返事する")
    tanaka.writes("お返事", "現地を一緒に見に行きましょう。").presses("お返事する").sees(
        "現地を一緒に見に行きましょう。"
    )


def _call_the_table(hanako: Hand) -> None:
    hanako.goes_to(Collaboration.objects.get().get_absolute_url()).sees("環境課").follows(
        "パートナーテーブルを呼びかける"
    )
    hanako.picks("種別", "提案の協議").writes("このテーブルで話したいこと", "見回りを一緒にできるか")
    hanako.presses("パートナーテーブルを呼びかける").sees("まだ日取りが決まっていません")


def _plan_and_hold(tanaka: Hand) -> None:
    tanaka.goes_to(Collaboration.objects.get().get_absolute_url()).follows("見回りを一緒にできるか")
    tanaka.follows("次の回を予定する").dates("日時", timezone.localtime(timezone.now() - timedelta(minutes=5)))
    tanaka.writes("場所", "中央公民館").writes("今日の目標", "見回りの範囲を決める").presses("次の回を予定する")
    tanaka.sees("見回りの範囲を決める").presses("この回の記録を始める")


def _write_the_record(tanaka: Hand) -> None:
    day = timezone.localdate() + timedelta(days=14)
    tanaka.picks("今日の目標にとどきましたか", "とどいた").writes("分かち合った事実", "去年は三回あふれた。")
    tanaka.writes("市民が持ち寄るもの", "人手").writes("行政が持ち寄るもの", "用水路の図面")
    tanaka.writes("公開する要約", "見回りの範囲を決めました。")
    tanaka.chooses("側", "市民").writes("氏名", "川辺 花子").writes("合意した点", "駅前から始める")
    tanaka.writes("すること", "図面を用意する").chooses("担当", "行政　環境課").dates("期限", day)
    tanaka.presses("記録を書く").sees("駅前から始める", "図面を用意する")


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


def _conclude(hanako: Hand) -> None:
    hanako.goes_to(Sitting.objects.get().table.get_absolute_url()).follows("結果をまとめる")
    hanako.picks("結果", "協働事業にする").writes("理由（公開されます）", "双方の目的が重なるため").presses(
        "結果をまとめる"
    )
    hanako.sees("協働事業にする", "双方の目的が重なるため")
