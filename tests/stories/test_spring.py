"""Spring: the promoter is moved to another section; what they owed passes on, and the next one takes it up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from kyodo.offices.city import actions as city
from kyodo.offices.city.actions.founding import FIRST_RUN
from kyodo.offices.desk import actions as desk
from tests import cast, given

from .hands import Hand

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def test_a_promoter_leaves_and_the_next_one_answers(at_screen):
    now, today = timezone.now(), timezone.localdate()
    seed = given.a_groups_seed(at=now)
    desk.owe(
        seed, what="図面を届ける", holder=cast.tanaka().subject, due=today + timedelta(days=7), at=now
    )  # a word given by one person, beside what their section owes
    city.assign_duty(
        cast.jiro(), role="staff", section=given.the_desk(), since=today - timedelta(days=30), by=FIRST_RUN, at=now
    )
    sato, tanaka, jiro = at_screen(cast.sato()), at_screen(cast.tanaka()), at_screen(cast.jiro())

    tanaka.goes_to("/today/").sees("図面を届ける", "種に最初のお返事をする")
    sato.goes_to("/desk/handover/").chooses("異動する人", "田中 実").chooses("引き継ぐ人", "海野 次郎")
    sato.writes("申し送り", "花子さんと金曜に会う約束があります。").presses("引き継ぐ").sees("引継ぎを受け付けました。")
    tanaka.goes_to("/today/").misses("図面を届ける", "種に最初のお返事をする")
    tanaka.finds_nothing_at(seed.get_absolute_url())  # nobody has answered yet: it is for those who look after it
    jiro.goes_to("/today/").sees("図面を届ける", "種に最初のお返事をする")
    jiro.goes_to(seed.get_absolute_url()).follows("お返事する").writes("お返事", "引き継ぎました。金曜にうかがいます。")
    jiro.presses("お返事する").sees("引き継ぎました。金曜にうかがいます。")
    at_screen(cast.hanako()).goes_to(seed.get_absolute_url()).sees("引き継ぎました。金曜にうかがいます。")
    sato.goes_to("/city/promoters/").sees("海野 次郎")

    _asks_another_section(jiro, sato, seed.case.get_absolute_url())
    at_screen(cast.hanako()).goes_to(seed.case.get_absolute_url()).misses("研修室の鍵", "依頼")


def _asks_another_section(jiro: Hand, sato: Hand, case: str) -> None:
    """The city's own people ask each other: nobody outside goes from counter to counter."""
    jiro.goes_to(case).follows("ほかの課に依頼する").chooses("依頼を受ける課", "市民協働課").picks(
        "何の依頼ですか", "場所"
    )
    jiro.writes("件名", "研修室の鍵").is_refused("依頼する", "「何を、なぜ」を入力してください。")
    jiro.writes("何を、なぜ", "金曜に団体の方とお会いします。").presses("依頼する").sees(
        "依頼を届けました。", "用水路のごみ"
    )
    sato.goes_to("/today/").follows("ほかの課からの依頼に返事をする").sees("金曜に団体の方とお会いします。")
    sato.follows("依頼に答える").writes("答え", "鍵は二階でお渡しします。").presses("依頼に答える").sees("答えた")
    jiro.goes_to(case).follows("研修室の鍵").sees("鍵は二階でお渡しします。")
    jiro.goes_to("/requests/?box=made").sees("研修室の鍵", "答えた")
