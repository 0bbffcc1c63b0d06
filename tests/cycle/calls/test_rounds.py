"""What a round says beside its dates: briefings, the public presentation, how many a group may send, whom to ask."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from kyodo.cycle.calls import actions as calls
from kyodo.cycle.calls.models import Briefing, Round
from kyodo.cycle.calls.queries import Line, taking
from kyodo.cycle.calls.states import Phase
from kyodo.kernel.policy import NotAllowed, Refused
from kyodo.offices.papers.models import File
from tests import cast, given
from tests.cast import AT, JST

from .test_actions import DATES, a_programme, a_round
from .test_pages import NO_ROWS

pytestmark = pytest.mark.django_db
EVENING = datetime(2026, 5, 20, 19, 0, tzinfo=JST)
HALL: dict[str, Any] = {"starts_at": EVENING, "place": "市民活動センター", "online": "", "note": "申込みはいりません。"}
ONLINE: dict[str, Any] = {
    "starts_at": EVENING + timedelta(days=3),
    "place": "",
    "online": "https://example.jp/b",
    "note": "",
}


@pytest.fixture(autouse=True)
def _one_factor(settings):
    settings.OFFICERS_NEED_SECOND_FACTOR, settings.FORM_MINIMUM_SECONDS = False, 0


def published(**changed: Any) -> Round:
    return calls.move("publish", a_round(**changed), by=cast.sato(), at=AT)


def test_a_round_is_explained_as_often_as_it_says(client: Client):
    it = published(
        briefings=[ONLINE, HALL], presents_on=DATES["screens_on"], presents_at=time(13, 0), presents_place="公民館"
    )
    page = client.get(it.get_absolute_url()).content.decode()
    assert page.index("市民活動センター") < page.index("https://example.jp/b"), "in the order of their days"
    for words in ("19時00分", "申込みはいりません。", "13:00から", "公民館"):
        assert words in page


def test_a_briefing_after_the_last_day_is_refused_at_its_row(client: Client):
    given.a_city()
    client.force_login(cast.sato())
    day = {
        f"{n}_{part}": str(getattr(DATES[n], part))
        for n in ("opens_on", "closes_on")
        for part in ("year", "month", "day")
    }
    late = {"briefings-TOTAL_FORMS": "2", "briefings-INITIAL_FORMS": "0"} | {
        f"briefings-{n}-{name}": value
        for n, month in enumerate(("5", "7"))
        for name, value in {"starts_at_year": "2026", "starts_at_month": month, "starts_at_day": "20", "starts_at_time": "午後7時", "place": "公民館"}.items()
    }  # fmt: skip
    where = reverse("calls:new_round", args=[a_programme().ref])
    answer = client.post(where, {"year": "2027", "submission_key": "k" * 20, **day, **late})
    page = answer.content.decode()
    assert (answer.status_code, page.count("募集締切の日までに開いてください")) == (422, 2), (
        "in the summary and at the row"
    )
    assert 'href="#id_briefings-1-starts_at' in page
    assert client.post(where, {"year": "2027", "submission_key": "k" * 20, **day, **late, "briefings-1-DELETE": "on"}).status_code == 302  # fmt: skip
    assert Briefing.objects.get().starts_at == datetime(2026, 5, 20, 19, 0, tzinfo=JST)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"briefings": [{**HALL, "starts_at": EVENING + timedelta(days=60)}]}, "briefings"),
        ({"presents_on": DATES["closes_on"]}, "presents_on"),
        ({"presents_on": DATES["edit_until"] + timedelta(days=30), "notice_on": DATES["screens_on"]}, "notice_on"),
        ({"presents_place": "公民館"}, "presents_on"),
        ({"announces_on": DATES["opens_on"] + timedelta(days=1)}, "opens_on"),
        ({"per_group": 0}, None),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(changed: dict[str, Any], field: str | None):
    with pytest.raises(Refused) as refusal:
        a_round(**changed)
    assert field in (None, refusal.value.field)
    assert not Round.objects.exists(), "nothing of it is kept"


def test_a_briefing_is_somewhere():
    with pytest.raises(Refused):
        a_round(briefings=[{**HALL, "place": ""}])
    with pytest.raises(IntegrityError):
        Briefing.objects.create(round=a_round(), starts_at=EVENING)


def test_briefings_stay_when_something_else_is_changed():
    it = a_round(briefings=[HALL])
    calls.change_round(it, values={"notes": "要項を足した。"}, by=cast.sato(), at=AT)
    assert it.briefings.get().place == "市民活動センター"
    calls.change_round(it, values={"briefings": [ONLINE]}, by=cast.sato(), at=AT)
    assert it.briefings.get().online == "https://example.jp/b"
    with pytest.raises(Refused):
        calls.change_round(it, values={"closes_on": EVENING.date()}, by=cast.sato(), at=AT)


def test_the_limit_of_a_published_round_may_rise_and_not_fall():
    it = published(per_group=2)
    for fewer in (1, 0):
        with pytest.raises(Refused) as refusal:
            calls.change_round(it, values={"per_group": fewer}, by=cast.sato(), at=AT)
        assert refusal.value.field == "per_group"
    for more in (3, None):
        assert calls.change_round(it, values={"per_group": more}, by=cast.sato(), at=AT).per_group == more
    with pytest.raises(Refused):
        calls.change_round(it, values={"per_group": 5}, by=cast.sato(), at=AT)


def test_the_list_says_what_is_open_by_the_day_and_the_hour(client: Client):
    it = published(closes_at=time(17, 0), briefings=[HALL])
    last = datetime.combine(it.closes_on, time(16, 59), tzinfo=JST)
    for moment, word, heading in (
        (AT, "募集中", "いま募集しているもの"), (last, "募集中", "いま募集しているもの"),
        (last + timedelta(minutes=2), "修正の期間", "受付が終わったもの"), (last + timedelta(days=90), "募集終了", "受付が終わったもの"),
    ):  # fmt: skip
        with time_machine.travel(moment, tick=False):
            page = client.get(reverse("calls:index")).content.decode()
            assert (word in page, heading in page) == (True, True), moment
            assert ("説明会" in page) == (moment < EVENING)
            assert [line.round for line in taking(at=moment)] == ([it] if word == "募集中" else [])
            assert "17:00" in page
            assert (str(it) in client.get("/").content.decode()) == (word == "募集中"), (
                "the front door names what is open"
            )


def test_the_newest_round_leads_the_list(client: Client):
    for n in range(3):
        published(year=2027 + n, opens_on=DATES["opens_on"] + timedelta(days=n))
    listed = list(Round.objects.order_by("-opens_on"))
    page = client.get(reverse("calls:index")).content.decode()
    assert sorted(listed, key=lambda it: page.index(it.get_absolute_url())) == listed


def test_the_next_briefing_is_the_first_that_is_still_to_come():
    it = a_round(briefings=[ONLINE, HALL])
    assert [Line.of(it, moment).briefing for moment in (AT, EVENING + timedelta(hours=1), EVENING + timedelta(days=9))] == [
        *it.briefings.all(), None,
    ]  # fmt: skip


def test_the_days_of_a_round_go_into_any_calendar(client: Client):
    it = published(
        briefings=[HALL],
        presents_on=DATES["screens_on"],
        presents_at=time(13, 0),
        presents_place="公民館",
        closes_at=time(17, 0),
    )
    sent = client.get(reverse("calls:calendar", args=[it.ref]))
    assert sent["Content-Type"].startswith("text/calendar")
    events = {str(e["summary"]).partition("　")[0]: e for e in Calendar.from_ical(sent.content).walk("VEVENT")}
    assert events["説明会"].decoded("dtstart") == EVENING
    assert events["説明会"]["location"] == "市民活動センター"
    assert events["公開プレゼン"].decoded("dtstart") == datetime.combine(DATES["screens_on"], time(13, 0), tzinfo=JST)
    assert events["募集締切"].decoded("dtstart") == datetime.combine(it.closes_on, time(17, 0), tzinfo=JST)
    assert events["審査日"].decoded("dtstart") == it.screens_on
    assert client.get(reverse("calls:calendar", args=[a_round(year=2030, opens_on=AT.date() + timedelta(days=5)).ref])).status_code == 404  # fmt: skip


def test_the_guide_and_the_blank_forms_are_there_for_everybody_once_it_is_published(client: Client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    it = a_round()
    client.force_login(cast.sato())
    inside = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
    sent = {"kind": "sheet", "file": SimpleUploadedFile("提案書の様式.pdf", inside), "submission_key": "k" * 20}
    assert client.post(reverse("calls:attach", args=[it.ref]), sent).status_code == 302
    paper = File.objects.get()
    assert "提案書の様式.pdf" in client.get(it.get_absolute_url()).content.decode()
    client.logout()
    assert client.get(paper.get_absolute_url()).status_code != 200, "not before the round is"
    calls.move("publish", it, by=cast.sato(), at=AT)
    page = client.get(it.get_absolute_url()).content.decode()
    assert "提案書の様式.pdf" in page
    assert "公開の範囲" not in page
    assert b"".join(client.get(paper.get_absolute_url()).streaming_content) == inside  # type: ignore[attr-defined]
    with pytest.raises(NotAllowed):
        calls.attach(it, upload=SimpleUploadedFile("偽.pdf", inside), kind="guide", by=cast.tanaka(), at=AT)


def test_whoever_asks_is_told_where(client: Client):
    it = published()
    assert "市民協働課" in client.get(it.get_absolute_url()).content.decode()
    calls.change_round(it, values={"section": given.the_environment_section()}, by=cast.sato(), at=AT)
    assert "環境課" in client.get(it.get_absolute_url()).content.decode()


def test_a_round_is_mended_with_everything_it_said(client: Client):
    it = a_round(briefings=[HALL], per_group=2, presents_on=DATES["screens_on"])
    client.force_login(cast.sato())
    page = client.get(reverse("calls:edit_round", args=[it.ref])).content.decode()
    for words in ("市民活動センター", "申込みはいりません。", 'value="2"'):
        assert words in page
    day = {
        f"{n}_{part}": str(getattr(DATES[n], part))
        for n in ("opens_on", "closes_on")
        for part in ("year", "month", "day")
    }
    sent = {"year": "2027", "per_group": "３", "presents_at": "午後1時", "submission_key": "k" * 20, **NO_ROWS, **day}
    assert client.post(reverse("calls:edit_round", args=[it.ref]), sent).status_code == 422, "an hour without its day"
    assert client.post(reverse("calls:edit_round", args=[it.ref]), {**sent, "presents_at": ""}).status_code == 302
    it.refresh_from_db()
    assert (it.per_group, it.phase(AT), it.briefings.count()) == (3, Phase.OPEN, 0)
