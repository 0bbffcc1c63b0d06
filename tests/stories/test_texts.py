"""A guideline from a file to its revision: the desk writes, a neighbour comments, everybody reads what changed and why."""

from __future__ import annotations

import pytest

from kyodo.deliberation.texts.models import Document, Version
from tests import cast
from tests import given as city
from tests.deliberation.texts import given

from .hands import Hand

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.both]


def test_a_guideline_is_taken_in_commented_on_and_revised_with_its_reasons(at_screen, tmp_path):
    city.a_city()
    desk, jiro = at_screen(cast.sato()), at_screen()
    document = _publish_the_first(desk, tmp_path)
    first = document.versions.get()
    _comment(jiro, first)
    _show_the_comment(desk, document)
    second = _revise(desk, document)
    _read_what_changed(jiro, document, second)
    _check(desk, at_screen(cast.tanaka()), jiro, document)


def _publish_the_first(desk: Hand, tmp_path) -> Document:
    """A malformed file is refused with its paragraph, mended in the preview, and becomes the first version."""
    file = tmp_path / "soan.txt"
    file.write_text(given.ORDINANCE.replace("第４条", "第６条"), encoding="utf-8")
    desk.goes_to("/texts/").follows("文書を登録する").writes("題名", "協働の指針").chooses("担当課", "市民協働課")
    desk.writes("見直しの間隔（年）", "5").presses("文書を登録する")
    desk.follows("版を書き始める").picks("段階", "素案").presses("版を書き始める")
    desk.follows("条項を書く").follows("ファイルから取り込む").attaches("ファイル", file).presses(
        "ファイルから取り込む"
    )
    desk.sees("このままでは取り込めません", "13段落目").follows("13段落目を直す").writes("番号", "第４条").presses(
        "取り込む行を直す"
    )
    desk.sees("取り込めます").presses("取り込む").sees("第４条（話し合い）")
    document = Document.objects.get()
    desk.goes_to(Version.objects.get().get_absolute_url()).presses("確定する").presses("公開する").sees(
        "目次", "会議の記録は、一か月のうちに公表する。"
    )
    return document


def _comment(jiro: Hand, version: Version) -> None:
    jiro.goes_to("/texts/").follows("協働の指針").follows(version.name).follows("第３条（記録）にコメントする")
    jiro.writes("引用する言葉", "一か月のうちに公表").writes("コメント", "もっと早く読みたいです。").presses(
        "条項にコメントする"
    )
    jiro.sees("ありがとうございます").goes_to(version.get_absolute_url()).misses("もっと早く読みたいです。")


def _show_the_comment(desk: Hand, document: Document) -> None:
    desk.goes_to(document.get_absolute_url()).follows("逐条コメントを見る").follows("もっと早く読みたいです。").presses(
        "公開する"
    )


def _revise(desk: Hand, document: Document) -> Version:
    """Two weeks instead of a month: refused until the reason is named."""
    desk.goes_to(document.get_absolute_url()).follows("版を書き始める").picks("段階", "案").presses(
        "版を書き始める"
    ).follows("条項を書く")
    version = document.versions.all()[0]
    third = given.labelled(version, "第３条")
    desk.goes_to(f"/texts/provisions/{third.ref}/").writes("本文", "会議の記録は、二週間のうちに公表する。")
    desk.writes("やさしい言い方", "はなしあいのきろくは、二しゅうかんで みせます。").presses("条項の言葉を直す")
    desk.goes_to(version.get_absolute_url()).presses("確定する").sees(
        "公開するまでに必要なこと", "理由が書かれていません"
    )
    desk.follows("第３条（記録）").sees("あと1件").chooses("理由の種類", "意見への回答")
    desk.writes("理由", "早く読みたいという声に応えた。").writes("さがす言葉", "協働の指針").presses("さがす")
    desk.picks("もとになったもの", "指針・条例などの文書：協働の指針").presses("変更の理由を記す").sees(
        "すべての変更に理由があります"
    )
    desk.goes_to(version.get_absolute_url()).presses("公開する")
    return version


def _read_what_changed(jiro: Hand, document: Document, version: Version) -> None:
    jiro.goes_to(version.get_absolute_url()).follows("前の版からの変更と理由")
    jiro.sees("変更 1件", "二週間", "一か月", "早く読みたいという声に応えた。").follows("第３条（記録）のこれまで")
    jiro.sees("第1版 素案", "第2版 案", "早く読みたいという声に応えた。")
    jiro.goes_to(version.get_absolute_url()).follows("やさしい言い方で読む").sees("二しゅうかんで")
    jiro.opens("コメント 1件").sees("もっと早く読みたいです。")


def _check(desk: Hand, section: Hand, jiro: Hand, document: Document) -> None:
    """The section answers for what it does, with evidence."""
    desk.goes_to(document.get_absolute_url()).follows("逐条点検を見る").follows("取組を登録する").writes(
        "取組の名前", "会議録の公表"
    )
    desk.chooses("担当課", "環境課").presses("取組を登録する").follows("会議録の公表の点検を頼む")
    desk.page.get_by_label("条項").select_option(value=given.labelled(document.versions.all()[0], "第３条").uid)
    desk.presses("点検を頼む").sees("未点検")
    section.goes_to(document.efforts.get().checks.get().get_absolute_url()).follows("点検する")
    section.picks("取組の状況", "実施している").writes("実施したこと", "二週間で公表した。").is_refused(
        "点検する", "ページか文書を付けてください"
    )
    section.picks("取組の状況", "実施の予定がある").presses("点検する").sees("二週間で公表した。")
    jiro.goes_to(f"{document.get_absolute_url()}checks/").sees("会議録の公表", "実施の予定がある", "取組のない条項")
    jiro.goes_to("/texts/reviews/").sees("協働の指針", "5年ごと")
