"""Names of well-known people, which must not come about by chance."""

from __future__ import annotations

from functools import cache

from hidden_plain_sight.folding import fold
from hidden_plain_sight.gazetteers import read_gazetteer

__all__ = ["is_famous"]


@cache
def _pairs() -> frozenset[tuple[str, str]]:
    """First names with the middle and last names that make somebody well known of them."""
    names = (
        fold(name).replace("-", " ").split() for name in read_gazetteer("famous").column("name")
    )
    return frozenset((first, last) for first, *lasts in names for last in lasts)


def is_famous(first: str, last: str) -> bool:
    """Whether a first and a last name, both folded, are those of a well-known person.

    >>> is_famous("erna", "solberg"), is_famous("erna", "hansen")
    (True, False)
    """
    return (first, last) in _pairs()
