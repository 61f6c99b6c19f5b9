"""A text as the detectors see it: composed letters, the words worth a look, the digit runs."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from operator import itemgetter
from typing import Final, NamedTuple

from hidden_plain_sight.detection.flags import Flag
from hidden_plain_sight.detection.lexicon import Lexicon

__all__ = ["TextView", "Token", "composed"]

_WORDS: Final = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+|[\u0300-\u036f]+[^\W\d_]*)*")
_PARTED: Final = re.compile(f"({_WORDS.pattern})")
"""Cuts a text into what stands between words and the words, in turn: faster than finding each."""
_DIGITS: Final = re.compile(r"\d+")
_SENTENCE_END: Final = re.compile(r"(?:^|[.!?:;•*»\n\r\t>|]|\s[-–])[\s\"'«(\-–]*$")


_start_of: Final = itemgetter(0)


class Token(NamedTuple):
    """A word of interest; `number` counts all words, so that neighbours can be told."""

    start: int
    end: int
    word: str
    flags: int
    number: int


@dataclass(slots=True)
class TextView:
    """A text with its lower-case form of the same length and its words of interest."""

    text: str
    lower: str
    tokens: list[Token]
    digits: list[tuple[int, int]]

    @classmethod
    def of(cls, text: str, lexicon: Lexicon) -> TextView:
        """Look at a text, which should be composed (`composed`)."""
        lower = text.lower()
        if len(lower) != len(text):
            lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        tokens: list[Token] = []
        append, new = tokens.append, tuple.__new__
        known, flags_of = lexicon.known, lexicon.flags
        digits = [match.span() for match in _DIGITS.finditer(text)]
        first, last = {start for start, _ in digits}, {end for _, end in digits}
        parts = _PARTED.split(text)
        words = parts[1::2]
        places = list(accumulate(map(len, parts)))
        for number, flags in enumerate(map(known.get, words)):
            if flags is None:
                flags = flags_of(words[number])
            if flags:
                start, end, word = places[2 * number], places[2 * number + 1], words[number]
                if start in last or end in first:
                    flags &= ~(Flag.CAPITAL | Flag.INITIAL | Flag.PREPOSITION | Flag.NAMEABLE)
                append(new(Token, (start, end, word, flags, number)))
        return cls(text, lower, tokens, digits)

    def words(self, lexicon: Lexicon, *, start: int = 0) -> Iterator[Token]:
        """All words with all that they can be, also those that are ordinary in small letters."""
        for number, match in enumerate(_WORDS.finditer(self.text, start)):
            word = match[0]
            yield Token(match.start(), match.end(), word, lexicon.every_flag(word), number)

    def outside(self, spans: Sequence[tuple[int, int]]) -> TextView:
        """The same view without the words within spans, which are in order."""
        if not spans:
            return self
        free: list[Token] = []
        waiting = iter(spans)
        start, end = next(waiting)
        for token in self.tokens:
            while token.start >= end:
                start, end = next(waiting, (len(self.text), len(self.text) + 1))
            if token.start < start:
                free.append(token)
        return TextView(self.text, self.lower, free, self.digits)

    def begins_sentence(self, start: int) -> bool:
        """Whether a capital at this place may be due to its place alone."""
        text = self.text
        if start > 2 and text[start - 1] == " " and text[start - 2].isalnum():
            return False
        return _SENTENCE_END.search(self.text[max(0, start - 12) : start] or " ") is not None

    def tokens_from(self, start: int) -> Iterator[Token]:
        """The tokens that begin at a place or after it."""
        at = bisect_left(self.tokens, start, key=_start_of)
        return islice(self.tokens, at, None)

    def token_before(self, token: Token) -> Token | None:
        """The token of interest that stands before another."""
        at = bisect_left(self.tokens, token.start, key=_start_of)
        return self.tokens[at - 1] if at else None

    def follows_flag(self, start: int, flag: int) -> bool:
        """Whether the word right before a place, over one blank, has a flag."""
        at = bisect_left(self.tokens, start, key=_start_of)
        before = self.tokens[at - 1] if at else None
        return before is not None and before.end == start - 1 and bool(before.flags & flag)

    def gap(self, left: Token, right: Token) -> str:
        """What stands between two tokens."""
        return self.text[left.end : right.start]


_VARIANTS: Final = {
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2015\u2212\ufe63\uff0d"), "-"),
    **{0xFF10 + n: str(n) for n in range(10)},
    0x2007: " ", 0x202F: " ", 0xFF0E: ".", 0xFF0F: "/", 0xFF20: "@",
}  # fmt: skip
"""Dashes, digits and blanks that word processors write for the plain ones; one for one."""
_VARIANT: Final = re.compile(f"[{''.join(map(re.escape, map(chr, _VARIANTS)))}]")
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")


def composed(text: str) -> tuple[str, list[int] | None]:
    """A text with composed letters, plain dashes and digits, and nothing invisible.

    The second value says where each of its characters came from; it is None when no place
    changed; else it has one more entry than the new text, so that `text[origin[start]:origin[end]]`
    is what a span of the new text stood for.

    >>> composed("Måret")
    ('Måret', None)
    >>> composed("A\u030as")
    ('Ås', [0, 2, 3])
    >>> composed("Nor\u00addli 12\u20115")
    ('Nordli 12-5', [0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    """
    if text.isascii():
        return text, None
    plain = text.translate(_VARIANTS) if _VARIANT.search(text) else text
    if unicodedata.is_normalized("NFC", plain) and not _INVISIBLE.search(plain):
        return plain, None
    pieces: list[str] = []
    origin: list[int] = []
    start = 0
    for at in range(1, len(plain) + 1):
        if at < len(plain) and unicodedata.combining(plain[at]):
            continue
        piece = _INVISIBLE.sub("", unicodedata.normalize("NFC", plain[start:at]))
        pieces.append(piece)
        origin.extend(range(start, start + len(piece)))
        start = at
    return "".join(pieces), [*origin, len(text)]
