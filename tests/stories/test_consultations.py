"""A consultation from its announcement to the question afterwards: citizens at telephones, the city at its desks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from kyodo.deliberation.consultations import actions
from kyodo.deliberation.consultations.models import Consultation, Submission
from tests import cast
from tests import given as city
from tests.deliberation.consultations import given

from .hands import Hand

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.both]

#: How the second person sorts an opinion that only gives food for thought.
SORTED = "参考：案は直しませんが、これからの取組の参考にします。"
WISH = "会議の記録を早く読みたい。夜の会議も開いてほしい。"


@pytest.fixture
def days_later(monkeypatch) -> Callable[[int], datetime]:
    """The calendar, turned on by so many days; whoever was signed in signs in again."""
    real = timezone.now

    def turn(days: int) -> datetime:
        monkeypatch.setattr("django.utils.timezone.now", lambda: real() + timedelta(days=days))
        return timezone.now()

    return turn


def test_what_people_say_about_a_draft_comes_back_to_them(at_screen, days_later, tmp_path):
    city.a_city()
    given.the_head()
    today = timezone.localdate()
    draft = tmp_path / "soan.txt"
    draft.write_text("第1条　市民と市は、対等に話し合う。\n", encoding="utf-8")
    desk = at_screen(cast.sato())
    it = _announce(desk, today, draft)

    jiro = at_screen()
    receipt = _send(jiro, it)
    _type_in(at_screen(cast.tanaka()), it)

    days_later(31)
    desk, reviewer = at_screen(cast.sato()), at_screen(cast.suzuki())
    _read_and_split(desk, it)
    _answer(desk, it)
    _review(reviewer, it)
    _sort_again(desk, at_screen(cast.tanaka()), it)
    _decide(desk, at_screen(given.the_head()), it)

    _read_result(at_screen(), it)
    jiro.goes_to(receipt).sees("素案を直しました。", "あなたの意見と市の考え方").misses("一つだけ教えてください")
    days_later(31 + 14)
    jiro.goes_to(receipt).sees("一つだけ教えてください")
    jiro.picks("お答えになっていましたか", "なっていた").presses("答える").misses("一つだけ教えてください")
    at_screen().goes_to(f"{it.get_absolute_url()}result/").sees("「お答えになっていましたか」")


def _announce(desk: Hand, today: date, draft) -> Consultation:
    desk.goes_to("/consultations/").follows("案件をつくる")
    desk.writes("題名", given.TITLE).picks("種別", "計画・指針").chooses("担当課", "市民協働課")
    desk.writes("根拠", "織瀬市意見公募手続要綱").writes("趣旨", "委員会が書いた素案に、意見をうかがいます。")
    desk.dates("募集開始", today).dates("募集終了", today + timedelta(days=9))
    desk.ticks("市内に住む人").ticks("ウェブ").ticks("窓口").writes("郵送・ファクス・メールの宛先", "織瀬市中央1-1")
    desk.writes("原本を見られる場所", "市民協働課の窓口").presses("案件をつくる")
    it = Consultation.objects.get()
    desk.follows("予告する").presses("予告する").sees("案は、これから公表します。")
    desk.follows("案を公表する").sees("公表する案がありません", "10日です", "行政手続法40条1項")
    desk.goes_to(f"{it.get_absolute_url()}edit/").dates("募集終了", today + timedelta(days=29)).presses("保存する")
    desk.follows("案の文書").attaches("ファイル", draft).presses("案の文書を登録する").sees("soan.txt")
    desk.goes_to(f"{it.get_absolute_url()}reviewers/").chooses("審査する人", "鈴木 恵").presses("審査する人を決める")
    desk.follows("案を公表する").presses("案を公表する").sees("募集中", "30日間")
    return it


def _send(jiro: Hand, it: Consultation) -> str:
    jiro.goes_to("/consultations/").follows(it.title).follows("この案への意見を書く").is_refused(
        "意見を出す", "「ご意見」を入力してください。"
    )
    jiro.writes("ご意見", WISH).writes("お名前・団体名", "海野 次郎").writes("ご住所", "織瀬市川東2-3-4")
    jiro.chooses("区分", "市内に住む人").presses("意見を出す").sees("ご意見を受け付けました", WISH)
    return jiro.page.url


def _type_in(counter: Hand, it: Consultation) -> None:
    """A paper at the counter: three entries, and three keys between them; then the next empty form. A slip is mended."""
    counter.goes_to(f"{it.get_absolute_url()}paper/?channel=counter")
    keys = counter.page.keyboard
    for entry in ("字を大きくしてくたさい。川辺花子", "川辺花子"):
        keys.type(entry)
        keys.press("Tab")
    with counter.page.expect_navigation():
        keys.press("Enter")
    counter.sees("受け付けました", "住所の記入がありません")
    assert counter.page.evaluate("document.activeElement.name") == "text"
    counter.follows("いま入力した意見の誤りを直す").writes(
        "意見（書かれたとおりに）", "字を大きくしてください。川辺花子"
    )
    counter.writes("直す理由", "写し間違い").presses("入力の誤りを直す").sees("受け付けました")
    counter.follows("出した方に渡す控え").sees("字を大きくしてください。", "窓口")


def _read_and_split(desk: Hand, it: Consultation) -> None:
    web, paper = it.submissions.order_by("number")
    desk.goes_to(f"{it.get_absolute_url()}move/finish/").sees("まだ読み終えていない提出があります")
    desk.goes_to(web.bundle.get_absolute_url()).ticks("会議の記録を早く読みたい。").presses("取り出す")
    desk.ticks("夜の会議も開いてほしい。").ticks("これで全部（読み終えた）").presses("取り出す")
    desk.goes_to(paper.get_absolute_url()).sees("個人情報かもしれない言葉があります")
    desk.writes("伏せる言葉（原文のとおりに）", "川辺花子").presses("伏せる").sees("字を大きくしてください。〔氏名〕")
    desk.goes_to(f"{it.get_absolute_url()}work/").follows(paper.bundle.gist)
    desk.ticks("これで全部（読み終えた）").presses("取り出す").sees("すべて読み終えています")


def _answer(desk: Hand, it: Consultation) -> None:
    answers = f"{it.get_absolute_url()}answers/"
    desk.goes_to(answers).ticks("会議の記録を早く読みたい。").presses("進める")
    desk.writes("市の考え方", "素案を直しました。").chooses("対応の区分", "反映").writes(
        "そう考える理由", "早い公表が話し合いを助けるため。"
    )
    desk.ticks("このまま審査に出す").is_refused("保存する", "変更後の文")
    desk.writes("変更後の文", "記録は二週間以内に公表する。").presses("保存する").sees("審査中", "鈴木 恵")
    desk.goes_to(answers).ticks("夜の会議も").ticks("字を大きく").presses("進める")
    desk.writes("市の考え方", "進め方の参考にします。").chooses("対応の区分", "参考").writes(
        "そう考える理由", "会議ごとに決めるため。"
    )
    desk.ticks("このまま審査に出す").presses("保存する").sees("審査中")


def _review(reviewer: Hand, it: Consultation) -> None:
    for answer in it.answers.all():
        reviewer.goes_to(answer.get_absolute_url()).follows("審査する").picks("審査", "これでよい").presses(
            "審査する"
        ).sees("審査済み")


def _sort_again(desk: Hand, second: Hand, it: Consultation) -> None:
    """Somebody who knows nothing of the first sorting sorts what the lot names; one opinion they see otherwise."""
    page = it.get_absolute_url()
    desk.goes_to(page).follows("二人目の分類").chooses("二人目", "田中 実")
    desk.writes("種となる数の決め方", "明日の最初の株価").presses("二人目の分類を頼む")
    desk.writes("種となる数", "38,915.87").presses("くじを引く").sees("二人目が分類しています")
    second.goes_to("/today/").follows("意見の二人目の分類をする").sees("3のうち1番目の意見")
    second.misses("素案を直しました。", "進め方の参考にします。")
    for kind in ("対象外：今回の案の範囲の外の意見や、質問です。", SORTED, SORTED):
        second.picks("対応の区分", kind).chooses("答える課", "市民協働課").presses("次へ")
    second.presses("分類を出す").sees("対応の区分：3件のうち", "食い違い")
    coding = it.codings.get()
    desk.goes_to(f"{page}move/finish/").sees("二人の分類の食い違い")
    for nth in range(coding.rows.disputed().count()):
        desk.goes_to(coding.get_absolute_url()).follows(f"{nth + 1}番目を決着させる")
        desk.writes("そう決めた理由", "区分の説明に当てはまるため。").presses("食い違いを決着させる")


def _decide(desk: Hand, head: Hand, it: Consultation) -> None:
    page = it.get_absolute_url()
    desk.goes_to(page).follows("決裁に回す").presses("決裁に回す")
    head.goes_to(page).follows("決裁する").writes("だれの決裁か", "市長決裁").presses("決裁する")
    desk.goes_to(page).follows("結果を公表する").writes("聴いたこと", "素案への意見").writes(
        "言われたこと", "記録を早く"
    )
    desk.writes("こうしたこと", "期限を書きました").presses("結果を公表する").sees("結果を公表しています")


def _read_result(anybody: Hand, it: Consultation) -> None:
    anybody.goes_to(it.get_absolute_url()).follows("寄せられた意見と市の考え方を読む")
    anybody.sees(
        "意見3種類のうち3種類をくじで選び",
        "素案を直しました。",
        "記録は二週間以内に公表する。",
        "字を大きくしてください。〔氏名〕",
        "30日間",
    )
    anybody.misses("川辺花子", "海野", "川東2-3-4")
    paper = Submission.objects.get(number=2)
    assert paper.text == "字を大きくしてくたさい。川辺花子"
    assert paper.reading == "字を大きくしてください。川辺花子"
    assert actions.receipt_token(Submission.objects.get(number=1)) not in anybody.page.content()
