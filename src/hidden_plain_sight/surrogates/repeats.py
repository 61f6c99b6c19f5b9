"""Whether an identifier that comes again gets the same surrogate again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Final

from hidden_plain_sight.folding import fold
from hidden_plain_sight.phi import Category, Span
from hidden_plain_sight.surrogates.choice import Choice

__all__ = ["ROUNDS", "Repeat", "rounds"]

ROUNDS: Final = 16
"""So many surrogates at most has one word in a document."""

_STAYS: Final = 3, 4
"""The chance that a mention keeps the surrogates of the one before it."""

_BETWEEN: Final = re.compile(r"[\s,.]{0,4}")
_JOINED: Final = frozenset({Category.NAME, Category.LOCATION})
_NEVER: Final = frozenset({Category.DATE, Category.AGE})
"""Time has one course: dates and ages agree whatever else changes."""


class Repeat(StrEnum):
    """What happens to an identifier that comes again in a document.

    >>> Repeat("markov") is Repeat.MARKOV
    True

    `CONSISTENT` gives it the same surrogate every time. `MARKOV` keeps the surrogate of the last
    mention that was written alike (`Kari`, `Kari Nordli`) with a chance of three in four, and
    draws another otherwise. `RANDOM` draws one for every mention. Dates and ages agree in all
    three.
    """

    CONSISTENT = "consistent"
    MARKOV = "markov"
    RANDOM = "random"


def rounds(repeat: Repeat, choice: Choice, text: str, spans: Sequence[Span]) -> tuple[int, ...]:
    """For each span the round, from 0 to 15, in which its surrogate is drawn.

    Spans of one round agree with each other; those of one mention, such as a first and a last
    name side by side, always stand in one.

    >>> spans = [Span(0, 4, Category.NAME), Span(5, 11, Category.NAME), Span(13, 17, Category.NAME)]
    >>> choice = Choice(b"0123456789abcdef", "document:1")
    >>> rounds(Repeat.CONSISTENT, choice, "Kari Nordli. Kari", spans)
    (0, 0, 0)
    >>> first, second, third = rounds(Repeat.RANDOM, choice, "Kari Nordli. Kari", spans)
    >>> first == second
    True
    """
    if repeat is Repeat.CONSISTENT:
        return (0,) * len(spans)
    found: list[int] = []
    mentions: dict[str, int] = {}
    current: dict[str, int] = {}
    for mention in _mentions(text, spans):
        last = mention[-1]
        if last.category in _NEVER:
            found += [0] * len(mention)
            continue
        name = f"{last.category} {fold(text[last.start : last.end]).removesuffix('s')}"
        number = mentions[name] = mentions.get(name, -1) + 1
        draws = choice.draws("repeat", f"{number} {name}")
        stays = repeat is Repeat.MARKOV and number and draws.below(_STAYS[1]) < _STAYS[0]
        if not stays:
            current[name] = draws.below(ROUNDS)
        found += [current[name]] * len(mention)
    return tuple(found)


def _mentions(text: str, spans: Sequence[Span]) -> Iterator[list[Span]]:
    """Spans side by side that name one person or one address."""
    mention: list[Span] = []
    for span in spans:
        if mention:
            last = mention[-1]
            beside = last.category is span.category and span.category in _JOINED
            if not (beside and _BETWEEN.fullmatch(text, last.end, span.start)):
                yield mention
                mention = []
        mention.append(span)
    if mention:
        yield mention
