"""Intervals against published numbers, and what clustering does to them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hidden_plain_sight.evaluation import clustered_rate, wilson_rate


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_is_as_published(part: int, whole: int, low: float, high: float) -> None:
    """Newcombe, Stat. Med. 17 (1998), table I, method 3."""
    rate = wilson_rate(part, whole)
    assert (round(rate.low, 4), round(rate.high, 4)) == (low, high)


def test_nothing_has_no_rate() -> None:
    for rate in (wilson_rate(0, 0), clustered_rate([]), clustered_rate([(0, 0)])):
        assert (rate.value, rate.low, rate.high) == (None, 0.0, 1.0)


def test_ratio_estimator_by_hand() -> None:
    # p = 6/10; residuals (4 - 3, 2 - 3): variance = 2/1 * 2 / 100 = 0.04 over 0.24 / 10 = 5/3
    rate = clustered_rate([(4, 5), (2, 5)])
    assert rate == wilson_rate(6, 10, size=10 / (5 / 3))


def test_clusters_of_one_are_independent_observations() -> None:
    rate = clustered_rate([(1, 1)] * 30 + [(0, 1)] * 10)
    plain = wilson_rate(30, 40)
    assert rate.low == pytest.approx(plain.low, abs=0.003)
    assert rate.low <= plain.low


def test_whole_documents_missed_widen_the_interval() -> None:
    plain = wilson_rate(90, 100)
    together = clustered_rate([(10, 10)] * 9 + [(0, 10)])
    spread = clustered_rate([(9, 10)] * 10)
    assert (spread.low, spread.high) == (plain.low, plain.high)
    assert together.high - together.low > 2 * (plain.high - plain.low)


def test_without_evidence_of_clustering_it_is_wilson() -> None:
    assert clustered_rate([(10, 10)] * 10) == wilson_rate(100, 100)
    assert clustered_rate([(5, 10)]) == wilson_rate(5, 10)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=30))
def test_the_interval_encloses_the_rate(pairs: list[tuple[int, int]]) -> None:
    counted = [(min(pair), max(pair)) for pair in pairs]
    rate = clustered_rate(counted)
    plain = wilson_rate(rate.part, rate.whole)
    assert 0 <= rate.low <= plain.low <= plain.high <= rate.high <= 1
    if rate.value is not None:
        assert rate.low <= rate.value <= rate.high
