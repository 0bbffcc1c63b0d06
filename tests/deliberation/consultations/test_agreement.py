"""Cohen's κ against examples of the literature, and where it has nothing to say."""

from __future__ import annotations

import pytest

from kyodo.deliberation.consultations.queries.agreement import agreement


def pairs(table: list[list[int]]) -> list[tuple[int, int]]:
    """A table of counts (rows the first, columns the second) as single pairs."""
    return [(r, c) for r, row in enumerate(table) for c, n in enumerate(row) for _each in range(n)]


@pytest.mark.parametrize(
    ("table", "percent", "kappa"),
    [
        ([[20, 5], [10, 15]], 70, 0.40),  # the textbook example of fifty applications
        ([[75, 1, 4], [5, 4, 1], [0, 0, 10]], 89, 0.676),  # Fleiss 1981, 100 diagnoses in three groups
        ([[40, 9], [6, 45]], 85, 0.70),  # Feinstein & Cicchetti 1990: the same agreement ...
        ([[80, 10], [5, 5]], 85, 0.32),  # ... and a low κ, because one category is rare
        ([[45, 15], [25, 15]], 60, 0.13),
        ([[25, 35], [5, 35]], 60, 0.26),
        ([[10, 0], [0, 10]], 100, 1.0),
        ([[0, 10], [10, 0]], 0, -1.0),
        ([[5, 5], [5, 5]], 50, 0.0),
    ],
)
def test_kappa_is_what_the_literature_says(table, percent, kappa):
    found = agreement(pairs(table))
    assert found.percent == percent
    assert found.kappa == pytest.approx(kappa, abs=0.005)


def test_one_category_alone_says_nothing_but_that_both_agree():
    found = agreement([("反映", "反映")] * 7)
    assert (found.pairs, found.same, found.percent, found.kappa) == (7, 7, 100, None)


def test_nothing_to_compare_is_no_agreement():
    found = agreement([])
    assert (found.pairs, found.percent, found.kappa, found.lopsided, found.few) == (0, None, None, False, True)


def test_a_category_that_only_the_second_used_counts_against_both():
    found = agreement([("参考", "対象外")] * 4)
    assert (found.same, found.kappa) == (0, 0.0)


def test_where_nearly_everything_is_one_category_the_figure_is_marked():
    assert agreement(pairs([[80, 10], [5, 5]])).lopsided
    assert not agreement(pairs([[40, 9], [6, 45]])).lopsided


def test_almost_everything_is_not_told_as_everything():
    assert agreement([(1, 1)] * 999 + [(1, 2)]).percent == 99
