"""Progress from both sides, a look back, books that balance, the report: chapters about the work itself."""

from __future__ import annotations

from datetime import date

from playwright.sync_api import FilePayload

from kyodo.cycle.projects.models import Money, Project
from tests.offices.papers.conftest import picture

from .hands import Hand

PAPER: FilePayload = {"name": "領収書.png", "mimeType": "image/png", "buffer": picture("PNG")}


def carry_out(citizen: Hand, officer: Hand, project: Project, *, today: date) -> None:
    """Both sides tell what they did and measure the goal; a look back is read when both have written."""
    home, goal = project.get_absolute_url(), project.case.agreement.goals.in_force().get()
    citizen.goes_to(home).follows("進み具合を書く").dates("日", today).picks("進み具合", "予定どおり")
    citizen.writes("したこと", "駅前の用水路を見回りました。").writes("参加人数", "１２").presses("進み具合を書く")
    officer.goes_to(home).sees("駅前の用水路を見回りました。").follows("進み具合を書く").dates("日", today)
    officer.picks("進み具合", "遅れている").writes("したこと", "水門の点検をしました。").presses("進み具合を書く")
    officer.follows("目標の値を書く").picks("目標", goal.what).writes("いまの値", f"{goal.amount / 4:f}")
    officer.dates("測った日", today).presses("目標の現在値を書く").sees("25%")
    _look_back(citizen, officer, home)


def _look_back(citizen: Hand, officer: Hand, home: str) -> None:
    citizen.goes_to(home).follows("中間ふりかえりを書く").writes("よかったこと", "子どもが加わりました。")
    citizen.writes("相手に望むこと", "図面を早めにほしい。").presses("中間ふりかえりを書く")
    officer.goes_to(home).misses("図面を早めにほしい。").follows("中間ふりかえりを書く")
    officer.writes("よかったこと", "通報が早くなりました。").presses("中間ふりかえりを書く").sees(
        "図面を早めにほしい。"
    )
    citizen.goes_to(home).sees("通報が早くなりました。")


def keep_books(citizen: Hand, officer: Hand, project: Project, *, today: date) -> None:
    """収支: the budget of the proposal is offered; what does not balance is said in a sentence and stays typed in."""
    home = project.get_absolute_url()
    officer.goes_to(home).follows("収支").writes("予算額", "150,000", row=2)
    officer.is_refused("収支を書く", "収入の合計と支出の合計が同じになるようにしてください。")
    officer.writes("予算額", "200,000", row=2).presses("収支を書く").sees("講師への謝礼", "200,000円")
    _settle(citizen, officer, home, today=today)


def _settle(citizen: Hand, officer: Hand, home: str, *, today: date) -> None:
    """精算: a receipt tells what a line came to, and what lies far from its budget says why, at its own line."""
    (paid,) = Money.objects.filter(flow="expense")
    citizen.goes_to(home).follows("領収書を付ける").picks("どの費目の支払いか", str(paid)).dates("支払日", today)
    citizen.writes("支払先", "川の学校").writes("金額", "１５０，０００円").attaches("領収書の写し", PAPER)
    citizen.presses("領収書を付ける").sees("川の学校", "150,000円")
    officer.goes_to(home).sees("150,000円", "領収書1枚").misses("川の学校").follows("収支を直す")
    officer.writes("決算額", "150,000", row=2).is_refused("収支を書く", "差の理由を書いてください。")
    officer.writes("差の理由", "講師が一人減ったため。", row=2)
    for row, income in enumerate(Money.objects.filter(flow="income")):
        officer.writes("決算額", f"{income.budget * 3 // 4}", row=row).writes("差の理由", "使った分だけ。", row=row)
    officer.presses("収支を書く").sees("講師が一人減ったため。", "-50,000円")


def report(citizen: Hand, project: Project) -> None:
    """実績報告, after which the case goes into its evaluation."""
    citizen.goes_to(project.get_absolute_url()).follows("実績を報告する")
    citizen.writes("行ったこと", "見回りを24回、学習会を2回。").writes("成果", "大雨の前に3回気づけた。")
    citizen.writes("残った課題", "夜の見回りができない。").writes("参加者数（のべ）", "240")
    citizen.presses("実績を報告する").sees("大雨の前に3回気づけた。")
