"""What is known of the patient beside the note, looked for in it: the strongest evidence."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from hidden_plain_sight.detection.candidate import Candidate
from hidden_plain_sight.detection.fact_names import find_known_names
from hidden_plain_sight.detection.fact_numbers import (
    birth_date_of,
    find_birth_dates,
    find_known_ids,
    find_known_numbers,
)
from hidden_plain_sight.detection.fact_places import find_known_addresses
from hidden_plain_sight.detection.flags import Flag
from hidden_plain_sight.detection.known_names import KnownNames
from hidden_plain_sight.detection.lexicon import Lexicon
from hidden_plain_sight.detection.resolve import Overlaps, remainders
from hidden_plain_sight.detection.text_view import TextView
from hidden_plain_sight.phi import Category, PatientFacts, Subtype

__all__ = ["beside_facts", "find_facts"]

_INITIALS_SCORE: Final = 0.95
_SIGNS: Final = re.compile(r"(?:/|\b(?:sign|dikt|skrevet av|mvh)\w*\.?:?)[ ]?$", re.IGNORECASE)
_CLOSES: Final = re.compile(r"[.)]?[ \t]*(?:$|[\r\n/])")
_REACH: Final = 16
_MOST_INITIALS: Final = 4
_WORD: Final = re.compile(r"[^\W\d_]+")
_DOTTED: Final = re.compile(r"(?<![^\W_])(?<!\.)(?:[^\W\d_]\.[ ]?){1,3}[^\W\d_](?:\.|(?!\w))")
_OTHER_SENSE: Final = (
    Flag.ABBREVIATION | Flag.WORD | Flag.SENTENCE | Flag.HOSPITAL | Flag.SPECIALTY | Flag.DRUG
    | Flag.SUBJECT | Flag.LEGAL
)  # fmt: skip
_MEASURES: Final = frozenset({"CM", "DL", "GM", "HZ", "KG", "KM", "KR", "MG", "ML", "MM", "ST"})


def find_facts(
    view: TextView,
    facts: PatientFacts,
    candidates: Iterable[Candidate],
    lexicon: Lexicon,
    *,
    small_letters: bool = False,
) -> list[Candidate]:
    """Where a text holds what is known, each place once; the rule id says which fact it was.

    `candidates` are what rules and lists propose; the dates among them are compared with the
    birth date. `small_letters` says that the note has hardly any capitals.
    """
    once: dict[tuple[int, int, Category], Candidate] = {}
    for span in _found(view, facts, candidates, lexicon, small_letters=small_letters):
        once.setdefault((span.start, span.end, span.category), span)
    return list(once.values())


def _found(
    view: TextView,
    facts: PatientFacts,
    candidates: Iterable[Candidate],
    lexicon: Lexicon,
    *,
    small_letters: bool,
) -> Iterator[Candidate]:
    known = KnownNames.of(facts, lexicon)
    if known.parts:
        words = set(_WORD.findall(view.text))
        yield from find_known_names(view, words, known, lexicon, small_letters=small_letters)
        yield from _initials(view, words, known, lexicon)
    yield from find_known_numbers(view, facts)
    yield from find_known_ids(view, facts)
    if (born := birth_date_of(facts)) is not None:
        yield from find_birth_dates(view, born, candidates)
    if facts.addresses:
        yield from find_known_addresses(view, facts, lexicon)


def beside_facts(
    candidates: Iterable[Candidate], found: Sequence[Candidate], text: str
) -> Iterator[Candidate]:
    """Yield the candidates without what a fact of their category says better.

    >>> whole = Candidate(0, 9, Category.NAME, Subtype.LAST_NAME, 0.6)
    >>> first = Candidate(0, 3, Category.NAME, Subtype.FIRST_NAME, 0.98, "fact.name")
    >>> [(c.start, c.end) for c in beside_facts([whole], [first], "Dag Stein")]
    [(4, 9)]

    Of a name the words remain that no fact knows. Anything else goes where a fact covers it.
    """
    overlaps = Overlaps(found)
    for span in candidates:
        better = [fact for fact in overlaps.of(span) if fact.category is span.category]
        if not better:
            yield span
        elif span.category is Category.NAME:
            yield from remainders(span, better, text)
        elif not any(fact.start <= span.start and span.end <= fact.end for fact in better):
            yield span


def _initials(
    view: TextView, words: Collection[str], known: KnownNames, lexicon: Lexicon
) -> Iterator[Candidate]:
    """The initials of patient and staff: in capitals, with points, or where signatures stand."""
    text = view.text
    for match in _DOTTED.finditer(text) if "." in text else ():
        letters = "".join(c for c in match.group() if c.isalpha())
        if letters in known.initials:
            yield _signed(*match.span(), known.initials[letters])
    for word in words:
        if len(word) > _MOST_INITIALS or (letters := word.upper()) not in known.initials:
            continue
        other = bool(lexicon.every_flag(letters) & _OTHER_SENSE) or letters in _MEASURES
        alone = word.isupper() and not other and letters.strip("IVX")
        start = text.find(word)
        while start >= 0:
            end = start + len(word)
            if _stands_alone(text, start, end):
                signs = _SIGNS.search(text, max(0, start - _REACH), start)
                if alone or (signs and _CLOSES.match(text, end)):
                    yield _signed(start, end, known.initials[letters])
            start = text.find(word, end)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether letters are a word of their own, and no part of a code: not `KN2`, `KN-12`."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isalnum() or before in {"_", ".", "-"} or after.isalnum() or after == "_":
        return False
    return not (after == "-" and text[end + 1 : end + 2].isalnum())


def _signed(start: int, end: int, rule: str) -> Candidate:
    return Candidate(start, end, Category.NAME, Subtype.INITIALS, _INITIALS_SCORE, rule)
