"""Who reads a version before everybody does, which version was in force on a day, plain words on paper, Word's own numbers."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.test import Client
from docx import Document as Word
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from kyodo.deliberation.texts import actions, queries
from kyodo.deliberation.texts.actions.paragraphs import paragraphs
from kyodo.deliberation.texts.actions.parsing import read
from kyodo.deliberation.texts.models import Document, Reader, Version
from kyodo.deliberation.texts.states import Stage
from kyodo.kernel.policy import IllegalMove, NotAllowed, Refused
from kyodo.offices.papers.actions.numbering import kanji
from kyodo.offices.post.models import Message
from tests import cast
from tests.cast import AT
from tests.deliberation.councils import sessions

from . import given

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(monkeypatch, settings):
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)
    settings.OFFICERS_NEED_SECOND_FACTOR = False


def a_draft_read_by_a_body() -> tuple[Version, Reader]:
    """A first version in the making, which the members of 川のまちづくり会議 read."""
    version, body = given.a_written(), sessions.a_term().body
    return version, actions.let_read(version, body=body.subject, by=cast.sato(), at=AT)


def test_members_of_a_body_read_the_draft_they_deliberate_on_and_nobody_else_does(as_):
    version, reader = a_draft_read_by_a_body()
    assert "公開前の版です" in as_(cast.hanako()).get(version.get_absolute_url()).content.decode()
    assert as_(cast.hanako()).get(version.document.get_absolute_url()).status_code == 200
    for page in (version.get_absolute_url(), version.document.get_absolute_url()):
        assert as_(cast.jiro()).get(page).status_code == 404
        assert Client().get(page).status_code == 404
    assert Message.objects.filter(name="texts.readable", person=cast.hanako()).count() == 1
    actions.stop_reading(reader, by=cast.sato(), at=AT)
    assert as_(cast.hanako()).get(version.get_absolute_url()).status_code == 404


def test_a_member_reads_and_does_not_write(as_):
    version, reader = a_draft_read_by_a_body()
    member = as_(cast.hanako())
    assert member.get(f"/texts/versions/{version.ref}/write/").status_code == 403
    assert member.post(f"/texts/readers/{reader.ref}/stop/").status_code == 403
    with pytest.raises(NotAllowed):
        actions.let_read(version, body=reader.body_ref, by=cast.hanako(), at=AT)


def test_a_version_that_was_given_up_is_nobodys_reading(as_):
    version, _reader = a_draft_read_by_a_body()
    actions.move("drop", version, reason="作り直す。", by=cast.sato(), at=AT)
    assert as_(cast.hanako()).get(version.get_absolute_url()).status_code == 404
    assert not Document.objects.visible_to(cast.hanako(), at=AT).exists()


def test_a_body_is_asked_once_and_only_before_publication():
    version, reader = a_draft_read_by_a_body()
    with pytest.raises(Refused, match="もう読んでもらって"):
        actions.let_read(version, body=reader.body_ref, by=cast.sato(), at=AT)
    with pytest.raises(Refused, match="会議体を選んで"):
        actions.let_read(version, body=cast.jiro().subject, by=cast.sato(), at=AT)
    published = given.published(version)
    with pytest.raises(IllegalMove, match="だれでも"):
        actions.let_read(published, body=reader.body_ref, by=cast.sato(), at=AT)


def test_the_desk_asks_a_body_by_its_name(as_):
    version, body = given.a_written(), sessions.a_term().body
    desk, path = as_(cast.sato()), f"/texts/versions/{version.ref}/readers/"
    assert f'value="{body.subject}"' in desk.post(path, {"body_words": body.name, "look-body": "1"}).content.decode()
    desk.post(path, {"body_words": body.name, "body": body.subject})
    assert version.readers.get().body_name == body.name
    assert body.name in desk.get(version.get_absolute_url()).content.decode()


def test_the_wording_of_a_day_is_found(client):
    decided = given.a_published(stage=Stage.DECIDED)  # in force from 1 June 2026
    page = decided.document.get_absolute_url()
    shown = client.get(f"{page}?on_year=2026&on_month=6&on_day=1").content.decode()
    assert "から効力がありました" in shown
    assert decided.get_absolute_url() in shown
    assert (
        "この日に効力のあった版はありません" in client.get(f"{page}?on_year=R8&on_month=5&on_day=31").content.decode()
    )
    assert "から効力がありました" not in client.get(f"{page}?on_year=2026&on_month=13&on_day=1").content.decode()
    assert queries.text_in_force(decided.document, date(2026, 6, 1)) == decided


def test_plain_words_go_on_paper_too(client):
    version = given.a_written()
    actions.reword(given.labelled(version, "第１条"), plain="みんなで力を合わせるやくそくです。", by=cast.sato(), at=AT)
    given.published(version)
    path = f"/texts/versions/{version.ref}/text.docx"
    assert "text.docx?words=easy" in client.get(f"{version.get_absolute_url()}?words=easy").content.decode()

    def printed(address: str) -> str:
        return "\n".join(p.text for p in Word(io.BytesIO(client.get(address).content)).paragraphs)

    assert "やくそくです" in printed(f"{path}?words=easy")
    assert "やさしい言い方です" in printed(f"{path}?words=easy")
    assert "やくそくです" not in printed(path)


NUMBERS = f"""<w:numbering {nsdecls("w")}><w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimalFullWidth"/><w:lvlText w:val="第%1条"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="2"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="(%3)"/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="l"/></w:lvl>
</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>"""


def in_word_with_numbers(lines: list[tuple[int, str]]) -> bytes:
    """A Word file whose numbers Word itself makes; a level of -1 has none."""
    document = Word()
    part = document.part.numbering_part
    for child in list(part.element):
        part.element.remove(child)
    for child in list(parse_xml(NUMBERS)):
        part.element.append(child)
    for level, words in lines:
        paragraph = document.add_paragraph(words)
        if level >= 0:
            number = OxmlElement("w:numPr")
            for name, value in (("w:ilvl", level), ("w:numId", 3)):
                child = OxmlElement(name)
                child.set(qn("w:val"), str(value))
                number.append(child)
            paragraph._p.get_or_add_pPr().append(number)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def test_numbers_that_word_makes_by_itself_are_read():
    lines = read(paragraphs("a.docx", in_word_with_numbers([
        (-1, "（目的）"), (0, "約束を定める。"), (1, "話し合う。"), (2, "市民"), (2, "市"), (3, "しるし"), (0, "公表する。"), (2, "記録"),
        (0, "第９条を見る。"),
    ])))  # fmt: skip
    assert [(one["label"], one["heading"], one["text"]) for one in lines] == [
        ("第１条", "目的", "約束を定める。"), ("2", "", "話し合う。"), ("(1)", "", "市民"), ("(2)", "", "市\nしるし"),
        ("第２条", "", "公表する。"), ("(1)", "", "記録"), ("第３条", "", "第９条を見る。"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("n", "said"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (103, "百三"), (211, "二百十一")]
)
def test_numbers_are_said_as_articles_say_them(n, said):
    assert kanji(n) == said
