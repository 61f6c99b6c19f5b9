"""Words that hold a place: `Bergensområdet`, `Oslo-gutt`, `Solbakkhjemmet`, `bergenser`."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Final

from hidden_plain_sight.folding import fold
from hidden_plain_sight.surrogates.consistency import Draft, Entry
from hidden_plain_sight.surrogates.place_lists import place_lists

__all__ = ["glued", "glued_stem", "split_place", "stem_pool"]

_TAILS: Final = (
    "området", "områda", "regionen", "distriktet", "traktene", "traktane", "kanten", "halvøya",
    "marka", "vidda", "fjorden", "dalen", "bygda", "bygdene", "bygdane", "folk", "gutt", "jente",
    "gut", "mann", "kvinne", "borger", "familien", "klinikken", "hjemmet", "heimen", "sykehuset",
    "sjukehuset",
)  # fmt: skip
_DEFINITE: Final = ("en", "et", "a", "ene", "ane", "an", "er", "s", "sen")
_SHORTEST, _LONGEST = 4, 9


def split_place(folded: str, *, is_place: Callable[[str], bool]) -> tuple[int, str] | None:
    """Where the place in a compound ends, and the joint after it; None for what is no compound.

    >>> split_place("bergensområdet", is_place={"bergen"}.__contains__)
    (6, 's')
    >>> split_place("oslo-gutt", is_place={"oslo"}.__contains__)
    (4, '-')
    """
    first, hyphen, _ = folded.partition("-")
    if hyphen and is_place(first):
        return len(first), "-"
    for tail in _TAILS:
        if folded.endswith(tail):
            stem = folded[: -len(tail)]
            if is_place(stem):
                return len(stem), ""
            if stem.endswith("s") and is_place(stem[:-1]):
                return len(stem) - 1, "s"
    return None


def glued(surrogate: str, joint: str, rest: str) -> str:
    """A place with what is joined to it, written as Norwegian joins them.

    >>> glued("Hamar", "s", "området"), glued("Mo i Rana", "", "området")
    ('Hamarsområdet', 'Mo i Rana-området')
    >>> glued("Moss", "s", "folk")
    'Mossfolk'
    """
    if joint == "-" or not surrogate.isalpha():
        return f"{surrogate}-{rest}"
    sharp = joint == "s" and surrogate[-1].lower() in "sxz"
    doubled = surrogate[-1].lower() == rest[:1].lower() and surrogate[-2:-1] == surrogate[-1:]
    return (surrogate[:-1] if doubled else surrogate) + ("" if sharp else joint) + rest


@cache
def stem_pool() -> tuple[Entry, ...]:
    """Places that words can be glued to: short ones of one word that do not end as `Haugen` does.

    >>> all(entry.text.isalpha() for entry in stem_pool())
    True
    """
    return tuple(
        entry
        for group, found in place_lists().by_group.items()
        if group.size in {"2", "3"} and group.kind in {"bygd", "tettsted", "by"}
        for entry in found
        if _SHORTEST <= len(entry.folded) <= _LONGEST
        and entry.text.isalpha() and not entry.folded.endswith(_DEFINITE)
    )  # fmt: skip


def glued_stem(draft: Draft, stem: str) -> str | None:
    """The surrogate of a stem that is glued to a word, the same as that of the place if it is one.

    None where no stem is free.
    """
    key = fold(stem)
    known = draft.ledger.surrogates.get(key)
    if known is not None:
        return known
    own = key.removesuffix("s")

    def fits(entry: Entry) -> bool:
        return own not in entry.folded and entry.folded not in key

    chosen = draft.ledger.chosen("stem", key, stem_pool(), fits=fits)
    return None if chosen is None else chosen.text
