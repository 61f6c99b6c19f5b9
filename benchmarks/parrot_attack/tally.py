"""What was planted, suspected and found."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields

from benchmarks.parrot_attack.planting import Output

__all__ = ["Tally", "tallied", "total"]


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts over identifiers and documents.

    >>> Tally(identifiers=1000, planted=10, suspected=4, found=2).precision
    0.5

    `found` are the leaks among what was suspected; `fitting` the planted leaks that could be
    surrogates by their looks, `fitting_found` those of them that were found. `touched` are the
    documents with a leak, `betrayed` those in which one was found.
    """

    identifiers: int = 0
    planted: int = 0
    suspected: int = 0
    found: int = 0
    fitting: int = 0
    fitting_found: int = 0
    documents: int = 0
    touched: int = 0
    betrayed: int = 0

    @property
    def sensitivity(self) -> float | None:
        """The share of the planted leaks that was found."""
        return self.found / self.planted if self.planted else None

    @property
    def fitting_sensitivity(self) -> float | None:
        """The same of those that could be surrogates."""
        return self.fitting_found / self.fitting if self.fitting else None

    @property
    def precision(self) -> float | None:
        """The share of what was suspected that is a leak."""
        return self.found / self.suspected if self.suspected else None

    @property
    def suspicion(self) -> float | None:
        """The share of the leaks that so many suspicions find by chance."""
        return self.suspected / self.identifiers if self.identifiers else None

    @property
    def prevalence(self) -> float | None:
        """The share of suspicions that are right by chance."""
        return self.planted / self.identifiers if self.identifiers else None

    @property
    def f1(self) -> float:
        """The harmonic mean of sensitivity and precision."""
        return 2 * self.found / max(1, self.planted + self.suspected)


def tallied(output: Output, suspected: Collection[int]) -> Tally:
    """The counts of one document, of which some identifiers, by their number, are suspected."""
    leaks = {at for at, one in enumerate(output.identifiers) if one.is_leak}
    fitting = {at for at in leaks if output.identifiers[at].is_fitting}
    found = leaks.intersection(suspected)
    return Tally(
        len(output.identifiers), len(leaks), len(suspected), len(found), len(fitting),
        len(fitting & found), 1, int(bool(leaks)), int(bool(found)),
    )  # fmt: skip


def total(tallies: Iterable[Tally]) -> Tally:
    """The sum of counts.

    >>> total([Tally(planted=1), Tally(planted=2)]).planted
    3
    """
    rows = list(tallies)
    return Tally(*(sum(getattr(one, f.name) for one in rows) for f in fields(Tally)))
