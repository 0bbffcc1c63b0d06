"""Days on which every city hall is closed."""

#: 12/29 to 1/3 as (month, day): set by each city's ordinance on holidays under 地方自治法 4条の2 第2項3号.
YEAR_END = frozenset({(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)})
