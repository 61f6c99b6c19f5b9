"""A text of any length in overlapping windows, for models that read only so much at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

__all__ = ["Window", "readable", "stretches", "windows"]

_NEAR: Final = 200
"""Within so many characters a blank is looked for to cut at."""
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")


class Window(NamedTuple):
    """What is read at a time, and the part of it that is decided there.

    `start` and `end` are what the model sees; from `first` to `last`, within them, it sees more
    on both sides than in any other window. Ends are excluded.
    """

    start: int
    end: int
    first: int
    last: int


def windows(count: int, *, size: int, overlap: int) -> Iterator[Window]:
    """Yield windows over so many tokens, each at least `overlap` into the next.

    >>> [tuple(window) for window in windows(10, size=6, overlap=2)]
    [(0, 6, 0, 5), (4, 10, 5, 10)]

    All have the same length, `size` or all there is. The parts that are decided follow each other
    without a gap: what two windows see belongs to the one in which it stands further from the
    border. Raises ValueError where `overlap` is negative or not smaller than `size`.
    """
    if not 0 <= overlap < size:
        raise ValueError(f"an overlap is smaller than the window, got {overlap} and {size}")
    if count <= 0:
        return
    start = first = 0
    while start + size < count:
        after = min(start + size - overlap, count - size)
        last = (start + size + after) // 2
        yield Window(start, start + size, first, last)
        start, first = after, last
    yield Window(start, count, first, count)


def stretches(text: str, *, size: int, overlap: int) -> Iterator[Window]:
    """Yield windows over the characters of a text, cut at blanks where there are any near.

    >>> text = "Kari kom. Ola gikk."
    >>> [text[s.first : s.last] for s in stretches(text, size=12, overlap=4)]
    ['Kari kom. ', 'Ola gikk.']

    About `size` characters are decided in each; it sees `overlap` more on either side. Raises
    ValueError where `size` is not positive or `overlap` negative.
    """
    if size < 1 or overlap < 0:
        raise ValueError(f"a stretch has characters, got {size} and {overlap}")
    near, first = min(_NEAR, size // 4), 0
    while first < len(text):
        last = _cut(text, first + size, near)
        start = _cut(text, first - overlap, near)
        yield Window(start, _cut(text, last + overlap, near), first, last)
        first = last


def _cut(text: str, place: int, near: int) -> int:
    """The last place before which a blank stands, up to this one; this one if none is near."""
    if not 0 < place < len(text):
        return max(0, min(place, len(text)))
    for at in range(place, max(0, place - near), -1):
        if text[at - 1].isspace() and not text[at].isspace():
            return at
    return place


def readable(text: str) -> str:
    """The text with a sign in place of each half character, which no model can read.

    >>> readable("Kari\\ud83d") == "Kari\\ufffd"
    True
    """
    return _LONE_SURROGATE.sub("\ufffd", text) if not text.isascii() else text
