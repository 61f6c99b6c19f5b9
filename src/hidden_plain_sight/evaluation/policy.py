"""What is scored of a document's spans: canonical labels, span policy, ignored labels."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from .annotated import Mark
from .labels import IGNORED, OUTSIDE, Scheme, SpanPolicy, category_of

__all__ = ["Sorted", "sort_marks"]

_DIGITS = re.compile(r"\d(?:.*\d)?", re.DOTALL)
_WEEKDAY = re.compile(
    r"(?:man|mån|tirs|tys|ons|tors|fre|lør|laur|søn|sun)dag(?:en)?\W+(?=\w)", re.IGNORECASE
)
_GENERIC_UNIT = re.compile(
    r"(?:akutt|barsel|føde|intensiv|kirurgisk |medisinsk )?"
    r"(?:avdeling(?:en|a)?|klinikk(?:en)?|legekontor(?:et)?|legevakt(?:en|a)?|mottak(?:et)?"
    r"|pol(?:i)?klinikk(?:en)?|post(?:en)?|sengepost(?:en)?|sjukehus(?:et)?|sykehus(?:et)?"
    r"|sjukeheim(?:en)?|sykehjem(?:met)?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sorted:
    """A document's spans, sorted for scoring.

    >>> Sorted().counted
    ()

    `counted` are scored. `neutral` are not (an ignored label, a generic unit). `covering` are all
    of them as they were drawn: a letter under any of these is not in clear, whatever is scored.
    `empty` counts spans without a letter or digit, which hold nothing to find.
    """

    counted: tuple[Mark, ...] = ()
    neutral: tuple[Mark, ...] = ()
    covering: tuple[Mark, ...] = ()
    empty: int = 0


def sort_marks(
    marks: Iterable[Mark], text: str, *, scheme: Scheme, ignored: frozenset[str] = frozenset()
) -> Sorted:
    """The spans under canonical labels, with the scheme's policy applied.

    >>> from .labels import SCHEMES
    >>> sort_marks([Mark(0, 5, "Age")], "46 år", scheme=SCHEMES["nor-deid"]).counted
    (Mark(start=0, end=2, label='AGE'),)

    White space at the borders of a span is left out. Labels must be known to the scheme.
    """
    covering = [
        Mark(mark.start, mark.end, label)
        for mark in marks
        if (label := scheme.canonical(mark.label)) is not None and label != OUTSIDE
    ]
    filled = [mark for mark in covering if any(map(str.isalnum, text[mark.start : mark.end]))]
    drawn = [_draw(mark, text, scheme.policy) for mark in filled]
    if scheme.policy.whole_names:
        drawn = _join_names(drawn, text)
    counted: list[Mark] = []
    neutral: list[Mark] = []
    for mark in drawn:
        is_neutral = mark.label == IGNORED or mark.label in ignored
        if not scheme.policy.generic_units_count and _is_generic_unit(mark, text):
            is_neutral = True
        (neutral if is_neutral else counted).append(mark)
    empty = len(covering) - len(filled)
    return Sorted(tuple(counted), tuple(neutral), tuple(covering), empty)


def _draw(mark: Mark, text: str, policy: SpanPolicy) -> Mark:
    words = text[mark.start : mark.end]
    start = mark.start + len(words) - len(words.lstrip())
    mark = replace(mark, start=start, end=start + len(words.strip()))
    if policy.age_digits and mark.label == "AGE":
        digits = _DIGITS.search(text, mark.start, mark.end)
        # an age in words ("fire måneder") stays as it is
        return replace(mark, start=digits.start(), end=digits.end()) if digits else mark
    if policy.date_without_weekday and mark.label == "DATE":
        weekday = _WEEKDAY.match(text, mark.start, mark.end)
        return replace(mark, start=weekday.end()) if weekday else mark
    return mark


def _join_names(marks: list[Mark], text: str) -> list[Mark]:
    """Predicted name parts with only white space between become one `NAME`, as in the gold."""
    joined: list[Mark] = []
    was_part = False
    for mark in sorted(marks, key=lambda mark: (mark.start, mark.end)):
        is_part = category_of(mark.label) == "NAME" and mark.label != "NAME"
        if is_part and was_part and not text[joined[-1].end : mark.start].strip():
            joined[-1] = replace(joined[-1], end=max(mark.end, joined[-1].end))
        else:
            joined.append(replace(mark, label="NAME") if is_part else mark)
        was_part = is_part
    return joined


def _is_generic_unit(mark: Mark, text: str) -> bool:
    if mark.label != "HEALTH_CARE_UNIT":
        return False
    return _GENERIC_UNIT.fullmatch(text, mark.start, mark.end) is not None
