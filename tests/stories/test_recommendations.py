"""A recommendation on the screens of those it concerns: from the paper to the closing, through the plan that took it up."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kyodo.deliberation.recommendations.models import Plan, Recommendation, Report
from kyodo.deliberation.recommendations.states import ClosureState, PlanState
from tests import cast
from tests import given as city
from tests.deliberation.recommendations import given

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_recommendation_is_taken_in_answered_shown_and_closed_by_those_who_made_it(at_screen):
    city.a_city()
    given.the_recommenders()
    today = timezone.localdate()
    desk = at_screen(cast.sato())
    desk.goes_to("/recommendations/").sees("提言はまだありません").follows("提言書の一覧").follows("提言書を受け取る")
    desk.writes("提言書の題名", "川べりを歩ける道に").chooses("提言した会議体・団体", "川辺を守る会").dates(
        "提出日", today
    )
    desk.writes("提言", "川べりの道を直す").chooses("宛先の課", "環境課").writes("提言", "水門を開ける", row=1)
    desk.presses("受け取って登録する").sees("川べりの道を直す", "担当なし")
    report = Report.objects.get()
    assert report.recommendations.count() == 2

    recommendation = Recommendation.objects.get(number=1)
    section = at_screen(cast.tanaka())
    section.goes_to("/today/").sees("提言に回答する")
    section.goes_to(recommendation.get_absolute_url()).follows("提言に回答する")
    section.picks("回答", "検討中").writes("理由（公開されます）", "費用を調べます。")
    section.is_refused("提言に回答する", "いつまで検討するかを入力してください。")
    section.dates("検討の期限", today + timedelta(days=40)).presses("提言に回答する").sees("検討中", "費用を調べます。")
    section.follows("提言に回答する").picks("回答", "受け入れる")
    section.writes("理由（公開されます）", "秋に直します。").presses("提言に回答する").follows("実施のようすを報告する")
    section.picks("いまの状況", "完了").writes("実施したこと（公開されます）", "道を直しました。").dates(
        "根拠の日付", today
    )
    section.is_refused("報告する", "根拠になるページか文書が要ります")
    section.writes("根拠になるページ", "https://www.city.example.jp/kawa").presses("報告する").sees(
        "完了", "道を直しました。"
    )
    assert not section.fits("終結にする")

    member = at_screen(cast.hanako())
    member.goes_to(recommendation.get_absolute_url()).follows("提言した側の実感を述べる")
    member.picks("どこまで進んだと感じますか", "着手").writes(
        "そう感じる理由（公開されます）", "まだ半分です。"
    ).presses("実感を公表する")
    member.sees("見方に違いがあります", "市のほうが、2段階進んでいると見ています。")

    citizen = at_screen(cast.jiro())
    citizen.goes_to(recommendation.get_absolute_url()).follows("市民としての実感を伝える")
    citizen.picks("どこまで進んだと感じますか", "相当程度").presses("伝える").sees("相当程度：1人")

    member.goes_to(recommendation.get_absolute_url()).follows("終結にする").picks(
        "終結のしかた", "実施されたことを確かめた"
    )
    member.writes("理由（公開されます）", "歩いて確かめました。").presses("終結にする").sees(
        "終結", "歩いて確かめました。"
    )
    recommendation = Recommendation.objects.get(pk=recommendation.pk)
    assert recommendation.closure.state == ClosureState.CLOSED
    at_screen().goes_to("/recommendations/").sees("川べりの道を直す").goes_to("/recommendations/late/").sees(
        "担当のないもの", "水門を開ける"
    )


def test_a_plan_is_drawn_up_decided_and_followed(at_screen):
    recommendation = given.an_answered(at=timezone.now())
    year, today = timezone.localdate().year, timezone.localdate()
    desk = at_screen(cast.sato())
    desk.goes_to("/plans/").follows("計画づくりを始める").writes("計画の名前", "川べり推進プラン")
    desk.writes("始まりの年度（西暦）", str(year - 1)).writes("終わりの年度（西暦）", str(year + 2))
    desk.chooses("市民の評価をする会議体・団体", "川辺を守る会").presses("計画づくりを始める")
    desk.follows("柱を加える").writes("柱の名前", "川を生かす").presses("柱を加える")
    desk.follows("取組を加える").chooses("柱", "川を生かす").writes("取組の名前", "道を直す").chooses(
        "担当課", "環境課"
    )
    desk.writes("予算額", "１２０万円").writes("指標", "直した道").writes("指標の単位", "m").presses("取組を加える")
    desk.sees("決定するまでに残っていること").follows("1 道を直す").sees("1,200,000円")
    desk.follows("マイルストーンを置く").writes("できているはずのこと", "設計ができている")
    desk.dates("期日", today + timedelta(days=60)).presses("マイルストーンを置く")
    plan = Plan.objects.get()
    desk.goes_to(plan.get_absolute_url()).follows("提言との対応を記録する").chooses(
        "提言", f"川べりの提言　{recommendation}"
    )
    desk.picks("対応のしかた", "言いかえ").chooses("取組", "1 道を直す").presses("記録する").sees("言いかえ")
    desk.goes_to(plan.get_absolute_url()).follows("計画の内容を直す").writes("決定した会議・手続の名前", "協働推進本部")
    desk.dates("決定日", today).presses("計画の内容を直す").presses("計画を決定する").sees("推進中", "協働推進本部")
    assert Plan.objects.get().state == PlanState.IN_FORCE

    section = at_screen(cast.tanaka())
    measure = plan.measures.get()
    section.goes_to(measure.get_absolute_url()).follows("報告する：設計ができている").picks("結果", "達成")
    section.writes("どうなりましたか（公開されます）", "図面ができました。").presses("報告する").sees(
        "マイルストーン1件のうち達成1件"
    )
    section.follows("進捗シートを出す").writes("実績", "測量した。").picks("自己評価", "計画どおり").presses(
        "進捗シートを出す"
    )
    desk.goes_to(measure.get_absolute_url()).follows("本部コメントを書く").writes(
        "本部コメント", "予算に注意。"
    ).presses("本部コメントを書く")
    member = at_screen(cast.hanako())
    member.goes_to(measure.get_absolute_url()).follows("市民委員の評価を書く").picks("市民委員評価", "やや遅れ")
    member.writes("そう評価する理由", "おそい。").presses("市民委員の評価を書く").sees(
        "測量した。", "予算に注意。", "おそい。"
    )


def test_the_matrix_across_terms_and_plans_is_read_by_everybody(at_screen):
    story = given.three_terms(at=timezone.now())
    hand = at_screen()
    hand.goes_to("/recommendations/matrix/").sees("第3期委員会", "受け継ぐ取組なし", "8か月", "7か月")
    hand.goes_to(f"{story.plans['second_plan'].get_absolute_url()}matrix/").sees("統合", "10 区の会議どうしで学び合う")
    hand.goes_to("/recommendations/figures/").sees("提言の実施率")
    hand.goes_to(story.plans["second_plan"].get_absolute_url()).sees("自治を育てる")
    hand.goes_to("/plans/").goes_to("/recommendations/papers/")
