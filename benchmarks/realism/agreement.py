"""Whether what a note says twice still agrees: age and birth date, postcode and place."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from benchmarks.realism.mentions import KEY, of_gold, understood

from hidden_plain_sight.detection import Detector
from hidden_plain_sight.folding import fold
from hidden_plain_sight.gazetteers import read_gazetteer
from hidden_plain_sight.phi import Category, Span
from hidden_plain_sight.surrogates import SurrogateWriter
from hidden_plain_sight.synthesis import SyntheticNote
from hidden_plain_sight.values import NationalNumber, WrittenDate

__all__ = ["Agreement", "age_agrees", "agreements"]

_BIRTH: Final = re.compile(r"(?:\bf\.?|født\w*|fødd\w*|fdt\.?|fødselsdato)\W*$", re.IGNORECASE)
_PAIR: Final = re.compile(r"\W*(\d{4})[\s,]+(\D+)")
_BEFORE: Final = 16


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of so many things that agree in the originals, how many agree after replacement.

    >>> Agreement("postcode and place", 20, 19).after
    19
    """

    what: str
    before: int
    after: int


def agreements(notes: Iterable[SyntheticNote]) -> list[Agreement]:
    """The agreements of the notes, before and after replacement."""
    writer, detector = SurrogateWriter(key=KEY), Detector(tagger=None)
    ages, pairs = [0, 0], [0, 0]
    for note in notes:
        text = note.document.text
        has_age, true_pairs = age_agrees(text, note.spans), _true_pairs(text, note.spans)
        if not has_age and not true_pairs:
            continue
        done = writer.write(note.document, note.spans)
        moved = [
            Span(r.new_start, r.new_end, r.category, r.subtype)
            for r, _ in of_gold(done.replacements, note.spans)
        ]
        spans = understood(done.text, moved, detector)
        ages[0] += has_age
        ages[1] += has_age and age_agrees(done.text, spans)
        pairs[0] += len(true_pairs)
        pairs[1] += len(true_pairs & _true_pairs(done.text, spans))
    return [Agreement("age and birth date", *ages), Agreement("postcode and place", *pairs)]


def age_agrees(text: str, spans: Sequence[Span]) -> bool:
    """Whether some age is what a birth date and another date of the note make it."""
    births: list[dt.date] = []
    days: list[dt.date] = []
    ages: set[int] = set()
    for span in spans:
        written = text[span.start : span.end]
        if isinstance(span.value, NationalNumber) and span.value.birth_date:
            births.append(span.value.birth_date)
        elif isinstance(span.value, WrittenDate) and (day := span.value.day()):
            is_birth = _BIRTH.search(text[max(0, span.start - _BEFORE) : span.start])
            (births if is_birth else days).append(day)
        elif span.category is Category.AGE:
            ages.update(int(number) for number in re.findall(r"\d+", written))
    return any(_years(born, day) in ages for born in births for day in days if day > born)


def _years(born: dt.date, day: dt.date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _true_pairs(text: str, spans: Sequence[Span]) -> set[int]:
    """The spans, by their number, that are a postcode with its place."""
    found = set()
    for number, span in enumerate(spans):
        match = _PAIR.fullmatch(text, span.start, span.end)
        if match and (match[1], fold(match[2]).strip()) in _postcodes():
            found.add(number)
    return found


@cache
def _postcodes() -> frozenset[tuple[str, str]]:
    records = read_gazetteer("postcodes").records()
    return frozenset((row["postcode"], fold(row["poststed"])) for row in records)
