"""協定の変更: asked under a number of the city, compared field by field, read by whoever may."""

import csv
import io
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from kyodo.cycle.agreements import actions
from kyodo.cycle.agreements.models import Agreement, Amendment
from kyodo.cycle.agreements.queries import amending
from kyodo.cycle.collaborations import actions as cases
from kyodo.kernel.access import Side
from kyodo.kernel.policy import NotAllowed, Refused
from tests import cast, given
from tests.cast import AT

from . import texts

pytestmark = pytest.mark.django_db
SECRET = "まだ伏せている理由"
LATER = AT + timedelta(days=5)


def client_of(person=None):
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


@pytest.fixture(autouse=True)
def _officers_come_in(settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = False


def asked(agreement, *, kinds=("period",), reason=SECRET, by=None, at=AT):
    change = actions.amend(
        agreement, kinds=list(kinds), reason=reason, impact="広報をやり直す。", by=by or cast.hanako(), at=at
    )
    agreement.refresh_from_db()
    return change


def concluded(agreement, *, at=AT):
    actions.call(agreement, by=cast.hanako(), at=at)
    for who in (cast.hanako(), cast.tanaka()):
        actions.confirm(agreement, digest=agreement.digest(), by=who, at=at)
    return Agreement.objects.get(pk=agreement.pk)


def a_concluded_change():
    agreement = given.an_agreement_both_confirmed()
    change = asked(agreement)
    terms = replace(texts.TERMS, ends_on=date(2027, 9, 30), city_yen=250_000, citizens_contact="川辺 次郎")
    given.an_accepted_section(agreement, "terms", terms)
    given.an_accepted_section(agreement, "purpose", "川を守る。")
    concluded(agreement)
    change.refresh_from_db()
    return change


def test_changes_are_numbered_in_their_fiscal_year():
    first, second = given.an_agreement_both_confirmed(), given.an_agreement_both_confirmed(title="もう一つ")
    assert [asked(a).document_number for a in (first, second)] == [
        "令和8年度 協定変更 第1号",
        "令和8年度 協定変更 第2号",
    ]
    actions.keep(first, by=cast.hanako(), at=AT)
    next_year = asked(Agreement.objects.get(pk=first.pk), at=AT + timedelta(days=365))
    assert next_year.document_number == "令和9年度 協定変更 第1号"


def test_a_change_says_what_it_is_about_and_why():
    agreement = given.an_agreement_both_confirmed()
    for kinds in ([], ["marriage"]):
        with pytest.raises(Refused) as refusal:
            actions.amend(agreement, kinds=kinds, reason="x", by=cast.hanako(), at=AT)
        assert refusal.value.field == "kinds"
    with pytest.raises(Refused):
        actions.amend(agreement, kinds=["period"], reason=" ", by=cast.hanako(), at=AT)
    with pytest.raises(NotAllowed):
        actions.amend(agreement, kinds=["period"], reason="x", by=cast.sato(), at=AT)
    assert not Amendment.objects.exists()


def test_what_both_confirm_ends_the_change_and_says_what_truly_changed():
    change = a_concluded_change()
    assert (change.side, change.asked, change.changed) == (
        "citizens",
        ["period"],
        ["content", "period", "amount", "people"],
    )
    assert change.revision.number == 2
    assert change.revision.because == SECRET
    assert change.outcome == "締結"


def test_a_change_given_up_keeps_its_number_and_makes_room_for_the_next():
    agreement = given.an_agreement_both_confirmed()
    change = asked(agreement)
    actions.keep(agreement, by=cast.tanaka(), at=LATER)
    change.refresh_from_db()
    assert (change.dropped_at, change.outcome) == (LATER, "取りやめ")
    assert asked(Agreement.objects.get(pk=agreement.pk), at=LATER).number == 2


def test_an_agreement_has_one_change_under_way():
    change = asked(given.an_agreement_both_confirmed())
    change.pk, change.ref, change.number = None, "ZZZZ22", 9
    with pytest.raises(IntegrityError), transaction.atomic():
        change.save(force_insert=True)


def test_a_change_is_compared_field_by_field():
    change = a_concluded_change()
    dossier = amending.dossier(change, cast.hanako(), AT)
    assert [(f.section, f.name, f.before, f.after) for f in dossier.fields] == [
        ("目的", "目的", texts.PURPOSE, "川を守る。"),
        ("期間と費用", "終わりの日", "令和9年3月31日", "令和9年9月30日"),
        ("期間と費用", "行政側の負担", "200,000円", "250,000円"),
        ("期間と費用", "市民側の連絡先", "川辺 花子", "川辺 次郎"),
    ]
    facts = dict(dossier.facts)
    assert facts["行政側の負担"] == "200,000円 → 250,000円（+50,000円）"
    assert facts["実際に変わるところ"] == "内容、期間、金額の増減、担当者・連絡先"
    assert [word.name for word in dossier.confirmations] == [cast.hanako().name, cast.tanaka().name]


def test_a_row_is_compared_by_its_fields_and_a_new_one_stands_after_nothing():
    agreement = given.an_agreement_both_confirmed()
    change = asked(agreement)
    first, second = agreement.text.roles
    third = replace(first, ref="RCCC22", task="受付をする")
    given.an_accepted_section(agreement, "roles", (replace(first, charge="会計係"), second, third))
    fields = amending.dossier(change, cast.hanako(), AT).fields
    assert next((f.row, f.name, f.before, f.after) for f in fields) == (
        first.task, "担当する人・課", first.charge, "会計係"
    )  # fmt: skip
    assert {f.row for f in fields[1:]} == {"受付をする"}
    assert {f.before for f in fields[1:]} == {""}


def test_a_party_that_joins_is_a_change_of_people():
    agreement = given.an_agreement_both_confirmed()
    cases.add_party(agreement.case, given.the_desk(), side=Side.CITY, by=cast.sato(), at=AT)
    agreement = Agreement.objects.get(pk=agreement.pk)
    change = asked(agreement, kinds=["people"])
    concluded(agreement)
    change.refresh_from_db()
    (field,) = amending.dossier(change, cast.hanako(), AT).fields
    assert (change.changed, field.section, field.after) == (["people"], "当事者", "環境課、市民協働課")


@pytest.mark.parametrize("page", ["", "change.pdf", "change.docx"])
def test_until_both_confirm_its_words_are_for_the_table(page):
    agreement = given.an_agreement_both_confirmed()
    change = asked(agreement)
    url = change.get_absolute_url() + page
    seen = {
        who.name: client_of(who).get(url).status_code
        for who in (cast.hanako(), cast.tanaka(), cast.nakano(), cast.sato())
    }
    assert set(seen.values()) == {200}
    assert client_of().get(url).status_code == 404
    assert client_of(cast.jiro()).get(url).status_code == 404


def test_an_officer_beside_the_table_knows_that_it_is_and_not_why():
    agreement = given.an_agreement_both_confirmed()
    change = asked(agreement)
    given.an_accepted_section(agreement, "purpose", "まだ伏せている目的")
    shown = client_of(cast.sato()).get(change.get_absolute_url()).content.decode()
    assert change.document_number in shown
    for words in (SECRET, "広報をやり直す", "まだ伏せている目的"):
        assert words not in shown
        assert words in client_of(cast.tanaka()).get(change.get_absolute_url()).content.decode()
    for url in (reverse("agreements:amendments"), reverse("agreements:amendments_csv")):
        assert SECRET not in client_of(cast.sato()).get(url).content.decode()
        assert change.document_number in client_of(cast.sato()).get(url).content.decode()
        assert change.document_number not in client_of().get(url).content.decode()


def test_once_concluded_everybody_reads_it_but_for_whom_to_ask():
    change = a_concluded_change()
    shown = client_of().get(change.get_absolute_url()).content.decode()
    assert SECRET in shown
    assert "川を守る。" in shown
    assert "川辺 次郎" not in shown
    assert "川辺 次郎" in client_of(cast.hanako()).get(change.get_absolute_url()).content.decode()
    for page in ("change.pdf", "change.docx"):
        assert client_of().get(change.get_absolute_url() + page).status_code == 200
    home = change.agreement.get_absolute_url()
    for page in ("", "text/", "history/"):
        assert change.document_number in client_of().get(home + page).content.decode()


def test_a_change_of_another_case_is_not_found_under_this_one():
    change, other = a_concluded_change(), given.an_agreement(title="ほか")
    assert client_of().get(reverse("agreements:amendment", args=[other.case.ref, change.ref])).status_code == 404


def test_the_register_of_a_year_as_a_page_and_as_a_file():
    change = a_concluded_change()
    url = reverse("agreements:amendments")
    assert change.document_number in client_of().get(url, {"year": "2026"}).content.decode()
    for odd in ("1999", "x", ""):
        assert client_of().get(url, {"year": odd}).status_code == 200
    rows = list(
        csv.reader(io.StringIO(client_of().get(reverse("agreements:amendments_csv")).content.decode("utf-8-sig")))
    )
    assert rows[0][:3] == ["番号", "案件の番号", "件名"]
    assert rows[1][0] == change.document_number
    assert rows[1][4] == "内容、期間、金額の増減、担当者・連絡先"
    assert rows[1][6::2] == ["締結", "第2版"]


def test_the_register_is_empty_and_stands(client):
    given.a_city()
    assert "まだありません" in client.get(reverse("agreements:amendments")).content.decode()


def test_the_form_keeps_what_was_typed_and_says_what_is_missing():
    agreement = given.an_agreement_both_confirmed()
    url = reverse("agreements:move", args=[agreement.case.ref, "amend"])
    answer = client_of(cast.hanako()).post(url, {"reason": "期間が足りない。", "submission_key": "k" * 20})
    assert answer.status_code == 422
    assert "期間が足りない。" in answer.content.decode()
    sent = {"reason": "期間が足りない。", "kinds": ["period", "amount"], "submission_key": "k" * 20}
    assert client_of(cast.hanako()).post(url, sent).status_code == 302
    assert client_of(cast.hanako()).post(url, sent).status_code == 302  # the same press twice
    assert [change.asked for change in Amendment.objects.all()] == [["period", "amount"]]
