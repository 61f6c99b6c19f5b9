"""Whether the shift of the dates is as even as it is said to be."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.realism.mentions import KEY

from hidden_plain_sight.phi import Category, Document, Span
from hidden_plain_sight.surrogates import SurrogateWriter

__all__ = ["ShiftReport", "allowed", "chi_square", "drawn", "examined"]

_DAY: Final = dt.date(2010, 6, 15)
_FORM: Final = "%d.%m.%Y"
_LEAST, _MOST, _WEEK = 365, 1825, 7


@dataclass(frozen=True, slots=True)
class ShiftReport:
    """The shifts of many documents: how many, which, and how evenly."""

    drawn: int
    possible: int
    seen: int
    least: int
    most: int
    forwards: float
    outside: int
    statistic: float
    freedom: int
    p: float

    def holds(self) -> bool:
        """Whether no shift is one that can't be, and evenness is not refuted at 1 in 1000."""
        return not self.outside and self.p > 0.001


def allowed(*, whole_weeks: bool) -> tuple[int, ...]:
    """The shifts that can be, in days.

    >>> len(allowed(whole_weeks=True)), len(allowed(whole_weeks=False))
    (416, 2922)
    """
    days = range(_LEAST, _MOST + 1)
    ways = [day for day in days if not whole_weeks or day % _WEEK == 0]
    return (*(-day for day in reversed(ways)), *ways)


def drawn(count: int, *, whole_weeks: bool) -> list[int]:
    """The shifts of so many documents, each read from the one date that it holds.

    >>> all(days % 7 == 0 for days in drawn(3, whole_weeks=True))
    True
    """
    writer = SurrogateWriter(key=KEY, whole_weeks=whole_weeks)
    text = _DAY.strftime(_FORM)
    spans = [Span(0, len(text), Category.DATE)]
    moved = (writer.write(Document(text, id=f"shift {n}"), spans).text for n in range(count))
    return [(dt.datetime.strptime(day, _FORM).date() - _DAY).days for day in moved]


def examined(shifts: Sequence[int], *, whole_weeks: bool) -> ShiftReport:
    """What can be said of the shifts of many documents.

    >>> examined([371, -371, 8], whole_weeks=True).outside
    1
    """
    can_be = allowed(whole_weeks=whole_weeks)
    counts = Counter(shifts)
    inside = [counts.get(days, 0) for days in can_be]
    statistic, p = chi_square(inside)
    sizes = [abs(days) for days in shifts]
    return ShiftReport(
        len(shifts), len(can_be), sum(map(bool, inside)), min(sizes), max(sizes),
        sum(days > 0 for days in shifts) / len(shifts), len(shifts) - sum(inside),
        statistic, len(can_be) - 1, p,
    )  # fmt: skip


def chi_square(counts: Sequence[int]) -> tuple[float, float]:
    """The statistic for even counts, and the chance of one at least so large.

    >>> statistic, p = chi_square([50, 50, 50, 50])
    >>> statistic, round(p, 2)
    (0.0, 1.0)

    The chance is Wilson and Hilferty's approximation, PNAS 17 (1931) 684-688.
    """
    expected, k = sum(counts) / len(counts), len(counts) - 1
    statistic = sum((count - expected) ** 2 for count in counts) / expected
    z = ((statistic / k) ** (1 / 3) - (1 - 2 / (9 * k))) / math.sqrt(2 / (9 * k))
    return statistic, math.erfc(z / math.sqrt(2)) / 2
