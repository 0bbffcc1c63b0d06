"""A talk before it, six steps, the formal check, the section's word and the decision: chapters about a proposal."""

from __future__ import annotations

from datetime import date

from playwright.sync_api import FilePayload

from kyodo.cycle.calls.models import Round
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.proposals.models import PriorTalk, Proposal

from .hands import Hand, label

#: Income as people write it: any digits, any commas.
MONEY = (("市の負担・補助", "市の負担", "１６０，０００円"), ("自己資金", "会の積立", "40000"))


def talk_before(citizen: Hand, desk: Hand, *, round_: Round, today: date) -> str:
    """事前相談: asked for on a telephone, held at the counter, its advice read on the receipt. Its number."""
    citizen.goes_to(round_.get_absolute_url()).goes_to(f"/proposals/talks/new/?round={round_.ref}")
    citizen.writes("お名前・団体名", "川辺を守る会").writes("相談したいテーマ", "用水路の見回り")
    citizen.writes("解決したいこと", "あふれる前に気づきたい。").writes("電話番号", "0482-11-1111").presses("申し込む")
    citizen.sees("事前相談を受け付けました")
    receipt, talk = citizen.page.url, PriorTalk.objects.get()
    desk.goes_to("/today/").sees("事前相談").goes_to(talk.get_absolute_url()).follows("相談の記録を書く")
    desk.chooses("方法", "窓口").writes("助言（相談した方も読めます）", "まず環境課と一緒に歩いてみましょう。")
    desk.dates("相談した日", today).picks("結果", "提案へ進む").presses("相談の記録を書く")
    citizen.goes_to(receipt).sees("まず環境課と一緒に歩いてみましょう。")
    return talk.ref


def write_proposal(citizen: Hand, case: Collaboration, *, round_: Round, talk: str) -> Proposal:
    """提案: begun on the page of the case, put into the round, written step by step, submitted once."""
    citizen.goes_to(case.get_absolute_url()).follows("提案を書き始める").presses("提案を書き始める")
    citizen.follows("募集を替える").chooses("募集回", str(round_)).presses("募集を替える")
    _aim_and_plan(citizen)
    _together_and_team(citizen)
    _money(citizen)
    for statement in round_.statements:
        citizen.picks(statement, "はい")
    citizen.misses("事前相談の受付番号").presses("保存して一覧に戻る").misses("いまは提出できません")
    _attach_an_estimate(citizen)
    citizen.follows("確認して提出する").sees("見回りと清掃").presses("この内容で提出する").sees("提出済み")
    sent = Proposal.objects.get()
    assert sent.talk
    assert sent.talk.ref == talk, "whoever came as the group is known again without a number"
    return sent


def _aim_and_plan(citizen: Hand) -> None:
    citizen.follows("課題と目的").writes("地域の課題といまの様子", "大雨のたびに用水路があふれます。")
    citizen.writes("目的", "あふれる前に気づける地区にする。").writes("何を", "見回り").writes("どれだけ", "月2回")
    citizen.presses("保存して次へ").writes("事業の内容", "見回りと清掃、子どもの学習会。")
    citizen.writes("対象と人数", "川東地区の住民 300人").dates("始める日", date(2027, 4, 1))
    citizen.dates("終える日", date(2028, 3, 31)).presses("保存して次へ")


def _together_and_team(citizen: Hand) -> None:
    citizen.writes("市と協働する理由", "水門は市、見回りは住民にしかできません。").writes("すること", "見回り")
    citizen.chooses("どちらが", "市民").presses("保存して次へ")
    citizen.writes("提案者の名前（公開します）", "川辺を守る会").writes(
        "だれがどのように進めるか", "会員20人、班長4人。"
    )
    citizen.writes("連絡する方の氏名（公開しません）", "川辺 花子").writes("電話番号（公開しません）", "0482111111")
    citizen.presses("保存して次へ")


def _money(citizen: Hand) -> None:
    income, expense = citizen.group("収入"), citizen.group("支出")
    for row, (source, item, yen) in enumerate(MONEY):
        income.get_by_label(label("出どころ")).nth(row).select_option(label=source)
        income.get_by_label(label("内訳")).nth(row).fill(item)
        income.get_by_label(label("金額")).nth(row).fill(yen)
    for name, typed in (
        ("内訳", "講師への謝礼"),
        ("単価", "５万円"),
        ("数量", "４"),
        ("単位", "回"),
        ("金額", "190,000"),
    ):
        expense.get_by_label(label(name)).first.fill(typed)
    expense.get_by_label(label("補助の対象になる経費")).first.check()
    citizen.picks("この事業で、ほかの補助や助成を受けますか", "いいえ")
    citizen.is_refused("保存して次へ", "単価50,000円×数量4は200,000円ですが、金額は190,000円です。")
    expense.get_by_label(label("金額")).first.fill("")
    citizen.presses("保存して次へ")


def _attach_an_estimate(citizen: Hand) -> None:
    """添付書類: one that cannot be taken is told in a sentence, then the right one."""
    citizen.follows("書類を付ける").picks("書類の種類", "見積書").picks("公開の範囲", "だれにでも公開する")
    citizen.writes("書類の名前", "講師の謝礼").attaches("ファイル", _file(b"no estimate"))
    citizen.is_refused("付ける", "PDFとして読めません")
    inside = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
    citizen.attaches("ファイル", _file(inside)).presses("付ける").sees("講師の謝礼.pdf", "公開する書類")


def _file(content: bytes) -> FilePayload:
    return {"name": "見積書.pdf", "mimeType": "application/pdf", "buffer": content}


def check_and_give_opinion(desk: Hand, section: Hand, proposal: Proposal) -> None:
    """形式の確認 by the desk, and the section's written opinion, which everybody reads."""
    desk.goes_to("/today/").sees("提案の形式を確認する").goes_to(proposal.get_absolute_url()).presses("形式を確認した")
    section.goes_to(proposal.get_absolute_url()).follows("課の意見を書く")
    section.writes("必要性", "浸水の多い地区で必要性は高い。").writes("市が担えること", "水門の操作と用具の貸出し")
    section.picks("実施可能性", "条件付きで可").picks("協働の領域（市の考え）", "C 対等な協働")
    section.writes("領域をそう考える理由", "双方の力が要るため。")
    section.is_refused("課の意見を書く", "「条件付きで可」のときは、条件を書いてください。")
    section.writes("条件", "大雨のときは見回りをしないこと").presses("課の意見を書く").sees(
        "大雨のときは見回りをしないこと"
    )


def screen(desk: Hand, head: Hand, citizen: Hand, proposal: Proposal, *, finding: str, reason: str) -> None:
    """審査・決定・通知: three acts by two people; the proposer reads nothing of it before the third."""
    desk.goes_to(proposal.get_absolute_url()).follows("審査に付す").presses("審査に付す").follows("審査結果を記録する")
    desk.picks("判定", finding)
    for criterion in ("公益性", "実現性"):
        desk.writes(f"「{criterion}」についての理由", f"{criterion}は次のように考えました。")
    desk.presses("審査結果を記録する")
    head.goes_to(desk.page.url).follows("決定する").picks("判定", finding)
    head.writes("判定の理由（提案者に伝わります）", reason).presses("決定する")
    citizen.goes_to(f"{proposal.get_absolute_url()}screening/").misses(reason, finding)
    desk.goes_to(desk.page.url).follows("結果を通知する").presses("結果を通知する")
    citizen.goes_to(f"{proposal.get_absolute_url()}screening/").sees(reason, finding, "公益性は次のように考えました。")
