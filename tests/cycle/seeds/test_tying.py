"""What a receipt link is good for: writing back without an account, and taking part under one, unnamed to others."""

from datetime import timedelta

import pytest
from django.test import Client

from kyodo.cycle.roundtables import actions as tables
from kyodo.cycle.seeds import actions as seeds
from kyodo.kernel.access import LinkHolder, Side
from kyodo.kernel.policy import NotAllowed, Refused
from kyodo.offices.desk.queries import today_of
from kyodo.offices.journal.actions import faults
from kyodo.offices.journal.queries import history_of, life_of
from kyodo.offices.journal.queries import told as told_in_full
from kyodo.offices.post.models import Message
from tests import cast, given
from tests.cast import AT

pytestmark = pytest.mark.django_db
KEY = "receipt-1"


@pytest.fixture
def seed():
    """A seed that 次郎 handed in without an account, answered by 環境課."""
    given.a_city()
    it = given.a_seed(title="空き家を居場所に", key=KEY, sower=seeds.Sower("海野 次郎", email="jiro@left.example"))
    seeds.answer(it, text="一緒に見に行きましょう。", by=cast.tanaka(), at=AT)
    return it


def signed_in(person):
    browser = Client()
    browser.force_login(person)
    return browser


def receipt(tail=""):
    return f"/seeds/receipt/{seeds.receipt_token(KEY)}/{tail}"


def test_whoever_holds_the_receipt_and_signs_in_confirms_the_record_of_the_talk(seed):
    table = tables.call(seed.case, kind="proposal", aim="どう使うか", by=cast.tanaka(), at=AT)
    work = {
        "text": "持ち主に聞く",
        "side": Side.CITIZENS,
        "holder": LinkHolder(seed.subject).subject,
        "holder_name": "受付番号の方",
    }
    notes = tables.Record(
        aim_reached=True, summary="顔を合わせた。", homework=[work | {"due": (AT + timedelta(days=9)).date()}]
    )
    sitting = tables.write_up(given.a_held_sitting(table=table), notes=notes, by=cast.tanaka(), at=AT)
    with pytest.raises(NotAllowed):
        tables.confirm(sitting, digest=sitting.digest(), by=cast.jiro(), at=AT)

    browser = signed_in(cast.jiro())
    assert "わたしの種にする" in browser.get(receipt()).text
    assert browser.post(receipt("tie/")).status_code == 302
    assert "わたしの種にする" not in browser.get(receipt()).text
    tables.confirm(sitting, digest=sitting.digest(), by=cast.jiro(), at=AT)
    assert "持ち主に聞く" in browser.get("/today/").text
    assert cast.jiro().name not in Client().get(seed.case.get_absolute_url()).text


def test_whoever_holds_the_receipt_writes_back_without_an_account(seed, settings):
    settings.FORM_MINIMUM_SECONDS = 0
    assert "書き足す・返事をする" in Client().get(receipt()).text
    sent = {"text": "水曜の午後がよいです。", "website": "", "submission_key": "k" * 22}
    for _press in range(2):
        assert Client().post(receipt("say/"), sent).status_code == 302
    assert [(a.body, a.side, a.person) for a in seed.answers.filter(side=Side.CITIZENS)] == [
        ("受付番号の方", Side.CITIZENS, None)
    ]
    assert "水曜の午後がよいです。" in Client().get(seed.get_absolute_url()).text
    told = Message.objects.filter(name="seeds.said")
    assert {one.person for one in told} == {cast.tanaka(), cast.suzuki()}
    seeds.close(seed, code="not_now", reason="持ち主がわかりません。", by=cast.tanaka(), at=AT)
    assert "書き足す・返事をする" not in Client().get(receipt()).text
    assert Client().get(f"/seeds/receipt/{'0' * 32}/say/").status_code == 404


def test_officers_and_a_second_account_do_not_get_the_seed(seed):
    with pytest.raises(Refused, match="市の職員"):
        seeds.tie(seed, by=cast.tanaka(), at=AT)
    seeds.tie(seed, by=cast.jiro(), at=AT)
    with pytest.raises(Refused, match="別の方"):
        seeds.tie(seed, by=cast.taro(), at=AT)
    assert seed.case.side_of(cast.taro(), AT) is None


def test_letters_go_to_the_account_and_no_more_to_the_address_left(seed):
    seeds.tie(seed, by=cast.jiro(), at=AT)
    seeds.answer(seed, text="水曜に行きます。", by=cast.tanaka(), at=AT + timedelta(hours=1))
    told = Message.objects.filter(name="seeds.answered", made_at__gt=AT)
    assert [(one.person, one.email) for one in told if one.person in (None, cast.jiro())] == [(cast.jiro(), "")]


def test_a_tie_can_be_undone_and_the_receipt_still_leads_to_the_seed(seed):
    seeds.tie(seed, by=cast.jiro(), at=AT)
    browser = signed_in(cast.jiro())
    assert "結びつきを外す" in browser.get(seed.get_absolute_url()).text
    assert browser.post(f"/seeds/{seed.ref}/untie/").status_code == 302
    assert "結びつきを外す" not in browser.get(seed.get_absolute_url()).text
    assert "空き家を居場所に" in Client().get(receipt()).text
    assert cast.jiro().capacities(AT) == ()


def test_one_citizen_alone_does_not_answer_for_the_groups(seed):
    seeds.tie(seed, by=cast.jiro(), at=AT)
    of_the_city = given.a_seed(title="市が困っていること", by=cast.tanaka(), group=given.the_environment_section())
    with pytest.raises(NotAllowed):
        seeds.answer(of_the_city, text="やります。", by=cast.jiro(), at=AT)


def test_the_record_names_to_the_city_whoever_tied_the_receipt_and_stays_as_it_was_written(seed):
    def told(reader):
        return " ".join(news.last.who for news in today_of(reader, AT).news)

    sown = told_in_full(history_of(seed.subject))[0]
    assert (sown.who, told(cast.tanaka())) == ("来訪者", "来訪者")
    seeds.say(seed, text="日どりの希望です。", by=LinkHolder(seed.subject), at=AT + timedelta(minutes=1))
    assert told(cast.tanaka()) == "受付番号の方"

    seeds.tie(seed, by=cast.jiro(), at=AT + timedelta(minutes=2))
    names = [entry.who for entry in told_in_full(life_of(seed.whole)) if entry.who != cast.tanaka().name]
    assert set(names) == {cast.jiro().name}  # the case, its seats and the seed were all handed in by them
    assert cast.jiro().name not in told(cast.hanako())
    assert list(faults()) == []

    seeds.untie(seed, by=cast.jiro(), at=AT + timedelta(minutes=3))
    assert told_in_full(history_of(seed.subject))[0].who == "来訪者"
    assert list(faults()) == []
