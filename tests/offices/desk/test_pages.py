"""The pages of the desk, each for whom it is."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from kyodo.offices.city.models import Duty, Section
from kyodo.offices.desk import actions, queries
from kyodo.offices.desk.models import Task
from kyodo.offices.journal.actions import record
from kyodo.offices.journal.queries import whole_of
from kyodo.offices.post.actions import Addressee, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(db):
    return Section.objects.create(code="90", name="川の清掃", since=date(2020, 4, 1))


def text(answer) -> str:
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_today_says_whose_turn_it_is_what_others_owe_and_what_changed(
    as_person, case, hanako, section, promoter, at, monkeypatch
):
    monkeypatch.setattr(Section, "tells_its_people", True)
    actions.owe(case, what="報告を出す", holder=hanako.subject, due=date(2026, 5, 29), at=at, path="/x/")
    actions.owe(case, what="返事をする", holder=section.subject, due=date(2026, 6, 2), at=at)
    record("noted", case, by=promoter, at=at)
    write(
        [Addressee(hanako)],
        name="x",
        title="はじめての手紙",
        bodies={True: "x"},
        at=at,
        duty=False,
        path="",
        subject_ref="",
    )
    page = text(as_person(hanako).get("/today/"))
    for part in (
        "報告を出す",
        "1開庁日遅れ",
        "返事をする",
        "環境課",
        "あと1開庁日",
        "はじめての手紙",
        "川の清掃：記録",
    ):
        assert part in page, part


def test_a_part_is_told_with_the_whole_it_belongs_to():
    assert whole_of("市の考え方1", "公園の案") == "公園の案"
    assert whole_of("公園の案の結果", "公園の案") == ""
    assert whole_of("公園の案", None) == ""


def test_the_head_of_every_page_leads_to_what_is_kept_about_me(as_person, hanako, client):
    own = f'href="{reverse("people:profile")}"'
    assert own not in text(client.get("/"))
    assert own in text(as_person(hanako).get("/today/"))


def test_an_officer_finds_the_inbox_from_today_and_a_citizen_sees_none(as_person, promoter, hanako, section):
    inbox = reverse("desk:section", args=[section.ref])
    assert inbox in text(as_person(promoter).get("/today/"))
    assert "/desk/" not in text(as_person(hanako).get("/today/"))


def test_what_is_far_ahead_is_folded_away_behind_what_is_near(as_person, case, hanako, at):
    near, far = date(2026, 6, 4), date(2026, 8, 4)
    for what, due in (("報告を出す", near), ("評価をする", far), ("次の年を考える", far)):
        actions.owe(case, what=what, holder=hanako.subject, due=due, at=at)
    page = text(as_person(hanako).get("/today/"))
    folded = page[page.index("<details") : page.index("</details>")]
    assert "もっと先のこと（2件）" in folded
    assert "評価をする" in folded
    assert "報告を出す" not in folded


def test_an_empty_day_says_so(as_person, hanako):
    assert "いま、あなたの番のことはありません" in text(as_person(hanako).get("/today/"))


def test_a_busy_day_costs_no_more_than_a_quiet_one(as_person, case, hanako, section, at, django_assert_max_num_queries):
    for n in range(20):
        actions.owe(case, what=f"{n}", holder=(hanako if n % 2 else section).subject, due=date(2026, 6, 2), at=at)
    browser = as_person(hanako)
    browser.get("/today/")
    with django_assert_max_num_queries(26):
        browser.get("/today/")


def test_a_section_reads_its_inbox_and_what_it_has_done(as_person, case, section, promoter, hanako, at):
    actions.owe(case, what="返事をする", holder=section.subject, due=date(2026, 6, 2), at=at)
    url = reverse("desk:section", args=[section.ref])
    assert as_person(hanako).get(url).status_code == 403
    browser = as_person(promoter)
    assert "返事をする" in text(browser.get(url))
    actions.settle(case, by=promoter, at=at)
    assert "宿題はありません" in text(browser.get(url))
    assert "返事をする" in text(browser.get(f"{url}?show=settled"))


def test_officers_see_what_every_section_holds(as_person, case, section, promoter, at):
    for due in (date(2026, 5, 1), date(2026, 6, 2)):
        actions.owe(case, what="返事", holder=section.subject, due=due, at=at)
    piles = {pile.section: (pile.held, pile.late) for pile in queries.piles(at.date())}
    assert piles[section] == (2, 1)
    assert "環境課" in text(as_person(promoter).get("/desk/"))


def test_what_is_late_is_listed_for_the_desk(as_person, case, section, promoter, clerk, at):
    actions.owe(case, what="返事をする", holder=section.subject, due=date(2026, 5, 29), at=at)
    assert as_person(promoter).get("/desk/overdue/").status_code == 403
    page = text(as_person(clerk).get("/desk/overdue/"))
    assert "1開庁日遅れ" in page
    assert "環境課" in page


def test_the_desk_hands_an_officer_over_in_one_act(as_person, case, section, promoter, clerk, person, at):
    successor = person("次野 担")
    actions.owe(case, what="返事", holder=promoter.subject, due=None, at=at)
    given = {"person": promoter.ref, "to": successor.ref, "on_year": "2026", "on_month": "6", "on_day": "1"}
    browser = as_person(clerk)
    assert browser.post("/desk/handover/", given).status_code == 302
    assert Task.objects.get().holder == successor.subject
    assert Duty.objects.get(person=successor).role == "promoter"
    assert "次野 担" in text(browser.get("/desk/handover/"))
    again = browser.post("/desk/handover/", given)
    assert again.status_code == 422


def test_healthz_tells_everybody_whether_and_the_desk_what(as_person, client, city, now, at, clerk):
    assert client.get("/healthz").status_code == 503
    actions.beat(at)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert "no-store" in answer["Cache-Control"]
    assert as_person(clerk).get("/healthz").json()["checks"]["worker"] == {"ok": True, "seen": "0 s"}


@pytest.mark.parametrize(
    ("address", "right_key", "told"),
    [("127.0.0.1", True, True), ("127.0.0.1", False, False), ("192.0.2.7", True, False)],
)
def test_a_monitor_on_this_machine_is_told_with_its_key(client, city, at, address, right_key, told):
    key = queries.monitor_key() if right_key else "guess"
    answer = client.get("/healthz", REMOTE_ADDR=address, headers={"authorization": f"Bearer {key}"})
    assert ("checks" in answer.json()) is told


def test_a_page_of_the_past_is_no_page_of_today(as_person, case, hanako, at):
    actions.owe(case, what="済んだこと", holder=hanako.subject, due=None, at=at - timedelta(days=3))
    actions.settle(case, by=hanako, at=at)
    assert "済んだこと" not in text(as_person(hanako).get("/today/"))
