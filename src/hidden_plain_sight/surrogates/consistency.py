"""What keeps a document consistent: which surrogate stands for which word, and which are taken."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from hidden_plain_sight.facts import PatientFacts
from hidden_plain_sight.folding import fold
from hidden_plain_sight.phi import Category, Document, Span
from hidden_plain_sight.surrogates.choice import Choice

__all__ = ["Draft", "Entry", "Ledger", "entries"]

_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_LONG: Final = 20_000
"""In a longer text words are looked up in a sorted list, or time would grow with the square."""
_WORDED: Final = frozenset(
    {Category.NAME, Category.LOCATION, Category.HEALTH_CARE_UNIT, Category.EMAIL, Category.URL}
)


class Entry(NamedTuple):
    """A candidate for a surrogate: as it is written, and folded.

    >>> Entry("Åse", "åse").text
    'Åse'
    """

    text: str
    folded: str


def entries(words: Iterable[str]) -> tuple[Entry, ...]:
    """Words as candidates, in order, each folded form once.

    >>> entries(["Åse", "ÅSE", "Liv"])
    (Entry(text='Åse', folded='åse'), Entry(text='Liv', folded='liv'))
    """
    seen = dict[str, str]()
    for word in words:
        seen.setdefault(fold(word), word)
    return tuple(Entry(text, folded) for folded, text in seen.items())


class Ledger:
    """The surrogates of one document by folded word, and everything that none may equal.

    >>> spans = [Span(0, 4, Category.NAME), Span(8, 13, Category.NAME)]
    >>> ledger = Ledger(Choice(b"0123456789abcdef", "document:1"), "Kari og Inger", spans)
    >>> ledger.chosen("name", "kari", entries(["Kari", "Inger", "Liv"])).text
    'Liv'
    >>> ledger.surrogates
    {'kari': 'Liv'}
    """

    __slots__ = ("_sorted", "_text", "choice", "originals", "surrogates", "taken", "words")

    def __init__(
        self,
        choice: Choice,
        text: str,
        spans: Sequence[Span],
        facts: PatientFacts | None = None,
    ) -> None:
        self.choice = choice
        self.surrogates: dict[str, str] = {}
        self.taken: set[str] = set()
        composed = _composed(text)
        self._text = folded = fold(composed)
        self._sorted: list[str] = []
        self.words: set[str] = set()
        self.originals: set[str] = set()
        same = len(folded) == len(text) and composed == text
        for span in spans:
            start, end = span.start, span.end
            whole = folded[start:end] if same else fold(_composed(text[start:end]))
            self.originals.add(whole)
            if span.category in _WORDED:
                self.words.update(_WORD.findall(whole))
        self.originals |= self.words
        if facts:
            self.originals.update(_WORD.findall(fold(_composed(" ".join(facts.texts)))))
        self.originals.update(word[:-1] for word in self.words if word[-1] == "s" and word[3:])

    def another(self, choice: Choice) -> Ledger:
        """A ledger for the same document with other choices, and no surrogate of this one.

        >>> ledger = Ledger(Choice(b"0123456789abcdef", "document:1"), "Kari", [])
        >>> ledger.another(Choice(b"0123456789abcdef", "document:1 again")).taken is ledger.taken
        True
        """
        other = copy(self)
        other.choice, other.surrogates = choice, {}
        return other

    def is_free(self, folded: str) -> bool:
        """Whether a folded surrogate is nobody's yet and no real value of the document."""
        return folded not in self.originals and folded not in self.taken

    def occurs(self, folded: str) -> bool:
        """Whether a word of the text begins so."""
        text = self._text
        if len(text) > _LONG and folded.isalpha():
            if not self._sorted:
                self._sorted = sorted(set(_LETTERS.findall(text)))
            place = bisect_left(self._sorted, folded)
            return place < len(self._sorted) and self._sorted[place].startswith(folded)
        at = text.find(folded)
        while at >= 0:
            if at == 0 or not text[at - 1].isalpha():
                return True
            at = text.find(folded, at + 1)
        return False

    def chosen(
        self,
        purpose: str,
        key: str,
        pool: Sequence[Entry],
        *,
        fits: Callable[[Entry], bool] | None = None,
    ) -> Entry | None:
        """The surrogate for a folded word, entered in the ledger; None where the pool has none.

        Taken from the pool in the order of a keyed walk: the first that is free, that fits and
        that the text does not hold already; failing that, the first that is free.
        """
        spare: Entry | None = None
        for at in self.choice.walk(purpose, key, len(pool)):
            entry = pool[at]
            if not self.is_free(entry.folded) or entry.folded == key:
                continue
            if (fits is None or fits(entry)) and not self.occurs(entry.folded):
                spare = entry
                break
            spare = spare or entry
        if spare is not None:
            self.enter(key, spare.text, spare.folded)
        return spare

    def enter(self, key: str, surrogate: str, folded: str | None = None) -> str:
        """Note the surrogate of a folded word, and give it back."""
        self.surrogates[key] = surrogate
        self.taken.add(fold(surrogate) if folded is None else folded)
        return surrogate

    def made(self, key: str, purpose: str, make: Callable[[int], str], *, tries: int = 40) -> str:
        """The surrogate of a folded value that is made, not picked; `make` is given the attempt.

        Raises ValueError where no attempt gives a free one.
        """
        known = self.surrogates.get(f"{purpose}:{key}")
        if known is not None:
            return known
        for attempt in range(tries):
            surrogate = make(attempt)
            folded = fold(surrogate)
            if folded != key and self.is_free(folded):
                return self.enter(f"{purpose}:{key}", surrogate, folded)
        raise ValueError("no free surrogate")


@dataclass(slots=True)
class Draft:
    """A document on its way: what every generator may look at.

    `spans` are in order; `texts` are what they cover, with composed letters. `days` is the shift
    of the dates, `reference_year` the year of those that name none. `realistic` allows numbers
    that could be somebody's. `moved` holds the moved dates by the places where they begin,
    `people` those whom the document names, once they were looked for.

    >>> Draft.__slots__[0]
    'document'
    """

    document: Document
    spans: Sequence[Span]
    texts: Sequence[str]
    ledger: Ledger
    days: int = 0
    reference_year: int = 2020
    realistic: bool = False
    moved: dict[int, str] = field(default_factory=dict)
    people: list[Any] = field(default_factory=list)


def _composed(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)
