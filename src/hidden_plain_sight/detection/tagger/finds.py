"""What a model marked in a text, as candidates: its borders tidied, its names taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Final

from hidden_plain_sight.detection.candidate import Candidate
from hidden_plain_sight.detection.tagger.meanings import kind_of
from hidden_plain_sight.phi import Category, Subtype

__all__ = ["Finds"]

_WORD: Final = re.compile(r"[\w\u0300-\u036f]+(?:['’´`-][\w\u0300-\u036f]+)*")
_KEPT_BEFORE: Final = frozenset("+")
_KEPT_AFTER: Final = frozenset("*")
_MARKS: Final = re.compile(r"[\u0300-\u036f]")
_score: Final = attrgetter("score")


class Finds:
    """Makes candidates of a model's spans, knowing what the rules have proposed.

    >>> text = "Ring Nordli, Kari i dag"
    >>> for one in Finds(text, (), "tagger.own").of(5, 18, "NAME", 0.9):
    ...     print(text[one.start : one.end], one.span().label)
    Nordli LAST_NAME
    Kari FIRST_NAME

    Signs at the borders of a span are left out, for they are no part of an identifier. A name
    that the model does not part becomes its words: a part that the rules know is what they say,
    of the others the last is a last name; before a comma, all are.
    """

    def __init__(self, text: str, found: Sequence[Candidate], rule_id: str) -> None:
        self._text = text
        self._rule_id = rule_id
        names = (c for c in found if c.category is Category.NAME and c.subtype is not None)
        self._parts = {(c.start, c.end): c.subtype for c in sorted(names, key=_score)}

    def of(self, start: int, end: int, label: str, score: float) -> Iterator[Candidate]:
        """Yield the candidates of one span, given its canonical label."""
        text = self._text
        while start < end and not (text[start].isalnum() or text[start] in _KEPT_BEFORE):
            start += 1
        while start < end and not _closes(text[end - 1]):
            end -= 1
        if not any(map(str.isalnum, text[start:end])):
            return
        category, subtype = kind_of(label)
        parts: list[tuple[int, int, Subtype | None]] = [(start, end, subtype)]
        if category is Category.NAME and subtype is None:
            parts = self._named(start, end)
        for first, last, kind in parts:
            yield Candidate(first, last, category, kind, round(score, 3), self._rule_id)

    def _named(self, start: int, end: int) -> list[tuple[int, int, Subtype | None]]:
        """The words of a name, each with what it is; None where that can't be told."""
        places = [match.span() for match in _WORD.finditer(self._text, start, end)]
        words = [self._text[first:last] for first, last in places]
        comma = self._text.find(",", start, end)
        last_names = len(words) - 1
        for at, word in enumerate(words):
            if at > 0 and word.islower():  # Maria van der Berg
                last_names = min(last_names, at)
        parts = []
        for at, ((first, last), word) in enumerate(zip(places, words, strict=True)):
            part: Subtype | None = None
            if _is_short(word, alone=len(words) == 1):
                part = Subtype.INITIALS
            elif len(words) > 1:
                is_last = first < comma if comma >= 0 else at >= last_names
                part = Subtype.LAST_NAME if is_last else Subtype.FIRST_NAME
            parts.append((first, last, self._parts.get((first, last), part)))
        return parts


def _closes(sign: str) -> bool:
    return sign.isalnum() or sign in _KEPT_AFTER or _MARKS.match(sign) is not None


def _is_short(word: str, *, alone: bool) -> bool:
    """Whether a word is initials: a single letter, or up to three capitals by themselves."""
    return word.isalpha() and (len(word) == 1 or (alone and len(word) <= 3 and word.isupper()))
