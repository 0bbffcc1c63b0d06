"""A recommendation on the screens of those it concerns: from the paper to the closing, through the plan that took it up."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kyodo.deliberation.recommendations import actions as recommending
from kyodo.deliberation.recommendations.models import Petition, Plan, Recommendation, Report
from kyodo.deliberation.recommendations.states import ClosureState, PlanState
from tests import cast
from tests import given as city
from tests.deliberation.recommendations import given

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.both]


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
    desk.writes("始まりの年度", str(year - 1)).writes("終わりの年度", str(year + 2))
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
        "達成したマイルストーン 1件中 1件"
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


def test_a_petition_is_handed_in_studied_and_answered(at_screen):
    city.a_city()
    author, desk, section = at_screen(cast.jiro()), at_screen(cast.sato()), at_screen(cast.tanaka())
    author.goes_to("/recommendations/petitions/").follows("市民政策提案を出す").writes("提案の題名", "夜の図書館")
    author.writes("いまの課題", "夜に学ぶ場所がない。").writes("提案の内容と理由", "月に一度、夜も開ける。").writes(
        "見込まれる効果", "働く人も来られる。"
    )
    for row in range(10):
        author.writes("賛同者の氏名", f"賛同 {row}", row=row).writes("賛同者の住所", "中央1-2-3", row=row)
        author.page.get_by_label("年齢の要件を満たす").nth(row).check()
    author.presses("提案を出す").sees("要件の確認中", "10人（必要な人数 10人）")
    petition = Petition.objects.get()
    at_screen().finds_nothing_at(petition.get_absolute_url())
    desk.goes_to(petition.get_absolute_url()).follows("提案を受理する").chooses("担当課", "環境課")
    desk.writes("公表する概要", "図書館を夜も開ける提案です。").presses("提案を受理する").sees("市で検討中")
    section.goes_to("/today/").sees("市民政策提案に回答する")
    section.goes_to(petition.get_absolute_url()).follows("検討の結果を公表する").picks("検討の結果", "一部採用")
    section.writes("結果の理由（公開されます）", "夏だけ試します。").presses("検討の結果を公表する")
    desk.goes_to(petition.get_absolute_url()).presses("提言として追う").sees("夜の図書館")
    anybody = at_screen()
    anybody.goes_to(petition.get_absolute_url()).sees("一部採用", "夏だけ試します。").misses("賛同 1", "海野 次郎")
    paper = recommending.hand_in(
        author_name="紙野 文", title="朝の図書館", problem="朝に学ぶ場所がない。", purpose="朝も開ける。", effect="学べる。", by=cast.sato(),
        at=timezone.now(),
    )  # fmt: skip
    desk.goes_to(paper.get_absolute_url()).follows("代表者に渡す控え").sees("このページを残してください", "朝の図書館")


def test_the_desk_takes_over_a_list_and_looks_after_what_is_late(at_screen, tmp_path):
    long_ago = timezone.now() - timedelta(days=90)
    recommendation = given.a_recommendation(at=long_ago)
    file = tmp_path / "一覧.csv"
    file.write_bytes("番号,題名,担当課\r\n7,水門を開ける,環境課\r\n8,草を刈る,火星課\r\n".encode("cp932"))
    desk = at_screen(cast.sato())
    desk.goes_to(recommendation.report.get_absolute_url()).follows("一覧を取り込む").attaches(
        "ファイル（CSVまたはExcel）", file
    )
    desk.is_refused("読み込んで確かめる", "3行目：「火星課」という課はありません。")
    file.write_bytes("番号,題名,担当課\r\n7,水門を開ける,環境課\r\n".encode("cp932"))
    desk.attaches("ファイル（CSVまたはExcel）", file).presses("読み込んで確かめる").sees("水門を開ける", "確認中")
    desk.presses("取り込む").sees("取り込み済み").presses("取り込みを取り消す").sees("取り消し済み")
    desk.goes_to("/recommendations/late/").sees("提言への回答", "次は").follows("休止する：1 川べりを直す その1")
    desk.writes("休止する理由（公開されます）", "議会の審議を待つ。").dates(
        "いつから再開しますか", timezone.localdate() + timedelta(days=9)
    )
    desk.presses("催促を休止する").sees("休止中", "議会の審議を待つ。")
    at_screen().goes_to("/recommendations/late/").sees("休止中").goes_to(recommendation.get_absolute_url()).sees(
        "議会の審議を待つ。"
    )
    desk.goes_to("/recommendations/late/").presses("休止を終える").misses("議会の審議を待つ。")
