"""What stands around numbers: for a date, or for a dose, a pressure, a scale, a fraction."""

from __future__ import annotations

import re
from typing import Final

from hidden_plain_sight.detection.cues import any_cue

__all__ = ["contexts_score", "follows_quantity"]

_REACH: Final = 24
_DATE_BEFORE: Final = re.compile(
    rf"(?:\b{any_cue('date_before')}[ :]{{1,2}}|\d[./]\d{{1,2}}[ ]?(?:-|–|og|,)[ ]?|\()$",
    re.IGNORECASE,
)
_NUMBER_BEFORE: Final = re.compile(
    rf"(?:\b{any_cue('number_before')}[ .:=]{{1,3}}(?:[a-zæøå]{{1,3}}[ ])?"
    r"|[<>=≥≤±~+×x*]\s?|[LCS]|\bTh)$",
    re.IGNORECASE,
)
_NUMBER_AFTER: Final = re.compile(rf"\s?{any_cue('number_after')}(?![\w-])", re.IGNORECASE)
_YEAR_BEFORE: Final = re.compile(rf"(?:\b{any_cue('year_before')}[ ]|[(/–-])$", re.IGNORECASE)


_CLOCK_RANGE: Final = re.compile(r"\bkl\w*\.?:?[ ]\d\d?[.:]\d\d[ ]?[-–][ ]?$")


def follows_quantity(text: str, start: int) -> bool:
    """Whether a number stands after a word that no date follows: a dose, a scale, a lab value.

    >>> follows_quantity("dose 1/2", 5), follows_quantity("kontroll 1/2", 9)
    (True, False)
    """
    return _NUMBER_BEFORE.search(text[max(0, start - _REACH) : start]) is not None


def contexts_score(text: str, start: int, end: int, *, year: bool = False) -> float:
    """How much the surroundings raise or lower the score of a date: from -0.6 to 0.3."""
    if _NUMBER_AFTER.match(text, end):
        return -0.6
    before = text[max(0, start - _REACH) : start]
    if _CLOCK_RANGE.search(before):
        return -0.6
    if (_YEAR_BEFORE if year else _DATE_BEFORE).search(before):
        return 0.3
    if follows_quantity(text, start):
        return -0.6
    if start == 0 or text[start - 1] in "\n\r\t":
        return 0.15
    return 0.15 if end == len(text) or text[end] in "\n\r:" else 0.0
