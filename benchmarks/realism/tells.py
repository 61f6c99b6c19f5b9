"""What tells surrogates on purpose, taken away from both sides; and what stands in the lists."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from benchmarks.realism.lists import column, listed, words
from benchmarks.realism.mentions import Mention

from hidden_plain_sight.folding import fold

__all__ = ["is_listed", "is_word", "untold"]

_DIGIT: Final = re.compile(r"\d")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_MONTH: Final = slice(2, 4)
_SUBSCRIBERS: Final = 8


def untold(mention: Mention) -> str:
    """The identifier without what gives it away on purpose.

    >>> untold(Mention("national number", "01822012345", ""))
    '01022012345'
    >>> untold(Mention("phone", "+47 26 99 26 53", ""))
    '+47 xx 99 26 53'
    >>> untold(Mention("e-mail", "kari@example.org", ""))
    'kari@x'

    The month of a national number loses its series; a telephone number of eight digits its first
    two; an address its domain. The same is done to originals.
    """
    text = mention.text
    if mention.kind == "national number":
        return _plain_month(text)
    if mention.kind == "phone":
        return _plain_prefix(text)
    if mention.kind == "e-mail":
        return text.partition("@")[0] + "@x"
    if mention.kind == "URL":
        return re.sub(r"^((?:\w+://)?)[^/]+", r"\1x", text)
    return text


def _plain_month(text: str) -> str:
    digits = _DIGIT.findall(text)
    if len(digits) != 11:
        return text
    month = int("".join(digits[_MONTH]))
    digits[_MONTH] = f"{next((month - s for s in (80, 65, 40) if month > s), month):02}"
    rest = iter(digits)
    return _DIGIT.sub(lambda _: next(rest), text)


def _plain_prefix(text: str) -> str:
    places = [match.start() for match in _DIGIT.finditer(text)][-_SUBSCRIBERS:]
    if len(places) < _SUBSCRIBERS:
        return text
    return "".join("x" if at in places[:2] else c for at, c in enumerate(text))


def is_listed(mention: Mention) -> bool:
    """Whether all words of the original name, or the original place or street, are in the lists.

    >>> is_listed(Mention("place", "Hamar", "Xqaavik"))
    False

    True for all other kinds.
    """
    folded = fold(mention.original)
    if mention.kind in {"first name", "last name"}:
        return all(word in _name_words() for word in _LETTERS.findall(folded))
    if mention.kind == "place":
        return not listed("place").keys().isdisjoint({folded, folded.removesuffix("s")})
    if mention.kind == "address":
        street = re.split(r"[,\s]*\d", folded)[0].strip()
        return street in column("streets", "name")
    return True


def is_word(mention: Mention) -> bool:
    """Whether a part of the original name, or the original place, is an ordinary word as well.

    >>> is_word(Mention("first name", "Kari", "Liv"))
    True

    Surrogates are none, on purpose.
    """
    folded = fold(mention.original)
    if mention.kind == "place":
        return folded in words()
    is_name = mention.kind in {"first name", "last name"}
    return is_name and not words().isdisjoint(_LETTERS.findall(folded))


@cache
def _name_words() -> frozenset[str]:
    """Every word of a listed name, first or last, also of those of several parts."""
    names = [*listed("first name"), *listed("last name")]
    return frozenset(names).union(*(_LETTERS.findall(name) for name in names))
