"""The words of the place make no password."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from kyodo.offices.people.models import Person

from .town import PASSWORD


@pytest.mark.parametrize(
    "password",
    [
        "織瀬市2026-2027", "おりせし協働2026", "oriseshi2026!!", "Orise20262027", "ｏｒｉｓｅ２０２６７８", "kyodo-kyodo-2026",
        "きょうどう12345", "市役所市役所市役所1", "oriseshikyodo2026",
    ],
)  # fmt: skip
def test_the_name_of_the_city_with_figures_is_refused(orise, password):
    with pytest.raises(ValidationError) as refused:
        validate_password(password)
    assert "local_words" in {error.code for error in refused.value.error_list}


@pytest.mark.parametrize("password", [PASSWORD, "kyodo no machi wo aruku", "織瀬川のほとりで待つ人", "8362947103857"])
def test_a_sentence_may_mention_the_place(orise, password):
    validate_password(password)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short-pw1", "password_too_short"),
        ("1234567890", "password_too_common"),
        ("password123", "password_too_common"),
        ("hanakokawabe1", "password_too_similar"),
        ("川辺花子です川辺花子", "password_too_similar"),
    ],
)
def test_short_common_and_own_names_are_refused(orise, password, why):
    person = Person(name="川辺花子です川辺花子", kana="カワベハナコ", email="hanakokawabe@example.jp")
    with pytest.raises(ValidationError) as refused:
        validate_password(password, person)
    assert why in {error.code for error in refused.value.error_list}


def test_long_passwords_and_any_signs_are_welcome(orise):
    validate_password("　全角の空白も😀絵文字も使える" * 6)
