"""A body is set up, calls for members, appoints them within the city's limits and shows where it stands."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from kyodo.deliberation.councils.actions import drawing
from kyodo.deliberation.councils.models import Application, Body, Draw, Membership, Opening
from kyodo.deliberation.councils.queries.sortition import Listed
from tests import cast, given

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.both]

MANDATE = "川のことを、住む人と市の人が同じ席で話し合う。"


def test_a_body_is_set_up_calls_for_a_member_and_seats_them(at_screen):
    given.a_city()
    today = timezone.localdate()
    desk, citizen = at_screen(cast.sato()), at_screen()
    body = _set_up(desk, date(today.year, 4, 1))
    opening = _call(desk, body, today)
    _apply(citizen, opening)
    _choose(desk, opening, today)
    _seat(desk, body, today)
    _invite(desk, citizen, body, today)
    citizen.goes_to("/councils/").sees("川のまちづくり会議").follows("位置付けの図を見る").sees("川のまちづくり会議")
    citizen.goes_to("/councils/statistics/").sees("川のまちづくり会議")


def _set_up(desk, since):
    desk.goes_to("/councils/").follows("会議体を設置する")
    desk.writes("名称", "川のまちづくり会議").writes("フリガナ", "カワノマチヅクリカイギ")
    desk.chooses("種類", "要綱などによる会議").writes("設置の根拠", "設置要綱").writes("所掌すること", MANDATE)
    desk.chooses("担当課", "市民協働課").dates("設置日", since).writes("任期（月）", "24")
    desk.chooses("選び方", "公募").writes("人数", "2")
    desk.presses("設置する").sees(MANDATE, "公募 2人")
    return Body.objects.get()


def _call(desk, body, today):
    desk.follows("委員を公募する")
    desk.writes("募集する人数", "1").writes("応募できる人", "市内に住む人").writes(
        "仕事の内容", "年4回の会議で話し合う。"
    )
    desk.dates("任期の始まり", today).dates("任期の終わり", today + timedelta(days=700))
    desk.writes("会議の回数と時間帯", "年4回、平日の夜").writes("選ぶ基準", "川の近くの暮らし")
    desk.dates("受付の始まり", today).dates("受付の終わり", today + timedelta(days=25))
    desk.presses("下書きを保存する").presses("公募を公表する").sees("受付中")
    return Opening.objects.get()


def _apply(citizen, opening):
    citizen.goes_to("/councils/").follows("川のまちづくり会議").follows("応募する")
    citizen.is_refused("応募する", "「氏名」を入力してください。")
    citizen.writes("氏名", "山川 海").writes("住所", "織瀬市中央1-1").writes("年齢", "３４").writes(
        "電話", "049-000-1234"
    )
    citizen.writes("応募の理由", "毎日川べりを歩いています。").presses("応募する")
    citizen.sees("応募を受け付けました", Application.objects.get().number)


def _choose(desk, opening, today):
    # The days of the call go by; nobody chooses before they are over.
    past = {"opens_on": today - timedelta(days=30), "closes_on": today - timedelta(days=1)}
    Opening.objects.filter(pk=opening.pk).update(**past)
    desk.goes_to(opening.get_absolute_url()).follows("応募を見る").follows(Application.objects.get().number)
    desk.picks("結果", "委員に選ぶ").writes("理由", "川の近くの暮らしを話せるため。").presses("結果を決める")
    desk.goes_to(opening.get_absolute_url()).follows("結果を公表する")
    desk.writes("選考の結果", "1人の応募から1人を選んだ。").presses("公表する").sees("1人の応募から1人を選んだ。")


def _seat(desk, body, today):
    desk.goes_to(body.get_absolute_url()).follows("期を始める")
    desk.dates("始まり", today).dates("満了日", today + timedelta(days=700)).writes(
        "調査・審議すること", "川辺の通り道"
    )
    desk.writes("つくるもの", "川辺の地図").presses("始める").sees("川辺の地図", "川辺の通り道")
    opening, sent = Opening.objects.get(), Application.objects.get()
    desk.goes_to(opening.get_absolute_url()).follows("応募と補欠を見る").follows(sent.number)
    desk.follows("第1期の委員に任命する").presses("任命する").sees("山川 海")
    desk.follows("委員を任命する").writes("氏名", "海野 さくら").chooses("選び方", "公募")
    desk.is_refused("任命する", "女性の委員は2人中0人").writes("例外とする理由", "応募が1人だったため。")
    desk.presses("任命する").sees("海野 さくら", "応募が1人だったため。")
    assert Membership.objects.get(name="海野 さくら").broken_rules
    desk.follows("「川辺の地図」をまとめた").presses("記録する").sees("まとめた")


def _invite(desk, citizen, body, today):
    rows = [Listed(str(n), "川沿い") for n in range(5)]
    draw = drawing.prepare_draw(
        body, purpose="川の話し合いへの招待", topics="川辺の道\n水防", seed_from="宝くじの番号", quotas={"川沿い": 2}, rows=rows,
        seats=1, reply_by=today + timedelta(days=30), by=cast.sato(), at=timezone.now(),
    )  # fmt: skip
    code = drawing.draw_lots(draw, seed="1024", rows=rows, by=cast.sato(), at=timezone.now())[0][1]
    citizen.goes_to(Draw.objects.get().get_absolute_url()).sees("1024").follows("招待状を受け取った方へ")
    citizen.writes("招待の符号", code.lower()).presses("進む").sees("川の話し合いへの招待")
    citizen.picks("お返事", "引き受ける").writes("氏名", "岸 波子").writes(
        "連絡先（電話かメールアドレス）", "049-000-1234"
    )
    citizen.ticks("水防").presses("返事をする").sees("お返事を受け取りました")
    desk.goes_to(body.get_absolute_url()).follows("無作為抽出で招待する").sees("名簿は保存しません")
    desk.goes_to(draw.get_absolute_url()).follows("承諾した方の名簿").sees("岸 波子", "水防", "候補")
    desk.follows("岸 波子さんを第1期に任命する").sees("岸 波子さんを、応募または招待から任命します")
