"""Pages of texts: everybody's, the desk's, files, and how many queries they take."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document as WordDocument

from kyodo.deliberation.texts import actions, queries
from kyodo.deliberation.texts.models import Anchor, Check, Document, Import, Remark, Version
from kyodo.deliberation.texts.states import CauseKind, Stage, VersionState
from tests import cast
from tests import given as city
from tests.cast import AT

from . import given

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(monkeypatch, settings):
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)
    settings.FORM_MINIMUM_SECONDS = 0


def shown(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def two_versions() -> Version:
    """A revision whose every change has its reason, published."""
    return given.published(given.explained(given.a_revision(given.a_published())))


def test_a_version_shows_its_contents_its_anchors_and_the_way_to_the_reasons(client):
    version = two_versions()
    page = shown(client, version.get_absolute_url())
    third = given.labelled(version, "第４条")
    assert f'href="#p-{third.uid}"' in page
    assert f'id="p-{third.uid}"' in page
    assert f"/texts/{version.document.ref}/compare/?new=2" in page


def test_plain_words_are_one_press_away(client):
    version = given.a_written()
    actions.reword(given.labelled(version, "第１条"), plain="みんなで力を合わせるやくそくです。", by=cast.sato(), at=AT)
    given.published(version)
    assert "やくそくです" not in shown(client, version.get_absolute_url())
    page = shown(client, f"{version.get_absolute_url()}?words=easy")
    assert "やくそくです" in page
    assert "やさしい言い方は、まだありません" in page


def test_the_comparison_marks_words_for_eyes_and_ears_and_says_why(client):
    version = two_versions()
    page = shown(client, f"/texts/{version.document.ref}/compare/")
    assert "（ここから追加）</span>二週間" in page
    assert "（ここから削除）</span>一か月" in page
    for word in ("変更", "新設", "移動", "言葉をそろえた。"):
        assert word in page


def test_a_provision_tells_its_whole_life(client):
    version = two_versions()
    page = shown(client, f"/texts/{version.document.ref}/lives/{given.labelled(version, '第４条').uid}/")
    assert "言葉をそろえた。" in page
    assert "第1版" in page
    assert "第2版" in page


def test_a_withdrawn_version_leaves_its_tombstone_and_no_words(client):
    version = given.a_published()
    actions.withdraw(version, reason="まちがいがあったため。", by=cast.sato(), at=AT)
    page = shown(client, version.get_absolute_url())
    assert "まちがいがあったため" in page
    assert "一か月のうちに" not in page
    assert client.get(f"/texts/versions/{version.ref}/text.docx").status_code == 404


@pytest.mark.parametrize("path", ["", "text.docx"])
def test_what_is_being_written_is_no_public_page(client, path):
    version = given.a_written()
    assert client.get(f"/texts/versions/{version.ref}/{path}").status_code == 404


def test_a_version_and_a_comparison_are_word_files(client):
    version = two_versions()
    text = WordDocument(io.BytesIO(client.get(f"/texts/versions/{version.ref}/text.docx").content))
    assert any("二週間のうちに公表する" in p.text for p in text.paragraphs)
    table = WordDocument(io.BytesIO(client.get(f"/texts/{version.document.ref}/compare.docx").content)).tables[0]
    assert {row.cells[0].text for row in table.rows} >= {"変更", "新設", "移動"}


def test_the_comparison_underlines_what_changed_and_nothing_else(client):
    version = two_versions()
    table = WordDocument(io.BytesIO(client.get(f"/texts/{version.document.ref}/compare.docx").content)).tables[0]
    for row in table.rows[1:]:
        kind, came, went = (cell.paragraphs[0].runs for cell in row.cells[:3])
        marked = ["".join(run.text for run in side if run.underline) for side in (came, went)]
        same = ["".join(run.text for run in side if not run.underline) for side in (came, went)]
        if kind[0].text == "新設":
            assert (marked[0].replace("\n", ""), same[1]) == (row.cells[1].text.replace("\n", ""), "―")
        elif kind[0].text == "変更":
            assert any(marked)
            assert same[0] == same[1]


def test_the_comparison_offers_the_versions_it_shows(client):
    version = two_versions()
    form = client.get(f"/texts/{version.document.ref}/compare/?new={version.number}").context["form"]
    assert (form["old"].value(), form["new"].value()) == (1, 2)


def test_a_word_file_of_a_version_is_read_in_again_with_the_same_provisions(client):
    version = two_versions()
    data = client.get(f"/texts/versions/{version.ref}/text.docx").content
    from kyodo.deliberation.texts.actions.paragraphs import paragraphs
    from kyodo.deliberation.texts.actions.parsing import read

    labels = [line["label"] for line in read(paragraphs("a.docx", data)) if line["label"]]
    assert labels == list(version.provisions.order_by("order").values_list("label", flat=True))


def test_the_desk_takes_a_text_from_file_to_publication_in_the_browser(as_):
    desk, section = as_(cast.sato()), city.the_desk()
    desk.post("/texts/new/", {"title": "協働の指針", "kind": "guideline", "section": section.ref, "review_years": "5"})
    document = Document.objects.get()
    desk.post(f"/texts/{document.ref}/versions/new/", {"stage": "outline", "copy": "on"})
    version = Version.objects.get()
    for path in ("write/", "add/", "import/", "dates/", "causes/", "triggers/"):
        shown(desk, f"/texts/versions/{version.ref}/{path}")
    desk.post(f"/texts/versions/{version.ref}/import/", {"file": given.a_file("第１条　a\n第３条　b")})
    batch = Import.objects.get()
    assert "2段落目" in shown(desk, batch.get_absolute_url())
    assert desk.post(f"/texts/imports/{batch.ref}/take_over/").status_code == 409
    desk.post(f"/texts/imports/{batch.ref}/lines/1/", {"level": "3", "label": "第２条", "text": "b"})
    desk.post(f"/texts/imports/{batch.ref}/take_over/")
    desk.post(
        f"/texts/versions/{version.ref}/add/",
        {"level": "3", "label": "第３条", "text": "c", "behind": version.provisions.order_by("-order")[0].uid},
    )
    first = given.labelled(version, "第１条")
    for act in ("", "shift/", "split/", "merge/"):
        shown(desk, f"/texts/provisions/{first.ref}/{act}")
    desk.post(f"/texts/provisions/{first.ref}/split/", {"first": "a", "second": "aa", "label": "第１条の２"})
    assert [p.label for p in version.provisions.order_by("order")] == ["第１条", "第１条の２", "第２条", "第３条"]
    desk.post(f"/texts/provisions/{first.ref}/remove/")
    desk.post(f"/texts/versions/{version.ref}/fix/")
    desk.post(f"/texts/versions/{version.ref}/publish/")
    version.refresh_from_db()
    assert version.state == VersionState.PUBLISHED


def test_a_publication_without_reasons_is_refused_with_the_way_to_mend_it(as_):
    revision = given.a_revision(given.a_published())
    actions.move("fix", revision, by=cast.sato(), at=AT)
    desk = as_(cast.sato())
    answer = desk.post(f"/texts/versions/{revision.ref}/publish/")
    assert answer.status_code == 409
    uid = given.labelled(revision, "第４条").uid
    assert f"/texts/versions/{revision.ref}/causes/?uid={uid}" in answer.content.decode()
    page = shown(desk, f"/texts/versions/{revision.ref}/causes/?uid={uid}")
    assert f'value="{uid}"' in page
    uids = [e.row.uid for e in queries.comparison(Version.objects.get(number=1), revision).rows if e.lacks_cause]
    desk.post(f"/texts/versions/{revision.ref}/causes/", {"uids": uids, "source": CauseKind.LAW, "words": "法の改正"})
    desk.post(f"/texts/versions/{revision.ref}/publish/")
    revision.refresh_from_db()
    assert revision.state == VersionState.PUBLISHED


def test_the_source_of_a_change_is_found_by_its_title_and_chosen(as_):
    revision = given.a_revision(given.a_published())
    source = given.a_document(title="記録の手引き")
    desk, page = as_(cast.sato()), f"/texts/versions/{revision.ref}/causes/"
    uid = given.labelled(revision, "第４条").uid
    sent = {"uids": [uid], "source": CauseKind.DECISION, "words": "決めた", "subject_words": "手引き"}
    found = desk.post(page, {**sent, "look-subject": "1"}).content.decode()
    assert f'value="{source.subject}"' in found
    assert not revision.causes.exists()
    assert (
        "見つかったものから選んでください。選ばないときは、さがす言葉を消してください。"
        in desk.post(page, sent).content.decode()
    )
    desk.post(page, {**sent, "subject": source.subject})
    assert revision.causes.get().subject_ref == source.subject
    assert "記録の手引き" in shown(desk, f"/texts/{revision.document.ref}/compare/?new=2")


def test_a_visitor_comments_and_the_desk_shows_hides_and_places(client, as_):
    version = given.a_published()
    uid = given.labelled(version, "第３条").uid
    page = shown(client, f"/texts/versions/{version.ref}/remark/?uid={uid}")
    assert f'value="{uid}" selected' in page
    answer = client.post(
        f"/texts/versions/{version.ref}/remark/",
        {"uid": uid, "quote": "一か月のうちに公表", "text": "早く読みたい", "website": ""},
    )
    assert "ありがとうございます" in answer.content.decode()
    it, desk = Remark.objects.get(), as_(cast.sato())
    assert client.get(it.get_absolute_url()).status_code == 404
    shown(desk, f"/texts/remarks/{it.ref}/hide/")
    desk.post(f"/texts/remarks/{it.ref}/show/")
    assert "早く読みたい" in shown(client, version.get_absolute_url())
    later = given.a_version(version.document, stage=Stage.DRAFT)
    actions.remove(given.labelled(later, "第３条"), by=cast.sato(), at=AT)
    given.published(given.explained(later))
    assert "1件の場所を決める" in shown(desk, f"/texts/{version.document.ref}/remarks/")
    assert "早く読みたい" in shown(desk, f"/texts/versions/{later.ref}/unplaced/")
    fourth = given.labelled(later, "第４条").uid
    desk.post(f"/texts/remarks/{it.ref}/place/{later.ref}/", {"uid": fourth})
    assert Anchor.objects.get(remark=it, version=later).uid == fourth


def test_the_article_check_goes_from_asking_to_the_councils_view(client, as_):
    version = given.a_published(stage=Stage.DECIDED)
    base, desk = f"/texts/{version.document.ref}", as_(cast.sato())
    desk.post(f"{base}/efforts/new/", {"name": "会議録の公表", "section": city.the_environment_section().ref})
    effort = version.document.efforts.get()
    uid = given.labelled(version, "第３条").uid
    assert "会議録の公表" in shown(client, f"{base}/checks/")
    assert f"/texts/efforts/{effort.ref}/plan/" in shown(desk, f"{base}/checks/")
    shown(desk, f"/texts/efforts/{effort.ref}/plan/")
    desk.post(f"/texts/efforts/{effort.ref}/plan/", {"uid": uid, "year": "2026"})
    check, section = Check.objects.get(), as_(cast.tanaka())
    refused = section.post(f"/texts/checks/{check.ref}/report/", {"standing": "done", "words": "公表した"})
    assert refused.status_code == 422
    day = {"evidence_on_year": "2026", "evidence_on_month": "5", "evidence_on_day": "1"}
    next_day = {"next_on_year": "2026", "next_on_month": "5", "next_on_day": "10"}
    sent = {"standing": "done", "words": "公表した", "link": "https://example.jp/a", **day, **next_day}
    section.post(f"/texts/checks/{check.ref}/report/", sent)
    desk.post(
        f"/texts/checks/{check.ref}/view/", {"council_view": "partly", "council_words": "遅い", "amendment": "needed"}
    )
    page = shown(client, check.get_absolute_url())
    assert "公表した" in page
    assert "遅い" in page
    page = shown(client, f"{base}/checks/?year=2026")
    assert "点検の時期です" in page
    csv = client.get(f"{base}/checks.csv?year=2026").content.decode()
    assert "会議録の公表" in csv
    assert "（取組なし）" in csv
    later = queries.sheet(version.document, 2027)  # not asked yet for that year, and still neither idle nor loose
    assert (uid in {p.uid for p in later.idle}, later.loose, later.lines) == (False, [], [])
    assert effort in queries.sheet(version.document, 2025).loose


def test_a_review_is_told_of_before_its_day(client, as_):
    version = given.a_published(stage=Stage.DECIDED)
    desk, base = as_(cast.sato()), f"/texts/{version.document.ref}"
    desk.post(f"{base}/triggers/new/", {"words": "法律が変わった"})
    shown(desk, f"{base}/review/")
    shown(desk, f"{base}/edit/")
    assert "1件" in shown(client, "/texts/reviews/")
    assert "法律が変わった" in shown(client, f"{base}/")
    later = AT.replace(year=2031, month=3)
    assert actions.warn(later) == 1
    assert actions.warn(later) == 0
    assert date(2031, 6, 1) == Document.objects.get().review_on


def counted(client: Client, path: str) -> int:
    shown(client, path)
    with CaptureQueriesContext(connection) as queries_made:
        shown(client, path)
    return len(queries_made)


@pytest.mark.parametrize("page", ["index", "document", "version", "compare", "checks", "remarks", "reviews", "life"])
def test_the_number_of_queries_does_not_grow(client, page):
    document = given.a_published().document

    def address() -> str:
        version = Version.objects.published().filter(document=document)[0]
        uid = given.labelled(version, "第４条").uid
        return {
            "index": "/texts/", "document": f"/texts/{document.ref}/", "version": version.get_absolute_url(),
            "compare": f"/texts/{document.ref}/compare/", "checks": f"/texts/{document.ref}/checks/",
            "remarks": f"/texts/{document.ref}/remarks/", "reviews": "/texts/reviews/", "life": f"/texts/{document.ref}/lives/{uid}/",
        }[page]  # fmt: skip

    _grow(document)
    before = counted(client, address())
    _grow(document)
    assert counted(client, address()) == before


def _grow(document: Document) -> None:
    """One more of everything."""
    version = given.a_version(document, stage=queries.stages_after(document)[0])
    for n in range(3):
        actions.add(
            version,
            level=3,
            text=f"言葉{n}",
            behind=version.provisions.order_by("-order")[0].uid,
            by=cast.sato(),
            at=AT,
        )
    fourth = given.labelled(version, "第４条")
    actions.reword(fourth, text=f"{fourth.text}また直した。", by=cast.sato(), at=AT)
    given.published(given.explained(version))
    for _n in range(3):
        actions.show(given.a_remark(version), by=cast.sato(), at=AT)
    actions.note_trigger(document, words="きっかけ", by=cast.sato(), at=AT)
    number = Document.objects.count() + version.number
    effort = actions.add_effort(document, name=f"取組{number}", section=city.the_desk(), by=cast.sato(), at=AT)
    actions.add_effort(document, name=f"別の取組{number}", section=city.the_desk(), by=cast.sato(), at=AT)
    actions.plan_check(effort, uid=fourth.uid, year=2026, by=cast.sato(), at=AT)
    given.a_published(given.a_document(title=f"指針{number}"))
