"""団体コード: six digits, the last of which checks the others."""

import pytest

from kyodo.offices.city.terms import check_digit, is_local_code


@pytest.mark.parametrize(
    ("city", "code"), [("越前市", "182095"), ("川崎市", "141305"), ("吉川市", "112437"), ("札幌市", "011002")]
)
def test_the_codes_of_real_cities_check(city, code):
    assert check_digit(code[:5]) == code[5]
    assert is_local_code(code), city


@pytest.mark.parametrize("code", ["182094", "18209", "1820955", "18209x", "１８２０９５", ""])
def test_other_writings_do_not(code):
    assert not is_local_code(code)


def test_any_wrong_digit_is_noticed():
    code = "182095"
    wrong = [code[:n] + str((int(code[n]) + 1) % 10) + code[n + 1 :] for n in range(6)]
    assert not [w for w in wrong if is_local_code(w)]
