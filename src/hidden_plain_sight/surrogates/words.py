"""Words: folding, the shape of their capitals, and the Norwegian genitive."""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from functools import lru_cache
from typing import Final

from hidden_plain_sight.folding import fold

__all__ = [
    "WORD",
    "case_like",
    "in_ascii",
    "is_particle",
    "sound",
    "split_genitive",
    "with_genitive",
]

WORD: Final = re.compile(r"[^\W\d_]+(?:['’´`][^\W\d_]+)*['’´`]?")
"""A word of a name, with what apostrophes it has: `O'Brien`, `Lars'`."""

_PARTICLES: Final = frozenset({
    "von", "van", "der", "den", "de", "la", "du", "af", "av", "al", "el", "bin", "bint", "ibn",
    "abu", "da", "dos", "di", "ten", "ter", "zu", "og", "i",
})  # fmt: skip
_NEVER_FIRST: Final = frozenset({"og", "i", "av"})
_DIGRAPHS: Final = (("aa", "å"), ("ae", "æ"), ("oe", "ø"), ("th", "t"), ("ph", "f"), ("ch", "k"))
_DOUBLED: Final = re.compile(r"(.)\1+")
_SOUNDS: Final = str.maketrans("cwqyjz", "kvkiis")
_APOSTROPHES: Final = "'’´`"
_SHARP: Final = "sxz"

_ASCII: Final = {ord("æ"): "ae", ord("ø"): "o", ord("å"): "a"}


def in_ascii(text: str) -> str:
    """A word as it stands in an e-mail address.

    >>> in_ascii("Bjørnstad"), in_ascii("Åse")
    ('bjornstad', 'ase')
    """
    return fold(text).translate(_ASCII)


@lru_cache(maxsize=1 << 15)
def sound(folded: str) -> str:
    """About what a folded name sounds like, whatever its spelling.

    >>> sound("cathrine") == sound("katrine"), sound("aase") == sound("åse")
    (True, True)
    """
    for letters, one in _DIGRAPHS:
        folded = folded.replace(letters, one)
    heard = _DOUBLED.sub(r"\1", folded.translate(_SOUNDS))
    return heard.removesuffix("h").removesuffix("e")


def is_particle(word: str, after: str, number: int, *, is_first: bool) -> bool:
    """Whether a part joins others and names nobody: `von`, `van`, the `Al` of `Al-Hassan`.

    `after` is the character behind it, `number` how many parts stand before; the last part is
    never asked about.

    >>> is_particle("Van", " ", 0, is_first=False), is_particle("Van", " ", 0, is_first=True)
    (True, False)
    """
    lower = word.casefold()
    if lower not in _PARTICLES:
        return False
    if word.islower() or after == "-":
        return True
    return lower not in _NEVER_FIRST and (number > 0 or not is_first)


def case_like(written: str, surrogate: str) -> str:
    """A surrogate in the capitals of what it replaces.

    >>> case_like("HANSEN", "Moen"), case_like("hansen", "Moen"), case_like("Hansen", "Moen")
    ('MOEN', 'moen', 'Moen')
    """
    if written.isupper() and (len(written) > 1 or len(surrogate) == 1):
        return surrogate.upper()
    return surrogate.lower() if written.islower() else surrogate


def split_genitive(
    word: str, *, is_name: Callable[[str], bool], seen: Container[str] = ()
) -> tuple[str, str]:
    """A word without its genitive ending, and the ending.

    A glued s is an ending only where the word is no name and the rest is one, or is among the
    words `seen` in the document; `is_name` is asked with folded words.

    >>> split_genitive("Karis", is_name={"kari", "hans"}.__contains__)
    ('Kari', 's')
    >>> split_genitive("Hans", is_name={"kari", "hans"}.__contains__)
    ('Hans', '')
    >>> split_genitive("Lars'", is_name={"lars"}.__contains__)
    ('Lars', "'")
    """
    if word[-1] in _APOSTROPHES and len(word) > 1:
        return word[:-1], word[-1]
    if word[-1] not in "sS" or len(word) < 4:
        return word, ""
    if word[-2] in _APOSTROPHES:
        return word[:-2], word[-2:]
    folded = fold(word)
    if not is_name(folded) and (is_name(folded[:-1]) or folded[:-1] in seen):
        return word[:-1], word[-1]
    return word, ""


def with_genitive(word: str, ending: str) -> str:
    """A word with the genitive ending that it takes itself.

    >>> with_genitive("Inger", "s"), with_genitive("Nils", "s"), with_genitive("Inger", "'")
    ('Ingers', "Nils'", 'Ingers')
    """
    if not ending:
        return word
    sharp = word[-1:].casefold() in _SHARP
    if ending[0] not in _APOSTROPHES:
        return f"{word}'" if sharp else word + ending
    if len(ending) > 1 or sharp:
        return word + ending
    return word + ("S" if len(word) > 1 and word.isupper() else "s")
