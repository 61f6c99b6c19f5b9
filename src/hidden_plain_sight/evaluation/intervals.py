"""Rates with 95 % intervals: Wilson's, and Wilson's with the clustering of documents taken in."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

__all__ = ["Rate", "clustered_rate", "percentile", "wilson_rate"]

Z: Final = 1.959963984540054
"""The normal quantile of a two-sided 95 % interval."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A share, what it was counted from, and its 95 % interval.

    >>> rate = wilson_rate(81, 263)
    >>> f"{rate.value:.3f} ({rate.low:.3f} to {rate.high:.3f})"
    '0.308 (0.255 to 0.366)'

    `part` of `whole`; `value`, `low` and `high` lie between 0 and 1. Of nothing (`whole` 0)
    there is no rate: `value` is None and the interval all of 0 to 1.
    """

    part: float
    whole: float
    low: float = 0.0
    high: float = 1.0

    @property
    def value(self) -> float | None:
        """The share, or None where there is nothing to count."""
        return self.part / self.whole if self.whole else None

    def to_dict(self) -> dict[str, float | None]:
        """The rate for JSON.

        >>> wilson_rate(0, 0).to_dict()
        {'value': None, 'low': 0.0, 'high': 1.0, 'part': 0, 'whole': 0}
        """
        return {
            "value": self.value,
            "low": self.low,
            "high": self.high,
            "part": self.part,
            "whole": self.whole,
        }


def wilson_rate(part: float, whole: float, *, size: float | None = None) -> Rate:
    """The rate `part` of `whole` with Wilson's score interval.

    >>> rate = wilson_rate(0, 20)
    >>> f"{rate.low:.4f} {rate.high:.4f}"
    '0.0000 0.1611'

    `size` is the number of independent observations, `whole` if left out. Source: Wilson,
    J. Am. Stat. Assoc. 22 (1927) 209-212; as method 3 in Newcombe, Stat. Med. 17 (1998) 857-872.
    """
    if not whole:
        return Rate(part, whole)
    n = whole if size is None else size
    p = part / whole
    centre = p + Z * Z / (2 * n)
    half = Z * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    scale = 1 + Z * Z / n
    # the limits enclose the share exactly, also where rounding would set them a hair inside
    low = 0.0 if part <= 0 else min(p, max(0.0, (centre - half) / scale))
    high = 1.0 if part >= whole else max(p, min(1.0, (centre + half) / scale))
    return Rate(part, whole, low, high)


def clustered_rate(pairs: Iterable[tuple[float, float]]) -> Rate:
    """The rate over documents, (part, whole) for each, with an interval that knows of documents.

    >>> same = clustered_rate([(10, 10), (0, 10)] * 10)
    >>> alone = wilson_rate(100, 200)
    >>> same.high - same.low > 2 * (alone.high - alone.low)
    True

    Spans of a document are missed together more often than by chance. The variance of the ratio
    is linearised with documents as clusters; its quotient with the binomial variance is the
    design effect, never taken below 1; Wilson's interval is then computed on `whole` divided by
    the design effect. At 0 % and 100 %, and with a single document, no design effect can be
    estimated and it is 1. Source: Korn and Graubard, Survey Methodology 24 (1998) 193-201, for
    the effective sample size; Franco et al., J. Surv. Stat. Methodol. 7 (2019) 334-364.
    """
    counted = [(part, whole) for part, whole in pairs if whole]
    part = sum(pair[0] for pair in counted)
    whole = sum(pair[1] for pair in counted)
    documents = len(counted)
    if documents < 2 or not 0 < part < whole:
        return wilson_rate(part, whole)
    p = part / whole
    residuals = sum((x - p * n) ** 2 for x, n in counted)
    variance = documents / (documents - 1) * residuals / whole**2
    design_effect = max(1.0, variance / (p * (1 - p) / whole))
    return wilson_rate(part, whole, size=whole / design_effect)


def percentile(values: list[float], share: float) -> float:
    """The value below which `share` of the sorted values lie, interpolated.

    >>> percentile([0.0, 1.0, 2.0, 3.0], 0.5)
    1.5
    """
    place = share * (len(values) - 1)
    below = math.floor(place)
    above = min(below + 1, len(values) - 1)
    return values[below] + (values[above] - values[below]) * (place - below)
