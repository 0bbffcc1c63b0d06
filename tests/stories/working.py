"""Progress from both sides, a look back, books that balance, the report: chapters about the work itself."""

from __future__ import annotations

from datetime import date

from kyodo.cycle.projects.models import Project

from .hands import Hand


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


def keep_books(officer: Hand, project: Project) -> None:
    """収支: what does not balance is said in a sentence and stays typed in."""
    officer.goes_to(project.get_absolute_url()).follows("収支")
    for row, (flow, item, yen) in enumerate((("収入", "市の負担", "200,000"), ("支出", "看板", "150,000"))):
        officer.chooses("区分", flow, row=row).writes("費目", item, row=row).writes("予算額", yen, row=row)
        officer.chooses("負担する側", "行政", row=row)
    officer.is_refused("収支を書く", "収入の合計と支出の合計が同じになるようにしてください。")
    officer.writes("予算額", "200,000", row=1).presses("収支を書く").sees("看板", "200,000円")


def report(citizen: Hand, project: Project) -> None:
    """実績報告, after which the case goes into its evaluation."""
    citizen.goes_to(project.get_absolute_url()).follows("実績を報告する")
    citizen.writes("行ったこと", "見回りを24回、学習会を2回。").writes("成果", "大雨の前に3回気づけた。")
    citizen.writes("残った課題", "夜の見回りができない。").writes("参加者数（のべ）", "240")
    citizen.presses("実績を報告する").sees("大雨の前に3回気づけた。")
