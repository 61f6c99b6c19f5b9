"""A logistic regression over named features, and how well its scores part two classes."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["Auc", "Model", "Tell", "auc", "auc_with_interval", "fit", "telling"]

Floats = NDArray[np.float64]
Rows = Sequence[Collection[str]]

_LEAST_ROWS: Final = 3
"""A feature of fewer rows is learnt by heart rather than learnt."""
_STEPS: Final = 150
_RATE: Final = 0.05
_DECAY: Final = 1e-4
_RESAMPLES: Final = 200
_LEAST_ERRORS: Final = 4.0
_SAME: Final = 0.6


@dataclass(frozen=True, slots=True)
class _Matrix:
    """Rows of features of equal weight, each row of length 1: all that is not 0."""

    count: int
    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    weights: Floats

    def times(self, by_column: Floats) -> Floats:
        products = self.weights * by_column[self.columns]
        return np.asarray(np.bincount(self.rows, products, self.count), dtype=np.float64)

    def transposed_times(self, by_row: Floats, width: int) -> Floats:
        products = self.weights * by_row[self.rows]
        return np.asarray(np.bincount(self.columns, products, width), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Model:
    """What each feature says for a surrogate (above 0) or for an original (below)."""

    columns: dict[str, int]
    weights: Floats
    bias: float

    def scores(self, rows: Rows) -> Floats:
        """The log odds that each row is a surrogate."""
        return _matrix(rows, self.columns).times(self.weights) + self.bias


def fit(rows: Rows, is_surrogate: NDArray[np.bool_]) -> Model:
    """The model that parts the rows, trained on all of them in equal steps.

    >>> rows = [{"a"}, {"b"}] * 10
    >>> model = fit(rows, np.array([True, False] * 10))
    >>> [bool(score > 0) for score in model.scores([{"a"}, {"b"}])]
    [True, False]
    """
    counts = Counter(feature for row in rows for feature in row)
    kept = sorted(feature for feature, count in counts.items() if count >= _LEAST_ROWS)
    columns = {feature: at for at, feature in enumerate(kept)}
    matrix, width = _matrix(rows, columns), len(columns)
    wanted = is_surrogate.astype(np.float64)
    share = wanted.mean()
    balance = np.where(is_surrogate, 0.5 / share, 0.5 / (1 - share)) / len(rows)
    weights, bias = np.zeros(width), 0.0
    mean, square, bias_mean, bias_square = np.zeros(width), np.zeros(width), 0.0, 0.0
    for step in range(1, _STEPS + 1):
        chance = 1 / (1 + np.exp(-(matrix.times(weights) + bias)))
        error = (chance - wanted) * balance
        slope = matrix.transposed_times(error, width) + _DECAY * weights
        # Adam; Kingma and Ba, ICLR 2015
        mean += 0.1 * (slope - mean)
        square += 0.001 * (slope**2 - square)
        bias_mean += 0.1 * (error.sum() - bias_mean)
        bias_square += 0.001 * (error.sum() ** 2 - bias_square)
        near, far = 1 - 0.9**step, 1 - 0.999**step
        weights -= _RATE * (mean / near) / (np.sqrt(square / far) + 1e-8)
        bias -= _RATE * (bias_mean / near) / (np.sqrt(bias_square / far) + 1e-8)
    return Model(columns, weights, float(bias))


def _matrix(rows: Rows, columns: dict[str, int]) -> _Matrix:
    known = [sorted(columns[feature] for feature in row if feature in columns) for row in rows]
    sizes = np.array([len(row) for row in known])
    at = np.repeat(np.arange(len(rows)), sizes)
    found = np.fromiter((column for row in known for column in row), np.int64, sizes.sum())
    return _Matrix(len(rows), at, found, 1 / np.sqrt(sizes[at]))


@dataclass(frozen=True, slots=True)
class Auc:
    """The chance that a surrogate scores above an original, with its 95 % interval."""

    value: float
    low: float
    high: float


def auc(scores: Floats, is_surrogate: NDArray[np.bool_], weights: Floats | None = None) -> float:
    """The chance that a surrogate scores above an original; ties count half.

    >>> auc(np.array([0.1, 0.4, 0.4]), np.array([False, False, True]))
    0.75
    """
    weights = np.ones(len(scores)) if weights is None else weights
    _, place = np.unique(scores, return_inverse=True)
    ours = np.bincount(place, weights * is_surrogate)
    others = np.bincount(place, weights * ~is_surrogate)
    below = np.cumsum(others) - others
    pairs = ours.sum() * others.sum()
    return float((ours * (below + others / 2)).sum() / pairs) if pairs else float("nan")


def auc_with_interval(
    scores: Floats, is_surrogate: NDArray[np.bool_], groups: NDArray[np.int64]
) -> Auc:
    """The AUC, and the percentiles of it over notes (`groups`) drawn again."""
    random = np.random.default_rng(0)
    _, group = np.unique(groups, return_inverse=True)
    count = int(group.max()) + 1
    even = np.full(count, 1 / count)
    drawn = [
        auc(scores, is_surrogate, random.multinomial(count, even)[group].astype(np.float64))
        for _ in range(_RESAMPLES)
    ]
    low, high = np.nanpercentile(drawn, (2.5, 97.5))
    return Auc(auc(scores, is_surrogate), float(low), float(high))


@dataclass(frozen=True, slots=True)
class Tell:
    """A feature, its share of surrogates and of originals, and by how many errors they differ."""

    feature: str
    of_surrogates: float
    of_originals: float
    errors: float


def telling(rows: Rows, is_surrogate: NDArray[np.bool_], *, count: int) -> list[Tell]:
    """The features whose shares differ most, at least by four standard errors.

    >>> rows = [{"a", "b"}] * 40 + [{"c"}] * 40
    >>> [tell.feature for tell in telling(rows, np.arange(80) < 40, count=5)]
    ['a', 'c']

    Of features that stand in much the same rows the first alone.
    """
    where: dict[str, list[int]] = {}
    for at, row in enumerate(rows):
        for feature in row:
            where.setdefault(feature, []).append(at)
    ours, others = int(is_surrogate.sum()), int((~is_surrogate).sum())
    tells = []
    for feature, places in where.items():
        if len(places) < _LEAST_ROWS:
            continue
        one = int(is_surrogate[places].sum())
        p, q, both = one / ours, (len(places) - one) / others, len(places) / (ours + others)
        error = math.sqrt(max(both * (1 - both), 1e-12) * (1 / ours + 1 / others))
        tells.append(Tell(feature, p, q, (p - q) / error))
    tells.sort(key=lambda tell: (-abs(tell.errors), tell.feature))
    chosen: list[tuple[Tell, frozenset[int]]] = []
    for tell in tells:
        if len(chosen) == count or abs(tell.errors) < _LEAST_ERRORS:
            break
        own = frozenset(where[tell.feature])
        if all(len(own & p) < _SAME * len(own | p) for _, p in chosen):
            chosen.append((tell, own))
    return [tell for tell, _ in chosen]
