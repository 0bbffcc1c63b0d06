"""By paper and by link: somebody without an account, and somebody who is refused, who reads why and asks again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from kyodo.cycle.seeds.models import Seed
from tests import cast, given

from . import proposing
from .hands import Hand

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def test_a_paper_is_typed_in_and_answered_on_the_receipt(at_screen):
    given.a_city()
    sato, tanaka, citizen = at_screen(cast.sato()), at_screen(cast.tanaka()), at_screen()

    receipt = _type_in(sato)
    seed = Seed.objects.get()
    citizen.goes_to(receipt).sees("通学路の見守り", "まだお返事はありません。")
    tanaka.goes_to("/today/").goes_to("/seeds/").follows("通学路の見守り").sees("山本 ウメ")
    tanaka.follows("お返事する").writes("お返事", "来週、学校といっしょに歩きます。").presses("お返事する")
    citizen.goes_to(receipt).sees("来週、学校といっしょに歩きます。", "環境課")
    citizen.misses("山本 ウメ").goes_to(seed.get_absolute_url()).misses("山本 ウメ", "0482222222", receipt)


def _type_in(sato: Hand) -> str:
    """What came over the counter yesterday; the address of its receipt."""
    sato.goes_to("/seeds/paper/").writes("ひとことで言うと", "通学路の見守り")
    sato.is_refused("受け付ける", "「困っていること・きっかけ」を入力してください。")
    sato.writes("困っていること・きっかけ", "歩道がせまく、車が近い。").chooses("届けたい課", "環境課")
    sato.writes("お名前", "山本 ウメ").writes("電話番号", "０４８－２２２－２２２２").chooses("受付方法", "窓口")
    sato.dates("受け付けた日時", timezone.localtime(timezone.now() - timedelta(days=1))).presses("受け付ける")
    return sato.sees("協働の種を受け付けました").page.url


def test_a_refused_seed_says_why_and_is_looked_at_again(at_screen):
    given.a_city()
    tanaka, citizen = at_screen(cast.tanaka()), at_screen()

    citizen.goes_to("/seeds/").follows("協働の種を出す").writes("ひとことで言うと", "空き家を子どもの居場所に")
    citizen.writes("困っていること・きっかけ", "雨の日に遊ぶ所がない。").writes("お名前", "海野 次郎").chooses(
        "届けたい課", "環境課"
    )
    receipt = citizen.presses("種を出す").page.url
    tanaka.goes_to(Seed.objects.get().get_absolute_url()).follows("見送る")
    tanaka.is_refused("見送る", "「理由（出した方に伝わります）」を入力してください。")
    tanaka.picks("区分", "いまは条件がそろわない").writes(
        "理由（出した方に伝わります）", "空き家の持ち主がわかりません。"
    )
    tanaka.presses("見送る")
    citizen.goes_to(receipt).sees("空き家の持ち主がわかりません。").presses("もう一度見てほしい")
    citizen.sees("空き家の持ち主がわかりません。")
    tanaka.goes_to("/today/").sees("種に最初のお返事をする").goes_to(Seed.objects.get().get_absolute_url())
    tanaka.follows("お返事する").writes("お返事", "持ち主が見つかりました。").presses("お返事する")
    citizen.goes_to(receipt).sees("持ち主が見つかりました。")


def test_a_refused_proposal_is_explained_and_asked_about(at_screen):
    now = timezone.now()
    proposal = given.a_checked_proposal(at=now, round_=given.a_round(at=now, **_open_now()))
    hanako, sato, suzuki = at_screen(cast.hanako()), at_screen(cast.sato()), at_screen(cast.suzuki())

    reason = "同じ地区で県の工事が始まるため。"
    proposing.screen(sato, suzuki, hanako, proposal, finding="不採択", reason=reason)
    assert proposal.case is not None
    hanako.goes_to(proposal.case.get_absolute_url()).sees("見送り", reason)
    hanako.goes_to(f"{proposal.get_absolute_url()}screening/").follows("理由を問い合わせる")
    hanako.writes("問い合わせたいこと", "工事が終わればまた出せますか。").presses("理由を問い合わせる")
    sato.goes_to("/today/").sees("審査の理由への問合せに答える").goes_to(
        proposal.screenings.get().get_absolute_url()
    ).follows("答える").writes("回答", "はい、来年度の募集にお出しください。").presses("問合せに答える")
    hanako.goes_to(f"{proposal.get_absolute_url()}screening/").sees("はい、来年度の募集にお出しください。")


def _open_now():
    today = timezone.localdate()
    return {
        "opens_on": today - timedelta(days=5), "closes_on": today + timedelta(days=30),
        "edit_until": today + timedelta(days=40), "talk_until": today + timedelta(days=20),
    }  # fmt: skip
