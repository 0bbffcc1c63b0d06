"""Two blind statements, their differences, a joint text that moves only by proposal and acceptance, the gate: chapters."""

from __future__ import annotations

from datetime import date, timedelta

from kyodo.cycle.agreements.models import Agreement, Change

from .hands import Hand

PURPOSE = "あふれる前に気づける地区にし、川を自分たちの場所だと思う人を育てる。"


def state_blind(first: Hand, second: Hand, agreement: Agreement) -> None:
    """それぞれの言葉: whoever writes second learns that the first has written, and nothing of what."""
    home = agreement.get_absolute_url()
    _state(first.goes_to(home), "川を見に来る人を増やしたい。", "見回りの回数", "参加する子ども")
    second.goes_to(home).sees("出しました").misses("川を見に来る人を増やしたい。", "参加する子ども")
    _state(second, "浸水の被害を減らす。", "見回りの実施回数")
    second.goes_to(home).sees("川を見に来る人を増やしたい。", "参加する子ども")


def _state(hand: Hand, purpose: str, *goals: str) -> None:
    hand.follows("目的と目標を書く").writes("目的", purpose)
    for row, goal in enumerate(goals):
        if hand.page.get_by_label("何を").count() <= row:
            hand.presses("目標をもう一つ書く")
        hand.writes("何を", goal, row=row)
    hand.presses("保存して確かめる").presses("この言葉で出す")


def reconcile(first: Hand, second: Hand, agreement: Agreement, *, until: date) -> None:
    """違い: each ends as the same words or as kept with its reason, proposed by one side and accepted by the other."""
    home = agreement.get_absolute_url()
    first.goes_to(home).follows("目的").picks("この違いをどう終えますか", "同じ言葉にした")
    first.writes("共通の言葉にした目的", PURPOSE).presses("相手に提案する")
    second.goes_to(home).follows("目的").sees(PURPOSE).presses("受け入れる")
    second.follows("目標1").picks("この違いをどう終えますか", "同じ言葉にした").writes("何を", "見回りの回数")
    second.writes("どれだけ", "２４").writes("単位", "回").dates("いつまでに", until).writes("測り方", "日誌の件数")
    second.writes("いまの値", "なし").presses("相手に提案する")
    first.goes_to(home).follows("目標1").presses("受け入れる")
    first.follows("目標2").picks("この違いをどう終えますか", "違うまま残した")
    first.writes("違うまま残す理由", "子どもの参加は、まず会だけで数えてみる。").presses("相手に提案する")
    second.goes_to(home).follows("目標2").presses("受け入れる")
    second.sees("本文をつくる")


def write_joint_text(first: Hand, second: Hand, agreement: Agreement, *, since: date, until: date) -> None:
    """本文: roles, clauses, dates and disclosure, each laid before the other side and accepted there."""
    home = agreement.get_absolute_url()
    first.goes_to(home).follows("役割分担")
    for task, side in (("月二回の見回り", "市民"), ("水門の操作", "行政")):
        _role(first, task, side, until)
    _agree_on(first, second, "roles")
    first.goes_to(home).follows("条項").follows("類型を選ぶ").picks("協定の類型", "共催").presses("手元の案に入れる")
    _agree_on(first, second, "clauses")
    first.goes_to(home).follows("期間と費用").follows("書く・直す").dates("始まりの日", since).dates(
        "終わりの日", until
    )
    first.picks("更新の扱い", "評価のあとに双方で決める").writes("更新の条件", "評価の結果をみて決める。")
    first.presses("手元の案に入れる").presses("相手に提案する")
    _accept(second, "terms")
    first.goes_to(home).follows("公開のしかた").presses("ふだんの項目から始める")
    _agree_on(first, second, "disclosure")


def _role(hand: Hand, task: str, side: str, due: date) -> None:
    hand.follows("一つ加える").writes("仕事", task).picks("担う側", side).picks("担う理由", f"{side}だから")
    hand.writes("担当する人・課", "見回り係").dates("期限", due)
    hand.ticks("見回りの回数").presses("手元の案に入れる").sees(task)


def _agree_on(first: Hand, second: Hand, section: str) -> None:
    first.follows("変更の前と後を確かめて提案する").presses("相手に提案する")
    _accept(second, section)


def _accept(hand: Hand, section: str) -> None:
    change = Change.objects.get(section=section, state="open")
    hand.goes_to(change.get_absolute_url()).presses("受け入れる")


def confirm_and_start(first: Hand, second: Hand, agreement: Agreement) -> None:
    """双方の確認 on the same text, and the gate into the work."""
    home = agreement.get_absolute_url()
    second.goes_to(home).follows("双方の確認に進む").presses("双方の確認に進む")
    for hand in (second, first):
        hand.goes_to(home).follows("全文を読んで確認する").sees(PURPOSE, "水門の操作")
        hand.ticks("全文を読み、この内容で協定を結ぶことを確認しました").presses("この内容を確認する")
    first.follows("事業を始める").presses("事業を始める").sees("実施中", "見回りの回数")


def agree(first: Hand, second: Hand, agreement: Agreement, *, today: date) -> None:
    """The whole way of an agreement, from the blind statements to the start of the work."""
    until = today + timedelta(days=300)
    state_blind(first, second, agreement)
    reconcile(first, second, agreement, until=until)
    write_joint_text(first, second, agreement, since=today, until=until)
    confirm_and_start(first, second, agreement)
