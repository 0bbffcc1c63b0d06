"""A body meets twice: notice, session, transcript, a member's correction on a telephone, publication, homework that comes back."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.utils import timezone

from kyodo.deliberation.councils.actions import planning
from kyodo.deliberation.councils.models import Body, Meeting
from kyodo.deliberation.councils.states.bodies import BodyKind
from kyodo.offices.city.queries import business_days_after
from tests import cast
from tests.deliberation.councils import sessions

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.both]

TALK = "議題1\n○川辺会長　始めます。\n○山田委員　草が膝まであります。\n（ここから非公開）\n○川辺会長　近所の人の話。\n（ここまで非公開）\n"


@pytest.fixture
def later(monkeypatch):
    """Let days pass."""
    real = timezone.now

    def wait(days: float):
        monkeypatch.setattr("django.utils.timezone.now", lambda: real() + timedelta(days=days))
        return timezone.now()

    return wait


def test_what_one_meeting_leaves_open_opens_the_next(at_screen, later, tmp_path):
    term = sessions.a_term()
    tanaka, anybody = at_screen(cast.tanaka()), at_screen()
    day = business_days_after(timezone.localdate(), 10)
    first = _plan_and_tell(tanaka, term.body, day)
    anybody.goes_to(first.get_absolute_url()).sees("川辺の草刈り", "開催を告知", "定員8人").misses("告知の遅延")

    later((day - timezone.localdate()).days + 0.01)
    tanaka, taro = at_screen(cast.tanaka()), at_screen(cast.taro())  # weeks later one signs in again
    _meet(tanaka, first)
    _write_up(tanaka, first, tmp_path)
    _correct(taro, tanaka, first)
    anybody.goes_to(first.minutes.get_absolute_url()).sees("会議録はまだ公表されていません").misses("膝まで")

    later((day - timezone.localdate()).days + 40)
    tanaka = at_screen(cast.tanaka())
    tanaka.goes_to(first.minutes.get_absolute_url()).presses("会議録を確定する").sees("確定")
    tanaka.presses("会議録を公表する").sees("公表")
    anybody.goes_to(first.minutes.get_absolute_url()).sees("草が腰まであります。", "1か所").misses("近所の人の話")

    _come_back(tanaka, anybody, term, first)


def _plan_and_tell(tanaka, body: Body, day) -> Meeting:
    tanaka.goes_to(f"/councils/bodies/{body.ref}/meetings/").follows("会議を予定する")
    begins = planning.moment(day, time(0, 1))
    tanaka.dates("開始", begins).writes("終了", "23:59").writes("場所", "市役所3階").writes("傍聴の定員（人）", "８")
    tanaka.presses("会議を予定する").sees(f"{body.name}　第1回", "会議を予定しました").follows("議題を加える")
    tanaka.writes("議題", "川辺の草刈り").picks("種類", "審議").presses("議題を加える").sees("議題1　川辺の草刈り")
    tanaka.follows("開催を告知する").presses("開催を告知する").sees("開催を告知しました")
    return Meeting.objects.get(term__body=body)


def _meet(tanaka, meeting: Meeting) -> None:
    tanaka.goes_to(meeting.get_absolute_url()).presses("開会する").writes("傍聴者（人）", "3").presses("出欠を記録する")
    tanaka.sees("委員4人のうち4人が出席", "定足数を満たしています").follows("宿題を出す")
    tanaka.writes("すること", "草の背たけを測る").chooses("担当", "山田 太郎").dates(
        "期限", timezone.localdate() + timedelta(days=60)
    )
    tanaka.presses("宿題を出す").sees("草の背たけを測る").presses("閉会する").sees("閉会")


def _write_up(tanaka, meeting: Meeting, folder) -> None:
    file = folder / "記録.txt"
    file.write_text("はじめに。\n" + TALK, encoding="utf-8")
    tanaka.goes_to(meeting.minutes.get_absolute_url()).follows("記録を読み込む").attaches("記録のファイル", file)
    tanaka._arrives_by(tanaka.page.get_by_role("button", name="記録を読み込む", exact=True).first)
    tanaka.sees("まだ取り込めません", "1段落目：発言した人が分かりません。").writes("記録の文", TALK)
    tanaka.presses("直した文で確かめる").sees("発言3件として読み取りました", "膝まで").presses("この内容で取り込む")
    tanaka.chooses("山田委員", "山田 太郎 委員").presses("発言者を割り当てる").follows("要点を書く")
    tanaka.writes("議題1　川辺の草刈り", "草の背たけを測ることにした。").presses("要点を書く").follows(
        "委員に確認をお願いする"
    )
    tanaka.dates("いつまでに", timezone.localdate() + timedelta(days=7)).presses("委員に確認をお願いする").sees(
        "委員が確認中"
    )


def _correct(taro, tanaka, meeting: Meeting) -> None:
    taro.goes_to(meeting.minutes.get_absolute_url()).sees("草が膝まであります。").follows(
        "2番目山田委員の修正を申し出る"
    )
    taro.writes("直した文", "草が腰まであります。").presses("修正を申し出る").sees("1件あります")
    tanaka.goes_to(meeting.minutes.get_absolute_url()).follows("修正の申し出を見る").presses("反映する").sees(
        "反映した"
    )


def _come_back(tanaka, anybody, term, first: Meeting) -> None:
    following = sessions.a_meeting(term, starts_at=timezone.now() + timedelta(days=20), at=timezone.now())
    anybody.goes_to(following.get_absolute_url()).sees(
        "はじめに：前回までの宿題", "草の背たけを測る", "川辺の草刈り", "前回からの続き"
    )
    tanaka.goes_to(following.get_absolute_url()).follows("済ませる 「草の背たけを測る」").writes("結果", "九十センチ")
    tanaka.presses("宿題を済ませる").sees("九十センチ")
    anybody.goes_to(f"/councils/bodies/{term.body.ref}/meetings/").sees("100%").follows("会議録を続けて読む")
    anybody.sees("草の背たけを測ることにした。")
    assert anybody.page.request.get(f"/councils/bodies/{term.body.ref}/calendar.ics").text().count("BEGIN:VEVENT") == 2


def test_both_sides_speak_before_a_joint_body_decides(at_screen, later):
    term = sessions.a_term(kind=BodyKind.JOINT)
    now = timezone.now()
    meeting = sessions.a_noticed_meeting(term, starts_at=now + timedelta(days=10), at=now)
    hanako, suzuki = at_screen(cast.hanako()), at_screen(cast.suzuki())
    hanako.goes_to(meeting.get_absolute_url()).follows("側の考えを書く").picks("側", "市民")
    hanako.writes("この側の考え", "夏の前に刈りたい。").presses("側の考えを書く").sees("夏の前に刈りたい。")
    at_screen().goes_to(meeting.get_absolute_url()).misses("夏の前に刈りたい。")
    suzuki.goes_to(meeting.get_absolute_url()).misses("夏の前に刈りたい。")
    later(10.01)
    tanaka = at_screen(cast.tanaka())
    tanaka.goes_to(meeting.get_absolute_url()).presses("開会する").presses("出欠を記録する").follows("決定を書く")
    tanaka.writes("決定した文", "六月に刈る。").picks("合意の度合い", "異議なし").writes(
        "少数意見", "鳥の巣を守ってほしい。"
    )
    tanaka.is_refused("決定を書く", "行政の考えがまだ書かれていません。")
    suzuki = at_screen(cast.suzuki())
    suzuki.goes_to(meeting.get_absolute_url()).follows("側の考えを書く").picks("側", "行政").writes(
        "この側の考え", "予算は六月から。"
    )
    suzuki.presses("側の考えを書く")
    tanaka.presses("決定を書く").sees(
        "六月に刈る。", "鳥の巣を守ってほしい。", "夏の前に刈りたい。", "予算は六月から。"
    )
    at_screen().goes_to(meeting.get_absolute_url()).sees("夏の前に刈りたい。", "予算は六月から。", "六月に刈る。")


def test_a_networks_paper_goes_from_hand_to_hand_and_every_hand_gives_a_receipt(at_screen):
    body = sessions.a_term().body
    hanako, tanaka, anybody = at_screen(cast.hanako()), at_screen(cast.tanaka()), at_screen()
    today = timezone.localdate()
    hanako.goes_to("/councils/chains/").follows("やりとりを始める").picks("種類", "提言書").writes(
        "題", "川の約束ごとの提言"
    )
    hanako.dates("始めた日", today - timedelta(days=30)).chooses("担当課", "環境課").chooses("会議体", body.name)
    hanako.presses("やりとりを始める").sees("提言書をまとめる期間", "残り").follows("連名団体を加える")
    hanako.writes("団体名", "川辺を守る会").presses("連名団体を加える").sees("連名団体", "川辺を守る会").follows(
        "次の段階へ手渡す"
    )
    hanako.writes("出した人", "川の連絡会").writes("受け取る人", "市長").chooses("受け取る課・会議体", "環境課")
    hanako.dates("出した日", today).presses("次の段階へ手渡す").sees("提出済み・受領待ち")
    tanaka.goes_to(hanako.page.url).follows("受領を知らせる").writes("受領の番号", "環第12号").presses("受領を知らせる")
    tanaka.sees("環第12号", "受領・返答待ち").follows("返答する").writes("返答", "審議会にはかります。").presses(
        "返答する"
    )
    anybody.goes_to(hanako.page.url).sees("返答済み", "審議会にはかります。", "環第12号")
