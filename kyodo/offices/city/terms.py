"""What law fixes for every city: closed days and the check digit of a city's code."""

import re

#: 12/29 to 1/3 as (month, day): set by each city's ordinance on holidays under 地方自治法 4条の2 第2項3号.
YEAR_END = frozenset({(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)})

#: The day on which offices are reorganised and officers change posts: the first of the fiscal year.
SPRING = (4, 1)


def check_digit(code: str) -> str:
    """The sixth digit of a 全国地方公共団体コード, from prefecture (2) and municipality (3). JIS X 0401 and 0402."""
    weighed = sum(int(digit) * weight for digit, weight in zip(code, (6, 5, 4, 3, 2), strict=True))
    return str(11 - weighed % 11)[-1]


def is_local_code(code: str) -> bool:
    """団体コード: six digits whose last one is the check digit."""
    return bool(re.fullmatch(r"[0-9]{6}", code)) and code[5] == check_digit(code[:5])
