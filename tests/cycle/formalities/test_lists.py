"""形態の項目: the lists become the city's own; versions stay; only the desk keeps them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from kyodo.cycle.collaborations.states import Form
from kyodo.cycle.formalities import actions, queries
from kyodo.cycle.formalities.models import Item
from kyodo.cycle.formalities.states import Kind
from kyodo.cycle.formalities.terms import GUIDES, STANDARD
from kyodo.kernel.policy import NotAllowed, Refused
from kyodo.offices.city.actions import standards
from tests import cast, given
from tests.cast import AT
from tests.cycle.formalities.given import said, the

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=3)


@pytest.fixture
def at_the_desk(settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    given.a_city()
    client = Client()
    client.force_login(cast.sato())
    return client


def test_every_form_has_its_own_guide_its_own_checks_and_its_own_papers():
    assert set(GUIDES) == set(Form)
    assert all(str(guide.kept) and guide.records for guide in GUIDES.values())
    for kind in Kind:
        sheets = [tuple(str(line.words) for f, k, line in STANDARD.values() if (f, k) == (form, kind)) for form in Form]
        assert all(sheets)
        assert len(set(sheets)) == len(Form)


def test_a_city_begins_with_the_lines_of_the_program_and_none_of_them_stops_a_start():
    given.a_city()
    own = {item.key: (item.form, item.kind, item.words) for item in Item.objects.all()}
    assert own == {key: (form, kind, str(line.words)) for key, (form, kind, line) in STANDARD.items()}
    assert not Item.objects.filter(required=True).exists()


def test_a_line_as_shipped_speaks_the_readers_language_and_the_citys_own_words_stay_as_written():
    given.a_city()
    line = the("1-paper-2")
    with translation.override("en"):
        shipped = str(line.said)
    assert str(line.said) == "役割分担表"
    assert shipped != "役割分担表"
    new = actions.revise_item(line, said(line, words="分担表"), by=cast.sato(), at=LATER)
    with translation.override("en"):
        assert str(new.said) == "分担表"


def test_an_edit_is_a_new_version_and_the_old_one_stays():
    given.a_city()
    old = the("8-paper-1")
    new = actions.revise_item(old, said(old, words="補助金の交付申請書（様式第1号）"), by=cast.sato(), at=LATER)
    old.refresh_from_db()
    assert (old.version, new.version, new.order, old.words) == (1, 2, old.order, "交付の申請書")
    assert [i.version for i in Item.objects.standing(at=AT).filter(key="8-paper-1")] == [1]
    assert [i.version for i in Item.objects.standing(at=LATER).filter(key="8-paper-1")] == [2]
    with pytest.raises(Refused, match="新しい版"):
        actions.revise_item(old, said(old), by=cast.sato(), at=LATER)
    told = queries.story(new)
    assert told[0].changed == [("項目の文", "交付の申請書", "補助金の交付申請書（様式第1号）")]
    assert told[1].changed == []


@pytest.mark.parametrize("who", [cast.hanako, cast.tanaka, cast.nakano, cast.visitor])
def test_only_the_desk_keeps_the_lists(who):
    given.a_city()
    line, person = the("1-check-1"), who()
    for act in (
        lambda: actions.write_item("1", said(line), by=person, at=AT),
        lambda: actions.revise_item(line, said(line), by=person, at=AT),
        lambda: standards.retire(line, by=person, at=AT),
    ):
        with pytest.raises(NotAllowed):
            act()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"words": " "}, "words"),
        ({"kind": "wish"}, "kind"),
        ({"made": "roles"}, "made"),
        ({"required": True}, "source"),
        ({"required": True, "source": "要綱", "phase": "after"}, "phase"),
    ],
)
def test_a_line_that_could_not_be_kept_is_refused_at_its_field(changed, field):
    given.a_city()
    with pytest.raises(Refused) as refusal:
        actions.write_item("1", said(the("1-check-1"), **changed), by=cast.sato(), at=AT)
    assert refusal.value.field == field


def test_a_line_that_stops_the_start_changes_and_goes_only_with_a_reason():
    given.a_city()
    line = the("7-paper-3")
    needed = said(line, required=True, source="市の契約規則")
    with pytest.raises(Refused) as refusal:
        actions.revise_item(line, needed, by=cast.sato(), at=LATER)
    assert refusal.value.field == "reason"
    held = actions.revise_item(line, needed, reason="規則の改正", by=cast.sato(), at=LATER)
    with pytest.raises(Refused, match="理由"):
        standards.retire(held, by=cast.sato(), at=LATER)
    standards.retire(held, reason="規則の廃止", by=cast.sato(), at=LATER)
    assert not Item.objects.standing(at=LATER).filter(key="7-paper-3").exists()


def test_the_desk_adds_a_line_revises_and_retires_it_on_the_page_of_the_form(at_the_desk, client):
    page = reverse("formalities:guide", args=["4"])
    written = {"kind": "paper", "words": "道路占用の写し", "side": "city", "phase": "before", "made": "", "source": ""}
    assert at_the_desk.post(reverse("formalities:write", args=["4"]), written)["Location"] == page
    line = Item.objects.get(words="道路占用の写し")
    assert line.order > the("4-paper-5").order
    assert "道路占用の写し" in client.get(page).content.decode()
    revised = written | {"words": "道路占用許可の写し", "order": "3", "reason": "名前をそろえた"}
    at_the_desk.post(reverse("formalities:revise", args=[line.ref]), revised)
    story = client.get(the(line.key).get_absolute_url()).content.decode()
    assert "名前をそろえた" in story
    at_the_desk.post(reverse("formalities:retire", args=[the(line.key).ref]), {"reason": ""})
    assert "道路占用許可の写し" not in client.get(page).content.decode()


def test_everybody_reads_what_a_form_takes_and_nobody_else_meets_its_buttons(at_the_desk, client):
    page = reverse("formalities:guide", args=["2"])
    read = client.get(page).content.decode()
    assert "名義使用の申請書" in read
    assert reverse("formalities:write", args=["2"]) not in read
    assert reverse("formalities:write", args=["2"]) in at_the_desk.get(page).content.decode()
    assert client.get(reverse("formalities:write", args=["2"])).status_code in (302, 403)
    assert client.get(reverse("formalities:guide", args=["10"])).status_code == 404
    assert all(
        reverse("formalities:guide", args=[code]) in client.get("/forms/").content.decode() for code in Form.values
    )


def test_the_list_of_a_form_is_printed_with_a_code(at_the_desk, client):
    made = client.get(reverse("formalities:blank", args=["8"]))
    assert made["Content-Type"] == "application/pdf"
    assert made.content.startswith(b"%PDF")
