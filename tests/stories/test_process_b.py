"""Process B from end to end: the city looks through its own services, and citizens take up a theme that comes of it."""

from __future__ import annotations

import csv
from datetime import timedelta

import pytest
from django.utils import timezone

from kyodo.cycle.calls.models import Theme
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.services.models import Review, Service
from kyodo.offices.desk.actions import run_errands
from tests import cast, given

from . import agreeing, talking
from .hands import Hand

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

SERVICES = (
    ("事業番号", "事業名", "担当課", "予算額", "領域", "担い手"),
    ("02-001", "河川の見回り", "環境課", "１，２００千円", "E", "直営"),
    ("02-002", "証明書の交付", "環境課", "", "E", "直営"),
)


def test_a_service_of_the_city_becomes_a_joint_project(at_screen, tmp_path):
    given.a_registered_group(at=timezone.now() - timedelta(days=3))
    hanako, tanaka, sato = at_screen(cast.hanako()), at_screen(cast.tanaka()), at_screen(cast.sato())

    _import(sato, tmp_path / "services.csv")
    _review(tanaka, sato)
    _publish_theme(tanaka)
    case = Collaboration.objects.get()
    _raise_a_hand(hanako)
    _seat(tanaka, case)
    talking.talk_it_over(hanako, tanaka, case, outcome="協働事業にする")
    tanaka.goes_to(case.get_absolute_url()).presses("協定づくりを始める")
    agreeing.agree(hanako, tanaka, case.agreement, today=timezone.localdate())

    at_screen().goes_to(case.get_absolute_url()).sees("実施中", "市から市民へ（プロセスB）")


def _import(sato: Hand, file) -> None:
    """A file with a fault is refused with its row; the mended one is looked at, taken over, and could be undone."""
    _write(file, [*SERVICES, ("02-003", "夜間の巡回", "夜警課", "", "", "")])
    sato.goes_to("/services/import/").attaches("ファイル（CSVまたはExcel）", file)
    sato.is_refused("読み込んで確かめる", "4行目：「夜警課」という課はありません。")
    assert not Service.objects.exists()
    _write(file, SERVICES)
    sato.attaches("ファイル（CSVまたはExcel）", file).presses("読み込んで確かめる").sees("河川の見回り", "証明書の交付")
    sato.presses("取り込む")
    run_errands(timezone.now())
    sato.follows("いまの進み具合を見る").sees("取り込み済み")


def _write(file, rows) -> None:
    with file.open("w", encoding="cp932", newline="") as out:
        csv.writer(out).writerows(rows)


def _review(tanaka: Hand, sato: Hand) -> None:
    """協働点検: the section checks, the desk hears and decides; the verdict and its reason are public."""
    sato.goes_to("/services/open/").presses("点検を始める")
    review = Review.objects.get(service__code="02-001")
    tanaka.goes_to("/today/").goes_to(review.get_absolute_url()).follows("自己点検を書く")
    tanaka.picks("市民といっしょにできる余地はありますか", "あり")
    tanaka.is_refused("自己点検を出す", "「理由」を記入してください。")
    tanaka.writes("そう考える理由", "住民の目が届いている。").picks("望ましい領域", "C 対等な協働")
    tanaka.picks("次の手", "テーマにする").presses("自己点検を出す").sees("自己点検済み")
    sato.goes_to(review.get_absolute_url()).follows("ヒアリングを記録する")
    sato.writes("聞き取ったこと", "団体の見回りがすでにある。").presses("ヒアリングを記録する").follows("判定する")
    sato.picks("判定", "あり").writes("理由（公開されます）", "団体と行うほうが早く気づける。").presses("判定する")
    sato.sees("判定済み", "団体と行うほうが早く気づける。")


def _publish_theme(tanaka: Hand) -> None:
    tanaka.goes_to(Review.objects.get(service__code="02-001").get_absolute_url()).follows("テーマを出す")
    tanaka.writes("背景・いまの様子", "職員だけでは月一回しか回れません。")
    tanaka.writes("団体に期待する役割", "月二回の見回り").writes("市ができること", "図面と保険").presses("テーマを出す")
    tanaka.sees("月二回の見回り", "図面と保険")


def _raise_a_hand(hanako: Hand) -> None:
    hanako.goes_to("/").goes_to("/themes/").follows(Theme.objects.get().case.title).follows("手を挙げる・質問する")
    hanako.writes("お返事", "駅前から川下までなら、いますぐ回れます。").presses("お返事する")
    hanako.goes_to(Theme.objects.get().get_absolute_url()).sees("川辺を守る会", "いますぐ回れます。")


def _seat(tanaka: Hand, case: Collaboration) -> None:
    tanaka.goes_to(case.get_absolute_url()).follows("当事者を変える").follows("団体を市民側に加える")
    tanaka.writes("団体の名前", "かわべ").presses("さがす").picks("加える団体", "川辺を守る会").presses(
        "この団体を加える"
    )
    tanaka.sees("川辺を守る会")
