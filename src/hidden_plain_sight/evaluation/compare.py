"""Two evaluations of the same gold, compared label by label, as before and after a change."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from hidden_plain_sight.errors import DeidentificationError

from .evaluation import Evaluation
from .intervals import percentile
from .tally import DocumentTally, LabelTally

__all__ = ["ALL_LABELS", "Comparison", "Difference", "compare"]

ALL_LABELS: Final = "all"
"""Stands where a label does, for the rates over all labels."""

REPLICATES: Final = 1000
SEED: Final = 20241126

# index of a document; part and whole before; part and whole after
_Quad = tuple[int, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Difference:
    """One rate before and after, and the difference with its 95 % interval.

    >>> Difference("DATE", "identified", 0.5, 0.75, 0.0, 0.5).value
    0.25

    A rate is None, and so is the difference, where there is nothing to count.
    """

    label: str
    rate: str
    before: float | None
    after: float | None
    low: float | None
    high: float | None

    @property
    def value(self) -> float | None:
        """After less before."""
        if self.before is None or self.after is None:
            return None
        return self.after - self.before

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves out zero."""
        return self.low is not None and self.high is not None and not self.low <= 0 <= self.high


@dataclass(frozen=True, slots=True)
class Comparison:
    """The differences between two evaluations, overall and by label.

    >>> Comparison((), documents=3, replicates=1000, seed=1).to_dict()["documents"]
    3
    """

    differences: tuple[Difference, ...]
    documents: int
    replicates: int
    seed: int

    def to_dict(self) -> dict[str, Any]:
        """For JSON."""
        rows = [{**asdict(row), "difference": row.value} for row in self.differences]
        return {
            "documents": self.documents,
            "replicates": self.replicates,
            "seed": self.seed,
            "differences": rows,
        }


def compare(
    before: Evaluation, after: Evaluation, *, replicates: int = REPLICATES, seed: int = SEED
) -> Comparison:
    """The differences of the rates, with intervals from a bootstrap of whole documents.

    >>> a = Evaluation("canonical", (), (DocumentTally("n", {"DATE": LabelTally(2, 0, 1)}),), ())
    >>> b = Evaluation("canonical", (), (DocumentTally("n", {"DATE": LabelTally(2, 0, 2)}),), ())
    >>> compare(a, b).differences[0].value
    0.5

    Documents are drawn with replacement, the same ones for both evaluations, so that what both
    share (a hard document) cancels; the interval is from the 2.5th to the 97.5th percentile of
    `replicates` draws. `seed` fixes them: the same evaluations give the same intervals.

    Raises `DeidentificationError` E410 where the two were not made on the same gold.
    """
    pairs = _paired(before, after)
    tables = list(_tables(pairs, (before, after)))
    draws = random.Random(seed)  # noqa: S311 - a statistical draw, and it must be repeatable
    samples: list[list[float]] = [[] for _ in tables]
    for _ in range(replicates):
        weights = Counter(draws.choices(range(len(pairs)), k=len(pairs)))
        for values, (_, _, quads) in zip(samples, tables, strict=True):
            rates = _rates(quads, weights)
            if rates is not None:
                values.append(rates[1] - rates[0])
    rows = [
        _difference(label, rate, quads, sorted(values))
        for values, (label, rate, quads) in zip(samples, tables, strict=True)
    ]
    return Comparison(tuple(rows), len(pairs), replicates, seed)


def _paired(before: Evaluation, after: Evaluation) -> list[tuple[DocumentTally, DocumentTally]]:
    later = {document.id: document for document in after.documents}
    if not later or {document.id for document in before.documents} != later.keys():
        raise DeidentificationError("E410", problem="they have not the same documents")
    pairs = [(document, later[document.id]) for document in before.documents]
    if any(_gold(one) != _gold(other) for one, other in pairs):
        problem = "their gold spans differ (another gold, scheme or list of ignored labels)"
        raise DeidentificationError("E410", problem=problem)
    return pairs


def _gold(document: DocumentTally) -> dict[str, int]:
    return {label: tally.gold for label, tally in document.labels.items() if tally.gold}


def _tables(
    pairs: Sequence[tuple[DocumentTally, DocumentTally]], evaluations: tuple[Evaluation, Evaluation]
) -> Iterator[tuple[str, str, list[_Quad]]]:
    """(label, rate, counts of each document), documents without counts left out."""
    for rate in ("identified", "right_category", "unnecessary", "strict_f1"):
        yield ALL_LABELS, rate, _quads([(_all(a, rate), _all(b, rate)) for a, b in pairs])
    leaks = [((float(a.leaks > 0), 1.0), (float(b.leaks > 0), 1.0)) for a, b in pairs]
    yield ALL_LABELS, "documents_with_a_leak", _quads(leaks)
    other = [((a.other_covered, a.other), (b.other_covered, b.other)) for a, b in pairs]
    yield ALL_LABELS, "other_text_covered", _quads(other)
    for label in dict.fromkeys(label for one in evaluations for label in one.labels):
        for rate in ("identified", "right_category", "unnecessary", "strict_f1"):
            yield (
                label,
                rate,
                _quads([(_one(a, label, rate), _one(b, label, rate)) for a, b in pairs]),
            )


_Share = tuple[float, float]


def _quads(shares: Sequence[tuple[_Share, _Share]]) -> list[_Quad]:
    return [
        (index, *one, *other) for index, (one, other) in enumerate(shares) if one[1] or other[1]
    ]


def _share(tally: LabelTally, rate: str) -> _Share:
    if rate == "strict_f1":
        return tally.strict, (tally.gold + tally.predicted) / 2
    if rate == "unnecessary":
        return tally.unnecessary, tally.predicted
    return getattr(tally, rate), tally.gold


def _one(document: DocumentTally, label: str, rate: str) -> _Share:
    return _share(document.labels.get(label, LabelTally()), rate)


def _all(document: DocumentTally, rate: str) -> _Share:
    shares = [_share(tally, rate) for tally in document.labels.values()]
    return sum(part for part, _ in shares), sum(whole for _, whole in shares)


def _rates(quads: Sequence[_Quad], weights: Counter[int] | None = None) -> _Share | None:
    part_a = whole_a = part_b = whole_b = 0.0
    for index, x, n, y, m in quads:
        weight = 1 if weights is None else weights.get(index, 0)
        if weight:
            part_a += weight * x
            whole_a += weight * n
            part_b += weight * y
            whole_b += weight * m
    return (part_a / whole_a, part_b / whole_b) if whole_a and whole_b else None


def _difference(label: str, rate: str, quads: list[_Quad], values: list[float]) -> Difference:
    rates = _rates(quads)
    if rates is None or not values:
        sums = [sum(quad[place] for quad in quads) for place in (1, 2, 3, 4)]
        before = sums[0] / sums[1] if sums[1] else None
        after = sums[2] / sums[3] if sums[3] else None
        return Difference(label, rate, before, after, None, None)
    low, high = percentile(values, 0.025), percentile(values, 0.975)
    return Difference(label, rate, *rates, low, high)
