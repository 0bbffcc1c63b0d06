"""Process A from end to end: citizens come to the city with a seed, and the next seed grows out of what they did."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from kyodo.cycle.collaborations.models import Collaboration
from kyodo.kernel.calendar import fiscal_year
from tests import cast, given

from . import agreeing, evaluating, proposing, talking, working
from .hands import Hand

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.both]


def test_a_seed_becomes_a_project_and_the_project_a_seed(at_screen):
    now, today = timezone.now(), timezone.localdate()
    given.a_registered_group(at=now - timedelta(days=3))
    round_ = given.a_round(at=now, prior_talk=True, year=fiscal_year(today) + 1, **_dates(today))
    hanako, tanaka, sato, suzuki = (at_screen(it()) for it in (cast.hanako, cast.tanaka, cast.sato, cast.suzuki))

    _sow(hanako)
    _answer(tanaka, "用水路のごみを減らしたい")
    case = Collaboration.objects.get()
    talk = proposing.talk_before(hanako, sato, round_=round_, today=today)
    proposal = proposing.write_proposal(hanako, case, round_=round_, talk=talk)
    proposing.check_and_give_opinion(sato, tanaka, proposal)
    talking.talk_it_over(hanako, tanaka, case, outcome="提案を直して審査へ進む")
    proposing.screen(sato, suzuki, hanako, proposal, finding="採択", reason="地区の要望にこたえるため。")
    tanaka.goes_to(case.get_absolute_url()).presses("協定づくりを始める")
    agreeing.agree(hanako, tanaka, case.agreement, today=today)
    working.carry_out(hanako, tanaka, case.project, today=today)
    working.keep_books(hanako, tanaka, case.project, today=today)
    working.report(hanako, case.project)
    tanaka.goes_to(case.get_absolute_url()).presses("評価を始める")
    evaluating.file_blind(hanako, tanaka, case.evaluation)
    evaluating.talk_over(hanako, tanaka, case.evaluation, due=today + timedelta(days=30))
    evaluating.hear_a_voice(at_screen(), hanako, case.evaluation)
    following = evaluating.harvest_and_publish(hanako, tanaka, case.evaluation)

    _answer(tanaka, following.title)

    anybody = at_screen().goes_to(case.get_absolute_url()).opens("表で見る").sees(following.title)
    anybody.goes_to(following.get_absolute_url()).opens("表で見る").sees(case.title)


def _dates(today):
    """A round that is open today, whatever day it is."""
    return {
        "opens_on": today - timedelta(days=5), "closes_on": today + timedelta(days=30),
        "edit_until": today + timedelta(days=40), "talk_until": today + timedelta(days=20),
    }  # fmt: skip


def _sow(hanako: Hand) -> None:
    hanako.goes_to("/").goes_to("/seeds/").follows("協働の種を出す")
    hanako.writes("ひとことで言うと", "用水路のごみを減らしたい").writes(
        "困っていること・きっかけ", "大雨のたびに詰まります。"
    )
    hanako.writes("やってみたいこと", "見回りを一緒にしたい。").writes("自分たちにできること", "月一回の見回り")
    hanako.chooses("届けたい課", "環境課").chooses("どの立場で出しますか", "川辺を守る会").writes("お名前", "川辺 花子")
    hanako.presses("種を出す").sees("協働の種を受け付けました", "大雨のたびに詰まります。", "まだお返事はありません。")


def _answer(tanaka: Hand, title: str) -> None:
    tanaka.goes_to("/today/").goes_to("/seeds/").follows(title).follows("お返事する")
    tanaka.writes("お返事", "現地を一緒に見に行きましょう。").presses("お返事する").sees(
        "現地を一緒に見に行きましょう。"
    )
