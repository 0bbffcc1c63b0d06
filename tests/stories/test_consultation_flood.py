"""A flood of opinions at an office screen: a file, its progress, what is nearly the same, and the way back."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from django.utils import timezone

from kyodo.deliberation.consultations.models import Bundle
from kyodo.offices.desk.actions import run_errands
from tests import cast
from tests.deliberation.consultations import given
from tests.deliberation.consultations.campaigns import a_voice, edited
from tests.deliberation.consultations.flooding import HEAD

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.both]


def test_a_file_of_opinions_comes_in_is_sorted_by_a_person_and_nothing_is_lost(at_screen, tmp_path):
    today, chance = timezone.localdate(), random.Random(4)
    it = given.an_open_one(at=timezone.now(), opens_on=today, closes_on=today + timedelta(days=29))
    origin, lone = a_voice(chance), a_voice(chance)
    texts = [*[origin] * 20, edited(origin, chance, 0.1), edited(origin, chance, 0.05), lone]
    file, broken = tmp_path / "意見.csv", tmp_path / "まちがい.csv"
    lines = [f"{today - timedelta(days=1)},提出者{n},織瀬市{n},市内に住む人,{text}" for n, text in enumerate(texts)]
    file.write_text("\r\n".join([HEAD, *lines]), encoding="cp932")
    broken.write_text("\r\n".join([HEAD, lines[0], "きのう,甲,乙,市内に住む人,意見"]), encoding="utf-8")

    desk = at_screen(cast.sato())
    desk.goes_to(it.get_absolute_url()).follows("まとめて取り込む").attaches("意見のファイル", broken)
    desk.chooses("提出方法", "メール").presses("読み込んで確かめる")
    desk.sees("読み取れない行があります", "受付日時「きのう」を読み取れません").presses("やめる")

    desk.goes_to(f"{it.get_absolute_url()}intakes/").attaches("意見のファイル", file).chooses("提出方法", "メール")
    desk.presses("読み込んで確かめる").sees("23行", "はじめの5行").presses("取り込む").sees(
        "この画面を閉じても、作業は続きます。"
    )
    desk.follows("作業を止める").picks("ここまでに済んだ分", "残す（続きは、元の画面からあとで始められます）")
    desk.writes("止める理由", "列を確かめる。").presses("作業を止める").sees("作業を止めました", "列を確かめる。")
    desk.presses("続きを取り込む")
    while run_errands(timezone.now()):
        pass
    desk.goes_to(desk.page.url).sees("23件を処理しました。", "取り込み済み").follows("似た文を確かめる")

    desk.sees("20件が同じ文章").presses("決める").sees("確かめる候補はありません", "同じと確かめた")
    assert sorted(Bundle.objects.heads().values_list("voices", flat=True)) == [1, 22]
    desk.presses("1番目を元に戻す").sees("20件が同じ文章").presses("決める").presses("2番目を元に戻す")
    assert sorted(Bundle.objects.heads().values_list("voices", flat=True)) == [1, 1, 21]
    desk.goes_to(f"{it.get_absolute_url()}work/")
    assert lone[:60] in desk.page.locator("tbody tr").first.inner_text()
