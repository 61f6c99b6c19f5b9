"""What detectors propose: a span in the making, cheap to make and to throw away."""

from __future__ import annotations

from typing import NamedTuple

from hidden_plain_sight.phi import Category, Span, Subtype

__all__ = ["Candidate"]


class Candidate(NamedTuple):
    """A stretch of a text that one rule takes for an identifier, and how strongly.

    >>> Candidate(0, 4, Category.NAME, Subtype.FIRST_NAME, 0.9, "name.cue").span().label
    'FIRST_NAME'

    The fields are those of `Span`. Many are made for each span that stays.
    """

    start: int
    end: int
    category: Category
    subtype: Subtype | None = None
    score: float = 1.0
    rule_id: str = ""
    value: object = None

    def span(self) -> Span:
        """The candidate as the span that users get."""
        return Span(*self)
