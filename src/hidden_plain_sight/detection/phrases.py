"""Listed items of several words: Mo i Rana, Oslo universitetssykehus, Karl Johans gate."""

from __future__ import annotations

from typing import NamedTuple

from hidden_plain_sight.detection.flags import Flag
from hidden_plain_sight.detection.lexicon import Lexicon
from hidden_plain_sight.detection.text_view import TextView

__all__ = ["Phrase", "find_phrases"]


class Phrase(NamedTuple):
    """A listed item in the text; `flags` as of a word."""

    start: int
    end: int
    flags: int


def find_phrases(view: TextView, lexicon: Lexicon) -> list[Phrase]:
    """The listed phrases of a text, longest first at each word, none inside another."""
    found: list[Phrase] = []
    lower = view.lower
    until = 0
    for token in view.tokens:
        if not token.flags & Flag.PHRASE or token.start < until:
            continue
        surfaces, items = lexicon.phrases_from(token.word)
        if not lower.startswith(surfaces, token.start):
            continue
        for phrase, flags in items:
            if lower.startswith(phrase, token.start):
                end = token.start + len(phrase)
                if lower[end : end + 1] == "s" and not lower[end + 1 : end + 2].isalnum():
                    end += 1
                if end == len(lower) or not lower[end].isalnum():
                    found.append(Phrase(token.start, end, flags))
                    until = end
                    break
    return found
