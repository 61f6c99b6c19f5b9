"""Attacks by reading alone: counting repeats, and looking names up in the lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Final

from benchmarks.parrot_attack.planting import Output
from benchmarks.parrot_attack.tally import Tally, tallied

__all__ = ["RULES", "Reader", "counted", "looked_up"]

_STEADY: Final = frozenset({"DATE", "AGE"})
"""What agrees under every strategy; an attacker who knows the software leaves it out."""
_NAMES: Final = frozenset({"FIRST_NAME", "LAST_NAME"})

Rule = Callable[[Sequence[str]], Iterator[int]]
"""From words in their order to the places of those that are suspected."""


def once(words: Sequence[str]) -> Iterator[int]:
    """What stands once where another word stands twice or more.

    >>> list(once(["a", "x", "a"]))
    [1]
    """
    counts = Counter(words)
    if max(counts.values()) > 1:
        yield from (at for at, word in enumerate(words) if counts[word] == 1)


def between(words: Sequence[str]) -> Iterator[int]:
    """What stands once, with the same word right before and right after it.

    >>> list(between(["a", "a", "x", "a", "y"]))
    [2]
    """
    counts = Counter(words)
    for at in range(1, len(words) - 1):
        if counts[words[at]] == 1 and words[at - 1] == words[at + 1]:
            yield at


def again(words: Sequence[str]) -> Iterator[int]:
    """What stands twice or more.

    >>> list(again(["a", "x", "b", "x"]))
    [1, 3]
    """
    counts = Counter(words)
    yield from (at for at, word in enumerate(words) if counts[word] > 1)


RULES: Final[dict[str, Rule]] = {"once": once, "between": between, "again": again}


class Reader(StrEnum):
    """What a reader knows of identifiers beside how they are written.

    >>> Reader("kind") is Reader.KIND
    True

    `KIND`: which are first names, which are places and so on. `MEANING`: which mean the same
    person, place or number, as if the story told it every time; from reading nobody knows more.
    """

    KIND = "kind"
    MEANING = "meaning"


def counted(output: Output, *, reader: Reader, rule: Rule) -> Tally:
    """What a reader finds who counts words and suspects some by a rule."""
    groups: dict[tuple[str, str], list[int]] = {}
    for at, one in enumerate(output.identifiers):
        if one.label not in _STEADY:
            meant = one.meant if reader is Reader.MEANING else ""
            groups.setdefault((one.label, meant), []).append(at)
    suspected = {
        places[at]
        for places in groups.values()
        for at in rule([output.identifiers[place].word for place in places])
    }
    return tallied(output, suspected)


def looked_up(output: Output) -> Tally:
    """What a reader finds who suspects every name that no surrogate could be; of names alone."""
    names = tuple(one for one in output.identifiers if one.label in _NAMES)
    suspected = {at for at, one in enumerate(names) if not one.is_fitting}
    return tallied(replace(output, identifiers=names), suspected)
