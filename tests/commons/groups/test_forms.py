"""Forms read every usual spelling and refuse in sentences."""

from datetime import date

import pytest

from kyodo.commons.groups.forms.acts import HandOverForm
from kyodo.commons.groups.forms.entries import ActivityForm, ContactForm, MonthField, ProfileForm, is_corporate_number
from kyodo.commons.groups.terms import CONDITIONS, FIELDS, PART_FIELDS, SWITCHES
from kyodo.ui import forms
from tests import given

PROFILE = {
    "name": "髙橋の会", "kana": "たかはしのかい", "kind": "voluntary", "purpose": "目的", "activities": "活動", "field_1": "7",
    "field_2": "7", "field_3": "2",
}  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "month"),
    [
        ("平成10年4月", date(1998, 4, 1)),
        ("Ｈ１０．４", date(1998, 4, 1)),
        ("1998/4", date(1998, 4, 1)),
        ("1998年", date(1998, 1, 1)),
        ("1998", date(1998, 1, 1)),
        ("2003-05-11", date(2003, 5, 11)),
        ("昭和50年", date(1975, 1, 1)),
    ],
)
def test_a_month_is_read_in_any_usual_spelling(typed, month):
    assert MonthField().clean(typed) == month


@pytest.mark.parametrize("typed", ["むかし", "13月", "平成99年99月"])
def test_an_unreadable_month_says_how_to_write_it(typed):
    with pytest.raises(forms.ValidationError, match="平成10年4月"):
        MonthField().clean(typed)


def test_a_stored_month_is_shown_as_it_can_be_typed_again():
    field = MonthField()
    assert field.clean(field.prepare_value(date(1998, 4, 1))) == date(1998, 4, 1)


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("5000012010024", True),
        ("7000012050002", True),
        ("5000012010025", False),
        ("123", False),
        ("５000012010024", False),
    ],
)
def test_a_corporate_number_is_checked_by_its_own_digit(number, right):
    assert is_corporate_number(number) is right


@pytest.mark.django_db
def test_the_profile_keeps_the_name_and_reads_the_kana():
    form = ProfileForm(PROFILE)
    assert form.is_valid(), form.errors
    given_ = form.values()
    assert given_["values"]["name"] == "髙橋の会"
    assert given_["values"]["kana"] == "タカハシノカイ"
    assert given_["fields"] == [7, 2]


@pytest.mark.django_db
def test_a_draft_is_kept_unfinished_but_never_nameless():
    assert not ProfileForm({"name": "名前だけの会"}).is_valid()
    assert ProfileForm({"name": "名前だけの会", "kind": "npo"}, unfinished=True).is_valid()
    assert "name" in ProfileForm({"name": ""}, unfinished=True).errors


def test_a_form_of_a_draft_still_shows_what_will_be_asked_for():
    form = ContactForm({}, unfinished=True)
    assert form.is_valid()
    assert form.fields["address"].required


def test_a_way_to_reach_the_group_is_asked_for_in_a_sentence():
    form = ContactForm({"address": "中央1-2-3"})
    assert "どちらか" in str(form.errors["phone"])
    assert (
        ContactForm({"address": "中央1-2-3", "phone": "０００（４８２）１１１１"}).is_valid() is False
    )  # no such area
    assert ContactForm({"address": "中央1-2-3", "phone": "０４８（２８２）１１１１"}).is_valid()


def test_residents_are_among_the_members():
    form = ActivityForm({"members": "１０", "resident_members": "11"})
    assert "多くなっています" in str(form.errors["resident_members"])
    assert ActivityForm({"members": "１０", "resident_members": "10", "income": "１２万円"}).is_valid()


@pytest.mark.django_db
def test_a_hand_over_names_somebody():
    form = HandOverForm({"role": "contact"}, group=given.a_registered_group())
    assert "氏名を入力" in str(form.errors["to"])


def test_the_lists_of_the_terms_fit_together():
    assert list(FIELDS) == list(range(1, 21))
    assert all(str(statement).endswith("。") for statement in CONDITIONS)
    entries = [name for names in PART_FIELDS.values() for name in names]
    assert len(entries) == len(set(entries))
    assert {"address", "phone", "fax", "email"} <= {entry for entry, is_open in SWITCHES.items() if not is_open}
