"""How rates are written, in the terminal and on the page alike."""

from __future__ import annotations

import math
from typing import Final

from .evaluation import Evaluation
from .intervals import Rate

__all__ = ["FURTHER", "HEADLINES", "difference", "further", "headlines", "interval", "percent"]

NOTHING: Final = "–"

HEADLINES: Final[tuple[tuple[str, str, str], ...]] = (
    ("identified", "Identified", "identifiers of which no letter or digit was left in clear"),
    ("right_category", "In the right category", "identifiers wholly covered as what they are"),
    ("unnecessary", "Unnecessary", "predictions that touch no identifier"),
)
"""The three rates that come first: field of `Rates`, name, what it is a share of."""

FURTHER: Final[tuple[tuple[str, str], ...]] = (
    ("documents_with_a_leak", "Documents with a leak"),
    ("other_text_covered", "Other text covered"),
    ("strict_f1", "Strict F1"),
    ("overlap_f1", "Overlap F1"),
)
"""The rates that come next, and their names."""


def percent(value: float | None) -> str:
    """A share in percent with one decimal; 100 and 0 only where they are exact.

    >>> percent(0.9731), percent(0.99999), percent(0.0001), percent(1.0), percent(None)
    ('97.3', '>99.9', '<0.1', '100', '–')
    """
    if value is None:
        return NOTHING
    if value in (0.0, 1.0):
        return f"{value:.0%}"[:-1]
    if value > 0.9995:
        return ">99.9"
    if value < 0.0005:
        return "<0.1"
    return f"{100 * value:.1f}"


def interval(rate: Rate) -> str:
    """A rate's interval in percent, rounded outwards so that it never promises too much.

    >>> from .intervals import wilson_rate
    >>> interval(wilson_rate(20, 20)), interval(wilson_rate(0, 0))
    ('83.8–100', '–')
    """
    if rate.value is None:
        return NOTHING
    low, high = math.floor(1000 * rate.low + 1e-9) / 10, math.ceil(1000 * rate.high - 1e-9) / 10
    return "–".join(
        "0" if not end else "100" if end == 100 else f"{end:.1f}" for end in (low, high)
    )


def difference(value: float | None) -> str:
    """A difference in percentage points, with its sign.

    >>> difference(0.0251), difference(-0.5), difference(0.0)
    ('+2.5', '-50.0', '0.0')
    """
    if value is None:
        return NOTHING
    return f"{100 * value:+.1f}" if abs(value) >= 0.0005 else "0.0"


def headlines(evaluation: Evaluation) -> list[tuple[str, str, Rate]]:
    """The three rates that come first: name, what it is a share of, rate.

    >>> [name for name, _, _ in headlines(Evaluation("canonical", (), (), ()))]
    ['Identified', 'In the right category', 'Unnecessary']
    """
    overall = evaluation.overall
    return [(name, what, getattr(overall, field)) for field, name, what in HEADLINES]


def further(evaluation: Evaluation) -> list[tuple[str, Rate]]:
    """The rates that come next: name and rate.

    >>> [name for name, _ in further(Evaluation("canonical", (), (), ()))][:2]
    ['Documents with a leak', 'Other text covered']
    """
    overall = evaluation.overall
    rates = {
        "documents_with_a_leak": evaluation.documents_with_a_leak,
        "other_text_covered": evaluation.other_text_covered,
        "strict_f1": overall.strict.f1,
        "overlap_f1": overall.overlap.f1,
    }
    return [(name, rates[field]) for field, name in FURTHER]
